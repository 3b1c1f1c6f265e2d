"""The catalog as its index has it: what reading commands ask, answered without parsing YAML."""

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

from quotes.catalog.entries import Source, entry_from, source_from
from quotes.catalog.index import grams, index_in_memory, open_index, proof, throw_away
from quotes.catalog.kept import Kept, Wanted, known_of
from quotes.catalog.root import FOLDER, PEOPLE
from quotes.catalog.seal import is_damage
from quotes.catalog.speakers import People, Person, Role, Speakers
from quotes.errors import Problem
from quotes.script import key, remember

_FEW = 4
"""Runs of two characters that are asked of the index for words: the rarest of them."""

_RUN = 2
"""Characters of a run: words of so many are held wherever their run is."""

MANY = 20_000
"""Entries that hold a run before it is no help in finding the shortest of them."""

MOST_ALIKE = 20_000
"""Entries at which something like the words is looked for: those that share their rarest runs."""

_SELECT = """
SELECT f.path, f.holds, e.at, e.fields, e.proof FROM entries e JOIN files f ON f.number = e.file
"""
_ANY = "e.number IN (SELECT value FROM json_each(?))"
_HAS_RUNS = "e.number IN (SELECT rowid FROM runs WHERE runs MATCH ?)"
_NOT_DROPPED = "(e.status IS NULL OR e.status != 'drop')"

T = TypeVar("T")


