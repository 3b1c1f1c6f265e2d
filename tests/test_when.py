"""Dates: what is refused, what is kept as written, and a second opinion from the edtf library."""

from datetime import date
from typing import Any

import pytest
from edtf import EDTFParseException, parse_edtf
from hypothesis import given
from hypothesis import strategies as st

from quotes.catalog.kept import days as days_meant
from quotes.parsing.dates import in_year_of
from quotes.when import Day, When

FIRST, LAST = When.parse("0001-01-01"), When.parse("9999-12-31")
REFUSED = [
    ("", "is no date"),
    ("昨天", "is no date"),
    ("2020年2月16日", "is no date"),
    ("2020/02/16", "is no date"),
    ("2020-2-16", "is no date"),
    ("20200216", "is no date"),
    ("2020-02-16T08:00", "is no date"),
    (" 2020-02-16", "is no date"),
    ("2020-02-16\n", "is no date"),
    ("2020-XX-16", "is no date"),
    ("2020-02-16/", "is no date"),
    ("/2020-02-16", "is no date"),
    ("2020-02-16/..", "is no date"),
    ("2020-02-16~?", "is no date"),
    ("2020-21", "is not in the calendar"),  # a season in EDTF; news prints months
    ("2020-00", "is not in the calendar"),
    ("2020-02-31", "is not in the calendar"),
    ("2019-02-29", "is not in the calendar"),
    ("XXXX-02-30", "is not in the calendar"),
    ("0000-02-16", "is not in the calendar"),
    ("XXXX", "says nothing"),
    ("XXXX~", "says nothing"),
    ("2020-03/2020-02", "ends before it begins"),
    ("2020-02-16/2020-02-15", "ends before it begins"),
]

BOUNDS = [
    ("2020", date(2020, 1, 1), date(2020, 12, 31)),
    ("2020-02", date(2020, 2, 1), date(2020, 2, 29)),
    ("2021-02", date(2021, 2, 1), date(2021, 2, 28)),
    ("2020-02-16~", date(2020, 2, 16), date(2020, 2, 16)),
    ("2020-02-08/2020-03-27", date(2020, 2, 8), date(2020, 3, 27)),
    ("2020-02/2020", date(2020, 2, 1), date(2020, 12, 31)),
]


def numbers(low: int, high: int, width: int) -> st.SearchStrategy[str]:
    return st.integers(low, high).map(lambda number: f"{number:0{width}}")


def days(years: st.SearchStrategy[str], marks: str) -> st.SearchStrategy[str]:
    """Strings shaped like dates, a few of them outside the calendar."""
    month, day = numbers(0, 13, 2), numbers(0, 32, 2)
    shapes = st.one_of(
        years,
        st.tuples(years, month).map("-".join),
        st.tuples(years, month, day).map("-".join),
    )
    return st.tuples(shapes, st.sampled_from(["", *marks])).map("".join)


YEARS = numbers(1, 9999, 4)
PLAIN = days(YEARS, "~?%")
YEARLESS = days(st.just("XXXX"), "")
INTERVALS = st.tuples(PLAIN, PLAIN).map("/".join)


def ours(text: str) -> When | None:
    try:
        return When.parse(text)
    except ValueError:
        return None


def theirs(text: str) -> Any | None:
    try:
        return parse_edtf(text)
    except EDTFParseException:
        return None


def their_bounds(parsed: Any) -> tuple[date, date]:
    return date(*parsed.lower_strict()[:3]), date(*parsed.upper_strict()[:3])


def in_calendar(text: str) -> bool:
    """Asked of Python's own calendar, because edtf lets 2019-02-29 pass."""
    parts = [int(part) for part in text.rstrip("~?%").split("-")]
    try:
        date(*[*parts, 1, 1][:3])
    except ValueError:
        return False
    return True


