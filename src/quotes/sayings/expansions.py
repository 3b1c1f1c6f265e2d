"""What a passage spells a numeric formula out as; nothing where it does not.

The items must be as many as the numeral says, or, where it counts characters, as long. The ways
in which news spells a formula out are tried in the order of `WAYS`; offsets are those of the text.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from quotes.rules import alternation, words_of
from quotes.sayings.formulas import Counts, Formula
from quotes.sayings.items import (
    CLOSE,
    LONGEST_LIST,
    OPEN,
    PLAIN,
    STOP,
    Found,
    Occurrence,
    belong,
    first_of,
    fits,
    items_in,
    list_behind,
    pieces,
    trimmed,
)
from quotes.span import Span

_GAP = 14
"""Characters between a formula and the colon behind it: 举措落地见效."""

_BRACKETS = re.compile(
    f"[^，{STOP}：:（(]{{0,6}}"
    r"\s*[（(]((?:[^（()）\n]|[（(][^（()）\n]{1,40}[)）]){3,400})[)）]"
)
"""With brackets in the brackets: （商场、养老院（含日间照料）、学校）."""


_PAIR = re.compile(
    f"一[个边头手面]([^，{STOP}]{{2,30}})[，；]另?一[个边头手面]([^，{STOP}]{{2,30}})"
)
"""一个是甲，一个是乙."""

_TELLING = 3
"""Characters that show whose a list far away is: 百分之百 does, 人员 is a word like any."""

_NAMED_WITHIN = 500
"""Characters behind a formula within which its items may be told one by one."""


@dataclass(frozen=True, slots=True)
class Expansion:
    """The items of a formula where a passage prints them."""

    items: tuple[Span, ...]
    way: str
    """How it is told that these are the items: `brackets`, `colon`, `before` and so on."""


Way = Callable[[Occurrence], Found]
"""Gives `None` where it finds no list, and no items where a list is told that does not fit."""


def expand(text: str, at: Span, formula: Formula) -> Expansion | None:
    """The items that the passage prints for the formula that stands at `at` in it.

    `text` is folded character by character (`quotes.parsing.layers.plain`); `at` may hold the marks.

    >>> from quotes.sayings.formulas import read_formula
    >>> text = "联动开启“三战”（总体战、发展战、化解战），统筹推进。"
    >>> found = expand(text, Span(4, 8), read_formula("三战"))
    >>> [item.of(text) for item in found.items], found.way
    (['总体战', '发展战', '化解战'], 'brackets')
    """
    place = Occurrence(text, _with_marks(text, at), formula)
    for name, way in WAYS.items():
        items = way(place)
        if items is not None:
            return Expansion(tuple(items), name) if items else None
    return None


def _with_marks(text: str, at: Span) -> Span:
    start = at.start - (text[at.start - 1 : at.start] in tuple(OPEN))
    end = at.end + (text[at.end : at.end + 1] in tuple(CLOSE))
    return Span(start, end)


def _brackets(place: Occurrence) -> Found:
    """“三战”（甲、乙、丙）."""
    found = _BRACKETS.match(place.text, place.at.end)
    return items_in(place, Span(*found.span(1))) if found else None


def _colon(place: Occurrence) -> Found:
    """“四严”举措落地见效：甲、乙、丙、丁."""
    found = re.compile(f"[^，{STOP}：:{OPEN}]{{0,{_GAP}}}(?:[：:]|——|—|－)").match(
        place.text, place.at.end
    )
    return list_behind(place, found.end()) if found else None


def _linked(place: Occurrence) -> Found:
    """“三看”，就是看天、看地、看人."""
    found = _link_re().match(place.text, place.at.end)
    if found is None:
        return None
    items = list_behind(place, found.end(), PLAIN[: 1 if found["bare"] else None])
    sound = items and (not found["bare"] or _alike(items))
    return (
        items
        if sound and (place.formula.counts is not Counts.HALVES or belong(place, items or ()))
        else None
    )


def _before(place: Occurrence) -> Found:
    """甲、乙、丙等“三类场所”."""
    text, start = place.text, place.at.start
    floor = max(0, start - LONGEST_LIST, *(text.rfind(stop, 0, start) + 1 for stop in STOP))
    found = _behind_list_re().search(text, floor, start)
    end = found.start() if found else start
    items = items_in(place, Span(floor, end), ("、", "；"), backwards=True)
    return items if items and _alike(items) else _twins(place, end)


def _alike(items: Sequence[Span]) -> bool:
    """法案在朝野、民团、学界的关注下完成“三读”: what only stands before is no list of it."""
    lengths = [item.length for item in items]
    return max(lengths) <= 2 * min(lengths) + 3


def _twins(place: Occurrence, end: int) -> Found:
    """网上网下“两个战场”: two halves that share a character and need no mark between them."""
    if place.formula.number != 2 or place.formula.counts is not Counts.ITEMS:
        return None
    first, second = place.text[end - 4 : end - 2], place.text[end - 2 : end]
    shared = [one == two for one, two in zip(first, second, strict=False)]
    if sum(shared) != 1 or not re.fullmatch("[一-鿿]{4}", first + second):
        return None
    return Span(end - 4, end - 2), Span(end - 2, end)


def _next(place: Occurrence) -> Found:
    """实现“四应四尽”。坚持应收尽收、应治尽治、应隔尽隔、应检尽检, where the items show whose they are."""
    found = re.compile(f"[^{STOP}]{{0,{_GAP}}}[。，；！：]\\n?\\s*").match(place.text, place.at.end)
    if found is None or ("\n" in found[0] and not _is_telling(place)):
        return None
    items = list_behind(place, found.end()) or _first_of_many(place, found.end())
    return items if items and belong(place, items) else None


def _is_telling(place: Occurrence) -> bool:
    """Whether a list in another paragraph can show that it is the formula's."""
    formula = place.formula
    return formula.counts is not Counts.ITEMS or len(formula.head) >= _TELLING


