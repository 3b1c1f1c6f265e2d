"""A catalog file as text with places, so that a fault can be laid on the words it means."""

from functools import lru_cache

from quotes.catalog.faults import fault
from quotes.errors import Problem
from quotes.span import Lines, Span


@lru_cache(maxsize=32)
def lines_of(text: str) -> Lines:
    """Counted once for a text, however many places in it are asked for."""
    return Lines(text)


class Page:
    """Lays faults on stretches of one file."""

    def __init__(self, text: str, path: str) -> None:
        self.text, self.path = text, path

    def lay(self, code: str, span: Span, entry: str = "", **facts: object) -> Problem:
        """The fault under a stretch; one that runs on is marked to the end of its first line."""
        place = lines_of(self.text).place(span.start)
        stop = max(min(span.end, line_end(self.text, span.start)), span.start + 1)
        end = place[1] + stop - span.start
        return fault(code, self.path, place, **facts)._replace(end_column=end, entry=entry)


def line_end(text: str, offset: int) -> int:
    """Where the line ends in which an offset stands."""
    ends = [at for at in (text.find("\n", offset), text.find("\r", offset)) if at >= 0]
    return min(ends, default=len(text))
