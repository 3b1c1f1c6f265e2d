"""What a source says now, for the words of the entries that name it."""

from collections.abc import Callable, Iterable
from functools import cached_property
from pathlib import Path

from quotes.catalog.proofs import Haystack, Passage, Printed
from quotes.errors import UnreadableArticle
from quotes.model import Article, Reading
from quotes.parsing import mend, parse
from quotes.reading import read_article
from quotes.rules import load
from quotes.span import Lines, Span

_BLANK = " \t\u3000"
_PARAGRAPH = "\r\n"


class Witness:
    """A source as it is today, read once and parsed only if somebody asks."""

    def __init__(self, article: Article, read: Callable[[Article], Reading] = parse) -> None:
        self.article, self._read = article, read

    @cached_property
    def reading(self) -> Reading:
        return self._read(self.article)

    def printed(self, looked_for: Iterable[str]) -> Printed:
        """Replay the repairs of the source, and look for each of the words in the result."""
        proof = _Proof(self.article)
        wanted = frozenset(looked_for)
        found = {words: proof.passages(words) for words in wanted}
        unproved = [words for words in wanted if not any(each.whole for each in found[words])]
        for words in unproved:
            # Damaged marks pair in ways that only the parser knows.
            seen = (each.line for each in self.reading.findings if each.text == words)
            found[words] += tuple(Passage(line, whole=True) for line in seen)
        lost = [words for words in unproved if not any(each.whole for each in found[words])]
        nearest = {words: proof.nearest(words) for words in lost}
        return Printed(sha256=self.article.sha256, passages=found, nearest=nearest)


def printed(path: Path, looked_for: Iterable[str]) -> Printed:
    """What a file says now, or why it says nothing."""
    try:
        return Witness(read_article(path)).printed(looked_for)
    except UnreadableArticle as error:
        return Printed(why_missing=error.message)


class _Proof:
    def __init__(self, article: Article) -> None:
        self._article, self._mended = article, mend(article.text)
        self._lines = Lines(article.text)
        self._reading, self._raw = Haystack(self._mended.text), Haystack(article.text)

    def passages(self, words: str) -> tuple[Passage, ...]:
        """In the mended reading; in the raw text where the reading does not have them."""
        text, raw_text = self._mended.text, self._article.text
        found = [(self._mended.raw_span(span), span) for span in self._reading.locate(words)]
        if found:
            return tuple(self._passage(raw, span, text) for raw, span in found)
        return tuple(self._passage(span, span, raw_text) for span in self._raw.locate(words))

    def nearest(self, words: str) -> str:
        return self._reading.nearest(words)

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
    rules, inside = load(), span.of(text)
    starts, ends = before in ("", *_PARAGRAPH), after in ("", *_PARAGRAPH)
    if after in rules.opening_for:
        matches = before in rules.opening_for[after] and _is_balanced(inside, before, after)
        return starts or matches
    closing = rules.closing_for.get(before)
    return ends and closing is not None and closing not in inside


def _is_balanced(inside: str, opening: str, closing: str) -> bool:
    """Whether no mark inside closes what was opened before.

    >>> _is_balanced("一盤棋”思想，以“搶", "“", "”"), _is_balanced("我聽見“好”。", "“", "”")
    (False, True)
    """
    depth = 0
    for char in inside:
        depth += (char == opening) - (char == closing)
        if depth < 0:
            return False
    return opening != closing or closing not in inside
