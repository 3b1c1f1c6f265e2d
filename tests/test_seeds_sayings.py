"""The sayings and the slogans of the five articles in seeds/."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from quotes.sayings.slogans import Slogan
from quotes.sayings.variants import Note
from quotes.script import key
from quotes.workflow.comparing import Comparison, Shown
from quotes.workflow.looking import look_up

ROOT = Path(__file__).resolve().parent.parent

LISTED_AND_IN_THE_BODY = {
    "細節決定成敗": {"003-26", "003-36"},
    "這件事不能再等了": {"003-11", "003-34"},
    "武漢是決戰之地": {"003-12", "003-33"},
    "不能不當回事": {"003-08", "003-42"},
    "今晚必須結硬賬": {"003-09", "003-44"},
    "說出去的話": {"003-31", "003-41"},
    "市民打來的": {"003-29", "003-37"},
    "肚子搞防控": {"003-23", "003-43"},
}
"""Of the twelve listed “狠话” those that the text above the list prints as well."""

ELSEWHERE = {frozenset({"000-11", "001-09", "002-27"}), frozenset({"002-03", "002-04"})}

SPELT_OUT = {
    "四应四尽": ("halves", "应收尽收、应治尽治、应隔尽隔、应检尽检"),
    "四不兩直": ("halves", "不發通知、不打招呼、不聽彙報、不用陪同接待、直奔基層、直插現場"),
    "四类人员": ("items", "确诊患者、疑似患者、发热患者、密切接触者"),
    "三战": ("items", "抗疫总体战、经济发展战、风险化解战"),
    "三量管控": ("items", "控制患者增量、减少患者存量、防止疫情变量"),
    "两个战场": ("items", "网上、网下"),
    "四严": ("items", "严格隔离标准、严肃封控纪律、严封开放小区、严管人员出入"),
    "三字經": ("characters", "增品類、穩物價、優配送、幫特困、保就醫、真關愛、興文化、重疏導"),
}
NOT_SPELT_OUT = (
    "六个苗头性问题",
    "五大难点",
    "十件实事",
    "两个维护",
    "兩代表一委員",
    "五个重点",
    "三感",
)
"""Their items are printed nowhere in the five articles."""


@pytest.fixture(scope="module")
def comparison() -> Comparison:
    return Comparison(look_up(ROOT))


@pytest.fixture(scope="module")
def slogans(comparison: Comparison) -> Mapping[str, Slogan]:
    return {each.text: each for each in comparison.slogans()}


def _spoken(comparison: Comparison) -> set[frozenset[str]]:
    """The sayings that are no set phrases and are printed more than once."""
    groups = (
        frozenset(each.entry.id or "" for each in group if each.entry.kind == "quote")
        for group in comparison.groups()
    )
    return {group for group in groups if len(group) > 1}


def _shown(comparison: Comparison, asked: str) -> Shown:
    (group,) = comparison.find(asked)
    return comparison.shown(group, with_overlaps=True)


def test_what_is_one_saying_is_joined_and_nothing_else_is(comparison: Comparison) -> None:
    joined = {frozenset(ids) for ids in LISTED_AND_IN_THE_BODY.values()} | ELSEWHERE
    assert _spoken(comparison) == joined


def test_two_that_share_a_phrase_stay_two(comparison: Comparison) -> None:
    (sixth,) = comparison.find("003-39")
    (tenth,) = comparison.find("003-42")
    assert sixth != tenth


def test_the_paraphrase_of_a_machine_is_marked(comparison: Comparison) -> None:
    made = _shown(comparison, "000-11").saying
    assert made.fullest.entry.id == "000-11"
    notes = {each.kept.entry.id: each.notes for each in made.variants}
    assert notes["001-09"] == (Note.RETOLD,)
    assert notes["002-27"] == (Note.PUNCTUATION,)
    assert next(e.copy_of for e in made.variants if e.notes == (Note.RETOLD,)) == (
        made.fullest.source.file
    )


def test_the_two_of_the_same_letter_are_reported_as_copies(comparison: Comparison) -> None:
    (copy,) = comparison.copies
    assert (copy.first[6:9], copy.second[6:9], copy.how.value) == ("000", "001", "retelling")


def test_one_of_the_listed_is_told_of_two_occasions(comparison: Comparison) -> None:
    (conflict,) = _shown(comparison, "003-44").conflicts
    assert conflict.what.value == "occasion"
    assert {conflict.one.entry.id, conflict.other.entry.id} == {"003-09", "003-44"}


def test_a_sentence_without_marks_that_shares_clauses_is_shown(comparison: Comparison) -> None:
    (overlap,) = _shown(comparison, "003-40").overlaps
    assert (overlap.found.line, overlap.found.clauses) == (79, 4)
    assert "非常辛苦" not in overlap.found.text


@pytest.mark.parametrize("text", SPELT_OUT)
def test_formulas_are_spelt_out_as_printed(slogans: Mapping[str, Slogan], text: str) -> None:
    found, (counts, items) = slogans[text], SPELT_OUT[text]
    assert found.formula is not None
    assert found.formula.counts.value == counts
    assert "、".join(found.spelt_out[0].items) == items


def test_the_five_hundred_per_cents_are_five(slogans: Mapping[str, Slogan]) -> None:
    (spelt_out,) = slogans["五個百分之百"].spelt_out
    assert len(spelt_out.items) == 5
    assert all("百分之百" in item for item in spelt_out.items)


@pytest.mark.parametrize("text", NOT_SPELT_OUT)
def test_no_items_are_invented(slogans: Mapping[str, Slogan], text: str) -> None:
    assert slogans[text].spelt_out == ()


def test_the_services_had_eight_lines_and_then_six(slogans: Mapping[str, Slogan]) -> None:
    first, then = slogans["三字經"].spelt_out
    assert (len(first.items), len(then.items)) == (8, 6)
    gone = {key(item) for item in first.items} - {key(item) for item in then.items}
    assert gone == {"兴文化", "重疏导"}


@pytest.mark.parametrize(
    ("text", "printings"),
    [("三战", {"三战", "三大战"}), ("六个苗头性问题", {"六个苗头性问题", "六类苗头性问题"})],
)
def test_a_name_drifts(slogans: Mapping[str, Slogan], text: str, printings: set[str]) -> None:
    assert set(slogans[text].printings) == printings
    assert slogans[text].drifts
