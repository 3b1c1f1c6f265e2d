"""Answers to questions about a corpus: columns and rows of whatever was asked for."""

import csv
import io
from collections.abc import Sequence
from typing import Any

from rich.box import SIMPLE
from rich.table import Table

from quotes.present.escape import inert, on_one_line
from quotes.present.formats.as_csv import guarded
from quotes.present.formats.as_jsonl import line

FORMS = ("table", "tsv", "csv", "jsonl")

Rows = Sequence[Sequence[Any]]
_WORDS_AT_LEAST = 24


def render(columns: Sequence[str], rows: Rows, form: str) -> str:
    """For programs: a line a row."""
    if form == "jsonl":
        made = (dict(zip(columns, row, strict=True)) for row in rows)
        return "".join(
            line({name: _plain(value) for name, value in row.items()}) + "\n" for row in made
        )
    if form == "csv":
        out = io.StringIO()
        writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
        writer.writerow(columns)
        writer.writerows([guarded(_said(value)) for value in row] for row in rows)
        return out.getvalue()
    lines = [list(columns), *([_said(value) for value in row] for row in rows)]
    return "".join("\t".join(map(on_one_line, each)) + "\n" for each in lines)


def table(columns: Sequence[str], rows: Rows) -> Table:
    """For people: numbers to the right, words folded and never cut."""
    drawn = Table(box=SIMPLE, show_edge=False, pad_edge=False, padding=(0, 2, 0, 0))
    for at, name in enumerate(columns):
        is_number = any(isinstance(row[at], int) for row in rows)
        least = _WORDS_AT_LEAST if name in ("text", "why", "title") else None
        drawn.add_column(
            inert(on_one_line(name)), justify="right" if is_number else "left", overflow="fold",
            min_width=least,
        )  # fmt: skip
    for row in rows:
        drawn.add_row(*(inert(on_one_line(_said(value))) for value in row))
    return drawn


def _said(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, list | tuple):
        return "、".join(map(_said, value))
    return str(value)


def _plain(value: Any) -> Any:
    """What JSON can say; days and decimals are said in words."""
    if isinstance(value, dict):
        return {str(name): _plain(each) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    return value if isinstance(value, str | int | float | bool | None) else str(value)
