"""Each step of a write by itself: what it asks of the system, and what it says when that fails."""

import ctypes
import errno
import os
import re
import stat
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from quotes.catalog import refusals, store
from quotes.errors import ChangedUnderneath, SystemFailed, UnreadableCatalog
from test_store import FILE, file, root

__all__ = ["file", "root"]  # fixtures, the same as of whole writes

# ruff: noqa: SLF001 - steps have no public names

LINUX = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the kernel's own steps")


def write(root: Path, path: Path, text: str | None = FILE + "# 新\n") -> bool:
    with store.Writing(root) as writing:
        return writing.revise_text(path, lambda _: text)


def refusing(number: int) -> Callable[..., Any]:
    def refuse(*_: object, **__: object) -> Any:
        raise OSError(number, os.strerror(number))

    return refuse


# What is read.


def test_words_are_looked_for_in_a_file_that_is_no_yaml(root: Path) -> None:
    (root / "catalog" / "people.yaml").write_bytes("people: [王忠林".encode() + b"\xff")
    assert store.mentions(root, "people", "王忠林")
    assert not store.mentions(root, "people", "應勇")


@pytest.mark.parametrize(
    "ask",
    [
        lambda root, path: store.read_file(path, root),
        lambda root, path: store.read_bytes(path, root),
        lambda _, path: store.read_text(path, path.parents[1]),
        lambda root, _: store.mentions(root, "a", "好"),
        write,
    ],
)
def test_a_folder_is_no_catalog_file(root: Path, ask: Callable[[Path, Path], object]) -> None:
    path = root / "catalog" / "a.yaml"
    path.mkdir()
    with pytest.raises(UnreadableCatalog) as refused:
        ask(root, path)
    [problem] = refused.value.problems
    assert (problem.path, problem.code) == ("catalog/a.yaml", "E-FILE")
    assert re.search(r"\bit is no ordinary file\b", problem.message)


def test_a_file_may_be_as_large_as_the_limit_and_no_larger(
    root: Path, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(refusals, "LARGEST", len(FILE.encode()))
    assert store.read_bytes(file, root) == FILE.encode()
    file.write_text(FILE + "#" * 9)
    with pytest.raises(UnreadableCatalog) as refused:
        store.read_bytes(file, root)
    [problem] = refused.value.problems
    assert problem.path == "catalog/a.yaml"
    for number in (len(FILE.encode()) + 9, len(FILE.encode())):
        assert str(number) in problem.message


def test_a_file_that_the_system_will_not_open_is_named(
    root: Path, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Path, "open", refusing(errno.EACCES))
    with pytest.raises(SystemFailed, match=r"^catalog/a\.yaml: "):
        store.read_bytes(file, root)


@pytest.mark.parametrize("raw", [b"entries: [", b"entries: []\xff"], ids=["no yaml", "no utf-8"])
def test_a_file_that_cannot_be_revised_is_named(root: Path, file: Path, raw: bytes) -> None:
    file.write_bytes(raw)
    with store.Writing(root) as writing, pytest.raises(UnreadableCatalog) as refused:
        writing.revise(file, lambda _: FILE)
    assert refused.value.problems[0].place.startswith("catalog/a.yaml:1:")
    with pytest.raises(UnreadableCatalog) as refused:
        store.read_file(file, root)
    assert refused.value.problems[0].place.startswith("catalog/a.yaml:1:")


# The lock and the folder.


def test_the_lock_lies_in_the_catalog(root: Path, file: Path) -> None:
    write(root, file)
    assert (root / "catalog" / ".lock").exists()


def test_who_waits_too_long_for_the_lock_is_told_where(
    root: Path, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "_PATIENCE", 0.01)
    busy = pytest.raises(store.CatalogBusy, match=re.escape(str(root / "catalog")))
    with store.Writing(root), busy:
        write(root, file)
    assert write(root, file)


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "catalog").write_text("no folder")
    with pytest.raises(SystemFailed, match=r"^catalog: .*exists"):
        write(tmp_path, tmp_path / "catalog" / "a.yaml")


def test_what_is_not_flushed_is_told(
    root: Path, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "_flush_folder", refusing(errno.EIO))
    with pytest.raises(store.NotFlushed, match=r"^catalog: .+"):
        write(root, file)
    assert file.read_text().endswith("# 新\n")


