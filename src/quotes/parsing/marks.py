"""Pair quotation marks of every kind with a stack, in one pass over the text.

Paragraphs are lines. A mark left open closes nowhere: it ends at its paragraph and is reported,
unless the next paragraph opens with the same mark again, as newspapers do in a long speech and
close only the last. No mark is skipped: each is in a pair, stray, continuing, or loose.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import chain, pairwise
from typing import NamedTuple

from quotes.rules import Rules
from quotes.span import Span

MAX_DEPTH = 16
"""Deeper nesting is no language; further opening marks are reported as loose."""

_STOPS = "。！？!?…"
_APOSTROPHE = re.compile("[A-Za-z]’[A-Za-z]")
_NEVER_OPENS_BEFORE = "，。、；：！？,;!?）)】"


class Pair(NamedTuple):
    """A pair of marks; `outer` includes them, `inner` lies between."""

    outer: Span
    inner: Span
    depth: int
    continues: tuple[int, ...] = ()
    """Offsets of marks that only reopen the quotation at a new paragraph."""


class Unpaired(NamedTuple):
    """A mark without a partner; a tuple, for a damaged text may hold a million."""

    at: int
    mark: str
    why: str


@dataclass(frozen=True, slots=True)
class Pairing:
    pairs: tuple[Pair, ...]
    """In order of their opening marks; they nest or lie apart, and never cross."""
    strays: tuple[int, ...]
    """Offsets of opening marks that are slips and should read as nothing."""
    loose: tuple[Unpaired, ...]


@dataclass(slots=True)
class _Open:
    at: int
    mark: str
    continues: list[int] = field(default_factory=list)
    children: list[int] = field(default_factory=list)
    """Indices of pairs of the same kind that closed directly inside; no more than two are kept."""


class _Token(NamedTuple):
    at: int
    mark: str
    """A quotation mark, or a newline for the end of a paragraph and the blank lines after it."""
    leads: bool
    """Whether it is the first thing in its paragraph."""


_END = _Token(-1, "\n", leads=False)
"""Stands behind the last token."""


class _Pairer:
    """The state of one pass. Every step is constant time, amortised."""

    def __init__(self, text: str, rules: Rules) -> None:
        self.text = text
        self.closes = rules.closing_marks
        self.opens_for = rules.opening_for
        self.straight = rules.straight_marks
        self.tokens = _tokens(text, rules)
        self.stack: list[_Open] = []
        self.found: list[tuple[int, int, tuple[int, ...]]] = []
        self.strays: list[int] = []
        self.loose: list[Unpaired] = []

    def run(self) -> Pairing:
        for token, following in pairwise(chain(self.tokens, (_END,))):
            if token.mark == "\n":
                self.end_paragraph(following)
            elif self.is_closing(token):
                self.close(token)
            else:
                self.open(token)
        self.abandon(0)
        return Pairing(
            _nested(self.found),
            tuple(sorted(self.strays)),
            tuple(sorted(self.loose, key=lambda one: one.at)),
        )

    def is_closing(self, token: _Token) -> bool:
        inside = self.is_open(self.opens_for.get(token.mark, ""))
        if token.mark in self.straight:
            return inside
        if token.mark in self.closes:
            return inside or not self.opens_by_mistake(token)
        return self.closes_by_mistake(token)

    def is_open(self, marks: str) -> bool:
        """Whether one of the two marks that were opened last is one of these."""
        stack = self.stack
        if not stack:
            return False
        return stack[-1].mark in marks or (len(stack) > 1 and stack[-2].mark in marks)

    def opens_by_mistake(self, token: _Token) -> bool:
        """”好。” after a colon: a closing mark typed where one opens."""
        before, after = self.text[token.at - 1 : token.at], self.text[token.at + 1 : token.at + 2]
        return before in "：:" and before != "" and after not in _NEVER_OPENS_BEFORE + "\n"

    def closes_by_mistake(self, token: _Token) -> bool:
        """“好“，他说: an opening mark typed where one closes."""
        if not self.stack or self.stack[-1].mark != token.mark:
            return False
        after = self.text[token.at + 1 : token.at + 2]
        return after == "" or after in _NEVER_OPENS_BEFORE or after == "\n"

    def open(self, token: _Token) -> None:
        mark = token.mark
        if mark in self.closes and mark not in self.straight:
            mark = self.opens_for[mark][0]
        if self.stack and self.stack[-1].mark == mark and token.leads:
            self.stack[-1].continues.append(token.at)
        elif len(self.stack) >= MAX_DEPTH:
            self.loose.append(Unpaired(token.at, token.mark, "nested too deep"))
        else:
            self.stack.append(_Open(token.at, mark))

    def close(self, token: _Token) -> None:
        wanted = self.opens_for.get(token.mark, token.mark)
        depth = len(self.stack)
        while depth and self.stack[depth - 1].mark not in wanted:
            depth -= 1
        if not depth:
            self.loose.append(Unpaired(token.at, token.mark, "closes nothing that is open"))
            return
        self.abandon(depth)
        opened = self.stack.pop()
        self.found.append((opened.at, token.at, tuple(opened.continues)))
        self.is_child(opened, len(self.found) - 1)

    def is_child(self, closed: _Open, index: int) -> None:
        if self.stack and self.stack[-1].mark == closed.mark and len(self.stack[-1].children) < 2:
            self.stack[-1].children.append(index)

    def end_paragraph(self, following: _Token) -> None:
        if self.stack and not self.goes_on_with(following):
            self.abandon(0)

    def goes_on_with(self, after: _Token) -> bool:
        """Whether the quotation that stands open goes on in the next paragraph."""
        outer = self.stack[0]
        if after.mark == "\n":
            return False
        if after.mark == outer.mark and after.mark not in self.straight:
            return after.leads
        closes = outer.mark in self.opens_for.get(after.mark, "") and not outer.children
        return closes and self.text[after.at - 1] in _STOPS and len(self.stack) == 1

    def abandon(self, depth: int) -> None:
        """Give up what stands open above `depth`: a slip if one of two closed, else loose."""
        while len(self.stack) > depth:
            opened = self.stack.pop()
            if not self.reclaim(opened):
                self.loose.append(Unpaired(opened.at, opened.mark, "never closed"))
                self.loose += [Unpaired(at, opened.mark, "never closed") for at in opened.continues]

    def reclaim(self, opened: _Open) -> bool:
        if len(opened.children) != 1:
            return False
        inner_open, close, continues = self.found[opened.children[0]]
        between = self.text[opened.at + 1 : inner_open]
        if any(stop in between for stop in _STOPS) or "\n" in between or len(between) > 60:
            return False
        self.found[opened.children[0]] = (opened.at, close, continues)
        self.strays.append(inner_open)
        self.is_child(opened, opened.children[0])
        return True


def _tokens(text: str, rules: Rules) -> Iterator[_Token]:
    paragraph = 0
    for found in rules.mark_re.finditer(text):
        mark, at = found[0], found.start()
        if mark[0] == "\n":
            paragraph = found.end()
            yield _Token(at, "\n", False)
        elif not (mark == "’" and _is_apostrophe(text, at)):
            yield _Token(at, mark, at == paragraph > 0)


def _is_apostrophe(text: str, at: int) -> bool:
    return _APOSTROPHE.match(text, max(0, at - 1)) is not None


def _nested(found: list[tuple[int, int, tuple[int, ...]]]) -> tuple[Pair, ...]:
    pairs, ends = [], list[int]()
    for start, end, continues in sorted(found):
        while ends and ends[-1] <= start:
            ends.pop()
        pairs.append(Pair(Span(start, end + 1), Span(start + 1, end), len(ends), continues))
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
    return _Pairer(text, rules).run()
