"""Bytes to text: a byte-order mark, UTF-8, what the page declares, then the more plausible of two.

Valid Big5 nearly always decodes as GB18030 as well, and often the other way round. So both are
tried, and what comes out is weighed; where neither outweighs the other, the file is refused:
an article read in the wrong encoding would fill a catalog with words that nobody said.
"""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass

from quotes.errors import UnreadableArticle
from quotes.language import worded
from quotes.reading.files import no_text
from quotes.reading.plausible import mean, weight

MARGIN = 7.0
"""By how much the better reading must outweigh the other: odds of a thousand to one."""

FLOOR = 0.5
"""Evidence for each character below which a reading is no Chinese at all."""

_PIECE = 4 << 20

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DECLARED = re.compile(rb"<meta\b[^<>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]{2,20})", re.IGNORECASE)
_KNOWN = {
    "utf-8": ("utf-8",), "utf8": ("utf-8",),
    "gb2312": ("gb18030",), "gbk": ("gb18030",), "gb18030": ("gb18030",), "gb_2312-80": ("gb18030",),
    "big5": ("cp950", "big5hkscs"), "big5-hkscs": ("big5hkscs",), "cp950": ("cp950", "big5hkscs"),
}  # fmt: skip
_GUESSED = (("gb18030",), ("cp950", "big5hkscs"))
"""Two families. Big5 is read as the code page that Taiwan's computers wrote, in which 約翰‧李 has
its own dot; what Hong Kong added to it is tried where that fails."""

_HINT = worded(
    "save it as UTF-8: iconv -f GB18030 -t UTF-8, or iconv -f BIG5 -t UTF-8 if it comes from Taiwan or Hong Kong"
)


def decode(source: str, raw: bytes) -> tuple[str, str]:
    """The text, without a byte-order mark, and the name of its encoding.

    Raises UnreadableArticle where no reading is plausible, or two are.
    """
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            return _marked(source, raw, encoding), encoding
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as fault:
        _refuse_damaged_utf8(source, raw, fault)
    else:
        if mean(text) >= 0 or not _plausible(raw):
            return text, "utf-8"
    declared = _declared(raw)
    if declared is not None and mean(declared[0]) >= FLOOR:
        return declared
    return _weighed(source, raw)


def _marked(source: str, raw: bytes, encoding: str) -> str:
    """Two bytes may look like a mark by chance: what follows has to be text all the same."""
    try:
        text = raw.decode(encoding)
    except UnicodeDecodeError as fault:
        raise UnreadableArticle(
            source,
            worded("begins like {encoding}, but byte {start} is none of it").format(
                encoding=encoding, start=fault.start
            ),
            _HINT,
        ) from fault
    if "\0" in text:
        raise no_text(source)
    if encoding == "utf-16" and mean(text) < 0:
        raise UnreadableArticle(
            source, worded("begins like UTF-16, but what follows is no Chinese"), _HINT
        )
    return text


def _refuse_damaged_utf8(source: str, raw: bytes, fault: UnicodeDecodeError) -> None:
    """A file that is UTF-8 but for a few bytes is not tried as anything else: it was cut or mixed."""
    lost = whole = 0
    beginning = ""
    for text in _pieces(raw):
        beginning = beginning or text.replace("�", "")
        lost += text.count("�")
        whole += len(text) - len(text.encode("ascii", "ignore")) - text.count("�")
    if whole > 9 * lost and mean(beginning) >= FLOOR:
        line = raw.count(b"\n", 0, fault.start) + 1
        raise UnreadableArticle(
            f"{source}:{line}",
            worded("UTF-8, but damaged: byte {start} is 0x{it:02x}").format(
                start=fault.start, it=raw[fault.start]
            ),
            worded("mend the file, or drop what is broken: iconv -c -f UTF-8 -t UTF-8"),
        ) from fault


def _pieces(raw: bytes) -> Iterator[str]:
    """UTF-8 with a sign for each byte that is none of it, a few megabytes at a time."""
    decoder = codecs.getincrementaldecoder("utf-8")("replace")
    for start in range(0, len(raw), _PIECE):
        yield decoder.decode(raw[start : start + _PIECE], start + _PIECE >= len(raw))


def _declared(raw: bytes) -> tuple[str, str] | None:
    """What an HTML page says of itself in its first kilobytes, if it holds."""
    found = _DECLARED.search(raw[:4096])
    names = _KNOWN.get(found[1].decode("ascii", "replace").lower()) if found else None
    return _first_that_decodes(raw, names) if names else None


def _first_that_decodes(raw: bytes, names: tuple[str, ...]) -> tuple[str, str] | None:
    for name in names:
        try:
            return raw.decode(name), name
        except UnicodeDecodeError:
            continue
    return None


@dataclass(frozen=True, slots=True, order=True)
class _Weighed:
    """How plausible one reading of the bytes is."""

    evidence: float
    mean: float
    name: str


def _readings(raw: bytes) -> list[_Weighed]:
    """Each family that decodes the bytes, the best first. Their texts are long: none is kept."""
    found = []
    for names in _GUESSED:
        if one := _first_that_decodes(raw, names):
            found.append(_Weighed(weight(one[0])[0], mean(one[0]), one[1]))
            del one
    return sorted(found, reverse=True)


def _plausible(raw: bytes) -> bool:
    """学校 in GB18030 happens to be valid UTF-8, of two letters that no Chinese article has."""
    return any(one.mean >= FLOOR for one in _readings(raw))


def _weighed(source: str, raw: bytes) -> tuple[str, str]:
    readings = _readings(raw)
    if not readings or readings[0].mean < FLOOR:
        raise UnreadableArticle(source, "neither UTF-8 nor GB18030 nor Big5", _HINT)
    if len(readings) > 1 and readings[0].evidence - readings[1].evidence < MARGIN:
        names = worded(" as well as ").join(sorted(one.name for one in readings))
        raise UnreadableArticle(
            source,
            worded("reads as {names}, and is too short to tell which").format(names=names),
            _HINT,
        )
    return raw.decode(readings[0].name), readings[0].name
