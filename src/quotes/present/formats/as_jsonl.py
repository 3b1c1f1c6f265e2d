"""One JSON object a line: every field, nothing lost."""

import json
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from quotes.present.rows import Row, row_of, values
from quotes.unseen import OBEYED

if TYPE_CHECKING:
    from quotes.catalog.kept import Kept
    from quotes.present.formats import Options
    from quotes.sayings.anchors import Anchor
    from quotes.sayings.selection import Selection

NAME, SUFFIX, ANCHORED = "jsonl", ".jsonl", True

FORMAT = "quotes-entry/1"
"""Said in every exported line; the number changes when a field is renamed or means something else."""


def export(selection: "Selection", _: "Options") -> bytes:
    lines = (
        line({"format": FORMAT, **entry(each, selection.anchors.get(each.entry.id or ""))})
        for each in selection.kept
    )
    return "".join(f"{each}\n" for each in lines).encode()


def entry(kept: "Kept", anchor: "Anchor | None") -> dict[str, Any]:
    """All that is known of an entry, with the place of its words in the source."""
    apart = {"same_as": kept.entry.same_as, "not_same_as": kept.entry.not_same_as}
    return {**values(row_of(kept)), **apart, "anchor": anchor._asdict() if anchor else None}


def render(rows: Sequence[Row]) -> str:
    return "".join(line(values(row)) + "\n" for row in rows)


def line(value: Mapping[str, object]) -> str:
    """JSON with Chinese as Chinese, and escapes for what is not seen."""
    return safe(json.dumps(value, ensure_ascii=False))


def safe(text: str) -> str:
    """JSON without characters that a terminal or a browser obeys."""
    return OBEYED.sub(lambda found: json.dumps(found[0])[1:-1], text)
