"""Faults inside the process: the Nth thing asked of the disk fails, for N = 1, 2, … until none does."""

import builtins
import errno
import io
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Self
from unittest.mock import patch

from quotes.catalog import store
from torture.judge import Case, faults
from torture.scenes import Scene, kept, play

ERRORS = (errno.ENOSPC, errno.EIO, errno.EACCES)
MOST = 2000
SCRATCH = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None  # noqa: S108 - only scratch

BY_PATH = ("open", "replace", "rename", "link", "unlink", "mkdir", "rmdir", "chmod", "listdir")
BY_HANDLE = ("fsync", "close", "write")


@dataclass
class Disk:
    """Counts what is asked of one folder, and lets one of the calls fail."""

    root: str
    fail_at: int
    error: int
    count: int = 0
    hit: str = ""
    handles: set[int] = field(default_factory=set)

    def step(self, name: str) -> None:
        self.count += 1
        if self.count == self.fail_at:
            self.hit = name
            raise OSError(self.error, os.strerror(self.error), self.root)

    def is_ours(self, path: object) -> bool:
        if isinstance(path, int):
            return path in self.handles
        try:
            return os.fsdecode(path).startswith(self.root)  # type: ignore[arg-type]
        except TypeError:
            return False


class ShakyFile:
    """A file whose writing, flushing and closing may fail."""

    def __init__(self, file: Any, disk: Disk) -> None:
        self._file, self._disk = file, disk

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __iter__(self) -> Iterator[Any]:
        return iter(self._file)

    def write(self, data: Any) -> Any:
        """Half of it reaches the disk before the disk fails."""
        try:
            self._disk.step("write")
        except OSError:
            self._file.write(data[: len(data) // 2])
            self._file.flush()
            raise
        return self._file.write(data)

    def read(self, *size: int) -> Any:
        self._disk.step("read")
        return self._file.read(*size)

    def close(self) -> None:
        closed = self._file.closed
        self._file.close()
        if not closed:
            self._disk.step("close")


@contextmanager
def shaky(disk: Disk) -> Iterator[None]:
    with ExitStack() as stack:
        for name in BY_PATH:
            stack.enter_context(patch.object(os, name, _by_path(disk, name, getattr(os, name))))
        for name in BY_HANDLE:
            stack.enter_context(patch.object(os, name, _by_handle(disk, name, getattr(os, name))))
        opener = _opener(disk, builtins.open)
        stack.enter_context(patch.object(builtins, "open", opener))
        stack.enter_context(patch.object(io, "open", opener))
        swap = store._exchange  # noqa: SLF001 - the one call that does not go through `os`
        stack.enter_context(patch.object(store, "_exchange", _by_path(disk, "exchange", swap)))
        yield


def _by_path(disk: Disk, name: str, real: Callable[..., Any]) -> Callable[..., Any]:
    def call(path: Any, *args: Any, **more: Any) -> Any:
        if not disk.is_ours(path):
            return real(path, *args, **more)
        disk.step(name)
        done = real(path, *args, **more)
        if name == "open":
            disk.handles.add(done)
        return done

    return call


def _by_handle(disk: Disk, name: str, real: Callable[..., Any]) -> Callable[..., Any]:
    def call(handle: int, *args: Any) -> Any:
        ours = handle in disk.handles
        if name == "close":
            disk.handles.discard(handle)
            real(handle)
        if ours:
            disk.step(name)
        return None if name == "close" else real(handle, *args)

    return call


def _opener(disk: Disk, real: Callable[..., Any]) -> Callable[..., Any]:
    def call(path: Any, *args: Any, **more: Any) -> Any:
        if not disk.is_ours(path):
            return real(path, *args, **more)
        if isinstance(path, int):
            disk.handles.discard(path)
        else:
            disk.step("open")
        return ShakyFile(real(path, *args, **more), disk)

    return call


@dataclass
class Tally:
    points: int = 0
    found: list[str] = field(default_factory=list)

    def add(self, what: str, faults: list[str]) -> None:
        self.found += [f"{what}: {fault}" for fault in faults]


@contextmanager
def scratch() -> Iterator[Path]:
    """An empty project in an empty folder."""
    folder = Path(tempfile.mkdtemp(prefix="fault-", dir=SCRATCH)).resolve()
    try:
        (folder / "project").mkdir()
        yield folder / "project"
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def rehearse(scene: Scene) -> Case:
    """How it goes when nothing fails."""
    with scratch() as root:
        scene.prepare(root)
        before = kept(root)
        ended = play(root, scene)
        after = kept(root)
        assert ended.code == 0, ended.said
    between = tuple(_halfway(scene, number) for number in range(1, len(scene.keys)))
    assert {*map(_said, (after, *between))} != {_said(before)}, "nothing written proves nothing"
    return Case(scene, before, after, between)


def _halfway(scene: Scene, number: int) -> Mapping[str, bytes]:
    """As it stands when a person has pressed so many keys."""
    with scratch() as root:
        scene.prepare(root)
        play(root, replace(scene, keys=scene.keys[:number]))
        return kept(root)


def _said(files: Mapping[str, bytes]) -> tuple[tuple[str, bytes], ...]:
    return tuple(files.items())


def try_all(scene: Scene, errors: tuple[int, ...] = ERRORS) -> Tally:
    case, tally = rehearse(scene), Tally()
    for error in errors:
        for number in range(1, MOST):
            with scratch() as root:
                scene.prepare(root)
                disk = Disk(str(root), number, error)
                with shaky(disk):
                    ended = play(root, scene)
                if disk.count < number:
                    break
                tally.points += 1
                what = f"{scene.name}: {errno.errorcode[error]} at {disk.hit}, call {number}"
                tally.add(what, faults(case, root, ended))
    return tally
