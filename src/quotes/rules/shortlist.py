"""Which patterns of a table are worth trying on a text."""

import re
from collections.abc import Iterable, Iterator, Sequence

from quotes.rules.needed import Sought, characters_of

_Drawers = dict[str, tuple[int, ...]]


class Shortlist:
    """The patterns of a table, of which only those are tried that a text may satisfy.

    A table has dozens of patterns, and a text may satisfy a few. Each pattern is filed once: under
    the characters with which its texts begin, if all begin with one of a few; else under those with
    which they end; else under the last characters of the words that it needs. Words come first
    where the edge may be a pause, which is the edge of many other texts.

    >>> from quotes.rules.needed import sought
    >>> rows = Shortlist(enumerate(map(sought, ("^的话", "(?:听|传)说$", "话", ".."))))
    >>> rows.worth_trying("他的话"), rows.worth_trying("的确传说")
    ([2, 3], [0, 1, 3])
    """

    def __init__(self, patterns: Iterable[tuple[int, Sought]]) -> None:
        """Each with its number."""
        self._patterns = dict(patterns)
        self._begin: _Drawers = {}
        self._end: _Drawers = {}
        self._within: _Drawers = {}
        self._always: tuple[int, ...] = ()
        for number, pattern in self._patterns.items():
            self._file(number, pattern)
        self._characters = frozenset(self._within)
        filed = (self._always, self._begin, self._end)
        self._mixed = bool(self._characters) or sum(map(bool, filed)) > 1

    def _file(self, number: int, pattern: Sought) -> None:
        drawers = [(self._begin, pattern.begins), (self._end, pattern.ends)]
        words = (self._within, pattern.lasts or None)
        tell_more = pattern.shortest > 1 and _is_met_often(pattern)
        for drawer, characters in (words, *drawers) if tell_more else (*drawers, words):
            if characters is not None:
                drawer |= {one: (*drawer.get(one, ()), number) for one in characters}
                return
        self._always = (*self._always, number)

    def worth_trying(self, text: str) -> Sequence[int]:
        """The numbers of the patterns that may match, in order."""
        found = self._always
        if self._begin:
            found += self._begin.get(text[:1], ())
        if self._end:
            found += self._end.get(text[-1:], ())
        if self._characters:
            for one in self._characters & characters_of(text):
                found += self._within[one]
        return sorted({*found}) if self._mixed and len(found) > 1 else found

    def matches(self, text: str) -> Iterator[tuple[int, re.Match[str]]]:
        """The numbers of the patterns that match, in order, and what each finds first."""
        patterns = self._patterns
        for number in self.worth_trying(text):
            if (match := patterns[number].find(text)) is not None:
                yield number, match


def _is_met_often(pattern: Sought) -> bool:
    """Whether a pause may begin or end the texts that match, as it does many others."""
    edges = (pattern.begins or frozenset()) | (pattern.ends or frozenset())
    return not edges.isdisjoint("，：")
