"""For people: each fault with its line, and carets under the words that are meant.

A Chinese character takes two cells and a tab is shown as one blank, so the carets are placed by
cells of what is shown, not by code points of what is in the file.
"""

from rich.cells import cell_len, set_cell_size

from quotes.errors import Problem
from quotes.present.escape import on_one_line
from quotes.present.messages import EXPLAIN, NEXT
from quotes.present.reports import Report
from quotes.present.reports.as_concise import line

_ROOM = 96
"""Cells of a line that are shown: enough for a paragraph's beginning, and no terminal wraps it."""
_BEFORE = 40
_CUT = "…"


def render(report: Report) -> str:
    texts = {path: _lines(text) for path, text in report.texts.items()}
    return "\n".join(_one(each, texts.get(each.path, [])) for each in report.problems)


def _one(problem: Problem, lines: list[str]) -> str:
    parts = [line(problem), *_excerpt(problem, lines)]
    parts += [f"  {on_one_line(NEXT.format(step=problem.next_step))}"] if problem.next_step else []
    parts += [f"  {EXPLAIN.format(code=problem.code)}"]
    return "".join(f"{part}\n" for part in parts)


def _excerpt(problem: Problem, lines: list[str]) -> list[str]:
    if not 1 <= problem.line <= len(lines):
        return []
    number = str(problem.line)
    shown, carets = marked(lines[problem.line - 1], problem.column, problem.end_column)
    return [f"  {number} | {shown}", f"  {' ' * len(number)} | {carets}"]


def marked(text: str, column: int, end_column: int = 0) -> tuple[str, str]:
    """A line as it is shown, and a line of carets that stands right under the columns.

    >>> print(*marked("speaker：王忠林", 8, 9), sep="\\n")
    speaker：王忠林
           ^^
    """
    start = min(column - 1, len(text))
    stop = min(max(end_column - 1, start + 1), max(len(text), start + 1))
    before, meant, after = (
        on_one_line(part) for part in (text[:start], text[start:stop], text[stop:])
    )
    if cell_len(before) > _BEFORE:
        before = _CUT + _tail(before, _BEFORE - 1)
    left = _ROOM - cell_len(before)
    meant, after = _head(meant, left), _head(after, left - cell_len(meant))
    return before + meant + after, " " * cell_len(before) + "^" * max(cell_len(meant), 1)


def _head(text: str, cells: int) -> str:
    if cell_len(text) <= cells:
        return text
    return set_cell_size(text, max(cells - 1, 0)).rstrip() + _CUT


def _tail(text: str, cells: int) -> str:
    """The end of a text that fits, found from behind so that a long line costs nothing."""
    kept = text[-cells:]
    while cell_len(kept) > cells:
        kept = kept[1:]
    return kept


def _lines(text: str) -> list[str]:
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
