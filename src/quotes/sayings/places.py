"""Where words stand in an article, for whoever enters them by hand."""

from quotes.catalog.proofs import Haystack, nearest
from quotes.model import Article
from quotes.parsing import mend
from quotes.span import Lines


def lines_with(article: Article, words: str) -> tuple[int, ...]:
    """The lines on which the words begin: in the mended reading, else as they are printed.

    >>> from quotes.reading import article_from_text
    >>> lines_with(article_from_text("他說：“好。”\\n她說：“好。”"), "好。")
    (1, 2)
    """
    mended, lines = mend(article.text), Lines(article.text)
    found = [mended.raw_span(span) for span in Haystack(mended.text).locate(words)]
    spans = found or list(Haystack(article.text).locate(words))
    return tuple(lines.place(span.start)[0] for span in spans)


def most_like(article: Article, words: str) -> str:
    """The stretch of an article that looks most like words which are not in it."""
    return nearest(words, mend(article.text).text)
