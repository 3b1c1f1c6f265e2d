"""Marks inside other marks: what the one who speaks says that somebody else said."""

import re
from typing import NamedTuple

from quotes.model import Kind
from quotes.parsing.classify import Verdict, classify
from quotes.parsing.cues import Cue, find_cues
from quotes.parsing.discourse import Discourse
from quotes.parsing.layers import clause_start
from quotes.parsing.marks import Pair
from quotes.parsing.peeling import peel
from quotes.parsing.phrases import Form, by_place_alone, without_name
from quotes.parsing.shape import Setting, letters
from quotes.span import Span

_LINKS = re.compile(r"[过道着了]?(?:的是|是)?[：，]?")
_STOPS = "。！？\n"


class Inside(NamedTuple):
    """What was found out about one nested pair of marks."""

    pair: Pair
    verdict: Verdict
    cue: Cue | None
    """The verb right before the marks, if one hands them over."""
    speaker: str | None
    mine: bool
    """The speaker of the outer words quotes himself: 我说过‘…’."""


def look_inside(told: Discourse, pair: Pair, around: Span) -> Inside:
    """Tell the kind of a nested pair, and who is said to have said it; `around` holds it."""
    plain = told.layers.plain
    start = max(plain.rfind(stop, around.start, pair.outer.start) for stop in _STOPS) + 1
    start = max(start, around.start)
    cue = _cue_before(told, start, pair.outer.start)
    verdict = _verdict(told, pair, Span(start, around.end), cue)
    if cue is None or verdict.kind is not Kind.QUOTE:
        return Inside(pair, verdict, cue, None, mine=False)
    form, name = _subject(told, start, cue)
    return Inside(pair, verdict, cue, name, mine=form is Form.FIRST_PERSON)


def _cue_before(told: Discourse, start: int, at: int) -> Cue | None:
    plain = told.layers.plain
    cues = [cue for cue in find_cues(plain, start, at, told.rules) if cue.span.end <= at]
    if not cues or not _LINKS.fullmatch(plain[cues[-1].span.end : at]):
        return None
    return cues[-1]


def _verdict(told: Discourse, pair: Pair, sentence: Span, cue: Cue | None) -> Verdict:
    plain = told.layers.plain
    standing = "" if cue is None else ("strong" if cue.strong else "weak")
    setting = Setting(
        left=plain[sentence.start : pair.outer.start],
        inner=pair.inner.of(plain),
        length=letters(pair.inner.of(plain)),
        right=plain[pair.outer.end : sentence.end],
        whole_line=False,
        line_initial=False,
        heading=False,
        times=1,
        cue=standing,
    )
    return classify((setting,), told.rules)[0]


def _subject(told: Discourse, start: int, cue: Cue) -> tuple[Form | None, str | None]:
    """The form of words before the verb, and the name or phrase in the article's own script."""
    plain = told.layers.plain
    clause = clause_start(plain, cue.span.start, start)
    rest = peel(plain[clause : cue.span.start], told.rules)
    named = next((name for name in told.names.full if rest.endswith(name)), None)
    if named is not None:
        return Form.NAME, told.written(named)
    found = without_name(rest, clause, told.rules) or by_place_alone(
        plain, Span(clause, clause + len(rest)), told.rules
    )
    if found is None or found.form is not Form.UNNAMED:
        return (found.form if found else None), None
    return Form.UNNAMED, found.span.of(told.layers.text)
