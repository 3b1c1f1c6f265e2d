"""What a passage spells a numeric formula out as; nothing where it does not.

The items must be as many as the numeral says, or, where it counts characters, as long. The ways
in which news spells a formula out are tried in the order of `WAYS`; offsets are those of the text.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from quotes.rules import alternation, words_of
from quotes.sayings.formulas import Counts, Formula
from quotes.script import bare
from quotes.span import Span

_OPEN, _CLOSE = '“「『‘﹁﹃"', '”」』’﹂﹄"'
_STOP = "。！？；\n"
_EDGE = f"，,、：: 　{_OPEN}{_CLOSE}"
_PLAIN = ("、", "；", "，")
_SEPARATORS = (*_PLAIN, "、，", "，；", "、；")
"""What stands between the items of a list; tried in this order."""

_GAP = 14
"""Characters between a formula and the colon behind it: 举措落地见效."""

_LONGEST_ITEM, _LONGEST_LIST = 40, 700
_BRACKETS = re.compile(
    f"[^，{_STOP}：:（(]{{0,6}}"
    r"\s*[（(]((?:[^（()）\n]|[（(][^（()）\n]{1,40}[)）]){3,400})[)）]"
)
"""With brackets in the brackets: （商场、养老院（含日间照料）、学校）."""

_TWO = 2
"""Items that a comma alone does not make a list of."""

_TAKEN = re.compile("[^，。、]{1,8}?[把将对]")
"""当地人把: whoever does something with what is listed."""

_PAIR = re.compile(
    f"一[个边头手面]([^，{_STOP}]{{2,30}})[，；]另?一[个边头手面]([^，{_STOP}]{{2,30}})"
)
"""一个是甲，一个是乙."""

_NAMED_WITHIN = 500
"""Characters behind a formula within which its items may be told one by one."""


@dataclass(frozen=True, slots=True)
class Expansion:
    """The items of a formula where a passage prints them."""

    items: tuple[Span, ...]
    way: str
    """How it is told that these are the items: `brackets`, `colon`, `before` and so on."""


@dataclass(frozen=True, slots=True)
class _Place:
    """A formula in a passage: `text` is folded, `at` spans its marks, if it has any."""

    text: str
    at: Span
    formula: Formula


Found = Sequence[Span] | None
Way = Callable[[_Place], Found]


def expand(text: str, at: Span, formula: Formula) -> Expansion | None:
    """The items that the passage prints for the formula that stands at `at` in it.

    `text` is folded character by character (`quotes.parsing.layers.plain`); `at` may hold the marks.

    >>> from quotes.sayings.formulas import read_formula
    >>> text = "联动开启“三战”（总体战、发展战、化解战），统筹推进。"
    >>> found = expand(text, Span(4, 8), read_formula("三战"))
    >>> [item.of(text) for item in found.items], found.way
    (['总体战', '发展战', '化解战'], 'brackets')
    """
    place = _Place(text, _with_marks(text, at), formula)
    for name, way in WAYS.items():
        items = way(place)
        if items is not None:
            return Expansion(tuple(items), name)
    return None


def _with_marks(text: str, at: Span) -> Span:
    start = at.start - (text[at.start - 1 : at.start] in tuple(_OPEN))
    end = at.end + (text[at.end : at.end + 1] in tuple(_CLOSE))
    return Span(start, end)


def _brackets(place: _Place) -> Found:
    """“三战”（甲、乙、丙）."""
    found = _BRACKETS.match(place.text, place.at.end)
    return _listed(place, Span(*found.span(1))) if found else None


def _colon(place: _Place) -> Found:
    """“四严”举措落地见效：甲、乙、丙、丁."""
    found = re.compile(f"[^，{_STOP}：:{_OPEN}]{{0,{_GAP}}}(?:[：:]|——|—|－)").match(
        place.text, place.at.end
    )
    return _behind(place, found.end()) if found else None


def _linked(place: _Place) -> Found:
    """“三看”，就是看天、看地、看人."""
    found = _link_re().match(place.text, place.at.end)
    if found is None:
        return None
    items = _behind(place, found.end(), _PLAIN[: 1 if found["bare"] else None])
    sound = items and (not found["bare"] or _alike(items))
    return (
        items
        if sound and (place.formula.counts is not Counts.HALVES or _belong(place, items or ()))
        else None
    )


def _before(place: _Place) -> Found:
    """甲、乙、丙等“三类场所”."""
    text, start = place.text, place.at.start
    floor = max(0, start - _LONGEST_LIST, *(text.rfind(stop, 0, start) + 1 for stop in _STOP))
    found = _behind_list_re().search(text, floor, start)
    end = found.start() if found else start
    items = _listed(place, Span(floor, end), ("、", "；"), backwards=True)
    return items if items and _alike(items) else _twins(place, end)


def _alike(items: Sequence[Span]) -> bool:
    """法案在朝野、民团、学界的关注下完成“三读”: what only stands before is no list of it."""
    lengths = [item.length for item in items]
    return max(lengths) <= 2 * min(lengths) + 3


def _twins(place: _Place, end: int) -> Found:
    """网上网下“两个战场”: two halves that share a character and need no mark between them."""
    if place.formula.number != 2 or place.formula.counts is not Counts.ITEMS:
        return None
    first, second = place.text[end - 4 : end - 2], place.text[end - 2 : end]
    shared = [one == two for one, two in zip(first, second, strict=False)]
    if sum(shared) != 1 or not re.fullmatch("[一-鿿]{4}", first + second):
        return None
    return Span(end - 4, end - 2), Span(end - 2, end)


def _next(place: _Place) -> Found:
    """实现“四应四尽”。坚持应收尽收、应治尽治、应隔尽隔、应检尽检, where the items show whose they are."""
    found = re.compile(f"[^{_STOP}]{{0,{_GAP}}}[。，；！：]\\n?\\s*").match(
        place.text, place.at.end
    )
    if found is None:
        return None
    items = _behind(place, found.end()) or _first_of_many(place, found.end())
    return items if items and _belong(place, items) else None


def _first_of_many(place: _Place, at: int) -> Found:
    """不发通知、不打招呼，直奔基层，对企业突击检查: of mixed marks, as many as are wanted."""
    end = _first(place.text, _STOP, at)
    spans = list(_pieces(place.text, Span(at, end), "、，"))[: place.formula.number]
    items = _trimmed(place, spans)
    return items if _fits(place, items) else None


def _ordinals(place: _Place) -> Found:
    """把好“三关”：一是甲；二是乙；三是丙."""
    if place.formula.counts is not Counts.ITEMS:
        return None
    ceiling = min(len(place.text), place.at.end + _NAMED_WITHIN)
    items, at = [], place.at.end
    for number in range(place.formula.number):
        found = _ordinal_re(number + 1).search(place.text, at, ceiling)
        if found is None or (number and found.start() - at > 160):
            return None
        end = _first(place.text, f"，{_STOP}", found.end())
        items.append(Span(found.end(), end))
        at = end
    more = _ordinal_re(place.formula.number + 1).match(place.text, at + 1)
    return None if more else items


def _pair(place: _Place) -> Found:
    """“两个战场”，一个是病房，一个是实验室."""
    if place.formula.number != 2 or place.formula.counts is not Counts.ITEMS:
        return None
    found = _PAIR.search(place.text, place.at.end, _first(place.text, "。\n", place.at.end))
    if found is None:
        return None
    starts = [found.start(n) + found[n].startswith(("是", "在", "为")) for n in (1, 2)]
    return Span(starts[0], found.end(1)), Span(starts[1], found.end(2))


def _named(place: _Place) -> Found:
    """“两区”。人多的定为红区；人少的定为绿区."""
    if place.formula.counts is not Counts.ITEMS:
        return None
    text, start = place.text, place.at.end
    ceiling = _first(text, "\n", start)
    for word in words_of("formulas", "naming"):
        pattern = re.compile(f"{word}([^，{_STOP}{_OPEN}]{{2,12}}?)(?=[，{_STOP}])")
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


def _marked(place: _Place) -> Found:
    """“三句话”：“甲”“乙”“丙”, each between marks of its own."""
    found = _marks_re().match(place.text, place.at.end)
    if found is None:
        return None
    inner = re.compile(f"[{_OPEN}]([^{_OPEN}{_CLOSE}]{{1,40}})[{_CLOSE}]")
    spans = [
        Span(*each.span(1)) for each in inner.finditer(place.text, found.start(1), found.end(1))
    ]
    return spans if _fits(place, spans) else None


def _elsewhere(place: _Place) -> Found:
    """A list anywhere in the text each item of which holds the words that are counted: 百分之百."""
    words = [word for _, word in place.formula.parts]
    if place.formula.counts is Counts.CHARACTERS or min(map(len, words)) < 2:
        return None
    for found in _list_re().finditer(place.text):
        items = _listed(place, Span(*found.span()))
        if items and all(any(word in item.of(place.text) for word in words) for item in items):
            return items
    return None


def _heads(place: _Place) -> Found:
    """“三量管控”。…，控制患者增量。…，减少患者存量。…，防止疫情变量: clauses that end in what is
    counted, as many as the numeral says.
    """
    formula = place.formula
    if formula.counts is not Counts.ITEMS or formula.number < 3:
        return None
    text, start = place.text, place.at.end
    ceiling = _first(text, "\n", start)
    ends = re.compile(
        f"(?<=[，。；])[^，{_STOP}]{{2,14}}?({re.escape(formula.head[0])})(?=[。；\n]|$)"
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
    "next": _next,
    "named": _named,
    "heads": _heads,
    "elsewhere": _elsewhere,
}
"""Tried in this order: what the marks tie to the formula first."""


def _behind(place: _Place, at: int, marks: Sequence[str] = _SEPARATORS) -> Found:
    """A list that begins at `at` and ends where its sentence does, or at a pause behind enough."""
    text = place.text
    at += len(text[at:]) - len(text[at:].lstrip(_EDGE)) if text[at : at + 1] in tuple(_EDGE) else 0
    end = min(_first(text, "。！？\n", at), at + _LONGEST_LIST)
    return _listed(place, Span(at, end), marks)


def _listed(
    place: _Place, within: Span, marks: Sequence[str] = _SEPARATORS, *, backwards: bool = False
) -> Found:
    """The items of a list at the beginning, or the end, of a stretch, if they are the formula's."""
    for mark in marks:
        if place.formula.number == _TWO and mark == "，":
            continue
        spans = list(
            _pieces(place.text, _reach(place.text, within, mark, backwards=backwards), mark)
        )
        for items in (spans, _joined(place, spans)):
            trimmed = _trimmed(place, items)
            if _fits(place, trimmed):
                return trimmed
    return None


