"""Sayings that are nearly the same, in a corpus too large for one process.

Each wording is filed under a few of its runs of characters, those whose hashes are smallest: two
wordings that share many runs are likely to share one of these. What meets in such a block is compared
by the rules of `quotes.sayings.likeness`, a range of blocks in a task; what is joined is put together
at the end.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations, groupby, pairwise
from operator import itemgetter
from typing import Any
from zlib import crc32

from quotes.corpus import schema, storage
from quotes.corpus.warehouse import Answer
from quotes.sayings.likeness import SHORTEST_NEAR, Relation, relation, wording
from quotes.sayings.neighbours import runs

SKETCH = 8
"""Blocks in which a wording stands."""

LARGEST = 200
"""Wordings of a block that are compared: what so many share says nothing."""

_IN_TASK = 400_000
"""Rows of sketches that one task compares, about."""

DISTINCT = f"""
    SELECT key, mode(text ORDER BY text) AS text, mode(kind ORDER BY kind) AS kind,
        count(*) AS printings
    FROM rows WHERE kind = 'quote' AND NOT repeats AND length(key) >= {SHORTEST_NEAR} GROUP BY key
"""

Map = Callable[[Callable[..., Any], list[Any]], Iterator[Any]]


@dataclass(frozen=True, slots=True)
class Sketching:
    """Wordings of a file, and the file for their sketches."""

    words: str
    sketches: str


@dataclass(frozen=True, slots=True)
class Comparing:
    """A range of blocks, `[start, end)`, of sketches in several files."""

    sketches: tuple[str, ...]
    start: int
    end: int


def take(parts: list[str], mapped: Map, limit: int | None) -> Answer:
    """Groups of wordings, the most printed first."""
    jobs = [Sketching(each, f"{each.removesuffix('.parquet')}-sketch.parquet") for each in parts]
    rows = sum(mapped(sketches, jobs))
    count = 1 + rows // _IN_TASK
    edges = [2**32 * number // count for number in range(count + 1)]
    files = tuple(each.sketches for each in jobs)
    tasks = [Comparing(files, *each) for each in pairwise(edges)]
    pairs = {pair for found in mapped(compare, tasks) for pair in found}
    return Answer(("group", "of_group", "printings", "text"), _listed(pairs, parts)[:limit])


def sketches(job: Sketching) -> int:
    """How many rows a file of sketches has; it is sorted by block."""
    import pyarrow as pa

    rows = [{"block": block, **row} for row in _rows(job.words) for block in sketch(row["text"])]
    columns = [
        ("block", pa.uint32()), ("key", pa.string()), ("text", pa.string()),
        ("kind", pa.string()), ("printings", pa.int64()),
    ]  # fmt: skip
    table = pa.Table.from_pylist(rows, schema=pa.schema(columns))
    schema.put_table(job.sketches, table.sort_by([("block", "ascending"), ("key", "ascending")]))
    return len(rows)


def compare(task: Comparing) -> list[tuple[str, str]]:
    """Pairs of keys in some blocks that are printings of one saying."""
    rows = sorted(
        (row["block"], row["key"], row["text"], row["kind"])
        for each in task.sketches
        for row in _rows(each, task)
    )
    found: set[tuple[str, str]] = set()
    for _, block in groupby(rows, itemgetter(0)):
        members = list(block)
        if len(members) <= LARGEST:
            found.update(_alike(members))
    return sorted(found)


def sketch(text: str) -> list[int]:
    """The blocks of a wording.

    >>> one, other = (
    ...     sketch("水龙头没有关，拖地板是徒劳的。"),
    ...     sketch("水龙头不关，拖地板再起劲也是徒劳！"),
    ... )
    >>> bool(set(one) & set(other))
    True
    """
    return sorted(crc32(run.encode()) for run in runs(wording(text)))[:SKETCH]


def _alike(block: list[tuple[int, str, str, str]]) -> Iterator[tuple[str, str]]:
    """A part joins nothing: many sayings may hold it."""
    for one, other in combinations(block, 2):
        found = relation(wording(one[2], one[3]), wording(other[2], other[3]))
        if found in (Relation.NEAR, Relation.REWORDED):
            yield min(one[1], other[1]), max(one[1], other[1])


def _listed(pairs: Iterable[tuple[str, str]], parts: Iterable[str]) -> list[tuple[Any, ...]]:
    groups = _groups(pairs)
    asked = {key for group in groups for key in group}
    rows = (row for each in parts for row in _rows(each))
    words = {row["key"]: (row["printings"], row["text"]) for row in rows if row["key"] in asked}
    weighed = sorted((-sum(words[key][0] for key in group), group) for group in groups)
    return [
        (number, -weight, *words[key])
        for number, (weight, group) in enumerate(weighed, 1)
        for key in sorted(group, key=lambda key: (-words[key][0], key))
    ]


def _groups(pairs: Iterable[tuple[str, str]]) -> list[tuple[str, ...]]:
    """What hangs together, directly or not."""
    leader: dict[str, str] = {}

    def find(key: str) -> str:
        while (up := leader.setdefault(key, key)) != key:
            leader[key] = key = leader[up]
        return key

    for one, other in sorted(pairs):
        leader[find(other)] = find(one)
    members: dict[str, list[str]] = defaultdict(list)
    for key in sorted(leader):
        members[find(key)].append(key)
    return [tuple(each) for each in members.values()]


def _rows(path: str, task: Comparing | None = None) -> Iterator[dict[str, Any]]:
    """Rows of a file; of sketches only those of the task, groups beside it passed over."""
    from pyarrow import parquet

    with storage.opened(path) as stream:
        file = parquet.ParquetFile(stream)
        for group in range(file.num_row_groups):
            if task is None or _may_hold(file.metadata.row_group(group), task):
                for row in file.read_row_group(group, use_threads=False).to_pylist():
                    if task is None or task.start <= row["block"] < task.end:
                        yield row


def _may_hold(group: Any, task: Comparing) -> bool:
    """By the statistics of its first column, the blocks; an empty group has none."""
    blocks = group.column(0).statistics
    return blocks is not None and blocks.min < task.end and blocks.max >= task.start
