"""A disposable index of the catalog, so that reading it does not mean parsing it.

It is SQLite in the user's cache folder, one file a project, brought up to date before every
answer: a catalog file whose size, times and inode are as they were is not read again; one that was
saved within the last moments is compared by its hash; all others are parsed anew. An index that is
not as it was sealed is made anew; where no file can be kept, the same is made in memory: neither
damaging nor deleting it changes an answer.
"""

import json
import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple
from zlib import adler32, crc32

from quotes import derived
from quotes.catalog.root import FOLDER, PEOPLE, is_article_name
from quotes.catalog.seal import PATIENCE, break_up, is_damage, is_sound, seal, turn
from quotes.errors import SystemFailed
from quotes.unseen import storable

VERSION = 4
"""Grows whenever the tables, or what is written into them, change."""

_TOUCH = "UPDATE files SET read = ?, size = ?, mtime = ?, ctime = ?, inode = ?"

_TABLES = """
CREATE TABLE project (path TEXT, listing TEXT, read INTEGER);
CREATE TABLE files (
  number INTEGER PRIMARY KEY, path TEXT UNIQUE, read INTEGER,
  size INTEGER, mtime INTEGER, ctime INTEGER, inode INTEGER, hash BLOB, holds TEXT, problems TEXT
);
CREATE TABLE entries (
  number INTEGER PRIMARY KEY, file INTEGER, at INTEGER, id TEXT, speaker TEXT, kind TEXT,
  status TEXT, first INTEGER, last INTEGER, key TEXT, size INTEGER, fields TEXT, proof INTEGER
);
CREATE INDEX entries_by_file ON entries (file);
CREATE INDEX entries_by_id ON entries (id);
CREATE INDEX entries_by_speaker ON entries (speaker);
CREATE INDEX entries_by_size ON entries (size, id);
CREATE TABLE speakers (printed TEXT PRIMARY KEY, key TEXT, entries INTEGER) WITHOUT ROWID;
CREATE VIRTUAL TABLE runs USING fts5 (grams, content='', detail=none);
CREATE VIRTUAL TABLE counts USING fts5vocab (runs, row);
CREATE TABLE settled (
  source TEXT PRIMARY KEY, told TEXT, size INTEGER, mtime INTEGER, ctime INTEGER, inode INTEGER,
  read INTEGER, hash BLOB, home TEXT, home_hash BLOB, unchanged INTEGER, kept INTEGER
) WITHOUT ROWID
"""


class Stale(NamedTuple):
    """A file that must be read, and its number if an older state of it is filed."""

    path: Path
    name: str
    stamp: tuple[int, ...]
    """As `derived.stamp_of` has it."""
    number: int | None


def open_index(root: Path) -> sqlite3.Connection:
    """The index as it must be now. Raises SystemFailed where the catalog's folder cannot be read."""
    place = _place(root)
    if place is not None:
        with suppress(sqlite3.Error, OSError, ValueError, TypeError, RecursionError):
            if (database := _current(place, root)) is not None:
                return database
        with suppress(sqlite3.Error, OSError):
            return _made_current(place, root)
    return index_in_memory(root)


def index_in_memory(root: Path) -> sqlite3.Connection:
    """The same where no file can be kept, or had."""
    return _refreshed(_begun(":memory:", root), root)


def _place(root: Path) -> Path | None:
    folder = derived.folder()
    path = os.fsencode(root.resolve())
    name = f"{crc32(path):08x}{adler32(path):08x}{len(path):x}"
    return folder / "catalogs" / f"{name}.sqlite" if folder else None


def _current(place: Path, root: Path) -> sqlite3.Connection | None:
    """The index as it lies there, if it is sound and nothing has changed since."""
    before = derived.stamp_of(place)
    if not is_sound(place, VERSION, at_a_glance=True):
        return None
    database = _opened(place, root)
    with _closed_on_failure(database):
        if _is_current(database, _listed(root)) and derived.stamp_of(place) == before:
            return database
    database.close()
    return None


def _made_current(place: Path, root: Path) -> sqlite3.Connection:
    """By one process at a time."""
    with turn(place):
        database = _mended(place, root) or _refreshed(_begun(_address(place, "rwc"), root), root)
        seal(place, VERSION)
        return database


def _mended(place: Path, root: Path) -> sqlite3.Connection | None:
    """What lies there, brought up to date. If it is damaged, or of another version or project, nothing
    lies there afterwards.
    """
    try:
        if is_sound(place, VERSION):
            return _refreshed(_opened(place, root), root)
    except (sqlite3.DatabaseError, ValueError, TypeError, RecursionError) as error:
        if not is_damage(error):
            raise
    break_up(place)
    return None


def throw_away(root: Path) -> None:
    """The next answer makes it anew."""
    place = _place(root)
    if place is not None:
        with suppress(sqlite3.Error, OSError), turn(place):
            break_up(place)


@contextmanager
def amended(database: sqlite3.Connection) -> Iterator[None]:
    """Something that is put into an index besides what the files say: whole, or not at all.

    Raises sqlite3.Error where it cannot be put there, or where the index was damaged meanwhile.
    """
    [(_, _, name)] = database.execute("PRAGMA database_list")
    if not name:
        with _transaction(database):
            yield
        return
    place = Path(name)
    with turn(place):
        if not is_sound(place, VERSION):
            raise sqlite3.DatabaseError("an index that is not as it was sealed")
        with _transaction(database):
            yield
        seal(place, VERSION)


