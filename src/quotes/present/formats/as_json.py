"""One JSON array: every field, nothing lost."""

from collections.abc import Sequence

from quotes.present.formats.as_jsonl import line
from quotes.present.rows import Row, values

NAME, SUFFIX = "json", ".json"


def render(rows: Sequence[Row]) -> str:
    lines = ",\n ".join(line(values(row)) for row in rows)
    return f"[{lines}]\n"
