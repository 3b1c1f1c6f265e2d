"""An entry where it stands: its fields, and its paragraph with the words marked."""

from collections.abc import Iterator

from quotes.model import Article, Finding
from quotes.present.escape import on_one_line, visible
from quotes.present.heads import label
from quotes.present.lines import Line
from quotes.present.rows import Row, flat, values
from quotes.span import Span

_MARKED = "bold reverse"
MARKS = ("【", "】")
"""Around the words that are meant: seen also where there is no colour."""
_LEFT_OUT = ("id", "text", "source", "line", "file", "name")


def shown(row: Row, place: tuple[str, int]) -> Iterator[Line]:
    """The fields that say something, one a line."""
    yield (on_one_line(row.id or "?"), "cyan bold"), ("  ", ""), _faint(f"{place[0]}:{place[1]}")
    yield ((visible(row.text or ""), "bold"),)
    for name, value in values(row).items():
        text = flat(value)
        if text and name not in _LEFT_OUT:
            yield _faint(f"{label(name)}  "), (on_one_line(text), "")
    yield _faint(f"{label('printed in')}  "), (on_one_line(row.where), "")


def _faint(text: str) -> tuple[str, str]:
    return on_one_line(text), "dim"


def in_paragraph(article: Article, finding: Finding) -> Line:
    """The paragraph of the source with the words marked in it."""
    around = paragraph(article.text, finding.span)
    text = article.text
    return (
        (visible(text[around.start : finding.span.start]), ""),
        (visible(finding.span.of(text)).join(MARKS), _MARKED),
        (visible(text[finding.span.end : around.end]), ""),
    )


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
