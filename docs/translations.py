"""The Chinese sentences: `python docs/translations.py` gathers what the program says, keeps what is
translated already, and writes both scripts for gettext. `--check` changes nothing, and exits 1 where a
sentence has no translation or the files are not as they would be.

People translate into `src/quotes/locale/zh_Hans/LC_MESSAGES/quotes.po`; Traditional characters are made
of that by OpenCC.
"""

import ast
import io
import re
import sys
from collections.abc import Iterator
from inspect import cleandoc
from pathlib import Path
from typing import Any

import click
import yaml
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from opencc import OpenCC

from quotes.catalog.explanations import EXPLANATIONS
from quotes.catalog.faults import SENTENCES
from quotes.cli import main as program
from quotes.present.heads import HEADS
from quotes.present.reasons import WITH_WORDS
from quotes.sayings.variants import Note
from quotes.sayings.verdicts import Verdict

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "quotes"
PEOPLE = SOURCE / "locale" / "zh_Hans" / "LC_MESSAGES" / "quotes.po"
TRADITIONAL = SOURCE / "locale" / "zh_Hant" / "LC_MESSAGES"
_PROSE = re.compile(r"[a-z]{2,} [a-z]{2,}|我 is")
_OF_OTHERS = (
    "No such file or directory", "Permission denied", "Is a directory", "Not a directory", "File exists",
    "No space left on device", "Read-only file system", "File name too long", "Input/output error",
    "Too many levels of symbolic links", "Too many open files", "Address already in use",
    "did not find expected ',' or ']'", "did not find expected ',' or '}'", "did not find expected key",
    "did not find expected node content", "did not find expected '-' indicator",
    "mapping values are not allowed in this context", "could not find expected ':'",
    "found unexpected end of stream", "found character that cannot start any token",
    "found unknown escape character", "block sequence entries are not allowed in this context",
)  # fmt: skip
"""Sentences of the system and of the YAML parser that people meet most."""

_TAIWAN = (
    ("型別", "類別"), ("幫助", "說明"), ("示例", "範例"), ("條形圖", "長條圖"), ("註釋", "註解"), ("程序數", "處理程序數"),
    ("製表符", "定位字元"), ("圖注", "圖說"), ("導航", "導覽"), ("“", "「"), ("”", "」"), ("‘", "『"), ("’", "』"),
)  # fmt: skip
"""What OpenCC's words for Taiwan leave, or choose for programmers."""

Sentence = tuple[str | tuple[str, str], str | None, str]
"""What is said (one, many), its context, and where it stands."""


def sentences() -> Iterator[Sentence]:
    """All that the program can say, whoever keeps it."""
    for path, _line, said, _comments, _context in extract_from_dir(
        SOURCE, method_map=[("**.py", "python")], keywords={"worded": None}
    ):
        yield said, None, path
    yield from ((each, "head", "present/heads.py") for each in HEADS)
    yield from ((each, None, "present/reasons.py") for each in WITH_WORDS)
    yield from ((each.value, None, "sayings/verdicts.py") for each in Verdict)
    yield from ((each.value, None, "sayings/variants.py") for each in Note)
    yield from (
        (said, None, "catalog/faults.py") for pair in SENTENCES.values() for said in pair if said
    )
    for page in EXPLANATIONS.values():
        yield from (
            (said, None, "catalog/explanations") for said in (page.what, page.why, page.mend)
        )
    yield from ((said, None, f"cli/{where}") for said, where in _help(program, "quotes"))
    yield from ((said, None, "(system)") for said in _OF_OTHERS)
    yield from _reasons()
    yield from _of_click()


def _help(command: click.Command, name: str) -> Iterator[tuple[str, str]]:
    told = [command.help, *(each.help for each in command.params if isinstance(each, click.Option))]
    yield from ((cleandoc(each), name) for each in told if each)
    if isinstance(command, click.Group):
        context = click.Context(command)
        for inner in command.list_commands(context):
            found = command.get_command(context, inner)
            assert found is not None
            yield from _help(found, inner)


