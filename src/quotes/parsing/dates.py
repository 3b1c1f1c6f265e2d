"""When it was said: from the sentence, the passage, or a date line; else unknown, never invented.

A day without a year gets one only from the day of publication, where that is known: the latest
such day not after publication (one day of grace) and at most half a year back.
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from quotes.parsing.layers import Layers
from quotes.parsing.segment import Line, Role
from quotes.rules import Rules
from quotes.rules.shapes import DateRow
from quotes.span import Span
from quotes.when import Day, When

_NOT_AN_EVENT = re.compile(r"(?:截至|截止|截止到|截至到|自从?|从|[日号\d](?:至|到|—+|－|~|-))$")
_NOT_AFTER = re.compile(r"^(?:起|以来|至|到|—|－|~|之前|以前|前(?!往|来|夕|后))")
_LEAP_YEAR = 2000
"""Stands in for a year that is not known while days are counted."""


@dataclass(frozen=True, slots=True)
class Dated:
    """A date that the text tells, where it stands, and by which row."""

    when: When
    span: Span
    row: str
    why: str


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
    latest, earliest = bounds[1] + timedelta(days=1), bounds[0] - timedelta(days=183)
    for year in (latest.year, latest.year - 1):
        placed = day.in_year(year).bounds()
        if placed and earliest <= placed[0] and placed[1] <= latest:
            return day.in_year(year)
    return day


def shifted(day: Day, days: int) -> Day | None:
    """A day some days later; a year that is not known stays unknown."""
    if day.month is None or day.day is None:
        return None
    moved = date(day.year or _LEAP_YEAR, day.month, day.day) + timedelta(days=days)
    return Day(moved.year if day.year else None, moved.month, moved.day, day.mark)


@dataclass(slots=True)
class Calendar:
    """Reads the date expressions of an article in order, with what they are counted from."""

    layers: Layers
    rules: Rules
    published: When | None
    running: Day | None = None
    """The day that the passage tells of."""

    def read(self, start: int, end: int) -> tuple[Dated, ...]:
        """The dates in a stretch of narration; the last becomes the running day."""
        found = []
        for match in _date_re(self.rules).finditer(self.layers.narration, start, end):
            if self._is_bound(match):
                continue
            dated = self._dated(match)
            if dated is not None:
                self.running = dated.when.first
                found.append(dated)
        return tuple(found)

    def _is_bound(self, match: re.Match[str]) -> bool:
        """截至2月8日, 2月8日起: the edge of a stretch of time, not the day of an event."""
        narration = self.layers.narration
        before = narration[max(0, match.start() - 4) : match.start()]
        after = narration[match.end() : match.end() + 3]
        return bool(_NOT_AN_EVENT.search(before) or _NOT_AFTER.match(after))

    def _dated(self, match: re.Match[str]) -> Dated | None:
        row = _row_of(self.rules, match)
        day = self._day(row, match)
        if day is None:
            return None
        try:
            when = When.parse(str(day))
        except ValueError:
            return None
        return Dated(when, Span(*match.span()), row.name, row.why)

    def _day(self, row: DateRow, match: re.Match[str]) -> Day | None:
        numbers = _numbers(row, match)
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

    def _day_of_month(self, number: int) -> Day | None:
        """16日: of the month told of, else of the month of publication or the one before."""
        if self.running is not None and self.running.month is not None:
            return Day(self.running.year, self.running.month, number)
        base = self._published_day()
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
    return re.compile("|".join(rows))


def _without_names(pattern: str) -> str:
    return re.sub(r"\(\?P<\w+>", "(?:", pattern)


def _row_of(rules: Rules, match: re.Match[str]) -> DateRow:
    assert match.lastgroup is not None
    return rules.date_rows[int(match.lastgroup[3:])]


@lru_cache(maxsize=64)
def _single(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def _numbers(row: DateRow, match: re.Match[str]) -> dict[str, int]:
    single = _single(row.pattern).match(match.string, match.start())
    groups = single.groupdict() if single else {}
    return {name: int(value) for name, value in groups.items() if value}


def only_day(
    layers: Layers, lines: tuple[Line, ...], rules: Rules, published: When | None
) -> Dated | None:
    """The day of an article that tells of one day only; `None` where it tells of more."""
    calendar = Calendar(layers, rules, published)
    days: dict[str, Dated] = {}
    for line in lines:
        if line.role in (Role.FURNITURE, Role.BYLINE):
            continue
        for dated in calendar.read(line.span.start, line.span.end):
            days.setdefault(str(dated.when), dated)
    return next(iter(days.values())) if len(days) == 1 else None
