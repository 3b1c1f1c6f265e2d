"""A catalog file that somebody has edited, and its article: no line of theirs changes, and merging
again writes nothing.
"""

from functools import cache

from fuzz.targets.yaml_gate import FILE
from fuzz.words import read
from quotes.catalog.document import read_document
from quotes.catalog.entries import Source
from quotes.catalog.merge import plan
from quotes.catalog.splice import new_file, revise
from quotes.errors import UnreadableCatalog
from quotes.model import Reading
from quotes.parsing import parse
from quotes.reading import article_from_text

_ARTICLES = (
    "市长李明说：“天冷。\n多穿。”她称“應收盡收”。\n",
    "2月16日，李明表示：“天冷，要多穿。”他说：“應收盡收，一个不能少！”\n\n“好。”王小明说。\n",
    "“天冷。”\n“天冷。”\n「應收盡收」\n",
    "什么也没有。\n",
)
"""Which of them is merged, the first byte says; the rest is the file."""

SEEDS = tuple(
    number + file.encode()
    for number in (b"0", b"1", b"2", b"3")
    for file in (FILE, "", "# 空\n", "entries:\n", "source:\n  file: x\nentries: []\n")
)
_OURS = (
    "text",
    "kind",
    "speaker",
    "via",
    "mode",
    "date",
    "occasion",
    "line",
    "auto",
    "sha256",
    "encoding",
)


def attempt(raw: bytes) -> None:
    reading = _reading(raw[0] % len(_ARTICLES)) if raw else _reading(0)
    before = read(raw[1:])
    try:
        after = _merged(before, reading)
        again = _merged(after, reading)
    except UnreadableCatalog as refusal:
        assert refusal.problems
        return
    assert again == after
    _leaves_lines(before, after)


@cache
def _reading(number: int) -> Reading:
    return parse(article_from_text(_ARTICLES[number], "seeds/003_a.txt"))


def _merged(text: str, reading: Reading) -> str:
    document = read_document(text, "a.yaml") if text else None
    made = plan(document, reading, "seeds/003_a.txt", "003", terms=False)
    if document is None or (document.root is None and not text.strip()):
        return new_file(made.source, made.added) if made.added else text
    return revise(document, made.revision) if made.revision else text


def _leaves_lines(before: str, after: str) -> None:
    """Every value that stood there and is none of the program's stands there still."""
    if not before.strip():
        return
    old, new = read_document(before, "a.yaml"), read_document(after, "a.yaml")
    assert isinstance(new.source, Source)
    rest = iter(new.entries)
    for filed in old.entries:
        entry = filed.entry
        twin = next(each for each in rest if each.entry.id == entry.id)
        if entry.auto is None or entry.status != "todo":
            assert all(
                getattr(twin.entry, name) == getattr(entry, name)
                for name in entry._fields
                if name not in ("line", "auto")
            )
    comments = [line for line in before.splitlines() if line.lstrip().startswith("#")]
    assert all(line in after for line in comments)
