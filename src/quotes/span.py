"""A stretch of text: `[start, end)` in code points. Knows no Chinese."""

import re
from bisect import bisect_right
from typing import NamedTuple


class Span(NamedTuple):
    """A half-open stretch `[start, end)` of some text; a tuple, for a hundred are made for each
    pair of marks.

    >>> Span(3, 6).of("他说：走了吧。")
    '走了吧'
    """

    start: int
    end: int

    def of(self, text: str) -> str:
        return text[self.start : self.end]

    def contains(self, other: "Span") -> bool:
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: "Span") -> bool:
        return self.start < other.end and other.start < self.end

    @property
    def length(self) -> int:
        return self.end - self.start


_LINE_END = re.compile(r"\n|\r\n?")


class Lines:
    """Line and column of an offset, both counted from 1, columns in code points.

    Lines end at LF, CR LF or CR alone, as editors count them; not at U+2028 and its kin.

    >>> Lines("第一行\\n第二行").place(5)
    (2, 2)
    """

    __slots__ = ("_starts",)

    def __init__(self, text: str) -> None:
        self._starts = [0, *(found.end() for found in _LINE_END.finditer(text))]

    def place(self, offset: int) -> tuple[int, int]:
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1

    def start(self, line: int) -> int:
        """Offset at which a line begins; lines count from 1."""
        return self._starts[line - 1]

    @property
    def count(self) -> int:
        return len(self._starts)
