"""For spreadsheets. A cell that a spreadsheet would run as a formula gets a `'` before it.

That changes the words of `@人民日报`: the export that loses nothing is JSON.
"""

import csv
import io
import re
from collections.abc import Sequence

from quotes.present.rows import COLUMNS, Row, flat, values

NAME, SUFFIX = "csv", ".csv"

_FORMULA = re.compile(r"\s*[=+\-@＝＋－＠\t\r\n\0]")


def render(rows: Sequence[Row]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerows([guarded(flat(value)) for value in values(row).values()] for row in rows)
    return out.getvalue()


def guarded(cell: str) -> str:
    """Words, not a program.

    >>> guarded("=HYPERLINK(1)"), guarded("應收盡收")
    ("'=HYPERLINK(1)", '應收盡收')
    """
    return f"'{cell}" if _FORMULA.match(cell) else cell
