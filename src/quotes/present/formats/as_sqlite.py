"""SQLite, for Datasette and SQL: entries, articles, people with their offices, and a view of all.

`entries_fts` finds runs of three characters and more (FTS5's trigram); for two, `LIKE` does.
"""

import json
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Any

from quotes.catalog.entries import SOURCE_KEYS

if TYPE_CHECKING:
    from quotes.catalog.kept import Kept
    from quotes.present.formats import Options
    from quotes.sayings.selection import Selection

NAME, SUFFIX, ANCHORED, IS_TEXT = "sqlite", ".sqlite", True, False

_TABLES = f"""
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT);
CREATE TABLE articles (
  file TEXT PRIMARY KEY, {", ".join(f"{each} TEXT" for each in SOURCE_KEYS if each != "file")}
);
CREATE TABLE people (name TEXT PRIMARY KEY, aliases TEXT);
CREATE TABLE roles (
  person TEXT NOT NULL REFERENCES people (name), title TEXT NOT NULL, since TEXT, until TEXT
);
CREATE TABLE entries (
  id TEXT PRIMARY KEY, text TEXT, kind TEXT, speaker TEXT, person TEXT REFERENCES people (name),
  role TEXT, via TEXT, mode TEXT, date TEXT, place TEXT, occasion TEXT,
  article TEXT NOT NULL REFERENCES articles (file), line INTEGER, standing TEXT, status TEXT,
  printed TEXT, note TEXT, start INTEGER, "end" INTEGER, exact TEXT
);
CREATE TABLE tags (entry TEXT NOT NULL REFERENCES entries (id), tag TEXT NOT NULL);
CREATE INDEX entries_by_speaker ON entries (speaker);
CREATE INDEX entries_by_date ON entries (date);
CREATE INDEX entries_by_article ON entries (article);
CREATE INDEX roles_by_person ON roles (person);
CREATE INDEX tags_by_entry ON tags (entry);
CREATE VIEW quotations AS
  SELECT e.id, e.date, coalesce(e.person, e.speaker) AS who, e.role, e.text, e.kind, e.standing,
    a.outlet, a.title, a.published, a.url, e.article, e.line
  FROM entries e JOIN articles a ON a.file = e.article;
CREATE VIEW speakers AS
  SELECT coalesce(person, speaker) AS who, count(*) AS entries, min(date) AS first, max(date) AS last
  FROM entries WHERE speaker IS NOT NULL GROUP BY who;
CREATE VIRTUAL TABLE entries_fts USING fts5 (
  text, speaker, occasion, content="entries", tokenize='trigram'
);
"""


def export(selection: "Selection", _: "Options") -> bytes:
    with closing(sqlite3.connect(":memory:")) as database:
        database.executescript(f"PRAGMA foreign_keys = ON; {_TABLES}")
        _put(
            database,
            "meta",
            [("format", "quotes-sqlite/1"), ("left_out", json.dumps(selection.left_out))],
        )
        _put(database, "articles", _articles(selection))
        _put(
            database, "people", [(each.name, "、".join(each.aliases)) for each in selection.persons]
        )
        _put(
            database,
            "roles",
            [(each.name, *role) for each in selection.persons for role in each.roles],
        )
        _put(database, "entries", [_entry(each, selection) for each in selection.kept])
        _put(
            database,
            "tags",
            [
                (each.entry.id, tag)
                for each in selection.kept
                for tag in each.entry.tags
                if each.entry.id
            ],
        )
        database.execute("INSERT INTO entries_fts (entries_fts) VALUES ('rebuild')")
        database.commit()
        return database.serialize()


def _put(database: sqlite3.Connection, table: str, rows: list[tuple[Any, ...]]) -> None:
    if rows:
        marks = ", ".join("?" * len(rows[0]))
        database.executemany(f"INSERT OR IGNORE INTO {table} VALUES ({marks})", rows)


def _articles(selection: "Selection") -> list[tuple[Any, ...]]:
    return [
        (file, *("、".join(value) if isinstance(value, tuple) else value for value in source[1:]))
        for file, source in selection.sources.items()
    ]


def _entry(kept: "Kept", selection: "Selection") -> tuple[Any, ...]:
    entry = kept.entry
    anchor = selection.anchors.get(entry.id or "")
    known = {each.name for each in selection.persons}
    return (
        entry.id, entry.text, entry.kind, entry.speaker, kept.name if kept.name in known else None,
        kept.role, entry.via, entry.mode, entry.date, entry.place, entry.occasion,
        kept.source.file or kept.file, entry.at_line or None, entry.standing, entry.status,
        entry.printed, entry.note, *(anchor[:3] if anchor else (None, None, None)),
    )  # fmt: skip
