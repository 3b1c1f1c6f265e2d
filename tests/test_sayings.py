"""Which wordings are one saying: pair by pair, and grouped, and grouped again as articles change."""

from pathlib import Path
from typing import Any

import measure
import opencc
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from quotes.sayings.clusters import Printing, Sayings
from quotes.sayings.differences import Change, difference
from quotes.sayings.likeness import relation, wording
from quotes.script import fold

CASES: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parent / "cases" / "printings.yaml").read_text(encoding="utf-8")
)
POOL = (
    "水龙头不关，拖地板再起劲也是徒劳。",
    "水龍頭不關,拖地板再起勁也是徒勞!",
    "水龙头没有关,拖地板是徒劳的.",
    "拖地板再起劲也是徒劳",
    "不能餓肚子修大堤",
    "不能饿着肚子修大堤。",
    "桥修好了，我们才走，一个人也不许先走。",
    "一个人也不许先走",
    "桥修好了，我们才走",
    "应收尽收",
    "无疫情小区",
)


def _relation(one: str, other: str, kind: str = "quote") -> str | None:
    found = relation(wording(one, kind), wording(other, kind))
    return found.value if found else None


def _printing(number: int, text: str, **said: tuple[str, ...]) -> Printing:
    return Printing(f"{number:03}", text, "quote", **said)


def _grouped(sayings: Sayings) -> set[frozenset[str]]:
    return {frozenset(each.id for each in group) for group in sayings.groups()}


def _groups(*printings: Printing) -> set[frozenset[str]]:
    sayings = Sayings()
    for each in printings:
        sayings.put(each.id, [each])
    return _grouped(sayings)


def _texts(*texts: str) -> set[frozenset[str]]:
    return _groups(*(_printing(number, text) for number, text in enumerate(texts)))


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['one']} / {case['other']}")
def test_two_wordings_are_one_saying_or_not(case: dict[str, Any]) -> None:
    assert _relation(case["one"], case["other"], case["kind"]) == case["relation"]
    assert _relation(case["other"], case["one"], case["kind"]) == case["relation"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['one']} / {case['other']}")
def test_the_script_of_one_of_them_makes_no_difference(case: dict[str, Any]) -> None:
    other = opencc.OpenCC("s2tw").convert(case["other"])
    assert _relation(case["one"], other, case["kind"]) == case["relation"]


@pytest.mark.parametrize("name", measure.SETS)
@pytest.mark.parametrize("even", [True, False])
def test_the_figures_of_the_benchmark_hold(name: str, even: bool) -> None:
    found = measure.figures(each for each in measure.pairs(name) if each.even is even)
    assert found.pairs >= 250
    assert found.precision >= 0.98
    assert found.recall >= 0.95


def test_a_phrase_that_two_sayings_share_joins_nobody() -> None:
    assert (
        len(
            _texts(
                "这是人命关天的事情，今晚就把药送上山。",
                "井水见底了还在抽，人命关天的事情。",
                "人命关天的事情",
            )
        )
        == 3
    )


def test_a_part_joins_the_one_saying_that_holds_it() -> None:
    assert _texts(POOL[6], POOL[7]) == {frozenset({"000", "001"})}


def test_a_part_of_a_part_joins_them_both() -> None:
    assert len(_texts(POOL[6], "我们才走，一个人也不许先走", POOL[7])) == 1


def test_people_join_what_the_program_would_not() -> None:
    one, other = (
        _printing(0, "桥修好了我们才走"),
        _printing(1, "Nous partirons après", same_as=("000",)),
    )
    assert _groups(one, other) == {frozenset({"000", "001"})}
    assert _groups(one, _printing(1, "Nous partirons après")) != _groups(one, other)


def test_people_part_what_the_program_would_join() -> None:
    one, other = _printing(0, POOL[0]), _printing(1, POOL[2], not_same_as=("000",))
    assert len(_groups(one, other)) == 2


