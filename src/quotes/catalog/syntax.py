"""YAML as values with places: strings, lists and mappings, and where each stands.

Every scalar is a string, so that `no`, `12:30` and `2020-02-31` are what is on the page. The
events of the parser are read one by one, so that nesting, aliases, tags and doubled keys are
refused before anything is built from them.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import yaml

from quotes.catalog.page import Page, lines_of
from quotes.catalog.slips import MOST, fatal, slips
from quotes.errors import Problem, UnreadableCatalog
from quotes.language import worded
from quotes.span import Span

_LOADER: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_DEEPEST = 64
LONGEST = 100_000
_TOO_DEEP = "exceeded maximum nesting depth"
"""So says libyaml since 0.2.6 of a thousand levels, before it has told the first of them. What stands
before that place is told level by level, and refused for the 65th.
"""


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

    Raises UnreadableCatalog with every fault that can be told in one reading.

    >>> plain(compose("date: 2020-02-31\\nok: no", "x.yaml"))
    {'date': '2020-02-31', 'ok': 'no'}
    """
    page = Page(text, path)
    if found := fatal(page):
        raise UnreadableCatalog(found)
    builder = _Builder(page)
    try:
        node = builder.build()
    except yaml.YAMLError as error:
        if (depth := _too_deep(error)) is not None:
            return compose(text[:depth], path)
        found = (*builder.faults, *_diagnose(error, page))
        raise UnreadableCatalog(tuple(sorted(found))) from None
    if builder.faults:
        raise UnreadableCatalog(tuple(builder.faults))
    return node


def _too_deep(error: yaml.YAMLError) -> int | None:
    """Where the parser gave up on a nest, if that is what it stumbled over."""
    if isinstance(error, yaml.MarkedYAMLError) and error.problem == _TOO_DEEP:
        return error.problem_mark.index if error.problem_mark else None
    return None


class _Builder:
    """Turns events into nodes with a stack of its own, so that depth cannot hurt.

    What is refused is noted and the reading goes on, so that all faults are told at once.
    """

    def __init__(self, page: Page) -> None:
        self.faults: list[Problem] = []
        self._page = page
        self._events: Iterator[Any] = yaml.parse(page.text, Loader=_LOADER)
        self._open: list[tuple[Any, list[Node]]] = []
        self._roots: list[Node] = []

    def build(self) -> Node | None:
        documents = 0
        for event in self._events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    self._second(event)
                    break
            self._take(event)
        node = self._roots[0] if self._roots else None
        empty = isinstance(node, Scalar) and not node.value and not node.style
        return None if empty else node

    def _second(self, event: Any) -> None:
        self._refuse("E-SHAPE", _span(event), what=worded("a second document begins here"))

    def _take(self, event: Any) -> None:
        if isinstance(event, yaml.ScalarEvent):
            self._only_plain(event)
            self._not_too_long(event)
            self._add(self._scalar(event))
        elif isinstance(event, yaml.CollectionStartEvent):
            self._only_plain(event)
            self._not_too_deep(event)
            self._open.append((event, []))
        elif isinstance(event, yaml.CollectionEndEvent):
            self._add(self._close(event))
        elif isinstance(event, yaml.AliasEvent):
            self._refuse("E-ALIAS", _span(event))
            self._add(Scalar("", _span(event), ""))

    def _not_too_deep(self, event: Any) -> None:
        if len(self._open) == _DEEPEST:
            self._refuse("E-DEEP", _start_of(event), limit=_DEEPEST)
            raise UnreadableCatalog(tuple(self.faults))

    def _not_too_long(self, event: Any) -> None:
        if len(event.value) > LONGEST:
            facts = {"size": len(event.value), "limit": LONGEST}
            self._refuse("E-LONG", _span(event), **facts)

    def _only_plain(self, event: Any) -> None:
        if event.anchor:
            self._refuse("E-ALIAS", _start_of(event))
        if event.tag:
            self._refuse("E-TAG", _start_of(event), tag=event.tag)

    def _add(self, node: Node) -> None:
        (self._open[-1][1] if self._open else self._roots).append(node)

    def _scalar(self, event: Any) -> Scalar:
        start, end = event.start_mark.index, event.end_mark.index
        style = event.style or ""
        if style in ("|", ">"):
            body = self._page.text[start:end]
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
                begin = Span(key.span.start, key.span.start + 1)
                self._refuse("E-SHAPE", begin, what=worded("a key must be a word"))
                continue
            if first := seen.get(key.value):
                line = lines_of(self._page.text).place(first.span.start)[0]
                self._refuse("E-DUPLICATE-KEY", key.span, key=key.value, first=line)
            seen.setdefault(key.value, key)
            pairs.append((key, value))
        return tuple(pairs)

    def _refuse(self, code: str, span: Span, **facts: object) -> None:
        self.faults.append(self._page.lay(code, span, "", **facts))
        if len(self.faults) >= MOST:
            raise UnreadableCatalog(tuple(self.faults))


def _span(event: Any) -> Span:
    return Span(event.start_mark.index, event.end_mark.index)


def _start_of(event: Any) -> Span:
    """Of a scalar all, of a list or mapping its first character."""
    at: int = event.start_mark.index
    return _span(event) if isinstance(event, yaml.ScalarEvent) else Span(at, at + 1)


def _first_break(text: str, start: int) -> int:
    ends = [at for at in (text.find("\n", start), text.find("\r", start)) if at >= 0]
    return min(ends, default=len(text))


def _diagnose(error: Any, page: Page) -> tuple[Problem, ...]:
    """What a person most likely did, rather than what the parser stumbled over."""
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    if getattr(error, "context", None) == "while scanning a quoted scalar":
        mark = error.context_mark or mark  # where the quote opens, not where the file ends
    offset = min(mark.index if mark else getattr(error, "position", 0), len(page.text))
    line = lines_of(page.text).place(offset)[0]
    found = slips(page)
    if any(line - 2 <= each.line <= line + 1 for each in found):
        return found
    problem = getattr(error, "problem", None)
    why = worded(problem) if problem else getattr(error, "reason", None) or str(error)
    return (page.lay("E-YAML", Span(offset, offset + 1), why=why), *found)
