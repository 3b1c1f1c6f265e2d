"""A catalog at a glance: bars for counts, a line of blocks for months."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from rich.cells import cell_len

from quotes.catalog.tally import OPEN, Tally
from quotes.present import heads, messages
from quotes.present.bars import bar, over_months
from quotes.present.escape import on_one_line
from quotes.present.lines import Line
from quotes.present.rows import Row

_HEADS = ("kind", "status", "standing", "speaker", "month", "outlet")
_LABEL = 24
"""Cells of a name before it is cut; the whole of it is in `--json`."""
_STYLE = {"kind": "green", "status": "yellow", "speaker": "cyan", "month": "magenta"}


def values(tally: Tally) -> dict[str, object]:
    return {"entries": tally.entries, "by": tally.by, "speakers_by_month": tally.speakers_by_month}


def lines(tally: Tally, width: int, most: int) -> Iterator[Line]:
    """A block for each sort that says something, no more than `most` of its values."""
    yield ((messages.plural(tally.entries, "entry"), "bold"),)
    for head in _HEADS:
        counts = tally.by[head]
        if set(counts) - {OPEN}:
            yield ()
            yield ((heads.head(head), "bold"),)
            yield from _block(head, counts, tally, width, most)


def _block(
    head: str, counts: Mapping[str, int], tally: Tally, width: int, most: int
) -> Iterator[Line]:
    shown = list(counts.items())[:most] if head != "month" else list(counts.items())
    highest = max(counts.values())
    months = sorted(set(tally.by["month"]) - {OPEN})
    label = max(cell_len(_name(name)) for name, _ in shown)
    room = max(
        8, width - label - len(str(highest)) - 6 - (len(months) + 2 if head == "speaker" else 0)
    )
    for name, count in shown:
        spread = ""
        if head == "speaker" and len(months) > 1 and len(months) <= width // 4:
            spread = "  " + over_months(tally.speakers_by_month[name], months)
        yield (
            (pad(_name(name), label), ""),
            (f"  {count:>{len(str(highest))}}", "dim"),
            (spread, "magenta"),
            ("  " + bar(count, highest, min(room, 40)), _STYLE.get(head, "blue")),
        )
    if len(counts) > len(shown):
        yield ((messages.AND_MORE.format(count=len(counts) - len(shown)), "dim"),)


def _name(name: str) -> str:
    words = on_one_line(name) or messages.NOT_SAID
    return words if cell_len(words) <= _LABEL else _cut(words)


def _cut(words: str) -> str:
    while cell_len(words) >= _LABEL:
        words = words[:-1]
    return f"{words}…"


def pad(words: str, width: int) -> str:
    return words + " " * (width - cell_len(words))


def timeline(rows: Sequence[tuple[Row, date | None]], width: int) -> Iterator[Line]:
    """Quotations by day: a head for each month with its bar, a line for each entry."""
    months: dict[str, list[tuple[Row, date | None]]] = {}
    for row, day in rows:
        months.setdefault(f"{day:%Y-%m}" if day else OPEN, []).append((row, day))
    highest = max(map(len, months.values()), default=0)
    for month, group in months.items():
        yield (
            (month or messages.NO_DAY, "bold"),
            (f"  {len(group):>3}  ", "dim"),
            (bar(len(group), highest, min(40, max(8, width - 24))), "magenta"),
        )
        for row, day in group:
            when = f"{day:%d}" if day else ""
            who = f"  {on_one_line(row.name)}" if row.name else ""
            yield (
                (f"  {when:>2}  ", "dim"), (on_one_line(row.text or ""), ""), (who, "cyan"),
                (f"  {on_one_line(row.id or '')}", "dim"),
            )  # fmt: skip
