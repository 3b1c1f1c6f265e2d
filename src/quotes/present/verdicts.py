"""What is found of a draft's quotations: a table for its writer, faults for editors, JSON."""

import json
from collections import Counter
from collections.abc import Iterator, Sequence

from rich.box import SIMPLE
from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from quotes.catalog.faults import fault
from quotes.errors import Problem
from quotes.language import worded
from quotes.model import Article, Finding
from quotes.present import messages
from quotes.present.differences import drawn
from quotes.present.escape import inert, on_one_line
from quotes.present.formats.as_jsonl import safe
from quotes.present.heads import head
from quotes.sayings.differences import difference
from quotes.sayings.verdicts import MILD, Passage, Verdict, Verified
from quotes.span import Lines

VERSION = 1
_MOST = 3
"""Printings that are shown of one quotation."""

CODES = {
    Verdict.PUNCTUATION: "W-DRAFT-MARKS",
    Verdict.SCRIPT: "W-DRAFT-SCRIPT",
    Verdict.EDITED: "W-DRAFT-EDITED",
    Verdict.DISPUTED: "W-DRAFT-DISPUTED",
    Verdict.SHORTENED: "E-DRAFT-SHORTENED",
    Verdict.CHANGED: "E-DRAFT-CHANGED",
    Verdict.SPEAKER: "E-DRAFT-SPEAKER",
    Verdict.DATE: "E-DRAFT-DATE",
    Verdict.UNSAID: "E-DRAFT-DENIED",
    Verdict.REFUTED: "E-DRAFT-REFUTED",
    Verdict.RETOLD: "E-DRAFT-RETOLD",
    Verdict.UNMARKED: "E-DRAFT-UNMARKED",
    Verdict.STITCHED: "E-DRAFT-STITCHED",
    Verdict.NOT_FOUND: "E-DRAFT-NOT-FOUND",
}
_COMPARED = (
    Verdict.PUNCTUATION,
    Verdict.SCRIPT,
    Verdict.EDITED,
    Verdict.SHORTENED,
    Verdict.CHANGED,
)
"""What is shown beside the one printing that it departs from."""


def table(quotations: Sequence[Verified]) -> RenderableType:
    """A row a quotation: its line, what it is found to be, its words, and what is printed."""
    made = Table(box=SIMPLE, show_edge=False, pad_edge=False, padding=(0, 2, 0, 0))
    made.add_column(head("line"), justify="right")
    made.add_column(head("verdict"), overflow="fold", max_width=16)
    made.add_column(head("words"), overflow="fold", ratio=3)
    made.add_column(head("catalog"), overflow="fold", ratio=2)
    for each in quotations:
        made.add_row(str(each.finding.line), _verdicts(each), _words(each), _catalog(each))
    return made


def _verdicts(verified: Verified) -> Text:
    text = Text()
    for verdict in verified.verdicts:
        style = "green" if verdict is Verdict.VERBATIM else "yellow" if verdict in MILD else "red"
        text.append(("\n" if text else "") + worded(verdict.value), style)
    return text


def _words(verified: Verified) -> Text:
    """As the draft has them, with what was added and dropped where they depart from one entry."""
    return (
        drawn(difference(verified.passages[0].text, verified.finding.text))
        if set(_COMPARED).intersection(verified.verdicts)
        else inert(on_one_line(verified.finding.text))
    )


def _catalog(verified: Verified) -> Text:
    lines = [
        messages.BY_CATALOG[verdict.value].format(
            expected=_readable(expected), told=_readable(_told(verified.finding, verdict))
        )
        for verdict, expected in verified.expected.items()
    ]
    nearest = Verdict.NOT_FOUND in verified.verdicts
    shown = verified.passages[:_MOST]
    lines += [_nearest(each) if nearest else _place(each) for each in shown]
    if len(verified.passages) > _MOST:
        lines.append(messages.AND_MORE.format(count=len(verified.passages) - _MOST))
    return inert("\n".join(map(on_one_line, lines)))


