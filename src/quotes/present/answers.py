"""Answers to questions about a corpus: columns and rows of whatever was asked for."""

import csv
import io
from collections.abc import Sequence
from itertools import count
from math import isfinite
from typing import Any

from rich.box import SIMPLE
from rich.cells import cell_len
from rich.console import Group, RenderableType
from rich.table import Table

from quotes.present.escape import inert, on_one_line
from quotes.present.formats.as_csv import guarded
from quotes.present.formats.as_jsonl import line

FORMS = ("table", "tsv", "csv", "jsonl")

Rows = Sequence[Sequence[Any]]
_WORDS_AT_LEAST = 16
_WIDEST = 40
"""Cells of a column but the last."""
_PADDING = 2


def render(columns: Sequence[str], rows: Rows, form: str) -> str:
    """For programs: a line a row."""
    if form == "jsonl":
        names = _each_its_own(columns)
        made = (dict(zip(names, row, strict=True)) for row in rows)
        return "".join(
            line({name: _plain(value) for name, value in row.items()}) + "\n" for row in made
        )
    if form == "csv":
        out = io.StringIO()
        writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
        writer.writerow(map(guarded, columns))
        writer.writerows(map(_cell, row) for row in rows)
        return out.getvalue()
    lines = [list(columns), *([_said(value) for value in row] for row in rows)]
    return "".join("\t".join(map(on_one_line, each)) + "\n" for each in lines)


def _each_its_own(columns: Sequence[str]) -> list[str]:
    """Names as keys: an object has each once, so that a second `a` is `a_1`, as it is in DuckDB's tables.

    >>> _each_its_own(["a", "a", "a_1", "a"])
    ['a', 'a_2', 'a_1', 'a_3']
    """
    taken, made = set(columns), list[str]()
    for name in columns:
        others = (f"{name}_{number}" for number in count(1))
        free = name if name not in made else next(each for each in others if each not in taken)
        taken.add(free)
        made.append(free)
    return made


def drawn(columns: Sequence[str], rows: Rows, width: int) -> RenderableType:
    """For people, in so many cells: a table, or cards where it has no room."""
    cells = [[on_one_line(_said(value)) for value in row] for row in rows]
    rooms = _rooms([on_one_line(each) for each in columns], cells, width)
    return _table(columns, cells, rooms) if rooms[-1] >= _WORDS_AT_LEAST else _cards(columns, cells)


def _rooms(columns: Sequence[str], cells: Sequence[Sequence[str]], width: int) -> list[int]:
    """What each column needs, the last one no more than what the others leave."""
    rooms = [
        min(_WIDEST, max(map(cell_len, inside))) for inside in zip(columns, *cells, strict=True)
    ]
    left = width - sum(rooms[:-1]) - (_PADDING + 1) * len(rooms)
    needed = max(cell_len(row[-1]) for row in (columns, *cells))
    return [*rooms[:-1], min(left, max(needed, _WORDS_AT_LEAST))]


def _table(columns: Sequence[str], cells: Sequence[Sequence[str]], rooms: Sequence[int]) -> Table:
    """Each column has its width: left to itself, rich cuts what is too wide."""
    made = Table(box=SIMPLE, show_edge=False, pad_edge=False, padding=(0, _PADDING, 0, 0))
    for at, (name, room) in enumerate(zip(columns, rooms, strict=True)):
        counts = all(row[at].isdecimal() for row in cells)
        made.add_column(
            inert(on_one_line(name)),
            width=room,
            overflow="fold",
            justify="right" if counts else "left",
        )
    for row in cells:
        made.add_row(*(inert(each) for each in row))
    return made


def _cards(columns: Sequence[str], cells: Sequence[Sequence[str]]) -> Group:
    """A line a field, a blank line between rows."""
    widest = max(map(len, columns))
    lines = [
        inert(f"{name:>{widest}}  {value}" if name else "")
        for row in cells
        for name, value in (*zip(columns, row, strict=True), ("", ""))
    ]
    return Group(*lines)


def _cell(value: Any) -> str:
    """A number is no formula, also below nought."""
    return str(value) if isinstance(value, int | float) else guarded(_said(value))


def _said(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, list | tuple):
        return "、".join(map(_said, value))
    return str(value)


def _plain(value: Any) -> Any:
    """What JSON can say; days and decimals are said in words.

    JSON has no number that is none, and none without end: `null`, as in JavaScript, so that a column
    of numbers is one to whoever reads it.
    """
    if isinstance(value, dict):
        return {str(name): _plain(each) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    if isinstance(value, float) and not isfinite(value):
        return None
    return value if isinstance(value, str | int | float | bool | None) else str(value)
