"""YAML as values with places: strings, lists and mappings, and where each stands.

Every scalar is a string, so that `no`, `12:30` and `2020-02-31` are what is on the page. The
events of the parser are read one by one, so that nesting, aliases, tags and doubled keys are
refused before anything is built from them.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import yaml

from quotes.catalog.faults import fault
from quotes.errors import Problem, UnreadableCatalog
from quotes.span import Lines, Span

_LOADER: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_DEEPEST = 64
_CONFLICT = re.compile(r"^(?:<{7} |>{7} |\|{7} )", re.MULTILINE)
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_TAB = re.compile(r"^ *\t", re.MULTILINE)
_WIDE_COLON = re.compile(r"^[ \-]*([a-z_]+)：", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Scalar:
    """A string. A block's span ends with its last line that is not blank."""

    value: str
    span: Span
    style: str
    """`|`, `>`, `'`, `"`, or nothing for a plain one."""


@dataclass(frozen=True, slots=True)
class Listing:
    items: tuple["Node", ...]
    span: Span
    flow: bool


@dataclass(frozen=True, slots=True)
class Mapping:
    pairs: tuple[tuple[Scalar, "Node"], ...]
    span: Span
    flow: bool

    def key(self, name: str) -> Scalar | None:
        return next((key for key, _ in self.pairs if key.value == name), None)

    def get(self, name: str) -> "Node | None":
        return next((value for key, value in self.pairs if key.value == name), None)


Node = Scalar | Listing | Mapping


def plain(node: Node | None) -> Any:
    """The bare value: a string, a list or a dict."""
    match node:
        case Scalar():
            return node.value
        case Listing():
            return [plain(item) for item in node.items]
        case Mapping():
            return {key.value: plain(value) for key, value in node.pairs}
    return None


def end_of(node: Node) -> int:
    """Where the words of a node end: its span may run on into the comments after it."""
    match node:
        case Listing(items=(*_, last), flow=False):
            return end_of(last)
        case Mapping(pairs=(*_, (_, last)), flow=False):
            return end_of(last)
    return node.span.end


def compose(text: str, path: str) -> Node | None:
    """The one document of a file; `None` where it holds nothing but comments.

    >>> plain(compose("date: 2020-02-31\\nok: no", "x.yaml"))
    {'date': '2020-02-31', 'ok': 'no'}
    """
    _refuse_before_parsing(text, path)
    try:
        return _Builder(text, path).build()
    except yaml.YAMLError as error:
        raise UnreadableCatalog((_diagnose(error, text, path),)) from None


def _refuse_before_parsing(text: str, path: str) -> None:
    for pattern, code in ((_CONFLICT, "E-MERGE"), (_CONTROL, "E-CONTROL")):
        if found := pattern.search(text):
            place = Lines(text).place(found.start())
            name = f"U+{ord(found[0][0]):04X}"
            raise UnreadableCatalog((fault(code, path, place, name=name),))


class _Builder:
    """Turns events into nodes with a stack of its own, so that depth cannot hurt."""

    def __init__(self, text: str, path: str) -> None:
        self._text, self._path = text, path
        self._events: Iterator[Any] = yaml.parse(text, Loader=_LOADER)
        self._open: list[tuple[Any, list[Node]]] = []
        self._roots: list[Node] = []

    def build(self) -> Node | None:
        documents = 0
        for event in self._events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
            if documents > 1:
                raise self._refusal("E-SHAPE", _start(event), what="a second document begins here")
            self._take(event)
        node = self._roots[0] if self._roots else None
        empty = isinstance(node, Scalar) and not node.value and not node.style
        return None if empty else node

    def _take(self, event: Any) -> None:
        if isinstance(event, yaml.ScalarEvent):
            self._only_plain(event)
            self._add(self._scalar(event))
        elif isinstance(event, yaml.CollectionStartEvent):
            self._only_plain(event)
            if len(self._open) == _DEEPEST:
                raise self._refusal("E-DEEP", _start(event), limit=_DEEPEST)
            self._open.append((event, []))
        elif isinstance(event, yaml.CollectionEndEvent):
            self._add(self._close(event))
        elif isinstance(event, yaml.AliasEvent):
            raise self._refusal("E-ALIAS", _start(event))

    def _only_plain(self, event: Any) -> None:
        if event.anchor:
            raise self._refusal("E-ALIAS", _start(event))
        if event.tag:
            raise self._refusal("E-TAG", _start(event), tag=event.tag)

    def _add(self, node: Node) -> None:
        (self._open[-1][1] if self._open else self._roots).append(node)

    def _scalar(self, event: Any) -> Scalar:
        start, end = _start(event), event.end_mark.index
        style = event.style or ""
        if style in ("|", ">"):
            body = self._text[start:end]
            cut = _first_break(body, len(body.rstrip(" \t\r\n")))
            end = start + cut
        return Scalar(event.value, Span(start, end), style)

    def _close(self, end: Any) -> Node:
        start, children = self._open.pop()
        span = Span(start.start_mark.index, end.end_mark.index)
        if isinstance(start, yaml.SequenceStartEvent):
            return Listing(tuple(children), span, bool(start.flow_style))
        return Mapping(self._pairs(children), span, bool(start.flow_style))

    def _pairs(self, children: list[Node]) -> tuple[tuple[Scalar, Node], ...]:
        seen: dict[str, Scalar] = {}
        pairs: list[tuple[Scalar, Node]] = []
        for key, value in zip(children[::2], children[1::2], strict=True):
            if not isinstance(key, Scalar):
                raise self._refusal("E-SHAPE", key.span.start, what="a key must be a word")
            if first := seen.get(key.value):
                line = Lines(self._text).place(first.span.start)[0]
                facts = {"key": key.value, "first": line}
                raise self._refusal("E-DUPLICATE-KEY", key.span.start, **facts)
            seen[key.value] = key
            pairs.append((key, value))
        return tuple(pairs)

    def _refusal(self, code: str, offset: int, **facts: object) -> UnreadableCatalog:
        place = Lines(self._text).place(offset)
        return UnreadableCatalog((fault(code, self._path, place, **facts),))


def _start(event: Any) -> int:
    at: int = event.start_mark.index
    return at


def _first_break(text: str, start: int) -> int:
    ends = [at for at in (text.find("\n", start), text.find("\r", start)) if at >= 0]
    return min(ends, default=len(text))


def _diagnose(error: Any, text: str, path: str) -> Problem:
    """What a person most likely did, rather than what the parser stumbled over."""
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    offset = min(mark.index if mark else getattr(error, "position", 0), len(text))
    lines = Lines(text)
    line = lines.place(offset)[0]
    begin = lines.start(max(1, line - 1))
    stop = lines.start(line + 1) if line < lines.count else len(text)
    for pattern, code in ((_TAB, "E-TAB"), (_WIDE_COLON, "E-WIDE-COLON")):
        if found := pattern.search(text, begin, stop):
            key = found[1] if found.lastindex else ""
            return fault(code, path, lines.place(found.end() - 1), key=key)
    why = getattr(error, "problem", None) or getattr(error, "reason", None) or str(error)
    return fault("E-YAML", path, lines.place(offset), why=why)
