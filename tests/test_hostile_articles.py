"""Articles that nobody should send, in small; `python -m torture.articles` tries them at full length.

Times are guards against hanging: what was measured is in docs/reliability.md.
"""

import sys
from pathlib import Path

import pytest
from torture import articles

pytestmark = pytest.mark.torture

GENEROUS = 20.0
"""Seconds for what takes less than one."""

needs_linux = pytest.mark.skipif(sys.platform != "linux", reason="/proc tells the memory")


@needs_linux
@pytest.mark.parametrize("name", articles.ENCODINGS)
def test_two_megabytes_are_read_in_any_encoding(name: str, tmp_path: Path) -> None:
    read = articles.read(articles.long_article(tmp_path, name, 2_000_000))
    assert read.said == {"GB18030": "gb18030", "Big5": "cp950", "UTF-16": "utf-16"}.get(
        name, "utf-8"
    )
    assert read.seconds < GENEROUS
    assert read.megabytes < 200


@pytest.mark.parametrize("unit", articles.SHAPES.values(), ids=articles.SHAPES)
def test_marks_however_they_stand_are_paired(unit: str) -> None:
    assert articles.pairing(unit, 50_000) < GENEROUS


def test_nested_marks_are_paired() -> None:
    assert articles.nested(50_000) < GENEROUS


@pytest.mark.parametrize("unit", articles.PAGES.values(), ids=articles.PAGES)
def test_no_page_takes_for_ever(unit: str) -> None:
    assert articles.page(unit, 100_000) < GENEROUS


@needs_linux
def test_what_is_no_article_is_refused_at_once(tmp_path: Path) -> None:
    taken = dict(articles.refused(tmp_path))
    assert len(taken) > 20
    assert max(taken.values()) < GENEROUS


def test_a_file_that_changes_while_it_is_read_is_refused(tmp_path: Path) -> None:
    assert articles.moving(tmp_path)


def test_no_source_outside_of_the_project_is_reached(tmp_path: Path) -> None:
    assert articles.outside(tmp_path) == []
