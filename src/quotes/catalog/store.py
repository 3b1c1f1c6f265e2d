"""The one place that writes the catalog.

A write holds a lock, plans from the bytes it has read, writes beside the file, and exchanges
the two names. The displaced file is compared with what was read: where somebody saved in
between, theirs is put back and the plan is made anew.
"""

import ctypes
import errno
import hashlib
import os
import secrets
import signal
import stat
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, Self

from quotes.catalog import refusals
from quotes.catalog.document import Document, read_document
from quotes.catalog.faults import fault
from quotes.catalog.refusals import CatalogBusy, NotFlushed, insist_on_size
from quotes.catalog.root import (
    FOLDER,
    PEOPLE,
    SCHEMA,
    article_files,
    insist_inside,
    insist_on_name,
    is_article_file,
    leftovers,
    real,
    shown,
)
from quotes.catalog.wording import Text, decode
from quotes.errors import ChangedUnderneath, SystemFailed, UnreadableCatalog
from quotes.language import worded

__all__ = [
    "PEOPLE", "SCHEMA", "CatalogBusy", "NotFlushed", "Reviser", "Text", "Writing",
    "article_files", "decode", "is_article_file", "leftovers", "mentions", "read_bytes", "read_file", "read_text", "shown",
]  # fmt: skip

_TRIES = 4
_PATIENCE = 10.0
"""Seconds to wait for another run to finish."""

_MOMENT = 0.05
_LOOKS = 20
"""How often a file is looked at, a moment apart, until an editor has done with it."""

Reviser = Callable[[Document | None], str | None]
"""From what a file says (`None`: there is no file) to its new text (`None`: nothing to change)."""


def mentions(root: Path, name: str, words: str) -> bool:
    """Whether a file that cannot be read as YAML has the words somewhere."""
    path = root / FOLDER / f"{name}.yaml"
    return words.encode() in read_bytes(path, root)


def read_text(path: Path, root: Path) -> Text:
    return decode(read_bytes(path, root), shown(path, root))


def read_bytes(path: Path, root: Path) -> bytes:
    """Raises UnreadableCatalog, SystemFailed or FileNotFoundError."""
    insist_on_name(path, root)
    if path.is_symlink():
        insist_inside(path, root)
    return _read(path, shown(path, root))


def read_file(path: Path, root: Path) -> Document:
    """Raises UnreadableCatalog for a file that is not plain and sound YAML."""
    return read_document(read_text(path, root).text, shown(path, root))


def _read(path: Path, name: str) -> bytes:
    """Never more than a catalog file may hold, and never from a pipe that nobody fills."""
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise UnreadableCatalog((fault("E-FILE", name, why=worded("it is no ordinary file")),))
        with path.open("rb") as file:
            raw = file.read(refusals.LARGEST + 1)
    except FileNotFoundError:
        raise
    except OSError as error:
        raise SystemFailed(name, error) from None
    if len(raw) > refusals.LARGEST:
        insist_on_size(name, max(len(raw), path.stat().st_size))
    return raw


class Writing:
    """A batch of writes under one lock; folders are flushed to disk once, at the end.

    The lock keeps runs of this program apart. Editors do not know it: the comparison does.
    """

    def __init__(self, root: Path) -> None:
        from filelock import FileLock

        self._root = root
        self._lock = FileLock(str(root / FOLDER / ".lock"))
        self._touched: set[Path] = set()
        self._begun = False

    def __enter__(self) -> Self:
        from filelock import Timeout

        try:
            self._begin()
            self._lock.acquire(timeout=_PATIENCE)
        except Timeout:
            raise CatalogBusy(self._root / FOLDER) from None
        except OSError as error:
            raise SystemFailed(FOLDER, error) from None
        return self

    def __exit__(self, *_: object) -> None:
        try:
            try:
                for folder in sorted(self._touched):
                    _flush_folder(folder)
            finally:
                self._lock.release()
                self._undo_begin()
        except OSError as failure:
            raise NotFlushed(FOLDER, failure) from None

    def _begin(self) -> None:
        folder = self._root / FOLDER
        if not folder.is_dir():
            folder.mkdir(parents=True)
            self._begun = True

    def _undo_begin(self) -> None:
        """A folder that was begun for nothing goes again."""
        folder = self._root / FOLDER
        if self._begun and set(os.listdir(folder)) <= {".lock"}:
            (folder / ".lock").unlink(missing_ok=True)
            folder.rmdir()

    def revise(self, path: Path, reviser: Reviser) -> bool:
        """Bring a file to what the reviser says; False where there was nothing to change."""
        name = shown(real(path), self._root)
        return self.revise_text(
            path, lambda text: reviser(None if text is None else read_document(text, name))
        )

    def revise_text(self, path: Path, reviser: Callable[[str | None], str | None]) -> bool:
        insist_inside(path, self._root)
        target = real(path)
        name = shown(target, self._root)
        for _ in range(_TRIES):
            before = _settled(target, name)
            old = decode(before, name) if before is not None else None
            text = reviser(old.text if old else None)
            after = Text(text, old.bom if old else False).raw if text is not None else before
            if after == before or after is None:
                return False
            insist_on_size(name, len(after))
            if self._put(target, before, after):
                return True
        raise ChangedUnderneath(name)

    def put_back(self, path: Path, found: bytes | None, content: bytes) -> bool:
        """Bytes over what was found there, be it no text or nothing; False where that has changed since."""
        insist_inside(path, self._root)
        return self._put(real(path), found, content)

    def ensure(self, path: Path, content: str | bytes) -> bool:
        """Put a file there, and its folder, unless there is one; True where it is ours."""
        if real(path).exists():
            return False
        return self.put_back(path, None, content.encode() if isinstance(content, str) else content)

    def _put(self, target: Path, before: bytes | None, after: bytes) -> bool:
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            self._touched.add(target.parent)
            return _put(target, before, after)
        except OSError as error:
            raise SystemFailed(shown(target, self._root), error) from None


