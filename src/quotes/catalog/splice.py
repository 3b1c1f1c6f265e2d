"""Changes to a file as replacements of stretches of its text; all else stays byte for byte.

A file is never loaded and dumped. An edit says what stands where; after all edits the file is
read again and must say exactly what was meant.
"""

import re
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass
from typing import Any

from quotes.catalog import render
from quotes.catalog.document import Document, Filed, bare, read_document
from quotes.catalog.entries import ENTRY_KEYS, SOURCE_KEYS, Entry, Source, filled
from quotes.catalog.faults import fault
from quotes.catalog.page import line_end
from quotes.catalog.syntax import Mapping, Node, Scalar, end_of
from quotes.errors import UnreadableCatalog
from quotes.language import worded
from quotes.span import Span

Value = str | tuple[str, ...] | None
"""`None` takes the line away."""

_SIMPLE = re.compile(r"[^\W\d_][\w.-]*")


@dataclass(frozen=True, slots=True)
class Edit:
    at: Span
    put: str


@dataclass(frozen=True, slots=True)
class Insertion:
    """New entries behind the entry with this index; -1 puts them first."""

    after: int
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """New values for fields of the entry with this index."""

    index: int
    values: tuple[tuple[str, Value], ...]


@dataclass(frozen=True, slots=True)
class Revision:
    """What a file shall say beyond what it says now."""

    source: tuple[tuple[str, Value], ...] = ()
    changes: tuple[Change, ...] = ()
    insertions: tuple[Insertion, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.source or self.changes or self.insertions)


def new_file(source: Source, entries: Sequence[Entry]) -> str:
    """A file that did not exist before."""
    parts = [render.MODELINE + "\n" + render.source(source), "entries:"]
    return "\n\n".join(parts + [render.entry(entry) for entry in entries]) + "\n"


def revise(document: Document, revision: Revision) -> str:
    """The text of the file after the revision, proven to say what was meant."""
    text = apply(document.text, _edits(document, revision))
    if not _says(text, _meant(document, revision), document.path):
        what = worded("it cannot be edited without touching other lines")
        raise UnreadableCatalog((fault("E-SHAPE", document.path, what=what),))
    return text


def _says(text: str, meant: dict[str, Any], path: str) -> bool:
    try:
        return bare(read_document(text, path)) == meant
    except UnreadableCatalog:
        return False


def apply(text: str, edits: Iterable[Edit]) -> str:
    """All edits at once; those at one place keep their order."""
    parts, done = [], 0
    for edit in sorted(edits, key=lambda edit: edit.at):
        parts += [text[done : edit.at.start], edit.put]
        done = edit.at.end
    return "".join([*parts, text[done:]])


def can_change(document: Document, filed: Filed, values: Iterable[tuple[str, Value]]) -> bool:
    """Whether the fields can be written without losing a comment or a person's own layout."""
    node, text = filed.node, document.text
    if node.flow:
        present = [node.get(key) for key, value in values if value is not None]
        whole = all(value is not None for _, value in values)
        return whole and all(each is None or isinstance(each, Scalar) for each in present)
    first = node.pairs[0][0].value
    return all(
        _is_free(text, node.get(key), stays=value is not None)
        and (value is not None or key != first)
        for key, value in values
    )


def _is_free(text: str, node: Node | None, *, stays: bool) -> bool:
    """No comment is inside the value, nor behind it unless a value stays before it."""
    if not isinstance(node, Scalar):
        return node is None
    header = node.span.of(text).partition("\n")[0] if node.style in ("|", ">") else ""
    return "#" not in header and (stays or not _behind(text, node))


def _behind(text: str, node: Node) -> str:
    """What stands in the line behind a value: a comment, as a rule."""
    return text[node.span.end : line_end(text, node.span.end)].strip()


def _edits(document: Document, revision: Revision) -> list[Edit]:
    newline = document.newline
    edits = _source_edits(document, revision)
    for change in revision.changes:
        node = document.entries[change.index].node
        edits += _field_edits(document.text, node, change.values, ENTRY_KEYS)
    for insertion in revision.insertions:
        edits += _insert(document, insertion)
    return [Edit(edit.at, edit.put.replace("\n", newline)) for edit in edits]


def _source_edits(document: Document, revision: Revision) -> list[Edit]:
    if not revision.source:
        return []
    if document.source_node:
        return _field_edits(document.text, document.source_node, revision.source, SOURCE_KEYS)
    return [Edit(_top(document), _section(document, _source_of(revision)))]


def _source_of(revision: Revision) -> Source:
    return Source(**{key: value for key, value in revision.source if value})  # type: ignore[arg-type]


def _top(document: Document) -> Span:
    """Before the first key; behind the comments of a file that has none."""
    at = document.root.span.start if document.root else len(document.text)
    return Span(at, at)


def _section(document: Document, source: Source) -> str:
    before = "" if document.root or document.text.endswith("\n") or not document.text else "\n"
    return before + render.source(source) + ("\n\n" if document.root else "\n")


