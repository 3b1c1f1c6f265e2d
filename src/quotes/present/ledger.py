"""Where every quotation mark of an article went."""

from collections.abc import Iterator
from typing import Any

from rich.box import SIMPLE
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from quotes.language import worded
from quotes.parsing.ledger import Ledger, Repaired, Row
from quotes.present.escape import on_one_line
from quotes.present.formats.as_jsonl import line
from quotes.present.heads import head
from quotes.present.messages import AT_LINES, INDIRECT, LOOSE, MENDED, UNANSWERED, plural
from quotes.present.reasons import reason


def listing(ledger: Ledger) -> RenderableType:
    head = Text(on_one_line(ledger.source), "bold")
    notes = [Text(on_one_line(note)) for note in _notes(ledger)]
    return Group(head, _table(ledger), *notes, Text(""))


def _table(ledger: Ledger) -> Table:
    rows = Table(box=SIMPLE, show_edge=False, pad_edge=False, show_footer=True)
    summed = sum(row.marks for row in ledger.rows)
    rows.add_column("", footer=head("all"))
    rows.add_column(head("spans"), str(sum(row.spans for row in ledger.rows)), justify="right")
    rows.add_column(head("marks"), str(summed), justify="right")
    rows.add_column(head("share"), _share(summed, ledger.marks), justify="right")
    for row in ledger.rows:
        rows.add_row(
            row.name, str(row.spans or ""), str(row.marks), _share(row.marks, ledger.marks)
        )
    return rows


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.1%}" if whole else ""


def _notes(ledger: Ledger) -> Iterator[str]:
    for loose in ledger.unpaired:
        yield LOOSE.format(line=loose.line, mark=loose.mark, why=reason(loose.why))
    yield from map(_mended, ledger.mended)
    yield UNANSWERED.format(
        quotes=plural(ledger.quotes, "quote"), open=ledger.unanswered, guessed=ledger.guessed
    )
    lines = ", ".join(str(number) for number in dict.fromkeys(ledger.indirect) if number)
    sentences = plural(len(ledger.indirect), "sentence")
    yield INDIRECT.format(sentences=sentences) + (AT_LINES.format(lines=lines) if lines else "")


def _mended(one: Repaired) -> str:
    read = worded("read as {read}").format(read=one.read) if one.read else worded("left out")
    return MENDED.format(line=one.line, printed=one.printed, read=read, rule=one.rule)


def json_line(ledger: Ledger) -> str:
    """The keys that other programs rely on."""
    return line(_values(ledger)) + "\n"


def _values(ledger: Ledger) -> dict[str, Any]:
    return {
        "source": ledger.source,
        "marks": ledger.marks,
        "rows": {row.name: _row(row) for row in ledger.rows},
        "unpaired": [
            {"line": one.line, "start": one.span.start, "mark": one.mark, "why": one.why}
            for one in ledger.unpaired
        ],
        "mended": [
            {"line": one.line, "rule": one.rule, "printed": one.printed, "read": one.read}
            for one in ledger.mended
        ],
        "quotes": ledger.quotes,
        "without_speaker": ledger.unanswered,
        "with_candidates": ledger.guessed,
        "speech_without_marks": list(ledger.indirect),
    }


def _row(row: Row) -> dict[str, int]:
    return {"spans": row.spans, "marks": row.marks}
