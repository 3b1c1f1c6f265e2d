"""Pair quotation marks of every kind with a stack, in one pass over the text.

Paragraphs are lines. A mark left open closes nowhere: it ends at its paragraph and is reported,
unless the next paragraph opens with the same mark again, as newspapers do in a long speech and
close only the last. No mark is skipped: each is in a pair, stray, continuing, or loose.
"""

import re
from array import array
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from heapq import merge
from itertools import repeat
from typing import NamedTuple

from quotes.rules import Rules
from quotes.span import Span
from quotes.uncollected import uncollected

MAX_DEPTH = 16
"""Deeper nesting is no language; further opening marks are reported as loose."""

_STOPS = "。！？!?…"
_APOSTROPHE = re.compile("(?<=[A-Za-z])’(?=[A-Za-z])")
_NEVER_OPENS_BEFORE = "，。、；：！？,;!?）)】\n"
_NONE = -1
_tuple = tuple.__new__
"""A named tuple by its fields at once, which takes half the time."""


class Pair(NamedTuple):
    """A pair of marks; `outer` includes them, `inner` lies between."""

    outer: Span
    inner: Span
    depth: int
    continues: tuple[int, ...] = ()
    """Offsets of marks that only reopen the quotation at a new paragraph."""


class Unpaired(NamedTuple):
    """A mark without a partner."""

    at: int
    mark: str
    why: str


@dataclass(frozen=True, slots=True)
class LooseMarks:
    """All marks without a partner, in their order; kept as numbers, for a damaged text may hold a
    million.
    """

    text: str
    offsets: dict[str, "array[int]"]
    """By what is wrong with them; sorted."""

    def __len__(self) -> int:
        return sum(map(len, self.offsets.values()))

    def __iter__(self) -> Iterator[Unpaired]:
        why_at = (zip(offsets, repeat(why)) for why, offsets in self.offsets.items())
        return (Unpaired(at, self.text[at], why) for at, why in merge(*why_at))

    @property
    def last(self) -> str:
        """The mark that stands last; empty if there is none."""
        at = max((offsets[-1] for offsets in self.offsets.values() if offsets), default=-1)
        return self.text[at] if at >= 0 else ""


@dataclass(frozen=True)
class Pairing:
    found: tuple[tuple[int, int, tuple[int, ...]], ...]
    """Offsets of both marks of each pair, and of marks that reopen it, by their opening marks."""
    strays: tuple[int, ...]
    """Offsets of opening marks that are slips and should read as nothing."""
    loose: LooseMarks

    @cached_property
    def pairs(self) -> tuple[Pair, ...]:
        """In order of their opening marks; they nest or lie apart, and never cross."""
        with uncollected():
            return _nested(self.found)


class _Open:
    """A mark that stands open; what most marks never have is made when they do."""

    __slots__ = ("at", "child", "continues", "has_more", "mark")

    def __init__(self, at: int, mark: str) -> None:
        self.at = at
        self.mark = mark
        self.continues: list[int] | None = None
        self.child = _NONE
        """Index of the pair of the same kind that closed directly inside."""
        self.has_more = False
        """Whether a second one did."""


