"""The columns of what a run writes, and rows made into files whose bytes depend on nothing else."""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from quotes.corpus import storage

TABLES = ("findings", "documents", "errors")

ANSWERS = "steps"
"""The folder of answers that are kept."""

_ROWS = 16_384
"""In a group: few enough that a range of buckets need not read much that lies beside it."""

_ORDER = {
    "findings": ("bucket", "key", "source", "record", "start"),
    "documents": ("source", "record"),
    "errors": ("source", "record"),
}


@lru_cache(maxsize=1)
def schemas() -> Mapping[str, Any]:
    import pyarrow as pa

    words, number, place = pa.string(), pa.int32(), pa.int64()
    address = [("source", words), ("record", place), ("doc", words)]
    reason = pa.struct(
        [("about", words), ("table", words), ("rule", words), ("why", words),
         ("start", number), ("end", number)]
    )  # fmt: skip
    findings = [
        *address, ("start", number), ("end", number), ("depth", number),
        ("text", words), ("raw", words), ("kind", words), ("speaker", words),
        ("speaker_key", words), ("candidates", pa.list_(words)), ("via", words), ("mode", words), ("date", words),
        ("occasion", words), ("line", number), ("place", words), ("confidence", words),
        ("repeats", pa.bool_()), ("reasons", pa.list_(reason)), ("prefix", words),
        ("suffix", words), ("outlet", words), ("published", words), ("key", words),
        ("bucket", pa.uint16()),
    ]  # fmt: skip
    documents = [
        *address, ("url", words), ("title", words), ("outlet", words), ("published", words),
        ("characters", number), ("sha256", words), ("findings", number),
    ]  # fmt: skip
    errors = [*address, ("stage", words), ("why", words)]
    return {
        "findings": pa.schema(findings),
        "documents": pa.schema(documents),
        "errors": pa.schema(errors),
    }


class Rows:
    """Rows of the three tables, packed as they come."""

    _PACK = 2_000

    def __init__(self) -> None:
        self._loose: dict[str, list[dict[str, Any]]] = {name: [] for name in TABLES}
        self._packed: dict[str, list[Any]] = {name: [] for name in TABLES}
        self.counts = dict.fromkeys(TABLES, 0)

    def add(self, name: str, rows: Iterable[dict[str, Any]]) -> None:
        loose = self._loose[name]
        before = len(loose)
        loose.extend(rows)
        self.counts[name] += len(loose) - before
        if len(loose) >= self._PACK:
            self._pack(name)

    def file(self, name: str) -> bytes:
        """A table as a Parquet file, in the one order that it has."""
        import pyarrow as pa

        self._pack(name)
        table = pa.concat_tables(self._packed[name])
        table = table.sort_by([(column, "ascending") for column in _ORDER[name]])
        return packed(table)

    def _pack(self, name: str) -> None:
        import pyarrow as pa

        table = pa.Table.from_pylist(self._loose[name], schema=schemas()[name])
        self._packed[name].append(table)
        self._loose[name].clear()


def packed(table: Any) -> bytes:
    """An Arrow table as the bytes of a Parquet file."""
    import pyarrow as pa
    from pyarrow import parquet

    sink = pa.BufferOutputStream()
    parquet.write_table(table, sink, compression="zstd", row_group_size=_ROWS)
    content: bytes = sink.getvalue().to_pybytes()
    return content


def put_table(path: str, table: Any) -> None:
    storage.put(path, packed(table))
