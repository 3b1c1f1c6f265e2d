"""One JSON object: every field of entries, articles and people, and what was left out."""

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING

from quotes import __version__
from quotes.catalog.entries import filled
from quotes.present.formats.as_jsonl import entry, line, safe
from quotes.present.rows import Row, values

if TYPE_CHECKING:
    from quotes.present.formats import Options
    from quotes.sayings.selection import Selection

NAME, SUFFIX, ANCHORED = "json", ".json", True

FORMAT = "quotes-export/1"


def export(selection: "Selection", _: "Options") -> bytes:
    whole = {
        "format": FORMAT,
        "program": f"quotes {__version__}",
        "count": len(selection.kept),
        "left_out": selection.left_out,
        "articles": [filled(each) for each in selection.sources.values()],
        "people": [
            {"name": each.name, "aliases": each.aliases, "roles": [role._asdict() for role in each.roles]}
            for each in selection.persons
        ],
        "entries": [entry(each, selection.anchors.get(each.entry.id or "")) for each in selection.kept],
    }  # fmt: skip
    return (safe(json.dumps(whole, ensure_ascii=False, indent=1)) + "\n").encode()


def render(rows: Sequence[Row]) -> str:
    lines = ",\n ".join(line(values(row)) for row in rows)
    return f"[{lines}]\n"
