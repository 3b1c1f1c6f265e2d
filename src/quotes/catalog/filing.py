"""What the files of the catalog say, as rows of the index."""

import json
import sqlite3
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from quotes.catalog import store
from quotes.catalog.document import Document, read_document
from quotes.catalog.entries import filled
from quotes.catalog.faults import fault
from quotes.catalog.index import Stale, grams, proof
from quotes.catalog.kept import days
from quotes.catalog.people import read_people
from quotes.catalog.root import PEOPLE
from quotes.catalog.speakers import Person
from quotes.derived import digest_of
from quotes.errors import Problem, SystemFailed, UnreadableCatalog
from quotes.script import key
from quotes.uncollected import uncollected

_PUT_ENTRY = """
INSERT INTO entries
  (file, at, id, speaker, kind, status, first, last, key, size, fields, proof)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
_PUT_FILE = "INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
_PUT_SPEAKER = """
INSERT INTO speakers VALUES (?, ?, 1) ON CONFLICT (printed) DO UPDATE SET entries = entries + 1
"""


def bring_up_to_date(
    database: sqlite3.Connection, root: Path, stale: Iterable[Stale], gone: Iterable[int]
) -> None:
    """Put what the stale files say in place of what they said; take out those that are gone."""
    for number in gone:
        _forget(database, number)
        database.execute("DELETE FROM files WHERE number = ?", (number,))
    with uncollected():
        for each in stale:
            _file(database, root, each)
    database.execute("DELETE FROM speakers WHERE entries <= 0")


def _file(database: sqlite3.Connection, root: Path, stale: Stale) -> None:
    read, digest = time.time_ns(), b""
    try:
        raw = store.read_bytes(stale.path, root)
        digest = digest_of(raw)
        text = store.decode(raw, stale.name).text
        if stale.path.stem == PEOPLE:
            _put_people(database, stale, (digest, read), text)
            return
        document = read_document(text, stale.name)
    except UnreadableCatalog as error:
        _put_file(database, stale, (digest, read), {}, error.problems)
    except SystemFailed as error:
        problem = fault("E-FILE", stale.name, why=error.why)
        _put_file(database, stale, (digest, read), {}, [problem])
    except FileNotFoundError:
        return  # gone since the folder was listed; the next run will see it
    else:
        number = _put_file(database, stale, (digest, read), filled(document.source), ())
        _put_entries(database, number, document)


def _put_people(
    database: sqlite3.Connection, stale: Stale, state: tuple[bytes, int], text: str
) -> None:
    people, problems = read_people(text, stale.name)
    names = (name for person in people.persons for name in person.names)
    titles = (role.title for person in people.persons for role in person.roles)
    persons = {
        "persons": [_values(person) for person in people.persons],
        "keys": {each: key(each) for each in (*names, *titles)},
    }
    errors = [each for each in problems if not each.warning]
    _put_file(database, stale, state, persons, errors)


def _values(person: Person) -> dict[str, Any]:
    return person._asdict() | {"roles": [role._asdict() for role in person.roles]}


def _put_file(
    database: sqlite3.Connection,
    stale: Stale,
    state: tuple[bytes, int],
    holds: dict[str, Any],
    problems: Iterable[Problem],
) -> int:
    """The file's row; what it said before goes."""
    if stale.number is not None:
        _forget(database, stale.number)
    texts = (_json(holds), _json(list(problems)))
    digest, read = state
    facts = (stale.number, stale.name, read, *stale.stamp, digest, *texts)
    made = database.execute(_PUT_FILE, facts)
    assert made.lastrowid is not None
    return made.lastrowid


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _put_entries(database: sqlite3.Connection, file: int, document: Document) -> None:
    for filed in document.entries:
        entry = filed.entry
        words, fields = key(entry.text or ""), _json(filled(entry))
        bounds = days(entry.date, document.source.published)
        first, last = (each.toordinal() for each in bounds) if bounds else (None, None)
        at = filed.node.span.start
        facts = (
            file, at, entry.id, entry.speaker, entry.kind, entry.status, first, last,
            words, len(entry.text or ""), fields, proof(fields),
        )  # fmt: skip
        number = database.execute(_PUT_ENTRY, facts).lastrowid
        database.execute("INSERT INTO runs (rowid, grams) VALUES (?, ?)", (number, grams(words)))
        if entry.speaker:
            database.execute(_PUT_SPEAKER, (entry.speaker, key(entry.speaker)))


def _forget(database: sqlite3.Connection, file: int) -> None:
    """Take out all that a file said."""
    found = database.execute("SELECT number, key, speaker FROM entries WHERE file = ?", (file,))
    for number, words, speaker in found.fetchall():
        database.execute(
            "INSERT INTO runs (runs, rowid, grams) VALUES ('delete', ?, ?)", (number, grams(words))
        )
        database.execute("UPDATE speakers SET entries = entries - 1 WHERE printed = ?", (speaker,))
    database.execute("DELETE FROM entries WHERE file = ?", (file,))
