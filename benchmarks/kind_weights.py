"""Learn the weights of rules/kinds.yaml from annotated articles.

python benchmarks/kind_weights.py GOLD.jsonl… [--folds 8] [--write]

For each mark the rows that hold are known; the weights of a row are what it adds for quote, slogan
and term. They are those under which the annotated kinds are likeliest, held back towards the
weights that stand in the table, so that a few articles move little. `--folds` tells how well kinds
are told in articles that were left out; `--write` puts the weights, to one decimal, into the table.
"""

import argparse
import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from quotes.model import Kind
from quotes.parsing import mend
from quotes.parsing.attribute import attribute
from quotes.parsing.classify import observed
from quotes.parsing.discourse import Discourse
from quotes.parsing.kinds import settings
from quotes.parsing.layers import layer
from quotes.parsing.marks import pair
from quotes.parsing.names import find_names
from quotes.parsing.segment import segment
from quotes.reading import read_article
from quotes.rules import load
from quotes.sayings.gold import Annotation, annotations
from quotes.sayings.scoring import trimmed
from quotes.span import Span

TABLE = Path(__file__).parents[1] / "src" / "quotes" / "rules" / "kinds.yaml"
KINDS = tuple(Kind)
HELD_BACK, ROUNDS, STEP = 1.4, 400, 0.5

Weights = list[list[float]]


@dataclass(frozen=True)
class Example:
    doc: str
    rows: tuple[int, ...]
    """Indexes of the rows that hold."""
    kind: int
    may_be: frozenset[int]


def examples(gold: Path) -> list[Example]:
    """The outermost marks of the articles in docs/ beside the annotations."""
    noted: dict[str, list[Annotation]] = {}
    for one in annotations(gold.read_text(encoding="utf-8"), str(gold)):
        if not one.depth:
            noted.setdefault(one.doc, []).append(one)
    paths = {path.stem: path for path in (gold.parent / "docs").iterdir()}
    return [each for doc, ones in noted.items() for each in _of_article(paths[doc], ones)]


def _of_article(path: Path, noted: Sequence[Annotation]) -> Iterable[Example]:
    rules, article = load(), read_article(path)
    base, mended = article.body.start, mend(article.body.of(article.text))
    layers = layer(mended.text, pair(mended.text, rules))
    names = find_names(layers.plain, layers.narration, rules)
    lines = segment(layers, article.about.title, rules)
    told = Discourse(layers, names, lines, rules)
    found = attribute(told)
    meant = {trimmed(article.text, one.span): one for one in noted}
    for one, setting in zip(found, settings(told, found), strict=True):
        span = mended.raw_span(one.pair.inner)
        note = meant.get(trimmed(article.text, Span(span.start + base, span.end + base)))
        if note:
            held = map(rules.kind_rows.index, observed(setting, rules))
            kinds = frozenset(map(KINDS.index, note.kinds))
            yield Example(path.stem, tuple(held), KINDS.index(note.kind), kinds)


def shares(weights: Weights, rows: Sequence[int]) -> list[float]:
    """How likely each kind is, by the rows that hold."""
    sums = [sum(weights[row][kind] for row in rows) for kind in range(len(KINDS))]
    powers = [math.exp(each - max(sums)) for each in sums]
    return [each / sum(powers) for each in powers]


def learned(known: Sequence[Example], start: Weights) -> Weights:
    """Gradient descent, each weight at its own pace (AdaGrad)."""
    weights = [list(row) for row in start]
    paces = [[1e-9] * len(KINDS) for _ in start]
    for _ in range(ROUNDS):
        slopes = [
            [(now - was) / HELD_BACK for now, was in zip(row, old, strict=True)]
            for row, old in zip(weights, start, strict=True)
        ]
        for each in known:
            for kind, share in enumerate(shares(weights, each.rows)):
                for row in each.rows:
                    slopes[row][kind] += share - (kind == each.kind)
        for row, row_slopes in enumerate(slopes):
            for kind, slope in enumerate(row_slopes):
                paces[row][kind] += slope * slope
                weights[row][kind] -= STEP * slope / math.sqrt(paces[row][kind])
    return weights


def right(weights: Weights, known: Sequence[Example]) -> int:
    told = (max(range(len(KINDS)), key=shares(weights, each.rows).__getitem__) for each in known)
    return sum(kind in each.may_be for kind, each in zip(told, known, strict=True))


def left_out(known: Sequence[Example], start: Weights, folds: int) -> float:
    """The share of kinds told right in articles that were not learned from."""
    docs = list(dict.fromkeys(each.doc for each in known))
    count = 0
    for fold in range(folds):
        out = set(docs[fold::folds])
        weights = learned([each for each in known if each.doc not in out], start)
        count += right(weights, [each for each in known if each.doc in out])
    return count / len(known)


def with_weights(table: str, weights: Weights) -> str:
    """The table's text with other weights; all else stays as it is."""
    parts = re.split(r"(?m)^(?=- name: )", table)
    for at, (part, row) in enumerate(zip(parts[1:], weights, strict=True), 1):
        bare = re.sub(r"\n  (?:quote|slogan|term): .*", "", part)
        said = "".join(
            f"\n  {kind.value}: {round(weight, 1):g}"
            for kind, weight in zip(KINDS, row, strict=True)
            if round(weight, 1)
        )
        parts[at] = bare.replace("\n  match:", f"{said}\n  match:", 1)
    return "".join(parts)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("gold", nargs="+", type=Path)
    parser.add_argument("--folds", type=int, default=0)
    parser.add_argument("--write", action="store_true")
    asked = parser.parse_args()
    known = [each for gold in asked.gold for each in examples(gold)]
    start = [[getattr(row, kind.value) for kind in KINDS] for row in load().kind_rows]
    print(f"{len(known)} marks, {right(start, known) / len(known):.3f} right by the table")
    if asked.folds:
        print(f"{left_out(known, start, asked.folds):.3f} right in articles that were left out")
    weights = learned(known, start)
    print(f"{right(weights, known) / len(known):.3f} right by the learned weights")
    if asked.write:
        TABLE.write_text(with_weights(TABLE.read_text(encoding="utf-8"), weights), encoding="utf-8")


if __name__ == "__main__":
    main()
