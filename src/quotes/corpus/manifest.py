"""What an output folder holds: one small file a finished shard, written after all else.

A shard is done when its file says so for the input as it is now, the program as it is now and the
fields that are asked for. Readers take the names of tables from here and look for none.
"""

import json
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from quotes.corpus import storage
from quotes.corpus.inputs import Part
from quotes.corpus.schema import TABLES
from quotes.corpus.storage import UnreadableCorpus
from quotes.language import worded

FOLDER = "manifest"
VERSION = 1
_ENDING = ".json"


class File(NamedTuple):
    bytes: int
    sha256: str
    rows: int


class Made(NamedTuple):
    """How a shard was made."""

    uri: str
    part: Part
    etag: str
    program: str
    names: tuple[tuple[str, str], ...]
    files: Mapping[str, File]


def table_path(out: str, table: str, name: str) -> str:
    return storage.join(out, table, f"{name}.parquet")


def put(out: str, name: str, made: Made) -> None:
    value = {
        "version": VERSION, "uri": made.uri, "part": list(made.part), "etag": made.etag,
        "program": made.program, "names": [list(each) for each in made.names],
        "files": {table: file._asdict() for table, file in made.files.items()},
    }  # fmt: skip
    content = json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    storage.put(_path(out, name), content.encode("utf-8", "surrogatepass"))


def made(out: str) -> Iterator[tuple[str, Made]]:
    """Every finished shard, by name. Raises UnreadableCorpus where one is no manifest of ours."""
    for name, content in storage.read_each(storage.join(out, FOLDER), _ENDING):
        yield name.removesuffix(_ENDING), _read(storage.join(out, FOLDER, name), content)


def forget(out: str, name: str) -> None:
    """First the manifest: what it named counts for nothing from then on."""
    storage.remove(_path(out, name))
    for table in TABLES:
        storage.remove(table_path(out, table, name))


def _path(out: str, name: str) -> str:
    return storage.join(out, FOLDER, f"{name}{_ENDING}")


def _read(path: str, content: bytes) -> Made:
    try:
        value = json.loads(content)
        if value["version"] != VERSION:
            raise UnreadableCorpus(
                worded("{path}: made by another version of quotes").format(path=path),
                worded("run into a new folder"),
            )
        return _made(value)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise UnreadableCorpus(
            f"{path}: damaged: {error!r}", worded("remove it; its shard will be done again")
        ) from None


def _made(value: Mapping[str, Any]) -> Made:
    start, end = value["part"]
    return Made(
        _words(value["uri"]),
        Part(_count(start), _count(end)),
        _words(value["etag"]),
        _words(value["program"]),
        tuple((_words(name), _words(told)) for name, told in value["names"]),
        {table: _file(**value["files"][table]) for table in TABLES},
    )


def _file(bytes: object, sha256: object, rows: object) -> File:  # noqa: A002 # as the file has it
    return File(_count(bytes), _words(sha256), _count(rows))


def _words(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{type(value).__name__} in place of text")
    return value


def _count(value: object) -> int:
    if type(value) is not int or not 0 <= value < 1 << 63:
        raise TypeError(f"{type(value).__name__} in place of a number of rows or bytes")
    return value
