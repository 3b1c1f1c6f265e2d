"""An entry where it stands: its fields, and its paragraph with the words marked."""

from collections.abc import Iterable

from rich.console import Group, RenderableType
from rich.text import Text

from quotes.model import Article, Finding
from quotes.present.escape import inert, on_one_line, visible
from quotes.present.rows import Row, flat, values
from quotes.span import Span

_MARKED = "bold reverse"
MARKS = ("【", "】")
"""Around the words that are meant: seen also where there is no colour."""
_LEFT_OUT = ("id", "text", "source", "line", "file", "name")


def shown(row: Row, place: tuple[str, int]) -> RenderableType:
    """The fields that say something, one a line."""
    head = Text.assemble(
        (on_one_line(row.id or "?"), "cyan bold"), "  ", _faint(f"{place[0]}:{place[1]}")
    )
    words = inert(row.text or "", "bold")
    return Group(head, words, *_fields(row))


def _faint(text: str) -> tuple[str, str]:
    return on_one_line(text), "dim"


def _fields(row: Row) -> Iterable[Text]:
    for name, value in values(row).items():
        text = flat(value)
        if text and name not in _LEFT_OUT:
            yield Text.assemble(_faint(f"{name:>10}  "), on_one_line(text))
    yield Text.assemble(_faint(f"{'printed in':>10}  "), on_one_line(row.where))


def in_paragraph(article: Article, finding: Finding) -> RenderableType:
    """The paragraph of the source with the words marked in it."""
    around = paragraph(article.text, finding.span)
    text = article.text
    inside = Text.assemble(
        visible(text[around.start : finding.span.start]),
        (visible(finding.span.of(text)).join(MARKS), _MARKED),
        visible(text[finding.span.end : around.end]),
    )
    inside.overflow = "fold"
    return inside


def paragraph(text: str, span: Span) -> Span:
    """From the break before a span to the break after it, without the indent.

    >>> paragraph("一\\n\\u3000\\u3000二三四\\n五", Span(5, 6)).of("一\\n\\u3000\\u3000二三四\\n五")
    '二三四'
    """
    start = max(text.rfind("\n", 0, span.start), text.rfind("\r", 0, span.start)) + 1
    ends = [at for at in (text.find("\n", span.end), text.find("\r", span.end)) if at >= 0]
    end = min(ends, default=len(text))
    indent = len(text[start : span.start]) - len(text[start : span.start].lstrip())
    return Span(start + indent, end)
