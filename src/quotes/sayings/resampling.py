"""How far a figure may be luck: intervals by drawing articles again, with replacement.

Articles are drawn, not spans: the quotations of one article succeed or fail together.
"""

from collections.abc import Sequence
from random import Random

from quotes.sayings.scoring import Counts, fractions, total

SEED = 20200216
"""Always the same, so that two runs over the same articles print the same intervals."""

COVERS = 0.95


def intervals(documents: Sequence[Counts], draws: int) -> dict[str, tuple[float, float]]:
    """For each figure the bounds between which 95 of 100 draws fall; nothing for no draws.

    A draw that holds nothing of what a figure measures says nothing about it.
    """
    chance = Random(SEED)  # noqa: S311 - it draws samples, not secrets
    values: dict[str, list[float]] = {}
    for _ in range(draws if documents else 0):
        drawn = fractions(total(chance.choices(documents, k=len(documents))))
        for name, (part, whole) in drawn.items():
            values.setdefault(name, []).extend([part / whole] if whole else [])
    return {name: _bounds(sorted(found)) for name, found in values.items() if found}


def _bounds(values: Sequence[float]) -> tuple[float, float]:
    """The values that leave as many draws outside on either side.

    >>> _bounds([number / 100 for number in range(101)])
    (0.02, 0.98)
    """
    outside = int((1 - COVERS) / 2 * len(values))
    return values[outside], values[-1 - outside]
