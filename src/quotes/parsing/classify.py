"""Tell speech from slogans from mere terms, by adding up the rows of rules/kinds.yaml that hold."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from operator import attrgetter

from quotes.model import Kind
from quotes.parsing.layers import MASK
from quotes.parsing.shape import SHAPES, Setting
from quotes.rules import Rules
from quotes.rules.needed import searching
from quotes.rules.shapes import FeatureRow

OTHER_MARKS = f"“{MASK}*”"
"""What Q stands for in the patterns of the tables."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """The kind, how far it leads the runner-up, and the rows that hold."""

    kind: Kind
    margin: float
    rows: tuple[FeatureRow, ...]


Observer = Callable[[Setting], bool]

_RANKED = tuple(Kind)[::-1]
"""Where sums are equal, the earlier of these."""


@dataclass(frozen=True, slots=True)
class _Observed:
    """One row, ready to be looked at: its weights in the order of `_RANKED`."""

    row: FeatureRow
    holds: Observer
    weights: tuple[float, ...]


@lru_cache(maxsize=2)
def _observations(rules: Rules) -> tuple[_Observed, ...]:
    return tuple(
        _Observed(row, _observer(row), tuple(getattr(row, kind.value) for kind in _RANKED))
        for row in rules.kind_rows
    )


def _observer(row: FeatureRow) -> Observer:
    if row.where == "shape":
        return SHAPES[row.name]
    pattern = re.sub(r"(?<![A-Za-z\\])Q(?![A-Za-z])", OTHER_MARKS, row.pattern)
    search, words = searching(pattern), attrgetter(row.where)
    return lambda setting: search(words(setting)) is not None


def observed(setting: Setting, rules: Rules) -> tuple[FeatureRow, ...]:
    """The rows of rules/kinds.yaml that hold in a setting."""
    return tuple(one.row for one in _observations(rules) if one.holds(setting))


def classify(settings: tuple[Setting, ...], rules: Rules) -> tuple[Verdict, ...]:
    """The kind of each of a series of marks that stand side by side: they share one kind.

    A series is one setting, or several that only pause marks part (“甲”“乙”、“丙”).
    """
    held = [[one for one in _observations(rules) if one.holds(setting)] for setting in settings]
    totals = [0.0] * len(_RANKED)
    for one in chain.from_iterable(held):
        for at, weight in enumerate(one.weights):
            totals[at] += weight
    first, second, *_ = sorted(totals, reverse=True)
    kind, margin = _RANKED[totals.index(first)], (first - second) / len(settings)
    return tuple(Verdict(kind, margin, tuple(one.row for one in each)) for each in held)
