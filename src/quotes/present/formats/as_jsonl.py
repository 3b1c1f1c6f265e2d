"""One JSON object a line: every field, nothing lost."""

import json
import re
from collections.abc import Mapping, Sequence

from quotes.present.rows import Row, values

NAME, SUFFIX = "jsonl", ".jsonl"

# JSON lets these stand raw; a terminal or a browser does not.
_RISKY = re.compile("[\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]")
_TAGS = re.compile("[\U000e0000-\U000e0fff]")


def render(rows: Sequence[Row]) -> str:
    return "".join(line(values(row)) + "\n" for row in rows)


def line(value: Mapping[str, object]) -> str:
    """JSON with Chinese as Chinese, and escapes for what is not seen."""
    return safe(json.dumps(value, ensure_ascii=False))


def safe(text: str) -> str:
    """JSON without characters that a terminal or a browser obeys."""
    text = _RISKY.sub(lambda found: f"\\u{ord(found[0]):04x}", text)
    return _TAGS.sub(lambda found: json.dumps(found[0])[1:-1], text)
