"""HTML to a stream of tags and words, in one pass that no page can slow down.

Pages that people save are broken, and some are made to hurt: fifty thousand comments that never
close, a tag that never ends. Every branch below moves forward, and whatever is sought in vain is
sought once. What does not end, ends with the page, as in a browser.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape

OPAQUE = frozenset({"script", "style", "noscript", "template", "textarea", "svg", "iframe"})
"""Elements whose inside is no text of the page."""

_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9:-]*+)((?:[^\"'>]++|\"[^\"]*+\"|'[^']*+')*+)>")
_PLAIN_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9:-]*+)([^>]*+)>")
_ATTRIBUTE = re.compile(r"(?<![\w:-])([\w:-]++)\s*+=\s*+(?:\"([^\"]*+)\"|'([^']*+)'|([^\s\"'>]++))")
_BEGINS = re.compile(r"</?[a-zA-Z]")
_LONGEST_ATTRIBUTES = 4000
_LONG_REFERENCE = re.compile(r"&#([0-9]{20,}+)")


@dataclass(frozen=True, slots=True)
class Token:
    """A stretch of words, or a tag. `inside` is what an opaque element holds."""

    name: str
    """Of a tag, in small letters; empty for words."""
    closes: bool = False
    words: str = ""
    written: str = ""
    """The attributes as they stand."""
    inside: str = ""

    @property
    def attributes(self) -> dict[str, str]:
        """Names in small letters, entities decoded; the first of two with one name holds."""
        found: dict[str, str] = {}
        for name, double, single, bare in _ATTRIBUTE.findall(self.written[:_LONGEST_ATTRIBUTES]):
            found.setdefault(name.lower(), _plain(double or single or bare))
        return found


def tokens(page: str) -> Iterator[Token]:
    """Tags and words in order.

    >>> [one.name or one.words for one in tokens("<p>他說：<b>「應收盡收」</b>")]
    ['p', '他說：', 'b', '「應收盡收」', 'b']
    """
    at, tag = 0, _TAG
    while (start := page.find("<", at)) >= 0:
        if start > at:
            yield Token("", words=_plain(page[at:start]))
        if page[start + 1 : start + 2] in ("!", "?"):
            at = _behind(page, start)
            continue
        if not _BEGINS.match(page, start):
            yield Token("", words="<")
            at = start + 1
            continue
        found = tag.match(page, start)
        if found is None:
            # A quotation mark that never closes: from here on, a tag ends with the next `>`.
            tag = _PLAIN_TAG
            found = tag.match(page, start)
        if found is None:
            return
        at, token = _tag(page, found)
        yield token
    if at < len(page):
        yield Token("", words=_plain(page[at:]))


def _plain(written: str) -> str:
    """Words with their entities decoded. Python converts no number of thousands of digits: of a long
    one, what matters is kept, the value behind its zeros, or that it is beyond Unicode.

    >>> _plain("&#" + "0" * 5000 + "65;"), _plain("&#" + "9" * 5000 + ";")
    ('A', '\\ufffd')
    """
    return unescape(_LONG_REFERENCE.sub(_shortened, written))


def _shortened(found: re.Match[str]) -> str:
    return f"&#{found[1].lstrip('0')[:8] or '0'}"


def _behind(page: str, start: int) -> int:
    """Where a comment, a doctype or an instruction ends."""
    mark = "-->" if page.startswith("<!--", start) else ">"
    end = page.find(mark, start + 2)
    return end + len(mark) if end >= 0 else len(page)


def _tag(page: str, found: re.Match[str]) -> tuple[int, Token]:
    name, closes, written = found[2].lower(), bool(found[1]), found[3]
    if closes or name not in OPAQUE or written.endswith("/"):
        return found.end(), Token(name, closes, written=written)
    ends = re.compile(f"</{name}", re.IGNORECASE).search(page, found.end())
    stop = ends.start() if ends else len(page)
    return stop, Token(name, written=written, inside=page[found.end() : stop])
