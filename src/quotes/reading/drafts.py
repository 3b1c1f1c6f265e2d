"""Drafts: whatever a writer hands over. Text, Markdown and web pages are read as articles are; of a
Word document the paragraphs are taken out, one a line, those of tables among them.
"""

import hashlib
import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from quotes.errors import UnreadableArticle
from quotes.language import worded
from quotes.model import About, Article
from quotes.reading import article_from_bytes
from quotes.reading.files import MAX_BYTES, raw_bytes
from quotes.span import Span

_ZIP = b"PK\x03\x04"
_MAIN_PART = "word/document.xml"


def read_draft(path: str | Path) -> Article:
    """Read one draft; `-` is standard input. Raises UnreadableArticle with what to do next."""
    source = str(path)
    raw = raw_bytes(source)
    if not raw.startswith(_ZIP):
        return article_from_bytes(raw, source)
    text = "\n".join(_paragraphs(source, raw))
    if not text.strip():
        raise UnreadableArticle(
            source, worded("a document without text"), worded("name the draft itself")
        )
    digest = hashlib.sha256(raw).hexdigest()
    return Article(source, text, digest, "docx", About(), Span(0, len(text)))


def _paragraphs(source: str, raw: bytes) -> list[str]:
    _insist_on_document(source, raw)
    from docx import Document
    from docx.opc.exceptions import PackageNotFoundError
    from docx.oxml.ns import qn
    from lxml.etree import LxmlError

    try:
        document = Document(io.BytesIO(raw))
    except (PackageNotFoundError, LxmlError, KeyError, ValueError, zipfile.BadZipFile) as fault:
        raise UnreadableArticle(
            source,
            worded("a broken Word document: {fault}").format(fault=fault),
            worded("save it again, or save it as text"),
        ) from fault
    return [_text(each, qn) for each in document.element.body.iter(qn("w:p"))]


def _text(paragraph: Any, qn: Callable[[str], str]) -> str:
    """All that is shown, insertions under tracked changes among it; what was deleted is not."""
    blanks = {qn("w:tab"), qn("w:br"), qn("w:cr")}
    parts = (
        " " if each.tag in blanks else each.text or ""
        for each in paragraph.iter(qn("w:t"), *blanks)
    )
    return "".join(parts)


def _insist_on_document(source: str, raw: bytes) -> None:
    """An archive is never unpacked to find out what it is; its list of contents says so."""
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            sizes = {each.filename: each.file_size for each in archive.infolist()}
    except zipfile.BadZipFile as fault:
        raise UnreadableArticle(
            source, worded("a broken archive: {fault}").format(fault=fault), worded("save it again")
        ) from fault
    if _MAIN_PART not in sizes:
        raise UnreadableArticle(
            source, worded("an archive, not a draft"), worded("name the draft inside of it")
        )
    if sum(sizes.values()) > MAX_BYTES:
        raise UnreadableArticle(
            source, worded("longer than 64 MB unpacked"), worded("take its pictures out")
        )
