"""What runs have found, asked in SQL: DuckDB over the Parquet files that the manifest names."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, NamedTuple

from quotes.corpus import manifest, storage
from quotes.corpus.runs import shards_made
from quotes.corpus.schema import TABLES
from quotes.corpus.storage import MissingLibrary, UnreadableCorpus
from quotes.errors import UsageError

MEMORY = "1GB"
"""What DuckDB may take before it works on disk."""


class Answer(NamedTuple):
    columns: tuple[str, ...]
    rows: list[tuple[Any, ...]]


class BadQuery(UsageError):
    def __init__(self, why: str) -> None:
        tables = ", ".join(TABLES)
        super().__init__(why, f"tables are {tables}; see docs/scale.md for their columns")


def ask(out: str, sql: str, values: Sequence[object] = (), limit: int | None = None) -> Answer:
    """The answer to a question in SQL, no more than `limit` rows of it.

    Raises BadQuery for what is no question, UnreadableCorpus for damaged files.
    """
    _insist_on_question(sql)
    with opened(out) as connection:
        return answer(connection, sql, values, limit)


def _insist_on_question(sql: str) -> None:
    """One SELECT: nothing that writes."""
    import duckdb

    try:
        statements = duckdb.extract_statements(sql)
    except duckdb.Error as error:
        raise BadQuery(_first(error)) from None
    if [each.type for each in statements] != [duckdb.StatementType.SELECT]:
        raise BadQuery("one question is asked at a time, and it begins with SELECT")


def answer(
    connection: Any, sql: str, values: Sequence[object] = (), limit: int | None = None
) -> Answer:
    asked = connection.execute(sql, list(values))
    columns = tuple(each[0] for each in asked.description or ())
    return Answer(columns, asked.fetchall() if limit is None else asked.fetchmany(limit))


@contextmanager
def opened(out: str) -> Iterator[Any]:
    """A database in memory, with a view for each table; it reads nothing but this folder.

    What DuckDB refuses while it is open is raised as BadQuery or UnreadableCorpus.
    """
    try:
        import duckdb
    except ImportError as error:
        raise MissingLibrary(error.name) from None
    try:
        with duckdb.connect(":memory:") as connection:
            _set_up(connection, out)
            yield connection
    except (duckdb.IOException, duckdb.InvalidInputException) as error:
        raise UnreadableCorpus(_first(error), "run the corpus again: quotes corpus run") from None
    except duckdb.Error as error:
        raise BadQuery(str(error).strip().partition("\n\nLINE")[0]) from None


def _set_up(connection: Any, out: str) -> None:
    settings = {"memory_limit": MEMORY, "preserve_insertion_order": "false", "TimeZone": "UTC"}
    for name, value in settings.items():
        connection.execute(f"SET {name} = '{value}'")
    if storage.local_path(out) is None:
        connection.register_filesystem(storage.file_system(out))
    names = shards_made(out)
    for table in TABLES:
        paths = [manifest.table_path(out, table, name) for name in names]
        files = [storage.local_path(each) or each for each in paths]
        listed = ", ".join(_quoted(each) for each in files)
        connection.execute(f"CREATE VIEW {table} AS SELECT * FROM read_parquet([{listed}])")
    if storage.local_path(out) is not None:
        _confine(connection, out)


def _confine(connection: Any, out: str) -> None:
    """Words of a query can come from anywhere; files elsewhere are none of its business."""
    connection.execute(f"SET allowed_directories = [{_quoted(storage.local_path(out) or '')}]")
    connection.execute("SET enable_external_access = false")
    connection.execute("SET lock_configuration = true")


def _quoted(words: str) -> str:
    return "'" + words.replace("'", "''") + "'"


def _first(error: Exception) -> str:
    return str(error).strip().partition("\n")[0]
