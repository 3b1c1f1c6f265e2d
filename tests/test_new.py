"""`quotes new`: an entry by hand stands on words that the source prints."""

import pytest

from newsroom import ARTICLE, Newsroom
from quotes.reading import article_from_text
from quotes.sayings.places import lines_with, most_like

SOURCE = "seeds/003_a.txt"


@pytest.mark.parametrize(
    ("args", "said"),
    [
        ([f"{SOURCE}:7", "--text", "細節決定失敗"], "細節決定成敗"),
        ([f"{SOURCE}:7", "--text", "水龍頭不關"], "they stand on 9"),
        ([f"{SOURCE}:7", "--text", "細節決定成敗。"], "003-01 keeps these words already"),
        ([f"{SOURCE}:7", "--text", "細節決定成敗"], "003-01 keeps these words already"),
        ([f"{SOURCE}:7"], "“細節決定成敗。”、“不能不當回事，人命關天。”"),
        ([f"{SOURCE}:5"], "no words between marks"),
        ([f"{SOURCE}:999"], "the source has"),
        ([SOURCE], "write SOURCE:LINE"),
        ([f"{SOURCE}:0"], "write SOURCE:LINE"),
        ([f"{SOURCE}:5", "--text", "2月13日", "kind=zitat"], "quote, slogan, term"),
        ([f"{SOURCE}:5", "--text", "2月13日", "text=x"], "use --text"),
        ([f"{SOURCE}:5", "--text", "2月13日", "speker=x"], "did you mean speaker"),
        (["/etc/hostname:1", "--text", "x"], "quotes add"),
    ],
)
def test_what_the_source_does_not_bear_out_is_refused(
    filled: Newsroom, args: list[str], said: str
) -> None:
    before = filled.tree()

    result = filled.run("new", *args, code=None)

    assert result.exit_code in (2, 3), result.output
    assert said in result.stderr
    assert filled.tree() == before


def test_a_source_that_is_not_there_is_said(filled: Newsroom) -> None:
    filled.run("new", "nowhere.txt:3", code=3)


def test_a_name_that_fits_two_sources_is_a_mistake(filled: Newsroom) -> None:
    filled.write("seeds/003_b.txt", ARTICLE)
    filled.run("extract", "seeds")

    assert "seeds/003_a.txt, seeds/003_b.txt" in filled.run("new", "003:5", code=2).stderr


def test_an_entry_gets_the_next_id_its_place_and_the_status_ok(filled: Newsroom) -> None:
    before = filled.catalog().read_text(encoding="utf-8")

    result = filled.run("new", "003:5", "--text", "正式上任", "kind=slogan", "tags=履新")

    assert result.stdout.startswith("003-04  正式上任")
    entry = (
        "\n  - id: 003-04\n    text: |-\n      正式上任\n    kind: slogan\n    line: 5\n"
        "    status: ok\n    tags: [履新]\n"
    )
    after = filled.catalog().read_text(encoding="utf-8")
    assert entry in after
    assert after.index("003-04") < after.index("003-01")
    assert after.replace(entry, "") == before
    filled.run("check")


def test_an_id_that_another_file_has_given_is_not_given_again(filled: Newsroom) -> None:
    filled.write("seeds/004_b.txt", ARTICLE)
    filled.run("extract", "seeds")
    filled.edit("id: 004-03", "id: 003-04", name="004_b")

    assert filled.run("new", "003:5", "--text", "正式上任").stdout.startswith("003-05")


def test_the_only_pair_of_marks_needs_no_words(filled: Newsroom) -> None:
    filled.run("set", "003-03", "status=ok")
    text = filled.catalog().read_text(encoding="utf-8")
    filled.catalog().write_text(text[: text.index("\n  - id: 003-03")], encoding="utf-8")

    filled.run("new", "003:9", "speaker=應勇")

    text = filled.catalog().read_text(encoding="utf-8")
    assert "水龍頭不關，拖地板再起勁也是徒勞。" in text
    assert "auto" not in text[text.index("水龍頭") :]


def test_an_entry_made_by_hand_survives_extraction(filled: Newsroom) -> None:
    filled.run("new", "003:5", "--text", "正式上任")
    before = filled.tree()

    filled.run("extract", "seeds")

    assert filled.tree() == before


def test_an_article_without_a_catalog_file_gets_one(newsroom: Newsroom) -> None:
    newsroom.run("new", f"{SOURCE}:5", "--text", "正式上任")

    text = newsroom.catalog().read_text(encoding="utf-8")
    assert "sha256: " in text
    assert "id: 003-01" in text
    assert "3 added" in newsroom.run("extract", "seeds").stdout
    assert newsroom.run("list", "--ids").stdout.count("003-") == 4


def test_a_broken_file_may_hold_the_article(filled: Newsroom) -> None:
    filled.catalog().write_text("entries: [\n", encoding="utf-8")

    filled.run("new", f"{SOURCE}:5", "--text", "正式上任", code=3)

    assert not filled.catalog("003_a-2").exists()


def test_words_are_looked_for_in_the_mended_reading_and_found_where_they_are_printed() -> None:
    article = article_from_text("他说：“做到颗粒归仓\n，是硬任务。”\n她说：“好。”")

    assert lines_with(article, "做到颗粒归仓，是硬任务。") == (1,)
    assert lines_with(article, "好。") == (3,)
    assert most_like(article, "做到颗粒归舱，是硬任务") != ""
    assert most_like(article, "！") == ""
