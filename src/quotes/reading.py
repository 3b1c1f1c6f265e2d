"""Bytes to articles: the only opener of articles. Raw text is kept as it is.

Encodings: a byte-order mark decides; else UTF-8; else GB18030, if what comes out is plausible
Chinese; else a refusal. Front matter is metadata: no finding comes from it.
"""

import hashlib
import re
import stat
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from quotes.errors import UnreadableArticle
from quotes.model import About, Article
from quotes.span import Span
from quotes.when import When

SUFFIXES = (".txt", ".md", ".markdown", ".text")
"""What is taken for an article inside a folder; a file that is named outright may end as it likes."""

MAX_BYTES = 64 * 1024 * 1024
"""Longer files are refused: no article is that long."""

_BOMS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_FRONT = re.compile(
    r"\A---[ \t]*\r?\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.DOTALL | re.MULTILINE
)
_COMMON = re.compile(r"[的一是在不了有和人这這中大为為上个個国國我以要他时時来來用们們说說]")


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
                path, "no articles in this folder", f"put {', '.join(SUFFIXES)} files there"
            )
        yield from map(str, inside)
        return
    if not place.exists():
        raise UnreadableArticle(path, "no such file or folder", "check the path")
    yield path


def read_article(path: str | Path) -> Article:
    """Read one article; `-` is standard input. Raises UnreadableArticle with what to do next."""
    source = str(path)
    return _article(source, _bytes(source))


def read_with_bytes(path: str | Path) -> tuple[Article, bytes]:
    """An article and the bytes it was read from, for whoever copies it."""
    source = str(path)
    raw = _bytes(source)
    return _article(source, raw), raw


def article_from_text(text: str, source: str = "-", about: About | None = None) -> Article:
    """An article from text that is already decoded, for programs and examples."""
    raw = text.encode("utf-8", "surrogatepass")
    return Article(
        source, text, hashlib.sha256(raw).hexdigest(), "utf-8", about or About(),
        Span(0, len(text)),
    )  # fmt: skip


def _bytes(source: str) -> bytes:
    if source == "-":
        return sys.stdin.buffer.read(MAX_BYTES + 1)
    try:
        mode = Path(source).stat().st_mode
        if not stat.S_ISREG(mode):
            raise UnreadableArticle(source, "not a regular file", "name a text file")
        with Path(source).open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except OSError as fault:
        raise UnreadableArticle(
            source, fault.strerror or str(fault), "check the path and its permissions"
        ) from fault


def _article(source: str, raw: bytes) -> Article:
    if len(raw) > MAX_BYTES:
        raise UnreadableArticle(source, "longer than 64 MB", "split it into its articles")
    if not raw.strip():
        raise UnreadableArticle(source, "empty", "put the article's text into it")
    if b"\x00" in raw and not raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise UnreadableArticle(source, "a binary file, not text", "save the article as text")
    text, encoding = _decode(source, raw)
    about, start = _front_matter(source, text)
    if not text[start:].strip():
        raise UnreadableArticle(source, "nothing after the front matter", "add the article's text")
    return Article(
        source, text, hashlib.sha256(raw).hexdigest(), encoding, about, Span(start, len(text))
    )


def _decode(source: str, raw: bytes) -> tuple[str, str]:
    for mark, encoding in _BOMS:
        if raw.startswith(mark):
            try:
                return raw.decode(encoding), encoding
            except UnicodeDecodeError as fault:
                raise _undecodable(source, fault) from fault
    try:
        return raw.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as fault:
        text = _gb18030(raw)
        if text is None:
            raise _undecodable(source, fault) from fault
        return text, "gb18030"


def _gb18030(raw: bytes) -> str | None:
    """GB18030 decodes nearly anything: it counts only if everyday characters come out."""
    try:
        text = raw.decode("gb18030")
    except UnicodeDecodeError:
        return None
    han = sum("㐀" <= char <= "鿿" for char in text)
    odd = sum(0xE000 <= ord(char) <= 0xF8FF or ord(char) > 0xFFFF for char in text)
    common = len(_COMMON.findall(text))
    plausible = han and common >= 0.04 * han and odd <= 0.01 * len(text)
    return text if plausible else None


def _undecodable(source: str, fault: UnicodeDecodeError) -> UnreadableArticle:
    return UnreadableArticle(
        source,
        f"neither UTF-8 nor GB18030 (byte {fault.start} is 0x{fault.object[fault.start]:02x})",
        "save it as UTF-8: iconv -f BIG5 -t UTF-8, if it comes from Taiwan or Hong Kong",
    )


def _front_matter(source: str, text: str) -> tuple[About, int]:
    found = _FRONT.match(text)
    if found is None:
        return About(), 0
    from quotes.rules.front import front_matter

    line, why, fields = front_matter(found[1])
    if why:
        raise UnreadableArticle(
            f"{source}:{line + 1}:1", f"front matter is no YAML: {why}", "mend it between the ---"
        )
    return _about(source, fields), found.end()


def _about(source: str, fields: dict[str, Any]) -> About:
    published = _text(fields.get("published") or fields.get("date"))
    if published is not None:
        published = _date(source, published)
    return About(
        title=_text(fields.get("title")),
        outlet=_text(fields.get("outlet") or fields.get("source")),
        author=_texts(fields.get("author")),
        editor=_texts(fields.get("editor")),
        published=published,
        url=_text(fields.get("url") or fields.get("link")),
    )


def _date(source: str, words: str) -> str:
    head = re.match(r"\d{4}-\d\d-\d\d(?=[T ])", words)
    try:
        return str(When.parse(head[0] if head else words.strip()))
    except ValueError as fault:
        raise UnreadableArticle(source, f"front matter: {fault}", "mend the date") from fault


def _text(value: Any) -> str | None:
    return value.strip() or None if isinstance(value, str) else None


def _texts(value: Any) -> tuple[str, ...]:
    if isinstance(value, list):
        return tuple(one for one in map(_text, value) if one)
    one = _text(value)
    return tuple(part for part in re.split(r"[、,，\s]+", one) if part) if one else ()
