"""Where an article tells in its own words, without marks, what it or another quotes elsewhere."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from quotes.parsing import Mended
from quotes.parsing.layers import narrate, plain
from quotes.parsing.marks import pair
from quotes.rules import load
from quotes.script import key
from quotes.span import Lines, Span

_STOP, _PAUSE = re.compile("[^。！？\n]+"), re.compile("[^，。；：、！？,.;:!?…\n]+")

SHORTEST_CLAUSE = 5
"""Characters of a clause that can be recognised."""

SHARED = 0.6
"""Share of a clause that must stand in the sentence in one run."""

_CLAUSES = 2
"""Clauses that must be there; of a saying of one clause all of it."""

_WHOLE = 8
"""Characters of a saying of one clause that is looked for."""


@dataclass(frozen=True, slots=True)
class Unmarked:
    """A sentence without marks that shares clauses with a saying."""

    line: int
    text: str
    """As printed, from the first shared clause to the last."""
    clauses: int


class Narration:
    """An article's sentences without what stands between marks."""

    def __init__(self, mended: Mended) -> None:
        self._mended = mended
        folded = plain(mended.text)
        told = narrate(folded, pair(mended.text, load()).pairs)
        self._sentences = [(found.start(), found[0]) for found in _STOP.finditer(told)]
        self._lines = Lines(mended.raw)

    def overlaps(self, saying: str) -> Iterator[Unmarked]:
        """The sentences that share clauses with a saying, in order."""
        clauses = [key(each) for each in _PAUSE.findall(saying)]
        clauses = [each for each in clauses if len(each) >= SHORTEST_CLAUSE]
        for at, sentence in self._sentences:
            found = [span for each in clauses if (span := _shared(each, sentence))]
            if _enough(clauses, found):
                yield self._unmarked(at, found)

    def _unmarked(self, at: int, found: list[Span]) -> Unmarked:
        span = Span(at + min(each.start for each in found), at + max(each.end for each in found))
        line = self._lines.place(self._mended.raw_span(span).start)[0]
        return Unmarked(line, span.of(self._mended.text), len(found))


def _shared(clause: str, sentence: str) -> Span | None:
    """The longest run of a clause that the sentence has too, if it is most of the clause."""
    grams = (clause[i : i + 3] for i in range(len(clause) - 2))
    if not any(gram in sentence for gram in grams):
        return None
    found = SequenceMatcher(None, sentence, clause, autojunk=False).find_longest_match()
    return Span(found.a, found.a + found.size) if found.size >= SHARED * len(clause) else None


def _enough(clauses: list[str], found: list[Span]) -> bool:
    if len(clauses) > 1:
        return len(found) >= _CLAUSES
    return bool(found) and len(clauses[0]) >= _WHOLE and found[0].length >= _WHOLE
