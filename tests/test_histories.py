"""People and the program take turns; `python -m torture.histories` plays many more of them."""

import itertools
import re
from collections.abc import Callable, Iterator, Sequence, Set
from pathlib import Path

import pytest
import yaml
from torture import histories

from newsroom import ARTICLE, Newsroom
from quotes.catalog import amend, filing, merge, splice, store
from quotes.catalog.document import Document, Filed, bare, read_document
from quotes.catalog.splice import Revision, revise
from quotes.errors import UnreadableCatalog
from quotes.workflow import extracting

pytestmark = pytest.mark.torture

Patch = pytest.MonkeyPatch

OWN = "  - id: 我-{number}\n    text: 好\n    kind: quote\n    status: ok\n\n"


@pytest.fixture(autouse=True)
def alone(monkeypatch: Patch) -> None:
    """Nobody else writes here, so nobody's half-done save is waited for."""
    monkeypatch.setattr(store, "_MOMENT", 0.0)


def test_whatever_people_and_the_program_do_in_turn_nothing_typed_is_lost() -> None:
    histories.live(histories.Histories, 40, steps=14)


def test_ids_that_people_give_do_not_lead_to_one_id_given_twice(newsroom: Newsroom) -> None:
    newsroom.write("seeds/004_b.txt", ARTICLE)
    newsroom.run("extract", "seeds")
    for number, name in enumerate(("003_a", "004_b"), 1):
        newsroom.edit("entries:\n\n", "entries:\n\n" + OWN.format(number=number), name)
        article = newsroom.root / "seeds" / f"{name}.txt"
        article.write_text(article.read_text() + "\n李明说：“再等一天。”又说：“就能出院了。”\n")

    newsroom.run("extract", "seeds")

    ids = newsroom.run("list", "--ids").output.split()
    assert len(set(ids)) == len(ids)


@pytest.mark.parametrize("emptied", ['title: ""', "title:"])
def test_a_field_of_the_source_that_somebody_has_emptied_stays_empty(
    emptied: str, filled: Newsroom
) -> None:
    title = re.search("title: .*", filled.catalog().read_text())
    assert title
    filled.edit(title[0], emptied)
    before = filled.catalog().read_bytes()

    filled.run("extract", "seeds")

    assert filled.catalog().read_bytes() == before


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

    for module in (store, filing):
        patch.setattr(module, "read_document", lenient)


def counts_ids_from_one(patch: Patch) -> None:
    def first(_: Sequence[Filed], prefix: str, __: Set[str]) -> Iterator[str]:
        return (f"{prefix}-{number:02}" for number in itertools.count(1))

    patch.setattr(merge, "new_ids", first)


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
        (owns_everything, "line .|lines moved"),
        (loads_and_dumps, "line '|lines moved"),
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
