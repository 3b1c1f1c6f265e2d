"""For spreadsheets. A cell that a spreadsheet would run as a formula gets a `'` before it.

That changes the words of `@人民日报`. An export leaves them as they are unless `--excel` is said, which also
puts the byte-order mark without which Excel takes UTF-8 for something else. What is not seen, or is
obeyed by a terminal, is shown as in a table, ‹U+200B›: whoever needs it as it is takes JSON.
"""

import csv
import io
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING
from unicodedata import normalize

from quotes.present.escape import visible
from quotes.present.rows import COLUMNS, Row, flat, row_of, values

if TYPE_CHECKING:
    from quotes.present.formats import Options
    from quotes.sayings.selection import Selection

NAME, SUFFIX = "csv", ".csv"
OPTIONS = frozenset({"excel"})

_LEADS = frozenset("=+-@")


def export(selection: "Selection", options: "Options") -> bytes:
    rows = map(row_of, selection.kept)
    if options.excel:
        return _lines(rows, guarded).encode("utf-8-sig")
    return _lines(rows, str).encode()


def render(rows: Sequence[Row]) -> str:
    return _lines(rows, guarded)


def _lines(rows: Iterable[Row], cell: Callable[[str], str]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerows([cell(visible(flat(value))) for value in values(row).values()] for row in rows)
    return out.getvalue()


def guarded(cell: str) -> str:
    """Words, not a program. What leads a formula does so in any width: ＝ and ⁼ as well as =.

    >>> guarded("=HYPERLINK(1)"), guarded("應收盡收")
    ("'=HYPERLINK(1)", '應收盡收')
    """
    lead = normalize("NFKC", cell.lstrip()[:1])[:1]
    return f"'{cell}" if lead in _LEADS else cell