def _told(finding: Finding, verdict: Verdict) -> str:
    return (finding.speaker if verdict is Verdict.SPEAKER else finding.date) or ""


def _readable(told: str) -> str:
    """A day without a year as people write it: 02-17 for XXXX-02-17."""
    return told.replace("XXXX-", "")


def _place(passage: Passage) -> str:
    entry = passage.kept and passage.kept.entry.id
    return f"{entry}  {passage.where}" if entry else passage.where


def _nearest(passage: Passage) -> str:
    return messages.NEAREST.format(text=passage.text, where=_place(passage))


def problems(draft: Article, quotations: Sequence[Verified]) -> tuple[Problem, ...]:
    """A fault for each verdict that is not `verbatim`."""
    lines = Lines(draft.text)
    return tuple(
        _problem(draft, lines, each, verdict)
        for each in quotations
        for verdict in each.verdicts
        if verdict in CODES
    )


def _problem(draft: Article, lines: Lines, verified: Verified, verdict: Verdict) -> Problem:
    finding, first = verified.finding, next(iter(verified.passages), None)
    code = CODES[verdict]
    line, column, end = place(lines, finding)
    made = fault(
        code,
        draft.source,
        (line, column),
        text=first.text if first else "",
        where=first.where if first else "",
        changes=drawn(difference(first.text, finding.text)).plain if first else "",
        expected=_readable(verified.expected.get(verdict, "")),
        speaker=finding.speaker,
        date=_readable(finding.date or ""),
        pieces=" · ".join(f"“{each.text}” ({each.where})" for each in verified.passages),
        nearest=f"; {_nearest(first)}" if first else "",
        id=(first and first.kept and first.kept.entry.id) or "--conflicts",
    )
    return Problem(
        made.path, line, column, code, made.message, made.next_step, made.warning, end or 0,
        (first and first.kept and first.kept.entry.id) or "",
    )  # fmt: skip


def place(lines: Lines, finding: Finding) -> tuple[int, int, int | None]:
    """Line, column, and the column behind the last character if that is on the same line."""
    line, column = lines.place(finding.span.start)
    last, end = lines.place(finding.span.end)
    return line, column, end if last == line else None


def counts(quotations: Sequence[Verified]) -> dict[str, int]:
    """How often each verdict was given, the mildest first."""
    given = Counter(verdict for each in quotations for verdict in each.verdicts)
    return {verdict.value: given[verdict] for verdict in Verdict if given[verdict]}


def as_json(draft: Article, quotations: Sequence[Verified]) -> str:
    """One object; `version` grows when a key changes its meaning."""
    lines = Lines(draft.text)
    made = {
        "version": VERSION,
        "draft": draft.source,
        "counts": counts(quotations),
        "quotations": [_values(lines, each) for each in quotations],
    }
    return safe(json.dumps(made, ensure_ascii=False, indent=2)) + "\n"


def _values(lines: Lines, verified: Verified) -> dict[str, object]:
    finding = verified.finding
    line, column, end = place(lines, finding)
    return {
        "line": line,
        "column": column,
        "end_column": end,
        "text": finding.text,
        "kind": finding.kind.value,
        "speaker": finding.speaker,
        "date": finding.date,
        "verdicts": [verdict.value for verdict in verified.verdicts],
        "expected": {verdict.value: said for verdict, said in verified.expected.items()},
        "passages": [dict(_passage(each, finding)) for each in verified.passages],
    }


def _passage(passage: Passage, finding: Finding) -> Iterator[tuple[str, object]]:
    entry = passage.kept.entry if passage.kept else None
    yield "id", entry and entry.id
    yield "where", passage.where
    yield "text", passage.text
    yield "speaker", entry and entry.speaker
    yield "date", entry and entry.date
    compared = difference(passage.text, finding.text)
    yield "difference", [[piece.change.value, piece.text] for piece in compared]