@pytest.mark.parametrize(("text", "why"), REFUSED)
def test_what_is_no_date_is_refused_with_a_reason(text: str, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        When.parse(text)


@pytest.mark.parametrize("text", ["２０２０", "２０２０-０２-１６", "٢٠٢٠"])
def test_digits_of_other_widths_and_scripts_are_refused(text: str) -> None:
    """They would not be printed back as they were written."""
    with pytest.raises(ValueError, match="is no date"):
        When.parse(text)


@given(st.one_of(PLAIN, YEARLESS, INTERVALS))
def test_a_date_is_printed_back_as_it_was_written(text: str) -> None:
    when = ours(text)

    assert when is None or str(when) == text


@given(PLAIN)
def test_a_date_is_accepted_when_edtf_and_the_calendar_accept_it(text: str) -> None:
    expected = theirs(text) is not None and in_calendar(text)

    assert (ours(text) is not None) == expected


@given(INTERVALS)
def test_an_interval_is_accepted_when_both_ends_are_and_it_runs_forward(text: str) -> None:
    first, last = (theirs(end) if in_calendar(end) else None for end in text.split("/"))
    forward = (
        first is not None and last is not None and their_bounds(first)[0] <= their_bounds(last)[1]
    )

    assert (ours(text) is not None) == forward


@given(YEARLESS)
def test_a_date_without_a_year_is_edtf_of_level_2(text: str) -> None:
    """The library takes XXXX-02-30; we take only days that some year has."""
    when = ours(text)

    assert when is None or theirs(text) is not None
    assert when is None or not when.has_year


@given(st.one_of(PLAIN, INTERVALS))
def test_first_and_last_day_are_those_of_edtf(text: str) -> None:
    when = ours(text)

    assert when is None or when.bounds() == their_bounds(theirs(text))


@pytest.mark.parametrize(("text", "first", "last"), BOUNDS)
def test_a_date_covers_all_the_days_it_may_mean(text: str, first: date, last: date) -> None:
    assert When.parse(text).bounds() == (first, last)


def test_without_a_year_there_are_no_days_yet() -> None:
    assert When.parse("XXXX-02-16").bounds() is None
    assert When.parse("XXXX-02-16").bounds(2020) == (date(2020, 2, 16), date(2020, 2, 16))


def test_a_year_is_filled_in_only_where_none_is_printed() -> None:
    assert str(When.parse("2019-02-16").in_year(2020)) == "2019-02-16"
    assert str(When.parse("XXXX-02-16").in_year(2020)) == "2020-02-16"
    assert str(When.parse("XXXX-02-08/XXXX-03-27").in_year(2020)) == "2020-02-08/2020-03-27"


def test_the_29th_of_february_waits_for_a_year_that_has_one() -> None:
    leap_day = When.parse("XXXX-02-29")

    assert str(leap_day.in_year(2019)) == "XXXX-02-29"
    assert leap_day.bounds(2019) is None
    assert str(leap_day.in_year(2020)) == "2020-02-29"


@given(YEARLESS, st.integers(1, 9999))
def test_with_its_year_filled_in_a_date_can_be_read_again(text: str, year: int) -> None:
    when = ours(text)

    assert when is None or When.parse(str(when.in_year(year))) == when.in_year(year)


def test_an_interval_over_new_year_ends_in_the_next_year() -> None:
    over_new_year = When.parse("XXXX-12-30/XXXX-01-02")

    assert str(over_new_year.in_year(2020)) == "2020-12-30/2021-01-02"


def test_a_calendar_day_becomes_a_date() -> None:
    assert When.of(date(2020, 2, 16)) == When(Day(2020, 2, 16))
    assert str(When.of(date(988, 2, 6))) == "0988-02-06"


@pytest.mark.parametrize("year", [-1, 0, 10_000])
def test_a_year_outside_of_the_calendar_bounds_nothing_and_closes_no_date(year: int) -> None:
    assert Day(None, 12, 28).bounds(year) is None
    assert Day(year).bounds() is None
    assert str(When.parse("XXXX-12-28").in_year(year)) == "XXXX-12-28"


def test_an_interval_that_runs_out_of_the_calendar_keeps_its_end_open() -> None:
    assert str(When.parse("XXXX-12-28/XXXX-01-02").in_year(9999)) == "9999-12-28/XXXX-01-02"


@pytest.mark.parametrize(
    ("written", "published", "meant"),
    [
        ("XXXX-12-28", LAST, date(9999, 12, 28)),
        ("XXXX-12-31", LAST, date(9999, 12, 31)),
        ("XXXX-01-01", FIRST, date(1, 1, 1)),
        ("XXXX-12-28", FIRST, None),
    ],
)
def test_at_the_ends_of_the_calendar_a_day_gets_its_year_or_stays_open(
    written: str, published: When, meant: date | None
) -> None:
    placed = in_year_of(When.parse(written).first, published)

    assert placed.bounds() == ((meant, meant) if meant else None)
    assert days_meant(written, str(published)) == ((meant, meant) if meant else None)
