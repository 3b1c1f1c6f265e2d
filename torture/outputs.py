"""Hostile words through every command and every export: nothing in what comes out is obeyed.

python -m torture.outputs                 all payloads and 100,000 generated ones (half an hour)
python -m torture.outputs --generated 3000

The project that is made has each payload in an article, and in every field of an entry that a person may
write; of generated ones each field has another, and there are as many projects as they fill. Commands run
as they run for people, with colours and without.
"""

import argparse
import os
import re
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from click.testing import CliRunner
from lxml import html

from quotes.catalog.entries import Entry, Source
from quotes.catalog.splice import new_file
from quotes.cli import main as quotes
from quotes.present import formats
from torture.payloads import PATHS, PAYLOADS, generated, obeyed

FOLDED = 1000
"""Entries of a file, and of a project of generated ones: `check` holds each of them against others."""
FIELDS = ("text", "speaker", "via", "place", "occasion", "printed", "note", "tags")
"""Those that a person may write as he likes."""
OURS = re.compile(r"\x1b\[[\d;]*m")
_DATA = ("application/json", "application/ld+json")
_BINARY = frozenset({"parquet", "sqlite"})
_IN_FILES = "\n\r\t\ufeff"
"""Ends of lines and the tabs of tables, and the mark that Excel wants before UTF-8."""


@dataclass(frozen=True)
class Said:
    """A command, and what it handed out: on the terminal, or as a file of some format."""

    args: tuple[str, ...]
    text: str
    code: int
    crashed: str = ""


Tried = tuple[int, list[str]]
"""How many, and what went wrong."""
Row = tuple[str, ...]
"""What the fields of an entry hold, in the order of FIELDS."""


def everywhere(words: Iterable[str]) -> Iterator[Row]:
    """Each in every field."""
    return ((word,) * len(FIELDS) for word in words)


def spread(words: Iterable[str]) -> Iterator[Row]:
    """Each in one field; those that do not fill an entry are left out."""
    return zip(*[iter(words)] * len(FIELDS), strict=False)


def build(root: Path, rows: Sequence[Row]) -> None:
    """The project: an entry for each row, and an article with some of their words."""
    (root / "catalog").mkdir(parents=True)
    (root / "seeds").mkdir()
    for number in range(0, len(rows), FOLDED):
        stem = f"{number // FOLDED:03}_a"
        some = rows[number : number + FOLDED]
        article = "".join(
            f"2月16日，王忠林強調：“{each[0]}細節決定成敗。”\n\n" for each in some[:200]
        )
        (root / "seeds" / f"{stem}.txt").write_text(article, encoding="utf-8", newline="")
        (root / "catalog" / f"{stem}.yaml").write_text(
            new_file(_source(stem, some[0]), [*_entries(stem, some)]), encoding="utf-8", newline=""
        )
    _people(root, [row[1] for row in rows[:60]])


def _source(stem: str, row: Row) -> Source:
    title, outlet, author, url, note, *_ = row
    return Source(
        file=f"seeds/{stem}.txt", title=title, outlet=outlet, author=(author,), published="2020-02-20",
        url=f"javascript:{url}", note=note,
    )  # fmt: skip


def _entries(stem: str, rows: Sequence[Row]) -> Iterator[Entry]:
    prefix = stem.partition("_")[0]
    for number, row in enumerate(rows, start=1):
        words: dict[str, Any] = dict(zip(FIELDS, row, strict=True))
        text, tags = f"{words.pop('text')}細節", (words.pop("tags"),)
        yield Entry(
            id=f"{prefix}-{number:02}", text=text, kind=("quote", "slogan")[number % 5 == 0], tags=tags,
            date="2020-02-16", line=str(2 * number - 1), status="ok", **words,
        )  # fmt: skip


def _people(root: Path, words: Sequence[str]) -> None:
    from quotes.catalog.render import quoted

    people = "".join(f"  - name: {quoted(each)}\n" for each in dict.fromkeys(words) if each.strip())
    (root / "catalog" / "people.yaml").write_text(f"people:\n{people}", encoding="utf-8")


def commands() -> Iterator[tuple[str, ...]]:
    """Every command that shows something, and what goes wrong with hostile arguments."""
    for command, shapes in _SHAPES.items():
        yield tuple(command.split())
        yield from ((*command.split(), *shape.split()) for shape in shapes)
    for name in ("000-01", "000-38", "000-99"):
        yield from (("show", name), ("explain", name), ("cite", name))
    yield from (("stats",), ("stats", "--json"), ("timeline",), ("people",), ("people", "--json"))
    yield from (("parse", "seeds/000_a.txt"), ("parse", "--jsonl", "seeds/000_a.txt"))
    yield from (
        ("parse", "--ledger", "seeds/000_a.txt"),
        ("extract", "--dry-run", "seeds/000_a.txt"),
    )
    yield from (("set", "--dry-run", "000-01", f"note={word}") for word in PAYLOADS[33:40])
    yield ("rules",)


def refusals() -> Iterator[tuple[str, ...]]:
    """What people type may be hostile too, since they paste it."""
    for word in PAYLOADS:
        if "\0" not in word:
            yield "list", "--speaker", word
            yield "show", "--", word
            yield "stats", "--", word
    for word in (*PAYLOADS[:40:7], *PATHS):
        yield from (("extract", "--", word), ("verify", "--", word), ("search", "--", word))
        yield from (("list", "--since", word), ("cite", "--", word), ("check", "--", word))
        yield from (("export", "csv", "--speaker", word), ("-C", word, "list"), (word,))


