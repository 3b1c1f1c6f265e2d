"""Local folders and object stores under one roof: the only opener of corpora, and their only writer.

A path or a URI, as fsspec takes it: `data/a.parquet`, `s3://bucket/a.jsonl.zst`, `hf://…`.
Locally a file is written beside its place and then given its name; object stores show nothing
before it is whole.
"""

import os
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, Any, NamedTuple
from uuid import uuid4

from quotes.errors import MissingLibrary, QuotesError, SystemFailed
from quotes.language import worded

UNFINISHED = ".unfinished"
"""Ends the names of files that a run was killed over. Nobody reads them; a later run removes them."""

STALE = 24 * 3600.0
"""Seconds after which nobody is still writing a file: several runs may write into one folder at once."""

_HERE = "file://"

_AT_ONCE = 16
"""Small files that are fetched from a store at the same time."""

_COMPRESSED = {".gz": "gzip", ".zst": "zstd", ".bz2": "bz2", ".lz4": "lz4"}


class Found(NamedTuple):
    """An input file."""

    uri: str
    bytes: int
    etag: str
    """Another one as soon as the file is another: of the store, else size and time of change."""


class UnreadableCorpus(QuotesError):
    """An input or an output folder of a corpus cannot be used."""


def without_compression(name: str) -> tuple[str, str | None]:
    """A name without the ending that tells of compression, and which it is.

    >>> without_compression("a/news.jsonl.zst"), without_compression("news.parquet")
    (('a/news.jsonl', 'zstd'), ('news.parquet', None))
    """
    for ending, codec in _COMPRESSED.items():
        if name.lower().endswith(ending):
            return name[: -len(ending)], codec
    return name, None


def find(path: str, endings: tuple[str, ...]) -> list[Found]:
    """Files by a path, a folder, or a pattern with `*`, in order of their URIs.

    In a folder those with one of the `endings`, compression aside, are taken. Raises UnreadableCorpus.
    """
    system, root = _system(path)
    try:
        with _told(path):
            if system.isdir(root):
                names = [each for each in system.find(root) if _is_wanted(each, root, endings)]
            else:
                is_pattern = "*" in root and not system.exists(root)
                names = list(filter(system.isfile, system.glob(root))) if is_pattern else [root]
            found = [_found(system, each) for each in sorted(names)]
    except FileNotFoundError:
        raise _missing(path) from None
    if not found:
        kinds = ", ".join(endings)
        raise UnreadableCorpus(
            worded("{path}: no {kinds} in it").format(path=path, kinds=kinds),
            worded("name the files, or another folder"),
        )
    return found


def _is_wanted(name: str, root: str, endings: tuple[str, ...]) -> bool:
    inside = name[len(root) :]
    hidden = any(part.startswith((".", "_")) for part in inside.split("/"))
    return not hidden and without_compression(name)[0].lower().endswith(endings)


def _found(system: Any, name: str) -> Found:
    info = system.info(name)
    etag = info.get("ETag") or info.get("etag")
    if not etag:
        changed = info.get("mtime") or info.get("LastModified") or info.get("created") or ""
        etag = f"{info['size']}-{changed}"
    return Found(system.unstrip_protocol(name), info["size"] or 0, str(etag).strip('"'))


def look_at(uri: str) -> Found:
    """One file by its URI, whatever characters that has. Raises UnreadableCorpus."""
    system, name = _system(uri)
    try:
        with _told(uri):
            return _found(system, name)
    except FileNotFoundError:
        raise UnreadableCorpus(
            worded("{uri} is no longer there").format(uri=uri),
            worded("bring it back, or run again"),
        ) from None


@contextmanager
def opened(uri: str) -> Iterator[IO[bytes]]:
    """A file as it is, with room to seek. What goes wrong while it is read is for the reader."""
    system, name = _system(uri)
    with _told(uri):
        file = system.open(name, "rb")
    with file:
        yield file


def read_each(folder: str, ending: str) -> Iterator[tuple[str, bytes]]:
    """The names of small files in a folder with their bytes; from a store many at a time."""
    system, root = _system(folder)
    wanted = [name for name in names(folder) if name.endswith(ending)]
    with _told(folder), ThreadPoolExecutor(_AT_ONCE) as pool:
        contents = pool.map(lambda name: system.cat_file(f"{root}/{name}"), wanted)
        yield from zip(wanted, contents, strict=True)


