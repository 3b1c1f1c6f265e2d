"""The day and the occasion of each pair of marks, read along the article with its speakers."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from quotes.parsing.cues import find_cues
from quotes.parsing.dates import OF_THE_DAY, Calendar, Dated, only_day
from quotes.parsing.discourse import Discourse
from quotes.parsing.evidence import Evidence
from quotes.parsing.segment import Line, Role
from quotes.rules.needed import sought
from quotes.span import Span
from quotes.when import When

_OCCASION = re.compile(
    r"会(?!场|员|长|计|议室)|会议|调研|视察|考察|检查|督导|座谈|走访|暗访|采访|专访|受访|仪式|致辞|演讲|讲话|"
    r"访问|发布会|论坛|峰会|活动|节目|直播|例会|答问|质询|听证|庭审|开庭|集会|慰问"
)
_DUTY = re.compile("询问|听取|察看|查看|参观|会见|接见|调度|部署|排查|督查|督办|慰问")
"""What somebody does in office: 在询问排查情况时."""
_BEFORE_OCCASION = re.compile(
    r"^(?:[在于 ]|早[在前]|(?:当|今|昨|本|这|同)(?:天|日|晚|一天)|\d{1,2}月\d{1,2}日|\d{1,2}日|上午|下午|晚上|晚间|晚|召开的|举行的)+"
)
_AFTER_OCCASION = re.compile(
    r"(?:(?:时|后)?(?:表示|指出|强调|说|要求|喊出|提出).*|时|后|期间|中|上)$"
)
_CLAUSE = re.compile("[^，。；：]+")
_PREPARES = re.compile("^(?:经过|为了?|根据|围绕|关于|就|对|自从?|随着|通过|要|必须|应)|精神|战略")
_BRACKET = re.compile(
    r"[，。；]?[（(](?P<date>(?:(?:19|20)\d\d年)?\d{1,2}月(?:\d{1,2}日)?)(?:[，,、]?在?(?P<occasion>[^（）()]*))?[）)]"
)
_AT = re.compile(r"在([^，。“”]{2,30}?)(?:上|中|时|期间)(?=[，：再又次还也则表指强说称要进，]|$)")
_OF_OLD = sought(
    "(?<=[他她我也还亦就一未，])曾|曾经|曾(?=[说表指强提在对向写])|生前|昔日|当年|早年|[年儿][轻少]时|小时候|从前(?!线)|以前|"
    "(?<![走跑递路传闪经])过去(?![的了一几两三]?[年月周个])|往年|之初|当初|起初|最初|多年[前来]|(?<!非)常说|总说|一直说|那时|年代"
)
_RESETS = (Role.HEADING, Role.SALUTATION, Role.TITLE, Role.FURNITURE)
"""After these another passage begins."""

_STAYS = re.compile(r"(?:在)?(?:会上|会议上|座谈会上|现场|这里|会议)|.{0,12}在.{2,20}，")
"""在会上, 在这里: the paragraph stays with the event of the one before."""


class Timing(NamedTuple):
    date: Dated | None = None
    rule: str = ""
    occasion: Span | None = None


REACH_BACK = 240
"""Characters around the marks in which an occasion, or 曾, is looked for."""

REACH = {
    "in-sentence": "told in the sentence itself",
    "in-paragraph": "told earlier in the paragraph",
    "in-passage": "told in the paragraph before, of the same event",
    "same-person": "the day of the news that told of the speaker before",
    "only-day": "the only day that the article tells of",
    "bracket": "told in the bracket behind the marks",
    "dash-line": "told by the dash line that attributes the item",
}
"""How far a day reaches: the rules that `Timing.rule` may hold."""


FOR_SLOGANS = frozenset({"bracket", "in-sentence", "only-day", "dash-line"})
"""A set phrase is repeated at any time: only a day told beside it is its own."""


class _News(NamedTuple):
    """The day on which the news tells of somebody, and where."""

    date: Dated
    line: int
    clear: bool
    """Whether it is the only one."""


REACH_OF_NEWS = 15
"""Lines of a report; a longer piece goes on to other days."""

OF_ONE_DAY = frozenset({"today", "bracketed-day", "yesterday"})
"""Rows by which a report tells that somebody was heard on the day of its news."""


def time(told: Discourse, found: Sequence[Evidence], published: When | None) -> tuple[Timing, ...]:
    """One timing for each piece of evidence, in order."""
    calendar = Calendar(told.layers, told.rules, published)
    single = only_day(calendar, told.lines)
    by_line: dict[int, list[Evidence]] = {}
    for one in found:
        by_line.setdefault(one.line, []).append(one)
    timings: list[Timing] = []
    passage, people = Passage(), dict[str, _News]()
    for index, line in enumerate(told.lines):
        dates = _of_line(calendar, told, line)
        if line.role in _RESETS:
            passage = Passage()
        if here := by_line.get(index):
            known = _Known(told, dates, passage.at(index), people, single, calendar)
            timings += [_timing(known, one) for one in here]
        passage = passage.after(index, line, dates)
        _note_people(told, index, dates, people)
    return tuple(timings)


def _note_people(
    told: Discourse, index: int, dates: tuple[Dated, ...], people: dict[str, _News]
) -> None:
    """Who is told of in a paragraph from the day of its news on; of two days neither is theirs."""
    line = told.lines[index]
    news = [one for one in dates if one.row in OF_ONE_DAY]
    if not news or line.role in _RESETS:
        return
    start = told.layers.sentence_start(news[0].span.start, line.span.start)
    for mention in told.names.within(start, line.span.end):
        name = told.written(mention.name)
        days = {str(one.when) for one in news}
        days |= {str(people[name].date.when)} if name in people else set()
        people[name] = _News(news[0], index, len(days) == 1)


class Passage(NamedTuple):
    """The day that goes with the paragraphs around one event, until it is left."""

    date: Dated | None = None
    line: int = -99

    def at(self, index: int) -> Dated | None:
        return self.date if index - self.line <= 1 else None

    def after(self, index: int, line: Line, dates: tuple[Dated, ...]) -> "Passage":
        days = [one for one in dates if one.when.first.day is not None]
        if days:
            return Passage(days[-1], index)
        if self.line == index - 1 and _STAYS.match(line.plain):
            return Passage(self.date, index)
        return self


class _Known(NamedTuple):
    """The days that are known on one line."""

    told: Discourse
    dates: tuple[Dated, ...]
    passage: Dated | None
    people: dict[str, _News]
    """The day on which the news tells of somebody, so far."""
    single: Dated | None
    calendar: Calendar


def _of_line(calendar: Calendar, told: Discourse, line: Line) -> tuple[Dated, ...]:
    """The days of a line that date what is said in it: not those that are spoken of."""
    if line.role in (Role.FURNITURE, Role.BYLINE, Role.TITLE):
        return ()
    found = calendar.read(line.span.start, line.span.end)
    return tuple(one for one in found if not _is_spoken_of(told, line, one))


def _is_spoken_of(told: Discourse, line: Line, dated: Dated) -> bool:
    """李明说，昨天收到病人: the day stands behind the verb, in what is reported."""
    start = told.layers.sentence_start(dated.span.start, line.span.start)
    start = max(start, told.layers.narration.rfind("；", start, dated.span.start) + 1)
    before = find_cues(told.layers.narration, start, dated.span.start, told.rules)
    return (
        any(cue.strong or cue.row == "opine" for cue in before)
        and "“" not in (told.layers.narration[before[-1].span.end : dated.span.start])
    )


def _timing(known: _Known, one: Evidence) -> Timing:
    if one.item_of is not None:
        return _by_dash_line(known, one)
    occasion = _occasion(known.told, one.sentence, one.pair.outer)
    bracket = _BRACKET.match(known.told.layers.narration, one.pair.outer.end)
    if bracket:
        return _by_bracket(known, bracket)
    undated = one.undated or _is_of_old(known.told, one)
    for rule, date in _days(known, one):
        if date is not None and (rule == "in-sentence" or not undated):
            return Timing(date, rule, occasion)
    return Timing(None, "", occasion)


def _is_of_old(told: Discourse, one: Evidence) -> bool:
    """他曾说, 年轻时他常说: said at another time than the passage tells of."""
    at = one.pair.outer.start
    before = told.layers.narration[max(one.sentence.start, at - REACH_BACK) : at]
    return _OF_OLD.find(before) is not None


def _by_bracket(known: _Known, bracket: re.Match[str]) -> Timing:
    """（2013年3月17日，在全市大会上的讲话） behind the marks tells day and occasion."""
    dates = replace(known.calendar).read(bracket.start("date"), bracket.end("date"))
    occasion = Span(*bracket.span("occasion")) if bracket["occasion"] else None
    return Timing(dates[0] if dates else None, "bracket", occasion)


def _days(known: _Known, one: Evidence) -> Iterator[tuple[str, Dated | None]]:
    """Days that may be the one, nearest first."""
    outer = one.pair.outer
    before = [date for date in known.dates if date.span.end <= outer.start]
    after = [date for date in known.dates if outer.end <= date.span.start < one.sentence.end]
    last = before[-1] if before else None
    yield "in-sentence", last if last and last.span.start >= one.sentence.start else None
    yield "in-sentence", after[0] if after and not _leads_on(one) else None
    near = last is not None and _goes_on(known, last, one)
    yield "in-paragraph", last if last and near and last.when.first.day else None
    left = last is not None and last.when.first.day is not None
    passage = None if left else known.passage
    yield "in-passage", passage if _same_people(known, passage, one) else None
    theirs = known.people.get(one.speaker.name) if one.speaker and not one.far else None
    near_by = theirs is not None and theirs.clear and one.line - theirs.line <= REACH_OF_NEWS
    yield "same-person", theirs.date if theirs and near_by else None
    single = known.single
    ahead = single is not None and single.span.start < outer.start
    yield "only-day", single if ahead and (last is None or near) else None


def _goes_on(known: _Known, day: Dated, one: Evidence) -> bool:
    """Whether the words belong to a day told earlier in their paragraph: it is the day of the
    news, or its sentence is about the speaker, or stands right before.
    """
    end = known.told.layers.sentence_end(day.span.end, one.sentence.start)
    beside = end >= one.sentence.start
    return beside or day.row in OF_THE_DAY or _same_people(known, day, one)


def _same_people(known: _Known, day: Dated | None, one: Evidence) -> bool:
    """Whether the sentence that tells the day is about the speaker."""
    if day is None or one.speaker is None:
        return False
    told, at = known.told, day.span.start
    layers = told.layers
    start, end = layers.sentence_start(at, 0), layers.sentence_end(at, len(layers.text))
    names = {told.written(mention.name) for mention in told.names.within(start, end)}
    return one.speaker.name in names


def _leads_on(one: Evidence) -> bool:
    """What follows the marks goes on to another matter."""
    return one.rule in ("cue-before", "slide")


def _by_dash_line(known: _Known, one: Evidence) -> Timing:
    assert one.item_of is not None
    told, line = known.told, one.item_of
    calendar = replace(known.calendar)
    dates = calendar.read(line.span.start, line.span.end)
    start = one.speaker.span.end if one.speaker else line.span.start
    return Timing(
        dates[0] if dates else None, "dash-line", _occasion_clause(told, start, line.span.end)
    )


def _occasion(told: Discourse, sentence: Span, outer: Span) -> Span | None:
    """在…会上 or 召开…会时 in the sentence around the marks."""
    left = max(sentence.start, outer.start - REACH_BACK)
    right = min(sentence.end, outer.end + REACH_BACK)
    for start, end in ((left, outer.start), (outer.end, right)):
        for found in _AT.finditer(told.layers.narration, start, end):
            if _OCCASION.search(found[1]) or _DUTY.match(found[1]):
                return Span(*found.span(1))
        clause = _occasion_clause(told, start, end) if start == left else None
        if clause is not None:
            return clause
    return None


def _occasion_clause(told: Discourse, start: int, end: int) -> Span | None:
    """The first clause that tells of a meeting, a visit or a talk, without its subject."""
    if not _OCCASION.search(told.layers.narration, start, end):
        return None
    for found in _CLAUSE.finditer(told.layers.narration[start:end]):
        if not _OCCASION.search(found[0]) or _PREPARES.search(found[0]):
            continue
        clause = Span(start + found.start(), start + found.end())
        named = told.names.within(clause.start, clause.end)
        if named:
            clause = Span(named[-1].span.end, clause.end)
        words = clause.of(told.layers.narration)
        trimmed = _AFTER_OCCASION.sub("", words)
        lead = len(trimmed) - len(_BEFORE_OCCASION.sub("", trimmed))
        span = Span(clause.start + lead, clause.start + len(trimmed))
        return span if 3 <= span.length <= 40 and _OCCASION.search(trimmed) else None
    return None