def _first_of_many(place: Occurrence, at: int) -> Found:
    """不发通知、不打招呼，直奔基层，对企业突击检查: of mixed marks, as many as are wanted."""
    end = first_of(place.text, STOP, at)
    spans = list(pieces(place.text, Span(at, end), "、，"))
    count = place.formula.number
    if len(spans) > count and place.text[spans[count - 1].end] == "、":
        return None
    items = trimmed(place, spans[:count])
    return items if fits(place, items) else None


def _ordinals(place: Occurrence) -> Found:
    """把好“三关”：一是甲；二是乙；三是丙."""
    if place.formula.counts is not Counts.ITEMS:
        return None
    ceiling = min(len(place.text), place.at.end + _NAMED_WITHIN)
    items, at = [], place.at.end
    for number in range(place.formula.number):
        found = _ordinal_re(number + 1).search(place.text, at, ceiling)
        if found is None or (number and found.start() - at > 160):
            return None
        end = first_of(place.text, f"，{STOP}", found.end())
        items.append(Span(found.end(), end))
        at = end
    ceiling = first_of(place.text, "。\n", at)
    more = _ordinal_re(place.formula.number + 1).search(place.text, at, ceiling)
    return () if more else items


def _pair(place: Occurrence) -> Found:
    """“两个战场”，一个是病房，一个是实验室."""
    if place.formula.number != 2 or place.formula.counts is not Counts.ITEMS:
        return None
    found = _PAIR.search(place.text, place.at.end, first_of(place.text, "。\n", place.at.end))
    if found is None:
        return None
    starts = [found.start(n) + found[n].startswith(("是", "在", "为")) for n in (1, 2)]
    return Span(starts[0], found.end(1)), Span(starts[1], found.end(2))


def _named(place: Occurrence) -> Found:
    """“两区”。人多的定为红区；人少的定为绿区."""
    if place.formula.counts is not Counts.ITEMS:
        return None
    text, start = place.text, place.at.end
    ceiling = first_of(text, "\n", start)
    for word in words_of("formulas", "naming"):
        pattern = re.compile(f"{word}([^，{STOP}{OPEN}]{{2,12}}?)(?=[，{STOP}])")
        spans = [Span(*found.span(1)) for found in pattern.finditer(text, start, ceiling)]
        if len(spans) == place.formula.number > 1:
            return _ending_alike(text, spans)
    return None


def _ending_alike(text: str, spans: Sequence[Span]) -> list[Span]:
    """定为低位期个位数期间, beside 高位期 and 扫尾期, is 低位期: where nearly all end alike, all do."""
    ends = [span.of(text)[-1] for span in spans]
    common = max(ends, key=ends.count)
    cut = [span.start + span.of(text).find(common, 1) + 1 for span in spans]
    if ends.count(common) * 2 <= len(spans) or any(
        end == span.start for end, span in zip(cut, spans, strict=True)
    ):
        return list(spans)
    return [Span(span.start, end) for end, span in zip(cut, spans, strict=True)]


