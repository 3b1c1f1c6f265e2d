"""Paths to bytes: the only opener of articles."""

import stat
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from quotes.errors import UnreadableArticle
from quotes.language import of_system, worded

SUFFIXES = (".txt", ".md", ".markdown", ".text", ".html", ".htm")
"""What is taken for an article inside a folder; a file that is named outright may end as it likes."""

MAX_BYTES = 64 * 1024 * 1024
"""Longer files are refused: no article is that long."""


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
    if place.is_dir():
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
    if not place.exists():
        raise UnreadableArticle(path, worded("no such file or folder"), worded("check the path"))
    yield path


def read_bytes(source: str) -> bytes:
    """The bytes of one source, refused where they cannot be an article."""
    return insist_on_text(source, raw_bytes(source))


def insist_on_text(source: str, raw: bytes) -> bytes:
    """Raises UnreadableArticle for what is too long, empty or no text."""
    if len(raw) > MAX_BYTES:
        raise UnreadableArticle(
            source, worded("longer than 64 MB"), worded("split it into its articles")
        )
    if not raw.strip():
        raise UnreadableArticle(source, "empty", worded("put the article's text into it"))
    if b"\x00" in raw and not raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise UnreadableArticle(
            source, worded("a binary file, not text"), worded("save the article as text")
        )
    return raw


def raw_bytes(source: str) -> bytes:
    """The bytes of one source, whatever they are; no more than a little over the limit."""
    if source == "-":
        return sys.stdin.buffer.read(MAX_BYTES + 1)
    try:
        mode = Path(source).stat().st_mode
        if not stat.S_ISREG(mode):
            raise UnreadableArticle(
                source, worded("not a regular file"), worded("name a text file")
            )
        with Path(source).open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except OSError as fault:
        raise UnreadableArticle(
            source, of_system(fault), worded("check the path and its permissions")
        ) from fault
