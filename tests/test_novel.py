"""Two invented stories, far from news: a cue is followed across line breaks, a dialogue without
cues is left blank. Every speech was marked by hand before the rules were tried on it.

The sorts in novel/sorts.txt: a, the cue ends the line before; b, the tag stands behind the words;
c, the cue stands before them; d, the words are split; h, nobody is named anywhere near.
"""

from collections import Counter
from pathlib import Path

import pytest

from annotate import annotated
from quotes.model import Kind
from quotes.parsing import parse
from quotes.reading import article_from_bytes
from quotes.script import fold

HERE = Path(__file__).parent / "novel"
EXPLICIT, UNCUED = "abcd", "h"


def _verdicts(name: str, sorts: dict[tuple[str, int], str]) -> Counter[tuple[str, str]]:
    text, rows = annotated(name, (HERE / f"{name}.md").read_text(encoding="utf-8"))
    findings = parse(article_from_bytes(text.encode(), f"{name}.md")).findings
    found = {each.span.start: each for each in findings}
    verdicts: Counter[tuple[str, str]] = Counter()
    for row in rows:
        finding = found.get(row["start"])
        speaker = finding.speaker if finding and finding.kind is not Kind.TERM else None
        names = {fold(each) for each in (row["speaker"], *row["alt_speakers"]) if each}
        verdict = "blank" if speaker is None else "right" if fold(speaker) in names else "wrong"
        verdicts[sorts[name, row["start"]], verdict] += 1
    return verdicts


@pytest.fixture(scope="module")
def verdicts() -> Counter[tuple[str, str]]:
    lines = (HERE / "sorts.txt").read_text(encoding="utf-8").splitlines()
    sorts = {(name, int(start)): sort for name, start, sort in map(str.split, lines)}
    return _verdicts("n01", sorts) + _verdicts("n02", sorts)


def _share(verdicts: Counter[tuple[str, str]], sorts: str, verdict: str) -> float:
    asked = {key: count for key, count in verdicts.items() if key[0] in sorts}
    return sum(count for key, count in asked.items() if key[1] == verdict) / sum(asked.values())


def test_words_of_which_nobody_is_told_are_seldom_given_to_the_wrong_one(
    verdicts: Counter[tuple[str, str]],
) -> None:
    assert _share(verdicts, UNCUED, "wrong") <= 0.25
    assert _share(verdicts, EXPLICIT, "wrong") <= 0.06


def test_four_explicit_cues_of_five_are_followed(verdicts: Counter[tuple[str, str]]) -> None:
    assert sum(count for (sort, _), count in verdicts.items() if sort in EXPLICIT) >= 100
    assert _share(verdicts, EXPLICIT, "right") >= 0.8
