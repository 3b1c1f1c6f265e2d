"""WARC, the format of web archives: every successful answer that is a page or text is a document."""

from collections.abc import Iterator
from typing import Any

from quotes.corpus.documents import Document, Names
from quotes.corpus.storage import Found
from quotes.corpus.unpacking import BrokenOff, unpacked
from quotes.errors import MissingLibrary
from quotes.model import About

ENDINGS = (".warc",)
_TEXTS = ("text/html", "application/xhtml+xml", "text/plain")
LONGEST = 64 * 1024 * 1024


def parts(found: Found, size: int) -> list[tuple[int, int]]:
    del found, size  # records have no places that could be jumped to without an index
    return [(0, 0)]


def documents(uri: str, part: tuple[int, int], names: Names) -> Iterator[Document]:
    del part, names  # there is one part, and a record of WARC has the fields that it has
    with unpacked(uri) as stream:
        for at, record in _records(stream):
            if _is_text(record):
                yield _document(record, uri, at)


def chosen(uri: str, places: frozenset[int], names: Names) -> Iterator[Document]:
    return (each for each in documents(uri, (0, 0), names) if each.at in places)


def _records(stream: Any) -> Iterator[tuple[int, Any]]:
    """Answers, with the number that each has among all records."""
    try:
        from warcio.archiveiterator import ArchiveIterator
        from warcio.exceptions import ArchiveLoadFailed
    except ImportError as error:
        raise MissingLibrary(error.name, "corpus") from None
    try:
        for at, record in enumerate(ArchiveIterator(stream)):
            if record.rec_type == "response":
                yield at, record
    except ArchiveLoadFailed as error:
        raise BrokenOff(str(error).strip().partition("\n")[0]) from None


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