class Lookup:
    """The entries of a catalog, fetched as they are asked for.

    They are the same as those of `open_shelf`, in the same order.
    """

    def __init__(self, root: Path, titles: Callable[[], Set[str]]) -> None:
        self.root = root
        self._titles = titles
        self._database = open_index(root)
        self._sources: dict[str, Source] = {}

    def _asked(self, answer: Callable[[], T]) -> T:
        """An index that turns out to be damaged is made anew, once; one that somebody has in hand for
        longer than anybody waits is left to him.
        """
        try:
            return answer()
        except (sqlite3.DatabaseError, ValueError, TypeError, RecursionError) as error:
            self._database.close()
            if is_damage(error):
                throw_away(self.root)
                self._database = open_index(self.root)
            else:
                self._database = index_in_memory(self.root)
            return answer()

    def _rows(self, statement: str, *values: object) -> list[tuple[Any, ...]]:
        return self._asked(lambda: self._database.execute(statement, values).fetchall())

    @cached_property
    def broken(self) -> tuple[Problem, ...]:
        """Files that cannot be read; their entries are missing here."""
        told = self._rows("SELECT problems FROM files WHERE problems != '[]' ORDER BY path")
        return tuple(Problem(*each) for (text,) in told for each in json.loads(text))

    @cached_property
    def sources(self) -> frozenset[str]:
        """The articles that the files name, those without entries too."""
        holds = self._rows("SELECT holds FROM files WHERE path != ?", f"{FOLDER}/{PEOPLE}.yaml")
        return frozenset(filter(None, (json.loads(each).get("file") for (each,) in holds)))

    @cached_property
    def is_empty(self) -> bool:
        """Of a file that cannot be read nobody knows."""
        return not self.broken and not self._rows("SELECT 1 FROM entries LIMIT 1")

    @cached_property
    def people(self) -> People:
        path = f"{FOLDER}/{PEOPLE}.yaml"
        for (holds,) in self._rows("SELECT holds FROM files WHERE path = ?", path):
            held = json.loads(holds)
            remember(held.get("keys", {}))
            return People.of(map(_person, held.get("persons", ())))
        return People()

    @cached_property
    def speakers(self) -> Speakers:
        printed = dict(self._rows("SELECT printed, key FROM speakers WHERE entries > 0"))
        remember(printed)
        return Speakers(self.people, printed, self._titles)

    @cached_property
    def kept(self) -> tuple[Kept, ...]:
        """Every entry."""
        return self.select(Wanted())

    def select(self, wanted: Wanted) -> tuple[Kept, ...]:
        """All that may be wanted, in the order of the files; `choose` decides."""
        return self._asked(lambda: tuple(self._kept(*_conditions(wanted))))

    def entry(self, name: str) -> Kept | None:
        """The first entry with this id."""
        return self._asked(lambda: next(self._kept("e.id = ?", [name]), None))

    def ids(self) -> list[str]:
        rows = self._rows("SELECT id FROM entries WHERE id IS NOT NULL ORDER BY id")
        return [each for (each,) in rows]

    def holding(self, words: Sequence[str], most: int | None) -> tuple[Kept, ...]:
        """Entries that hold each of these keys; or the `most` shortest of those not dropped.

        What thousands hold is found soonest by going through the entries from the shortest on.
        """
        runs = sorted((count, run) for each in words for run, count in self._counted(each))
        is_common = not runs or (runs[0][0] > MANY and most is not None)
        tests, values = ([], []) if is_common else ([_HAS_RUNS], [_all_of(runs)])
        longer = [each for each in words if is_common or len(each) != _RUN]
        condition = " AND ".join([*tests, *["instr(e.key, ?)"] * len(longer)])
        values += longer
        if most is None:
            return self._asked(lambda: tuple(self._kept(condition, values)))
        by = "INDEXED BY entries_by_size" if is_common else ""
        statement = (
            f"SELECT e.number FROM entries e {by} WHERE {condition} AND {_NOT_DROPPED}"
            " ORDER BY e.size, e.id LIMIT ?"
        )
        found = self._rows(statement, *values, most)
        return self.numbered(number for (number,) in found)

    def near(self, words: str) -> list[tuple[int, str]]:
        """Number and key of entries that share the rarest runs of the words: those worth a look."""
        chosen: list[str] = []
        total = 0
        for run, count in self._counted(words):
            if chosen and total + count > MOST_ALIKE:
                break
            chosen.append(run)
            total += count
        if not chosen:
            return []
        found = " OR ".join(chosen)
        statement = f"SELECT e.number, e.key FROM entries e WHERE {_HAS_RUNS}"
        return self._rows(statement, found)

    def numbered(self, numbers: Iterable[int]) -> tuple[Kept, ...]:
        """The entries of these numbers, in the order of the files."""
        listed = json.dumps(list(numbers))
        return tuple(self._kept(_ANY, [listed]))

    def _counted(self, words: str) -> list[tuple[str, int]]:
        """The runs of a key with the number of entries that have them, the rarest first."""
        runs = grams(words).split()
        known = dict(
            self._rows(
                "SELECT term, doc FROM counts WHERE term IN (SELECT value FROM json_each(?))",
                json.dumps(runs),
            )
        )
        return sorted(((run, known.get(run, 0)) for run in runs), key=lambda each: each[::-1])

    def _kept(self, condition: str, values: Sequence[object]) -> Iterator[Kept]:
        statement = f"{_SELECT} WHERE {condition} ORDER BY f.path, e.at"
        for path, holds, at, fields, checked in self._database.execute(statement, values):
            if proof(fields) != checked:
                raise sqlite3.DatabaseError("a row that is not as it was written")
            entry = entry_from(json.loads(fields))
            yield known_of(entry, self._source(path, holds), path, at, self.speakers)

    def _source(self, path: str, holds: str) -> Source:
        if path not in self._sources:
            self._sources[path] = source_from(json.loads(holds))
        return self._sources[path]


def _all_of(runs: Sequence[tuple[int, str]]) -> str:
    """The rarest runs: whoever has these has mostly the others too, and all are looked at."""
    return " ".join(run for _, run in runs[:_FEW])


def _person(values: dict[str, Any]) -> Person:
    roles = tuple(Role(**role) for role in values["roles"])
    return Person(values["name"], tuple(values["aliases"]), roles)


def _conditions(wanted: Wanted) -> tuple[str, list[object]]:
    """What the index can tell of what is wanted; it never leaves out what `choose` would take."""
    tests: list[str] = ["1"]
    values: list[object] = []
    if wanted.speakers is not None:
        tests.append("e.speaker IN (SELECT value FROM json_each(?))")
        values.append(json.dumps(sorted(wanted.speakers)))
    if wanted.kinds:
        tests.append("e.kind IN (SELECT value FROM json_each(?))")
        values.append(json.dumps(wanted.kinds))
    if wanted.grep and (runs := grams(key(wanted.grep))):
        tests.append(_HAS_RUNS)
        values.append(runs)
    for column, sign, day in (("last", ">=", wanted.since), ("first", "<=", wanted.until)):
        if day is not None:
            tests.append(f"(e.{column} IS NULL OR e.{column} {sign} ?)")
            values.append(day.toordinal())
    return " AND ".join(tests), values
