"""Derived files that are damaged; `python -m torture.leftovers` damages some thousands."""

from pathlib import Path

import pytest
from torture import leftovers

from quotes import derived

pytestmark = pytest.mark.torture


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(derived.VARIABLE, str(tmp_path / "cache"))
    leftovers.build(tmp_path / "project")
    return tmp_path / "project"


def test_an_index_that_is_cut_off_or_noise_never_answers_otherwise(root: Path) -> None:
    tally = leftovers.try_index(root, 100, damages=leftovers.COARSE)
    assert tally.faults == []
    assert tally.files == 100


def test_a_damaged_index_never_answers_otherwise(root: Path) -> None:
    assert leftovers.try_index(root, 200).faults == []


def test_an_index_of_another_version_or_project_is_none(root: Path) -> None:
    assert leftovers.try_versions(root).faults == []


@pytest.mark.usefixtures("root")
def test_what_is_kept_as_json_is_sound_or_none() -> None:
    assert leftovers.try_rules(700).faults == []