class _Pairer:
    """The state of one pass. Every step is constant time, amortised: a million marks, however they
    stand, take less than a second.
    """

    def __init__(self, text: str, rules: Rules) -> None:
        self.text = text
        self.opens_for = rules.opening_for
        self.stack: list[_Open] = []
        self.found: list[tuple[int, int, tuple[int, ...]]] = []
        self.strays: list[int] = []
        self.too_deep, self.closes_nothing, self.never_closed = (array("q") for _ in range(3))
        self.paragraph = _NONE
        """Where the paragraph begins whose first mark is still to come, or came last."""
        self.is_between = False
        """Whether a paragraph has ended with something open, and no mark has come since."""

    def run(self, rules: Rules) -> Pairing:
        self.read(rules.mark_re if _APOSTROPHE.search(self.text) else rules.pair_re, rules)
        self.abandon(0)
        loose = {
            "nested too deep": self.too_deep,
            "closes nothing that is open": self.closes_nothing,
            "never closed": array("q", sorted(self.never_closed)),
        }
        self.found.sort()
        return Pairing(tuple(self.found), tuple(sorted(self.strays)), LooseMarks(self.text, loose))

    def read(self, tokens: re.Pattern[str], rules: Rules) -> None:
        steps = self.steps(rules)
        for found in tokens.finditer(self.text):
            token, at = found[0], found.start()
            first = token[0]
            if len(token) == 1 or first == "\n":
                steps[first](at, token)
            elif self.is_plain(first):
                self.found.append((at, at + len(token) - 1, ()))
            else:
                steps[first](at, first)
                steps[token[-1]](at + len(token) - 1, token[-1])

    def is_plain(self, mark: str) -> bool:
        """Whether a pair that begins here with no mark inside, as most do, is just that."""
        stack = self.stack
        if not stack:
            return True
        is_free = not self.is_between and len(stack) < MAX_DEPTH
        return is_free and stack[-1].mark != mark and not self.is_open(mark)

    def steps(self, rules: Rules) -> dict[str, Callable[[int, str], None]]:
        """What is done at each mark."""
        steps: dict[str, Callable[[int, str], None]] = {"\n": self.end_paragraph}
        steps |= dict.fromkeys((row.open for row in rules.mark_rows), self.open)
        steps |= dict.fromkeys(rules.closing_marks, self.close_or_mistaken)
        steps |= dict.fromkeys(rules.straight_marks, self.straight)
        if _APOSTROPHE.search(self.text):
            steps["’"] = self.close_unless_apostrophe
        return steps

    def end_paragraph(self, at: int, mark: str) -> None:
        if self.is_between:
            self.abandon(0)
        self.is_between = bool(self.stack)
        self.paragraph = at + len(mark)

    def straight(self, at: int, mark: str) -> None:
        """One sign for both: it closes what is open."""
        if self.is_between:
            self.begin_paragraph(at, mark)
        if self.is_open(mark):
            self.close(at, mark)
        else:
            self.open(at, mark)

    def close_unless_apostrophe(self, at: int, mark: str) -> None:
        if not _APOSTROPHE.match(self.text, at):
            self.close_or_mistaken(at, mark)

    def close_or_mistaken(self, at: int, mark: str) -> None:
        if self.is_between:
            self.begin_paragraph(at, mark)
        if at and self.text[at - 1] in "：:" and self.opens_by_mistake(at, mark):
            self.open(at, self.opens_for[mark][0])
        else:
            self.close(at, mark)

    def is_open(self, marks: str) -> bool:
        """Whether one of the two marks that were opened last is one of these."""
        stack = self.stack
        if not stack:
            return False
        return stack[-1].mark in marks or (len(stack) > 1 and stack[-2].mark in marks)

    def opens_by_mistake(self, at: int, mark: str) -> bool:
        """”好。” after a colon: a closing mark typed where one opens."""
        after = self.text[at + 1 : at + 2]
        return after not in _NEVER_OPENS_BEFORE and not self.is_open(self.opens_for[mark])

    def open(self, at: int, mark: str) -> None:
        if self.is_between:
            self.begin_paragraph(at, mark)
        stack = self.stack
        if stack and stack[-1].mark == mark:
            if self.text[at + 1 : at + 2] in _NEVER_OPENS_BEFORE:
                self.close(at, mark)  # “好“，他说: typed where one closes
                return
            if at == self.paragraph:
                stack[-1].continues = stack[-1].continues or []
                stack[-1].continues.append(at)
                return
        if len(stack) >= MAX_DEPTH:
            self.too_deep.append(at)
        else:
            stack.append(_Open(at, mark))

    def close(self, at: int, mark: str) -> None:
        wanted, stack = self.opens_for.get(mark, mark), self.stack
        depth = len(stack)
        while depth and stack[depth - 1].mark not in wanted:
            depth -= 1
        if not depth:
            self.closes_nothing.append(at)
            return
        if depth < len(stack):
            self.abandon(depth)
        opened = stack.pop()
        self.found.append((opened.at, at, tuple(opened.continues or ())))
        if stack:
            self.is_child(opened, len(self.found) - 1)

    def is_child(self, closed: _Open, index: int) -> None:
        if self.stack and (above := self.stack[-1]).mark == closed.mark:
            above.has_more = above.child is not _NONE
            above.child = index if above.child is _NONE else above.child

    def begin_paragraph(self, at: int, mark: str) -> None:
        self.is_between = False
        if not self.goes_on_with(at, mark):
            self.abandon(0)

    def goes_on_with(self, at: int, mark: str) -> bool:
        """Whether the quotation that stands open goes on in this paragraph, up to its first mark."""
        outer, closes = self.stack[0], self.opens_for.get(mark, "")
        if mark == outer.mark and mark not in closes:
            return at == self.paragraph
        ends = outer.mark in closes and outer.child is _NONE
        return ends and self.text[at - 1] in _STOPS and len(self.stack) == 1

    def abandon(self, depth: int) -> None:
        """Give up what stands open above `depth`: a slip if one of two closed, else loose."""
        while len(self.stack) > depth:
            opened = self.stack.pop()
            if not self.reclaim(opened):
                self.never_closed.append(opened.at)
            self.never_closed.extend(opened.continues or ())

    def reclaim(self, opened: _Open) -> bool:
        if opened.child is _NONE or opened.has_more:
            return False
        inner_open, close, continues = self.found[opened.child]
        between = self.text[opened.at + 1 : inner_open]
        if any(stop in between for stop in _STOPS) or "\n" in between or len(between) > 60:
            return False
        self.found[opened.child] = (opened.at, close, continues)
        self.strays.append(inner_open)
        self.is_child(opened, opened.child)
        return True


def _nested(found: Iterable[tuple[int, int, tuple[int, ...]]]) -> tuple[Pair, ...]:
    pairs, ends = [], list[int]()
    for start, end, continues in found:
        while ends and ends[-1] <= start:
            ends.pop()
        outer, inner = _tuple(Span, (start, end + 1)), _tuple(Span, (start + 1, end))
        pairs.append(_tuple(Pair, (outer, inner, len(ends), continues)))
        ends.append(end)
    return tuple(pairs)


@lru_cache(maxsize=1)
def pair(text: str, rules: Rules) -> Pairing:
    """Pair the marks of a whole text, outermost first.

    What was paired last is remembered: mending has asked for it already.

    >>> from quotes.rules import load
    >>> [one.inner.of("他说：“我听见‘好’。”") for one in pair("他说：“我听见‘好’。”", load()).pairs]
    ['我听见‘好’。', '好']
    """
    with uncollected():
        return _Pairer(text, rules).run(rules)
