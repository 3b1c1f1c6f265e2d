"""Where an entry's words stand in its source: the raw stretch, with what is around it.

As Web Annotation has it: a TextPositionSelector counts code points, a TextQuoteSelector gives the raw
words with the words on either side, so that the place is found again where counting fails.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from quotes.catalog.entries import Entry
from quotes.catalog.proofs import Haystack
from quotes.model import Article
from quotes.parsing import mend
from quotes.sayings.proof import is_whole
from quotes.span import Lines, Span

CONTEXT = 32
"""Code points on either side."""


class Anchor(NamedTuple):
    """`[start, end)` in code points of the source as it was decoded."""

    start: int
    end: int
    exact: str
    """The raw words, also where the entry's text is mended."""
    prefix: str
    suffix: str
    line: int


def anchors(article: Article, entries: Iterable[Entry]) -> Mapping[str, Anchor]:
    """By id, for the entries of one article whose words are found in it.

    Equal words on one line belong to as many entries in their order.

    >>> from quotes.reading import article_from_text
    >>> article = article_from_text("他說：“好。”\\n她說：“好。”")
    >>> found = anchors(article, [Entry(id="1", text="好。", line="2")])
    >>> found["1"].start, found["1"].exact, found["1"].prefix[-4:]
    (12, '好。', '她說：“')
    """
    places = _Places(article)
    return {
        entry.id: places.anchor(found)
        for entry in entries
        if entry.id and (found := places.take(entry))
    }


def around(text: str, span: Span) -> tuple[str, str]:
    """What stands before and behind a stretch, as far as a selector has it."""
    start, end = span
    return text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT]


class _Places:
    """The stretches of an article, each given away once."""

    def __init__(self, article: Article) -> None:
        self._raw = article.text
        self._mended = mend(article.text)
        self._lines = Lines(article.text)
        self._taken: set[Span] = set()

    def anchor(self, span: Span) -> Anchor:
        exact = span.of(self._raw)
        line = self._lines.place(span.start)[0]
        return Anchor(*span, exact, *around(self._raw, span), line)

    def take(self, entry: Entry) -> Span | None:
        """The nearest place of the words that no entry has yet: as printed, mended, or raw."""
        for words in filter(None, (entry.printed, entry.text)):
            free = [each for each in self._stretches(words) if each.raw not in self._taken]
            if free:
                best = min(free, key=lambda each: self._rank(each, entry.at_line))
                self._taken.add(best.raw)
                return best.raw
        return None

    def _rank(self, each: "_Stretch", line: int) -> tuple[int, bool, Span]:
        """On the line of the entry, and there between marks before anywhere else."""
        return abs(self._lines.place(each.raw.start)[0] - line), not each.whole, each.raw

    def _stretches(self, words: str) -> Sequence["_Stretch"]:
        text = self._mended.text
        in_reading = [
            _Stretch(self._mended.raw_span(each), is_whole(text, each))
            for each in Haystack(text).locate(words)
        ]
        return in_reading or [
            _Stretch(each, is_whole(self._raw, each)) for each in Haystack(self._raw).locate(words)
        ]


class _Stretch(NamedTuple):
    raw: Span
    whole: bool
    """Whether it fills the space between two marks."""
