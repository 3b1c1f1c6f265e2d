"""One entry a line, for `cut`, `sort` and `awk`; a newline in a text is shown as ⏎."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from quotes.present.escape import on_one_line
from quotes.present.rows import Row, row_of

if TYPE_CHECKING:
    from quotes.present.formats import Options
    from quotes.sayings.selection import Selection

NAME, SUFFIX = "tsv", ".tsv"


def export(selection: "Selection", _: "Options") -> bytes:
    return render([row_of(each) for each in selection.kept]).encode()


def render(rows: Sequence[Row]) -> str:
    return "".join("\t".join(map(on_one_line, _cells(row))) + "\n" for row in rows)


def _cells(row: Row) -> tuple[str, ...]:
    """The columns of the table, in its order."""
    cells = (row.id, row.date, row.name, row.role, row.text, row.where, row.status)
    return tuple(cell or "" for cell in cells)