def _reach(text: str, within: Span, marks: str, *, backwards: bool) -> Span:
    """As far as a list with these marks between its items can go."""
    ends = "".join(
        end for end in "，；。：" if end not in marks and not (end == "，" and "；" in marks)
    )
    if backwards:
        cut = max(within.of(text).rfind(end) for end in ends) + 1
        return Span(within.start + cut, within.end)
    return Span(within.start, _first(text, ends, within.start, within.end))


def _pieces(text: str, within: Span, marks: str) -> Iterator[Span]:
    at = within.start
    depth = 0
    for place in range(within.start, within.end):
        depth += (text[place] in "（(") - (text[place] in "）)")
        if text[place] in marks and not depth:
            yield Span(at, place)
            at = place + 1
    yield Span(at, within.end)


def _joined(place: _Place, spans: list[Span]) -> list[Span]:
    """A last item that is joined by 和 or 以及 is one more."""
    if len(spans) != place.formula.number - 1 and place.formula.counts is Counts.ITEMS:
        return spans
    last = spans[-1]
    for word in words_of("formulas", "last-joined"):
        at = place.text.find(word, last.start + 1, last.end - 1)
        if at > 0:
            return [*spans[:-1], Span(last.start, at), Span(at + len(word), last.end)]
    return spans


def _trimmed(place: _Place, spans: Sequence[Span]) -> list[Span]:
    items = [_bare(place.text, span) for span in spans]
    if len(items) > 1:
        items[0] = _without_lead(place, items)
        items[-1] = _without_tail(place, items)
    return items


