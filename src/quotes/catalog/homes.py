"""Where each article is kept, as the index has it, and which articles need not be read again.

An article is settled when extracting it has changed nothing and has nothing to suggest. It stays so
while its bytes, its catalog file, people.yaml, what was asked for and the program itself are the same.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from quotes import derived
from quotes.catalog.entries import Source, source_from
from quotes.catalog.index import amended, open_index
from quotes.catalog.root import FOLDER, PEOPLE
from quotes.errors import Problem

_PUT = "INSERT OR REPLACE INTO settled VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"


class Home(NamedTuple):
    """A catalog file, and the article that it keeps."""

    path: str
    source: Source
    first_id: str | None
    problems: tuple[Problem, ...]
    """Why it cannot be read, if it cannot."""


class Settled(NamedTuple):
    """What extracting an article has found, and found to be in order."""

    source: str
    home: str
    home_hash: bytes
    unchanged: int
    kept: int
    hash: bytes
    """Of the article."""
    read: int
    """No later than its bytes were read, in nanoseconds since 1970."""


class Homes:
    """One look at the whole catalog, for a run over many articles."""

    def __init__(self, root: Path, terms: bool) -> None:
        self._root = root
        self._database = open_index(root)
        hashes = self._database.execute("SELECT path, hash FROM files")
        self._hashes: dict[str, bytes] = dict(hashes.fetchall())
        people = self._hashes.get(f"{FOLDER}/{PEOPLE}.yaml", b"").hex()
        self._told = json.dumps([derived.program_stamp(), people, terms])
        asked = "SELECT * FROM settled WHERE told = ?"
        self._settled = {row[0]: row[2:] for row in self._database.execute(asked, [self._told])}

    def __iter__(self) -> Iterator[Home]:
        rows = self._database.execute(
            "SELECT path, holds, problems, (SELECT id FROM entries WHERE file = number"
            " AND id IS NOT NULL ORDER BY at LIMIT 1) FROM files f ORDER BY path"
        )
        for path, holds, problems, first in rows:
            if path != f"{FOLDER}/{PEOPLE}.yaml":
                told = tuple(Problem(*each) for each in json.loads(problems))
                yield Home(path, source_from(json.loads(holds)), first, told)

    def gives(self, name: str) -> bool:
        """Whether an entry has this id."""
        found = self._database.execute("SELECT 1 FROM entries WHERE id = ?", (name,))
        return found.fetchone() is not None

    def settled(self, source: str) -> Settled | None:
        """What was found of an article, if nothing can have changed since."""
        row = self._settled.get(source)
        if row is None:
            return None
        *stamp, read, digest, home, home_hash, unchanged, kept = row
        if self._hashes.get(home) != home_hash or not self._is_as_read(source, stamp, read, digest):
            return None
        return Settled(source, home, home_hash, unchanged, kept, digest, read)

    def _is_as_read(self, source: str, stamp: list[int], read: int, digest: bytes) -> bool:
        path = self._root / source
        if derived.stamp_of(path) == stamp and derived.is_settled(stamp, read):
            return True
        return derived.digest_of_file(path) == digest

    def settle(self, found: Iterable[Settled]) -> None:
        """Remember what need not be read again; where there is no room, it is read again."""
        rows = [
            (
                each.source, self._told, *derived.stamp_of(self._root / each.source), each.read,
                each.hash, each.home, each.home_hash, each.unchanged, each.kept,
            )
            for each in found
        ]  # fmt: skip
        with suppress(sqlite3.Error, OSError), amended(self._database):
            self._database.executemany(_PUT, rows)
