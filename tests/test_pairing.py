"""Quotation marks pair as newspapers set them, and each that does not is told with its reason."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from quotes.parsing.marks import MAX_DEPTH, Pairing, pair
from quotes.rules import load

TABLE = yaml.safe_load((Path(__file__).parent / "cases" / "pairing.yaml").read_text("utf-8"))
MARKS = st.lists(st.sampled_from([*'“”‘’「」『』"：。，\n一', "\n\n"]), max_size=30).map("".join)


def _loose(pairing: Pairing) -> dict[str, list[int]]:
    told: dict[str, list[int]] = {}
    for one in pairing.loose:
        assert one.mark == pairing.loose.text[one.at]
        told.setdefault(one.why, []).append(one.at)
    return told


@pytest.mark.parametrize("case", TABLE, ids=lambda case: case["title"])
def test_marks_pair(case: dict[str, Any]) -> None:
    pairing = pair(case["text"], load())
    pairs = pairing.pairs
    assert [one.outer.of(case["text"]) for one in pairs] == case["pairs"]
    assert [one.inner.of(case["text"]) for one in pairs] == [each[1:-1] for each in case["pairs"]]
    assert [at for one in pairs for at in one.continues] == case.get("continues", [])
    assert list(pairing.strays) == case.get("slips", [])
    assert _loose(pairing) == case.get("loose", {})
    assert len(pairing.loose) == sum(map(len, case.get("loose", {}).values()))


def test_loose_marks_are_told_in_their_order_and_the_last_is_known() -> None:
    loose = pair("”一’二「三", load()).loose
    assert [(one.at, one.mark) for one in loose] == [(0, "”"), (2, "’"), (4, "「")]
    assert loose.last == "「"
    assert pair("“一”", load()).loose.last == ""


@pytest.mark.parametrize("more", [0, 1, 3])
def test_depth_counts_from_the_outermost_and_ends(more: int) -> None:
    text = "“‘" * (MAX_DEPTH // 2) + "“" * more + "一" + "’”" * (MAX_DEPTH // 2)
    pairing = pair(text, load())
    assert [one.depth for one in pairing.pairs] == list(range(MAX_DEPTH))
    assert _loose(pairing).get("nested too deep", []) == list(range(MAX_DEPTH, MAX_DEPTH + more))


def test_pairs_beside_each_other_are_as_deep_as_each_other() -> None:
    pairs = pair("“一‘二’‘三’”“四”", load()).pairs
    assert [one.depth for one in pairs] == [0, 1, 1, 0]


@given(MARKS)
def test_whole_pairs_at_a_time_come_to_what_mark_by_mark_does(text: str) -> None:
    """An apostrophe in a paragraph of its own makes every mark be read alone."""
    whole, alone = pair(text, load()), pair(f"{text}\n\nit’s", load())
    assert (whole.found, whole.strays) == (alone.found, alone.strays)
    assert _loose(whole) == _loose(alone)
