"""What tells a sound index from one that was damaged, however well it keeps the form of a database.

Beside the index lies its seal: size, times and checksum of the file as it was left by whoever wrote
it last. One at a time writes, and seals before it is anybody else's turn; so an index that does not
fit its seal was damaged, or left half done, and is made anew.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from quotes import derived

READ_THROUGH = 8 << 20
"""Bytes, some five milliseconds: up to so many the checksum is taken before every answer, so that
damage is seen that leaves the times of a file as they were. Of larger ones it is taken as soon as
the times are others."""

PATIENCE = 30.0
"""Seconds to wait for another process that brings the same index up to date."""

BESIDE = ("-journal", "-wal", "-shm")
"""SQLite takes up what it finds under these names: a writer that was killed has left them, or somebody
else."""

_NOT_ITS_FAULT = frozenset(
    {
        sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_NOMEM, sqlite3.SQLITE_INTERRUPT,
    }
)  # fmt: skip


def is_sound(place: Path, version: int, *, at_a_glance: bool = False) -> bool:
    """Whether the file is as it was sealed by a program of this version.

    At a glance a large file with other times is not: whoever has the turn looks closer, and seals anew.
    """
    kept = derived.load_from(_seal_of(place), version)
    if kept is None or any(each.exists() for each in _beside(place)):
        return False
    *stamp, checksum = kept
    now = derived.stamp_of(place)
    if now[0] != stamp[0]:
        return False
    if now[0] > READ_THROUGH and (at_a_glance or now == stamp):
        return bool(now == stamp)
    return bool(derived.checksum_of_file(place) == checksum)


def seal(place: Path, version: int) -> None:
    """To be called by whoever has the turn, when what was written is handed to the system."""
    stamp, checksum = derived.stamp_of(place), derived.checksum_of_file(place)
    if checksum is not None:
        derived.save_at(_seal_of(place), version, [*stamp, checksum])


def is_damage(error: Exception) -> bool:
    """Whether the index is to blame, and not a full disk or somebody who has it in hand."""
    code: int = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT)
    return code & 0xFF not in _NOT_ITS_FAULT


@contextmanager
def turn(place: Path) -> Iterator[None]:
    """Among those who would write this index. Raises sqlite3.Error where it cannot be had.

    The lock is SQLite's own, on an empty database beside: it ends with the process that holds it.
    """
    lock = place.with_suffix(".turn")
    derived.make_room(lock)
    with closing(sqlite3.connect(lock, timeout=PATIENCE, isolation_level=None)) as held:
        try:
            held.execute("PRAGMA journal_mode=MEMORY")
            held.execute("BEGIN EXCLUSIVE")
            held.execute(
                "PRAGMA user_version=1"
            )  # or a lock that may only be read would let all in
        except sqlite3.DatabaseError as error:
            if is_damage(error):
                derived.throw_away(lock)  # another file, or another's; the next one makes it anew
            raise
        yield


def break_up(place: Path) -> None:
    """Take away the index, its seal, and what lies beside it. Raises OSError where anything stays."""
    parts = (place, _seal_of(place), *_beside(place))
    derived.throw_away(*parts)
    for each in parts:
        if each.exists():
            raise OSError(f"{each} cannot be taken away")


def _seal_of(place: Path) -> Path:
    return place.with_suffix(".seal")


def _beside(place: Path) -> list[Path]:
    return [place.with_name(place.name + end) for end in BESIDE]
