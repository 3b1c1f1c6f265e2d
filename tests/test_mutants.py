"""`make mutants` counts what the tests have noticed; mutmut itself is not run here.

At length it is `python -m torture.mutants`; in short, the writers that are bad on purpose in other files.
"""

import json
from pathlib import Path

import pytest
from torture import mutants

pytestmark = pytest.mark.torture


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(mutants, "_ROOT", tmp_path)
    return tmp_path


def tried(root: Path, *codes: int | None) -> None:
    folder = root / "mutants" / "src" / "quotes" / "catalog"
    folder.mkdir(parents=True)
    keys = {f"quotes.catalog.store.x_put__mutmut_{at}": code for at, code in enumerate(codes)}
    (folder / "store.py.meta").write_text(json.dumps({"exit_code_by_key": keys}))


def test_nothing_tried_is_nothing_shown(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert root.exists()
    assert mutants.main(["--told"]) == 1
    assert "0 of 0 killed" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("codes", "failed", "share"), [([1] * 9 + [0], 0, "90.0%"), ([1] * 8 + [0, None], 1, "80.0%")]
)
def test_a_tenth_may_go_unnoticed(
    root: Path, capsys: pytest.CaptureFixture[str], codes: list[int | None], failed: int, share: str
) -> None:
    tried(root, *codes)
    assert mutants.main(["--told"]) == failed
    told = capsys.readouterr().out
    assert f"of 10 killed ({share})" in told
    assert f"{codes.count(1)} of 10" in told
    assert "quotes.catalog.store.x_put__mutmut_9" in told


def test_what_never_ends_is_noticed_and_what_no_test_runs_is_not(root: Path) -> None:
    tried(root, 36, -24, 33, 5)
    told = mutants.outcomes(root / "mutants")
    assert [code in mutants.NOTICED for code in told.values()] == [True, True, False, False]
