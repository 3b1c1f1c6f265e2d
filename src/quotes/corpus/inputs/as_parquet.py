"""Parquet: shards are runs of row groups, and only the columns that are asked for are read."""

from collections.abc import Iterator
from typing import Any

from quotes.corpus.documents import FIELDS, LONGEST, TOO_LONG, UNFIT, Document, Names, document_of
from quotes.corpus.storage import Found, UnreadableCorpus, opened
from quotes.language import worded

ENDINGS = (".parquet",)
_AT_ONCE = 1
"""Rows taken from Arrow at once: a text that a file holds once may stand in thousands of them."""
_DENSE = 1000
"""How many times its size a column may unpack to, once that is more than a document: words never reach it."""


class TooDense(UnreadableCorpus):
    def __init__(self, packed: int, size: int) -> None:
        self.why = f"{packed} bytes would unpack to {size}"
        super().__init__(
            worded("{packed} bytes would unpack to {size}").format(packed=packed, size=size),
            worded("these are no articles: leave the file out"),
        )


def parts(found: Found, size: int) -> list[tuple[int, int]]:
    with opened(found.uri) as stream:
        metadata = _file(found.uri, stream).metadata
        made, start, filled = [], 0, 0
        for group in range(metadata.num_row_groups):
            filled += metadata.row_group(group).total_byte_size
            if filled >= size:
                made.append((start, group + 1))
                start, filled = group + 1, 0
        if start < metadata.num_row_groups:
            made.append((start, metadata.num_row_groups))
        return made


def documents(uri: str, part: tuple[int, int], names: Names) -> Iterator[Document]:
    with opened(uri) as stream:
        file = _file(uri, stream)
        for group in range(*part):
            try:
                for at, row in _rows_of(uri, file, group, names):
                    yield document_of(_record(row), uri, at, names)
            except TooDense as error:
                first = _rows(file, group)[0]
                yield Document(uri, first, f"{uri}#{first}", wrong=error.why)


def chosen(uri: str, places: frozenset[int], names: Names) -> Iterator[Document]:
    with opened(uri) as stream:
        file = _file(uri, stream)
        for group in range(file.num_row_groups):
            rows = range(*_rows(file, group))
            if any(each in rows for each in places):
                for at, row in _rows_of(uri, file, group, names):
                    if at in places:
                        yield document_of(_record(row), uri, at, names)


def _rows(file: Any, group: int) -> tuple[int, int]:
    """The rows of a group, counted from the beginning of the file."""
    before = sum(file.metadata.row_group(each).num_rows for each in range(group))
    return before, before + file.metadata.row_group(group).num_rows


def _rows_of(uri: str, file: Any, group: int, names: Names) -> Iterator[tuple[int, Any]]:
    """Rows with their numbers, each as a batch of Arrow."""
    columns = _columns(uri, file.schema_arrow.names, names)
    _insist_on_words(file.metadata.row_group(group), columns)
    batches = file.iter_batches(_AT_ONCE, [group], columns, use_threads=False)
    return enumerate(batches, _rows(file, group)[0])


def _insist_on_words(group: Any, columns: list[str]) -> None:
    """Some thousand bytes can stand for gigabytes, which Arrow would unpack to look at them. Raises TooDense."""
    for column in map(group.column, range(group.num_columns)):
        size, packed = column.total_uncompressed_size, column.total_compressed_size
        is_asked = column.path_in_schema.partition(".")[0] in columns
        if is_asked and size > max(LONGEST, _DENSE * packed):
            raise TooDense(packed, size)


def _record(row: Any) -> dict[str, Any]:
    """A row as Python has it; one that Python cannot hold says so in place of its text."""
    if row.nbytes > LONGEST:
        return {UNFIT: TOO_LONG}
    try:
        found: dict[str, Any] = _with_plain_times(row).to_pylist()[0]
    except (ValueError, OverflowError) as error:
        return {UNFIT: str(error)}
    return found


def _with_plain_times(row: Any) -> Any:
    """Times to a millionth of a second, in world time where they have a zone, known or not."""
    import pyarrow as pa

    def plain(column: Any) -> Any:
        if not pa.types.is_timestamp(column.type):
            return column
        zone = "UTC" if column.type.tz else None
        return column.cast(pa.timestamp("us", zone), safe=False)

    return pa.RecordBatch.from_arrays(list(map(plain, row.columns)), names=row.schema.names)


def _columns(uri: str, has: list[str], names: Names) -> list[str]:
    """Those that a field may be read from; a path goes into a column by its first part."""
    asked = {name for field in FIELDS if field not in names for name in FIELDS[field]}
    asked |= {path.split(".")[0] for path in names.values()}
    columns = [name for name in has if name in asked]
    if "text" not in names and not set(columns) & set(FIELDS["text"]):
        told = ", ".join(has[:20])
        raise UnreadableCorpus(
            worded("{uri}: no column of text; it has {told}").format(uri=uri, told=told),
            "--field text=NAME",
        )
    return columns


def _file(uri: str, stream: Any) -> Any:
    import pyarrow as pa
    from pyarrow import parquet

    try:
        return parquet.ParquetFile(stream)
    except (pa.ArrowException, OSError) as error:
        raise UnreadableCorpus(f"{uri}: {error}", worded("download it again")) from None