def _bare(text: str, span: Span) -> Span:
    words = span.of(text)
    start = span.start + len(words) - len(words.lstrip(_EDGE))
    return Span(start, max(start, start + len(words.strip(_EDGE))))


def _without_lead(place: _Place, spans: Sequence[Span]) -> Span:
    """坚持应收尽收, beside 应治尽治 and 应隔尽隔, is 应收尽收."""
    text, first, others = place.text, spans[0], spans[1:]
    words = first.of(text)
    lengths = {span.length for span in others}
    shared = {span.of(text)[:1] for span in others}
    if words[:1] in shared:
        return first
    if len(shared) == 1 and len(others) > 1:
        at = words.rfind(next(iter(shared)), 0, max(len(words) - min(lengths) + 1, 1))
        if at > 0 and len(words) - at in lengths:
            return Span(first.start + at, first.end)
    parts = tuple(word for _, word in place.formula.parts)
    if place.formula.counts is Counts.HALVES and all(s.of(text).startswith(parts) for s in others):
        starts = [at for part in parts if (at := words.find(part)) >= 0]
        return Span(first.start + min(starts, default=0), first.end)
    if place.formula.counts is Counts.CHARACTERS and len(lengths) == 1 < len(others):
        return Span(max(first.start, first.end - lengths.pop()), first.end)
    if taken := _TAKEN.match(text, first.start, first.end - 1):
        first = Span(taken.end(), first.end)
    while found := _lead_re().match(text, first.start, first.end - 1):
        first = Span(found.end(), first.end)
    return first


def _without_tail(place: _Place, spans: Sequence[Span]) -> Span:
    """高血糖一旦失控, beside 高血压 and 高血脂, is 高血糖."""
    last, others = spans[-1], spans[:-1]
    lengths = {span.length for span in others}
    begins = {span.of(place.text)[:-1] for span in others}
    size = min(lengths)
    alike = len(begins) == len(lengths) == 1 < len(others) and last.length > size > 2
    same = alike and last.of(place.text).startswith(begins.pop())
    return Span(last.start, last.start + size) if same else last


