"""What a source says now, for the words of the entries that name it."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from quotes.catalog.checks import Passage, Printed, locate, nearest
from quotes.errors import UnreadableArticle
from quotes.rules import load
from quotes.span import Lines, Span

if TYPE_CHECKING:
    from quotes.model import Article
    from quotes.parsing import Mended

_BLANK = " \t\u3000"
_PARAGRAPH = "\r\n"


def printed(path: Path, looked_for: Iterable[str]) -> Printed:
    """Read the source, replay its repairs, and look for each of the words in the result."""
    from quotes.parsing import mend
    from quotes.reading import read_article

    try:
        article = read_article(path)
    except UnreadableArticle as error:
        return Printed(why_missing=error.message)
    mended = mend(article.text)
    proof = _Proof(article, mended)
    wanted = frozenset(looked_for)
    found = {words: proof.passages(words) for words in wanted}
    lost = [words for words in wanted if not any(each.whole for each in found[words])]
    return Printed(
        sha256=article.sha256,
        passages=found,
        nearest={words: nearest(words, mended.text) for words in lost},
    )


class _Proof:
    def __init__(self, article: "Article", mended: "Mended") -> None:
        self._article, self._mended = article, mended
        self._lines = Lines(article.text)

    def passages(self, words: str) -> tuple[Passage, ...]:
        """In the mended reading; in the raw text where the reading does not have them."""
        text = self._mended.text
        found = [(self._mended.raw_span(span), span) for span in locate(words, text)]
        if found:
            return tuple(self._passage(raw, span, text) for raw, span in found)
        raw_text = self._article.text
        return tuple(self._passage(span, span, raw_text) for span in locate(words, raw_text))

    def _passage(self, raw: Span, span: Span, text: str) -> Passage:
        return Passage(self._lines.place(raw.start)[0], is_whole(text, span))


def is_whole(text: str, span: Span) -> bool:
    """Whether a stretch fills the space between two marks, or from a mark to a paragraph's end.

    >>> is_whole("他說：“細節決定成敗。”", Span(4, 11))
    True
    >>> is_whole("他說：“細節決定成敗。”", Span(6, 11))
    False
    """
    before = text[: span.start].rstrip(_BLANK)[-1:]
    after = text[span.end :].lstrip(_BLANK)[:1]
    rules = load()
    starts, ends = before in ("", *_PARAGRAPH), after in ("", *_PARAGRAPH)
    if after in rules.opening_for:
        return starts or before in rules.opening_for[after]
    closing = rules.closing_for.get(before)
    return ends and closing is not None and closing not in span.of(text)
