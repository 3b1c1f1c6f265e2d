"""The listing as a person likes to read it.

Words stand in the last column and are folded, never cut: a row that looks complete is complete.
Columns are chosen by what the terminal has room for; below 60 cells there are cards.
"""

from collections.abc import Callable, Sequence

from rich.box import SIMPLE
from rich.cells import cell_len
from rich.console import Console, Group, RenderableType
from rich.table import Table
from rich.text import Text

from quotes.present.cite import caution
from quotes.present.escape import inert, on_one_line
from quotes.present.heads import head
from quotes.present.rows import Row

_CARDS_BELOW = 60
_WORDS_AT_LEAST = 22
_PADDING = 2

_STATUS = {"ok": ("✓ ok", "green"), "drop": ("✗ drop", "red"), "unsure": ("? unsure", "yellow")}

Cell = Callable[[Row], Text]


def _plain(name: str, style: str = "") -> Cell:
    return lambda row: inert(on_one_line(getattr(row, name) or ""), style)


def _status(row: Row) -> Text:
    label, style = _STATUS.get(row.status or "", (f"· {row.status or ''}", "dim"))
    return inert(on_one_line(label), style)


def _speaker(row: Row) -> Text:
    """The name, and under it the office then held."""
    name = inert(on_one_line(row.name or ""), "bold")
    return name.append("\n").append_text(inert(on_one_line(row.role), "dim")) if row.role else name


def _short_source(row: Row) -> Text:
    """As ids call the source, with the line: the whole path is in every other form of the listing."""
    name = row.where.rpartition("/")[2]
    prefix = (row.id or "").rpartition("-")[0]
    if prefix and name.startswith(prefix):
        name = f"{prefix}:{row.line}" if row.line else prefix
    return inert(on_one_line(name), "dim")


_COLUMNS: dict[str, tuple[Cell, int]] = {
    "id": (_plain("id", "cyan"), 16),
    "date": (_plain("date"), 21),
    "speaker": (_speaker, 18),
    "occasion": (_plain("occasion"), 24),
    "source": (_short_source, 12),
    "status": (_status, 8),
}
"""Each with the widest it may grow before it folds."""

_GIVE_WAY = ("occasion", "status", "source", "date")
"""Left out in this order where the terminal is narrow."""


Words = Callable[[Row], Text]


def _as_they_are(row: Row) -> Text:
    """With what a reader must know before they repeat it; a status has a column of its own."""
    warned = caution(row._replace(status=None))
    text = inert(row.text or "")
    return text.append(warned, "yellow") if warned else text


def listing(rows: Sequence[Row], width: int, words: Words = _as_they_are) -> RenderableType:
    """Rows in their order; `words` may show more of the text than the text."""
    return _cards(rows, words) if width < _CARDS_BELOW else _table(rows, width, words)


def _table(rows: Sequence[Row], width: int, words: Words) -> Table:
    table = Table(box=SIMPLE, show_edge=False, pad_edge=False, padding=(0, _PADDING, 0, 0))
    chosen = _choose(rows, width)
    for name, room in chosen.items():
        table.add_column(head(name), width=room, overflow="fold", no_wrap=False)
    table.add_column(head("words"), overflow="fold", min_width=_WORDS_AT_LEAST)
    for row in rows:
        table.add_row(*(_COLUMNS[name][0](row) for name in chosen), words(row))
    return table


def _choose(rows: Sequence[Row], width: int) -> dict[str, int]:
    """Columns with their widths, so that the words keep enough room."""
    rooms = {name: _room(name, rows) for name in _COLUMNS}
    rooms = {name: room for name, room in rooms.items() if room}
    for name in _GIVE_WAY:
        if sum(rooms.values()) + (_PADDING + 1) * len(rooms) + _WORDS_AT_LEAST <= width:
            break
        rooms.pop(name, None)
    return rooms


def _room(name: str, rows: Sequence[Row]) -> int:
    cell, widest = _COLUMNS[name]
    needed = max(
        (cell_len(line) for row in rows for line in cell(row).plain.split("\n")), default=0
    )
    return min(max(needed, cell_len(head(name))), widest) if needed else 0


def _cards(rows: Sequence[Row], words: Words) -> Group:
    return Group(*(part for row in rows for part in _card(row, words(row))))


def _card(row: Row, words: Text) -> tuple[Text, Text, Text]:
    head = Text("  ").join(
        part
        for part in (_COLUMNS[name][0](row) for name in ("id", "date", "speaker", "status"))
        if part.plain
    )
    head.plain = head.plain.replace("\n", " ")
    words.overflow = "fold"
    return head, words, Text("")


def show(console: Console, rows: Sequence[Row], words: Words = _as_they_are) -> None:
    console.print(listing(rows, console.width, words))
