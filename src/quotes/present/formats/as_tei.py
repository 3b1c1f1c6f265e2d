"""TEI P5, for corpus work: `cit` with `said` or `quote`, articles as `bibl`, speakers as `listPerson`.

https://tei-c.org/release/doc/tei-p5-doc/en/html/
"""

import re
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from quotes import __version__
from quotes.present.escape import visible
from quotes.present.rows import row_of

if TYPE_CHECKING:
    from quotes.catalog.entries import Source
    from quotes.catalog.kept import Kept
    from quotes.present.formats import Options
    from quotes.sayings.selection import Selection

NAME, SUFFIX = "tei", ".xml"

_TEI = "http://www.tei-c.org/ns/1.0"
_ID = "{http://www.w3.org/XML/1998/namespace}id"
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_DAY = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?")


def export(selection: "Selection", _: "Options") -> bytes:
    sources = {file: f"article-{number}" for number, file in enumerate(selection.sources, 1)}
    named = dict.fromkeys(each.name for each in selection.kept if each.name)
    speakers = {name: f"speaker-{number}" for number, name in enumerate(named, 1)}
    root = ET.Element("TEI", {"xmlns": _TEI, _LANGUAGE: "zh"})
    _header(root, selection, sources, speakers)
    body = _in(_in(_in(root, "text"), "body"), "div")
    for each in selection.kept:
        _cit(body, each, sources, speakers)
    if not selection.kept:
        _in(body, "p", "—")
    ET.indent(root)
    content: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return content + b"\n"


def _header(
    root: ET.Element, selection: "Selection", sources: dict[str, str], speakers: dict[str, str]
) -> None:
    header = _in(root, "teiHeader")
    file = _in(header, "fileDesc")
    _in(_in(file, "titleStmt"), "title", f"{len(selection.kept)} quotations")
    told = f"quotes {__version__}" + (f"; left out: {selection.told}" if selection.left_out else "")
    _in(_in(file, "publicationStmt"), "p", told)
    described = _in(file, "sourceDesc")
    if not sources:
        _in(described, "p", "—")
    listed = _in(described, "listBibl") if sources else described
    for name, number in sources.items():
        _bibl(listed, name, number, selection.sources[name])
    if speakers:
        people = _in(_in(_in(header, "profileDesc"), "particDesc"), "listPerson")
        for name, number in speakers.items():
            _in(_in(people, "person", **{_ID: number}), "persName", name)


def _bibl(parent: ET.Element, file: str, number: str, source: "Source") -> None:
    bibl = _in(parent, "bibl", **{_ID: number})
    _in(bibl, "title", source.title or file, level="a")
    if source.outlet:
        _in(bibl, "title", source.outlet, level="j")
    for author in source.author:
        _in(bibl, "author", author)
    _date(bibl, source.published)
    if source.url:
        _in(bibl, "ref", source.url, target=source.url.replace(" ", "%20"))
    _in(bibl, "idno", file, type="file")


def _cit(
    parent: ET.Element, kept: "Kept", sources: dict[str, str], speakers: dict[str, str]
) -> None:
    row = row_of(kept)
    cit = _in(parent, "cit", n=row.id or "", type=row.kind or "")
    who = {"who": f"#{speakers[row.name]}"} if row.name else {}
    if row.kind == "quote":
        _in(cit, "said", row.text or "", direct="true", **who)
    else:
        _in(cit, "quote", row.text or "", source=f"#{sources[kept.source.file or kept.file]}")
    bibl = _in(cit, "bibl", corresp=f"#{sources[kept.source.file or kept.file]}")
    _date(bibl, row.date)
    _in(bibl, "biblScope", str(row.line or ""), unit="line")
    for note in (row.occasion, row.standing, row.via):
        if note:
            _in(bibl, "note", note)


def _date(parent: ET.Element, edtf: str | None) -> None:
    if edtf:
        _in(parent, "date", edtf, **({"when": edtf} if _DAY.fullmatch(edtf) else {}))


def _in(parent: ET.Element, name: str, words: str = "", **attributes: str) -> ET.Element:
    """What XML cannot hold, and what nobody sees, is shown as what it is."""
    shown = {key: visible(value) for key, value in attributes.items()}
    made = ET.SubElement(parent, name, shown)
    made.text = visible(words) or None
    return made