def _read_if_there(path: Path, name: str) -> bytes | None:
    try:
        return _read(path, name)
    except FileNotFoundError:
        return None


def _settled(path: Path, name: str) -> bytes | None:
    """Some editors empty a file before they fill it: an empty one is looked at again."""
    raw = _read_if_there(path, name)
    if raw == b"":
        time.sleep(_MOMENT)
        raw = _read_if_there(path, name)
    return raw


def _put(target: Path, before: bytes | None, after: bytes) -> bool:
    """False where the file is no longer what was read; then it is as somebody left it."""
    try:
        spare = _written_beside(target, after, None if before is None else target.stat())
    except FileNotFoundError:
        return False
    try:
        if before is None:
            return _put_new(spare, target)
        if _digest(target) != hashlib.sha256(before).digest():
            return False
        return _put_over(spare, target, before, after)
    except FileNotFoundError:
        return False
    finally:
        _discard(spare, before, after)


def _discard(spare: Path, *ours: bytes | None) -> None:
    """Anything but what we wrote or read is somebody's save: it stays, and `check` names it."""
    with suppress(OSError):
        if spare.read_bytes() in ours:
            spare.unlink()


def _written_beside(target: Path, content: bytes, like: os.stat_result | None) -> Path:
    """The content under a hidden name in the same folder, flushed to disk."""
    spare = target.with_name(f".{target.name}.{secrets.token_hex(4)}.quotes-tmp")
    handle = os.open(
        spare, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666
    )
    try:
        with open(handle, "wb") as file:
            if like:
                _keep_owner_and_mode(spare, like)
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        spare.unlink()
        raise
    return spare


def _keep_owner_and_mode(spare: Path, like: os.stat_result) -> None:
    made = spare.stat()
    if hasattr(os, "chown") and (made.st_uid, made.st_gid) != (like.st_uid, like.st_gid):
        with suppress(PermissionError):
            os.chown(spare, like.st_uid, like.st_gid)
    spare.chmod(stat.S_IMODE(like.st_mode))


def _put_new(spare: Path, target: Path) -> bool:
    """A hard link fails where a file has appeared meanwhile; a rename would bury it."""
    try:
        os.link(spare, target)
    except FileExistsError:
        return False
    except OSError as error:
        if error.errno not in (errno.EPERM, errno.ENOTSUP, errno.ENOSYS):
            raise
        if target.exists():
            return False
        spare.replace(target)
    return True


def _put_over(spare: Path, target: Path, before: bytes, after: bytes) -> bool:
    if not _exchange(spare, target):
        spare.replace(target)
        return True
    if _is_at_rest(spare) and spare.read_bytes() == before:
        return True
    _exchange(spare, target)
    if spare.read_bytes() != after:
        # Somebody saved once more, over ours: that save is the newest, so it goes back.
        _exchange(spare, target)
    return False


def _is_at_rest(path: Path) -> bool:
    """Whether nobody is writing into the file; an editor in the middle of a save is waited for."""
    for _ in range(_LOOKS):
        if not _is_open_for_writing(path):
            return True
        time.sleep(_MOMENT)
    return False


def _is_open_for_writing(path: Path) -> bool:
    """The kernel lends a file for reading only while no one holds it for writing (Linux)."""
    try:
        import fcntl

        lease, signal_of = fcntl.F_SETLEASE, fcntl.F_SETSIG
    except (ImportError, AttributeError):
        return False
    handle = os.open(path, os.O_RDONLY)
    try:
        # Should anybody open it just now, the kernel tells us so with a signal we may ignore.
        fcntl.fcntl(handle, signal_of, signal.SIGURG)
        fcntl.fcntl(handle, lease, fcntl.F_RDLCK)
        fcntl.fcntl(handle, lease, fcntl.F_UNLCK)
    except OSError as error:
        return error.errno == errno.EAGAIN
    finally:
        os.close(handle)
    return False


def _digest(path: Path) -> bytes:
    with suppress(FileNotFoundError):
        return hashlib.sha256(path.read_bytes()).digest()
    return b""


def _renameat2() -> Any:
    try:
        return ctypes.CDLL(None, use_errno=True).renameat2
    except (OSError, AttributeError, TypeError):
        return None


def _exchange(one: Path, other: Path) -> bool:
    """Swap two names in one step; False where the system cannot."""
    swap = _renameat2()
    if swap is None:
        return False
    here, both = -100, 2  # AT_FDCWD, RENAME_EXCHANGE
    if swap(here, os.fsencode(one), here, os.fsencode(other), both) == 0:
        return True
    code = ctypes.get_errno()
    if code in (errno.ENOSYS, errno.EINVAL, errno.ENOTSUP):
        return False
    raise OSError(code, os.strerror(code), str(other))


def _flush_folder(folder: Path) -> None:
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
