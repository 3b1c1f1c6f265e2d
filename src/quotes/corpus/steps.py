"""Questions about a whole corpus, answered bucket by bucket so that each part fits one process.

Rows that must meet have one key, hence one bucket; a task takes a range of buckets, and Parquet's
statistics let it pass over the rest. A row of `STEPS` has SQL for one range and SQL that puts the
parts together; what needs the parser's own rules is in `near`.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from itertools import pairwise
from typing import Any

from quotes.corpus import near, schema, storage, warehouse
from quotes.corpus.engines import Crash, Engine
from quotes.corpus.runs import shards_made
from quotes.corpus.storage import UnreadableCorpus
from quotes.corpus.warehouse import Answer
from quotes.errors import QuotesError, UsageError
from quotes.language import worded

BUCKETS = 1 << 16
ROWS_IN_TASK = 2_000_000
"""Findings of one task, about: a gigabyte of DuckDB's memory has room for them."""


@dataclass(frozen=True, slots=True)
class Step:
    name: str
    why: str
    part: str
    """SQL over `rows`, the findings of a range of buckets."""
    whole: str
    """SQL over `parts`, what all ranges have given."""


_SAID = "kind IN ('quote', 'slogan') AND NOT repeats AND key <> ''"
_DAY = "published SIMILAR TO '[0-9]{4}-[0-9]{2}-[0-9]{2}'"
_SAYINGS = f"""
    SELECT key, mode(text ORDER BY text) AS text, mode(kind ORDER BY kind) AS kind,
        count(*) AS printings, count(DISTINCT (source, record)) AS documents,
        count(DISTINCT outlet) AS outlets, count(DISTINCT speaker_key) AS speakers,
        mode(speaker ORDER BY speaker) AS speaker,
        min(published) FILTER ({_DAY}) AS first_day, max(published) FILTER ({_DAY}) AS last_day,
        arg_min({{doc: doc, outlet: outlet, speaker: speaker}},
            (published, source, record, start)) FILTER ({_DAY}) AS first
    FROM rows WHERE {_SAID} GROUP BY key
"""

