"""Counts over time in one line of a table."""

from collections.abc import Iterable
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


def _block(count: int, highest: int) -> str:
    return _BLOCKS[(count * len(_BLOCKS) - 1) // highest] if count else _NONE
