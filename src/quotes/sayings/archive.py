"""Where words stand: in the entries of a catalog, between marks of its sources, in their text.

Words are asked for by their keys, so script, width and punctuation decide nothing here.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from quotes.catalog.kept import Kept
from quotes.sayings.narration import Told
from quotes.sayings.numerals import figures
from quotes.sayings.verdicts import Passage
from quotes.script import by_character, key

SHORTEST = 4
"""Characters of words that are looked for inside of others."""

PIECE = 5
"""Characters of a passage that may have been joined to another."""

_PIECES = 4
"""Passages that one pair of marks may join."""

_RUN = 4
"""Characters in one run that a text must share with words that it has nearly."""

_NEARLY = 85
"""Of 100: likeness of a text's passage to words that it has nearly."""


class Archive:
    """Every entry that was not dropped, and every source."""

    def __init__(self, kept: Iterable[Kept], sources: Mapping[str, Told]) -> None:
        self._sources = sources
        self._by_key: dict[str, list[Kept]] = {}
        for each in kept:
            if each.entry.text and each.entry.status != "drop":
                self._by_key.setdefault(key(each.entry.text), []).append(each)

    @cached_property
    def _texts(self) -> dict[str, str]:
        """The key of every source."""
        return {name: key(told.text) for name, told in self._sources.items()}

    @cached_property
    def _marked(self) -> dict[str, list[Passage]]:
        """What stands between marks in the sources, by its key."""
        found: dict[str, list[Passage]] = {}
        for name, told in self._sources.items():
            for span in told.marked():
                text = span.of(told.text)
                place = f"{name}:{told.line(span.start)}"
                found.setdefault(key(text), []).append(Passage(text, place, name))
        return found

    def entries(self, words: str) -> Sequence[Kept]:
        """Those that are these words."""
        return self._by_key.get(words, ())

    def holding(self, words: str) -> list[Kept]:
        """Those of which the words are a part."""
        if len(words) < SHORTEST:
            return []
        return [each for text, group in self._by_key.items() if words in text for each in group]

    def marked(self, words: str) -> Sequence[Passage]:
        """Where they stand between marks though no entry keeps them."""
        return self._marked.get(words, ())

    def printed(self, words: str) -> list[Passage]:
        """Where they stand in the text of sources."""
        if len(words) < SHORTEST:
            return []
        names = [name for name, text in self._texts.items() if words in text]
        return [self._passage(name, words) for name in names]

    def nearly_printed(self, words: str) -> Passage | None:
        """Where a source has nearly these words in its text."""
        from rapidfuzz import fuzz

        if len(words) < 2 * _RUN:
            return None
        runs = [words[at : at + _RUN] for at in range(0, len(words) - _RUN + 1, _RUN)]
        for name, text in self._texts.items():
            if any(run in text for run in runs):
                found = fuzz.partial_ratio_alignment(words, text, score_cutoff=_NEARLY)
                if found:
                    return self._passage(name, text[found.dest_start : found.dest_end])
        return None

    def _passage(self, name: str, words: str) -> Passage:
        told = self._sources[name]
        keys, places = by_character(told.text)
        at = keys.find(words)
        start, end = places[at], places[at + len(words) - 1] + 1
        return Passage(told.text[start:end], f"{name}:{told.line(start)}", name)

    def entry_of_pieces(self, pieces: Sequence[str]) -> Kept | None:
        """The entry that holds all pieces in their order."""
        for text, group in self._by_key.items():
            if gaps(text, pieces) is not None:
                return group[0]
        return None

    def pieces(self, words: str) -> list[str]:
        """The fewest passages that the words are made of; none if something else is in them."""
        pieces: list[str] = []
        while words and len(pieces) < _PIECES:
            size = self._longest(words)
            if size < min(PIECE, len(words)) or 0 < len(words) - size < PIECE:
                return []
            pieces.append(words[:size])
            words = words[size:]
        return [] if words else pieces

    def _longest(self, words: str) -> int:
        """Characters from the beginning that stand somewhere in one run."""
        size = 0
        for text in (*self._texts.values(), *self._by_key):
            while size < len(words) and words[: size + 1] in text:
                size += 1
        return size

    def where(self, piece: str) -> Passage:
        """The first place of words that stand somewhere."""
        held = next(iter(self.holding(piece)), None) or next(iter(self.entries(piece)), None)
        return printed(held) if held else self.printed(piece)[0]

    def alike(self, words: str, least: float, count: int = 5) -> list[tuple[Kept, float]]:
        """The entries whose words are most like these, with their likeness, best first.

        Numbers are compared as figures: 3200 and 三千二百 are one.
        """
        from rapidfuzz import process
        from rapidfuzz.distance import Indel

        found = process.extract(
            figures(words),
            self._figures,
            scorer=Indel.normalized_similarity,
            limit=count,
            score_cutoff=least,
        )
        return [(each, score) for _, score, text in found for each in self._by_key[text]]

    @cached_property
    def _figures(self) -> dict[str, str]:
        return {text: figures(text) for text in self._by_key}


def printed(kept: Kept) -> Passage:
    """An entry as a passage."""
    place = kept.source.file or kept.file
    where = f"{place}:{kept.entry.line}" if kept.entry.line else place
    return Passage(kept.entry.text or "", where, place, kept)


def gaps(text: str, pieces: Sequence[str]) -> list[int] | None:
    """Characters between the pieces of a text; `None` where it does not hold them in order.

    >>> gaps("说出去的话泼出去的水是收不回来的", ["说出去的话", "是收不回来的"])
    [5]
    """
    at = 0
    between: list[int] = []
    for number, piece in enumerate(pieces):
        place = text.find(piece, at)
        if place < 0:
            return None
        if number:
            between.append(place - at)
        at = place + len(piece)
    return between
