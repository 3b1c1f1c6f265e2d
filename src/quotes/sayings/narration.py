"""A source as it is told: the mended reading, folded, with and without what stands between marks."""

from collections.abc import Iterator
from functools import cached_property

from quotes.parsing import Mended
from quotes.parsing.layers import narrate, plain
from quotes.parsing.marks import Pair, pair
from quotes.rules import load
from quotes.span import Lines, Span


class Told:
    """One source. All texts have the offsets of the mended reading."""

    def __init__(self, mended: Mended) -> None:
        self.mended = mended

    @property
    def text(self) -> str:
        return self.mended.text

    @cached_property
    def plain(self) -> str:
        return plain(self.mended.text)

    @cached_property
    def pairs(self) -> tuple[Pair, ...]:
        return pair(self.mended.text, load()).pairs

    @cached_property
    def narration(self) -> str:
        """`plain` with what stands between outermost marks hidden."""
        return narrate(self.plain, self.pairs)

    def marked(self) -> Iterator[Span]:
        """What stands between marks, nested pairs among them."""
        return (each.inner for each in self.pairs)

    def line(self, at: int) -> int:
        """Of the raw text, counted from 1."""
        return self._lines.place(self.mended.raw_span(Span(at, at + 1)).start)[0]

    @cached_property
    def _lines(self) -> Lines:
        return Lines(self.mended.raw)
