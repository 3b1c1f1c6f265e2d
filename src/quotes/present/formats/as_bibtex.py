"""BibTeX of the articles, for LaTeX: every character that TeX obeys is written as a command.

A brace too: BibTeX counts `\\{` as an open one.
"""

import re
from collections import Counter
from typing import TYPE_CHECKING

from quotes.present.escape import on_one_line
from quotes.present.formats.as_csl import issued, keyed

if TYPE_CHECKING:
    from quotes.catalog.entries import Source
    from quotes.present.formats import Options
    from quotes.sayings.selection import Selection

NAME, SUFFIX = "bibtex", ".bib"

_COMMANDS = {
    "\\": r"\textbackslash{}", "{": r"\textbraceleft{}", "}": r"\textbraceright{}", "$": r"\$", "&": r"\&", "#": r"\#",
    "^": r"\textasciicircum{}", "_": r"\_", "~": r"\textasciitilde{}", "%": r"\%",
    '"': r"\textquotedbl{}",
}  # fmt: skip
_OBEYED = re.compile("[" + re.escape("".join(_COMMANDS)) + "]")
_IN_URL = re.compile(r'[\\{}^"<>` ]')
_NO_KEY = re.compile(r"[^\w.:+/-]")


def export(selection: "Selection", _: "Options") -> bytes:
    found, taken = [], Counter[str]()
    for name, source in keyed(selection).items():
        key = _NO_KEY.sub("-", name)
        taken[key] += 1
        found.append(_item(key if taken[key] == 1 else f"{key}.{taken[key]}", source))
    return "\n".join(found).encode()


def inert(words: str) -> str:
    """Words of which TeX makes nothing.

    >>> print(inert("100%_{a"))
    100\\%\\_\\textbraceleft{}a
    """
    return _OBEYED.sub(lambda found: _COMMANDS[found[0]], on_one_line(words))


def _item(name: str, source: "Source") -> str:
    when = (issued(source.published) or {}).get("date-parts", [[]])[0]
    year, month, day = (*map(str, when), "", "", "")[:3]
    fields = {
        "title": f"{{{inert(source.title or source.file or '')}}}",
        "author": " and ".join(f"{{{inert(each)}}}" for each in source.author),
        "journal": inert(source.outlet or ""),
        "year": year,
        "month": month,
        "day": day,
        "url": _IN_URL.sub(lambda found: f"%{ord(found[0]):02X}", on_one_line(source.url or "")),
        "note": inert(source.note or ""),
        "langid": "chinese",
    }
    lines = "".join(f"  {key} = {{{value}}},\n" for key, value in fields.items() if value)
    return f"@article{{{name},\n{lines}}}\n"
