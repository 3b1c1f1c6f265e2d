"""Tell speech from slogans from mere terms, by adding up the rows of rules/kinds.yaml that hold."""

import re
from dataclasses import dataclass
from functools import lru_cache

from quotes.model import Kind
from quotes.parsing.layers import MASK
from quotes.parsing.shape import SHAPES, Setting
from quotes.rules import Rules
from quotes.rules.shapes import FeatureRow

OTHER_MARKS = f"“{MASK}*”"
"""What Q stands for in the patterns of the tables."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """The kind, how far it leads the runner-up, and the rows that hold."""

    kind: Kind
    margin: float
    rows: tuple[FeatureRow, ...]

    def scores(self) -> dict[Kind, float]:
        return _scores(self.rows)


def _scores(rows: tuple[FeatureRow, ...]) -> dict[Kind, float]:
    return {kind: sum(getattr(row, kind.value) for row in rows) for kind in Kind}


@lru_cache(maxsize=256)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(re.sub(r"(?<![A-Za-z\\])Q(?![A-Za-z])", OTHER_MARKS, pattern))


def holds(row: FeatureRow, setting: Setting) -> bool:
    """Whether one observation is made in a setting."""
    if row.where == "shape":
        return SHAPES[row.name](setting)
    words = {"left": setting.left, "right": setting.right, "inner": setting.inner}[row.where]
    return _compiled(row.pattern).search(words) is not None


def classify(settings: tuple[Setting, ...], rules: Rules) -> tuple[Verdict, ...]:
    """The kind of each of a series of marks that stand side by side: they share one kind.

    A series is one setting, or several that only pause marks part (“甲”“乙”、“丙”).
    """
    made = [tuple(row for row in rules.kind_rows if holds(row, one)) for one in settings]
    totals = {kind: sum(_scores(rows)[kind] for rows in made) for kind in Kind}
    ranked = sorted(Kind, key=lambda kind: (-totals[kind], list(Kind)[::-1].index(kind)))
    margin = (totals[ranked[0]] - totals[ranked[1]]) / len(settings)
    return tuple(Verdict(ranked[0], margin, rows) for rows in made)
