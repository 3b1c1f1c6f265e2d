"""What tells a sound index from one that was damaged, however well it keeps the form of a database.

Beside the index lies its seal: size, times and checksum of the file as it was left by whoever wrote
it last. One at a time writes, and seals before anybody else may write; so an index that does not
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
"""SQLite takes up what it finds under these names; an index is written without any of them."""


def is_sound(place: Path, version: int) -> bool:
    """Whether the file is as it was sealed by a program of this version."""
    kept = derived.load(_name(place), version)
    if kept is None or any(each.exists() for each in _beside(place)):
        return False
    *stamp, checksum = kept
    now = derived.stamp_of(place)
    if now == stamp and now[0] > READ_THROUGH:
        return True
    return bool(now[0] == stamp[0] and derived.checksum_of_file(place) == checksum)


def seal(place: Path, version: int) -> None:
    """To be called by whoever has the turn, when what was written is on the disk."""
    derived.save(_name(place), version, [*derived.stamp_of(place), derived.checksum_of_file(place)])


@contextmanager
def turn(place: Path) -> Iterator[None]:
    """Among those who would write this index. Raises sqlite3.Error where it cannot be had.

    The lock is SQLite's own, on an empty database beside: it ends with the process that holds it.
    """
    lock = place.with_suffix(".turn")
    derived.make_room(lock)
    with closing(sqlite3.connect(lock, timeout=PATIENCE, isolation_level=None)) as held:
        try:
            held.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError:
            raise
        except sqlite3.DatabaseError:
            derived.throw_away(lock)  # no lock but some other file; the next one makes it anew
            raise
        yield


def break_up(place: Path) -> None:
    """The index, its seal, and what may lie beside it."""
    derived.throw_away(place, place.with_suffix(".seal"), *_beside(place))


def _beside(place: Path) -> list[Path]:
    return [place.with_name(place.name + end) for end in BESIDE]


def _name(place: Path) -> str:
    return f"{place.parent.name}/{place.stem}.seal"