def run(root: Path, args: Sequence[str], *, colors: bool = False) -> Said:
    runner = CliRunner(env={"FORCE_COLOR": "1"} if colors else {"NO_COLOR": "1"})
    done = runner.invoke(quotes, ["-C", str(root), *args])
    crashed = done.exception
    if crashed is None or isinstance(crashed, SystemExit):
        return Said(tuple(args), done.output, done.exit_code)
    return Said(tuple(args), done.output, done.exit_code, repr(crashed)[:200])


def faults(said: Said, own: str = "\n", *, styled: bool = True) -> list[str]:
    """What a terminal, or whoever opens the file, would obey."""
    if said.crashed or "Traceback" in said.text:
        return [f"{said.args}: a traceback: {said.crashed or said.text[-200:]}"]
    if ({"--tsv", "--csv", "--dry-run"} | _TABLED) & set(said.args):
        own += "\t"
    if {"--csv", "csv"} & set(said.args):
        own += "\r"
    live = obeyed(OURS.sub("", said.text) if styled else said.text, own)
    return [f"{said.args}: U+{ord(char):04X}" for char in sorted(live)]


_SHAPES = {
    "list": ("--table", "--json", "--jsonl", "--csv", "--tsv", "--ids"),
    "search 細節": ("--table", "--jsonl", "--tsv", "--ids"),
    "variants": ("--table", "--jsonl", "--tsv"),
    "slogans": ("--table", "--jsonl", "--tsv"),
    **dict.fromkeys(
        ("check", "verify seeds/000_a.txt"),
        tuple(f"--format {name}" for name in ("full", "concise", "json", "github", "sarif")),
    ),
}
_TABLED = frozenset({"list", "search", "variants", "slogans", "people"})
"""Tab-separated where nobody asks for another form; and a difference shows the tabs of a file, or it could
not be applied."""


def try_commands(root: Path) -> Tried:
    shapes = [(args, colors) for args in commands() for colors in (False, True)]
    found = [fault for args, colors in shapes for fault in faults(run(root, args, colors=colors))]
    return len(shapes), found


def try_refusals(root: Path, every: int = 1) -> Tried:
    """Only some, where there is no time for all."""
    chosen = [*islice(refusals(), 0, None, every)]
    return len(chosen), [fault for args in chosen for fault in faults(run(root, args))]


def try_exports(root: Path) -> Tried:
    """Every format of text as a file that somebody may open, or print on a terminal."""
    tried, found = 0, list[str]()
    for name in formats.names():
        for more in ((), ("--excel",)) if name == "csv" else ((),):
            said = run(root, ("export", name, "-o", str(root / f"out.{name}"), *more))
            found += faults(said)
            tried += 1
            if name not in _BINARY and not said.crashed:
                text = (root / f"out.{name}").read_bytes().decode()
                found += faults(Said((f"export {name}", *more), text, 0), _IN_FILES, styled=False)
    return tried, found


def try_pages(root: Path) -> Tried:
    """The reading site: no script, no handler and no address that comes from words."""
    place = root / "site"
    found = faults(run(root, ("site", str(place))))
    pages = sorted(place.rglob("*.html"))
    for path in pages:
        tree = html.fromstring(path.read_bytes())
        found += [f"{path.name}: {each}" for each in live(tree)]
    return len(pages), found


def live(tree: html.HtmlElement) -> Iterator[str]:
    for element in tree.iter():
        if not isinstance(element.tag, str):
            continue
        if element.tag == "script" and not element.get("src") and element.get("type") not in _DATA:
            yield "a script of its own"
        for name, value in element.items():
            if name.lower().startswith("on"):
                yield f"{name}={value[:40]}"
            if name in ("href", "src", "action") and re.match(
                r"\s*(?!https?:|mailto:)[a-z]+:", value, re.IGNORECASE
            ):
                yield f"{name}={value[:40]}"


def _rooms(count: int) -> Iterator[list[Row]]:
    """What the projects hold: all payloads in every field, and then the generated ones."""
    yield [*everywhere(PAYLOADS)]
    rows = spread(generated(count))
    while some := [*islice(rows, FOLDED)]:
        yield some


_TRIALS = {"commands": try_commands, "exports": try_exports, "pages": try_pages}


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m torture.outputs", description=__doc__)
    parser.add_argument("--generated", type=int, default=100_000)
    count = parser.parse_args(argv).generated
    os.environ |= {"QUOTES_LANG": "en", "COLUMNS": "100"}
    tried, found = Counter[str](), list[str]()
    for number, rows in enumerate(_rooms(count)):
        trials = _TRIALS if number else {**_TRIALS, "refusals": try_refusals}
        with tempfile.TemporaryDirectory(prefix="outputs-") as folder:
            os.environ["QUOTES_CACHE"] = str(Path(folder) / "cache")
            build(Path(folder) / "project", rows)
            for name, trial in trials.items():
                runs, faulty = trial(Path(folder) / "project")
                tried[name] += runs
                found += faulty
    print("".join(f"{fault}\n" for fault in found[:40]), end="")
    counts = ", ".join(f"{number:,} {name}" for name, number in tried.items())
    print(
        f"outputs: {len(PAYLOADS)} payloads and {count:,} generated; {counts}; {len(found)} obeyed"
    )
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
