"""Read damaged text: named repairs, each with a way back to the raw offsets.

The raw text is never rewritten. Mending yields the reading and the passes that made it; replaying
the passes over the raw text gives the same reading, and every stretch of the reading is covered
by a smallest stretch of raw code points.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from quotes.parsing.marks import pair
from quotes.rules import Repair, Rules
from quotes.script import fold
from quotes.span import Span

_SHIFTED = re.compile(r"\?([^\x00-\x7f\n]?[!！]?[^\x00-\x7f\n]{0,40}[@-~])")
_SHIFTED_END = re.compile(r"\?[!！]\?(?=\s*(?:\n|$))")
_LOST_BYTES = (b"\xa1", b"\xa3")
_STOPS = "。？！，、；："


@dataclass(frozen=True, slots=True)
class Edit:
    """One replacement within a pass: `[start, end)` of the text before it becomes `put`."""

    start: int
    end: int
    put: str
    origins: tuple[tuple[int, int], ...] = ()
    """Where each character of `put` comes from, if that is known more closely than the whole."""


@dataclass(frozen=True)
class Pass:
    """All edits of one rule over one text, in order and apart."""

    rule: str
    edits: tuple[Edit, ...]

    @cached_property
    def _ends(self) -> tuple[list[int], list[int]]:
        """Start of each edit in the text after the pass, and the shift that precedes it."""
        starts, shifts, shift = [], [], 0
        for edit in self.edits:
            starts.append(edit.start + shift)
            shift += len(edit.put) - (edit.end - edit.start)
            shifts.append(shift)
        return starts, shifts

    def apply(self, text: str) -> str:
        pieces, at = [], 0
        for edit in self.edits:
            pieces += [text[at : edit.start], edit.put]
            at = edit.end
        return "".join([*pieces, text[at:]])

    def origin(self, at: int) -> tuple[int, int]:
        """The stretch before the pass that the character at `at` after it comes from."""
        starts, shifts = self._ends
        index = bisect_right(starts, at) - 1
        if index < 0:
            return at, at + 1
        edit, inside = self.edits[index], at - starts[index]
        if inside < len(edit.put):
            return edit.origins[inside] if edit.origins else (edit.start, edit.end)
        before = at - shifts[index]
        return before, before + 1


@dataclass(frozen=True)
class Mended:
    """A reading of a raw text and the passes that made it."""

    raw: str
    text: str
    passes: tuple[Pass, ...] = ()
    notes: tuple[tuple[str, Span], ...] = ()
    """Rules that only point at something, with the raw stretch."""

    def then(self, rule: str, edits: Iterable[Edit]) -> "Mended":
        step = Pass(rule, tuple(edits))
        if not step.edits:
            return self
        return Mended(self.raw, step.apply(self.text), (*self.passes, step), self.notes)

    def raw_span(self, span: Span) -> Span:
        """The smallest run of raw code points that covers a stretch of the reading."""
        start, end = span
        for step in reversed(self.passes):
            if start < end:
                start, end = step.origin(start)[0], step.origin(end - 1)[1]
            else:
                start = end = step.origin(start)[0]
        return Span(start, end)

    def repairs(self) -> tuple[tuple[str, Span, str], ...]:
        """Every repair made: its rule, the raw stretch it covers, and what is read instead."""
        found = []
        before = Mended(self.raw, self.raw)
        for step in self.passes:
            found += [
                (step.rule, before.raw_span(Span(edit.start, edit.end)), edit.put)
                for edit in step.edits
            ]
            before = before.then(step.rule, step.edits)
        return tuple(found)


def replay(raw: str, passes: Iterable[Pass]) -> str:
    """The reading that recorded passes make of a raw text."""
    for step in passes:
        raw = step.apply(raw)
    return raw


def mend(raw: str, rules: Rules) -> Mended:
    """Apply the repairs of rules/repairs.yaml in their order.

    >>> from quotes.rules import load
    >>> mend("當(dāng)前,,疫情", load()).text
    '當前,疫情'
    """
    mended = Mended(raw, raw)
    for repair in rules.repairs:
        if not repair.needs or any(word in mended.text for word in repair.needs):
            mended = _apply(repair, mended, rules)
    return mended


def _apply(repair: Repair, mended: Mended, rules: Rules) -> Mended:
    if repair.kind == "note":
        seen = tuple(
            (repair.name, mended.raw_span(Span(*found.span())))
            for found in repair.find_re.finditer(mended.text)
        )
        return Mended(mended.raw, mended.text, mended.passes, mended.notes + seen)
    return mended.then(repair.name, _edits(repair, mended.text, rules))


def _edits(repair: Repair, text: str, rules: Rules) -> Iterable[Edit]:
    match repair.kind:
        case "shifted":
            return _shifted(text)
        case "shifted-end":
            return _shifted_at_end(text, rules)
        case "stray-mark":
            return (Edit(at, at + 1, "") for at in pair(text, rules).strays)
        case "unwrap":
            return _unwrapped(repair, text)
        case _:
            return (
                Edit(*found.span(), found.expand(repair.put))
                for found in repair.find_re.finditer(text)
            )


def _unwrapped(repair: Repair, text: str) -> Iterable[Edit]:
    """What stands around the words that are kept goes; they keep their own places."""
    for found in repair.find_re.finditer(text):
        kept = Span(*found.span("keep"))
        yield Edit(found.start(), kept.start, "")
        yield Edit(kept.end, found.end(), "")


def _shifted(text: str) -> Iterable[Edit]:
    if "?" not in text:
        return
    for found in _SHIFTED.finditer(text):
        read = _unshift(found[1])
        if read is not None:
            yield Edit(*found.span(), read, _byte_origins(found.start(), found[1], read))


def _unshift(shifted: str) -> str | None:
    """The text of which one leading byte was lost; `None` if that is not what happened."""
    widened = shifted.replace("!", "！", 1)
    for lost in _LOST_BYTES:
        try:
            read = (lost + widened.encode("gbk")).decode("gbk")
        except UnicodeError:
            continue
        if _is_plausible(read):
            return read
    return None


def _is_plausible(read: str) -> bool:
    """A stop, a quotation mark, then everyday characters (level 1 of GB 2312 when simplified)."""
    if read[0] not in _STOPS or read[1:2] not in tuple("“”‘’「」『』"):
        return False
    rest = read[2:]
    return bool(rest) and sum(map(_is_everyday, rest)) >= 0.8 * len(rest)


def _is_everyday(char: str) -> bool:
    if char in _STOPS:
        return True
    try:
        encoded = fold(char).encode("gb2312")
    except UnicodeError:
        return False
    return len(encoded) == 2 and 0xB0 <= encoded[0] <= 0xD7


def _byte_origins(start: int, shifted: str, read: str) -> tuple[tuple[int, int], ...]:
    """Which raw characters hold the two bytes of each character that is read."""
    owners = [start]
    for index, char in enumerate(shifted.replace("!", "！", 1)):
        owners += [start + 1 + index] * len(char.encode("gbk"))
    origins, at = [], 0
    for char in read:
        width = len(char.encode("gbk"))
        origins.append((owners[at], owners[at + width - 1] + 1))
        at += width
    return tuple(origins)


def _shifted_at_end(text: str, rules: Rules) -> Iterable[Edit]:
    for found in _SHIFTED_END.finditer(text):
        line = text.rfind("\n", 0, found.start()) + 1
        open_mark = pair(text[line : found.start()], rules).loose.last
        if close := rules.closing_for.get(open_mark):
            at = found.start()
            yield Edit(at, found.end(), "。" + close, ((at, at + 2), (at + 1, at + 3)))
