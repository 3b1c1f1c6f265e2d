"""What a search found: a table with the words marked, lines for programs."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from quotes.present.context import MARKS
from quotes.present.escape import on_one_line, visible
from quotes.present.formats.as_jsonl import line
from quotes.present.rows import Row, row_of, values
from quotes.sayings.searching import Match
from quotes.span import Span

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text


def show(console: "Console", found: Sequence[Match]) -> None:
    from quotes.present import tables

    rows = [row_of(each.kept) for each in found]
    spans = {id(row): each.spans for row, each in zip(rows, found, strict=True)}

    def words(row: Row) -> "Text":
        return marked(row.text or "", spans[id(row)])

    tables.show(console, rows, words)


def marked(text: str, spans: Sequence[Span]) -> "Text":
    """The text with what was found in colour, and between marks that are seen without it.

    >>> marked("不能餓著肚子搞防控。", [Span(2, 6)]).plain
    '不能【餓著肚子】搞防控。'
    """
    from rich.text import Text

    made, at = Text(), 0
    for span in spans:
        made.append(visible(text[at : span.start]))
        made.append(visible(span.of(text)).join(MARKS), "bold yellow")
        at = span.end
    return made.append(visible(text[at:]))


def json_lines(found: Sequence[Match]) -> str:
    """One object an entry: `score` from 0 to 100, `matches` as `[start, end)` of `text`."""
    return "".join(
        line({"score": round(each.score, 1), "matches": each.spans, **values(row_of(each.kept))})
        + "\n"
        for each in found
    )


def tsv(found: Sequence[Match]) -> str:
    """Score, id, date, speaker, source with its line, words."""
    return "".join("\t".join(map(on_one_line, _cells(each))) + "\n" for each in found)


def _cells(match: Match) -> tuple[str, ...]:
    row = row_of(match.kept)
    cells = (row.id, row.date, row.name, row.where, row.text)
    return (f"{match.score:.0f}", *(cell or "" for cell in cells))
