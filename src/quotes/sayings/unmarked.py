"""Where an article tells in its own words, without marks, what it or another quotes elsewhere."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from quotes.sayings.narration import Told
from quotes.script import key
from quotes.span import Span

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


def overlaps(told: Told, saying: str) -> Iterator[Unmarked]:
    """The sentences of a source that share clauses with a saying, in order."""
    clauses = [key(each) for each in _PAUSE.findall(saying)]
    clauses = [each for each in clauses if len(each) >= SHORTEST_CLAUSE]
    for sentence in _STOP.finditer(told.narration):
        found = [span for each in clauses if (span := _shared(each, sentence[0]))]
        if _enough(clauses, found):
            start = sentence.start() + min(each.start for each in found)
            end = sentence.start() + max(each.end for each in found)
            yield Unmarked(told.line(start), told.text[start:end], len(found))


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
