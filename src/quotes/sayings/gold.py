"""Annotations that people made of articles: what the parser's findings are measured against."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from quotes.errors import Problem, QuotesError
from quotes.language import worded
from quotes.model import Kind
from quotes.span import Span


@dataclass(frozen=True, slots=True)
class Annotation:
    """One marked span as a careful reader understood it; a line of the file."""

    doc: str
    """The article's file name without its suffix."""
    span: Span
    """Raw, between the marks."""
    depth: int
    kind: Kind
    kinds: frozenset[Kind]
    """`kind` and the others that can be defended."""
    speaker: str | None
    speakers: tuple[str | None, ...]
    """`speaker` and the other right ways to name the same."""
    date: str | None
    dates: frozenset[str | None]
    text: str | None
    """The words themselves, where the file repeats them so that a slipped offset shows."""
    line: int
    """Of the file of annotations, counted from 1."""


class BadAnnotations(QuotesError):
    """Annotations that cannot be measured against. All faults are told, each with its line."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        first = problems[0]
        super().__init__(
            f"{first.place} {first.code} {first.message}",
            worded("mend the line; what a line must hold is told in docs/measuring.md"),
        )
        self.problems = problems


CODE = "E-GOLD"
_NEEDED = {"doc", "start", "end", "kind"}
_ALLOWED = _NEEDED | {
    "depth", "alt_kinds", "speaker", "alt_speakers", "date", "alt_dates", "text", "note",
}  # fmt: skip


def annotations(text: str, path: str) -> tuple[Annotation, ...]:
    """All annotations of a file of JSON lines. Raises BadAnnotations with every fault there is."""
    found: list[Annotation] = []
    problems: list[Problem] = []
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            found.append(_annotation(json.loads(line), number))
        except json.JSONDecodeError as fault:
            problems.append(Problem(path, number, fault.colno, CODE, f"no JSON: {fault.msg}"))
        except RecursionError as fault:
            problems.append(Problem(path, number, 1, CODE, f"no JSON: {fault}"))
        except ValueError as fault:
            problems.append(Problem(path, number, 1, CODE, str(fault)))
    if not found and not problems:
        problems.append(Problem(path, 0, 1, CODE, worded("there are no annotations")))
    if problems:
        raise BadAnnotations(tuple(problems))
    return tuple(found)


def _annotation(row: Any, line: int) -> Annotation:
    if not isinstance(row, dict):
        raise ValueError(worded("a line must be an object: {…}"))
    for fault in _faults(row):
        raise ValueError(fault)
    kind, speaker, date = Kind(row["kind"]), row.get("speaker"), row.get("date")
    return Annotation(
        doc=row["doc"],
        span=Span(row["start"], row["end"]),
        depth=row.get("depth", 0),
        kind=kind,
        kinds=frozenset({kind, *map(Kind, row.get("alt_kinds", ()))}),
        speaker=speaker,
        speakers=(speaker, *row.get("alt_speakers", ())),
        date=date,
        dates=frozenset({date, *row.get("alt_dates", ())}),
        text=row.get("text"),
        line=line,
    )


def _faults(row: dict[str, Any]) -> Iterator[str]:
    yield from (
        worded("“{key}” is missing").format(key=key) for key in sorted(_NEEDED - row.keys())
    )
    yield from (
        worded("“{key}” is no key of an annotation").format(key=key)
        for key in sorted(row.keys() - _ALLOWED)
    )
    for name in ("start", "end", "depth"):
        if type(row.get(name, 0)) is not int or row.get(name, 0) < 0:
            yield worded("“{name}” must be a whole number, 0 or more").format(name=name)
    if row["start"] > row["end"]:
        yield worded("“start” lies behind “end”")
    for name in ("doc", "speaker", "date", "text", "note"):
        if not isinstance(row.get(name), str if name == "doc" else str | None):
            yield worded("“{name}” must be text").format(name=name)
    for name in ("alt_kinds", "alt_speakers", "alt_dates"):
        yield from _list_faults(name, row.get(name, []))
    for kind in (row["kind"], *row.get("alt_kinds", ())):
        if kind not in tuple(Kind):
            yield worded("“{kind}” is no kind: write quote, slogan or term").format(kind=kind)


def _list_faults(name: str, value: object) -> Iterator[str]:
    item = str if name == "alt_kinds" else str | None
    if not isinstance(value, list) or not all(isinstance(each, item) for each in value):
        yield worded("“{name}” must be a list of texts").format(name=name)
