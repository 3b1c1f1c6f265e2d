"""The one way in which words from a source reach a terminal.

A terminal obeys escape sequences, and readers are fooled by characters that turn text round or
take no room. They are shown as what they are: ‹U+001B›.
"""

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.text import Text

_OBEYED = (
    "\x00-\x08\x0b-\x1f\x7f-\x9f"  # C0 but tab and newline, DEL, C1
    "\u00ad\u034f\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u115f\u1160\u17b4\u17b5\u180b-\u180f"
    "\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff0-\ufffb"
    "\ud800-\udfff\ufffe\uffff"
    "\U000110bd\U000110cd\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
_OBEYED_RE = re.compile(f"[{_OBEYED}]")
_LINE_RE = re.compile(f"[{_OBEYED}\t\n]")
_BREAKS = {"\n": "⏎", "\t": " "}


def visible(text: str) -> str:
    """The same words with nothing in them that a terminal obeys; newlines stay.

    >>> visible("他說\\x1b[31m好")
    '他說‹U+001B›[31m好'
    """
    return _OBEYED_RE.sub(_named, text.replace("\r\n", "\n")).replace("\t", " ")


def on_one_line(text: str) -> str:
    """The same, and a newline is shown as ⏎.

    >>> on_one_line("一\\n二")
    '一⏎二'
    """
    return _LINE_RE.sub(_named, text.replace("\r\n", "\n"))


def _named(found: re.Match[str]) -> str:
    return _BREAKS.get(found[0]) or f"‹U+{ord(found[0]):04X}›"


def inert(text: str, style: str = "") -> "Text":
    """For rich: never markup, never an emoji code, never a link."""
    from rich.text import Text

    return Text(visible(text), style=style)
