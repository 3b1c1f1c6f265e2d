"""The rule tables as people read them: what each row is for, and what it matches and leaves alone."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields
from typing import Any

from quotes.errors import UsageError
from quotes.language import worded
from quotes.present.escape import on_one_line
from quotes.present.heads import head
from quotes.present.lines import Line
from quotes.rules.shapes import FromTo, Row

ABOUT = {
    "marks": worded("Quotation marks: which pairs there are."),
    "repairs": worded("Repairs of damaged text: how what is printed is read."),
    "lines": worded("Parts of a page: bylines, captions, navigation and the like."),
    "meta": worded("What an article prints about itself: outlet, date, author."),
    "kinds": worded("What speaks for a quotation, a slogan or a term."),
    "verbs": worded("Reporting verbs: 说, 表示, 强调."),
    "adverbs": worded("What may stand between a subject and its verb."),
    "frames": worded("Turns of phrase that name a speaker: 用X的话说."),
    "speakers": worded("Words that stand for a speaker without a name: 他, 记者, 发言人."),
    "names": worded("What the shape of a name can be told by."),
    "titles": worded("Offices, callings and forms of address."),
    "dates": worded("Expressions for days."),
    "formulas": worded("Numeric formulas and what they are spelt out as: 四类人员."),
    "wording": worded("How wordings of one saying may differ."),
}
"""In the order in which the parser asks them."""

_FEW = 3
"""Examples of each sort that a page shows."""
_WORDS = 12
_MANY = 15
_EXAMPLES = ("match", "leave", "examples", "frame")
_WEIGHTS = ("quote", "slogan", "term")


class UnknownRule(UsageError):
    def __init__(self, name: str, known: Iterable[str]) -> None:
        super().__init__(
            worded("there is no rule {name}").format(name=name),
            worded("there are {names}").format(names=", ".join(_nearest(name, tuple(known)))),
        )


def _nearest(name: str, known: Sequence[str]) -> Sequence[str]:
    """All, or of many the likeliest."""
    from rapidfuzz import fuzz, process

    if len(known) <= _MANY:
        return known
    rule = name.rpartition("/")[2]
    return [word for word, _, _ in process.extract(rule, known, scorer=fuzz.ratio, limit=5)]


def overview(counts: Sequence[tuple[str, int]]) -> Iterator[Line]:
    for name, count in counts:
        yield ((f"{name:<10}", "bold"), (f"{count:>4}  ", "dim"), (ABOUT[name], ""))


def table(name: str, rows: Sequence[Row]) -> Iterator[Line]:
    """A line a row: its name, and why it is there."""
    widest = max(len(row.name) for row in rows)
    for row in rows:
        yield (
            (f"{name}/", "dim"),
            (f"{row.name:<{widest}}  ", "bold"),
            (on_one_line(worded(row.why)), ""),
        )


def one(name: str, row: Row) -> Iterator[Line]:
    """A row with all that it holds."""
    yield ((f"{name}/{row.name}", "bold"),)
    yield ((on_one_line(worded(row.why)), ""),)
    for key, value in _held(row):
        yield ((f"  {head(key)}: ", "dim"), (on_one_line(value), ""))


def values(name: str, row: Row) -> dict[str, Any]:
    """The row for programs; its reason as the table has it."""
    held = {each.name: _plain(getattr(row, each.name)) for each in fields(row)}
    return {"table": name} | held


def markdown(name: str, rows: Sequence[Row]) -> str:
    """A section for the page on rules."""
    head = f"## {name}\n\n{ABOUT[name]}\n\n"
    titles = (worded("rule"), worded("why"), worded("matches"), worded("leaves alone"))
    lines = [f"| {' | '.join(titles)} |", "| --- | --- | --- | --- |"]
    for row in rows:
        cells = (
            f"`{row.name}`",
            worded(row.why),
            _few(row, matches=True),
            _few(row, matches=False),
        )
        lines.append(f"| {' | '.join(map(_cell, cells))} |")
    return head + "\n".join(lines) + "\n"


def _held(row: Row) -> Iterator[tuple[str, str]]:
    for each in fields(row):
        value = getattr(row, each.name)
        if each.name in ("name", "why") or value in ("", (), None, False):
            continue
        yield each.name, _said(value)


def _said(value: Any) -> str:
    if isinstance(value, tuple):
        return "、".join(_said(each) for each in value)
    return f"{value.printed} → {value.read}" if isinstance(value, FromTo) else str(value)


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    return {"printed": value.printed, "read": value.read} if isinstance(value, FromTo) else value


def _few(row: Row, *, matches: bool) -> str:
    if not matches:
        return "<br>".join(map(_code, getattr(row, "leave", ())[:_FEW]))
    examples = getattr(row, "match", ()) or getattr(row, "examples", ())
    if examples:
        return "<br>".join(_code(_said(each)) for each in examples[:_FEW])
    words = getattr(row, "words", ()) or (
        f"{getattr(row, 'open', '')}…{getattr(row, 'close', '')}",
    )
    return "、".join(words[:_WORDS]) + ("……" if len(words) > _WORDS else "")


def _code(text: str) -> str:
    shown = on_one_line(text)
    fence = "``" if "`" in shown else "`"
    return f"{fence}{shown}{fence}"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
