"""Turns of phrase that name a speaker (rules/frames.yaml), compiled and looked for."""

import re
from dataclasses import dataclass
from functools import lru_cache

from quotes.parsing.classify import OTHER_MARKS
from quotes.rules import Rules
from quotes.rules.shapes import FrameRow
from quotes.span import Span

_WHO = r"(?P<who>[^，。：；！？“”、\s]{1,20}?)"


REACH = 120
"""Characters of the reporter's on either side that a turn of phrase may take."""


@dataclass(frozen=True, slots=True)
class FrameHit:
    row: FrameRow
    who: Span | None
    """Where the speaker is named, in the mended text."""
    span: Span
    """The whole turn of phrase."""


@lru_cache(maxsize=256)
def _compiled(pattern: str) -> re.Pattern[str]:
    with_who = pattern.replace("WHO", _WHO)
    return re.compile(re.sub(r"(?<![A-Za-z\\])Q(?![A-Za-z])", OTHER_MARKS, with_who))


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


@lru_cache(maxsize=2)
def _said(rules: Rules, *, relay: bool) -> tuple[FrameRow, ...]:
    return tuple(row for row in rules.frame_rows if row.relay is relay)


def _first(
    plain: str, narration: str, sentence: Span, outer: Span, rows: tuple[FrameRow, ...]
) -> FrameHit | None:
    for row in rows:
        hit = _fit(row, plain, narration, sentence, outer)
        if hit is not None:
            return hit
    return None


def _fit(row: FrameRow, plain: str, narration: str, sentence: Span, outer: Span) -> FrameHit | None:
    found: list[tuple[re.Match[str], int]] = []
    if row.left:
        start = max(sentence.start, outer.start - REACH)
        left = _compiled(row.left).search(narration[start : outer.start])
        if left is None:
            return None
        found.append((left, start))
    if row.right:
        end = min(sentence.end, outer.end + REACH)
        right = _compiled(row.right).search(narration[outer.end : end])
        if right is None:
            return None
        found.append((right, outer.end))
    if row.inner:
        inner = _compiled(row.inner).search(plain[outer.start + 1 : outer.end - 1])
        if inner is None:
            return None
        found.append((inner, outer.start + 1))
    return _hit(row, found)


def _hit(row: FrameRow, found: list[tuple[re.Match[str], int]]) -> FrameHit:
    match, offset = found[0]
    who = None
    for one, base in found:
        if "who" in one.re.groupindex and one["who"]:
            who, match, offset = Span(base + one.start("who"), base + one.end("who")), one, base
            break
    return FrameHit(row, who, Span(offset + match.start(), offset + match.end()))
