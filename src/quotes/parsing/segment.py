"""Cut an article into lines and say what part each plays on the page."""

import re
from collections.abc import Iterable, Iterator
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from quotes.parsing.layers import Layers
from quotes.parsing.shape import letters
from quotes.rules import Rules
from quotes.rules.needed import sought
from quotes.rules.shapes import LineRow
from quotes.rules.shortlist import Shortlist
from quotes.script import bare, key
from quotes.span import Span


class Role(StrEnum):
    TITLE = "title"
    HEADING = "heading"
    BODY = "body"
    ITEM = "item"
    DASH = "dash"
    SALUTATION = "salutation"
    BYLINE = "byline"
    CAPTION = "caption"
    FURNITURE = "furniture"


class Line(NamedTuple):
    """One line that prints something; `span` is of the mended text, without indents."""

    span: Span
    plain: str
    role: Role
    repeats: bool = False
    """An earlier line reads the same."""


SHORTEST_REPEAT = 6
"""Characters; shorter lines may well read the same by chance."""

LONGEST_HEADING = 36
"""Letters; longer lines without a stop are paragraphs that lost it."""

MOST_OF_A_TITLE = 2
"""A line that is so many times as long as the title prints something else than the title."""

_SENTENCE_ENDS = re.compile(r"[。；，：][”」』]?$|[！？…][”」』]$")
_STOPS = tuple("。！？；：…，、")
_STOPS_IN_MARKS = tuple(stop + close for stop in "。！？…" for close in "”」』")


def segment(layers: Layers, title: str | None, rules: Rules) -> tuple[Line, ...]:
    """Lines in order. The title is known from front matter, or is the first line that can be one."""
    spans = list(_spans(layers.text))
    raw = [(span, layers.plain[span.start : span.end]) for span in spans]
    roles = list(_roles(raw, rules))
    _name_title(raw, roles, title)
    _join_numbers(raw, roles)
    return tuple(_finished(raw, roles))


def _spans(text: str) -> Iterator[Span]:
    for found in re.finditer(r"[^\r\n]+", text):
        words = found[0].strip(" \t\u3000\xa0")
        if words:
            start = found.start() + found[0].index(words)
            yield Span(start, start + len(words))


def _roles(lines: Iterable[tuple[Span, str]], rules: Rules) -> Iterator[Role]:
    ended = False
    for _, words in lines:
        row = _row_of(words, rules)
        if row is not None and row.role == "end":
            ended = True
        if ended:
            yield Role.FURNITURE
        elif row is not None:
            yield Role(row.role)
        else:
            yield Role.HEADING if is_heading(words) else Role.BODY


def _row_of(words: str, rules: Rules) -> LineRow | None:
    """The first row that fits."""
    found = next(_patterns(rules).matches(words), None)
    return rules.line_rows[found[0]] if found else None


@lru_cache(maxsize=1)
def _patterns(rules: Rules) -> Shortlist:
    return Shortlist((at, sought(row.pattern)) for at, row in enumerate(rules.line_rows))


def is_heading(words: str) -> bool:
    """A short line that no stop ends."""
    ended = words.endswith(_STOPS) or words.endswith(_STOPS_IN_MARKS)
    return not ended and letters(words) <= LONGEST_HEADING


def _name_title(lines: list[tuple[Span, str]], roles: list[Role], title: str | None) -> None:
    if title is not None:
        wanted, longest = key(title), MOST_OF_A_TITLE * len(title)
        for index, (_, words) in enumerate(lines):
            if len(words) <= longest and bare(words) == wanted:
                roles[index] = Role.TITLE
        return
    if Role.TITLE in roles:
        return
    for index, (_, words) in enumerate(lines):
        if roles[index] in (Role.FURNITURE, Role.BYLINE, Role.CAPTION):
            continue
        printed_first = roles[index] in (Role.BODY, Role.HEADING)
        if printed_first and letters(words) <= 60 and not _SENTENCE_ENDS.search(words):
            roles[index] = Role.TITLE
        return


def _join_numbers(lines: list[tuple[Span, str]], roles: list[Role]) -> None:
    """A number alone on its line makes an item of the next."""
    for index in range(1, len(lines)):
        alone = roles[index - 1] is Role.ITEM and letters(lines[index - 1][1]) <= 2
        if alone and roles[index] in (Role.BODY, Role.HEADING):
            roles[index] = Role.ITEM


def _finished(lines: list[tuple[Span, str]], roles: list[Role]) -> Iterator[Line]:
    seen: dict[str, Role] = {}
    for (span, words), role in zip(lines, roles, strict=True):
        repeats = len(words) >= SHORTEST_REPEAT and words in seen
        played = _again(role, seen[words]) if repeats else role
        seen.setdefault(words, played)
        yield Line(span, words, played, repeats)


def _again(role: Role, first: Role) -> Role:
    """The title printed once more under a picture is a caption."""
    if role in (Role.FURNITURE, Role.TITLE, Role.ITEM, Role.DASH):
        return role
    return Role.CAPTION if first in (Role.TITLE, Role.CAPTION) else role
