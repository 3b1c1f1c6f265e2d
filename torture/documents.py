"""Word documents that nobody should send: damaged, locked, nested, or not what they say they are."""

import io
import zipfile
from collections.abc import Mapping

WORDS = "王忠林強調：“細節決定成敗。”"
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
_OFFICE_KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


def whole(body: str) -> str:
    return f'<w:document xmlns:w="{_W}"><w:body>{body}</w:body></w:document>'


PARTS = {
    "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_OFFICE_KIND}"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="r1" Type="{_OFFICE}" Target="word/document.xml"/></Relationships>',
    "word/document.xml": whole(f"<w:p><w:r><w:t>{WORDS}</w:t></w:r></w:p>"),
}
"""The parts of the smallest Word document."""


def document(changed: Mapping[str, str] | None = None, compression: int = 8) -> bytes:
    """A Word document, some of its parts other than they should be, or added."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", compression) as archive:
        for name, text in (PARTS | dict(changed or {})).items():
            archive.writestr(name, text)
    return held.getvalue()


def marked(raw: bytes, at: int, value: int) -> bytes:
    """An archive with another number at a place of each entry in its list of contents."""
    first, *entries = raw.split(b"PK\x01\x02")
    changed = [one[: at - 4] + value.to_bytes(2, "little") + one[at - 2 :] for one in entries]
    return b"PK\x01\x02".join([first, *changed])


def damaged(compression: int) -> bytes:
    """A Word document whose compressed bytes are others from the middle of the first part on."""
    raw = document(compression=compression)
    return raw[:60] + b"\xff" * 30 + raw[90:]


def nested(deep: int) -> bytes:
    body = "<w:p>" * deep + "<w:r><w:t>“好。”</w:t></w:r>" + "</w:p>" * deep
    return document({"word/document.xml": whole(body)})