@pytest.mark.parametrize("above", ["", "deep/er"])
def test_a_folder_that_was_begun_for_nothing_goes_again(tmp_path: Path, above: str) -> None:
    root = tmp_path / above
    assert not write(root, root / "catalog" / "a.yaml", None)
    assert not (root / "catalog").exists()


def test_a_folder_that_was_begun_stays_with_what_is_in_it(tmp_path: Path) -> None:
    assert write(tmp_path, tmp_path / "catalog" / "a.yaml")
    assert {each.name for each in (tmp_path / "catalog").iterdir()} == {".lock", "a.yaml"}


def test_an_empty_folder_that_was_there_stays(root: Path) -> None:
    assert not write(root, root / "catalog" / "a.yaml", None)
    assert (root / "catalog" / ".lock").exists()


@LINUX
def test_a_folder_is_flushed_when_all_is_written(
    root: Path, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    flushed: list[bool] = []
    real = os.fsync

    def fsync(handle: int) -> None:
        flushed.append(stat.S_ISDIR(os.fstat(handle).st_mode))
        real(handle)

    monkeypatch.setattr(os, "fsync", fsync)
    write(root, file)
    assert flushed == [False, True]


# What is put there.


def test_a_new_file_is_what_was_said_and_no_more(root: Path) -> None:
    path = root / "catalog" / "b.yaml"
    assert write(root, path)
    assert path.read_bytes() == (FILE + "# 新\n").encode()


@pytest.mark.parametrize("content", ["好", "好".encode()], ids=["words", "bytes"])
def test_a_file_is_put_where_there_is_none(root: Path, content: str | bytes) -> None:
    path = root / "catalog" / "deep" / "er" / "a.json"
    with store.Writing(root) as writing:
        assert writing.ensure(path, content)
        assert not writing.ensure(path, "別的")
    assert path.read_bytes() == "好".encode()


def test_whoever_is_refused_by_the_disk_is_told_which_file(
    root: Path, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with store.Writing(root) as writing:
        monkeypatch.setattr(os, "fsync", refusing(errno.ENOSPC))
        with pytest.raises(SystemFailed, match=r"^catalog/a\.yaml: "):
            writing.revise_text(file, lambda _: "# 新\n")
        with pytest.raises(SystemFailed, match=r"^catalog/b\.yaml: "):
            writing.ensure(root / "catalog" / "b.yaml", "好")
        monkeypatch.undo()


def test_a_file_that_never_rests_is_named(root: Path, file: Path) -> None:
    def save(_: str | None) -> str:
        file.write_bytes(os.urandom(8).hex().encode())
        return "# 新\n"

    with store.Writing(root) as writing, pytest.raises(ChangedUnderneath, match=r"catalog/a\.yaml"):
        writing.revise_text(file, save)


def test_an_empty_file_is_looked_at_again_after_a_moment(
    root: Path, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file.write_bytes(b"")
    slept: list[float] = []
    monkeypatch.setattr("time.sleep", slept.append)
    assert write(root, file)
    assert slept == [store._MOMENT]


@pytest.mark.skipif(os.name == "nt", reason="modes are a matter of POSIX")
def test_a_new_file_has_the_rights_that_new_files_have(root: Path) -> None:
    old = os.umask(0o002)
    try:
        write(root, root / "catalog" / "b.yaml")
    finally:
        os.umask(old)
    assert stat.S_IMODE((root / "catalog" / "b.yaml").stat().st_mode) == 0o664


@pytest.mark.skipif(not hasattr(os, "chown"), reason="owners are a matter of POSIX")
def test_a_file_keeps_its_owner_where_that_is_allowed(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[object, ...]] = []
    monkeypatch.setattr(os, "chown", lambda *args: asked.append(args))
    own = file.stat()
    store._keep_owner_and_mode(file, own)
    assert asked == []
    other = os.stat_result((*own[:4], own.st_uid + 1, own.st_gid + 2, *own[6:]))
    store._keep_owner_and_mode(file, other)
    assert asked == [(file, own.st_uid + 1, own.st_gid + 2)]
    monkeypatch.setattr(os, "chown", refusing(errno.EPERM))
    store._keep_owner_and_mode(file, other)
    monkeypatch.setattr(os, "chown", refusing(errno.EIO))
    with pytest.raises(OSError, match="Input/output"):
        store._keep_owner_and_mode(file, other)


@pytest.mark.parametrize("number", [errno.EPERM, errno.ENOTSUP, errno.ENOSYS])
def test_without_links_a_new_file_is_renamed_unless_one_has_appeared(
    root: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    monkeypatch.setattr(os, "link", refusing(number))
    path, theirs = root / "catalog" / "b.yaml", root / "catalog" / "c.yaml"
    assert write(root, path)
    assert path.read_text() == FILE + "# 新\n"
    spare = root / "catalog" / ".spare"
    spare.write_text(FILE)
    theirs.write_text("# 我的\n")
    assert not store._put_new(spare, theirs)
    assert theirs.read_text() == "# 我的\n"


# The exchange of two names.


@LINUX
def test_two_names_are_exchanged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("one").write_text("一")
    Path("two").write_text("二")
    assert store._exchange(Path("one"), Path("two"))
    assert (Path("one").read_text(), Path("two").read_text()) == ("二", "一")


@LINUX
def test_an_exchange_that_fails_says_why_and_of_what(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError) as failed:
        store._exchange(tmp_path / "one", tmp_path / "two")
    assert failed.value.filename == str(tmp_path / "two")
    assert failed.value.strerror == os.strerror(errno.ENOENT)


@pytest.mark.parametrize("number", [errno.ENOSYS, errno.EINVAL, errno.ENOTSUP])
def test_a_system_that_knows_no_exchange_says_so(
    monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    def swap(*_: object) -> int:
        ctypes.set_errno(number)
        return -1

    monkeypatch.setattr(store, "_renameat2", lambda: swap)
    assert not store._exchange(Path("one"), Path("two"))


@LINUX
def test_the_newest_of_two_saves_over_ours_goes_back(
    root: Path, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One was made before the exchange, one after it: ours is undone, and the second stays."""
    real, saves = store._exchange, ["# 一\n", "# 二\n"]

    def save_first(one: Path, other: Path) -> bool:
        if saves:
            file.write_text(saves.pop(0))
        return real(one, other)

    monkeypatch.setattr(store, "_exchange", save_first)
    told: list[str | None] = []

    def add(text: str | None) -> str:
        told.append(text)
        return f"{text}# 新\n"

    with store.Writing(root) as writing:
        assert writing.revise_text(file, add)
    assert told == [FILE, "# 二\n"]
    assert file.read_text() == "# 二\n# 新\n"


@LINUX
def test_a_file_that_vanishes_at_the_exchange_is_planned_anew(
    root: Path, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = store._exchange

    def vanish(one: Path, other: Path) -> bool:
        file.unlink()
        return real(one, other)

    monkeypatch.setattr(store, "_exchange", vanish)
    with store.Writing(root) as writing:
        assert not writing.revise_text(file, lambda text: f"{text}# 新\n" if text else None)
    assert not file.exists()


# Who else is writing.


@LINUX
def test_a_file_that_somebody_holds_open_for_writing_is_known(file: Path) -> None:
    assert not store._is_open_for_writing(file)
    with file.open("a"):
        assert store._is_open_for_writing(file)
    assert not store._is_open_for_writing(file)


@LINUX
def test_where_no_lease_is_given_nobody_is_seen(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import fcntl

    monkeypatch.setattr(fcntl, "fcntl", refusing(errno.EINVAL))
    assert not store._is_open_for_writing(file)
    monkeypatch.delattr(fcntl, "F_SETLEASE")
    assert not store._is_open_for_writing(file)


def test_who_holds_a_file_for_ever_is_not_waited_for_that_long(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    slept: list[float] = []
    monkeypatch.setattr("time.sleep", slept.append)
    monkeypatch.setattr(store, "_is_open_for_writing", lambda _: True)
    assert not store._is_at_rest(file)
    assert slept == [store._MOMENT] * store._LOOKS
    monkeypatch.setattr(store, "_is_open_for_writing", lambda _: False)
    assert store._is_at_rest(file)
