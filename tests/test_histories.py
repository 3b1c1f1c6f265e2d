"""People and the program take turns; `python -m torture.histories` plays many more of them."""

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
import yaml
from torture import histories

from quotes.catalog import amend, merge, splice, store
from quotes.catalog.document import Document, Filed, bare, read_document
from quotes.catalog.splice import Revision, revise
from quotes.errors import UnreadableCatalog
from quotes.workflow import extracting

Patch = pytest.MonkeyPatch


@pytest.fixture(autouse=True)
def alone(monkeypatch: Patch) -> None:
    """Nobody else writes here, so nobody's half-done save is waited for."""
    monkeypatch.setattr(store, "_MOMENT", 0.0)


def test_whatever_people_and_the_program_do_in_turn_nothing_typed_is_lost() -> None:
    histories.live(histories.Histories, 40, steps=14)


def write_with(patch: Patch, writer: Callable[[Document, Revision], str]) -> None:
    patch.setattr(extracting, "revise", writer)
    patch.setattr(amend, "revise", writer)


def owns_everything(patch: Patch) -> None:
    patch.setattr(merge, "is_untouched", lambda _: True)


def loads_and_dumps(patch: Patch) -> None:
    def dump(document: Document, revision: Revision) -> str:
        says = splice._meant(document, revision)  # noqa: SLF001 - a bad writer on purpose
        return str(yaml.dump(says, allow_unicode=True, sort_keys=False))

    write_with(patch, dump)


def forgets_line_ends(patch: Patch) -> None:
    write_with(patch, lambda *what: revise(*what).replace("\r\n", "\n"))


def drops_comments_between_entries(patch: Patch) -> None:
    def tidy(document: Document, revision: Revision) -> str:
        lines = revise(document, revision).splitlines(keepends=True)
        return "".join(line for line in lines if not line.lstrip().startswith("# 人"))

    write_with(patch, tidy)


def takes_the_broken_for_empty(patch: Patch) -> None:
    def lenient(text: str, path: str) -> Document:
        try:
            return read_document(text, path)
        except UnreadableCatalog:
            return read_document("", path)

    patch.setattr(store, "read_document", lenient)


def counts_ids_from_one(patch: Patch) -> None:
    def first(_: Sequence[Filed], prefix: str) -> tuple[str, int]:
        return prefix, 0

    patch.setattr(merge, "highest", first)


def always_writes(patch: Patch) -> None:
    real = store.Writing.revise

    def touch(self: store.Writing, path: Path, reviser: store.Reviser) -> bool:
        done = real(self, path, reviser)
        if path.exists():
            path.write_bytes(path.read_bytes())
        return done

    patch.setattr(store.Writing, "revise", touch)


def deletes_the_last_entry(patch: Patch) -> None:
    def prune(document: Document, revision: Revision) -> str:
        text = revise(document, revision)
        entries = bare(read_document(text, "")).get("entries")
        return text[: text.rindex("- id:")] if entries else text

    write_with(patch, prune)


@pytest.mark.parametrize(
    ("break_it", "found"),
    [
        (owns_everything, "line '"),
        (loads_and_dumps, "line '"),
        (forgets_line_ends, "line '|mixed line ends"),
        (drops_comments_between_entries, "line '|comment"),
        (takes_the_broken_for_empty, "an article has two files|was touched"),
        (counts_ids_from_one, "an id is given twice"),
        (always_writes, "a second run has written"),
        (deletes_the_last_entry, "entry 003|line '|a second run has written"),
    ],
    ids=lambda each: getattr(each, "__name__", ""),
)
def test_a_program_that_loses_something_is_caught(
    break_it: Callable[[Patch], None], found: str, monkeypatch: Patch
) -> None:
    break_it(monkeypatch)

    class Broken(histories.Histories):
        """The same histories, lived with a bad program."""

    with pytest.raises(AssertionError, match=found):
        histories.live(Broken, 400, steps=14)