def _marked(place: Occurrence) -> Found:
    """“三句话”：“甲”“乙”“丙”, each between marks of its own."""
    found = _marks_re().match(place.text, place.at.end)
    if found is None:
        return None
    inner = re.compile(f"[{OPEN}]([^{OPEN}{CLOSE}]{{1,40}})[{CLOSE}]")
    spans = [
        Span(*each.span(1)) for each in inner.finditer(place.text, found.start(1), found.end(1))
    ]
    return spans if fits(place, spans) else None


def _elsewhere(place: Occurrence) -> Found:
    """A list anywhere in the text each item of which holds the words that are counted: 百分之百."""
    words = [word for _, word in place.formula.parts]
    if place.formula.counts is Counts.CHARACTERS or min(map(len, words)) < _TELLING:
        return None
    for found in _list_re().finditer(place.text):
        items = items_in(place, Span(*found.span()))
        if items and all(any(word in item.of(place.text) for word in words) for item in items):
            return items
    return None


def _heads(place: Occurrence) -> Found:
    """“三量管控”。…，控制患者增量。…，减少患者存量。…，防止疫情变量: clauses that end in what is
    counted, as many as the numeral says.
    """
    formula = place.formula
    if formula.counts is not Counts.ITEMS or formula.number < 3:
        return None
    text, start = place.text, place.at.end
    ceiling = first_of(text, "\n", start)
    ends = re.compile(
        f"(?<=[，。；])[^，{STOP}]{{2,14}}?({re.escape(formula.head[0])})(?=[。；\n]|$)"
    )
    spans = [Span(found.start(), found.end()) for found in ends.finditer(text, start, ceiling + 1)]
    different = {span.of(text)[-2:] for span in spans}
    return spans if len(spans) == len(different) == formula.number else None


WAYS: dict[str, Way] = {
    "brackets": _brackets,
    "marked": _marked,
    "ordinals": _ordinals,
    "pair": _pair,
    "colon": _colon,
    "linked": _linked,
    "before": _before,
    "named": _named,
    "next": _next,
    "heads": _heads,
    "elsewhere": _elsewhere,
}
"""Tried in this order: what the marks tie to the formula first."""


@lru_cache(maxsize=1)
def _link_re() -> re.Pattern[str]:
    links, bare_links = (alternation(words_of("formulas", name)) for name in ("link", "bare-link"))
    far = f"[^，{STOP}：:{OPEN}]{{0,8}}?[，。]?(?:其中|这|所谓)?{links}"
    return re.compile(f"(?:{far}|(?P<bare>{bare_links}))(?:了)?[：:，]?")


@lru_cache(maxsize=1)
def _behind_list_re() -> re.Pattern[str]:
    words = alternation(words_of("formulas", "behind-list"))
    called = "(?:称作|称为|称之为|叫作|叫做|誉为)[^，、。]{0,4}的"
    return re.compile(f"[{CLOSE}]?(?:(?:，?{words}){{1,3}}|{called})$")


@lru_cache(maxsize=1)
def _marks_re() -> re.Pattern[str]:
    one = f"[{OPEN}][^{OPEN}{CLOSE}\n]{{1,40}}[{CLOSE}]"
    links = alternation(words_of("formulas", "link"))
    joined = alternation(words_of("formulas", "last-joined"))
    return re.compile(
        f"[^{STOP}{OPEN}]{{0,8}}?(?:[：:，]|——|{links})({one}(?:(?:[、，；]|{joined})?{one})+)"
    )


@lru_cache(maxsize=1)
def _list_re() -> re.Pattern[str]:
    return re.compile(
        f"[^、，：:{STOP}{OPEN}{CLOSE}]{{2,40}}(?:、[^、，：:{STOP}{OPEN}{CLOSE}]{{2,40}})+"
    )


@lru_cache(maxsize=64)
def _ordinal_re(number: int) -> re.Pattern[str]:
    numeral = "零一二三四五六七八九十"[number] if number <= 10 else str(number)
    verbs = "".join(words_of("formulas", "ordinals"))
    return re.compile(
        f"(?<=[，：:。；、\n”])(?:{numeral}[{verbs}]|其{numeral}[，是、]|第{numeral}(?:[，、是]|个是)|[（(]{numeral}[）)]|{number}[.．、])"
    )
