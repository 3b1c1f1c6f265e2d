"""Set phrases: counted marked and unmarked, spelt out, and followed from one article to the next."""

import json
from typing import Any

import pytest

from newsroom import Newsroom

FIRST = """\
山里日报 2024年6月1日

镇上念好“三字经”：增品类、稳物价、优配送。干部严守“三不两快”，不喝酒、不收礼、不推诿、快查、快办。
他们说，应收尽收的粮食已经入库，“应收尽收”四个字不能丢。镇长林远要求，紧盯“六个苗头性问题”。
"""
SECOND = """\
海边日报 2024年7月1日

港区也念“三字经”：增品类、稳物价、快通关。有人问起六类苗头性问题，林远说：“应收尽收”还不够。
"""


@pytest.fixture
def catalog(newsroom: Newsroom) -> Newsroom:
    newsroom.write("seeds/003_a.txt", FIRST)
    newsroom.write("seeds/004_b.txt", SECOND)
    newsroom.run("extract", "seeds")
    for text in ("三字经", "三不两快", "应收尽收", "六个苗头性问题"):
        ids = newsroom.run("list", "--grep", text, "--ids").stdout.split()
        newsroom.run("set", *ids, "kind=slogan")
    return newsroom


def _slogan(room: Newsroom, text: str) -> dict[str, Any]:
    made = map(json.loads, room.run("slogans", "--jsonl", text).stdout.splitlines())
    return next(each for each in made if each["slogan"] == text)


def test_marked_and_unmarked_uses_are_counted_apart(catalog: Newsroom) -> None:
    found = _slogan(catalog, "应收尽收")
    assert (len(found["uses"]), len(found["unmarked"])) == (2, 1)
    assert len({each["source"] for each in found["uses"]}) == 2
    assert (found["first"], found["last"]) == ("2024-06-01", "2024-07-01")


def test_a_formula_is_spelt_out_and_tells_what_it_counts(catalog: Newsroom) -> None:
    found = _slogan(catalog, "三不两快")
    assert found["counts"] == "halves"
    assert [each["items"] for each in found["spelt_out"]] == [
        ["不喝酒", "不收礼", "不推诿", "快查", "快办"]
    ]


def test_a_list_that_changes_is_a_drift_with_its_days(catalog: Newsroom) -> None:
    told = catalog.run("slogans", "三字经").stdout
    assert "counts characters: 3" in told
    assert "gone 优配送; new 快通关" in told
    assert "3 items on 2024-06-01, 3 on 2024-07-01" in told


def test_another_measure_is_a_drift_of_the_name(catalog: Newsroom) -> None:
    told = catalog.run("slogans", "苗头性").stdout
    assert "printed as 六个苗头性问题 → 六类苗头性问题" in told
    assert "no article of the catalog spells it out" in told


def test_only_formulas_and_only_drifts_can_be_asked_for(catalog: Newsroom) -> None:
    def texts(*options: str) -> set[str]:
        lines = catalog.run("slogans", "--jsonl", *options).stdout.splitlines()
        return {json.loads(line)["slogan"] for line in lines}

    assert texts() == {"三字经", "三不两快", "应收尽收", "六个苗头性问题"}
    assert texts("--formulas") == {"三字经", "三不两快", "六个苗头性问题"}
    assert texts("--drift") == {"三字经", "六个苗头性问题"}


def test_the_overview_shows_a_bar_over_time(
    catalog: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "140")
    told = catalog.run("slogans", "--table").stdout
    row = next(line for line in told.splitlines() if line.startswith("应收尽收"))
    assert "█" in row
    assert "2024-06-01" in row


def test_a_pipe_gets_one_line_a_slogan(catalog: Newsroom) -> None:
    lines = catalog.run("slogans").stdout.splitlines()
    assert len(lines) == 4
    assert len({line.count("\t") for line in lines}) == 1


def test_a_catalog_without_slogans_says_so(newsroom: Newsroom) -> None:
    assert newsroom.run("slogans").stderr == "no slogan fits\n"
