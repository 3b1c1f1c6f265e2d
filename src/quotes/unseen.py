"""Characters that deceive: obeyed by a terminal, not seen at all, or seen as another one.

The ranges follow Unicode: general categories Cc, Cf, Cs, Zl and Zp, what is Default_Ignorable, and
letters that no ink is spent on (U+3164). Radicals and compatibility ideographs come into names from
PDF files; Cyrillic and Greek letters that look Latin come from whoever wants to pass for another.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator

CONTROLS = "\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff"
"""The inside of a class of a regular expression: C0 but tab and newline, DEL, C1, and no characters."""

UNSEEN = (
    "\u00ad\u034f\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u115f\u1160\u17b4\u17b5\u180b-\u180f"
    "\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff0-\ufffb"
    "\U000110bd\U000110cd\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    "\U000e0000-\U000e0fff"
)
"""The same: what turns text round, takes no room, or ends a line where no editor does."""

OBEYED = re.compile(f"[{CONTROLS}{UNSEEN}]")

_LETTERS = re.compile(r"[^\W\d_]+")
_FOREIGN = re.compile("[\u0370-\u03ff\u0400-\u052f]")
_LATIN = re.compile("[A-Za-z\u00c0-\u024f]")
_STAND_INS = re.compile("[\u2e80-\u2fdf\uf900-\ufaff\U0002f800-\U0002fa1f]")


def code_points(characters: Iterable[str]) -> str:
    """Each of them once, as Unicode names them.

    >>> code_points("調\\u200b研"[1:2])
    'U+200B'
    """
    return ", ".join(f"U+{ord(char):04X}" for char in sorted(set(characters)))


def storable(text: str) -> str:
    """Text that a file can hold: two halves of a character are joined, a lone half becomes U+FFFD.

    JSON and YAML can write half a character (`\\ud800`), which no encoding can. A title keeps the rest
    of its words, and the sign shows where some are missing; a title left out would be filled from
    elsewhere, and an article is not refused for what stands above it.

    >>> storable("\\ud800標題"), storable("\\ud83d\\ude00")
    ('\ufffd標題', '😀')
    """
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text


def lookalikes(text: str) -> str:
    """The code points of characters that a reader takes for others, and for which.

    >>> lookalikes("⾦明"), lookalikes("Wаng"), lookalikes("金明 Wang Ж")
    ('U+2FA6 (金)', 'U+0430', '')
    """
    found = {char: _meant(char) for char in _deceiving(text)}
    return ", ".join(f"U+{ord(char):04X}{meant}" for char, meant in sorted(found.items()))


def _deceiving(text: str) -> Iterator[str]:
    """Stand-ins for ideographs, and Cyrillic or Greek letters within a Latin word."""
    for char in _STAND_INS.findall(text):
        if _meant(char) or "\u2e80" <= char <= "\u2eff":
            yield char
    for word in _LETTERS.findall(text):
        if _LATIN.search(word):
            yield from _FOREIGN.findall(word)


def _meant(char: str) -> str:
    other = unicodedata.normalize("NFKC", char)
    return f" ({other})" if other != char else ""
