"""A person's own changes to an entry, in the text of its file; all else stays byte for byte.

`splice` does the work where a value is one stretch of text. Lists are done here, and whatever
would lose a comment is refused with its place: then a person edits the line.
"""

from collections.abc import Iterable
from typing import Any

from quotes.catalog import render
from quotes.catalog.document import Document, bare, read_document
from quotes.catalog.splice import Change, Edit, Revision, Value, apply, can_change, revise
from quotes.catalog.syntax import Listing, Mapping, Node, end_of
from quotes.errors import UsageError
from quotes.language import worded
from quotes.span import Span

Values = tuple[tuple[str, Value], ...]


class NotEditable(UsageError):
    """Writing this field would lose something that a person has written beside it."""

    def __init__(self, place: str, key: str) -> None:
        super().__init__(
            worded(
                "{place}: `{key}` cannot be changed without touching what stands beside it"
            ).format(place=place, key=key),
            worded("edit the line by hand: there is a comment inside, or the layout is your own"),
        )


def amend(document: Document, index: int, values: Values) -> str:
    """The file's text after one entry's fields are changed; `None` takes a line away."""
    node = document.entries[index].node
    _insist_on_room(document, index, values)
    listed = {key for key, _ in values if isinstance(node.get(key), Listing)}
    text = _with_lists(document, index, tuple(pair for pair in values if pair[0] in listed))
    rest = tuple(pair for pair in values if pair[0] not in listed)
    if not rest:
        return text
    return revise(read_document(text, document.path), Revision(changes=(Change(index, rest),)))


def _insist_on_room(document: Document, index: int, values: Values) -> None:
    filed = document.entries[index]
    for key, value in values:
        present = filed.node.get(key)
        if isinstance(present, Listing):
            free = not filed.node.flow and _is_bare(document.text, filed.node, key, present)
        else:
            free = can_change(document, filed, ((key, value),))
        if not free:
            at = (present or filed.node).span.start
            line, column = document.place_of(at)
            raise NotEditable(f"{document.path}:{line}:{column}", key)


def _is_bare(text: str, entry: Mapping, key: str, listing: Listing) -> bool:
    """Whether nothing but the items stands in the lines of a list."""
    stretch = _stretch(text, entry, key, listing)
    ends = [at for at in (text.find("\n", stretch.end), text.find("\r", stretch.end)) if at >= 0]
    outside, start = "", stretch.start
    for item in listing.items:
        outside += text[start : item.span.start]
        start = item.span.end
    return "#" not in outside + text[start : min(ends, default=len(text))]


def _stretch(text: str, entry: Mapping, key: str, listing: Listing) -> Span:
    """From behind the colon to the end of the last item."""
    name = entry.key(key)
    assert name is not None
    colon = text.index(":", name.span.end)
    return Span(colon + 1, end_of(listing))


def _with_lists(document: Document, index: int, values: Values) -> str:
    if not values:
        return document.text
    node, text = document.entries[index].node, document.text
    edits = [_list_edit(text, node, key, value) for key, value in values]
    after = apply(text, edits)
    if bare(read_document(after, document.path)) != _meant(document, index, values):
        line, column = document.place_of(node.span.start)
        raise NotEditable(f"{document.path}:{line}:{column}", values[0][0])
    return after


def _list_edit(text: str, entry: Mapping, key: str, value: Value) -> Edit:
    listing: Node | None = entry.get(key)
    name = entry.key(key)
    assert isinstance(listing, Listing)
    assert name is not None
    stretch = _stretch(text, entry, key, listing)
    if value is not None:
        return Edit(stretch, " " + render.field(key, value, 0))
    start = max(text.rfind("\n", 0, name.span.start), text.rfind("\r", 0, name.span.start))
    return Edit(Span(_before_break(text, start), stretch.end), "")


def _before_break(text: str, at: int) -> int:
    """Where the line before ends: CR LF is one break."""
    return at - 1 if text[at - 1 : at + 1] == "\r\n" else at


def _meant(document: Document, index: int, values: Iterable[tuple[str, Value]]) -> dict[str, Any]:
    meant = bare(document)
    entry = dict(meant["entries"][index])
    for key, value in values:
        if value is None:
            entry.pop(key)
        else:
            entry[key] = list(value) if isinstance(value, tuple) else value
    meant["entries"] = [*meant["entries"][:index], entry, *meant["entries"][index + 1 :]]
    return meant
