"""A catalog file from any hand: told with places that it has, or read, with no more than strings."""

from fuzz.words import read
from quotes.catalog.checks import check_document
from quotes.catalog.document import bare, read_document
from quotes.catalog.people import read_people
from quotes.catalog.syntax import Node, Scalar, plain
from quotes.errors import Problem, UnreadableCatalog
from quotes.span import Lines

FILE = """\
# 人手寫
source:
  file: seeds/003_a.txt
  title: '天冷'

entries:
  - id: 003-01
    text: |-
      天冷。
      多穿。
    kind: quote   # 註
    speaker: 李明
    date: XXXX-02-16
    line: 3
    status: todo
    tags: [一, "二"]
  - {id: 003-02, text: "應收盡收", kind: slogan}
"""
SEEDS = (
    FILE.encode(), b"source: &a\n  file: *a\nentries: []\n", b"a: {b: [c, {d: e}]}\n---\nx: y\n",
    "entries:\n- text: >\n    好\n  note: !!str 1\n  <<: {a: b}\n".encode(), b"? a\n: b\n- c\n",
    "persons:\n  - name: 王忠林\n    also: [王忠林書記]\n".encode(), b"a: 1\na: 2\n\tb: 3\n",
)  # fmt: skip


def attempt(raw: bytes) -> None:
    text = read(raw)
    try:
        if "persons" in text:
            read_people(text, "people.yaml")
        document = read_document(text, "a.yaml")
        problems = check_document(document)
    except UnreadableCatalog as refusal:
        assert refusal.problems
        problems = refusal.problems
    else:
        assert _strings(document.root)
        bare(document)
    _have_places(problems, text)


def _have_places(problems: tuple[Problem, ...], text: str) -> None:
    lines = Lines(text)
    for each in problems:
        assert 0 <= each.line <= lines.count
        assert each.column >= 0
        assert each.message


def _strings(node: Node | None) -> bool:
    if node is None or isinstance(node, Scalar):
        return True
    values = plain(node)
    return isinstance(values, dict | list)
