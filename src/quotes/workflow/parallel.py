"""Many articles read and parsed, by several processes where there is enough to do.

Results come in the order of the tasks, and never more than a window of them is under way, so that
memory does not grow with the number of files. What a process cannot hand over, because it failed or
died, is left to the caller, who then meets the same failure where it can be told.
"""

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from itertools import islice
from multiprocessing import get_context
from pathlib import Path

from quotes.catalog.speakers import People
from quotes.corpus.engines.on_local import Processes, leave_with_driver, processors
from quotes.errors import QuotesError
from quotes.model import Reading
from quotes.reading import read_article
from quotes.workflow.articles import read, read_as_told

ENOUGH = 1_000_000
"""Bytes of articles from which several processes pay: starting one takes as long as parsing half of
this.
"""

_WINDOW = 8
"""Tasks under way for each process."""


@dataclass(frozen=True, slots=True)
class Task:
    """An article, and the day of publication that its catalog file tells."""

    path: str
    published: str | None = None


def readings(
    tasks: Sequence[Task], people: People, jobs: int | None = None
) -> Iterator[Reading | None]:
    """A reading for each task; `None` where the caller must read for itself.

    `jobs` is the number of processes; `None` is as many as there are processors, if it pays.
    """
    count = processors() if jobs is None else jobs
    reads_stdin = any(task.path == "-" for task in tasks)
    if count < 2 or reads_stdin or (jobs is None and not _is_enough(tasks)):
        return iter([None] * len(tasks))
    return _by_processes(tasks, people, count)


def read_all(
    paths: Sequence[str], published: str | None, jobs: int | None = None
) -> Iterator[Reading | QuotesError]:
    """Every article in order, without a catalog, or what is wrong with it."""
    parsed = readings([Task(path, published) for path in paths], People(), jobs)
    for path, reading in zip(paths, parsed, strict=True):
        try:
            yield reading or read(path, published)
        except QuotesError as error:
            yield error


def _is_enough(tasks: Iterable[Task]) -> bool:
    size = 0
    for task in tasks:
        try:
            size += Path(task.path).stat().st_size
        except OSError:
            continue
        if size >= ENOUGH:
            return True
    return False


def _by_processes(tasks: Sequence[Task], people: People, count: int) -> Iterator[Reading | None]:
    waiting = iter(tasks)
    with Processes(count, get_context("spawn"), _begin, (people,)) as pool:
        under_way: deque[Future[Reading | None]] = deque()
        for task in islice(waiting, _WINDOW * count):
            under_way.append(pool.submit(_read, task))
        while under_way:
            yield _result(under_way.popleft())
            for task in islice(waiting, 1):
                under_way.append(_submitted(pool, task))


def _submitted(pool: ProcessPoolExecutor, task: Task) -> "Future[Reading | None]":
    try:
        return pool.submit(_read, task)
    except (BrokenProcessPool, RuntimeError):
        dead: Future[Reading | None] = Future()
        dead.set_result(None)
        return dead


def _result(future: "Future[Reading | None]") -> Reading | None:
    try:
        return future.result()
    except BrokenProcessPool:
        return None


_people: People = People()


def _begin(people: People) -> None:
    """Once in each process."""
    leave_with_driver()
    global _people  # noqa: PLW0603 # a process has no other place to keep what it is begun with
    _people = people


def _read(task: Task) -> Reading | None:
    try:
        return read_as_told(read_article(task.path), task.published, _people)
    except QuotesError:
        return None