STEPS: tuple[Step, ...] = (
    Step(
        "sayings", worded("the same words, whatever script and punctuation, the most printed first"),
        _SAYINGS,
        "SELECT documents, outlets, speakers, first_day, last_day, kind, speaker, text"
        " FROM parts ORDER BY documents DESC, printings DESC, key",
    ),
    Step(
        "first", worded("where words that several documents print were printed first"),
        _SAYINGS,
        "SELECT first_day, text, first.speaker AS speaker, first.outlet AS outlet,"
        " first.doc AS doc, documents FROM parts WHERE documents > 1 AND first_day IS NOT NULL"
        " ORDER BY first_day, documents DESC, key",
    ),
    Step(
        "speakers", worded("how often each speaker is quoted, month by month"),
        "SELECT speaker_key, mode(speaker ORDER BY speaker) AS speaker,"
        f" CASE WHEN {_DAY} THEN published[:7] END AS month, count(*) AS quotations"
        f" FROM rows WHERE {_SAID} AND kind = 'quote' AND depth = 0 AND speaker IS NOT NULL"
        " GROUP BY speaker_key, month",
        "SELECT arg_max(speaker, (quotations, speaker)) AS speaker, month,"
        " sum(quotations)::BIGINT AS quotations FROM parts"
        " GROUP BY speaker_key, month ORDER BY speaker_key, month NULLS LAST",
    ),
    Step(
        "near", worded("words that are nearly the same, or retell each other, found within blocks"),
        near.DISTINCT, "",
    ),
    Step(
        "copies", worded("documents of the very same text, the earliest first"),
        "",
        "SELECT count(*) AS documents, min(published) AS first_day, any_value(title ORDER BY title)"
        " AS title, list(doc ORDER BY published NULLS LAST, source, record) AS docs"
        " FROM documents GROUP BY sha256 HAVING count(*) > 1 ORDER BY documents DESC, docs",
    ),
    Step(
        "errors", worded("documents that could not be read, and why"),
        "", "SELECT stage, doc, why, source, record FROM errors ORDER BY source, record",
    ),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Task:
    """A step for a range of buckets, `[start, end)`, and the file it is written to."""

    out: str
    sql: str
    start: int
    end: int
    file: str


def step_of(name: str) -> Step:
    """Raises UsageError."""
    for each in STEPS:
        if each.name == name:
            return each
    known = ", ".join(each.name for each in STEPS)
    raise UsageError(
        worded("no step is called {name}").format(name=name),
        worded("steps are {known}; for SQL: --sql").format(known=known),
    )


def take(out: str, step: Step, engine: Callable[[], Engine], limit: int | None = None) -> Answer:
    """The answer of a step over the whole corpus. Parts that are there already are not made again.

    Raises UnreadableCorpus where no corpus has been run, or its files are damaged.
    """
    out = storage.whole(out)
    if not step.part:
        return warehouse.ask(out, step.whole, limit=limit)
    parts = _parts(out, step, engine)
    try:
        return _whole(out, step, parts, engine, limit)
    except UnreadableCorpus:
        for each in parts:
            storage.remove(each)  # damaged since it was written: it is worked out once more
        return _whole(out, step, _parts(out, step, engine), engine, limit)


def _whole(
    out: str, step: Step, parts: list[str], engine: Callable[[], Engine], limit: int | None
) -> Answer:
    if step.name == "near":
        return near.take(parts, lambda work, jobs: _all_of(engine, work, jobs), limit)
    with warehouse.opened(out) as connection:
        warehouse.show(connection, "parts", parts)
        return warehouse.answer(connection, step.whole, limit=limit)


def _parts(out: str, step: Step, engine: Callable[[], Engine]) -> list[str]:
    tasks = _tasks(out, step)
    there = _without_old(out, tasks[0])
    missing = [each for each in tasks if storage.base_name(each.file) not in there]
    for _ in _all_of(engine, make_part, missing):
        pass
    return [each.file for each in tasks]


def _without_old(out: str, task: Task) -> set[str]:
    """Parts that are there, once those of another state of the corpus are gone."""
    folder = storage.join(out, schema.ANSWERS)
    state = storage.base_name(task.file).partition("-")[0]
    names = storage.names(folder)
    for each in names:
        if not each.startswith(f"{state}-"):
            storage.remove(storage.join(folder, each))
    return {each for each in names if each.startswith(f"{state}-")}


def _tasks(out: str, step: Step) -> list[Task]:
    """As many as it takes; their files are named after all that they are made of."""
    made = sorted((name, each.files["findings"]) for name, each in shards_made(out).items())
    rows = sum(file.rows for _, file in made)
    count = max(1, min(BUCKETS, -(-rows // ROWS_IN_TASK)))
    edges = [BUCKETS * number // count for number in range(count + 1)]
    stamp = f"{_digest(made)}-{_digest(step.part)}"
    return [
        Task(out, step.part, start, end,
             storage.join(out, schema.ANSWERS, f"{stamp}-{start:05}-{end:05}.parquet"))
        for start, end in pairwise(edges)
    ]  # fmt: skip


def _digest(value: object) -> str:
    return sha256(repr(value).encode()).hexdigest()[:16]


def make_part(task: Task) -> None:
    """One range of buckets, in one process."""
    with warehouse.opened(task.out) as connection:
        connection.execute(
            "CREATE VIEW rows AS SELECT * FROM findings"
            f" WHERE bucket >= {task.start:d} AND bucket < {task.end:d}"
        )
        table = connection.sql(f"SELECT * FROM ({task.sql}) ORDER BY ALL").to_arrow_table()
    schema.put_table(task.file, table)


class TaskLost(QuotesError):
    def __init__(self, why: str) -> None:
        super().__init__(
            worded("a part of the question could not be answered: {why}").format(why=why),
            worded("ask again; parts that are done are kept"),
        )


def _all_of(
    engine: Callable[[], Engine], work: Callable[..., Any], jobs: list[Any]
) -> Iterator[Any]:
    """Answers in the order of the jobs; one process is enough for one job."""
    if len(jobs) < 2:
        yield from map(work, jobs)
        return
    found = {}
    for job, answer in engine().map(work, jobs):
        if isinstance(answer, Crash):
            raise TaskLost(answer.why)
        found[job] = answer
    yield from (found[job] for job in jobs)
