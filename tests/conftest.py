"""Fixtures that several files of tests share."""

from pathlib import Path

import pytest

from newsroom import ARTICLE, Newsroom


@pytest.fixture
def newsroom(tmp_path: Path) -> Newsroom:
    """A project with one article and an empty catalog."""
    room = Newsroom(tmp_path)
    (tmp_path / "catalog").mkdir()
    room.write("seeds/003_a.txt", ARTICLE)
    return room


@pytest.fixture
def filled(newsroom: Newsroom) -> Newsroom:
    """The same, extracted."""
    newsroom.run("extract", "seeds")
    return newsroom
