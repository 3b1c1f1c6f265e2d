"""Faults from outside: strace ends a run, or fails one of its calls, at the Nth that touches a disk.

The program is loaded once; every run is a fork of it that waits until strace holds it, so that
the first call counted is the first of the command's own.
"""

import os
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from torture.failing import MOST, Tally, rehearse, scratch
from torture.judge import faults
from torture.scenes import Ended, Scene, run, run_here

CALLS = (
    "%file,read,pread64,write,pwrite64,close,fsync,fdatasync,ftruncate,fchmod,fchown,flock,"
    "getdents64,sendfile,copy_file_range"
)
HITS = ("signal=SIGKILL", "error=ENOSPC", "error=EIO", "error=EACCES")


def can_trace() -> bool:
    """Whether there is a strace, and it may hold a process of ours."""
    if not shutil.which("strace") or not hasattr(os, "fork"):
        return False
    done = subprocess.run(["strace", "-o", os.devnull, "true"], capture_output=True, check=False)
    return done.returncode == 0


@dataclass(frozen=True)
class Hit:
    ended: Ended
    call: str
    """What was hit, with its arguments; empty where the run came through."""


def try_all(scene: Scene, hits: tuple[str, ...] = HITS) -> Tally:
    case, tally = rehearse(scene), Tally()
    _warm(scene)
    for hit in hits:
        for number in range(1, MOST):
            with scratch() as root:
                scene.prepare(root)
                struck = strike(root, scene, hit, number)
                if not struck.call:
                    break
                tally.points += 1
                ours = str(root) in struck.call
                found = faults(case, root, struck.ended, ours=ours)
                what = f"{scene.name}: {hit} at call {number}, {struck.call[:160]}"
                tally.add(what, found)
    return tally


def strike(root: Path, scene: Scene, hit: str, number: int) -> Hit:
    """One run, hit at its call with this number."""
    said = root.with_name(f"{root.name}.said")
    log = root.with_name(f"{root.name}.log")
    child = os.fork()
    if not child:
        _be_the_program(root, scene, said)
    try:
        os.waitpid(child, os.WUNTRACED)
        with _held(child, log, f"{CALLS}:{hit}:when={number}"):
            os.kill(child, signal.SIGCONT)
            _, status = os.waitpid(child, 0)
        ended = Ended(os.waitstatus_to_exitcode(status), said.read_text(errors="replace"))
        return Hit(ended, _what_was_hit(log.read_text(errors="replace"), hit))
    finally:
        said.unlink(missing_ok=True)
        log.unlink(missing_ok=True)


def _warm(scene: Scene) -> None:
    """What is imported only when needed is imported now, also what is needed to say an error."""
    with scratch() as root:
        scene.prepare(root)
        run(root, *scene.args)
        (root / "catalog" / "003_a.yaml").write_text("entries: [")
        run(root, *scene.args)
        run(root, "set", "nobody", "status=ok")


def _be_the_program(root: Path, scene: Scene, said: Path) -> None:
    handle = os.open(said, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    os.dup2(handle, 1)
    os.dup2(handle, 2)
    sys.stdout = open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
    sys.stderr = open(2, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
    os.kill(os.getpid(), signal.SIGSTOP)
    try:
        code = run_here(root, *scene.args)
        sys.stdout.flush()
        sys.stderr.flush()
    except BaseException:  # noqa: BLE001 - nothing of the parent may go on in the child
        code = 71
    os._exit(code)


class _held:  # noqa: N801 - reads as `with _held(child, …)`
    """strace has the process in its hands."""

    def __init__(self, child: int, log: Path, what: str) -> None:
        calls = what.partition(":")[0]
        self._child = child
        self._command = (
            "strace", "-f", "-y", "-s", "40", "-o", str(log), "-e", f"trace={calls}",
            "-e", f"inject={what}", "-p", str(child),
        )  # fmt: skip

    def __enter__(self) -> None:
        self._strace = subprocess.Popen(self._command, stderr=subprocess.DEVNULL)
        state = Path(f"/proc/{self._child}/status")
        for _ in range(2000):
            if "TracerPid:\t0" not in state.read_text():
                return
            if self._strace.poll() is not None:
                break
            time.sleep(0.002)
        os.kill(self._child, signal.SIGKILL)
        raise RuntimeError("strace does not hold the process")

    def __exit__(self, *_: object) -> None:
        self._strace.wait(30)


def _what_was_hit(log: str, hit: str) -> str:
    lines = [line for line in log.splitlines() if "(" in line]
    if hit.startswith("signal"):
        killed = "+++ killed by SIGKILL" in log
        calls = [line for line in lines if "---" not in line and "+++" not in line]
        return calls[-1] if killed and calls else "killed" if killed else ""
    return next((line for line in lines if "(INJECTED)" in line), "")
