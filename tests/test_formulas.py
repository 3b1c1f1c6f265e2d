"""A numeric formula is spelt out where the passage prints its items, and nowhere else."""

from pathlib import Path
from typing import Any

import opencc
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from quotes.parsing.layers import plain
from quotes.sayings.expansions import WAYS, Expansion, expand
from quotes.sayings.formulas import Counts, read_formula
from quotes.span import Span

FILE = Path(__file__).parent / "cases" / "formulas.yaml"
CASES: list[dict[str, Any]] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
KNOWN = pytest.mark.xfail(strict=True, reason="known to go wrong")
TO_TRADITIONAL = opencc.OpenCC("s2t")


def _cases() -> list[Any]:
    return [
        pytest.param(case, id=case["text"][:24], marks=KNOWN if "known_to_fail" in case else ())
        for case in CASES
    ]


def _place(text: str, formula: str) -> Span:
    marked = (text.find(mark + formula) for mark in "“「")
    at = max(found + 1 for found in (*marked, text.find(formula) - 1))
    return Span(at, at + len(formula))


def _spelt_out(text: str, name: str) -> Expansion | None:
    formula = read_formula(name)
    return expand(plain(text), _place(text, name), formula) if formula else None


@pytest.mark.parametrize("case", _cases())
def test_the_items_are_those_that_are_printed(case: dict[str, Any]) -> None:
    found = _spelt_out(case["text"], case["formula"])
    assert [item.of(case["text"]) for item in (found.items if found else ())] == case["items"]
    formula = read_formula(case["formula"])
    if case["items"] and formula:
        assert formula.counts == Counts(case["counts"])


@pytest.mark.parametrize("case", _cases())
def test_the_script_makes_no_difference(case: dict[str, Any]) -> None:
    text, name = (TO_TRADITIONAL.convert(case[each]) for each in ("text", "formula"))
    found = _spelt_out(text, name)
    assert len(found.items if found else ()) == len(case["items"])


def test_what_spells_nothing_out_is_tried_nearly_as_often() -> None:
    silent = [case for case in CASES if not case["items"]]
    assert len(silent) >= 45
    assert len(CASES) - len(silent) >= 60


def test_every_way_of_spelling_out_is_tried() -> None:
    found = [_spelt_out(case["text"], case["formula"]) for case in CASES]
    assert {each.way for each in found if each} == set(WAYS)


@pytest.mark.parametrize(
    ("words", "counts", "number"),
    [
        ("四類人員", "items", 4),
        ("三大戰", "items", 3),
        ("五個百分之百", "items", 5),
        ("四應四盡", "halves", 8),
        ("四不兩直", "halves", 6),
        ("三字經", "characters", 3),
        ("八字方針", "characters", 8),
    ],
)
def test_a_formula_tells_what_its_numeral_counts(words: str, counts: str, number: int) -> None:
    formula = read_formula(words)
    assert formula is not None
    assert (formula.counts.value, formula.number) == (counts, number)


@pytest.mark.parametrize(
    "words",
    [
        "一盤棋",
        "拉網式排查",
        "應收盡收",
        "二次污染",
        "第三條",
        "三點半",
        "2020年",
        "十五日",
        "四季",
        "三百六十五天",
        "七上八下",
        "三心二意",
        "五颜六色",
        "一方有難、八方支援",
    ],
)
def test_what_counts_nothing_is_no_formula(words: str) -> None:
    assert read_formula(words) is None


def test_what_stands_before_the_numeral_tells_two_lists_apart() -> None:
    new, old = read_formula("新三样"), read_formula("老三样")
    assert new is not None
    assert old is not None
    assert new.name != old.name


def test_measures_make_no_difference() -> None:
    names = {read_formula(words) for words in ("三战", "三大战", "三场战")}
    assert len(names) == 1


@given(st.text("一三四“”、，。：；（）即是类战应尽字经一是二是其", max_size=40))
def test_items_lie_in_the_text_in_order_and_are_as_many_as_the_numeral_says(noise: str) -> None:
    text = f"“三战”{noise}"
    found = _spelt_out(text, "三战")
    if found:
        assert len(found.items) == 3
        assert all(
            one.end <= two.start for one, two in zip(found.items, found.items[1:], strict=False)
        )
        assert found.items[-1].end <= len(text)
