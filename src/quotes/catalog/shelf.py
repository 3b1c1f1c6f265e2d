"""The whole catalog in memory: every entry with its source, and the choosing among them."""

from collections.abc import Callable, Iterable, Set
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from quotes.catalog import store
from quotes.catalog.document import Document
from quotes.catalog.entries import Entry, Source
from quotes.catalog.faults import fault
from quotes.catalog.people import People, Speakers, read_people
from quotes.catalog.root import FOLDER
from quotes.errors import Problem, SystemFailed, UnreadableCatalog
from quotes.script import key
from quotes.when import When

_LATEST = date.max


@dataclass(frozen=True, slots=True)
class Kept:
    """An entry with all that is known of it from elsewhere in the catalog."""

    entry: Entry
    source: Source
    file: str
    """The catalog file, relative to the root."""
    offset: int
    """Of the entry in that file."""
    name: str | None
    """The speaker as people.yaml names them, else as printed."""
    role: str | None
    """Held when the words were said."""

    @property
    def days(self) -> tuple[date, date] | None:
        """The first and last day meant; `None` where there is no date or its year stays open."""
        return days(self.entry.date, self.source.published)

    @property
    def has_open_year(self) -> bool:
        """Dated, but neither its year nor that of its article is known: XXXX-02-16."""
        return bool(self.entry.date) and self.days is None


@dataclass(frozen=True, slots=True)
class Shelf:
    root: Path
    documents: tuple[Document, ...]
    people: People
    kept: tuple[Kept, ...]
    broken: tuple[Problem, ...]
    """Files that cannot be read; their entries are missing here."""
    speakers: Speakers


def days(edtf: str | None, published: str | None) -> tuple[date, date] | None:
    """The days meant by a date, its open year taken from the article that prints it.

    The year is the latest in which the day is not after publication.

    >>> days("XXXX-12-28", "2021-01-02")
    (datetime.date(2020, 12, 28), datetime.date(2020, 12, 28))
    """
    when, printed = _when(edtf), _when(published)
    if when is None:
        return None
    bounds = printed.bounds() if printed else None
    if when.has_year or bounds is None:
        return when.bounds()
    latest = bounds[1] + timedelta(days=1)
    meant = when.bounds(latest.year)
    return meant if meant and meant[0] <= latest else when.bounds(latest.year - 1)


def _when(text: str | None) -> When | None:
    try:
        return When.parse(text) if text else None
    except ValueError:
        return None


def open_shelf(root: Path, titles: Callable[[], Set[str]]) -> Shelf:
    """Read all there is. A broken file is reported and never taken for empty."""
    documents: list[Document] = []
    broken: list[Problem] = []
    for path in store.article_files(root):
        try:
            documents.append(store.read_file(path, root))
        except UnreadableCatalog as error:
            broken += error.problems
        except SystemFailed as error:
            broken.append(fault("E-FILE", store.shown(path, root), why=error.why))
    people, faults = open_people(root)
    printed = [each.entry.speaker for doc in documents for each in doc.entries]
    speakers = Speakers(people, filter(None, printed), titles)
    kept = tuple(each for document in documents for each in kept_of(document, speakers))
    errors = tuple(each for each in faults if not each.warning)
    return Shelf(root, tuple(documents), people, kept, (*broken, *errors), speakers)


def open_people(root: Path) -> tuple[People, tuple[Problem, ...]]:
    path = root / FOLDER / f"{store.PEOPLE}.yaml"
    name = store.shown(path, root)
    try:
        return read_people(store.read_text(path, name).text, name)
    except FileNotFoundError:
        return People(), ()
    except UnreadableCatalog as error:
        return People(), error.problems


def reread(shelf: Shelf, file: str) -> tuple[Document, tuple[Kept, ...]]:
    """One file as it stands now, for whoever has the shelf open while people are at work."""
    document = store.read_file(shelf.root / file, shelf.root)
    return document, tuple(kept_of(document, shelf.speakers))


def kept_of(document: Document, speakers: Speakers) -> Iterable[Kept]:
    """The entries of one file, each with all that is known of it."""
    for filed in document.entries:
        entry = filed.entry
        person = speakers.person(entry.speaker) if entry.speaker else None
        known = days(entry.date, document.source.published)
        day = known or days(document.source.published, None)
        yield Kept(
            entry,
            document.source,
            document.path,
            filed.node.span.start,
            person.name if person else entry.speaker,
            person.role_on(day[0] if day else None) if person else None,
        )


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a listing is narrowed to; empty is no condition."""

    speakers: frozenset[str] | None = None
    """As printed; `None` is no condition."""
    kinds: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    grep: str | None = None
    occasion: str | None = None


@dataclass(frozen=True, slots=True)
class Chosen:
    """In the order of their dates; what has no known day comes last."""

    kept: tuple[Kept, ...]
    hidden: int
    """Dropped entries that were left out because nobody asked for them."""
    open_years: int
    """Kept although `--since` or `--until` cannot be applied to them."""
    undated: int
    """Left out by `--since` or `--until` because they have no date."""


def choose(everything: Iterable[Kept], wanted: Wanted) -> Chosen:
    found = [each for each in everything if _fits(each, wanted)]
    shown = [each for each in found if wanted.statuses or each.entry.status != "drop"]
    bounded = wanted.since is not None or wanted.until is not None
    timely = [each for each in shown if not bounded or _is_timely(each, wanted)]
    return Chosen(
        tuple(sorted(timely, key=_day_order)),
        hidden=len(found) - len(shown),
        open_years=sum(each.has_open_year for each in timely) if bounded else 0,
        undated=sum(not each.entry.date for each in shown) if bounded else 0,
    )


def _day_order(kept: Kept) -> tuple[date, date, str]:
    """Days whose year nobody knows come last, in their order within a year."""
    return (*(kept.days or (_LATEST, _LATEST)), (kept.entry.date or "~").removeprefix("XXXX"))


def _is_timely(kept: Kept, wanted: Wanted) -> bool:
    if kept.days is None:
        return kept.has_open_year
    first, last = kept.days
    return (wanted.since is None or last >= wanted.since) and (
        wanted.until is None or first <= wanted.until
    )


def _fits(kept: Kept, wanted: Wanted) -> bool:
    entry = kept.entry
    return (
        (wanted.speakers is None or entry.speaker in wanted.speakers)
        and (not wanted.kinds or entry.kind in wanted.kinds)
        and (not wanted.statuses or entry.status in wanted.statuses)
        and (not wanted.tags or not set(wanted.tags).isdisjoint(entry.tags))
        and (not wanted.sources or any(_is_from(kept, each) for each in wanted.sources))
        and _has_words(entry.text, wanted.grep)
        and _has_words(entry.occasion, wanted.occasion)
    )


def _has_words(text: str | None, words: str | None) -> bool:
    """Blind to script, width and punctuation, as words are looked for and not marks."""
    return not words or key(words) in key(text or "")


def _is_from(kept: Kept, name: str) -> bool:
    """By part of the file's name, by outlet or by title."""
    source = kept.source
    if any(name in (each or "") for each in (source.file, kept.file)):
        return True
    folded = key(name)
    return bool(folded) and any(folded in key(each or "") for each in (source.title, source.outlet))
