"""Why a finding says what it says: every reason drawn under the sentence it stands on."""

from collections.abc import Iterator

from rich.cells import cell_len
from rich.console import Group, RenderableType
from rich.text import Text

from quotes.model import Article, Finding, Reason
from quotes.present.context import paragraph
from quotes.present.escape import on_one_line
from quotes.present.heads import head, label
from quotes.present.reasons import reason as told
from quotes.span import Span

_REACH = 18
"""Characters shown on either side of what a reason points at."""


def reasons(article: Article, finding: Finding) -> RenderableType:
    return Group(*_verdict(finding), *_drawn(article, finding))


def _verdict(finding: Finding) -> Iterator[Text]:
    said = {
        "kind": finding.kind.value,
        "speaker": finding.speaker or "?",
        "candidates": "、".join(finding.candidates),
        "via": finding.via,
        "mode": finding.mode.value if finding.mode else None,
        "date": finding.date,
        "occasion": finding.occasion,
        "confidence": finding.confidence.value,
    }
    for name, value in said.items():
        if value:
            yield Text.assemble((f"{label(name)}  ", "dim"), (on_one_line(value), "bold"))


def _drawn(article: Article, finding: Finding) -> Iterator[Text]:
    for reason in finding.reasons:
        yield Text("")
        yield Text.assemble(
            (f"{on_one_line(head(reason.about))}: ", "bold"),
            on_one_line(told(reason.why)),
            (f"  [{on_one_line(reason.table)}/{on_one_line(reason.rule)}]", "dim"),
        )
        if reason.span is not None:
            yield from drawn(article.text, reason.span)


def drawn(text: str, span: Span) -> tuple[Text, Text]:
    """A stretch of the paragraph with carets under the span, as wide as its characters are.

    >>> for line in drawn("王忠林強調：“細節決定成敗。”", Span(3, 5)):
    ...     print(line.plain)
    王忠林強調：“細節決定成敗。”
          ^^^^
    """
    around = paragraph(text, span)
    start = max(around.start, span.start - _REACH)
    end = min(around.end, span.end + _REACH)
    before = on_one_line(text[start : span.start])
    inside = on_one_line(span.of(text))
    after = on_one_line(text[span.end : end])
    carets = " " * cell_len(before) + "^" * max(1, cell_len(inside))
    sentence = Text.assemble(before, (inside, "bold"), after, no_wrap=True, overflow="ignore")
    return sentence, Text(carets, "cyan", no_wrap=True, overflow="ignore")


def reason_values(reason: Reason) -> dict[str, object]:
    """A reason for programs."""
    span = [reason.span.start, reason.span.end] if reason.span else None
    return {
        "about": reason.about,
        "table": reason.table,
        "rule": reason.rule,
        "why": reason.why,
        "span": span,
    }
