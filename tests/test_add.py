"""`quotes add`: an article comes into the project as it is, and over no other."""

import hashlib
from pathlib import Path

import pytest

from newsroom import ARTICLE, Newsroom

RAW = ARTICLE.replace("\n", "\r\n").encode("gb18030")


@pytest.fixture
def outside(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("downloads") / "007_履新.txt"
    path.write_bytes(RAW)
    return path


def test_another_file_of_that_name_is_not_touched(newsroom: Newsroom, outside: Path) -> None:
    newsroom.write(f"seeds/{outside.name}", "另一篇文章。\n")
    before = newsroom.tree()

    result = newsroom.run("add", str(outside), code=2)

    assert f"another article is called seeds/{outside.name}" in result.stderr
    assert newsroom.tree() == before


@pytest.mark.parametrize("to", ["..", "/etc", "catalog", "catalog/x"])
def test_a_folder_for_no_articles_is_refused(newsroom: Newsroom, outside: Path, to: str) -> None:
    before = newsroom.tree()
    newsroom.run("add", str(outside), "--to", to, code=2)
    assert newsroom.tree() == before


@pytest.mark.parametrize(
    "content", [b"", b"\x00\x01" * 50, None], ids=["empty", "binary", "missing"]
)
def test_what_is_no_article_is_not_copied(
    newsroom: Newsroom, outside: Path, content: bytes | None
) -> None:
    if content is None:
        outside.unlink()
    else:
        outside.write_bytes(content)
    before = newsroom.tree()
    newsroom.run("add", str(outside), code=3)
    assert newsroom.tree() == before


def test_a_day_that_is_none_is_refused(newsroom: Newsroom, outside: Path) -> None:
    newsroom.run("add", str(outside), "--published", "gestern", code=2)


def test_what_a_person_has_written_of_the_source_stands(newsroom: Newsroom, outside: Path) -> None:
    newsroom.run("add", str(outside), "--url", "https://example.org/1")
    before = newsroom.tree()

    result = newsroom.run("add", str(outside), "--url", "https://example.org/2", code=2)

    assert "says `url: https://example.org/1` already" in result.stderr
    assert newsroom.tree() == before


def test_the_bytes_come_as_they_are_with_their_hash(newsroom: Newsroom, outside: Path) -> None:
    result = newsroom.run("add", str(outside))

    sha256 = hashlib.sha256(RAW).hexdigest()
    assert (newsroom.root / "seeds" / outside.name).read_bytes() == RAW
    assert sha256 in result.stdout
    assert "quotes extract seeds/007_履新.txt" in result.stderr.replace("'", "")
    assert f"sha256: {sha256}" in newsroom.catalog("007_履新").read_text(encoding="utf-8")
    newsroom.run("check")


def test_its_origin_is_kept_through_extraction(newsroom: Newsroom, outside: Path) -> None:
    newsroom.run(
        "add", str(outside), "--note", "手機截圖轉錄", "--url", "https://example.org/a/1",
        "--published", "2020-02-20",
    )  # fmt: skip
    newsroom.run("extract", f"seeds/{outside.name}")

    text = newsroom.catalog("007_履新").read_text(encoding="utf-8")
    for line in ("note: 手機截圖轉錄", "url: ", "published: 2020-02-20", "encoding: gb18030"):
        assert line in text
    assert "date: 2020-02-16" in text
    assert newsroom.run("list", "--ids", "--source", "007").stdout.count("007-") == 3
    newsroom.run("check")


def test_the_same_bytes_are_not_copied_twice(newsroom: Newsroom, outside: Path) -> None:
    newsroom.run("add", str(outside))
    before = newsroom.tree()
    twin = outside.with_name("zwilling.txt")
    twin.write_bytes(RAW)

    for path in (outside, twin):
        result = newsroom.run("add", str(path))
        assert f"seeds/{outside.name} has these bytes already" in result.stdout
    assert newsroom.tree() == before


def test_an_article_inside_the_project_stays_where_it_is(filled: Newsroom) -> None:
    result = filled.run("add", "seeds/003_a.txt", "--note", "原稿")

    assert "has these bytes already" in result.stdout
    assert "note: 原稿" in filled.catalog().read_text(encoding="utf-8")


def test_a_folder_is_made_where_it_is_missing(newsroom: Newsroom, outside: Path) -> None:
    newsroom.run("add", str(outside), "--to", "articles/2020")

    assert (newsroom.root / "articles/2020" / outside.name).read_bytes() == RAW


def test_the_first_article_begins_a_project(tmp_path: Path, outside: Path) -> None:
    room = Newsroom(tmp_path / "project")
    room.root.mkdir()

    room.run("add", str(outside))

    assert (room.root / "seeds" / outside.name).exists()
    assert room.catalog("007_履新").exists()


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_an_article_of_the_first_or_last_day_of_the_calendar_is_added(
    day: str, tmp_path: Path
) -> None:
    (tmp_path / "catalog").mkdir()
    newsroom = Newsroom(tmp_path)
    newsroom.write("a.txt", "12月31日，王忠林說：“細節決定成敗。”昨天，他說：“人命關天。”\n")

    newsroom.run("parse", "--published", day, "a.txt")
    newsroom.run("add", "--published", day, "a.txt")
    newsroom.run("list", "--since", "2020")
    newsroom.run("check")
