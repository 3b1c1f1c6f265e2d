"""The bytes of a catalog file as text, and back: UTF-8, with or without a byte-order mark."""

from dataclasses import dataclass

from quotes.catalog.faults import fault
from quotes.errors import UnreadableCatalog

_BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class Text:
    """A file's words, and whether a byte-order mark stands before them."""

    text: str
    bom: bool

    @property
    def raw(self) -> bytes:
        return (_BOM if self.bom else b"") + self.text.encode()


def decode(raw: bytes, name: str) -> Text:
    """Raises UnreadableCatalog at the byte that is no UTF-8."""
    bom = raw.startswith(_BOM)
    try:
        return Text(raw.removeprefix(_BOM).decode(), bom)
    except UnicodeDecodeError as error:
        before = raw[: error.start]
        line = before.count(b"\n") + 1
        column = len(before.rpartition(b"\n")[2].decode(errors="replace")) + 1
        why = f"byte 0x{raw[error.start]:02x}"
        raise UnreadableCatalog((fault("E-ENCODING", name, (line, column), why=why),)) from None
