"""A year for days whose article prints none, lent by an article that tells of the same."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from quotes.catalog.kept import Kept
from quotes.language import worded
from quotes.sayings.copies import Copy
from quotes.when import When


@dataclass(frozen=True, slots=True)
class Lent:
    """The date of an entry with its year, and the entry that prints it so."""

    kept: Kept
    date: str
    by: Kept
    why: str
    """`the same saying` or `the article that it retells`, as a phrase for messages."""


def lent_years(
    everything: Sequence[Kept], groups: Iterable[Sequence[Kept]], copies: Iterable[Copy]
) -> tuple[Lent, ...]:
    """For each entry dated XXXX-… that others of the catalog date alike, with one year."""
    open_ = [kept for kept in everything if (kept.entry.date or "").startswith("XXXX")]
    if not open_:
        return ()
    siblings = {each.entry.id: group for group in groups for each in group}
    relatives = _relatives(everything, copies)
    found = (_lent(kept, siblings.get(kept.entry.id, ()), relatives) for kept in open_)
    return tuple(filter(None, found))


def _relatives(everything: Iterable[Kept], copies: Iterable[Copy]) -> dict[str, list[Kept]]:
    """By source: the entries of the articles that it copies, or that copy it."""
    by_source: dict[str, list[Kept]] = {}
    for kept in everything:
        by_source.setdefault(kept.source.file or "", []).append(kept)
    found: dict[str, list[Kept]] = {}
    for copy in copies:
        for one, other in ((copy.first, copy.second), (copy.second, copy.first)):
            found.setdefault(one, []).extend(by_source.get(other, ()))
    return found


def _lent(
    kept: Kept, siblings: Sequence[Kept], relatives: Mapping[str, Sequence[Kept]]
) -> Lent | None:
    sources = (
        (siblings, worded("the same saying")),
        (relatives.get(kept.source.file or "", ()), worded("a copy of the article")),
    )
    for others, why in sources:
        dated = {each.entry.date: each for each in others if _fits(kept, each)}
        if len(dated) == 1:
            [(date, by)] = dated.items()
            return Lent(kept, date or "", by, why)
    return None


def _fits(kept: Kept, other: Kept) -> bool:
    """The same days, with a year."""
    ours, theirs = kept.entry.date or "", other.entry.date or ""
    try:
        when, known = When.parse(ours), When.parse(theirs)
    except ValueError:
        return False
    year = known.first.year
    return year is not None and str(when.in_year(year)) == str(known).rstrip("~?%")
