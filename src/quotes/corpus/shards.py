"""A stretch of an input file, read and parsed and written: the unit of work of every engine."""

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import nullcontext
from dataclasses import dataclass
from hashlib import sha256
from pathlib import PurePosixPath

from quotes import derived
from quotes.corpus import manifest, storage
from quotes.corpus.documents import Document, Names
from quotes.corpus.inputs import Part, format_of, parts
from quotes.corpus.schema import TABLES, Rows
from quotes.corpus.storage import Found
from quotes.corpus.unpacking import BrokenOff
from quotes.corpus.watched import Apart, in_this_process
from quotes.errors import Exit, QuotesError
from quotes.language import worded


@dataclass(frozen=True, slots=True)
class Shard:
    uri: str
    part: Part
    etag: str
    """Of the file when the run began."""

    @property
    def name(self) -> str:
        """Of the files it is written to: from the whole URI, since names of files repeat."""
        stem = re.sub(r"[^\w.-]", "_", PurePosixPath(self.uri).name.partition(".")[0])[:40]
        address = f"{self.uri}\n{self.part.start}-{self.part.end}"
        digest = sha256(address.encode("utf-8", "surrogateescape")).hexdigest()
        return f"{stem}-{digest[:16]}"


@dataclass(frozen=True, slots=True)
class Job:
    """A shard, and all that a process anywhere must know to do it."""

    shard: Shard
    out: str
    names: tuple[tuple[str, str], ...]
    limit: float
    """Seconds for a document."""
    program: str
    """The program of whoever asks; another one would make another file."""
    careful: bool = False


@dataclass(frozen=True, slots=True)
class Done:
    """A shard that stands in the output, with what it holds."""

    rows: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Undone:
    """A shard that could not be read or written as a whole."""

    why: str
    next_step: str
    exit_code: Exit
    stops: bool = False
    """Whether the next one would meet the same: a full disk is full for every shard."""


def cut(found: Iterable[Found], size: int) -> Iterator[Shard]:
    """Shards of about `size` bytes of text, in the order of their files.

    A file that cannot even be cut is one shard, in which it will be told why.
    """
    for each in found:
        try:
            cuts = parts(each, size)
        except (QuotesError, OSError):
            cuts = [Part(0, 1)]
        yield from (Shard(each.uri, part, each.etag) for part in cuts)


def run_shard(job: Job) -> Done | Undone:
    """Read, parse, write; the manifest comes last, so that a shard is there whole or not at all."""
    try:
        if derived.program_digest() != job.program:
            raise AnotherProgram
        rows = _gathered(job)
    except QuotesError as error:
        return Undone(error.message, error.next_step, error.exit_code)
    except Exception as error:  # noqa: BLE001 # one file of thousands must not end the run
        step = worded("see to the file or the disk, then run it again")
        return Undone(f"{type(error).__name__}: {error}", step, Exit.UNREADABLE)
    try:
        return _written(job, rows)
    except QuotesError as error:
        return Undone(error.message, error.next_step, error.exit_code, stops=True)


class AnotherProgram(QuotesError):
    def __init__(self) -> None:
        super().__init__(
            worded("a worker has another version of quotes than the one that asks it"),
            worded("install the same version on every machine"),
        )


def _gathered(job: Job) -> Rows:
    shard, rows = job.shard, Rows()
    with Apart(job.limit) if job.careful else nullcontext(in_this_process(job.limit)) as look:
        for document in readable(shard.uri, shard.part, dict(job.names)):
            found = look(document)
            rows.add("documents", [found.document] if found.document else [])
            rows.add("findings", found.findings)
            rows.add("errors", [found.error] if found.error else [])
    return rows


def readable(uri: str, part: Part, names: Names) -> Iterator[Document]:
    """The documents of a part; where the file breaks off, one that says so."""
    last = part.start - 1
    try:
        for document in format_of(uri).documents(uri, part, names):
            last = document.at
            yield document
    except BrokenOff as error:
        yield Document(uri, last + 1, f"{uri}#{last + 1}", wrong=f"the file breaks off: {error}")


def _written(job: Job, rows: Rows) -> Done:
    files = {}
    for name in TABLES:
        content = rows.file(name)
        storage.put(manifest.table_path(job.out, name, job.shard.name), content)
        files[name] = manifest.File(len(content), sha256(content).hexdigest(), rows.counts[name])
    shard = job.shard
    manifest.put(
        job.out,
        shard.name,
        manifest.Made(shard.uri, shard.part, shard.etag, job.program, job.names, files),
    )
    return Done(rows.counts)
