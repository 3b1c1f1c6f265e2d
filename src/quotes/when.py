"""Dates as people know them: EDTF (ISO 8601-2), so that what is not known stays unsaid.

The subset: `2020`, `2020-02`, `2020-02-16`; `XXXX-02-16` where an article prints no year;
`~` approximate, `?` uncertain, `%` both; an interval of two such dates with `/`.
"""

import calendar
import re
from datetime import MAXYEAR, MINYEAR, date, timedelta
from typing import NamedTuple

from quotes.language import worded

_DATE = re.compile(
    r"(?P<year>\d{4}|XXXX)(?:-(?P<month>\d\d)(?:-(?P<day>\d\d))?)?(?P<mark>[~?%]?)", re.ASCII
)


class Day(NamedTuple):
    """A year, a month or a day; `None` is what is not known."""

    year: int | None
    month: int | None = None
    day: int | None = None
    mark: str = ""
    """`~` approximate, `?` uncertain, `%` both, or nothing."""

    def __str__(self) -> str:
        parts = ["XXXX" if self.year is None else f"{self.year:04}"]
        parts += [f"{part:02}" for part in (self.month, self.day) if part is not None]
        return "-".join(parts) + self.mark

    def in_year(self, year: int) -> "Day":
        """The same day in a year that is known. 29 February stays where that year has none."""
        if self.year is not None or not _exists(year, self.month, self.day):
            return self
        return Day(year, self.month, self.day, self.mark)

    def bounds(self, year: int | None = None) -> tuple[date, date] | None:
        """First and last calendar day; `None` while no year is known."""
        known = self.year if self.year is not None else year
        if known is None or not MINYEAR <= known <= MAXYEAR:
            return None
        month, day = self.month, self.day
        first = (month or 1, day or 1)
        last_month = month or 12
        if day is not None and not _exists(known, month, day):
            return None
        last_day = day or calendar.monthrange(known, last_month)[1]
        return date(known, *first), date(known, last_month, last_day)


def later(day: date, days: int) -> date | None:
    """Some days later, or earlier; `None` where the calendar ends.

    >>> later(date(2020, 2, 28), 2), later(date(9999, 12, 31), 1), later(date(1, 1, 1), -1)
    (datetime.date(2020, 3, 1), None, None)
    """
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return None


def _exists(year: int | None, month: int | None, day: int | None) -> bool:
    if year is not None and not MINYEAR <= year <= MAXYEAR:
        return False
    if month is None:
        return True
    if not 1 <= month <= 12:
        return False
    longest = calendar.monthrange(year or 2000, month)[1]
    return day is None or 1 <= day <= longest


def _day(text: str) -> Day:
    found = _DATE.fullmatch(text)
    if found is None:
        raise ValueError(
            worded("“{text}” is no date: write 2020-02-16, 2020-02, 2020 or XXXX-02-16").format(
                text=text
            )
        )
    year = None if found["year"] == "XXXX" else int(found["year"])
    month = int(found["month"]) if found["month"] else None
    day = int(found["day"]) if found["day"] else None
    if year is None and month is None:
        raise ValueError(worded("“XXXX” alone says nothing: leave the date out"))
    if not _exists(year, month, day):
        raise ValueError(worded("“{text}” is not in the calendar").format(text=text))
    return Day(year, month, day, found["mark"])


class When(NamedTuple):
    """A date or an interval, printed back exactly as it was written.

    >>> str(When.parse("XXXX-02-16").in_year(2020))
    '2020-02-16'
    >>> When.parse("2020-02-31")
    Traceback (most recent call last):
    ValueError: “2020-02-31” is not in the calendar
    """

    first: Day
    last: Day | None = None

    @classmethod
    def parse(cls, text: str) -> "When":
        """Raises ValueError with a sentence that says what to write instead."""
        head, slash, tail = text.partition("/")
        first = _day(head)
        if not slash:
            return cls(first)
        last = _day(tail)
        begin, end = first.bounds(), last.bounds()
        if begin and end and end[1] < begin[0]:
            raise ValueError(worded("“{text}” ends before it begins").format(text=text))
        return cls(first, last)

    @classmethod
    def of(cls, day: date) -> "When":
        return cls(Day(day.year, day.month, day.day))

    def __str__(self) -> str:
        return f"{self.first}/{self.last}" if self.last else str(self.first)

    @property
    def has_year(self) -> bool:
        return self.first.year is not None

    def in_year(self, year: int) -> "When":
        """The same days in a year that is known; an interval may run into the next year."""
        if self.last is None:
            return When(self.first.in_year(year))
        turns = (self.last.month or 12, self.last.day or 31) < (
            self.first.month or 1,
            self.first.day or 1,
        )
        return When(self.first.in_year(year), self.last.in_year(year + turns))

    def bounds(self, year: int | None = None) -> tuple[date, date] | None:
        """First and last calendar day meant; `None` while the year is open."""
        begin, end = self.first.bounds(year), (self.last or self.first).bounds(year)
        return (begin[0], end[1]) if begin and end else None


_DIGITS = str.maketrans("〇零○一二三四五六七八九", "000123456789")
_TENS = re.compile("([一二三四五六七八九]?)十([一二三四五六七八九]?)")


def arabic(text: str) -> str:
    """Years, months and days written in characters, in figures.

    >>> arabic("二〇二〇年十二月三十一日"), arabic("十月二十日")
    ('2020年12月31日', '10月20日')
    """

    def tens(found: re.Match[str]) -> str:
        return (found[1] or "一") + (found[2] or "〇")

    return _TENS.sub(tens, text).translate(_DIGITS)
