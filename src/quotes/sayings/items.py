"""The items of a list, if they are as many, or as long, as a numeric formula counts.

Offsets are those of the text, which is folded character by character.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from quotes.rules import alternation, words_of
from quotes.sayings.formulas import Counts, Formula
from quotes.script import bare
from quotes.span import Span

OPEN, CLOSE = '“「『‘﹁﹃"', '”」』’﹂﹄"'
STOP = "。！？；\n"
_EDGE = f"，,、：: 　{OPEN}{CLOSE}"
PLAIN = ("、", "；", "，")
SEPARATORS = (*PLAIN, "、，", "，；", "、；")
"""What stands between the items of a list; tried in this order."""

_LONGEST_ITEM, LONGEST_LIST = 40, 700
"""Characters."""

TWO = 2
"""Items that a comma alone does not make a list of."""

_TAKEN = re.compile("[^，。、]{1,8}?[把将对]")
"""当地人把: whoever does something with what is listed."""


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A formula in a passage: `text` is folded, `at` spans its marks, if it has any."""

    text: str
    at: Span
    formula: Formula


Found = Sequence[Span] | None


def list_behind(place: Occurrence, at: int, marks: Sequence[str] = SEPARATORS) -> Found:
    """A list that begins at `at` and ends where its sentence does, or at a pause behind enough."""
    text = place.text
    at += len(text[at:]) - len(text[at:].lstrip(_EDGE)) if text[at : at + 1] in tuple(_EDGE) else 0
    end = min(first_of(text, "。！？\n", at), at + LONGEST_LIST)
    return items_in(place, Span(at, end), marks)


def items_in(
    place: Occurrence, within: Span, marks: Sequence[str] = SEPARATORS, *, backwards: bool = False
) -> Found:
    """The items of a list at the beginning, or the end, of a stretch, if they are the formula's."""
    for mark in marks:
        if place.formula.number == TWO and mark == "，":
            continue
        spans = list(
            pieces(place.text, _reach(place.text, within, mark, backwards=backwards), mark)
        )
        for items in (spans, _joined(place, spans)):
            bared = trimmed(place, items)
            if fits(place, bared):
                return bared
    return None


def _reach(text: str, within: Span, marks: str, *, backwards: bool) -> Span:
    """As far as a list with these marks between its items can go."""
    ends = "".join(
        end for end in "，；。：" if end not in marks and not (end == "，" and "；" in marks)
    )
    if backwards:
        cut = max(within.of(text).rfind(end) for end in ends) + 1
        return Span(within.start + cut, within.end)
    return Span(within.start, first_of(text, ends, within.start, within.end))


def pieces(text: str, within: Span, marks: str) -> Iterator[Span]:
    at = within.start
    depth = 0
    for place in range(within.start, within.end):
        depth += (text[place] in "（(") - (text[place] in "）)")
        if text[place] in marks and not depth:
            yield Span(at, place)
            at = place + 1
    yield Span(at, within.end)


def _joined(place: Occurrence, spans: list[Span]) -> list[Span]:
    """A last item that is joined by 和 or 以及 is one more."""
    if len(spans) != place.formula.number - 1 and place.formula.counts is Counts.ITEMS:
        return spans
    last = spans[-1]
    for word in words_of("formulas", "last-joined"):
        at = place.text.find(word, last.start + 1, last.end - 1)
        if at > 0:
            return [*spans[:-1], Span(last.start, at), Span(at + len(word), last.end)]
    return spans


def trimmed(place: Occurrence, spans: Sequence[Span]) -> list[Span]:
    items = [_bare(place.text, span) for span in spans]
    if len(items) > 1:
        items[0] = _without_lead(place, items)
        items[-1] = _without_tail(place, items)
    return items


def _bare(text: str, span: Span) -> Span:
    words = span.of(text)
    start = span.start + len(words) - len(words.lstrip(_EDGE))
    return Span(start, max(start, start + len(words.strip(_EDGE))))


def _without_lead(place: Occurrence, spans: Sequence[Span]) -> Span:
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


def _without_tail(place: Occurrence, spans: Sequence[Span]) -> Span:
    """高血糖一旦失控, beside 高血压 and 高血脂, is 高血糖."""
    last, others = spans[-1], spans[:-1]
    lengths = {span.length for span in others}
    begins = {span.of(place.text)[:-1] for span in others}
    size = min(lengths)
    alike = len(begins) == len(lengths) == 1 < len(others) and last.length > size > 2
    same = alike and last.of(place.text).startswith(begins.pop())
    return Span(last.start, last.start + size) if same else last


def fits(place: Occurrence, items: Sequence[Span]) -> bool:
    """As many as the numeral says, or as long; and nothing in the list that cannot be an item."""
    text, formula = place.text, place.formula
    words = [bare(item.of(text)) for item in items]
    if not all(words) or max(map(len, words)) > _LONGEST_ITEM or _break_marks(text, items):
        return False
    if len(set(words)) < len(words):
        return False
    if formula.counts is Counts.CHARACTERS:
        return _as_long(formula, [len(word) for word in words])
    if formula.counts is Counts.HALVES and formula.number == TWO:
        parts = [part for _, part in formula.parts]
        return len(words) == TWO and any(map(str.__contains__, words, parts))
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


def belong(place: Occurrence, items: Sequence[Span]) -> bool:
    """Whether the items of a list that nothing ties to the formula show its words."""
    words = [word for _, word in place.formula.parts]
    texts = [item.of(place.text) for item in items]
    return all(any(word in text or word[-1] in text for word in words) for text in texts)


def first_of(text: str, marks: str, start: int, end: int | None = None) -> int:
    """The place of the first of the marks, or the end."""
    stop = len(text) if end is None else end
    return min((at for mark in marks if (at := text.find(mark, start, stop)) >= 0), default=stop)


@lru_cache(maxsize=1)
def _lead_re() -> re.Pattern[str]:
    return re.compile(alternation(words_of("formulas", "lead")) + "(?:了|好)?")
