"""What a person most likely did, where YAML stumbles over a file or reads it otherwise.

Chinese input methods type full-width colons and spaces; editors put tabs; git leaves its marks.
Lines inside a `|` or `>` block are words and are left alone.
"""

import re
from collections.abc import Iterator

from quotes.catalog.entries import ENTRY_KEYS, SOURCE_KEYS
from quotes.catalog.page import Page
from quotes.errors import Problem
from quotes.span import Span

MOST = 100
"""More faults of one file than this help nobody."""

_LONGEST = 2000
"""A slip stands near the beginning of its line."""
_KEYS = sorted({*ENTRY_KEYS, *SOURCE_KEYS, "source", "entries", "people", "name", "aliases"})
_KEY = "|".join(_KEYS)
_CONFLICT = re.compile(r"^(?:<{7}|>{7}|\|{7})(?: |$)", re.MULTILINE)
_CONTROL = re.compile(
    "\\A\ufeff|[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]"
)
_BREAK = re.compile("[\x85\u2028\u2029]")
"""YAML ends a line here, no editor does."""
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|\Z)")
_BLOCK = re.compile(r"(?P<key>[ ]*+(?:-[ ]++)*+)[^#\s][^#]*:[ ]+[|>][-+\d]*[ ]*(?:#.*)?$")
_LISTED_BLOCK = re.compile(r"(?P<key>[ ]*+(?:-[ ]++)*?)-[ ]+[|>][-+\d]*[ ]*(?:#.*)?$")
_TAB = re.compile(r"[ ]*(\t)[ \t]*[^ \t\r\n#]")
_WIDE_COLON = re.compile(rf"[ \-]*([a-z_]+)[ ]*(：)|[ ]+({_KEY})(：)")
_NO_SPACE = re.compile(rf"[ \-]*({_KEY})(:)(?=[^\s:])")
_WIDE_SPACE = re.compile("[ \\-]*(?:[a-z_]+:)?([\u3000\u00a0\u2000-\u200a\u202f]+)(?=[ ]*[^\\s#])")


def fatal(page: Page) -> tuple[Problem, ...]:
    """What no parser should be given: control characters and the marks of an open conflict."""
    found = [_lay(page, "E-MERGE", each.start(), each.end()) for each in _conflicts(page.text)]
    for each in _CONTROL.finditer(page.text):
        if len(found) >= MOST:
            break
        name = f"U+{ord(each[0]):04X}"
        found.append(_lay(page, "E-CONTROL", each.start(), each.end(), name=name))
    return tuple(found)


def _conflicts(text: str) -> list[re.Match[str]]:
    """Where conflicts begin; what is left of one whose beginning somebody deleted."""
    marks = list(_CONFLICT.finditer(text))
    begun = [mark for mark in marks if mark[0].startswith("<")]
    return (begun or marks)[:MOST]


def slips(page: Page) -> tuple[Problem, ...]:
    """What a typist's hand may have done to a file that does not parse."""
    found: list[Problem] = []
    for start, line in lines_outside_blocks(page.text):
        found += _of_line(page, start, line)
        if len(found) >= MOST:
            break
    return tuple(found)


def _of_line(page: Page, start: int, line: str) -> Iterator[Problem]:
    if tab := _TAB.match(line):
        yield _lay(page, "E-TAB", start + tab.start(1), start + tab.end(1))
    if odd := _BREAK.search(line):
        name = f"U+{ord(odd[0]):04X}"
        yield _lay(page, "E-CONTROL", start + odd.start(), start + odd.end(), name=name)
    if wide := _WIDE_SPACE.match(line):
        name = f"U+{ord(wide[1][0]):04X}"
        yield _lay(page, "E-WIDE-SPACE", start + wide.start(1), start + wide.end(1), name=name)
    if colon := _WIDE_COLON.match(line):
        at = start + colon.end() - 1
        yield _lay(page, "E-WIDE-COLON", at, at + 1, key=colon[1] or colon[3])
    elif tight := _NO_SPACE.match(line):
        at = start + tight.start(2)
        yield _lay(page, "E-NO-SPACE", at, at + 1, key=tight[1])


def swallowed(page: Page, span: Span) -> Iterator[Problem]:
    """Lines meant as keys that YAML takes for the second line of a plain value."""
    text = page.text
    at = span.start
    while (at := text.find("\n", at, span.end)) >= 0:
        at += 1
        line = _LINE.match(text, at)
        for each in _of_line(page, at, line[0] if line else ""):
            if each.code in ("E-WIDE-COLON", "E-NO-SPACE", "E-WIDE-SPACE"):
                yield each


def lines_outside_blocks(text: str) -> Iterator[tuple[int, str]]:
    """Every line that is not part of a block of words, with its offset.

    >>> [line for _, line in lines_outside_blocks("a: |-\\n  一：二\\nb: 三")]
    ['a: |-\\n', 'b: 三']
    """
    inside = -1
    for found in _LINE.finditer(text):
        line = found[0]
        if not line:
            return
        words = line[:_LONGEST].strip("\r\n")
        if inside >= 0 and (not words.strip() or _indent(words) > inside):
            continue
        inside = _opens_block(words)
        yield found.start(), line[:_LONGEST]


def _opens_block(line: str) -> int:
    """The column that the lines of the block must go beyond; -1 where none is opened."""
    found = _BLOCK.match(line) or _LISTED_BLOCK.match(line)
    return len(found["key"]) if found else -1


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _lay(page: Page, code: str, start: int, end: int, **facts: object) -> Problem:
    return page.lay(code, Span(start, end), "", **facts)
