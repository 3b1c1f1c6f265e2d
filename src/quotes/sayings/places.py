"""Where words stand in an article, for whoever enters them by hand."""

from quotes.catalog.proofs import nearest
from quotes.model import Article
from quotes.parsing import mend
from quotes.span import Lines, Span


def lines_with(article: Article, words: str) -> tuple[int, ...]:
    """The lines on which the words begin: in the mended reading, else as they are printed.

    >>> from quotes.reading import article_from_text
    >>> lines_with(article_from_text("他說：“好。”\\n她說：“好。”"), "好。")
    (1, 2)
    """
    mended, lines = mend(article.text), Lines(article.text)
    found = [mended.raw_span(span) for span in _spans(mended.text, words)]
    spans = found or _spans(article.text, words)
    return tuple(lines.place(span.start)[0] for span in spans)


def most_like(article: Article, words: str) -> str:
    """The stretch of an article that looks most like words which are not in it."""
    return nearest(words, mend(article.text).text)


def _spans(text: str, words: str) -> list[Span]:
    found, at = [], text.find(words)
    while at >= 0:
        found.append(Span(at, at + len(words)))
        at = text.find(words, at + 1)
    return found
