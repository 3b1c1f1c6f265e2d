"""WARC, the format of web archives: every successful answer that is a page or text is a document."""

import math
from collections.abc import Callable, Iterator
from typing import Any

from quotes.corpus.documents import LONGEST, Document, Names
from quotes.corpus.storage import Found
from quotes.corpus.unpacking import BrokenOff, unpacked
from quotes.errors import MissingLibrary
from quotes.model import About

ENDINGS = (".warc",)
_TEXTS = ("text/html", "application/xhtml+xml", "text/plain")
_DIGITS = 18
"""Of a length in bytes; more than these fit into no file."""
_STEP = 1 << 16
_HEADERS = 1 << 20
"""Bytes of the headers of a record, and of the answer in it; servers and browsers end well before that."""


def parts(found: Found, size: int) -> list[tuple[int, int]]:
    del found, size  # records have no places that could be jumped to without an index
    return [(0, 0)]


def documents(uri: str, part: tuple[int, int], names: Names) -> Iterator[Document]:
    del part, names  # there is one part, and a record of WARC has the fields that it has
    with unpacked(uri) as stream:
        for at, record in _records(stream):
            document = _document(record, uri, at) if _is_text(record) else None
            _insist_on_end(record)
            if document:
                yield document


def chosen(uri: str, places: frozenset[int], names: Names) -> Iterator[Document]:
    return (each for each in documents(uri, (0, 0), names) if each.at in places)


def _records(stream: Any) -> Iterator[tuple[int, Any]]:
    """All records with their numbers; answers with the headers of HTTP.

    These are read here: left to itself, warcio takes an answer without any for the end of the file.
    """
    try:
        from warcio.archiveiterator import ArchiveIterator
        from warcio.exceptions import ArchiveLoadFailed
    except ImportError as error:
        raise MissingLibrary(error.name, "corpus") from None
    records = ArchiveIterator(stream, no_record_parse=True)
    lines = records.reader.readline = _Lines(records.reader.readline)
    try:
        for at, record in enumerate(records):
            _insist_on_length(record)
            if record.rec_type == "response":
                lines.room = _HEADERS
                record.http_headers = _http_headers(record, records.loader)
            lines.room = math.inf  # a body that comes in chunks has a line before each
            yield at, record
            lines.room = _HEADERS
    except ArchiveLoadFailed as error:
        raise BrokenOff(str(error).strip().partition("\n")[0]) from None
    except _TooLong:
        raise BrokenOff("headers of more than 1 MB") from None


class _TooLong(Exception):
    """More headers than there are."""


class _Lines:
    """Lines of headers: warcio joins one that does not end block by block, for hours."""

    def __init__(self, readline: Callable[[int | None], bytes]) -> None:
        self._readline = readline
        self.room: float = _HEADERS

    def __call__(self, length: int | None = None) -> bytes:
        if self.room <= 0:
            raise _TooLong
        line = self._readline(min(length or _HEADERS, _HEADERS))
        self.room -= len(line)
        return line


def _insist_on_length(record: Any) -> None:
    """Without it nobody knows where the next record begins."""
    told = record.rec_headers.get_header("Content-Length", str(record.length))
    if not (told.isascii() and told.isdecimal() and len(told) <= _DIGITS):
        raise BrokenOff(f"a record has no length that could be: Content-Length {told[:40]}")


def _http_headers(record: Any, loader: Any) -> Any:
    told = record.rec_headers
    url = told.get_header("WARC-Target-URI") or told.get_header("uri") or "http:"
    try:
        return loader.load_http_headers(record.rec_type, url, record.raw_stream, record.length)
    except (EOFError, _TooLong):
        return None


def _insist_on_end(record: Any) -> None:
    """A file that was cut within a record ends before the length that the record tells."""
    rest = record.raw_stream
    while rest.read(_STEP):
        pass
    if rest.limit:
        raise BrokenOff(f"{rest.limit} of the {record.length} bytes of a record are missing")


def _is_text(record: Any) -> bool:
    http = record.http_headers
    if http is None or http.get_statuscode() != "200":
        return False
    kind: str = http.get_header("Content-Type") or ""
    return kind.partition(";")[0].strip().lower() in _TEXTS


def _document(record: Any, uri: str, at: int) -> Document:
    url = (record.rec_headers.get_header("WARC-Target-URI") or "").strip("<>")
    name = url or f"{uri}#{at}"
    raw = record.content_stream().read(LONGEST + 1)
    if not raw.strip():
        return Document(uri, at, name, wrong="empty")
    return Document(uri, at, name, raw=raw, about=About(url=url or None))
