"""Faults from outside: strace ends a run, or fails one of its calls, at the Nth that touches a disk.

The program is loaded once; every run is a fork of it that waits until strace holds it, so that
the first call counted is the first of the command's own.
"""

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from itertools import product
from pathlib import Path

from torture.failing import MOST, Tally, rehearse, scratch
from torture.judge import faults
from torture.scenes import Ended, Scene, answering, play, run, run_here

CALLS = (
    "%file,read,pread64,write,pwrite64,close,fsync,fdatasync,ftruncate,fchmod,fchown,flock,"
    "getdents64,sendfile,copy_file_range"
)
_CALL = re.compile(r"\d+ +(\w+)\(")
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
    log: str


def try_all(
    scene: Scene, hits: tuple[str, ...] = HITS, only: frozenset[str] = frozenset()
) -> Tally:
    """`only` names the kinds of call that are hit; all, where it names none."""
    case, tally = rehearse(scene), Tally()
    _warm(scene)
    calls = [call for call in _calls_of(scene) if not only or call in only]
    for hit, call in product(hits, calls):
        for number in range(1, MOST):
            with scratch() as root:
                scene.prepare(root)
                struck = strike(root, scene, f"{call}:{hit}:when={number}")
                if not struck.call:
                    break
                tally.points += 1
                ours = _is_ours(root, struck.call)
                found = faults(case, root, struck.ended, ours=ours)
                tally.add(f"{scene.name}: {hit} at {call} {number}, {struck.call[:160]}", found)
    return tally


def _is_ours(root: Path, call: str) -> bool:
    """Whether the call was about the project; where it was made from does not count."""
    about = re.sub("AT_FDCWD<[^>]*>", "", call)
    path = re.search('"([^"]*)"', about)
    inside = path is not None and not path[1].startswith("/") and "(" in about[:40]
    return str(root) in about or (inside and bool(path and path[1]) and "write(" not in about)


def _calls_of(scene: Scene) -> list[str]:
    """The kinds of call that the command makes: strace counts each kind by itself."""
    with scratch() as root:
        scene.prepare(root)
        log = strike(root, scene, "").log
    return sorted({found[1] for found in map(_CALL.match, log.splitlines()) if found} - {"chdir"})


def strike(root: Path, scene: Scene, injection: str) -> Hit:
    """One run, hit as strace is told to; not at all where it is told nothing."""
    said, log = root.with_name("said"), root.with_name("log")
    child = os.fork()
    if not child:
        _be_the_program(root, scene, said)
    try:
        os.waitpid(child, os.WUNTRACED)
        with _held(child, log, injection):
            os.kill(child, signal.SIGCONT)
            _, status = os.waitpid(child, 0)
        ended = Ended(os.waitstatus_to_exitcode(status), said.read_text(errors="replace"))
        lines = log.read_text(errors="replace")
        return Hit(ended, _what_was_hit(lines), lines)
    finally:
        said.unlink(missing_ok=True)
        log.unlink(missing_ok=True)


def _warm(scene: Scene) -> None:
    """What is imported only when needed is imported now, also what is needed to say an error."""
    with scratch() as root:
        scene.prepare(root)
        play(root, scene)
        (root / "catalog" / "003_a.yaml").write_text("entries: [")
        play(root, scene)
        run(root, "set", "nobody", "status=ok")


def _be_the_program(root: Path, scene: Scene, said: Path) -> None:
    handle = os.open(said, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    os.dup2(handle, 1)
    os.dup2(handle, 2)
    sys.stdout = open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
    sys.stderr = open(2, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
    os.kill(os.getpid(), signal.SIGSTOP)
    try:
        with answering(scene.keys):
            code = run_here(root, *scene.args)
        sys.stdout.flush()
        sys.stderr.flush()
    except BaseException:  # noqa: BLE001 - nothing of the parent may go on in the child
        code = 71
    os._exit(code)


class _held:  # noqa: N801 - reads as `with _held(child, …)`
    """strace has the process in its hands."""

    def __init__(self, child: int, log: Path, injection: str) -> None:
        self._child = child
        inject = ("-e", f"inject={injection}") if injection else ()
        self._command = (
            *("strace", "-f", "-y", "-s", "40", "-o", str(log), "-e", f"trace={CALLS}"),
            *(*inject, "-p", str(child)),
        )

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


def _what_was_hit(log: str) -> str:
    lines = [line for line in log.splitlines() if _CALL.match(line)]
    if "+++ killed by SIGKILL" in log:
        return lines[-1] if lines else "killed"
    return next((line for line in lines if "(INJECTED)" in line), "")
