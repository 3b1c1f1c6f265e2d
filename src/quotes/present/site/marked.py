"""An article's text in pieces, its quotations among them."""

from collections.abc import Iterator
from typing import NamedTuple

from quotes.catalog.kept import Kept
from quotes.sayings.library import Printed, Reasoned


class Piece(NamedTuple):
    """A stretch of the text; with `kept`, the words of an entry."""

    text: str
    kept: Kept | None = None
    reasoned: Reasoned | None = None


def marked(printed: Printed) -> tuple[Piece, ...]:
    """The whole text, nothing twice: of two entries that overlap, the first has the words."""
    return tuple(_pieces(printed)) if printed.text is not None else ()


def _pieces(printed: Printed) -> Iterator[Piece]:
    text, at = printed.text or "", 0
    for each in printed.kept:
        anchor = printed.anchors.get(each.entry.id or "")
        if anchor is None or anchor.start < at:
            continue
        yield Piece(text[at : anchor.start])
        yield Piece(anchor.exact, each, printed.reasoned.get(each.entry.id or ""))
        at = anchor.end
    yield Piece(text[at:])
