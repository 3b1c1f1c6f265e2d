"""An entry with all that is known of it, and the choosing among such."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from quotes.catalog.entries import Entry, Source
from quotes.catalog.speakers import Speakers
from quotes.script import key
from quotes.when import When, later

_LATEST = date.max


class Kept(NamedTuple):
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
    def has_inferred_year(self) -> bool:
        """Its year is that of the article, for want of another: good for an order, and no more."""
        return self.days is not None and (self.entry.date or "").startswith("XXXX")

    @property
    def known_days(self) -> tuple[date, date] | None:
        """`days`, where the year is printed or was put in by somebody."""
        return None if self.has_inferred_year else self.days

    @property
    def has_open_year(self) -> bool:
        """Dated, but neither its year nor that of its article is known: XXXX-02-16."""
        return bool(self.entry.date) and self.days is None


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
    latest = later(bounds[1], 1) or date.max
    meant = when.bounds(latest.year)
    return meant if meant and meant[0] <= latest else when.bounds(latest.year - 1)


def _when(text: str | None) -> When | None:
    try:
        return When.parse(text) if text else None
    except ValueError:
        return None


def known_of(entry: Entry, source: Source, file: str, offset: int, speakers: Speakers) -> Kept:
    """The entry with its speaker's name and office that day."""
    person = speakers.person(entry.speaker) if entry.speaker else None
    day = days(entry.date, source.published) or days(source.published, None) if person else None
    return Kept(
        entry,
        source,
        file,
        offset,
        person.name if person else entry.speaker,
        person.role_on(day[0] if day else None) if person else None,
    )


class Wanted(NamedTuple):
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


class Chosen(NamedTuple):
    """In the order of their dates; what has no known day comes last."""

    kept: tuple[Kept, ...]
    hidden: int
    """Dropped entries that were left out because nobody asked for them."""
    open_years: int
    """Kept although `--since` or `--until` cannot be applied to them."""
    undated: int
    """Left out by `--since` or `--until` because they have no date."""


def choose(everything: Iterable[Kept], wanted: Wanted, *, dropped: bool = False) -> Chosen:
    """What fits; entries that were dropped where their status is asked for, or with `dropped`."""
    found = [each for each in everything if _fits(each, wanted)]
    with_dropped = dropped or bool(wanted.statuses)
    shown = [each for each in found if with_dropped or each.entry.status != "drop"]
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
