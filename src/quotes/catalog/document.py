"""A catalog file as it stands: its source, its entries, and where each is written."""

from dataclasses import dataclass
from typing import Any

from quotes.catalog.entries import Entry, Source, entry_from, source_from
from quotes.catalog.page import Page, lines_of
from quotes.catalog.syntax import Listing, Mapping, Node, Scalar, compose, plain
from quotes.errors import UnreadableCatalog
from quotes.language import worded


@dataclass(frozen=True, slots=True)
class Filed:
    """An entry where it stands in its file."""

    entry: Entry
    node: Mapping


@dataclass(frozen=True, slots=True)
class Document:
    path: str
    """As messages show it."""
    text: str
    """Without a byte-order mark, newlines as they are."""
    root: Mapping | None
    """`None` for a file that holds nothing but comments."""
    source: Source
    entries: tuple[Filed, ...]

    @property
    def newline(self) -> str:
        """What ends the first line decides what ends new ones."""
        at = min((i for i in (self.text.find("\n"), self.text.find("\r")) if i >= 0), default=-1)
        if at < 0 or self.text[at] == "\n":
            return "\n"
        return "\r\n" if self.text.startswith("\r\n", at) else "\r"

    def place_of(self, offset: int) -> tuple[int, int]:
        return lines_of(self.text).place(offset)

    def line_of(self, offset: int) -> int:
        return self.place_of(offset)[0]

    @property
    def source_node(self) -> Mapping | None:
        node = self.root.get("source") if self.root else None
        return node if isinstance(node, Mapping) else None

    @property
    def entries_node(self) -> Listing | None:
        node = self.root.get("entries") if self.root else None
        return node if isinstance(node, Listing) else None


def read_document(text: str, path: str) -> Document:
    """Raises UnreadableCatalog where the file cannot be taken for a list of entries."""
    root = compose(text, path)
    if root is None:
        return Document(path, text, None, Source(), ())
    shape = _Shape(text, path)
    mapping = shape.mapping(root, worded("a catalog file holds `source:` and `entries:`"))
    source = shape.section(mapping.get("source"))
    items = shape.items(mapping.get("entries"))
    return Document(
        path,
        text,
        mapping,
        source_from(plain(source) if source else {}),
        tuple(Filed(entry_from(plain(item)), item) for item in items),
    )


def read_outline(text: str, path: str) -> Document:
    """Any YAML file of the project as a page with values in places, whatever they mean."""
    root = compose(text, path)
    return Document(path, text, root if isinstance(root, Mapping) else None, Source(), ())


class _Shape:
    """Insists on the outline of a file, and says where it is missed."""

    def __init__(self, text: str, path: str) -> None:
        self._text, self._path = text, path

    def mapping(self, node: Node, what: str) -> Mapping:
        if isinstance(node, Mapping):
            return node
        raise self._missed(node, what)

    def section(self, node: Node | None) -> Mapping | None:
        if node is None or _is_blank(node):
            return None
        return self.mapping(node, worded("`source:` holds lines such as `file: …`"))

    def items(self, node: Node | None) -> tuple[Mapping, ...]:
        if node is None or _is_blank(node):
            return ()
        if not isinstance(node, Listing):
            raise self._missed(node, worded("`entries:` holds a list: each entry begins with `- `"))
        return tuple(
            self.mapping(item, worded("an entry holds lines such as `id: …`"))
            for item in node.items
        )

    def _missed(self, node: Node, what: str) -> UnreadableCatalog:
        page = Page(self._text, self._path)
        return UnreadableCatalog((page.lay("E-SHAPE", node.span, what=what),))


def _is_blank(node: Node) -> bool:
    return isinstance(node, Scalar) and not node.value and not node.style


def bare(document: Document) -> dict[str, Any]:
    """Everything the file says, without places."""
    values = plain(document.root) or {}
    assert isinstance(values, dict)
    return values
