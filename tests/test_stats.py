"""The catalog at a glance: every count adds up, and nothing is obeyed."""

import json
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsroom import Newsroom, kept
from quotes.catalog.tally import month_of, tally
from quotes.present import stats
from quotes.present.bars import bar, over_months
from quotes.present.lines import plain


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["甲", "乙", None]),
            st.sampled_from(["quote", "slogan"]),
            st.sampled_from(
                ["2020-02-16", "2020-03", "XXXX-02-16", "2020", None, "2020-01-30/2020-02-02"]
            ),
        ),
        max_size=20,
    )
)
def test_every_count_adds_up(drawn: list[tuple[str | None, str, str | None]]) -> None:
    entries = [kept("好", speaker=who, kind=kind, date=when) for who, kind, when in drawn]
    found = tally(entries)

    assert {sum(counts.values()) for counts in found.by.values()} == {len(entries)}
    assert found.by["speaker"] == Counter(who or "" for who, *_ in drawn)
    for who, months in found.speakers_by_month.items():
        assert sum(months.values()) == found.by["speaker"][who]


@pytest.mark.parametrize(
    ("date", "published", "month"),
    [
        ("2020-02-16", None, "2020-02"),
        ("2020-02", None, "2020-02"),
        ("2020", None, ""),
        ("2020-01-30/2020-02-02", None, ""),
        ("XXXX-12-30", "2021-01-02", "2020-12"),
        ("XXXX-12-30", None, ""),
        (None, "2021-01-02", ""),
    ],
)
def test_a_month_is_told_where_it_is_one(
    date: str | None, published: str | None, month: str
) -> None:
    assert month_of(kept("好", date=date, published=published)) == month


@given(st.integers(0, 10**6), st.integers(1, 10**6), st.integers(1, 200))
def test_bars_keep_their_room_and_hide_nothing(count: int, more: int, width: int) -> None:
    drawn = bar(count, count + more - 1 or 1, width)
    assert len(drawn) <= width
    assert bool(drawn) == bool(count)


def test_months_of_a_speaker_stand_in_their_order() -> None:
    assert over_months({"2020-02": 1, "2020-05": 8}, ["2020-02", "2020-03", "2020-05"]) == "▁·█"


def test_the_glance_names_speakers_kinds_and_months(filled: Newsroom) -> None:
    filled.edit("  file:", "  outlet: 封面新聞\n  published: 2020-02-20\n  file:")
    told = filled.run("stats").stdout
    for word in ("kind", "quote", "speaker", "王忠林", "month", "outlet", "封面新聞"):
        assert word in told
    whole = json.loads(filled.run("stats", "--json").stdout)
    assert whole["entries"] == int(filled.run("list", "--count").stdout)
    assert sum(whole["by"]["speaker"].values()) == whole["entries"]


def test_a_glance_can_be_narrowed(filled: Newsroom) -> None:
    whole = json.loads(filled.run("stats", "--speaker", "應勇", "--json").stdout)
    assert list(whole["by"]["speaker"]) == ["應勇"]


def test_no_more_rows_than_are_asked_for() -> None:
    entries = [kept("好", speaker=f"某{number}") for number in range(12)]
    told = plain(stats.lines(tally(entries), 80, 3))
    assert told.count("某") == 3
    assert "and 9 more" in told


def test_the_timeline_goes_by_day_and_ends_with_what_has_none() -> None:
    from quotes.catalog.kept import Wanted, choose
    from quotes.present.rows import row_of

    entries = [
        kept("三", id="1-03", speaker="甲", date="2020-03-01"),
        kept("無", id="1-04"),
        kept("一", id="1-01", date="2020-02-16"),
        kept("二", id="1-02", date="XXXX-02-17", published="2020-02-20"),
    ]
    chosen = choose(entries, Wanted()).kept
    told = plain(
        stats.timeline([(row_of(each), each.days[0] if each.days else None) for each in chosen], 80)
    )

    assert [line.split()[0] for line in told.splitlines()] == [
        "2020-02", "16", "17", "2020-03", "01", "no", "無",
    ]  # fmt: skip


def test_names_and_words_obey_nobody(filled: Newsroom) -> None:
    filled.edit("speaker: 王忠林", 'speaker: "王\\e[31m忠林[/red]"')
    for command in ("stats", "timeline"):
        told = filled.run(command).stdout
        assert "\x1b" not in told
        assert "[/red]" in told


def test_an_empty_catalog_says_how_to_begin(newsroom: Newsroom) -> None:
    for command in ("stats", "timeline"):
        assert "quotes extract" in newsroom.run(command).stderr
