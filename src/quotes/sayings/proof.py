"""What a source says now, for the words of the entries that name it."""

from collections.abc import Iterable
from pathlib import Path

from quotes.catalog.checks import Passage, Printed, locate, nearest
from quotes.errors import UnreadableArticle
from quotes.model import Article
from quotes.parsing import Mended, mend, parse
from quotes.reading import read_article
from quotes.rules import load
from quotes.span import Lines, Span

_BLANK = " \t\u3000"
_PARAGRAPH = "\r\n"


def printed(path: Path, looked_for: Iterable[str]) -> Printed:
    """Read the source, replay its repairs, and look for each of the words in the result."""
    try:
        article = read_article(path)
    except UnreadableArticle as error:
        return Printed(why_missing=error.message)
    proof = _Proof(article, mend(article.text))
    wanted = frozenset(looked_for)
    found = {words: proof.passages(words) for words in wanted}
    unproved = [words for words in wanted if not any(each.whole for each in found[words])]
    if unproved:
        # Damaged marks pair in ways that only the parser knows.
        readings = parse(article).findings
        for words in unproved:
            seen = (each.line for each in readings if each.text == words)
            found[words] += tuple(Passage(line, whole=True) for line in seen)
    return Printed(
        sha256=article.sha256,
        passages=found,
        nearest={words: proof.nearest(words) for words in unproved},
    )


class _Proof:
    def __init__(self, article: Article, mended: Mended) -> None:
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

    def nearest(self, words: str) -> str:
        return nearest(words, self._mended.text)

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
