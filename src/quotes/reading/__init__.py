"""Bytes to articles. Raw text is kept as it is; of a web page, the article's text is taken out.

A byte-order mark decides the encoding; else UTF-8; else what the page declares; else the more
plausible of GB18030 and Big5; else a refusal. Front matter is metadata: no finding comes from it.
"""

import hashlib
from dataclasses import replace
from pathlib import Path

from quotes.errors import UnreadableArticle
from quotes.language import worded
from quotes.model import About, Article
from quotes.reading.encodings import decode
from quotes.reading.files import SUFFIXES, expand, insist_on_text, read_bytes
from quotes.reading.front import heading, split_front
from quotes.reading.pages import is_page, read_day, read_page
from quotes.span import Span


def read_article(path: str | Path) -> Article:
    """Read one article; `-` is standard input. Raises UnreadableArticle with what to do next."""
    source = str(path)
    return _article(source, read_bytes(source))


def article_from_bytes(raw: bytes, source: str) -> Article:
    """An article from bytes that stand elsewhere than in a file."""
    return _article(source, insist_on_text(source, raw))


def read_with_bytes(path: str | Path) -> tuple[Article, bytes]:
    """An article and the bytes it was read from, for whoever copies it."""
    source = str(path)
    raw = read_bytes(source)
    return _article(source, raw), raw


def article_from_text(text: str, source: str = "-", about: About | None = None) -> Article:
    """An article from text that is already decoded, for programs and examples."""
    raw = text.encode("utf-8", "surrogatepass")
    return Article(
        source, text, hashlib.sha256(raw).hexdigest(), "utf-8", about or About(),
        Span(0, len(text)),
    )  # fmt: skip


def _article(source: str, raw: bytes) -> Article:
    text, encoding = decode(source, raw)
    digest = hashlib.sha256(raw).hexdigest()
    if is_page(source, text):
        about, words = read_page(source, text)
        return Article(source, words, digest, encoding, about, Span(0, len(words)))
    about, start = split_front(source, text)
    if not text[start:].strip():
        raise UnreadableArticle(
            source, worded("nothing after the front matter"), worded("add the article's text")
        )
    if about.title is None:
        about = replace(about, title=heading(text[start:]))
    return Article(source, text, digest, encoding, about, Span(start, len(text)))


__all__ = [
    "SUFFIXES", "article_from_bytes", "article_from_text", "expand", "is_page", "read_article",
    "read_day", "read_with_bytes",
]  # fmt: skip
