"""One wording held against another, character by character."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from quotes.parsing.layers import plain


class Change(StrEnum):
    """What a piece of one printing is to the other."""

    SAME = "same"
    SCRIPT = "script"
    """The same but for the script or the width."""
    ADDED = "added"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class Piece:
    change: Change
    text: str
    """As the second printing has it; what was dropped as the first has it."""


def difference(full: str, other: str) -> tuple[Piece, ...]:
    """What turns the fuller printing into the other.

    >>> [(each.change.value, each.text) for each in difference("不能餓肚子", "不能饿着肚子")]
    [('same', '不能'), ('script', '饿'), ('added', '着'), ('same', '肚子')]
    """
    return tuple(_merged(_pieces(full, other)))


def _pieces(full: str, other: str) -> Iterator[Piece]:
    from rapidfuzz.distance import Indel

    for step in Indel.opcodes(plain(full), plain(other)):
        old, new = full[step.src_start : step.src_end], other[step.dest_start : step.dest_end]
        if step.tag == "equal":
            for one, two in zip(old, new, strict=True):
                yield Piece(Change.SAME if one == two else Change.SCRIPT, two)
        elif step.tag == "delete":
            yield Piece(Change.DROPPED, old)
        else:
            yield Piece(Change.ADDED, new)


def _merged(pieces: Iterator[Piece]) -> Iterator[Piece]:
    waiting: Piece | None = None
    for piece in pieces:
        if waiting is not None and waiting.change is piece.change:
            waiting = Piece(waiting.change, waiting.text + piece.text)
            continue
        if waiting is not None:
            yield waiting
        waiting = piece
    if waiting is not None:
        yield waiting
