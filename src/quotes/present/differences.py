"""The differences between two printings, in colour and in signs that are seen without it."""

from collections.abc import Sequence

from rich.text import Text

from quotes.present.escape import visible
from quotes.sayings.differences import Change, Piece

_SIGNS = {Change.ADDED: ("{+", "+}", "green"), Change.DROPPED: ("[-", "-]", "red")}
"""As `git diff --word-diff` has them."""


def drawn(pieces: Sequence[Piece]) -> Text:
    """What was added and dropped; a character in another script is the same character.

    >>> from quotes.sayings.differences import difference
    >>> drawn(difference("不能餓肚子搞防控", "不能饿着肚子搞防控")).plain
    '不能饿{+着+}肚子搞防控'
    """
    text = Text(overflow="fold")
    for piece in pieces:
        words = visible(piece.text)
        if piece.change in _SIGNS:
            before, behind, style = _SIGNS[piece.change]
            text.append(before + words + behind, style)
        else:
            text.append(words, "cyan" if piece.change is Change.SCRIPT else "")
    return text
