"""One text in three layers with the same offsets, so that a rule is written once for all scripts.

`text` is the mended reading; `plain` is folded to Simplified characters and full-width stops;
`narration` is `plain` without the words inside outermost marks: what the reporter says.
"""

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import lru_cache

from quotes.parsing.marks import Pair, Pairing
from quotes.script import LONGEST_KEPT, fold
from quotes.span import Span

MASK = "\ue000"
"""Stands for each character of quoted words in `narration`; a private-use code point."""

STOPS = tuple("。！？…")
"""Marks that end an utterance."""

WORK = re.compile("《[^《》\n]{1,40}》")
"""The title of a work: what it is called after does not speak in it, 《李明传》."""

_WIDE = {
    ":": "：", ";": "；", "!": "！", "?": "？", "﹐": "，", "﹕": "：", "｡": "。", "､": "、",
    "﹔": "；", "﹗": "！", "﹖": "？", "丶": "、", "\u00a0": " ", "\t": " ",
    **dict(zip("０１２３４５６７８９", "0123456789", strict=True)),
}  # fmt: skip
_NARROW = re.compile(f"[{''.join(_WIDE)}]")
_COMMA = re.compile(r",(?:(?<![0-9A-Za-z],)|(?![0-9A-Za-z ]))")
_POINT = re.compile(r"\.(?<=[\u3400-\u9fff”」]\.)(?![\w.])")


@dataclass(frozen=True, slots=True)
class Layers:
    text: str
    plain: str
    narration: str
    pairs: tuple[Pair, ...]

    def sentence_start(self, at: int, floor: int) -> int:
        """Start of the reporter's sentence that `at` stands in, not before `floor`."""
        return _behind_stop(self.narration, _SENTENCE, at, floor)

    def sentence_end(self, at: int, ceiling: int) -> int:
        """End of the reporter's sentence that `at` stands in, its stop included."""
        stops = _stops(self.narration, _SENTENCE)
        index = bisect_left(stops, at)
        return stops[index] + 1 if index < len(stops) and stops[index] < ceiling else ceiling


def plain(text: str) -> str:
    """Folded to one script and one width, code point by code point.

    >>> plain("陳一新說:「好,」")
    '陈一新说：「好，」'
    """
    return _plain_once(text) if len(text) <= LONGEST_KEPT else _plain(text)


def _plain(text: str) -> str:
    folded = fold(text)
    if len(folded) != len(text):
        folded = "".join(one if len(one := fold(char)) == 1 else char for char in text)
    widened = _NARROW.sub(_put, folded)
    return _POINT.sub("。", _COMMA.sub("，", widened))


_plain_once = lru_cache(maxsize=4096)(_plain)


def _put(narrow: re.Match[str]) -> str:
    return _WIDE[narrow[0]]


def layer(text: str, pairing: Pairing) -> Layers:
    """All three layers of a mended text."""
    folded = plain(text)
    return Layers(text, folded, narrate(folded, pairing.pairs), pairing.pairs)


def narrate(folded: str, pairs: tuple[Pair, ...]) -> str:
    """Mask the words inside outermost marks; line ends inside them stay."""
    pieces, at = [], 0
    for pair in pairs:
        if pair.depth:
            continue
        pieces += [folded[at : pair.outer.start], "“", _masked(pair.inner.of(folded)), "”"]
        at = pair.outer.end
    return "".join([*pieces, folded[at:]])


def _masked(words: str) -> str:
    if "\n" not in words:
        return MASK * len(words)
    return "".join("\n" if char == "\n" else MASK for char in words)


def clause_start(narration: str, at: int, floor: int) -> int:
    """Start of the clause that ends at `at`."""
    return _behind_stop(narration, _CLAUSE, at, floor)


_SENTENCE, _CLAUSE = "。！？▪\n", "。！？\n，：；\u3000—"
"""Marks that end a sentence, and a clause."""


def _behind_stop(narration: str, marks: str, at: int, floor: int) -> int:
    stops = _stops(narration, marks)
    index = bisect_left(stops, at) - 1
    return max(stops[index] + 1, floor) if index >= 0 else floor


@lru_cache(maxsize=4)
def _stops(narration: str, marks: str) -> tuple[int, ...]:
    """Where the marks stand: looked up thousands of times in one article."""
    return tuple([found.start() for found in re.finditer(f"[{marks}]", narration)])


__all__ = ["MASK", "STOPS", "WORK", "Layers", "Span", "clause_start", "layer", "narrate", "plain"]
