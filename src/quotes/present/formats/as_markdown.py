"""A briefing to read: by speaker or by month, each quotation with its source."""

import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import TYPE_CHECKING

from quotes.language import worded
from quotes.present.cite import caution, source_of
from quotes.present.escape import on_one_line, visible
from quotes.present.rows import Row, row_of

if TYPE_CHECKING:
    from quotes.present.formats import Options
    from quotes.sayings.selection import Selection

NAME, SUFFIX = "markdown", ".md"
OPTIONS = frozenset({"by"})

_OBEYED = re.compile(r"([\\`*_{}\[\]<>#!|~&$^@])")
"""Signs that mean something anywhere."""
_BEGINS = re.compile(r"\A(\d+(?=[.)])|(?=[-+=:]))")
"""What begins a list or a line under a heading."""


def export(selection: "Selection", options: "Options") -> bytes:
    rows = sorted(map(row_of, selection.kept), key=lambda row: _head(row, options.by) or "\uffff")
    lines = [f"# {len(rows)} quotations", ""]
    if selection.left_out:
        lines += [worded("Left out: {told}.").format(told=selection.told), ""]
    for head, group in groupby(rows, lambda row: _head(row, options.by)):
        lines += [f"## {inert(head or 'not known')}", "", *_group(group, options.by)]
    return ("\n".join(lines).rstrip("\n") + "\n").encode()


def inert(words: str) -> str:
    """Words of which Markdown makes nothing.

    >>> inert("[[武汉]]*加油*<b>")
    '\\\\[\\\\[武汉\\\\]\\\\]\\\\*加油\\\\*\\\\<b\\\\>'
    """
    return _BEGINS.sub(r"\1\\", _OBEYED.sub(r"\\\1", on_one_line(words).strip()))


def _head(row: Row, by: str) -> str:
    return (row.date or "")[:7] if by == "month" else row.name or ""


def _group(rows: Iterable[Row], by: str) -> Iterator[str]:
    for row in rows:
        yield from (f"> {inert(line)}" for line in visible(row.text or "").split("\n"))
        who = row.name if by == "month" else None
        told = (row.role, who, row.date, row.occasion, caution(row))
        facts = " · ".join(inert(each) for each in told if each)
        yield ">"
        yield f"> — {facts}{' · ' if facts else ''}{inert(source_of(row))} · {inert(row.id or '?')}"
        yield ""
