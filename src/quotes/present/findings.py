"""Findings as they are: a JSON line for programs, a listing for people."""

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.text import Text

from quotes.model import Finding, Reading
from quotes.present.escape import inert, on_one_line
from quotes.present.explain import reason_values
from quotes.present.formats.as_jsonl import line
from quotes.present.messages import LOOSE, NO_FINDINGS
from quotes.present.reasons import reason

_STYLE = {"quote": "green", "slogan": "magenta", "term": "dim"}


def json_lines(reading: Reading) -> str:
    source = reading.article.source
    return "".join(line(finding_values(source, each)) + "\n" for each in reading.findings)


def finding_values(source: str, finding: Finding) -> dict[str, object]:
    """The keys that other programs rely on."""
    return {
        "source": source,
        "start": finding.span.start,
        "end": finding.span.end,
        "depth": finding.depth,
        "text": finding.text,
        "raw": finding.raw,
        "kind": finding.kind.value,
        "speaker": finding.speaker,
        "candidates": list(finding.candidates),
        "via": finding.via,
        "mode": finding.mode.value if finding.mode else None,
        "date": finding.date,
        "occasion": finding.occasion,
        "line": finding.line,
        "confidence": finding.confidence.value,
        "reasons": [reason_values(each) for each in finding.reasons],
        "place": finding.place.value,
        "repeats": finding.repeats,
    }


def listing(reading: Reading) -> RenderableType:
    about = reading.about
    head = "  ".join(part for part in (about.title, about.outlet, about.published) if part)
    parts = [Text(on_one_line(reading.article.source), "bold"), Text(on_one_line(head), "dim")]
    parts += [part for finding in reading.findings for part in _finding(finding)]
    if not reading.findings:
        parts.append(Text(NO_FINDINGS, "dim"))
    return Group(*parts, *_loose(reading), Text(""))


def _finding(finding: Finding) -> Iterator[Text]:
    indent = "  " * finding.depth
    who = finding.speaker or " / ".join(f"{each}?" for each in finding.candidates) or "?"
    yield Text.assemble(
        (f"{indent}{finding.line:>5}  ", "dim"),
        (f"{finding.kind.value:<6}  ", _STYLE[finding.kind.value]),
        (on_one_line(who), "bold"),
        (f"  {on_one_line(finding.date or '')}  {finding.confidence.value}", "dim"),
    )
    words = Text(f"{indent}       ") + inert(on_one_line(finding.text))
    words.overflow = "fold"
    yield words


def _loose(reading: Reading) -> Iterator[Text]:
    for each in reading.loose:
        said = LOOSE.format(line=each.line, mark=each.mark, why=reason(each.why))
        yield Text(on_one_line(said), "yellow")