def put(path: str, content: bytes) -> None:
    """A file that is there whole or not at all. Raises SystemFailed, as on a full disk."""
    system, name = _system(path)
    with _told(path):
        if not _is_local(system):
            system.pipe_file(name, content)
            return
        place = Path(name)
        place.parent.mkdir(parents=True, exist_ok=True)
        beside = place.with_name(f"{place.name}.{uuid4().hex[:12]}{UNFINISHED}")
        try:
            with beside.open("wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            beside.replace(place)
        finally:
            with suppress(OSError):
                beside.unlink()


def sizes(folder: str) -> dict[str, int]:
    """Bytes of what is in a folder, by name, unfinished files left aside."""
    system, root = _system(folder)
    with _told(folder), suppress(FileNotFoundError):
        inside = {base_name(each["name"]): each["size"] or 0 for each in system.ls(root, True)}
        return {name: inside[name] for name in sorted(inside) if not name.endswith(UNFINISHED)}
    return {}


def names(folder: str) -> list[str]:
    return list(sizes(folder))


def base_name(path: str) -> str:
    return path.rstrip("/").rpartition("/")[2]


def remove(path: str) -> None:
    system, name = _system(path)
    with _told(path), suppress(FileNotFoundError):
        system.rm_file(name)


def sweep(folder: str) -> None:
    """Remove what killed runs have left in a folder, and no run can be writing any more."""
    system, root = _system(folder)
    if _is_local(system):
        for each in Path(root).glob(f"*{UNFINISHED}"):
            with suppress(OSError):
                if time.time() - each.stat().st_mtime > STALE:
                    each.unlink()


@contextmanager
def scratch() -> Iterator[str]:
    """A folder of this machine for what does not fit into memory."""
    with TemporaryDirectory(prefix="quotes-") as folder:
        yield folder


def age(path: str) -> float:
    """Seconds since a file was written; 0 where a store does not tell."""
    system, name = _system(path)
    with suppress(OSError, NotImplementedError):
        return time.time() - float(system.modified(name).timestamp())
    return 0.0


def join(folder: str, *parts: str) -> str:
    return "/".join((folder.rstrip("/") or folder, *parts))


def whole(path: str) -> str:
    """The full URI of a path: the same file under the same name, wherever one stands."""
    system, name = _system(path)
    return str(system.unstrip_protocol(name))


def path_in_store(uri: str) -> str:
    return _system(uri)[1]


def file_system(uri: str) -> Any:
    """As fsspec has it, for libraries that can use one."""
    return _system(uri)[0]


def is_here(uri: str) -> bool:
    """Whether this machine has the file itself: to ask would be to open a connection."""
    return "://" not in uri or uri.startswith(_HERE)


def store_of(uri: str) -> str:
    """What a person may trust or not.

    >>> store_of("s3://news/2020/a.jsonl"), store_of("zip://a.jsonl::https://example.org/a.zip")
    ('s3://news/', 'zip://a.jsonl::https://example.org/')
    """
    before, sign, after = uri.rpartition("://")
    return f"{before}{sign}{after.partition('/')[0]}/"


def _system(path: str) -> tuple[Any, str]:
    """The file system and a name in it; the name of a file of this machine may hold any characters."""
    try:
        from fsspec.core import filesystem, url_to_fs

        with _told(path):
            if is_here(path):
                system = filesystem("file")
                return system, system._strip_protocol(path)  # noqa: SLF001 # as every system there has it
            system, name = url_to_fs(path)
    except ImportError as error:
        if (error.name or "").startswith("fsspec"):
            raise MissingLibrary("fsspec", "corpus") from None
        why = (str(error).splitlines() or [worded("a library is missing")])[0]
        raise UnreadableCorpus(f"{path}: {why}", worded("install what it asks for")) from None
    except FileNotFoundError:
        raise _missing(path) from None
    return system, name


def _missing(path: str) -> UnreadableCorpus:
    return UnreadableCorpus(
        worded("{path}: no such file or folder").format(path=path), worded("check the path")
    )


def _is_local(system: Any) -> bool:
    return "file" in (system.protocol if isinstance(system.protocol, tuple) else (system.protocol,))


@contextmanager
def _told(path: str) -> Iterator[None]:
    """What a system or a store refuses, in our words; what is missing is for the caller."""
    try:
        yield
    except (FileNotFoundError, ImportError):
        raise
    except OSError as error:
        raise SystemFailed(path, error) from error
    except Exception as error:  # noqa: BLE001
        # the systems of fsspec check some parts of an address, or none, and stores have errors of their own
        why = str(error) or type(error).__name__
        raise UnreadableCorpus(
            f"{path}: {why}", worded("write a path, or a URI such as s3://…")
        ) from None
