"""A run over a corpus: what is done already is left, what crashed is done again with care."""

from collections import Counter
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from quotes import derived
from quotes.corpus import manifest, storage
from quotes.corpus.engines import Crash, Engine
from quotes.corpus.inputs import ENDINGS
from quotes.corpus.schema import ANSWERS, TABLES
from quotes.corpus.shards import Done, Job, Shard, Undone, cut, run_shard
from quotes.errors import Exit, QuotesError, UsageError
from quotes.language import worded

ROUNDS = 3
"""A shard whose process ended is tried with care, and once again should that be killed as well."""


OWN = (*TABLES, manifest.FOLDER, ANSWERS)
"""The folders that a run, and whoever asks it, write within the output."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a run is asked for."""

    inputs: tuple[str, ...]
    out: str
    names: Mapping[str, str]
    limit: float = 30.0
    size: int = 16_000_000
    """Bytes of text in a shard, about."""


@dataclass(frozen=True, slots=True)
class Failure:
    shard: Shard
    why: str
    next_step: str
    exit_code: Exit


@dataclass(frozen=True, slots=True)
class Ran:
    """What a run has come to."""

    shards: int
    skipped: int
    rows: Mapping[str, int]
    """Of `documents`, `findings` and `errors`, those of earlier runs with them."""
    failed: tuple[Failure, ...]


Progress = Callable[[int, int, int], None]
"""Told shards done, of how many, and documents in them."""


def run(wanted: Wanted, engine: Callable[[], Engine], progress: Progress) -> Ran:
    """Every document of the inputs into the output folder, once. The engine is started if needed."""
    _insist_on_names(wanted)
    _insist_on_plain(wanted.out)
    wanted = replace(wanted, out=storage.whole(wanted.out))
    _insist_on_room(wanted)
    found = _found(wanted)
    shards = {each.name: each for each in cut(found.values(), wanted.size)}
    program = derived.program_digest()
    had = _swept(wanted, found, shards, program)
    jobs = [
        Job(each, wanted.out, tuple(sorted(wanted.names.items())), wanted.limit, program)
        for name, each in shards.items()
        if name not in had
    ]
    counts = Counter({name: _rows(had, name) for name in TABLES})
    failed: list[Failure] = []
    finished = len(had)
    progress(finished, len(shards), counts["documents"])
    for job, outcome in _finished(jobs, engine) if jobs else ():
        if isinstance(outcome, Done):
            counts.update(outcome.rows)
        else:
            failed.append(_failure(job, outcome))
            if isinstance(outcome, Undone) and outcome.stops:
                break
        finished += 1
        progress(finished, len(shards), counts["documents"])
    return Ran(len(shards), len(had), counts, tuple(failed))


def _rows(had: Mapping[str, manifest.Made], table: str) -> int:
    return sum(made.files[table].rows for made in had.values())


def _failure(job: Job, outcome: Undone | Crash) -> Failure:
    if isinstance(outcome, Undone):
        return Failure(job.shard, outcome.why, outcome.next_step, outcome.exit_code)
    step = worded("run it again, with fewer processes should memory be short")
    return Failure(job.shard, f"ended {ROUNDS} times: {outcome.why}", step, Exit.UNREADABLE)


def _finished(
    jobs: list[Job], engine: Callable[[], Engine]
) -> Iterator[tuple[Job, Done | Undone | Crash]]:
    started = engine()
    for last in (*[False] * (ROUNDS - 1), True):
        crashed: list[Job] = []
        for job, outcome in started.map(run_shard, jobs):
            if isinstance(outcome, Crash) and not last:
                crashed.append(replace(job, careful=True))
            else:
                yield job, outcome
        if not crashed:
            return
        jobs = crashed


def _found(wanted: Wanted) -> dict[str, storage.Found]:
    """The input files; what a pattern finds of the output's own is none of them."""
    found = (each for path in wanted.inputs for each in storage.find(path, ENDINGS))
    own = tuple(f"{storage.join(wanted.out, folder)}/" for folder in OWN)
    return {each.uri: each for each in found if not each.uri.startswith(own)}


