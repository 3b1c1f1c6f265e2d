"""Which entry stands for which finding: one to one, by words first, then by place."""

from collections.abc import Callable, Container, Iterable, Sequence

from quotes.catalog.entries import Entry
from quotes.catalog.proposal import is_untouched, propose
from quotes.model import Finding
from quotes.script import key

_SAME_LINE = 60.0
"""How alike the words must be where the lines are equal: somebody mended the text."""
_ELSEWHERE = 90.0


def pair(
    entries: Sequence[Entry],
    found: Sequence[Finding],
    is_kept: Callable[[Finding], bool],
    *,
    moved: bool = False,
) -> dict[int, int]:
    """Indexes of findings by indexes of entries.

    Equal words meet, those that the catalog keeps before others, at the nearest line; then the very
    proposal that a person has mended. What is left meets where the words are much alike, so that a
    mended text is not entered a second time. What is noted as printed comes before the text, and
    where it is nowhere, the text counts. In a source that has `moved` nothing is guessed. Nor is an
    entry that nobody has touched ever brought to other words that the catalog does not keep: it may
    be left from before the source has changed.
    """
    matched: dict[int, int] = {}
    if moved:
        _meet_by_words(matched, entries, found, is_kept)
    else:
        _take(matched, _equal(entries, found, is_kept))
    if len(matched) < len(entries):
        proposed = [propose(each).auto or "" for each in found]
        autos = [each.auto or "" for each in entries]
        _meet(matched, (entries, autos), (found, proposed), is_kept)
    if not moved:
        _take(matched, _alike(entries, found, matched, is_kept))
    return matched


def _meet_by_words(
    matched: dict[int, int],
    entries: Sequence[Entry],
    found: Sequence[Finding],
    is_kept: Callable[[Finding], bool],
) -> None:
    """Letter by letter first, then in any script; what is noted as printed first, then the text."""
    there = [each.text for each in found]
    noted = [each.printed or each.text or "" for each in entries]
    texts = [each.text or "" if each.printed else "" for each in entries]
    for words in (noted, texts):
        _meet(matched, (entries, words), (found, there), is_kept)
        _meet(matched, (entries, [*map(key, words)]), (found, [*map(key, there)]), is_kept)


def _meet(
    matched: dict[int, int],
    entries: tuple[Sequence[Entry], Sequence[str]],
    found: tuple[Sequence[Finding], Sequence[str]],
    is_kept: Callable[[Finding], bool],
) -> None:
    """Entries and findings that stand beside equal strings, none of them empty.

    As many entries as places meet in their order, since all lines may have shifted alike.
    """
    kept, ours = entries
    seen, theirs = found
    waiting, places = _grouped(ours, matched), _grouped(theirs, set(matched.values()))
    for words, indexes in waiting.items():
        there = places.get(words, [])
        worth = [number for number in there if is_kept(seen[number])]
        best = worth if len(worth) == len(indexes) else there
        if len(best) == len(indexes):
            matched |= zip(sorted(indexes, key=lambda at: kept[at].at_line), best, strict=True)
        else:
            _take(matched, _nearest(indexes, best, kept, seen, is_kept))


def _grouped(words: Sequence[str], taken: Container[int]) -> dict[str, list[int]]:
    grouped: dict[str, list[int]] = {}
    for index, each in enumerate(words):
        if each and index not in taken:
            grouped.setdefault(each, []).append(index)
    return grouped


def _nearest(
    indexes: Iterable[int],
    places: Sequence[int],
    entries: Sequence[Entry],
    found: Sequence[Finding],
    is_kept: Callable[[Finding], bool],
) -> "Iterable[Rank]":
    for index in indexes:
        for number in places:
            apart = abs(found[number].line - entries[index].at_line)
            yield not is_kept(found[number]), apart, number, index


Rank = tuple[float, float, int, int]
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
                yield not is_kept(found[number]), apart, number, index


def _alike(
    entries: Sequence[Entry],
    found: Sequence[Finding],
    matched: dict[int, int],
    is_kept: Callable[[Finding], bool],
) -> Iterable[Rank]:
    taken = set(matched.values())
    left = [(number, key(each.text)) for number, each in enumerate(found) if number not in taken]
    for index, entry in enumerate(entries):
        if index in matched or not entry.text:
            continue
        words, untouched = key(entry.text), is_untouched(entry)
        for number, other in left:
            if untouched and not is_kept(found[number]):
                continue
            here = found[number].line == entry.at_line
            score = _likeness(words, other, _SAME_LINE if here else _ELSEWHERE)
            if score:
                yield -score, not here, number, index


def _likeness(one: str, other: str, floor: float) -> float:
    from rapidfuzz import fuzz

    return fuzz.ratio(one, other, score_cutoff=floor)
