"""Which wordings may be alike at all: those that share runs of characters few others have.

Comparing each with each would take a hundred thousand sayings hours. Every wording is filed under
all its runs of two and three characters; a run that stands in hundreds of them (我们, 发展) leads
nowhere and is passed over. What two wordings must share is little, so that a retelling is found.
"""

from collections import Counter
from collections.abc import Iterator

from quotes.sayings.likeness import Wording

COMMON = 120
"""Wordings that may share a run of characters before it tells nothing."""

_FEW = 4
"""Runs that are looked at even where all are common: hundreds may print one sentence."""

_SHARED = 2
"""Runs that two wordings must have in common before they are compared."""

_ONE_IN = 6
"""So many runs of the shorter one may there be to one that both have. Of the pairs that are one
saying in benchmarks/same_words those that are furthest apart share one in five.
"""


def runs(wording: Wording) -> frozenset[str]:
    """All runs of two and of three characters of what carries content.

    >>> from quotes.sayings.likeness import wording
    >>> sorted(runs(wording("拖地板")))
    ['地板', '拖地', '拖地板']
    """
    content = wording.content
    pairs = {content[at : at + 2] for at in range(len(content) - 1)}
    return frozenset(pairs | {content[at : at + 3] for at in range(len(content) - 2)})


class Neighbours:
    """Wordings filed by their runs (`runs` has them), under numbers that the caller gives."""

    def __init__(self) -> None:
        self._filed: dict[str, set[int]] = {}
        self._least: dict[int, int] = {}
        """Of its runs, those that it must share with a longer wording."""

    def add(self, number: int, own: frozenset[str]) -> None:
        self._least[number] = max(_SHARED, len(own) // _ONE_IN)
        for run in own:
            self._filed.setdefault(run, set()).add(number)

    def drop(self, number: int, own: frozenset[str]) -> None:
        del self._least[number]
        for run in own:
            self._filed[run].discard(number)

    def _telling(self, own: frozenset[str]) -> list[str]:
        """The runs that few others have; where all are common, the rarest."""
        filed = [(run, numbers) for run in own if (numbers := self._filed.get(run))]
        rare = [run for run, numbers in filed if len(numbers) <= COMMON]
        if len(rare) >= _FEW:
            return rare
        common = sorted((len(numbers), run) for run, numbers in filed if len(numbers) > COMMON)
        return [*rare, *(run for _, run in common[: _FEW - len(rare)])]

    def of(self, own: frozenset[str]) -> Iterator[int]:
        """Numbers of wordings worth comparing with one of these runs, itself among them if it is filed."""
        shared: Counter[int] = Counter()
        for run in self._telling(own):
            shared.update(self._filed.get(run, ()))
        least, enough = self._least, max(_SHARED, len(own) // _ONE_IN)
        return (
            number for number, times in shared.items() if times >= enough or times >= least[number]
        )
