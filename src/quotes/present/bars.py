"""Counts over time in one line of a table."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

_BLOCKS = "▁▂▃▄▅▆▇█"
_NONE = "·"


def over_time(days: Iterable[date], first: date, last: date, width: int = 12) -> str:
    """How many fall into each of `width` equal stretches of time; `·` where there are none.

    >>> january, december = date(2020, 1, 1), date(2020, 12, 31)
    >>> over_time([january, january, date(2020, 6, 1), december], january, december, 4)
    '█▄·▄'
    """
    whole = max((last - first).days + 1, 1)
    counts = [0] * min(width, whole)
    for day in days:
        counts[min((day - first).days * len(counts) // whole, len(counts) - 1)] += 1
    highest = max(counts, default=0)
    return "".join(_block(count, highest) for count in counts)


def over_months(counts: Mapping[str, int], months: Sequence[str]) -> str:
    """A block for each month of a series, gaps between months of the catalog left out.

    >>> over_months({"2020-02": 4, "2020-04": 1}, ["2020-02", "2020-03", "2020-04"])
    '█·▂'
    """
    highest = max((counts.get(each, 0) for each in months), default=0)
    return "".join(_block(counts.get(each, 0), highest) for each in months)


_EIGHTHS = " ▏▎▍▌▋▊▉█"


def bar(count: int, highest: int, width: int) -> str:
    """As long as the count is large, to an eighth of a cell; what is there at all is seen.

    >>> bar(8, 8, 4), bar(1, 8, 4), bar(1, 8000, 4), bar(0, 8, 4)
    ('████', '▌', '▏', '')
    """
    if not count:
        return ""
    eighths = max(1, round(8 * width * count / highest))
    return ("█" * (eighths // 8) + _EIGHTHS[eighths % 8]).rstrip()


def _block(count: int, highest: int) -> str:
    return _BLOCKS[(count * len(_BLOCKS) - 1) // highest] if count else _NONE
