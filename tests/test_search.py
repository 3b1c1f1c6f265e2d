"""Words are found whatever their script, or nearly; the best comes first, and one sees where."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsroom import ARTICLE, Newsroom, kept
from quotes.catalog.kept import Kept
from quotes.sayings.searching import WHOLE, Match, search
from quotes.script import by_character, key

TEXTS = (
    "水龍頭不關，拖地板再起勁也是徒勞。",
    "不能餓著肚子搞防控。",
    "不能不當回事，人命關天。",
    "這是人命關天的事。",
    "應收盡收",
    "人命關天",
)


def _kept(*texts: str) -> list[Kept]:
    return [kept(text, str(number)) for number, text in enumerate(texts)]


def _found(words: str) -> list[str]:
    return [each.kept.entry.text or "" for each in search(_kept(*TEXTS), words)]


def _matched(words: str, text: str) -> list[str]:
    (found,) = search(_kept(text), words)
    return [span.of(text) for span in found.spans]


@pytest.mark.parametrize("words", ["", "，。", "春天的花都開了", "天人", "關人天命"])
def test_what_is_not_there_is_not_found(words: str) -> None:
    assert _found(words) == []


def test_the_entry_that_is_nothing_else_comes_first() -> None:
    assert _found("人命关天") == ["人命關天", "這是人命關天的事。", "不能不當回事，人命關天。"]


@pytest.mark.parametrize(
    ("words", "text", "matched"),
    [
        ("水龙头不关拖地板", TEXTS[0], ["水龍頭不關，拖地板"]),
        ("徒劳 水龙头", TEXTS[0], ["水龍頭", "徒勞"]),
        ("饿肚子搞防控", TEXTS[1], ["餓", "肚子搞防控"]),
        ("不能當回事，人命在天", TEXTS[2], ["不能", "當回事，人命", "天"]),
        ("ＡＩ", "ai會議上談AI", ["ai", "AI"]),
        ("水龙头漏水了拖地板也是徒劳无功", TEXTS[0], ["水龍頭", "拖地板", "也是徒勞"]),
    ],
)
def test_one_sees_where(words: str, text: str, matched: list[str]) -> None:
    assert _matched(words, text) == matched


def test_the_whole_is_better_than_the_parts_and_those_than_the_like() -> None:
    entries = _kept("應收不漏人", "刻不容緩，應收盡收", "應收盡收，刻不容緩", "應收應治，刻不容緩")
    found = search(entries, "应收尽收 刻不容缓")
    assert [each.kept.entry.id for each in found] == ["2", "1", "3"]
    assert [each.score for each in found[:2]] == [100, 99]


@given(st.text("計畫瞭解反覆回覆著名著作乾隆成效顯著，。ＡAß㎏ﬁ水", max_size=20))
def test_places_are_those_of_the_key(text: str) -> None:
    keys, places = by_character(text)
    assert keys == key(text)
    assert places == sorted(places)
    assert len(places) == len(keys)


@given(
    st.lists(st.text("水龍龙頭头不關关，。 拖地", max_size=12), max_size=6),
    st.text("水龙头不关，。 拖地", max_size=8),
)
def test_spans_lie_in_the_text_in_order_and_apart(texts: list[str], words: str) -> None:
    for found in search(_kept(*texts), words):
        _check_spans(found)
        if found.score == WHOLE:
            text = found.kept.entry.text or ""
            assert all(key(words.replace(" ", "")) in key(span.of(text)) for span in found.spans)


def _check_spans(found: Match) -> None:
    text, at = found.kept.entry.text or "", -1
    assert found.spans
    for span in found.spans:
        assert at < span.start < span.end <= len(text)
        at = span.end


def test_a_table_marks_the_words(filled: Newsroom) -> None:
    told = filled.run("search", "人命关天", "--table").stdout
    assert "【人命關天】" in told
    assert "003-" in told


def test_programs_get_scores_and_places(filled: Newsroom) -> None:
    (found,) = map(json.loads, filled.run("search", "人命关天", "--jsonl").stdout.splitlines())
    assert found["score"] == 100
    assert [found["text"][start:end] for start, end in found["matches"]] == ["人命關天"]
    assert filled.run("search", "人命关天", "--ids").stdout.strip() == found["id"]
    assert filled.run("search", "人命关天").stdout.startswith(f"100\t{found['id']}\t")


def test_filters_narrow_it(filled: Newsroom) -> None:
    assert filled.run("search", "水龙头", "--speaker", "应勇", "--ids").stdout
    told = filled.run("search", "水龙头", "--speaker", "王忠林", "--ids")
    assert (told.stdout, told.stderr) == ("", "nothing in the catalog fits\n")


def test_the_rest_is_told(filled: Newsroom) -> None:
    told = filled.run("search", "不", "--limit", "1", "--ids")
    assert len(told.stdout.split()) == 1
    assert told.stderr == "the best 1 alone; all of them: --limit 0\n"
    assert len(filled.run("search", "不", "--limit", "0", "--ids").stdout.split()) == 2


def test_an_empty_catalog_is_said_to_be_empty(newsroom: Newsroom) -> None:
    assert "the catalog is empty" in newsroom.run("search", "水").stderr


@pytest.mark.parametrize("args", [["search", "水"], ["list"], ["stats"], ["verify", "a.txt"]])
def test_a_catalog_that_cannot_be_read_is_not_called_empty(
    filled: Newsroom, args: list[str]
) -> None:
    filled.write("a.txt", ARTICLE)
    filled.catalog().write_bytes(b"\xff")
    told = filled.run(*args, code=None).stderr
    assert "E-ENCODING" in told
    assert "the catalog is empty" not in told
