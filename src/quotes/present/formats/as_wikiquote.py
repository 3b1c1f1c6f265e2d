"""Wikitext for Wikiquote: a page a speaker, its sections by what is known of the words' standing."""

import html
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from quotes.present.cite import caution, source_of
from quotes.present.escape import on_one_line
from quotes.present.rows import Row, row_of

if TYPE_CHECKING:
    from quotes.present.formats import Options
    from quotes.sayings.selection import Selection

NAME, SUFFIX = "wikiquote", ".wiki"

_SECTIONS = {
    "语录": (None, "verified"),
    "存疑": ("disputed",),
    "误传": ("misattributed", "withdrawn"),
}
_PLACED = {standing for standings in _SECTIONS.values() for standing in standings}


def export(selection: "Selection", _: "Options") -> bytes:
    rows = [row_of(each) for each in selection.kept]
    rows = [row for row in rows if row.standing in _PLACED]
    people = sorted({row.name for row in rows if row.name})
    left = {
        **selection.left_out,
        "without a speaker": sum(not row.name for row in rows),
        "of unknown standing": len(selection.kept) - len(rows),
    }
    told = ", ".join(f"{count} {why}" for why, count in left.items() if count)
    head = [f"<!-- left out: {told} -->"] if told else []
    pages = (line for name in people for line in _page(name, rows))
    return ("\n".join([*head, *pages]) + "\n").encode()


def inert(words: str) -> str:
    """Words of which MediaWiki makes nothing.

    >>> inert("[[武汉]]</nowiki>")
    '<nowiki>[[武汉]]&lt;/nowiki&gt;</nowiki>'
    """
    return f"<nowiki>{html.escape(on_one_line(words), quote=False)}</nowiki>"


def _page(name: str, rows: Iterable[Row]) -> Iterator[str]:
    own = [row for row in rows if row.name == name]
    yield f"= {inert(name)} ="
    for section, standings in _SECTIONS.items():
        found = [row for row in own if row.standing in standings]
        if found:
            yield from ("", f"== {section} ==")
        for row in found:
            told = "，".join(
                each
                for each in (row.role, row.date, row.occasion, source_of(row), caution(row))
                if each
            )
            yield f"* {inert(row.text or '')} <!-- {_id(row)} -->"
            yield f"** {inert(told)}"
    yield ""


def _id(row: Row) -> str:
    """Inside a comment, which two hyphens would end."""
    return on_one_line(row.id or "?").replace("--", "-‐").replace(">", "›")
