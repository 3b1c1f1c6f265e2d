"""The five articles in seeds/ and their catalog: what a newcomer sees first."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from quotes.cli import main
from quotes.model import Finding, Kind
from quotes.parsing import parse
from quotes.reading import read_article

ROOT = Path(__file__).resolve().parent.parent
SEEDS = ROOT / "seeds"

CORRECTED_BY_HAND = {
    "001-10", "002-02", "002-31", "002-41", "002-64", "002-67", "003-10", "003-16",
}  # fmt: skip
"""Entries whose proposal a person found wanting; no more than ten may need it."""

SET_BY_HAND = {"000": "2020-02-10~", "003": "2020-02-20~", "004": "2020-02-29~"}
"""Days of publication that the articles do not print, from the events they tell of."""


def _seed(prefix: str) -> str:
    return str(next(SEEDS.glob(f"{prefix}_*")))


def _findings(prefix: str, published: str | None = None) -> tuple[Finding, ...]:
    return parse(read_article(_seed(prefix)), published).findings


def _run(*arguments: str) -> str:
    result = CliRunner().invoke(main, arguments, catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.stdout


def _entries(root: Path) -> dict[str, dict[str, Any]]:
    listed = json.loads(
        _run("-C", str(root), "list", "--json", "--status", "todo", "--status", "ok")
    )
    entries = listed["entries"] if isinstance(listed, dict) else listed
    return {one["id"]: one for one in entries}


@pytest.fixture(scope="module")
def from_nothing(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The seeds alone in an empty folder, extracted."""
    root = tmp_path_factory.mktemp("fresh")
    shutil.copytree(SEEDS, root / "seeds")
    _run("-C", str(root), "extract", str(root / "seeds"))
    return root


def test_extraction_from_nothing_gives_the_committed_entries(from_nothing: Path) -> None:
    """But for status, what was set by hand in `source`, and the years that follow from it."""
    assert len(CORRECTED_BY_HAND) <= 10
    ours, theirs = _entries(ROOT).values(), [*map(_said, _entries(from_nothing).values())]
    differing = {each["id"] for each in ours if _said(each) not in theirs}
    assert differing == CORRECTED_BY_HAND
    assert 0 <= len(ours) - len(theirs) <= len(differing)


def _said(entry: dict[str, Any]) -> dict[str, Any]:
    keys = ("text", "kind", "speaker", "via", "mode", "occasion", "line")
    date = entry["date"]
    return {key: entry[key] for key in keys} | {"date": date and f"XXXX{date[4:]}"}


def test_extraction_with_the_days_set_by_hand_gives_the_committed_dates() -> None:
    for prefix, published in SET_BY_HAND.items():
        committed = {
            (one["text"], one["line"], one["date"])
            for name, one in _entries(ROOT).items()
            if name.startswith(prefix) and name not in CORRECTED_BY_HAND
        }
        found = {(one.text, one.line, one.date) for one in _findings(prefix, published)}
        assert len(committed) > 5
        assert committed <= found


def test_extraction_on_the_committed_catalog_changes_no_byte(tmp_path: Path) -> None:
    for folder in ("seeds", "catalog"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    before = {path: path.read_bytes() for path in (tmp_path / "catalog").iterdir()}
    _run("-C", str(tmp_path), "extract", str(tmp_path / "seeds"))
    assert {path: path.read_bytes() for path in before} == before


DAYS_OF_HARSH_WORDS = (14, 16, 16, 16, 17, 17, 17, 17, 19, 18, 19, 19)


@pytest.mark.parametrize(("published", "year"), [(None, "XXXX"), ("2020-02-20", "2020")])
def test_the_twelve_listed_harsh_words_are_dated_by_their_dash_lines(
    published: str | None, year: str
) -> None:
    listed = [one for one in _findings("003", published) if one.place == "item" and not one.depth]
    assert {one.speaker for one in listed} == {"王忠林"}
    assert [one.date for one in listed] == [f"{year}-02-{day}" for day in DAYS_OF_HARSH_WORDS]
    assert all(one.occasion for one in listed)


@pytest.mark.parametrize(
    ("asked", "at_least"),
    [("王忠林", 36), ("市委書記王忠林", 36), ("王忠林书记", 36), ("陳一新", 70), ("陈一新", 70)],
)
def test_a_person_is_found_under_any_script_and_title(asked: str, at_least: int) -> None:
    count = int(_run("-C", str(ROOT), "list", "--speaker", asked, "--count"))
    assert count >= at_least


def test_the_tap_saying_shows_its_three_printings_in_their_own_wording() -> None:
    rows = json.loads(_run("-C", str(ROOT), "list", "--grep", "水龙头", "--json"))
    entries = rows["entries"] if isinstance(rows, dict) else rows
    assert {one["text"] for one in entries} == {
        "水龙头不关，拖地板再起劲也是徒劳。",
        "水龙头没有关,拖地板是徒劳的.",
        "水龙头不关,拖地板再起劲也是徒劳!",
    }


def test_the_three_damaged_quotations_are_mended_and_say_how() -> None:
    mended = {one.text: one for one in _findings("004") if one.kind is Kind.QUOTE}
    repairs = {
        "外來人員不能進來。": "shifted-bytes",
        "哪里有困難、哪里有問題,哪里就有黨員,哪里就有‘兩代表一委員’。": "shifted-bytes",
        "疫情數據搞不清,不是數學問題,而是作風問題。": "shifted-bytes-at-line-end",
    }
    for text, repair in repairs.items():
        finding = mended[text]
        assert finding.raw != text
        assert repair in {reason.rule for reason in finding.reasons}


def test_a_repost_of_another_year_lends_no_year() -> None:
    dates = {one.date for one in _findings("001") if one.date}
    assert dates == {"XXXX-02-08"}


def test_metadata_is_read_where_the_articles_print_it() -> None:
    about = {
        prefix: parse(read_article(_seed(prefix))).about
        for prefix in ("000", "001", "002", "003", "004")
    }
    assert about["000"].editor == ("杨杰",)
    assert not about["000"].author
    assert about["001"].host == "科普小知识"
    assert about["001"].published == "2021-12-14"
    assert about["002"].outlet == "中央政法委长安剑"
    assert about["002"].published == "2020-03-28"
    assert about["003"].outlet == "封面新聞"
    assert about["003"].author == ("謝燃岸", "楊晨")
    assert about["004"].outlet == "武漢廣播電視臺"
    assert about["004"].published is None


def test_repeated_captions_are_found_each_time_and_said_to_repeat() -> None:
    printed = [one for one in _findings("003") if one.text in ("背水一戰", "背水一战")]
    captions = [one for one in printed if one.place in ("title", "caption")]
    assert len(captions) == 7
    assert [one.repeats for one in captions].count(True) == 6