def _field_edits(
    text: str, node: Mapping, values: Iterable[tuple[str, Value]], order: Sequence[str]
) -> list[Edit]:
    values = tuple(values)
    if not node.pairs:
        return [_first_fields(node, values)]
    indent = _column(text, node.pairs[0][0].span.start)
    leaving = {key for key, value in values if value is None}
    edits = []
    for key, value in values:
        present = node.get(key)
        if value is None:
            edits += [Edit(_whole_lines(text, node, key), "")] if present else []
        elif present is None:
            behind = end_of(_before(node, order[: order.index(key)], leaving))
            edits.append(_new_field(text, node, key, value, behind))
        else:
            put = _in_place(text, node, key, value, indent)
            edits.append(Edit(present.span, ("" if present.span.length else " ") + put))
    return edits


def _first_fields(node: Mapping, values: Iterable[tuple[str, Value]]) -> Edit:
    """Into `{}`, the only form of a mapping that holds nothing; a comment inside stays behind them."""
    at = node.span.start + 1
    put = ", ".join(f"{key}: {_on_one_line(value)}" for key, value in values if value)
    return Edit(Span(at, at), put)


def _new_field(text: str, node: Mapping, key: str, value: str | tuple[str, ...], at: int) -> Edit:
    if node.flow:
        return Edit(Span(at, at), f", {key}: {_on_one_line(value)}")
    indent = _column(text, node.pairs[0][0].span.start)
    end = line_end(text, at)
    return Edit(Span(end, end), f"\n{' ' * indent}{key}: {render.field(key, value, indent)}")


def _in_place(text: str, node: Mapping, key: str, value: str | tuple[str, ...], indent: int) -> str:
    """A block only where nothing stands behind the value and the entry has lines of its own."""
    present = node.get(key)
    if node.flow or (present is not None and _behind(text, present)):
        return _on_one_line(value)
    return render.field(key, value, indent)


def _on_one_line(value: str | tuple[str, ...]) -> str:
    if isinstance(value, tuple):
        return render.listed(value)
    return render.scalar(value) if _SIMPLE.fullmatch(value) else render.quoted(value)


def _before(node: Mapping, earlier: Sequence[str], leaving: Set[str]) -> Node:
    """The value behind which a new key belongs."""
    names = set(earlier) - leaving
    known = [value for name, value in node.pairs if name.value in names]
    return known[-1] if known else node.pairs[0][1]


def _whole_lines(text: str, node: Mapping, key: str) -> Span:
    name, value = next(pair for pair in node.pairs if pair[0].value == key)
    start = name.span.start - _column(text, name.span.start)
    end = line_end(text, max(end_of(value), name.span.end))
    return Span(start, _next_line(text, end))


def _insert(document: Document, insertion: Insertion) -> list[Edit]:
    text, node = document.text, document.entries_node
    if node is None or not node.items:
        return _first_entries(document, insertion.entries)
    dash = _column(text, node.span.start)
    gap = _column(text, node.items[0].span.start) - dash
    if insertion.after < 0:
        at = line_end(text, _entries_key(document))
    else:
        at = _after_entry(text, document.entries[insertion.after], dash)
    return [Edit(Span(at, at), _entries(insertion.entries, dash, gap))]


def _first_entries(document: Document, entries: Sequence[Entry]) -> list[Edit]:
    text, empty = document.text, document.entries_node
    if not document.root or not document.root.key("entries"):
        before = "\n" if text.endswith("\n") or not text else "\n\n"
        end = Span(len(text), len(text))
        return [Edit(end, f"{before}entries:{_entries(entries)}\n")]
    at = line_end(text, empty.span.end if empty else _entries_key(document))
    cleared = [Edit(empty.span, "")] if empty else []
    return [*cleared, Edit(Span(at, at), _entries(entries))]


def _entries(entries: Sequence[Entry], dash: int = 2, gap: int = 2) -> str:
    return "".join("\n\n" + render.entry(entry, dash, gap) for entry in entries)


def _entries_key(document: Document) -> int:
    key = document.root.key("entries") if document.root else None
    return key.span.end if key else 0


def _after_entry(text: str, filed: Filed, dash: int) -> int:
    """Behind the entry and the comments that lean on it: those right below, further in."""
    end = line_end(text, end_of(filed.node))
    while (begin := _next_line(text, end)) > end:
        line = text[begin : line_end(text, begin)]
        if not line.lstrip().startswith("#") or len(line) - len(line.lstrip()) <= dash:
            break
        end = begin + len(line)
    return end


def _next_line(text: str, end: int) -> int:
    return end + (2 if text.startswith("\r\n", end) else 1 if end < len(text) else 0)


def _column(text: str, offset: int) -> int:
    return offset - max(text.rfind("\n", 0, offset), text.rfind("\r", 0, offset)) - 1


def _meant(document: Document, revision: Revision) -> dict[str, Any]:
    """What the file must say afterwards, computed without its text."""
    meant = bare(document)
    if revision.source:
        meant["source"] = _with(meant.get("source") or {}, revision.source)
    entries = list(meant.get("entries") or [])
    for change in revision.changes:
        entries[change.index] = _with(entries[change.index], change.values)
    for insertion in sorted(revision.insertions, key=lambda each: -each.after):
        at = insertion.after + 1
        entries[at:at] = [_with({}, filled(entry).items()) for entry in insertion.entries]
    if revision.insertions or revision.changes:
        meant["entries"] = entries
    return meant


def _with(values: dict[str, Any], changes: Iterable[tuple[str, Value]]) -> dict[str, Any]:
    changed = dict(values)
    for key, value in changes:
        if value is None:
            changed.pop(key, None)
        else:
            changed[key] = list(value) if isinstance(value, tuple) else value
    return changed
