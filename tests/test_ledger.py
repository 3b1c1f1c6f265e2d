"""Every quotation mark is accounted for, and what has no marks is at least counted."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsroom import Newsroom
from quotes.parsing import parse
from quotes.parsing.ledger import UNACCOUNTED, Ledger, account, summed
from quotes.reading import article_from_text, read_article
from quotes.rules import load

MARKS = {mark for row in load().mark_rows for mark in (row.open, row.close)}
PIECES = [
    *sorted(MARKS), *"“”「」", "\n", "\n\n", "　", "。", "，", "：", "！", ",,", "?!", "?!?", "?!本珠L",
    "？”", "(dāng)", "1.", "图：", "责任编辑：", "李明说", "王芳表示", "应收尽收", "天冷", "O’Brien", "\r", "😀",
]  # fmt: skip
TEXTS = st.lists(st.sampled_from(PIECES), max_size=40).map("".join).filter(str.strip)


def ledger_of(text: str) -> Ledger:
    return account(parse(article_from_text(text)))


def marks(ledger: Ledger) -> dict[str, int]:
    return {row.name: row.marks for row in ledger.rows}


@given(TEXTS)
def test_the_rows_add_up_to_every_mark_that_is_printed(text: str) -> None:
    ledger = ledger_of(text)

    assert UNACCOUNTED not in marks(ledger)
    assert sum(marks(ledger).values()) == ledger.marks == sum(char in MARKS for char in text)


@given(TEXTS)
def test_there_are_as_many_spans_as_findings(text: str) -> None:
    reading = parse(article_from_text(text))

    assert sum(row.spans for row in account(reading).rows) == len(reading.findings)


@pytest.mark.parametrize(
    "sentence",
    [
        "李明表示天冷。",  # handed over, but the verb runs on: too much else looks like this
        "李明表示，“天冷。”",
        "李明起身，走了。",
        "李明表示。",
        "责任编辑说，天冷",  # a heading
    ],
)
def test_a_sentence_that_hands_over_no_speech_or_has_marks_is_not_indirect(sentence: str) -> None:
    assert ledger_of(f"天冷了\n\n　　天冷。\n　　{sentence}").indirect == ()


def test_speech_told_without_marks_is_counted_with_its_lines() -> None:
    ledger = ledger_of("天冷了\n\n李明表示，天冷。王芳说：要下雪了。\n他走了。陳平指出，路滑。")

    assert ledger.indirect == (3, 3, 4)


def test_front_matter_is_counted_and_not_looked_at(newsroom: Newsroom) -> None:
    path = newsroom.write("a.md", "---\ntitle: “冷”了\n---\n李明说：“天冷。”\n")

    ledger = account(parse(read_article(path)))

    assert marks(ledger) == {"quote": 2, "front matter": 2}


def test_furniture_captions_and_repeats_stand_in_their_own_rows() -> None:
    text = "李明说：“天真的很冷。”\n\n李明说：“天真的很冷。”\n\n▲“冰雪”节开幕\n\n责任编辑：“小王”\n"

    ledger = ledger_of(text)

    assert marks(ledger) == {"quote": 2, "caption": 2, "furniture": 2, "repeat": 2}


def test_marks_in_marks_are_told_apart_from_outermost_ones() -> None:
    assert marks(ledger_of("李明说：“我听见‘好’了。”")) == {"quote": 2, "term, nested": 2}


def test_an_apostrophe_is_no_quotation() -> None:
    assert marks(ledger_of("O’Brien说：“天冷。”")) == {"quote": 2, "apostrophe": 1}


def test_a_mark_without_partner_is_told_with_line_and_reason() -> None:
    [loose] = ledger_of("天冷。\n李明说：“天冷。").unpaired

    assert (loose.line, loose.mark, loose.why) == (2, "“", "never closed")


def test_a_slip_that_is_left_out_is_told_with_the_name_of_the_repair() -> None:
    ledger = ledger_of("李明说：“今晚开会，“谁也别走。”")

    assert marks(ledger) == {"quote": 2, "mended": 1}
    assert [(one.rule, one.printed, one.read) for one in ledger.mended] == [("stray-mark", "“", "")]


def test_a_mark_that_a_repair_brings_back_is_told_and_not_counted_as_printed() -> None:
    ledger = ledger_of("李明说：“大家请回去?!本珠L答。")

    assert marks(ledger) == {"quote": 1}
    assert [one.rule for one in ledger.mended] == ["shifted-bytes"]


def test_quotes_without_a_speaker_are_counted() -> None:
    ledger = ledger_of("“今天真冷啊。”\n\n李明说：“是的，天冷。”")

    assert (ledger.quotes, ledger.unanswered) == (2, 1)


def test_the_sum_of_articles_is_the_sum_of_their_rows() -> None:
    one, other = ledger_of("李明说：“天冷。”"), ledger_of("李明说：“天冷。” ”")

    both = summed([one, other], "both")

    assert marks(both) == {"quote": 4, "unpaired": 1}
    assert (both.marks, both.quotes) == (5, 2)


def test_the_command_shows_a_table_that_sums_to_all_marks(newsroom: Newsroom) -> None:
    shown = newsroom.run("parse", "--ledger", "seeds").output

    assert "100.0%" in shown
    assert "without a speaker" in shown


def test_programs_get_one_object_an_article(newsroom: Newsroom) -> None:
    newsroom.write("seeds/004_b.txt", "天冷。李明说：“天冷。")

    lines = newsroom.run("parse", "--ledger", "--jsonl", "seeds").output.splitlines()
    first, second = map(json.loads, lines)

    assert first["marks"] == sum(row["marks"] for row in first["rows"].values()) == 8
    assert second["unpaired"] == [
        {"line": 1, "start": 7, "mark": "“", "why": "never closed"},
    ]