@contextmanager
def _transaction(database: sqlite3.Connection) -> Iterator[None]:
    database.execute("BEGIN IMMEDIATE")
    try:
        yield
        database.execute("COMMIT")
    except BaseException:
        if database.in_transaction:
            database.execute("ROLLBACK")
        raise


@contextmanager
def _closed_on_failure(database: sqlite3.Connection) -> Iterator[None]:
    """Or a system that keeps open files from going would keep a damaged one."""
    try:
        yield
    except BaseException:
        database.close()
        raise


def _opened(place: Path, root: Path) -> sqlite3.Connection:
    """An index that is there. What is written into it is shown to others at once, and not before."""
    database = _connected(_address(place, "rw"))
    with _closed_on_failure(database):
        database.execute("PRAGMA cache_spill=OFF")
        if database.execute("SELECT path FROM project").fetchone() != (str(root.resolve()),):
            raise sqlite3.DatabaseError("the index of another project")
    return database


def _begun(address: str, root: Path) -> sqlite3.Connection:
    """One that nothing is in yet."""
    database = _connected(address)
    with _closed_on_failure(database), _transaction(database):
        for statement in _TABLES.split(";"):
            database.execute(statement)
        database.execute("INSERT INTO project VALUES (?, NULL, NULL)", (str(root.resolve()),))
    return database


def _address(place: Path, mode: str) -> str:
    return f"{place.absolute().as_uri()}?mode={mode}"


def _connected(address: str) -> sqlite3.Connection:
    database = sqlite3.connect(address, uri=True, timeout=PATIENCE, isolation_level=None)
    with _closed_on_failure(database):
        for pragma in ("journal_mode=DELETE", "synchronous=OFF", "mmap_size=1073741824"):
            database.execute(f"PRAGMA {pragma}")
    return database


def _refreshed(database: sqlite3.Connection, root: Path) -> sqlite3.Connection:
    with _closed_on_failure(database):
        if not _is_current(database, _listed(root)):
            with _transaction(database):
                _refresh(database, root)
    return database


def _is_current(database: sqlite3.Connection, listing: dict[str, list[int]]) -> bool:
    """Nothing is looked at file by file while the listing is as it was, and has been for a moment."""
    [(seen, read)] = database.execute("SELECT listing, read FROM project")
    settled = all(derived.is_settled(stamp, read or 0) for stamp in listing.values())
    return settled and seen is not None and bool(json.loads(seen) == listing)


def _refresh(database: sqlite3.Connection, root: Path) -> None:
    read = time.time_ns()
    listing = _listed(root)
    stale, gone = _changes(database, root, listing)
    other = [each for each in stale if not _is_as_filed(database, each)]
    if other or gone:
        from quotes.catalog.filing import bring_up_to_date

        bring_up_to_date(database, root, other, gone)
    facts = (json.dumps(listing), read)
    database.execute("UPDATE project SET listing = ?, read = ?", facts)


def _is_as_filed(database: sqlite3.Connection, stale: Stale) -> bool:
    """A file with other times, or saved a moment ago, may hold what it held: then nothing is parsed."""
    if stale.number is None:
        return False
    read = time.time_ns()
    digest = derived.digest_of_file(stale.path)
    facts = (read, *stale.stamp, stale.number, digest)
    done = database.execute(f"{_TOUCH} WHERE number = ? AND hash = ? AND hash != x''", facts)
    return done.rowcount == 1


def _changes(
    database: sqlite3.Connection, root: Path, listing: dict[str, list[int]]
) -> tuple[list[Stale], list[int]]:
    """Files that must be read, and the numbers of those that are no longer there."""
    filed = database.execute("SELECT path, number, read, size, mtime, ctime, inode FROM files")
    known = {path: (number, read, stamp) for path, number, read, *stamp in filed}
    stale: list[Stale] = []
    for name, stamp in sorted(listing.items()):
        number, read, old = known.pop(name, (None, 0, None))
        if stamp != old or not derived.is_settled(stamp, read):
            stale.append(Stale(root / name, name, tuple(stamp), number))
    return stale, [number for number, *_ in known.values()]


def _listed(root: Path) -> dict[str, list[int]]:
    """The files of the catalog, each with what tells its state without reading it."""
    people = f"{PEOPLE}.yaml"
    try:
        with os.scandir(root / FOLDER) as listed:
            return {
                f"{FOLDER}/{storable(each.name)}": derived.stamp_of(each)
                for each in listed
                if is_article_name(each.name) or each.name == people
            }
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise SystemFailed(FOLDER, error) from None


def grams(words: str) -> str:
    """All runs of two characters of a key, each once, in letters that no tokenizer splits.

    Two, and not the usual three: most Chinese words have two characters.

    >>> grams("武汉武汉")
    '6b66x6c49 6c49x6b66'
    """
    pairs = (f"{ord(one):x}x{ord(two):x}" for one, two in pairwise(words))
    return " ".join(dict.fromkeys(pairs))


def proof(fields: str) -> int:
    """A row that was damaged on the disk does not pass for what somebody said."""
    return crc32(fields.encode())
