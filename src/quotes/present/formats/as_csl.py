"""CSL-JSON of the articles, for Zotero and citation processors: what is cited is the print.

https://citeproc-js.readthedocs.io/en/latest/csl-json/markup.html
"""

import json
import re
from typing import TYPE_CHECKING, Any

from quotes.present.formats.as_jsonl import safe

if TYPE_CHECKING:
    from quotes.catalog.entries import Source
    from quotes.present.formats import Options
    from quotes.sayings.selection import Selection

NAME, SUFFIX = "csl", ".json"

_DAY = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?[~?%]?")


def export(selection: "Selection", _: "Options") -> bytes:
    items = [item(name, source) for name, source in keyed(selection).items()]
    return (safe(json.dumps(items, ensure_ascii=False, indent=1)) + "\n").encode()


def keyed(selection: "Selection") -> "dict[str, Source]":
    """Articles by the name of their catalog file, which never changes."""
    return {
        each.file.rpartition("/")[2].removesuffix(".yaml"): each.source for each in selection.kept
    }


def item(name: str, source: "Source") -> dict[str, Any]:
    made = {
        "id": name,
        "type": "article-newspaper",
        "language": "zh",
        "title": source.title or source.file,
        "container-title": source.outlet,
        "author": [{"literal": author} for author in source.author],
        "issued": issued(source.published),
        "URL": source.url,
        "note": source.note,
    }
    return {key: value for key, value in made.items() if value}


def issued(edtf: str | None) -> dict[str, Any] | None:
    """A day that is not certain is said to be about then; one without a year in words.

    >>> issued("2020-02-20~"), issued("XXXX-02-20")
    ({'date-parts': [[2020, 2, 20]], 'circa': True}, {'literal': 'XXXX-02-20'})
    """
    if not edtf:
        return None
    found = _DAY.fullmatch(edtf)
    if found is None:
        return {"literal": edtf}
    parts = {"date-parts": [[int(part) for part in found.groups() if part]]}
    return parts if edtf[-1].isdecimal() else {**parts, "circa": True}
