"""The one way in which words from a source reach a terminal.

A terminal obeys escape sequences, and readers are fooled by characters that turn text round or
take no room. They are shown as what they are: ‹U+001B›.
"""

import re
from typing import TYPE_CHECKING

from quotes.unseen import CONTROLS, OBEYED, UNSEEN

if TYPE_CHECKING:
    from rich.text import Text

_IN_LINE = re.compile(f"[{CONTROLS}{UNSEEN}\t\n]")
_BREAKS = {"\n": "⏎", "\t": " "}


def visible(text: str) -> str:
    """The same words with nothing in them that a terminal obeys; newlines stay.

    >>> visible("他說\\x1b[31m好")
    '他說‹U+001B›[31m好'
    """
    return OBEYED.sub(_named, text.replace("\r\n", "\n")).replace("\t", " ")


def on_one_line(text: str) -> str:
    """The same, and a newline is shown as ⏎.

    >>> on_one_line("一\\n二")
    '一⏎二'
    """
    return _IN_LINE.sub(_named, text.replace("\r\n", "\n"))


def _named(found: re.Match[str]) -> str:
    return _BREAKS.get(found[0]) or f"‹U+{ord(found[0]):04X}›"


def inert(text: str, style: str = "") -> "Text":
    """For rich: never markup, never an emoji code, never a link."""
    from rich.text import Text

    return Text(visible(text), style=style)