def test_what_was_parted_is_not_joined_by_a_third() -> None:
    one, other = _printing(0, POOL[0]), _printing(1, POOL[2], not_same_as=("000",))
    third = _printing(2, "水龙头没有关,拖地板再起劲也是徒劳的.")
    groups = _groups(one, other, third)
    assert not any({"000", "001"} <= group for group in groups)


def test_people_part_even_equal_words() -> None:
    one, other = _printing(0, POOL[0]), _printing(1, POOL[0], not_same_as=("000",))
    assert _groups(one, other) == {frozenset({"000"}), frozenset({"001"})}


@pytest.mark.parametrize(("one", "other"), [("好", "好！"), ("……", "？！"), ("搶", "抢。")])
def test_short_words_of_two_people_are_no_saying(one: str, other: str) -> None:
    assert all(len(group) == 1 for group in _texts(one, other))


def test_hundreds_of_near_printings_are_one_saying() -> None:
    texts = [f"{POOL[6][:-1]}，第{chr(0x6000 + n)}个人说。" for n in range(200)]
    assert len(_texts(*texts)) == 1


def test_a_name_that_is_nowhere_joins_nothing() -> None:
    assert len(_groups(_printing(0, POOL[0], same_as=("999",)), _printing(1, POOL[9]))) == 2


_articles = st.dictionaries(
    st.sampled_from("abcd"), st.lists(st.integers(0, len(POOL) - 1), max_size=3), min_size=1
)


def _put(sayings: Sayings, article: str, numbers: list[int]) -> None:
    sayings.put(article, [_of(article, at, number) for at, number in enumerate(numbers)])


def _of(article: str, at: int, number: int) -> Printing:
    """Every third article's first words are told to be, or not to be, those of article a."""
    told = {"c": "same_as", "d": "not_same_as"}.get(article) if at == 0 else None
    return Printing(f"{article}-{at}", POOL[number], "quote", **({told: ("a-0",)} if told else {}))


@settings(max_examples=150)
@given(st.lists(_articles, min_size=1, max_size=5))
def test_grouping_bit_by_bit_gives_what_grouping_at_once_gives(
    history: list[dict[str, list[int]]],
) -> None:
    """The laws that hold whatever the order: same printings, same relations, nothing left behind."""
    grown = Sayings()
    now: dict[str, list[int]] = {}
    for change in history:
        for article, numbers in change.items():
            now[article] = numbers
            _put(grown, article, numbers)
        grown.groups()
    for article in sorted(now):
        numbers = now[article]
        grown.drop(article)
        _put(grown, article, numbers)
    at_once = Sayings()
    for article in sorted(now):
        _put(at_once, article, now[article])
    assert _grouped(grown) == _grouped(at_once)


@given(st.permutations(range(len(POOL))))
def test_the_order_in_which_articles_come_makes_no_difference(order: list[int]) -> None:
    first = _groups(*(_printing(number, POOL[number]) for number in range(len(POOL))))
    assert _groups(*(_printing(number, POOL[number]) for number in order)) == first


@given(st.text("水龙頭头不关，。 拖地A"), st.text("水龍頭头不關，。 拖地a"))
def test_a_difference_tells_both_printings(one: str, other: str) -> None:
    pieces = difference(one, other)
    assert "".join(each.text for each in pieces if each.change is not Change.DROPPED) == other
    old = "".join(each.text for each in pieces if each.change is not Change.ADDED)
    assert fold(old).casefold() == fold(one).casefold()


def test_changes_are_told_as_they_are_read() -> None:
    pieces = difference("不能餓肚子搞防控", "不能饿着肚子抓防控。")
    assert [(each.change.value, each.text) for each in pieces] == [
        ("same", "不能"), ("script", "饿"), ("added", "着"), ("same", "肚子"),
        ("dropped", "搞"), ("added", "抓"), ("same", "防控"), ("added", "。"),
    ]  # fmt: skip
