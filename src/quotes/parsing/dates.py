"""When it was said: from the sentence, the passage, or a date line; else unknown, never invented.

A day without a year gets one only from the day of publication, where that is known: the latest
such day not after publication (one day of grace) and at most half a year back.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from quotes.parsing.layers import Layers
from quotes.parsing.segment import Line, Role
from quotes.rules import Rules
from quotes.rules.shapes import DateRow
from quotes.span import Span
from quotes.when import Day, When, arabic, later

_NOT_AN_EVENT = re.compile(
    r"(?:将于|将在|定于|订于|预计|押后至|延至|延期至|推迟到|改期至|截至|截止|截止到|截至到|自从?|从|[日号\d](?:至|到|—+|－|~|-))$"
)
_NOT_AFTER = re.compile(
    r"^(?:[^，。；]{0,3}将(?!近|军|领)|起|以来|至|到(?=[0-9一二三四五六七八九十今明当现目本下次]|.{0,3}[月日]|年)|—|－|~|之前|以前|前(?!往|来|夕|后))"
)
_FIRST = "0-9民今昨前去周星礼上本这当同是该次翌第隔转两一二三四五六七八九十（("
"""Characters with which the date words of rules/dates.yaml begin."""

_LEAP_YEAR = 2000
"""Stands in for a year that is not known while days are counted."""


FIRST_OF_REPUBLIC = 1911
"""Added to a year of the republic (民國109年) to get the common one."""

LEAD_LINES = 3
"""Paragraphs from the top in which an article tells the day of its event."""

VAGUE = frozenset({"weekday", "yesterday", "day-before-yesterday"})
"""Rows that tell of a day in passing; an article is about the day that it names."""

OF_THE_DAY = frozenset({"today", "yesterday", "bracketed-day", "weekday", "same-day"})
"""Rows by which a report tells the day of its own news; any other may be a day of history."""

NEWS = 10
"""Days that a report may appear after its event."""

RECENT = 60
"""Days before publication within which a bare day of the month belongs to the month told of."""


class Dated(NamedTuple):
    """A date that the text tells, where it stands, and by which row."""

    when: When
    span: Span
    row: str
    why: str


class _Expression(NamedTuple):
    """Words for a day as they stand in the text, and what their row reads in them."""

    span: Span
    words: str
    row: DateRow
    groups: Mapping[str, str]
    numbers: Mapping[str, int]


def in_year_of(day: Day, published: When | None) -> Day:
    """A day without a year, placed against the day of publication.

    >>> str(in_year_of(Day(None, 2, 8), When.parse("2020-03-28")))
    '2020-02-08'
    >>> str(in_year_of(Day(None, 2, 8), When.parse("2021-12-14")))
    'XXXX-02-08'
    """
    bounds = published.bounds() if published else None
    if day.year is not None or bounds is None:
        return day
    latest, earliest = later(bounds[1], 1) or date.max, later(bounds[0], -183) or date.min
    for year in (latest.year, latest.year - 1):
        placed = day.in_year(year).bounds()
        if placed and earliest <= placed[0] and placed[1] <= latest:
            return day.in_year(year)
    return day


def shifted(day: Day, days: int) -> Day | None:
    """A day some days later; a year that is not known stays unknown."""
    if day.month is None or day.day is None:
        return None
    moved = later(date(day.year or _LEAP_YEAR, day.month, day.day), days)
    if moved is None:
        return None
    return Day(moved.year if day.year else None, moved.month, moved.day, day.mark)


@dataclass(slots=True)
class Calendar:
    """Reads the date expressions of an article in order, with what they are counted from."""

    layers: Layers
    rules: Rules
    published: When | None
    running: Day | None = None
    """The day that the passage tells of."""
    _seen: dict[tuple[int, int], list[_Expression]] = field(default_factory=dict)
    """The expressions of the stretches read so far; copies of the calendar share them."""

    def afresh(self) -> "Calendar":
        """The same calendar before it has read anything."""
        return replace(self, running=None)

    def read(self, start: int, end: int) -> tuple[Dated, ...]:
        """The dates in a stretch of narration; the last becomes the running day."""
        found = []
        for expression in self._expressions(start, end):
            dated = self._dated(expression)
            if dated is not None and not self._is_to_come(dated):
                self.running = dated.when.first
                found.append(dated)
        return tuple(found)

    def _expressions(self, start: int, end: int) -> list[_Expression]:
        if (start, end) not in self._seen:
            found = _date_re(self.rules).finditer(self.layers.narration, start, end)
            self._seen[start, end] = [
                _read(one, self.rules) for one in found if not self._is_bound(one)
            ]
        return self._seen[start, end]

    def _is_bound(self, match: re.Match[str]) -> bool:
        """截至2月8日, 2月8日起: the edge of a stretch of time, not the day of an event."""
        narration = self.layers.narration
        before = narration[max(0, match.start() - 4) : match.start()]
        after = narration[match.end() : match.end() + 3]
        return bool(_NOT_AN_EVENT.search(before) or _NOT_AFTER.match(after))

    def _is_to_come(self, dated: Dated) -> bool:
        """A day after publication is announced; nobody has spoken on it."""
        known = _bounds(self.published) if self.published else None
        told = _bounds(dated.when) if known else None
        if told is None or known is None:
            return False
        return (told[0] - known[1]).days > 1

    def _dated(self, told: _Expression) -> Dated | None:
        day = self._day(told)
        when = _in_calendar(day) if day else None
        return Dated(when, told.span, told.row.name, told.row.why) if when else None

    def _day(self, told: _Expression) -> Day | None:
        row, groups, numbers = told.row, told.groups, told.numbers
        if groups.get("w"):
            return self._weekday(groups["w"], told.words.startswith("上"))
        if groups.get("rel"):
            return self._of_named_year(groups["rel"], numbers)
        if groups.get("roc"):
            return Day(FIRST_OF_REPUBLIC + numbers["roc"], numbers.get("m"), numbers.get("d"))
        if groups.get("which"):
            return self._of_this_month(groups["which"], numbers["d"])
        if row.base == "none":
            day = Day(numbers.get("y"), numbers.get("m"), numbers.get("d"))
            return in_year_of(day, self.published)
        if "d" in numbers:
            return self._day_of_month(numbers["d"])
        base = self._published_day() if row.base == "published" else self.running
        return shifted(base, row.shift) if base else None

    def _published_day(self) -> Day | None:
        if self.published is None or self.published.first.day is None:
            return None
        first = self.published.first
        if first.mark:
            return None
        return Day(first.year, first.month, first.day)

    def _weekday(self, name: str, last_week: bool) -> Day | None:
        """周二: the latest up to the day of publication; 上周二: the one in the week before."""
        base = self._published_day()
        bounds = base.bounds() if base else None
        if bounds is None:
            return None
        wanted = "一二三四五六日天".index(name) % 7 if name != "天" else 6
        back = (bounds[0].weekday() - wanted) % 7
        if last_week:
            back = bounds[0].weekday() + 7 - wanted
        return base and shifted(base, -back)

    def _of_this_month(self, which: str, number: int) -> Day | None:
        base = self._published_day()
        if base is None or base.month is None:
            return None
        if not which.startswith("上"):
            return Day(base.year, base.month, number)
        before = shifted(Day(base.year, base.month, 1), -1)
        return Day(before.year, before.month, number) if before else None

    def _of_named_year(self, name: str, numbers: Mapping[str, int]) -> Day | None:
        if self.published is None or self.published.first.year is None:
            return None
        year = self.published.first.year - ("今年", "去年", "前年").index(name)
        return Day(year, numbers.get("m"), numbers.get("d"))

    def _day_of_month(self, number: int) -> Day | None:
        """16日: of the month told of, else of the month of publication or the one before."""
        base = self._published_day()
        told = self.running if self.running and self.running.month else None
        if told is not None and (base is None or _days_between(told, base) <= RECENT):
            return Day(told.year, told.month, number)
        if base is None or base.month is None:
            return None
        if base.day is not None and number <= base.day + 1:
            return Day(base.year, base.month, number)
        last_month = shifted(Day(base.year, base.month, 1), -1)
        return last_month and Day(last_month.year, last_month.month, number)


@lru_cache(maxsize=1)
def _date_re(rules: Rules) -> re.Pattern[str]:
    rows = [
        f"(?P<row{index}>{_without_names(row.pattern)})"
        for index, row in enumerate(rules.date_rows)
    ]
    return re.compile(f"(?=[{_FIRST}])(?:{'|'.join(rows)})")


def _without_names(pattern: str) -> str:
    return re.sub(r"\(\?P<\w+>", "(?:", pattern)


@lru_cache(maxsize=1024)
def _in_calendar(day: Day) -> When | None:
    """A day as a date; `None` for 31 February."""
    try:
        return When.parse(str(day))
    except ValueError:
        return None


@lru_cache(maxsize=1024)
def _bounds(when: When) -> tuple[date, date] | None:
    return when.bounds()


@lru_cache(maxsize=64)
def _single(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def _read(match: re.Match[str], rules: Rules) -> _Expression:
    assert match.lastgroup is not None
    row = rules.date_rows[int(match.lastgroup[3:])]
    single = _single(row.pattern).match(match.string, match.start())
    parts = single.groupdict() if single else {}
    groups = {name: value for name, value in parts.items() if value}
    figures = {name: arabic(value) for name, value in groups.items()}
    numbers = {name: int(value) for name, value in figures.items() if value.isdigit()}
    return _Expression(Span(*match.span()), match[0], row, groups, numbers)


def _days_between(one: Day, other: Day) -> int:
    """Whole days between two days; the end of time where a year is not known."""
    first, last = one.bounds(), other.bounds()
    return abs((last[0] - first[0]).days) if first and last else RECENT + 1


def only_day(calendar: Calendar, lines: tuple[Line, ...]) -> Dated | None:
    """The day of an article that tells of one day only; `None` where it tells of more."""
    calendar = calendar.afresh()
    days: dict[str, list[Dated]] = {}
    body = [line for line in lines if line.role in (Role.BODY, Role.ITEM)]
    lead = body[LEAD_LINES - 1].span.end if len(body) >= LEAD_LINES else len(calendar.layers.text)
    for line in lines:
        if line.role in (Role.FURNITURE, Role.BYLINE):
            continue
        for dated in calendar.read(line.span.start, line.span.end):
            if dated.when.first.day and _is_news(dated, calendar.published):
                days.setdefault(str(dated.when), []).append(dated)
    if len(days) != 1:
        return None
    told = next(iter(days.values()))
    early = told[0].span.start < lead and told[0].row not in VAGUE
    return (
        told[0] if early and any(_opens(calendar.layers.narration, one) for one in told) else None
    )


def _opens(narration: str, dated: Dated) -> bool:
    """Whether a day opens its paragraph or stands in a dateline; 今天 tells its news anywhere."""
    start, end = dated.span
    before = narration[narration.rfind("\n", 0, start) + 1 : start].strip()
    dateline = (
        before.endswith(("）", ")", "讯", "电", "】", "：")) or narration[end : end + 1] == "电"
    )
    return dated.row in OF_THE_DAY or not before or dateline


def _is_news(dated: Dated, published: When | None) -> bool:
    """A day long before publication is history, not the day of the words."""
    known = _bounds(published) if published else None
    told = _bounds(dated.when) if known else None
    if told is None or known is None:
        return True
    return -1 <= (known[1] - told[0]).days <= NEWS
