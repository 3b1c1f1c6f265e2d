"""Standard streams that are closed or full: a sentence where it can be said, and always the exit code."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from newsroom import Newsroom

pytestmark = pytest.mark.skipif(os.name == "nt", reason="a shell that can close streams")

FULL = pytest.param(
    "/dev/full",
    marks=pytest.mark.skipif(not Path("/dev/full").exists(), reason="a disk that is always full"),
)


def run(room: Newsroom, command: str, redirection: str) -> subprocess.CompletedProcess[str]:
    """A command as a shell runs it, with its streams led elsewhere or closed."""
    env = os.environ | {"PYTHONPATH": str(Path(__file__).parents[1] / "src")}
    line = f'exec "$0" -m quotes {command} {redirection}'
    return subprocess.run(
        ["sh", "-c", line, sys.executable],
        cwd=room.root, env=env, capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip


@pytest.mark.parametrize(
    "command",
    ["list", "list --json", "cite 003-01", "explain 003-01", "parse seeds", "export csv", "--help"],
)
def test_what_cannot_be_printed_is_told_and_the_code_is_that_of_a_full_disk(
    filled: Newsroom, command: str
) -> None:
    done = run(filled, command, ">&-")
    assert (done.returncode, done.stdout) == (5, "")
    assert done.stderr.startswith("quotes: stdout: it is closed")
    assert "> FILE" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("command", ["check", "list --speaker 王忠林 --status ok"])
def test_where_nothing_is_to_be_printed_nobody_misses_stdout(
    filled: Newsroom, command: str
) -> None:
    assert run(filled, command, ">&-").returncode == 0


@pytest.mark.parametrize("command", ["parse -", "verify -", "add -"])
def test_standard_input_that_is_closed_is_no_article(filled: Newsroom, command: str) -> None:
    done = run(filled, command, "<&-")
    assert done.returncode == 3
    assert done.stderr.startswith("quotes: -: standard input is closed\nnext: ")
    assert "Traceback" not in done.stderr


def test_without_standard_input_there_is_no_review(filled: Newsroom) -> None:
    done = run(filled, "review", "<&-")
    assert (done.returncode, "quotes set" in done.stderr) == (2, True)


@pytest.mark.parametrize("stderr", ["&-", FULL])
@pytest.mark.parametrize(
    ("command", "code"),
    [
        ("show zzz", 2),
        ("nonsense", 2),
        ("extract nosuch", 3),
        ("set 003-01 kind=quote", 0),
        ("list --speaker 王忠林 --status ok", 0),
    ],
)
def test_the_code_is_the_same_where_nobody_can_hear_why(
    filled: Newsroom, command: str, code: int, stderr: str
) -> None:
    assert run(filled, command, f"2>{stderr}").returncode == code


def test_a_reader_of_stderr_that_leaves_early_changes_no_code(filled: Newsroom) -> None:
    command = "extract nosuch nowhere 2>&1 >/dev/null; echo $? >code"
    line = f'(sleep 1; "$0" -m quotes {command}) | :'
    env = os.environ | {"PYTHONPATH": str(Path(__file__).parents[1] / "src")}
    subprocess.run(["sh", "-c", line, sys.executable], cwd=filled.root, env=env, check=True)
    assert (filled.root / "code").read_text(encoding="utf-8") == "3\n"


def test_a_catalog_is_whole_though_all_streams_are_closed(filled: Newsroom) -> None:
    done = run(filled, "set 003-01 status=ok", "<&- >&- 2>&-")
    assert (done.returncode, filled.catalog().read_bytes().count(b"status: ok")) == (5, 1)
    filled.run("check")