def _reasons() -> Iterator[Sentence]:
    """Of the rows of every table, and of the parser itself."""
    for path in sorted((SOURCE / "rules").glob("*.yaml")):
        rows = yaml.safe_load(path.read_text(encoding="utf-8"))
        yield from ((why, None, f"rules/{path.name}") for why in _whys(rows))
    for path in sorted((SOURCE / "parsing").glob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        unsaid = {
            id(part)
            for node in ast.walk(tree)
            if isinstance(node, ast.Expr | ast.JoinedStr)
            for part in ast.walk(node)
            if isinstance(node, ast.JoinedStr) or part is node.value
        }
        for node in ast.walk(tree):
            said = node.value if isinstance(node, ast.Constant) else None
            if isinstance(said, str) and id(node) not in unsaid and _PROSE.search(said):
                yield said, None, f"parsing/{path.name}"


def _whys(rows: Any) -> Iterator[str]:
    if isinstance(rows, dict):
        yield from (value for key, value in rows.items() if key == "why")
    for each in rows.values() if isinstance(rows, dict) else rows if isinstance(rows, list) else ():
        yield from _whys(each)


def _of_click() -> Iterator[Sentence]:
    """Its own sentences are asked for in our catalog."""
    folder = Path(click.__file__).parent
    for path, _line, said, _comments, _context in extract_from_dir(
        folder, method_map=[("**.py", "python")], keywords={"_": None, "ngettext": (1, 2)}
    ):
        yield said, None, f"click/{path}"


def gathered() -> Catalog:
    """Every sentence with what people have translated."""
    known = read_po(io.BytesIO(PEOPLE.read_bytes())) if PEOPLE.exists() else Catalog()
    made = Catalog(locale="zh_Hans", project="quotes", fuzzy=False, charset="utf-8")
    made.revision_date = made.creation_date = known.creation_date = None
    for said, context, where in sentences():
        key = said if isinstance(said, str) else said[0]
        before = known.get(key, context)
        string = before.string if before else ""
        made.add(said, string=string, locations=[(where, 0)], context=context)
    return made


def untranslated(catalog: Catalog) -> list[str]:
    return [
        str(each.id) for each in catalog if each.id and not all(each.string if isinstance(each.string, tuple) else [each.string])
    ]  # fmt: skip


def files(catalog: Catalog) -> dict[Path, bytes]:
    """Each file of `locale/` as it should be."""
    into = OpenCC("s2twp")
    traditional = Catalog(locale="zh_Hant", charset="utf-8", fuzzy=False)
    for each in catalog:
        if each.id:
            strings = each.string if isinstance(each.string, tuple) else (each.string,)
            turned = tuple(_for_taiwan(into.convert(said)) for said in strings)
            string = turned if isinstance(each.string, tuple) else turned[0]
            traditional.add(each.id, string=string, context=each.context)
    traditional.revision_date = traditional.creation_date = None
    return {
        PEOPLE: _po(catalog),
        PEOPLE.with_suffix(".mo"): _mo(catalog),
        TRADITIONAL / "quotes.mo": _mo(traditional),
    }


def _for_taiwan(said: str) -> str:
    for one, other in _TAIWAN:
        said = said.replace(one, other)
    return said


def _po(catalog: Catalog) -> bytes:
    out = io.BytesIO()
    write_po(out, catalog, width=0, omit_header=False, sort_by_file=True, include_lineno=False)
    dated = rb'"(POT-Creation-Date|PO-Revision-Date|Generated-By|Last-Translator|Language-Team|Report-Msgid-Bugs-To): .*\\n"\n'
    return re.sub(dated, b"", out.getvalue())


def _mo(catalog: Catalog) -> bytes:
    out = io.BytesIO()
    write_mo(out, catalog)
    return re.sub(rb"(POT-Creation-Date|PO-Revision-Date|Generated-By): [^\n]*", lambda found: found[1] + b": " + b"-" * (len(found[0]) - len(found[1]) - 2), out.getvalue())  # fmt: skip


def main() -> int:
    catalog = gathered()
    made = files(catalog)
    missing = untranslated(catalog)
    stale = [path for path, content in made.items() if not path.exists() or path.read_bytes() != content]  # fmt: skip
    if "--check" in sys.argv[1:]:
        for path in stale:
            print(f"{path.relative_to(ROOT)} is not as it would be: python docs/translations.py")
    else:
        for path in stale:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(made[path])
    for sentence in missing:
        print(f"no translation: {sentence[:100]!r}")
    print(f"{len(catalog)} sentences, {len(missing)} of them untranslated")
    return int(bool(missing) or ("--check" in sys.argv[1:] and bool(stale)))


if __name__ == "__main__":
    sys.exit(main())
