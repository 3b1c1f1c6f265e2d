"""Turns of phrase that name a speaker (rules/frames.yaml), compiled and looked for."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from quotes.parsing.classify import with_other_marks
from quotes.rules import Rules
from quotes.rules.needed import Sought, sought
from quotes.rules.shapes import FrameRow
from quotes.rules.shortlist import Shortlist
from quotes.span import Span

_WHO = r"(?P<who>[^，。：；！？“”、\s]{1,20}?)"


REACH = 120
"""Characters of the reporter's on either side that a turn of phrase may take."""


class FrameHit(NamedTuple):
    row: FrameRow
    who: Span | None
    """Where the speaker is named, in the mended text."""
    span: Span
    """The whole turn of phrase."""


@dataclass(frozen=True, slots=True)
class _Turn:
    """A row, ready to be looked for on each side that it asks for."""

    row: FrameRow
    sides: tuple[tuple[int, Sought], ...]
    """Which of the left, the right and the words inside, and how it is searched."""


def _turn(row: FrameRow) -> _Turn:
    asked = enumerate((row.left, row.right, row.inner))
    sides = ((side, sought(_with_who(pattern))) for side, pattern in asked if pattern)
    return _Turn(row, tuple(sorted(sides, key=_is_dear)))


def _is_dear(side: tuple[int, Sought]) -> bool:
    """Whether it must be tried on every text; what is told by its words is looked at first."""
    return not side[1].firsts


def _with_who(pattern: str) -> str:
    return with_other_marks(pattern.replace("WHO", _WHO))


def find_frame(
    plain: str, narration: str, sentence: Span, outer: Span, rules: Rules
) -> FrameHit | None:
    """The first row whose sides all fit the marks at `outer` within their sentence."""
    return _first(plain, narration, sentence, outer, _said(rules, relay=False))


def find_relay(
    plain: str, narration: str, sentence: Span, outer: Span, rules: Rules
) -> FrameHit | None:
    """The turn of phrase that names who passes the words on, if there is one."""
    return _first(plain, narration, sentence, outer, _said(rules, relay=True))


@dataclass(frozen=True, slots=True)
class _Turns:
    """The rows, and which of them are worth trying for what is read on each side of the marks."""

    rows: tuple[_Turn, ...]
    first: tuple[tuple[int, Shortlist], ...]
    """For each side that is looked at first in some rows, what is sought there."""

    def worth_trying(self, around: Sequence[str]) -> list[int]:
        """The numbers of the rows whose first side may fit, in order."""
        found: list[int] = []
        for side, patterns in self.first:
            found += patterns.worth_trying(around[side])
        return sorted(found)


@lru_cache(maxsize=2)
def _said(rules: Rules, *, relay: bool) -> _Turns:
    rows = tuple(_turn(row) for row in rules.frame_rows if row.relay is relay)
    first = [(at, *turn.sides[0]) for at, turn in enumerate(rows)]
    sides = sorted({side for _, side, _ in first})
    return _Turns(
        rows,
        tuple(
            (side, Shortlist((at, pattern) for at, where, pattern in first if where == side))
            for side in sides
        ),
    )


def _first(
    plain: str, narration: str, sentence: Span, outer: Span, turns: _Turns
) -> FrameHit | None:
    start = max(sentence.start, outer.start - REACH)
    end = min(sentence.end, outer.end + REACH)
    around = (
        narration[start : outer.start],
        narration[outer.end : end],
        plain[outer.start + 1 : outer.end - 1],
    )
    starts = start, outer.end, outer.start + 1
    for at in turns.worth_trying(around):
        hits = []
        for side, pattern in turns.rows[at].sides:
            match = pattern.find(around[side])
            if match is None:
                break
            hits.append((match, starts[side]))
        else:
            return _hit(turns.rows[at].row, hits)
    return None


def _hit(row: FrameRow, found: list[tuple[re.Match[str], int]]) -> FrameHit:
    match, offset = found[0]
    who = None
    for one, base in found:
        if "who" in one.re.groupindex and one["who"]:
            who, match, offset = Span(base + one.start("who"), base + one.end("who")), one, base
            break
    return FrameHit(row, who, Span(offset + match.start(), offset + match.end()))