def _fits(place: _Place, items: Sequence[Span]) -> bool:
    """As many as the numeral says, or as long; and nothing in the list that cannot be an item."""
    text, formula = place.text, place.formula
    words = [bare(item.of(text)) for item in items]
    if not all(words) or max(map(len, words)) > _LONGEST_ITEM or _break_marks(text, items):
        return False
    if len(set(words)) < len(words):
        return False
    if formula.counts is Counts.CHARACTERS:
        return _as_long(formula, [len(word) for word in words])
    if formula.counts is Counts.HALVES and formula.number == _TWO:
        parts = [part for _, part in formula.parts]
        return len(words) == _TWO and any(map(str.__contains__, words, parts))
    same = {number for number, _ in formula.parts}
    return len(words) == formula.number or (
        formula.counts is Counts.HALVES and same == {len(words)} and _hold_all(formula, words)
    )


def _break_marks(text: str, items: Sequence[Span]) -> bool:
    """Whether an item begins inside a pair of marks and ends outside of it."""
    counts = ([item.of(text).count(mark) for mark in ("“", "”")] for item in items)
    return any(opened != closed for opened, closed in counts)


def _as_long(formula: Formula, sizes: Sequence[int]) -> bool:
    each = formula.each and set(sizes) == {formula.number}
    return len(sizes) > 1 and (each or (formula.total and sum(sizes) == formula.number))


def _hold_all(formula: Formula, words: Sequence[str]) -> bool:
    """Each of the four items of 四应四尽 holds 应 and 尽."""
    return all(part in word for word in words for _, part in formula.parts)


def _belong(place: _Place, items: Sequence[Span]) -> bool:
    """Whether the items of a list that nothing ties to the formula show its words."""
    words = [word for _, word in place.formula.parts]
    texts = [item.of(place.text) for item in items]
    return all(any(word in text or word[-1] in text for word in words) for text in texts)


def _first(text: str, marks: str, start: int, end: int | None = None) -> int:
    """The place of the first of the marks, or the end."""
    stop = len(text) if end is None else end
    return min((at for mark in marks if (at := text.find(mark, start, stop)) >= 0), default=stop)


@lru_cache(maxsize=1)
def _link_re() -> re.Pattern[str]:
    links, bare_links = (alternation(words_of("formulas", name)) for name in ("link", "bare-link"))
    far = f"[^，{_STOP}：:{_OPEN}]{{0,8}}?[，。]?(?:其中|这|所谓)?{links}"
    return re.compile(f"(?:{far}|(?P<bare>{bare_links}))(?:了)?[：:，]?")


@lru_cache(maxsize=1)
def _lead_re() -> re.Pattern[str]:
    return re.compile(alternation(words_of("formulas", "lead")) + "(?:了|好)?")


@lru_cache(maxsize=1)
def _behind_list_re() -> re.Pattern[str]:
    words = alternation(words_of("formulas", "behind-list"))
    called = "(?:称作|称为|称之为|叫作|叫做|誉为)[^，、。]{0,4}的"
    return re.compile(f"[{_CLOSE}]?(?:(?:，?{words}){{1,3}}|{called})$")


@lru_cache(maxsize=1)
def _marks_re() -> re.Pattern[str]:
    one = f"[{_OPEN}][^{_OPEN}{_CLOSE}\n]{{1,40}}[{_CLOSE}]"
    links = alternation(words_of("formulas", "link"))
    joined = alternation(words_of("formulas", "last-joined"))
    return re.compile(
        f"[^{_STOP}{_OPEN}]{{0,8}}?(?:[：:，]|——|{links})({one}(?:(?:[、，；]|{joined})?{one})+)"
    )


@lru_cache(maxsize=1)
def _list_re() -> re.Pattern[str]:
    return re.compile(
        f"[^、，：:{_STOP}{_OPEN}{_CLOSE}]{{2,40}}(?:、[^、，：:{_STOP}{_OPEN}{_CLOSE}]{{2,40}})+"
    )


@lru_cache(maxsize=64)
def _ordinal_re(number: int) -> re.Pattern[str]:
    numeral = "零一二三四五六七八九十"[number] if number <= 10 else str(number)
    verbs = "".join(words_of("formulas", "ordinals"))
    return re.compile(
        f"(?<=[，：:。；、\n”])(?:{numeral}[{verbs}]|其{numeral}[，是、]|第{numeral}(?:[，、是]|个是)|[（(]{numeral}[）)]|{number}[.．、])"
    )
