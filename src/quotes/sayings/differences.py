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
    """Neighbours of one kind as one; what was dropped stands before what came in its place."""
    waiting: dict[Change, str] = {}
    for piece in pieces:
        edits = piece.change in _EDITS
        if waiting and not ((edits and waiting.keys() <= _EDITS) or piece.change in waiting):
            yield from _in_order(waiting)
            waiting = {}
        waiting[piece.change] = waiting.get(piece.change, "") + piece.text
    yield from _in_order(waiting)


_EDITS = {Change.ADDED, Change.DROPPED}


def _in_order(waiting: dict[Change, str]) -> Iterator[Piece]:
    for change in sorted(waiting, key=lambda each: each is Change.ADDED):
        yield Piece(change, waiting[change])
