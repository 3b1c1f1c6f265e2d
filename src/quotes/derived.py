"""Derived files: what can be made again at any time, kept in the user's cache folder.

Nobody's work is in them. One that is missing, damaged, of another version, or that cannot be
written, costs time and nothing else. `QUOTES_CACHE` names another folder; `off` keeps none.
"""

import errno
import json
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import lru_cache
from io import BufferedReader
from pathlib import Path
from typing import Any
from zlib import adler32, crc32

VARIABLE = "QUOTES_CACHE"
_OFF = "off"

RECENT = 2_000_000_000
"""Nanoseconds: a file saved so shortly before it was read may be saved again at the same time."""

LONGEST = 64 << 20
"""Bytes of what is kept as JSON; the rules take less than one million."""

_PIECE = 1 << 20
_COLUMN = 1 << 63
"""Numbers below this, and not below its negative, fit a column of SQLite."""


def folder() -> Path | None:
    """Where derived files are kept; `None` where none shall be."""
    named = os.environ.get(VARIABLE)
    if named == _OFF:
        return None
    if named:
        try:
            return Path(named).expanduser()
        except RuntimeError:  # nobody of that name has a home
            return None
    from platformdirs import user_cache_path

    return user_cache_path("quotes", appauthor=False)


def load(name: str, stamp: object) -> Any:
    """What was saved under this name and stamp; `None` if there is nothing, or it is damaged."""
    place = folder()
    return None if place is None else load_from(place / name, stamp)


def save(name: str, stamp: object, value: object) -> None:
    place = folder()
    if place is not None:
        save_at(place / name, stamp, value)


def load_from(place: Path, stamp: object) -> Any:
    """The same for a file with a place of its own."""
    try:
        digest, _, content = _read(place).partition(b"\n")
        if digest.decode() != _digest(content):
            return None
        saved = json.loads(content)
        return saved["value"] if saved["stamp"] == json.loads(json.dumps(stamp)) else None
    except (OSError, ValueError, RecursionError, TypeError, KeyError):
        return None


def _read(place: Path) -> bytes:
    """Raises OSError, also for a file that is longer than any of ours."""
    with _ordinary(place) as file:
        content = file.read(LONGEST + 1)
    if len(content) > LONGEST:
        raise OSError(errno.EFBIG, os.strerror(errno.EFBIG), str(place))
    return content


def save_at(place: Path, stamp: object, value: object) -> None:
    """Beside the old file first, then in its place, so that nobody reads half of it."""
    content = json.dumps({"stamp": stamp, "value": value}, ensure_ascii=False).encode()
    written = place.with_name(f".{place.name}.{os.getpid()}")
    try:
        make_room(place)
        written.write_bytes(_digest(content).encode() + b"\n" + content)
        written.replace(place)
    except OSError:
        throw_away(written)


def put(place: Path, content: bytes) -> None:
    """A file that somebody asks for by name, there whole or not at all. Raises OSError."""
    if place.exists() and not place.is_file():
        _put_into(place, content)
        return
    target = Path(os.path.realpath(place))
    written = target.with_name(f".{os.getpid()}.quotes-tmp")
    try:
        written.write_bytes(content)
        written.replace(target)
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(place)) from None
    finally:
        with suppress(OSError):
            written.unlink()


def _put_into(place: Path, content: bytes) -> None:
    """A pipe or a device, where nothing can be put in its place."""
    try:
        place.write_bytes(content)
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(place)) from None


def put_if_other(place: Path, content: bytes) -> None:
    """The same, and what is there already is left as it is. Its folders are made."""
    if place.exists() and not place.is_file():
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(place))
    if digest_of_file(place) == digest_of(content):
        return
    place.parent.mkdir(parents=True, exist_ok=True)
    put(place, content)


def digest_of(raw: bytes) -> bytes:
    """What tells that a file is another, however alike it is."""
    from hashlib import sha256

    return sha256(raw).digest()


def digest_of_file(path: Path) -> bytes:
    """The same of a file; nothing where it cannot be read, or is a pipe or device that might never end."""
    from hashlib import file_digest

    with suppress(OSError), _ordinary(path) as file:
        return file_digest(file, "sha256").digest()
    return b""


def has_near_top(path: Path, words: bytes) -> bool:
    """Whether a file has the words within its first megabyte."""
    with suppress(OSError), _ordinary(path) as file:
        return words in file.read(_PIECE)
    return False


@contextmanager
def _ordinary(path: Path) -> Iterator[BufferedReader]:
    """A file, open for reading. Raises OSError for a pipe or a device as well."""
    with open(path, "rb", opener=without_waiting) as file:
        if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            raise OSError(errno.EINVAL, os.strerror(errno.EINVAL), str(path))
        yield file


def without_waiting(path: str, _: int) -> int:
    """For `open`: a pipe that nobody writes to would keep us waiting for ever; Windows would change line
    ends.
    """
    return os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))


def checksum_of_file(path: Path) -> int | None:
    """What tells that a file was damaged, up to four gigabytes a second; `None` where it cannot be read.

    Whoever asks it of a database lets go of all locks that this process holds on it (POSIX): nothing may
    be under way there in another thread.
    """
    found = 0
    with suppress(OSError), _ordinary(path) as file:
        while piece := file.read(_PIECE):
            found = crc32(piece, found)
        return found
    return None


def stamp_of(file: os.DirEntry[str] | Path) -> list[int]:
    """Size, time of the last save, of the last change of anything, and inode; in nanoseconds."""
    try:
        fact = file.stat()
    except OSError:
        return [0, 0, 0, 0]
    stamp = [fact.st_size, fact.st_mtime_ns, fact.st_ctime_ns, fact.st_ino]
    return stamp if max(stamp) < _COLUMN else [_in_column(each) for each in stamp]


def _in_column(number: int) -> int:
    """As a column of SQLite holds it: times after 2262 and some inodes take the upper half."""
    return (number + _COLUMN) % (2 * _COLUMN) - _COLUMN


def is_settled(stamp: list[int], read: int) -> bool:
    """Whether a file that was read then cannot have been saved again within the same tick."""
    return max(stamp[1:3]) + RECENT <= read


@lru_cache(maxsize=1)
def program_stamp() -> str:
    """Another one as soon as any file of the program is another."""
    folder = Path(__file__).parent
    facts = [
        (str(path.relative_to(folder)), path.stat().st_size, path.stat().st_mtime_ns)
        for ending in ("py", "yaml")
        for path in sorted(folder.rglob(f"*.{ending}"))
    ]
    return f"{crc32(repr(facts).encode()):08x}"


@lru_cache(maxsize=1)
def program_digest() -> str:
    """The same on every machine that has the same program: of what its files hold, and nothing else."""
    from hashlib import sha256

    folder, whole = Path(__file__).parent, sha256()
    for path in sorted(each for ending in ("py", "yaml") for each in folder.rglob(f"*.{ending}")):
        whole.update(path.relative_to(folder).as_posix().encode() + b"\0")
        whole.update(digest_of_file(path))
    return whole.hexdigest()[:16]


def make_room(place: Path) -> None:
    """The folder for a file that somebody else will write. Raises OSError."""
    place.parent.mkdir(parents=True, exist_ok=True)


def throw_away(*places: Path) -> None:
    for each in places:
        with suppress(OSError):
            each.unlink()


def _digest(content: bytes) -> str:
    """Against damage, not against malice: nobody else writes into this folder."""
    return f"{len(content)} {crc32(content):08x} {adler32(content):08x}"
