"""Tell speech from slogans from mere terms, by adding up the rows of rules/kinds.yaml that hold."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

from quotes.model import Kind
from quotes.parsing.layers import MASK
from quotes.parsing.shape import SHAPES, Setting
from quotes.rules import Rules
from quotes.rules.needed import Sought, characters_of, sought
from quotes.rules.shapes import FeatureRow


@dataclass(frozen=True, slots=True)
class Verdict:
    """The kind, how far it leads the runner-up, and the rows that hold."""

    kind: Kind
    margin: float
    rows: tuple[FeatureRow, ...]


_RANKED = tuple(Kind)[::-1]
"""Where sums are equal, the earlier of these."""

_SIDES = ("left", "inner", "right")


@dataclass(frozen=True, slots=True)
class _Observed:
    """One row, ready to be looked at: its weights in the order of `_RANKED`."""

    row: FeatureRow
    shape: Callable[[Setting], bool] | None
    pattern: Sought
    side: int
    """Which of `_SIDES` the pattern is looked for in."""
    weights: tuple[float, ...]


@lru_cache(maxsize=2)
def _observations(rules: Rules) -> tuple[_Observed, ...]:
    return tuple(map(_ready, rules.kind_rows))


def _ready(row: FeatureRow) -> _Observed:
    shape = SHAPES[row.name] if row.where == "shape" else None
    side = 0 if row.where == "shape" else _SIDES.index(row.where)
    pattern = sought(with_other_marks(row.pattern))
    weights = tuple(getattr(row, kind.value) for kind in _RANKED)
    return _Observed(row, shape, pattern, side, weights)


def with_other_marks(pattern: str) -> str:
    """A pattern of the tables with what its Q stands for: other marks, and what they hold."""
    return re.sub(r"(?<![A-Za-z\\])Q(?![A-Za-z])", f"“{MASK}*”", pattern)


def _holding(setting: Setting, rules: Rules) -> list[_Observed]:
    texts = setting.left, setting.inner, setting.right
    characters = tuple(map(characters_of, texts))
    return [
        one
        for one in _observations(rules)
        if (
            one.shape(setting)
            if one.shape
            else one.pattern.find(texts[one.side], characters[one.side])
        )
    ]


def observed(setting: Setting, rules: Rules) -> tuple[FeatureRow, ...]:
    """The rows of rules/kinds.yaml that hold in a setting."""
    return tuple(one.row for one in _holding(setting, rules))


def classify(settings: tuple[Setting, ...], rules: Rules) -> tuple[Verdict, ...]:
    """The kind of each of a series of marks that stand side by side: they share one kind.

    A series is one setting, or several that only pause marks part (“甲”“乙”、“丙”).
    """
    held = [_holding(setting, rules) for setting in settings]
    totals = [0.0] * len(_RANKED)
    for one in chain.from_iterable(held):
        for at, weight in enumerate(one.weights):
            totals[at] += weight
    first, second, *_ = sorted(totals, reverse=True)
    kind, margin = _RANKED[totals.index(first)], (first - second) / len(settings)
    return tuple(Verdict(kind, margin, tuple(one.row for one in each)) for each in held)