def _insist_on_names(wanted: Wanted) -> None:
    """A variable of the shell that nobody has set would mean the folder where one stands."""
    for key, path in (*(("IN", each) for each in wanted.inputs), ("OUT", wanted.out)):
        if not path:
            raise UsageError(
                worded("`{key}` cannot be empty").format(key=key), worded("check the path")
            )


def _insist_on_plain(out: str) -> None:
    """Stores take these for patterns and for chains; of bytes that are no text no question can be asked."""
    try:
        out.encode()
    except UnicodeEncodeError:
        raise UsageError(
            worded("this is not UTF-8: {why}").format(why=out), worded("name another folder")
        ) from None
    if any(sign in out for sign in ("::", "[", "*", "?")):
        raise UsageError(
            worded("{out}: there can be no :: [ * ? in it").format(out=out),
            worded("name another folder"),
        )


def _insist_on_room(wanted: Wanted) -> None:
    """An output folder among the inputs would be read by the next run."""
    out = wanted.out.rstrip("/") + "/"
    for path in wanted.inputs:
        if out.startswith(storage.whole(path).rstrip("/") + "/"):
            raise UsageError(
                worded("{out} lies inside the input {path}").format(out=wanted.out, path=path),
                worded("name another folder"),
            )


def _swept(
    wanted: Wanted, found: Mapping[str, storage.Found], shards: Mapping[str, Shard], program: str
) -> dict[str, manifest.Made]:
    """The shards that are done; what is there of these inputs in another state is removed."""
    for folder in (*TABLES, manifest.FOLDER):
        storage.sweep(storage.join(wanted.out, folder))
    sizes = {table: _sizes(wanted.out, table) for table in TABLES}
    names = tuple(sorted(wanted.names.items()))
    had = {}
    others = set()
    for name, made in manifest.made(wanted.out):
        shard = shards.get(name)
        now = (made.etag, made.program, made.names)
        whole = now == (shard.etag, program, names) if shard else False
        if whole and all(sizes[table].get(name) == made.files[table].bytes for table in TABLES):
            had[name] = made
        elif made.uri in found:
            manifest.forget(wanted.out, name)
        else:
            others.add(name)
    _remove_orphans(wanted.out, {*shards, *others}, sizes)
    return had


def _remove_orphans(out: str, known: Container[str], sizes: Mapping[str, dict[str, int]]) -> None:
    """Tables of a killed run that no later one has asked for, unless another may still be at it."""
    for table, names in sizes.items():
        for name in names:
            path = manifest.table_path(out, table, name)
            if name not in known and storage.age(path) > storage.STALE:
                storage.remove(path)


def _sizes(out: str, table: str) -> dict[str, int]:
    """Bytes of the files that are there, by shard: one may have been cut short or deleted since."""
    found = storage.sizes(storage.join(out, table))
    return {name.removesuffix(".parquet"): size for name, size in found.items()}


def shards_made(out: str) -> dict[str, manifest.Made]:
    """What finished shards have written. Raises UnreadableCorpus where there is none."""
    found = dict(manifest.made(out))
    if not found:
        raise storage.UnreadableCorpus(
            worded("{out}: no corpus has been run into it").format(out=out),
            worded("quotes corpus run IN {out}").format(out=out),
        )
    return found


def errors_of(failures: Iterable[Failure]) -> list[QuotesError]:
    """Failures as errors that a batch lists."""
    return [_Failed(each) for each in failures]


class _Failed(QuotesError):
    def __init__(self, failure: Failure) -> None:
        shard = failure.shard
        where = "" if not any(shard.part) else f" [{shard.part.start}, {shard.part.end})"
        why = failure.why if shard.uri in failure.why else f"{shard.uri}{where}: {failure.why}"
        super().__init__(why, failure.next_step)
        self.exit_code = failure.exit_code
