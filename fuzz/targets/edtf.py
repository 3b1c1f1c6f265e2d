"""Dates: refused with a sentence, or printed back as they were written, and in the calendar."""

from datetime import date

from fuzz.words import read
from quotes.when import When, arabic

SEEDS = (
    b"2020", b"2020-02", b"2020-02-16", b"XXXX-02-16", b"2020-02-16~", b"2020?/2021%", b"0001-01-01",
    b"XXXX-02-29/XXXX-03-01", b"9999-12-31", "二〇二〇年十二月三十一日".encode(),
)  # fmt: skip


def attempt(raw: bytes) -> None:
    text = read(raw)
    arabic(text)
    try:
        when = When.parse(text)
    except ValueError as refusal:
        assert str(refusal)
        return
    assert str(when) == text
    assert When.parse(str(when)) == when
    for year in (1, 2019, 2020, 9999):
        bounds = when.bounds(year)
        assert bounds is None or date.min <= bounds[0] <= date.max
        assert When.parse(str(When(when.first.in_year(year)))).first.year in (year, when.first.year)
