"""Whatever fails, the catalog is old or new, and the next run does the rest.

`python -m torture.faults` tries every point of every command; here a part of them.
"""

import errno
import subprocess
import sys
from pathlib import Path

import pytest
from torture import failing, faults, traced
from torture.scenes import Scene, scenes, without_a_scene

from quotes.catalog import store

pytestmark = pytest.mark.torture

ROOT = Path(__file__).parents[1]
KILLED = (
    *(sys.executable, "-m", "torture.faults"),
    *("--scene", "extract, the", "--hit", "signal=SIGKILL"),
)
WRITES = "--call=write", "--call=fsync", "--call=close", "--call=renameat2", "--call=unlink"

can_trace = pytest.mark.skipif(not traced.can_trace(), reason="no strace that may hold a process")


def test_every_command_is_tried_or_only_reads() -> None:
    assert without_a_scene() == []


@pytest.mark.parametrize("scene", scenes(), ids=lambda scene: scene.name)
def test_a_full_disk_at_any_call_loses_nothing(scene: Scene) -> None:
    tally = failing.try_all(scene, (errno.ENOSPC,))

    assert tally.found == []
    assert tally.points > 20


@pytest.mark.parametrize("scene", scenes()[:2], ids=lambda scene: scene.name)
def test_a_writer_that_empties_the_file_first_is_caught(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "_put", faults.plain_write)

    found = failing.try_all(scene, (errno.ENOSPC,)).found

    assert any("neither old nor new" in each for each in found)


@can_trace
def test_a_run_killed_at_any_call_leaves_old_or_new() -> None:
    """In a process of its own: what is forked must not have threads."""
    done = subprocess.run(
        [*KILLED, *WRITES],
        cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip

    assert done.returncode == 0, done.stdout + done.stderr
    assert "0 faults found" in done.stdout


@can_trace
def test_a_bad_writer_that_is_killed_is_caught() -> None:
    done = subprocess.run(
        [*KILLED, "--call", "write", "--call", "close", "--plain-writer"],
        cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip

    assert done.returncode == 1, done.stdout + done.stderr
    assert "neither old nor new" in done.stdout
