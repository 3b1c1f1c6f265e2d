"""Drafts: whatever a writer hands over. Text, Markdown and web pages are read as articles are; of a
Word document the paragraphs are taken out, one a line, those of tables among them.
"""

import hashlib
import io
import lzma
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
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
_COMPATIBLE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_ALTERNATIVES = f"{_COMPATIBLE}AlternateContent"
_ALTERNATIVE = (f"{_COMPATIBLE}Choice", f"{_COMPATIBLE}Fallback")

_NOT_UNPACKED = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError, RuntimeError, ValueError, struct.error,
)  # fmt: skip
"""Unpacking has an error for each way to compress, OSError for bzip2; RuntimeError tells of a password,
and, as NotImplementedError, of a way or a version that is not known."""

_NOT_OPENED = (*_NOT_UNPACKED, LookupError, AttributeError, TypeError)
"""python-docx looks at nothing before it uses it: a part of another kind lacks an attribute, a relation
without a target is no path, and a chain of a thousand parts is a RecursionError, which is a RuntimeError."""


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
    """One a line, each with the words of its own: those of a text box within it come behind it."""
    _insist_on_document(source, raw)
    from docx.oxml.ns import qn

    paragraphs: list[list[str]] = []
    around: list[list[str]] = []
    for entered, element in _shown(_body(source, raw), qn):
        if element.tag == qn("w:p"):
            around.append([]) if entered else around.pop()
            paragraphs += around[-1:] if entered else ()
        elif entered and around:
            around[-1].append(_words(element, qn))
    return ["".join(one) for one in paragraphs]


def _shown(body: Any, qn: Callable[[str], str]) -> Iterator[tuple[bool, Any]]:
    """Paragraphs as they begin and end, and what is printed in them, in one walk.

    Insertions under tracked changes are shown; what was deleted or moved away is not, and of a
    drawing that is told in several ways, for old programs and new, only the first.
    """
    from lxml.etree import iterwalk

    printed = {qn(name) for name in ("w:p", "w:t", "w:tab", "w:br", "w:cr")}
    gone, told = qn("w:moveFrom"), list[bool]()
    walk = iterwalk(body, ("start", "end"), tag=[*printed, gone, _ALTERNATIVES, *_ALTERNATIVE])
    for event, element in walk:
        if element.tag in printed:
            yield event == "start", element
        elif element.tag == _ALTERNATIVES:
            told.append(False) if event == "start" else told.pop()
        elif event == "start" and (element.tag == gone or _is_told(element, told)):
            walk.skip_subtree()


def _is_told(element: Any, told: list[bool]) -> bool:
    """Whether another way to tell the same was walked through already; it is noted that this one is."""
    if element.getparent().tag != _ALTERNATIVES:
        return False
    told[-1], before = True, told[-1]
    return before


def _words(element: Any, qn: Callable[[str], str]) -> str:
    """A comment within is not printed, and no end of the words around it."""
    return "".join(element.xpath("text()")) if element.tag == qn("w:t") else " "


def _body(source: str, raw: bytes) -> Any:
    from docx import Document
    from docx.oxml.ns import qn
    from lxml.etree import LxmlError

    held = io.BytesIO(raw)
    try:
        element = Document(held).element
    except (LxmlError, *_NOT_OPENED) as fault:
        raise _broken(source, str(fault).replace(str(held), source)) from fault
    if element.tag != qn("w:document") or (body := element.find(qn("w:body"))) is None:
        raise _broken(source, worded("“{key}” is missing").format(key="w:body"))
    return body


def _broken(source: str, fault: str) -> UnreadableArticle:
    return UnreadableArticle(
        source,
        worded("a broken Word document: {fault}").format(fault=fault),
        worded("save it again, or save it as text"),
    )


def _insist_on_document(source: str, raw: bytes) -> None:
    """An archive is never unpacked to find out what it is; its list of contents says so."""
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            sizes = {each.filename: each.file_size for each in archive.infolist()}
    except _NOT_UNPACKED as fault:
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
