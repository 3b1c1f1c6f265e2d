"""Faults that a person wants to live with: `# quotes: ignore CODE reason` at a line's end.

It stands for its line; where the line opens a block of words, for the block as well. One that
ignores nothing is a fault itself, so that it goes when its reason has gone.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from quotes.catalog.document import Document
from quotes.catalog.faults import SENTENCES
from quotes.catalog.page import Page, line_end, lines_of
from quotes.catalog.syntax import Listing, Mapping, Node, Scalar
from quotes.errors import Problem
from quotes.language import worded
from quotes.span import Span

_IGNORE = re.compile(
    r"(?:^|(?<=[ \t]))#[ \t]*quotes:[ \t]*ignore(?P<rest>(?:[ \t][^\r\n]*)?)(?=[\r\n]|\Z)",
    re.MULTILINE,
)
_CODE = re.compile(r"[EW]-[A-Z-]+")
_SEPARATORS = re.compile(r"[ \t,]+")


@dataclass(frozen=True, slots=True)
class Ignore:
    """A comment that takes faults of some codes away from some lines."""

    span: Span
    codes: tuple[str, ...]
    reason: str
    first: int
    last: int

    def covers(self, problem: Problem) -> bool:
        return problem.code in self.codes and self.first <= problem.line <= self.last


def ignores(document: Document) -> tuple[Ignore, ...]:
    """Every such comment of a file; the same words inside a value are words."""
    found = list(_IGNORE.finditer(document.text))
    if not found:
        return ()
    values = _scalars(document.root) if document.root else []
    spans = [_body(document.text, each) for each in values]
    places = (Span(*each.span()) for each in found)
    return tuple(
        _ignore(document, place, match["rest"], values)
        for place, match in zip(places, found, strict=True)
        if not any(span.contains(place) for span in spans)
    )


def apply(
    document: Document, problems: Iterable[Problem]
) -> tuple[tuple[Problem, ...], tuple[Problem, ...]]:
    """The problems that are left, with what is wrong with the comments; and those ignored."""
    comments = ignores(document)
    left: list[Problem] = []
    ignored: list[Problem] = []
    used: set[Ignore] = set()
    for problem in problems:
        covering = [each for each in comments if each.reason and each.covers(problem)]
        (ignored if covering else left).append(problem)
        used |= set(covering)
    page = Page(document.text, document.path)
    left += [page.lay("W-IGNORE", each.span, "", what=_wrong(each, used)) for each in comments
             if _wrong(each, used)]  # fmt: skip
    return tuple(left), tuple(ignored)


def _wrong(each: Ignore, used: set[Ignore]) -> str:
    unknown = [code for code in each.codes if code not in SENTENCES]
    if unknown:
        return worded("names {it}, which is no code").format(it=unknown[0])
    if not each.codes:
        return worded("names no code")
    if not each.reason:
        return worded("gives no reason")
    return "" if each in used else worded("has nothing to ignore")


def _ignore(document: Document, span: Span, rest: str, values: Sequence[Scalar]) -> Ignore:
    words = [word for word in _SEPARATORS.split(rest.strip()) if word]
    codes: list[str] = []
    while words and (_CODE.fullmatch(words[0])):
        codes.append(words.pop(0))
    lines = lines_of(document.text)
    first = last = lines.place(span.start)[0]
    for each in values:
        if each.style in ("|", ">") and lines.place(each.span.start)[0] == first:
            last = lines.place(each.span.end)[0]
    return Ignore(span, tuple(codes), " ".join(words), first, last)


def _body(text: str, value: Scalar) -> Span:
    """Of a block without its first line, which may carry a comment."""
    if value.style in ("|", ">"):
        return Span(line_end(text, value.span.start), value.span.end)
    return value.span


def _scalars(node: Node) -> list[Scalar]:
    match node:
        case Scalar():
            return [node]
        case Listing():
            return [each for item in node.items for each in _scalars(item)]
        case Mapping():
            return [each for pair in node.pairs for side in pair for each in _scalars(side)]
