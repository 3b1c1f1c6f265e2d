"""What the printings of one saying do not agree on, and what only a second hand tells."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from quotes.catalog.kept import Kept, days
from quotes.sayings.variants import Saying
from quotes.script import key

Who = Callable[[str], object]
"""Equal for two printings of one speaker."""

_YEAR = re.compile(r"\b(?:\d{4}|XXXX)(?=-|$)")

SHORTEST = 5
"""Characters: shorter words are said by many people on many days."""


class Clash(StrEnum):
    """What two printings tell differently."""

    SPEAKER = "speaker"
    DATE = "date"
    OCCASION = "occasion"
    SECOND_HAND = "via"
    """That somebody said it is told by those alone who pass it on."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two printings of one saying, and what each tells."""

    what: Clash
    one: Kept
    other: Kept
    said: str
    theirs: str


def conflicts(saying: Saying, who: Who) -> Iterator[Conflict]:
    """What each printing tells otherwise than one before it; each disagreement once.

    Slogans are made to be repeated: nobody owns them.
    """
    told = [each.kept for each in saying.variants if _counts(each.kept)]
    for clash, differ in _TESTS.items():
        field = clash.value
        seen: list[Kept] = []
        for kept in (each for each in told if getattr(each.entry, field)):
            other = _against(kept, seen, differ, who)
            if other is not None:
                said, theirs = getattr(kept.entry, field), getattr(other.entry, field)
                yield Conflict(clash, kept, other, said, theirs)
            if other is not None or not seen:
                seen.append(kept)
    yield from _second_hand(told)


def _counts(kept: Kept) -> bool:
    return kept.entry.kind == "quote" and len(key(kept.entry.text or "")) >= SHORTEST


def _against(kept: Kept, seen: Sequence[Kept], differ: "Differ", who: Who) -> Kept | None:
    """The first that tells otherwise; none if one that was seen tells the same."""
    differing = [other for other in seen if differ(kept, other, who) and _may_differ(kept, other)]
    return differing[0] if differing and len(differing) == len(seen) else None


def _may_differ(one: Kept, other: Kept) -> bool:
    """Unless a person has said that the two are two."""
    ids = {*one.entry.not_same_as, *other.entry.not_same_as}
    return not ids & {one.entry.id, other.entry.id}


Differ = Callable[[Kept, Kept, Who], bool]


def _speakers(one: Kept, other: Kept, who: Who) -> bool:
    ours, theirs = one.entry.speaker, other.entry.speaker
    return bool(ours and theirs) and who(ours or "") != who(theirs or "")


def _dates(one: Kept, other: Kept, _: Who) -> bool:
    """A day without a year may be any; of two that are known one must touch the other."""
    ours, theirs = one.entry.date, other.entry.date
    if not (ours and theirs):
        return False
    first, second = days(ours, one.source.published), days(theirs, other.source.published)
    if first is None or second is None:
        first, second = (days(_in_one_year(each), None) for each in (ours, theirs))
    if first is None or second is None:
        return False
    return first[0] > second[1] or second[0] > first[1]


def _in_one_year(date: str) -> str:
    """Days of which one has no year, as days of a leap year."""
    return _YEAR.sub("2000", date)


def _occasions(one: Kept, other: Kept, _: Who) -> bool:
    """Two meetings, unless one is named as a part of the other or shares most of its name."""
    from rapidfuzz import fuzz

    ours, theirs = key(one.entry.occasion or ""), key(other.entry.occasion or "")
    return bool(ours and theirs) and fuzz.partial_ratio(ours, theirs) < _SAME_OCCASION


_SAME_OCCASION = 60
"""Of 100: 督導工作總結會 and 主持召开武汉督导工作总结会."""

_TESTS: dict[Clash, Differ] = {
    Clash.SPEAKER: _speakers,
    Clash.DATE: _dates,
    Clash.OCCASION: _occasions,
}


def _second_hand(told: Sequence[Kept]) -> Iterator[Conflict]:
    relayed = [each for each in told if each.entry.via]
    if relayed and len(relayed) == len(told):
        first = relayed[0]
        yield Conflict(
            Clash.SECOND_HAND, first, first, first.entry.speaker or "", first.entry.via or ""
        )
