"""Parquet, for pandas, Polars, DuckDB and R: a row an entry, its place in the source among the columns."""

import json
from typing import TYPE_CHECKING, Any

from quotes.errors import MissingLibrary
from quotes.present.formats.as_jsonl import entry
from quotes.present.rows import COLUMNS

if TYPE_CHECKING:
    from quotes.present.formats import Options
    from quotes.sayings.selection import Selection

NAME, SUFFIX, ANCHORED, IS_TEXT = "parquet", ".parquet", True, False

_LISTS = ("tags", "same_as", "not_same_as")


def export(selection: "Selection", _: "Options") -> bytes:
    try:
        import pyarrow as pa
        from pyarrow import parquet
    except ImportError as error:
        raise MissingLibrary(error.name, "corpus") from None
    rows = [entry(each, selection.anchors.get(each.entry.id or "")) for each in selection.kept]
    told = {"quotes": json.dumps({"left_out": selection.left_out})}
    table = pa.Table.from_pylist(rows, schema=_schema(pa)).replace_schema_metadata(told)
    sink = pa.BufferOutputStream()
    parquet.write_table(table, sink, compression="zstd")
    content: bytes = sink.getvalue().to_pybytes()
    return content


def _schema(pa: Any) -> Any:
    whole, words = pa.int32(), pa.string()
    anchor = pa.struct(
        [("start", whole), ("end", whole), ("exact", words), ("prefix", words),
         ("suffix", words), ("line", whole)]
    )  # fmt: skip
    kinds = {"line": whole, "anchor": anchor} | dict.fromkeys(_LISTS, pa.list_(words))
    names = (*dict.fromkeys((*COLUMNS, *_LISTS)), "anchor")
    return pa.schema([(name, kinds.get(name, words)) for name in names])
