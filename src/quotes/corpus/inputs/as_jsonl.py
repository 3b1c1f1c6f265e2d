"""JSON lines: plain files are cut into stretches of bytes, compressed ones are read whole."""

import json
from collections.abc import Iterator
from typing import Any

from quotes.corpus.documents import LONGEST, TOO_LONG, Document, Names, document_of
from quotes.corpus.storage import Found, opened, without_compression
from quotes.corpus.unpacking import unpacked

ENDINGS = (".jsonl", ".ndjson", ".jsonlines")
_BLOCK = 1 << 20
_ALL = (0, 0)
"""The part that is the whole of a file."""


def parts(found: Found, size: int) -> list[tuple[int, int]]:
    if without_compression(found.uri)[1]:
        return [_ALL]
    return [(at, min(at + size, found.bytes)) for at in range(0, found.bytes, size)]


def documents(uri: str, part: tuple[int, int], names: Names) -> Iterator[Document]:
    for at, line in _lines(uri, part):
        if line.strip():
            yield _document(line, uri, at, names)


def chosen(uri: str, places: frozenset[int], names: Names) -> Iterator[Document]:
    for at, line in _lines(uri, _ALL):
        if at in places:
            yield _document(line, uri, at, names)


def _document(line: bytes, uri: str, at: int, names: Names) -> Document:
    if len(line) > LONGEST:
        return Document(uri, at, f"{uri}#{at}", wrong=TOO_LONG)
    try:
        record = json.loads(line)
    except (ValueError, RecursionError) as error:
        return Document(uri, at, f"{uri}#{at}", wrong=f"no JSON: {error}")
    if not isinstance(record, dict):
        return Document(uri, at, f"{uri}#{at}", wrong="no JSON object")
    return document_of(record, uri, at, names)


def _lines(uri: str, part: tuple[int, int]) -> Iterator[tuple[int, bytes]]:
    """Lines that begin in the part, with the byte they begin at."""
    start, end = part
    if part == _ALL:
        with unpacked(uri) as stream:
            yield from cut(stream, 0)
        return
    with opened(uri) as file:
        file.seek(max(start - 1, 0))
        lines = cut(file, max(start - 1, 0))
        if start:
            next(lines, None)  # the end of a line that began before, be it a line break alone
        for at, line in lines:
            if at >= end:
                return
            yield at, line


def cut(stream: Any, at: int) -> Iterator[tuple[int, bytes]]:
    """Lines of a stream with their places; of one that is too long no more than shows that it is.

    >>> import io
    >>> list(cut(io.BytesIO(b"{}\\n[1]\\n2"), 0))
    [(0, b'{}\\n'), (3, b'[1]\\n'), (7, b'2')]
    """
    kept, size = [], 0
    while block := stream.read(_BLOCK):
        for piece in block.splitlines(keepends=True) if b"\r" not in block else _split(block):
            if size <= LONGEST:
                kept.append(piece)
            size += len(piece)
            if piece.endswith(b"\n"):
                yield at, b"".join(kept)
                at, kept, size = at + size, [], 0
    if size:
        yield at, b"".join(kept)


def _split(block: bytes) -> Iterator[bytes]:
    """At line feeds alone: a lone carriage return ends no line."""
    *lines, rest = block.split(b"\n")
    yield from (line + b"\n" for line in lines)
    if rest:
        yield rest
