"""What runs have found, asked in SQL: DuckDB over the Parquet files that the manifest names."""

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, NamedTuple

from quotes.corpus import manifest, storage
from quotes.corpus.runs import shards_made
from quotes.corpus.schema import TABLES
from quotes.corpus.storage import UnreadableCorpus
from quotes.errors import MissingLibrary, QuotesError, UsageError
from quotes.language import worded

MEMORY = "1GB"
"""What DuckDB may take before it works on disk."""


class Answer(NamedTuple):
    columns: tuple[str, ...]
    rows: list[tuple[Any, ...]]


class BadQuery(UsageError):
    def __init__(self, why: str) -> None:
        tables = ", ".join(TABLES)
        super().__init__(
            why,
            worded("tables are {tables}; see docs/scale.md for their columns").format(
                tables=tables
            ),
        )


def ask(out: str, sql: str, values: Sequence[object] = (), limit: int | None = None) -> Answer:
    """The answer to a question in SQL, no more than `limit` rows of it.

    Raises BadQuery for what is no question, UnreadableCorpus for damaged files.
    """
    with opened(out) as connection:
        _insist_on_question(connection, sql)
        return answer(connection, sql, values, limit)


def _insist_on_question(connection: Any, sql: str) -> None:
    """One SELECT, and nothing that writes in any part of it: only a question fits into brackets."""
    import duckdb

    try:
        sql.encode()
    except UnicodeEncodeError as error:  # bytes of a command line that are none
        why = error.object[error.start : error.end]
        raise BadQuery(worded("this is not UTF-8: {why}").format(why=why)) from None
    statements = duckdb.extract_statements(sql)
    if [each.type for each in statements] != [duckdb.StatementType.SELECT]:
        raise BadQuery("one question is asked at a time, and it begins with SELECT")
    connection.execute(f"EXPLAIN SELECT * FROM (\n{sql.rstrip().rstrip(';')}\n)")


def answer(
    connection: Any, sql: str, values: Sequence[object] = (), limit: int | None = None
) -> Answer:
    asked = connection.execute(sql, list(values))
    columns = tuple(each[0] for each in asked.description or ())
    return Answer(columns, _rows(asked, limit))


def _rows(asked: Any, limit: int | None) -> list[tuple[Any, ...]]:
    try:
        found: list[tuple[Any, ...]] = (
            asked.fetchall() if limit is None else asked.fetchmany(min(limit, sys.maxsize))
        )
    except OverflowError as error:  # an interval of a million years
        raise BadQuery(f"a value that Python cannot hold: {error}") from None
    return found


@contextmanager
def opened(out: str) -> Iterator[Any]:
    """A database in memory, with a view for each table; it reads nothing but this folder.

    What DuckDB refuses while it is open is raised as BadQuery or UnreadableCorpus.
    """
    try:
        import duckdb
    except ImportError as error:
        raise MissingLibrary(error.name, "corpus") from None
    try:
        with storage.scratch() as scratch, duckdb.connect(":memory:") as connection:
            _set_up(connection, out, scratch)
            yield connection
    except duckdb.Error as error:
        raise _meant(error) from None


def _meant(error: Exception) -> QuotesError:
    """What Arrow cannot read is a damaged file; all else is the question."""
    said = str(error).strip()
    if any(word in said for word in _DAMAGED):
        return UnreadableCorpus(said.partition("\n")[0], _AGAIN)
    return BadQuery(said.partition("\n\nLINE")[0])


_DAMAGED = ("Python exception occurred", "Parquet", "Could not open", "No such file", "Arrow")
"""Stands in what is told of a file that is not as it was written."""

_AGAIN = worded("run the corpus again: quotes corpus run")


def _set_up(connection: Any, out: str, scratch: str) -> None:
    settings = {"memory_limit": MEMORY, "TimeZone": "UTC", "temp_directory": scratch}
    for name, value in settings.items():
        connection.execute(f"SET {name} = {_quoted(value)}")
    names = shards_made(out)
    for table in TABLES:
        show(connection, table, [manifest.table_path(out, table, name) for name in names])
    connection.execute("SET enable_external_access = false")
    connection.execute("SET lock_configuration = true")


def show(connection: Any, name: str, paths: Sequence[str]) -> None:
    """Parquet files as one table. They are read for DuckDB, which itself may open no file."""
    from pyarrow import dataset

    system = storage.file_system(paths[0])
    files = [storage.path_in_store(each) for each in paths]
    try:
        found = dataset.dataset(files, format="parquet", filesystem=system)
    except (OSError, ValueError) as error:
        raise UnreadableCorpus(str(error).partition("\n")[0], _AGAIN) from None
    connection.register(name, found)


def _quoted(words: str) -> str:
    return "'" + words.replace("'", "''") + "'"
