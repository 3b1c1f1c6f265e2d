"""A catalog file read without the program's own code: PyYAML alone says what stands where."""

import re
from collections.abc import Callable, Iterator, Set
from dataclasses import dataclass
from typing import Any

import yaml

PROPOSED = ("text", "kind", "speaker", "via", "mode", "date", "occasion")
"""Fields that the program may refresh in an entry that is still its own."""

MACHINE = frozenset((*PROPOSED, "line", "auto"))

SETTABLE = MACHINE | {"status", "note", "tags", "printed"}
"""What a command that somebody calls may write as well."""

_LOADER: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+\Z")

Values = dict[str, Any]
Stretch = tuple[int, int]
"""Lines: the first, and the one behind the last."""


@dataclass(frozen=True)
class Field:
    key: str
    value: str
    style: str
    span: tuple[int, int]
    """Of the value in the text; of a block, header included, up to its last word."""
    lines: Stretch


@dataclass(frozen=True)
class Item:
    """A mapping: an entry of the list, or the source."""

    values: Values
    fields: tuple[Field, ...]
    flow: bool
    lines: Stretch

    @property
    def id(self) -> str:
        return str(self.values.get("id", ""))


@dataclass(frozen=True)
class Sheet:
    text: str
    lines: tuple[str, ...]
    """With their ends."""
    source: Item | None
    entries: tuple[Item, ...]

    @property
    def newline(self) -> str:
        first = self.lines[0] if self.lines else "\n"
        return first[len(first.rstrip("\r\n")) :] or "\n"

    def entry(self, name: str) -> Item | None:
        return next((each for each in self.entries if each.id == name), None)


def said(text: str) -> Values | None:
    """What the file says; `None` where it is no YAML of our shape."""
    try:
        values = yaml.load(text, Loader=_LOADER)  # noqa: S506 - makes nothing but strings
    except (yaml.YAMLError, RecursionError):
        return None
    return values if isinstance(values, dict) else {} if values in (None, "") else None


def sheet(text: str) -> Sheet:
    return _Reader(text).sheet()


def unspliced(
    page: Sheet, loose: Callable[[str, str], bool], new: Set[str], new_source: Set[str]
) -> tuple[str, ...]:
    """The lines that no splice may have touched.

    Left out are the fields for which `loose(id, key)` holds, and new entries and source fields;
    an entry in braces with such a field is left out whole, and only its values are compared.
    """
    out: set[int] = set()
    for item in page.entries:
        in_braces = item.flow and any(loose(item.id, key) for key in SETTABLE)
        if item.id in new or in_braces:
            out.update(range(*item.lines))
        elif not item.flow:
            for field in item.fields:
                if loose(item.id, field.key):
                    out.update(range(*field.lines))
    for field in page.source.fields if page.source else ():
        if field.key in new_source:
            out.update(range(*field.lines))
    return tuple(line for number, line in enumerate(page.lines) if number not in out)


class _Reader:
    def __init__(self, text: str) -> None:
        self._text = text
        self._lines = tuple(_LINE.findall(text))
        self._starts = [0]
        for line in self._lines:
            self._starts.append(self._starts[-1] + len(line))

    def sheet(self) -> Sheet:
        root = yaml.compose(self._text, Loader=_LOADER)
        top = dict(self._pairs(root))
        source, entries = top.get("source"), top.get("entries")
        items = entries.value if isinstance(entries, yaml.SequenceNode) else ()
        return Sheet(
            self._text,
            self._lines,
            self._item(source) if isinstance(source, yaml.MappingNode) else None,
            tuple(self._item(item) for item in items if isinstance(item, yaml.MappingNode)),
        )

    @staticmethod
    def _pairs(node: Any) -> Iterator[tuple[str, Any]]:
        if isinstance(node, yaml.MappingNode):
            yield from ((key.value, value) for key, value in node.value)

    def _item(self, node: yaml.MappingNode) -> Item:
        fields = tuple(self._field(key, value) for key, value in node.value)
        values = {key.value: _plain(value) for key, value in node.value}
        first = self._line(node.start_mark.index)
        last = fields[-1].lines[1] if fields else first + 1
        if node.flow_style:
            last = self._line(node.end_mark.index - 1) + 1
        return Item(values, fields, bool(node.flow_style), (first, last))

    def _field(self, key: Any, value: Any) -> Field:
        first = self._line(key.start_mark.index)
        begin, end = value.start_mark.index, value.end_mark.index
        style = (value.style or "") if isinstance(value, yaml.ScalarNode) else ""
        if style in ("|", ">"):
            last = self._block_end(first, key.start_mark.index - self._starts[first])
            end = self._starts[last] - (len(self._lines[last - 1]) - _width(self._lines[last - 1]))
        else:
            end = max(begin, begin + len(self._text[begin:end].rstrip()))
            last = self._line(max(begin, end - 1)) + 1
        return Field(
            key.value, str(_plain(value)), style, (begin, end), (first, max(last, first + 1))
        )

    def _block_end(self, first: int, column: int) -> int:
        """Behind the last line that is as far in as the first of the block, and not blank."""
        last = number = first + 1
        inside = column + 1
        while number < len(self._lines):
            line = self._lines[number]
            indent = len(line) - len(line.lstrip(" "))
            if line.strip() and indent < inside:
                break
            if line.strip() and last == first + 1:
                inside = indent
            number += 1
            last = number if line.strip() else last
        return last

    def _line(self, offset: int) -> int:
        low, high = 0, max(0, len(self._lines) - 1)
        while low < high:
            middle = (low + high + 1) // 2
            low, high = (middle, high) if self._starts[middle] <= offset else (low, middle - 1)
        return low


def _width(line: str) -> int:
    return len(line.rstrip("\r\n"))


def _plain(node: Any) -> Any:
    if isinstance(node, yaml.MappingNode):
        return {key.value: _plain(value) for key, value in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [_plain(item) for item in node.value]
    return node.value
