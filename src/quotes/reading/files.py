"""Paths to bytes: the only opener of articles."""

import codecs
import errno
import os
import stat
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO

from quotes.derived import without_waiting
from quotes.errors import UnreadableArticle
from quotes.language import of_system, worded

SUFFIXES = (".txt", ".md", ".markdown", ".text", ".html", ".htm")
"""What is taken for an article inside a folder; a file that is named outright may end as it likes."""

MAX_BYTES = 64 * 1024 * 1024
"""Longer files are refused: no article is that long."""

_WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
"""Marks of an encoding in which ASCII has NULs; the first begins the mark of UTF-32 as well."""


def expand(paths: Sequence[str]) -> tuple[str, ...]:
    """The articles that paths name: files as they are, folders searched in order of name.

    Raises UnreadableArticle for a path that is not there and for a folder without articles.
    """
    return tuple(found for path in paths for found in _expand(path))


def _expand(path: str) -> Iterator[str]:
    if path == "-":
        yield path
        return
    place = Path(path)
    if os.path.isdir(place):  # noqa: PTH112 - false as well for a name that no system takes
        inside = sorted(
            one for one in place.rglob("*")
            if one.suffix.lower() in SUFFIXES and one.is_file()
            and not any(part.startswith(".") for part in one.relative_to(place).parts)
        )  # fmt: skip
        if not inside:
            raise UnreadableArticle(
                path,
                worded("no articles in this folder"),
                worded("put {names} files there").format(names=", ".join(SUFFIXES)),
            )
        yield from map(str, inside)
        return
    if not os.path.exists(place):  # noqa: PTH110 - the same
        raise UnreadableArticle(path, worded("no such file or folder"), worded("check the path"))
    yield path


def read_bytes(source: str) -> bytes:
    """The bytes of one source, refused where they cannot be an article."""
    return insist_on_text(source, raw_bytes(source))


def insist_on_text(source: str, raw: bytes) -> bytes:
    """Raises UnreadableArticle for what is too long, empty or no text."""
    if len(raw) > MAX_BYTES:
        raise _too_long(source)
    if not raw.strip():
        raise UnreadableArticle(source, "empty", worded("put the article's text into it"))
    if b"\x00" in raw and (raw.startswith(codecs.BOM_UTF32_LE) or not raw.startswith(_WIDE)):
        raise no_text(source)
    return raw


def no_text(source: str) -> UnreadableArticle:
    """The refusal of what holds a NUL: a binary file, or text in an encoding that no article has."""
    return UnreadableArticle(
        source, worded("a binary file, not text"), worded("save the article as text")
    )


def raw_bytes(source: str) -> bytes:
    """The bytes of one source, whatever they are; of standard input a little over the limit.

    Raises UnreadableArticle for standard input that is closed; for a pipe or a device, before it is
    read; for a file that is too long, however long it is; and for one that somebody writes to twice
    while it is read.
    """
    if source == "-":
        return _standard_input()
    try:
        for _ in range(2):
            with open(source, "rb", opener=without_waiting) as file:
                before = _insist_on_file(source, file)
                raw = file.read(MAX_BYTES + 1)
                if _state(os.fstat(file.fileno())) == _state(before):
                    return raw
        raise UnreadableArticle(
            source, worded("changes while it is read"), worded("run it again once it is saved")
        )
    except OSError as fault:
        raise UnreadableArticle(
            source, of_system(fault), worded("check the path and its permissions")
        ) from fault


def _standard_input() -> bytes:
    try:
        return sys.stdin.buffer.read(MAX_BYTES + 1)
    except OSError as fault:
        closed = fault.errno == errno.EBADF
        raise UnreadableArticle(
            "-",
            worded("standard input is closed") if closed else of_system(fault),
            worded("name a file, or let one be read: - < FILE"),
        ) from fault


def _insist_on_file(source: str, file: IO[bytes]) -> os.stat_result:
    """Asked of what is open, not of its name: that may be another file by now."""
    found = os.fstat(file.fileno())
    if not stat.S_ISREG(found.st_mode):
        raise UnreadableArticle(source, worded("not a regular file"), worded("name a text file"))
    if found.st_size > MAX_BYTES:
        raise _too_long(source)
    return found


def _state(found: os.stat_result) -> tuple[int, int]:
    return found.st_size, found.st_mtime_ns


def _too_long(source: str) -> UnreadableArticle:
    return UnreadableArticle(
        source, worded("longer than 64 MB"), worded("split it into its articles")
    )
