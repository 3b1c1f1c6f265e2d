"""Articles that are copies of one another: reposts, excerpts, and retellings of the whole.

A repost shares nearly all runs of five characters. A retelling, by a machine or by hand, shares
few of them but keeps the order of what it tells: of what stands in one, most stands in the other in
the same order. Measured on the five articles of seeds/: the machine's retelling shares 17 of 100
runs and 62 of 100 characters in order, reports of the same events at most 6 and 12.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from hashlib import blake2b

from quotes.script import key

RUN = 5
"""Characters of a run; shorter ones are shared by all articles of a subject."""

SKETCH = 400
"""Runs that stand for an article where candidates are looked for: those with the smallest hashes."""

ALIKE = 0.05
"""Share of the runs of a sketch at which two articles are looked at more closely."""

COMMON = 200
"""Articles that may share a run before it tells nothing: what an outlet prints below all of them."""

REPOSTED, EXCERPTED, RETOLD = 0.8, 0.8, 0.45
"""Shares of runs, of the shorter article's runs, and of characters in order."""

LONGEST = 20_000
"""Characters that are compared in order; longer articles by their beginnings."""


SHORTEST = 120
"""Characters of an article that can retell another; of fewer, the words of a subject make half."""


class Copied(StrEnum):
    """How one article stands to another."""

    REPOST = "repost"
    EXCERPT = "excerpt"
    """The later stands in the earlier."""
    EXTENSION = "extension"
    """The earlier stands in the later, which adds something."""
    RETELLING = "retelling"


@dataclass(frozen=True, slots=True)
class Copy:
    """Two articles that are one; `first` is what came first, as far as anybody can tell."""

    first: str
    second: str
    how: Copied
    share: float
    """Of runs or characters in common, as `how` asks."""


@dataclass(frozen=True)
class _Sketch:
    name: str
    key: str
    runs: frozenset[int]

    @cached_property
    def all_runs(self) -> Set[str]:
        return {self.key[at : at + RUN] for at in range(len(self.key) - RUN + 1)}


def find_copies(texts: Mapping[str, str], order: Iterable[str]) -> tuple[Copy, ...]:
    """All pairs of copies among articles, by name.

    `order` holds the names as they were published, what is not known to be later first.
    """
    rank = {name: at for at, name in enumerate(order)}
    sketches = {name: _sketch(name, text) for name, text in texts.items()}
    found = (_copy(sketches[one], sketches[two], rank) for one, two in _candidates(sketches))
    return tuple(sorted(filter(None, found), key=lambda each: (each.first, each.second)))


def _sketch(name: str, text: str) -> _Sketch:
    folded = key(text)
    hashes = {_hash(folded[at : at + RUN]) for at in range(max(len(folded) - RUN + 1, 0))}
    return _Sketch(name, folded, frozenset(sorted(hashes)[:SKETCH]))


def _hash(run: str) -> int:
    return int.from_bytes(blake2b(run.encode(), digest_size=6).digest(), "big")


def _candidates(sketches: Mapping[str, _Sketch]) -> Iterator[tuple[str, str]]:
    """Pairs that share enough of their sketches, each once; of equal ones each with the first."""
    once: dict[frozenset[int], str] = {}
    for name, sketch in sketches.items():
        first = once.setdefault(sketch.runs, name)
        if first != name and sketch.runs:
            yield first, name
    yield from _similar({name: sketches[name] for name in once.values()})


def _similar(sketches: Mapping[str, _Sketch]) -> Iterator[tuple[str, str]]:
    times = Counter(run for sketch in sketches.values() for run in sketch.runs)
    filed: dict[int, list[str]] = defaultdict(list)
    shared: Counter[tuple[str, str]] = Counter()
    for name, sketch in sketches.items():
        for run in sketch.runs:
            if 1 < times[run] <= COMMON:
                shared.update((other, name) for other in filed[run])
                filed[run].append(name)
    for pair, count in shared.items():
        if count >= ALIKE * min(len(sketches[name].runs) for name in pair):
            yield pair


def _copy(one: _Sketch, two: _Sketch, rank: Mapping[str, int]) -> Copy | None:
    from rapidfuzz.distance import Indel

    first, second = sorted((one, two), key=lambda each: rank.get(each.name, len(rank)))
    runs = [each.all_runs for each in (one, two)]
    both = len(runs[0] & runs[1])
    if both >= REPOSTED * max(map(len, runs)):
        return Copy(first.name, second.name, Copied.REPOST, both / max(map(len, runs)))
    if both >= EXCERPTED * min(map(len, runs)):
        how = Copied.EXTENSION if len(second.key) > len(first.key) else Copied.EXCERPT
        return Copy(first.name, second.name, how, both / min(map(len, runs)))
    if min(len(one.key), len(two.key)) < SHORTEST:
        return None
    share = Indel.normalized_similarity(one.key[:LONGEST], two.key[:LONGEST], score_cutoff=RETOLD)
    return Copy(first.name, second.name, Copied.RETELLING, share) if share else None
