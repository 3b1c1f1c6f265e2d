"""The rows of the tables that compare wordings and spell out formulas obey their own examples."""

import re
from typing import Any

import pytest

from quotes.parsing.layers import plain
from quotes.rules import word_rows, words_of
from quotes.sayings.expansions import expand
from quotes.sayings.formulas import read_formula
from quotes.sayings.likeness import Wording, relation, wording
from quotes.span import Span


def _examples(table: str, side: str) -> list[Any]:
    return [
        pytest.param(example, id=f"{row.name}: {example}")
        for row in word_rows(table)
        for example in getattr(row, side)
    ]


def _wordings(example: str) -> tuple[Wording, Wording]:
    one, other = map(wording, example.split(" / "))
    return one, other


def _is_spelt_out(example: str) -> bool:
    found = re.search("“(.+?)”", example)
    assert found, "the formula stands between the first marks"
    formula = read_formula(found[1])
    return bool(formula and expand(plain(example), Span(*found.span(1)), formula))


@pytest.mark.parametrize("example", _examples("wording", "leave"))
def test_other_words_are_not_read_as_equal(example: str) -> None:
    one, other = _wordings(example)
    assert one.content != other.content


@pytest.mark.parametrize("example", _examples("wording", "match"))
def test_equal_words_are_read_as_one(example: str) -> None:
    one, other = _wordings(example)
    assert one.content == other.content


@pytest.mark.parametrize("pair", words_of("wording", "opposites"))
def test_an_opposite_in_its_place_says_something_else(pair: str) -> None:
    one, other = (wording(f"河{each}的大堤已经守住了，请乡亲们放心。") for each in pair)
    assert relation(one, other) is None


@pytest.mark.parametrize("example", _examples("formulas", "leave"))
def test_what_is_not_printed_is_not_spelt_out(example: str) -> None:
    assert not _is_spelt_out(example)


@pytest.mark.parametrize("example", _examples("formulas", "match"))
def test_what_is_printed_is_spelt_out(example: str) -> None:
    assert _is_spelt_out(example)


@pytest.mark.parametrize("table", ["wording", "formulas"])
def test_every_row_has_a_reason_and_examples_of_both_sorts(table: str) -> None:
    for row in word_rows(table):
        assert row.why, row.name
        assert row.leave, row.name
        assert row.match, row.name
