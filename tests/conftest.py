"""Fixtures that several files of tests share."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

os.environ["QUOTES_LANG"] = "en"  # whoever runs them: tests look for English sentences

from newsroom import ARTICLE, Newsroom
from quotes import derived


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


@pytest.fixture(scope="session", autouse=True)
def _own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """No test reads what a user's own runs have derived."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(derived.VARIABLE, str(tmp_path_factory.mktemp("derived")))
        yield
