"""How often two wordings are rightly taken, or not taken, for printings of one saying.

    python benchmarks/same_words/measure.py            figures of both sets
    python benchmarks/same_words/measure.py --wrong    and every pair that went wrong

The sets hold invented sayings. Somebody who did not know the rules wrote for each what other papers
might make of it: slips and corrections of one to five characters (`edits`), a headline's part
(`shortened`), another way of saying the same as a machine would (`paraphrase`); for set phrases other
printings (`same`) and phrases that only look alike (`different`, as 无疫情小区 beside 无疫情社区); and
pairs of sentences that share most of their characters and say something else. Two more sorts are
made here: each saying in the other script, and each beside the next one, which is unrelated.

The thresholds were chosen on the even pairs of `learned.yaml`. `fresh.yaml` was written afterwards
and measured once.
"""

import itertools
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import opencc
import yaml

from quotes.sayings.likeness import relation, wording

HERE = Path(__file__).parent
SETS = ("learned", "fresh")


@dataclass(frozen=True)
class Pair:
    sort: str
    one: str
    other: str
    kind: str
    same: bool
    """What the annotator says."""
    even: bool

    @property
    def joined(self) -> bool:
        """What the program says."""
        return relation(wording(self.one, self.kind), wording(self.other, self.kind)) is not None


@dataclass(frozen=True)
class Figures:
    pairs: int
    precision: float
    recall: float
    right: dict[str, str]
    """Of each sort, how many of how many."""


def pairs(name: str) -> list[Pair]:
    """All pairs of one set."""
    data = yaml.safe_load((HERE / f"{name}.yaml").read_text(encoding="utf-8"))
    return [*_of_sayings(data["sayings"]), *_of_slogans(data["slogans"]), *_different(data)]


def _of_sayings(sayings: list[dict[str, Any]]) -> Iterator[Pair]:
    for at, said in enumerate(sayings):
        text, even = said["text"], not at % 2
        yield Pair("script", text, _in_other_script(text), "quote", True, even)
        for sort in ("edits", "shortened"):
            for other in said.get(sort, ()):
                yield Pair(sort, text, other, "quote", True, even)
        if said.get("paraphrase"):
            yield Pair("paraphrase", text, said["paraphrase"], "quote", True, even)


def _of_slogans(slogans: list[dict[str, Any]]) -> Iterator[Pair]:
    for at, said in enumerate(slogans):
        for other in said.get("same", ()):
            yield Pair("slogan printed otherwise", said["text"], other, "slogan", True, not at % 2)
        for other in said.get("different", ()):
            yield Pair("another slogan", said["text"], other, "slogan", False, not at % 2)


def _different(data: dict[str, Any]) -> Iterator[Pair]:
    for at, (one, other) in enumerate(data["different"]):
        yield Pair("alike and different", one, other, "quote", False, not at % 2)
    texts = [said["text"] for said in data["sayings"]]
    for at, (one, other) in enumerate(itertools.pairwise(texts)):
        yield Pair("unrelated", one, other, "quote", False, not at % 2)


@cache
def _converter(name: str) -> Any:
    return opencc.OpenCC(name)


def _in_other_script(text: str) -> str:
    simplified: str = _converter("tw2s").convert(text)
    traditional: str = _converter("s2tw").convert(text)
    return traditional if simplified == text else simplified


def figures(chosen: Iterable[Pair]) -> Figures:
    everything = list(chosen)
    joined = [each for each in everything if each.joined]
    both = sum(each.same for each in joined)
    asked = Counter(each.sort for each in everything)
    right = Counter(each.sort for each in everything if each.joined == each.same)
    return Figures(
        len(everything),
        both / len(joined),
        both / sum(each.same for each in everything),
        {sort: f"{right[sort]}/{count}" for sort, count in asked.items()},
    )


def main() -> None:
    for name in SETS:
        everything = pairs(name)
        for half, even in (("even", True), ("odd", False)):
            of = figures(each for each in everything if each.even is even)
            print(f"{name}, {half}: {of.pairs} pairs, P {of.precision:.3f}, R {of.recall:.3f}")
            print("   " + ", ".join(f"{sort} {share}" for sort, share in of.right.items()))
        if "--wrong" in sys.argv:
            for each in everything:
                if each.joined != each.same:
                    print(f"   {each.sort}: {each.one} / {each.other}")


if __name__ == "__main__":
    main()
