"""How many entries of each sort there are."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from quotes.catalog.kept import Kept

OPEN = ""
"""Stands for what an entry does not say."""


class Tally(NamedTuple):
    """Entries by what they say; every count adds up to `entries`."""

    entries: int
    by: Mapping[str, Mapping[str, int]]
    """`kind`, `status`, `standing`, `speaker`, `month`, `outlet`; the most frequent first, months in
    their order.
    """
    speakers_by_month: Mapping[str, Mapping[str, int]]


def month_of(kept: Kept) -> str:
    """The month in which the words were said; nothing where that is not known, or several."""
    if kept.days is None:
        return OPEN
    first, last = (f"{day:%Y-%m}" for day in kept.days)
    return first if first == last else OPEN


_SORTS: Mapping[str, Callable[[Kept], str | None]] = {
    "kind": lambda each: each.entry.kind,
    "status": lambda each: each.entry.status,
    "standing": lambda each: each.entry.standing,
    "speaker": lambda each: each.name,
    "month": month_of,
    "outlet": lambda each: each.source.outlet,
}


def tally(kept: Iterable[Kept]) -> Tally:
    everything = tuple(kept)
    by = {
        name: _counted(sort(each) or OPEN for each in everything) for name, sort in _SORTS.items()
    }
    by["month"] = dict(sorted(by["month"].items()))
    months: dict[str, Counter[str]] = {}
    for each in everything:
        months.setdefault(each.name or OPEN, Counter())[month_of(each)] += 1
    return Tally(len(everything), by, months)


def _counted(words: Iterable[str]) -> dict[str, int]:
    return dict(sorted(Counter(words).items(), key=lambda item: (-item[1], item[0])))
