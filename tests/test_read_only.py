"""Commands that look into a catalog work where nothing can be written."""

import builtins
import io
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from newsroom import Newsroom
from quotes.errors import Exit

LOOKING = (
    "list",
    "list --json",
    "show 003-01",
    "explain 003-01",
    "cite 003-01",
    "check",
    "check --format sarif",
    "check --explain E-TEXT",
    "parse seeds",
    "extract --dry-run seeds",
)


@pytest.fixture
def mounted(filled: Newsroom) -> Iterator[Newsroom]:
    """The project bound to itself, read only: not even root can write there."""
    here = str(filled.root)
    mount = shutil.which("mount")
    bound = mount and not subprocess.run([mount, "--bind", here, here], check=False).returncode
    if not bound:
        pytest.skip("no mount may be made here")
    try:
        subprocess.run([str(mount), "-o", "remount,bind,ro", here], check=True)
        yield filled
    finally:
        subprocess.run(["umount", here], check=True)


@pytest.mark.skipif(sys.platform != "linux", reason="bind mounts are a matter of Linux")
def test_looking_needs_no_leave_to_write(mounted: Newsroom) -> None:
    with pytest.raises(OSError, match=r"[Rr]ead-only"):
        (mounted.root / "x").write_bytes(b"")
    before = mounted.tree()
    for command in LOOKING:
        mounted.run(*command.split())
    assert mounted.tree() == before


@pytest.mark.skipif(sys.platform != "linux", reason="bind mounts are a matter of Linux")
def test_writing_there_fails_and_says_so(mounted: Newsroom) -> None:
    before = mounted.tree()
    result = mounted.run("extract", "seeds", code=Exit.SYSTEM)
    assert "Read-only file system" in result.stderr
    assert mounted.tree() == before


def refusing(real: Callable[..., Any]) -> Callable[..., Any]:
    """`open` for reading alone."""

    def opened(file: Any, mode: Any = "r", *rest: Any, **more: Any) -> Any:
        wanted = mode if isinstance(mode, str) else "r"
        if set(wanted) & set("wax+") and str(file) != os.devnull:
            raise OSError(30, "Read-only file system", str(file))
        return real(file, mode, *rest, **more)

    return opened


def test_looking_opens_nothing_for_writing(
    filled: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same where no mount may be made: whatever opens for writing fails."""
    real = os.open

    def opened(path: Any, flags: int, *rest: Any, **more: Any) -> int:
        if flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT) and str(path) != os.devnull:
            raise OSError(30, "Read-only file system", str(path))
        return real(path, flags, *rest, **more)

    monkeypatch.setattr(builtins, "open", refusing(builtins.open))
    monkeypatch.setattr(io, "open", refusing(io.open))
    monkeypatch.setattr(os, "open", opened)
    for command in LOOKING:
        filled.run(*command.split())
    filled.run("extract", "seeds", code=Exit.SYSTEM)
