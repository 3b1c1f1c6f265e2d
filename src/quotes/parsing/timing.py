"""The day and the occasion of each pair of marks, read along the article with its speakers."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from quotes.parsing.attribute import Evidence
from quotes.parsing.dates import Calendar, Dated, only_day
from quotes.parsing.discourse import Discourse
from quotes.parsing.segment import Line, Role
from quotes.span import Span
from quotes.when import When

_OCCASION = re.compile(
    r"会(?!场|员|长|计|议室)|会议|调研|视察|考察|检查|督导|座谈|走访|暗访|采访|专访|受访|仪式|致辞|演讲|讲话|"
    r"访问|发布会|论坛|峰会|活动|节目|直播|例会|答问|质询|听证|庭审|开庭|集会|慰问"
)
_AT = re.compile(r"在([^，。“”]{2,30}?)(?:上|中|时|期间)(?=[，：再又次还也则表指强说称要进，]|$)")
_AFAR = ("carried", "next-speaker", "heading", "letter")
"""Ways of attribution that do not tie the marks to the sentence they stand in."""


@dataclass(frozen=True, slots=True)
class Timing:
    date: Dated | None = None
    rule: str = ""
    occasion: Span | None = None


def time(told: Discourse, found: Sequence[Evidence], published: When | None) -> tuple[Timing, ...]:
    """One timing for each piece of evidence, in order."""
    calendar = Calendar(told.layers, told.rules, published)
    single = only_day(told.layers, told.lines, told.rules, published)
    by_line: dict[int, list[Evidence]] = {}
    for one in found:
        by_line.setdefault(one.line, []).append(one)
    timings: list[Timing] = []
    passage: Dated | None = None
    passage_line = -99
    for index, line in enumerate(told.lines):
        if line.role in (Role.HEADING, Role.SALUTATION, Role.TITLE, Role.FURNITURE):
            passage = None
        dates = _of_line(calendar, line)
        for one in by_line.get(index, []):
            timings.append(_timing(told, one, dates, passage if index - passage_line <= 1 else None,
                                   single, calendar))
        if dates:
            passage, passage_line = dates[-1], index
        elif passage is not None and passage_line == index - 1 and _stays(line):
            passage_line = index
    return tuple(timings)


def _stays(line: Line) -> bool:
    """在会上, 在这里: the paragraph stays with the event of the one before."""
    return bool(re.match(r"(?:在)?(?:会上|会议上|座谈会上|现场|这里|会议)|.{0,12}在.{2,20}，", line.plain))


def _of_line(calendar: Calendar, line: Line) -> tuple[Dated, ...]:
    if line.role in (Role.FURNITURE, Role.BYLINE, Role.TITLE):
        return ()
    return calendar.read(line.span.start, line.span.end)


def _timing(
    told: Discourse,
    one: Evidence,
    dates: tuple[Dated, ...],
    passage: Dated | None,
    single: Dated | None,
    calendar: Calendar,
) -> Timing:
    if one.item_of is not None:
        return _by_dash_line(told, one, calendar)
    occasion = _occasion(told, one.sentence, one.pair.outer)
    before = [date for date in dates if date.span.end <= one.pair.outer.start]
    after = [
        date
        for date in dates
        if one.pair.outer.end <= date.span.start < one.sentence.end and not _leads_on(one)
    ]
    if before and before[-1].span.start >= one.sentence.start:
        return Timing(before[-1], "in-sentence", occasion)
    if after:
        return Timing(after[0], "in-sentence", occasion)
    if one.undated:
        return Timing(None, "", occasion)
    if before:
        return Timing(before[-1], "in-paragraph", occasion)
    if passage is not None:
        return Timing(passage, "in-passage", occasion)
    if single is not None:
        return Timing(single, "only-day", occasion)
    return Timing(None, "", occasion)


def _leads_on(one: Evidence) -> bool:
    """The sentence after the marks goes on to another matter."""
    return one.rule in ("cue-before", "slide") and one.cue != "after"


def _by_dash_line(told: Discourse, one: Evidence, calendar: Calendar) -> Timing:
    assert one.item_of is not None
    line = one.item_of
    dates = Calendar(told.layers, told.rules, calendar.published, calendar.running).read(
        line.span.start, line.span.end
    )
    start = one.speaker.span.end if one.speaker else line.span.start
    return Timing(dates[0] if dates else None, "dash-line",
                  _occasion_clause(told, start, line.span.end))


def _occasion(told: Discourse, sentence: Span, outer: Span) -> Span | None:
    """在…会上 or 召开…会时 in the sentence around the marks."""
    for start, end in ((sentence.start, outer.start), (outer.end, sentence.end)):
        for found in _AT.finditer(told.layers.narration, start, end):
            if _OCCASION.search(found[1]):
                return Span(*found.span(1))
        clause = _occasion_clause(told, start, end) if start == sentence.start else None
        if clause is not None:
            return clause
    return None


def _occasion_clause(told: Discourse, start: int, end: int) -> Span | None:
    """The first clause that tells of a meeting, a visit or a talk, without its subject."""
    for found in re.finditer(r"[^，。；：]+", told.layers.narration[start:end]):
        if not _OCCASION.search(found[0]):
            continue
        clause = Span(start + found.start(), start + found.end())
        named = told.names.within(clause.start, clause.end)
        if named:
            clause = Span(named[-1].span.end, clause.end)
        words = clause.of(told.layers.narration)
        trimmed = re.sub(r"(?:时|后|期间|中)$", "", words)
        trimmed = re.sub(r"(?:时|后)?(?:表示|指出|强调|说|要求|喊出|提出).*$", "", trimmed)
        lead = len(trimmed) - len(trimmed.lstrip("在于 "))
        span = Span(clause.start + lead, clause.start + len(trimmed))
        return span if 3 <= len(span) <= 40 and _OCCASION.search(trimmed) else None
    return None
