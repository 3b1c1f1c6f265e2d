"""Tell speech from slogans from mere terms, by adding up the rows of rules/kinds.yaml that hold."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from quotes.model import Kind
from quotes.parsing.layers import MASK
from quotes.parsing.shape import SHAPES, Setting
from quotes.rules import Rules
from quotes.rules.needed import sought
from quotes.rules.shapes import FeatureRow
from quotes.rules.shortlist import Shortlist


class Verdict(NamedTuple):
    """The kind, how far it leads the runner-up, and the rows that hold."""

    kind: Kind
    margin: float
    rows: tuple[FeatureRow, ...]


_RANKED = tuple(Kind)[::-1]
"""Where sums are equal, the earlier of these."""


class _Observed(NamedTuple):
    """One row, ready to be looked at: its weights in the order of `_RANKED`."""

    row: FeatureRow
    weights: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class _Table:
    """rules/kinds.yaml, sorted by what its rows look at."""

    rows: tuple[_Observed, ...]
    shapes: tuple[tuple[int, Callable[[Setting], bool]], ...]
    left: Shortlist
    inner: Shortlist
    right: Shortlist


@lru_cache(maxsize=2)
def _table(rules: Rules) -> _Table:
    rows = tuple(
        _Observed(row, tuple(getattr(row, kind.value) for kind in _RANKED))
        for row in rules.kind_rows
    )
    numbered = enumerate(rules.kind_rows)
    shapes = tuple((at, SHAPES[row.name]) for at, row in numbered if row.where == "shape")
    left, inner, right = (_patterns(rules, where) for where in ("left", "inner", "right"))
    return _Table(rows, shapes, left, inner, right)


def _patterns(rules: Rules, where: str) -> Shortlist:
    """The patterns that are looked for in one of the texts of a setting, by the numbers of rows."""
    return Shortlist(
        (at, sought(with_other_marks(row.pattern)))
        for at, row in enumerate(rules.kind_rows)
        if row.where == where
    )


def with_other_marks(pattern: str) -> str:
    """A pattern of the tables with what its Q stands for: other marks, and what they hold."""
    return re.sub(r"(?<![A-Za-z\\])Q(?![A-Za-z])", f"“{MASK}*”", pattern)


def _holding(setting: Setting, rules: Rules) -> list[_Observed]:
    table = _table(rules)
    held = [at for at, holds in table.shapes if holds(setting)]
    held += [at for at, _ in table.left.matches(setting.left)]
    held += [at for at, _ in table.inner.matches(setting.inner)]
    held += [at for at, _ in table.right.matches(setting.right)]
    return [table.rows[at] for at in sorted(held)]


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
