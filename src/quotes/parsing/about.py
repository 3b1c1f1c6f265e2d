"""What an article prints about itself: title, outlet, host, author, editor, date, link."""

import re
from dataclasses import replace
from functools import lru_cache
from typing import Any

from quotes.model import About
from quotes.parsing.layers import Layers
from quotes.parsing.segment import Line, Role
from quotes.rules import Rules
from quotes.rules.needed import sought
from quotes.rules.shortlist import Shortlist
from quotes.when import When

HEAD_LINES = 12
"""How many lines from the top or the foot metadata is looked for."""

_MANY = ("author", "editor")


def complete(known: About, layers: Layers, lines: tuple[Line, ...], rules: Rules) -> About:
    """What was known, with its gaps filled from what the text prints. Known values stay."""
    printed: dict[str, Any] = {}
    for line in (*lines[:HEAD_LINES], *lines[HEAD_LINES:][-HEAD_LINES:]):
        for name, value in _printed(line, layers, rules).items():
            printed.setdefault(name, value)
    if "title" not in printed:
        title = next((line for line in lines if line.role is Role.TITLE), None)
        if title is not None:
            printed["title"] = title.span.of(layers.text)
    missing = {name: value for name, value in printed.items() if not getattr(known, name)}
    return replace(known, **missing)


def _printed(line: Line, layers: Layers, rules: Rules) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for _, match in _patterns(rules).matches(line.plain):
        for name in match.re.groupindex:
            if match[name] and name not in found:
                words = layers.text[
                    line.span.start + match.start(name) : line.span.start + match.end(name)
                ].strip()
                found[name] = _typed(name, words)
    return {name: value for name, value in found.items() if value}


@lru_cache(maxsize=1)
def _patterns(rules: Rules) -> Shortlist:
    return Shortlist((at, sought(row.pattern)) for at, row in enumerate(rules.meta_rows))


def _typed(name: str, words: str) -> Any:
    if name in _MANY:
        return tuple(re.split(r"[\s、\u3000]+", words))
    if name == "published":
        return _edtf(words)
    return words


def _edtf(words: str) -> str | None:
    numbers = [int(number) for number in re.findall(r"\d+", words)[:3]]
    text = "-".join(f"{number:0{4 if index == 0 else 2}}" for index, number in enumerate(numbers))
    try:
        return str(When.parse(text))
    except ValueError:
        return None
