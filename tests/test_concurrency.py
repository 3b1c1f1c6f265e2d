"""Many write at once, with and without a lock; `python -m torture.crowd` does it at length."""

import subprocess
import sys
from pathlib import Path

import pytest
from torture import crowd

from quotes.catalog import store

needs_exchange = pytest.mark.skipif(
    sys.platform != "linux", reason="only Linux swaps two names and lends files"
)

pytestmark = [
    pytest.mark.torture,
    pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning"),
]


def test_an_edit_that_is_not_there_is_missed(tmp_path: Path) -> None:
    crowd.begin(tmp_path)

    assert len(crowd.missing(tmp_path, count=2, edits=8)) == 16


def test_runs_beside_each_other_lose_nothing() -> None:
    """In a process of its own, as the runs are."""
    told = "from torture import crowd; done = crowd.runs(4, 16); print(done.made, done.lost)"
    done = subprocess.run(
        [sys.executable, "-c", f"if __name__ == '__main__': {told}"],
        cwd=Path(__file__).parents[1], capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert done.stdout == "64 ()\n", done.stderr


@needs_exchange
@pytest.mark.parametrize("save", crowd.EDITORS, ids=lambda save: save.__name__)
def test_what_an_editor_saves_during_a_run_stays(save: crowd.Save) -> None:
    assert crowd.editor(save, 25).lost == ()


ROUNDS = 6
"""A bad writer is caught in one of them: on a busy machine a round may miss the moment."""


def without_a_second_look(target: Path, before: bytes | None, after: bytes) -> bool:
    """Whole files, but whatever was saved since the plan was made is buried."""
    assert before is not None
    spare = store._written_beside(target, after, None)  # noqa: SLF001 - a bad writer on purpose
    spare.replace(target)
    return True


@needs_exchange
@pytest.mark.parametrize("save", [crowd.in_place, crowd.by_rename], ids=lambda save: save.__name__)
def test_a_writer_that_buries_a_save_is_caught(
    save: crowd.Save, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "_put", without_a_second_look)

    assert any(crowd.editor(save, 60).lost for _ in range(ROUNDS))


@needs_exchange
@pytest.mark.parametrize(
    "save", [crowd.with_a_pause, crowd.without_emptying], ids=lambda save: save.__name__
)
def test_a_writer_that_does_not_wait_for_an_open_file_is_caught(
    save: crowd.Save, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "_is_at_rest", lambda _: True)

    assert any(crowd.editor(save, 60).lost for _ in range(ROUNDS))
