"""Dates as people write them by hand, and what they are in EDTF."""

import re
import unicodedata

from quotes.when import When, arabic

_YEAR = r"(?:(?P<year>\d{4})|民[国國](?P<republic>\d{1,3}))"
_DATE = re.compile(
    rf"(?:{_YEAR}\s*[年/.-]\s*)?(?P<month>\d{{1,2}})\s*[月/.-]\s*(?P<day>\d{{1,2}})\s*[日号號]?"
)
_MONTH = re.compile(rf"{_YEAR}\s*[年/.-]\s*(?P<month>\d{{1,2}})\s*月?(?P<day>)")
_YEAR_ALONE = re.compile(rf"{_YEAR}\s*年(?P<month>)(?P<day>)")
_TO = re.compile(r"(?<!\s)\s*+(?:至|到|—|–|~|－)\s*+")


def as_edtf(text: str) -> str | None:
    """What somebody most likely meant; `None` where that cannot be told.

    >>> as_edtf("2020年3月6日"), as_edtf("二〇二〇年十二月三十一日"), as_edtf("3月6日")
    ('2020-03-06', '2020-12-31', 'XXXX-03-06')
    >>> as_edtf("2020/3/6"), as_edtf("民國109年3月"), as_edtf("昨天")
    ('2020-03-06', '2020-03', None)
    >>> as_edtf("2020年2月8日至3月27日")
    '2020-02-08/2020-03-27'
    """
    if _sound(text):
        return text
    plain = arabic(unicodedata.normalize("NFKC", text)).strip()
    parts = _TO.split(plain)
    days = [_day(part) for part in parts[:2]]
    if len(parts) > 2 or not all(days):
        return None
    if len(days) == 2 and days[1] and days[0]:
        days[1] = days[1].replace("XXXX", days[0][:4])
    return _sound("/".join(day for day in days if day))


def _day(text: str) -> str | None:
    found = _DATE.fullmatch(text) or _MONTH.fullmatch(text) or _YEAR_ALONE.fullmatch(text)
    if found is None:
        return None
    year = found["year"] or (str(1911 + int(found["republic"])) if found["republic"] else "XXXX")
    parts = [year, *(f"{int(found[name]):02}" for name in ("month", "day") if found[name])]
    return "-".join(parts)


def _sound(text: str) -> str | None:
    try:
        return str(When.parse(text))
    except ValueError:
        return None
