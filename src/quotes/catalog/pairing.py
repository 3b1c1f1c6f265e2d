"""Which entry stands for which finding: one to one, by words first, then by place."""

from collections.abc import Callable, Iterable, Sequence

from quotes.catalog.entries import Entry
from quotes.model import Finding
from quotes.script import key

_SAME_LINE = 60.0
"""How alike the words must be where the lines are equal: somebody mended the text."""
_ELSEWHERE = 90.0


def pair(
    entries: Sequence[Entry], found: Sequence[Finding], is_kept: Callable[[Finding], bool]
) -> dict[int, int]:
    """Indexes of findings by indexes of entries.

    Equal words meet at the nearest line. What is left meets where the words are much alike, so
    that a text a person has mended is not entered a second time.
    """
    matched: dict[int, int] = {}
    _take(matched, _equal(entries, found, is_kept))
    _take(matched, _alike(entries, found, matched))
    return matched


Rank = tuple[float, bool, int, int]
"""Best first; the last two are the finding and the entry."""


def _take(matched: dict[int, int], ranks: Iterable[Rank]) -> None:
    taken = set(matched.values())
    for *_, finding, entry in sorted(ranks):
        if entry not in matched and finding not in taken:
            matched[entry] = finding
            taken.add(finding)


def _equal(
    entries: Sequence[Entry], found: Sequence[Finding], is_kept: Callable[[Finding], bool]
) -> Iterable[Rank]:
    places: dict[str, list[int]] = {}
    for number, finding in enumerate(found):
        places.setdefault(key(finding.text), []).append(number)
    for index, entry in enumerate(entries):
        for words in {key(text) for text in (entry.text, entry.printed) if text}:
            for number in places.get(words, ()):
                apart = abs(found[number].line - entry.at_line)
                yield apart, not is_kept(found[number]), number, index


def _alike(
    entries: Sequence[Entry], found: Sequence[Finding], matched: dict[int, int]
) -> Iterable[Rank]:
    taken = set(matched.values())
    left = [(number, key(each.text)) for number, each in enumerate(found) if number not in taken]
    for index, entry in enumerate(entries):
        if index in matched or not entry.text:
            continue
        words = key(entry.text)
        for number, other in left:
            here = found[number].line == entry.at_line
            score = _likeness(words, other, _SAME_LINE if here else _ELSEWHERE)
            if score:
                yield -score, not here, number, index


def _likeness(one: str, other: str, floor: float) -> float:
    from rapidfuzz import fuzz

    return fuzz.ratio(one, other, score_cutoff=floor)
