"""Lines of words in styles: drawn on a terminal, and plain in a pipe, where rich is not loaded."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.text import Text

Piece = tuple[str, str]
"""Words that are safe to print, and how rich shall draw them."""

Line = tuple[Piece, ...]


def plain(lines: Iterable[Line]) -> str:
    r"""Every line as its words.

    >>> plain([(("003-34", "cyan"), ("  好", "")), ()])
    '003-34  好\n\n'
    """
    return "".join("".join(words for words, _ in line) + "\n" for line in lines)


def drawn(lines: Iterable[Line]) -> Iterator["Text"]:
    from rich.text import Text

    for line in lines:
        text = Text(overflow="fold")
        for words, style in line:
            text.append(words, style)
        yield text
