"""Processes of this machine, each with one job at a time, so that a dead one can be blamed for it."""

import os
import signal
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from multiprocessing import get_context, parent_process
from typing import Any

from quotes.corpus.engines import Crash, D, J
from quotes.errors import UsageError
from quotes.language import worded


def start(address: str | None, workers: int | None) -> "Local":
    if address:
        raise UsageError(worded("--address is for a cluster"), worded("name it: --engine ray"))
    return Local(workers or processors())


def processors() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


@dataclass(frozen=True, slots=True)
class Local:
    workers: int

    def map(self, work: Callable[[J], D], jobs: Iterable[J]) -> Iterator[tuple[J, D | Crash]]:
        """One pool after another: a pool that has lost a process does nothing more."""
        waiting = iter(jobs)
        while first := list(islice(waiting, self.workers)):
            with Processes(self.workers, get_context("spawn"), leave_with_driver) as pool:
                try:
                    yield from _until_broken(pool, work, first, waiting)
                except BaseException:
                    pool.shutdown(wait=False, cancel_futures=True)
                    raise


class Processes(ProcessPoolExecutor):
    """Processes that are not interrupted before they have begun with `leave_with_driver`.

    A terminal interrupts all of them at once; one that is still loading the program would tell where it
    was, on and on. It inherits what its driver holds back while it is started, and that is here.
    """

    def submit(self, *asked: Any, **named: Any) -> "Future[Any]":
        with _without_interrupts():
            return super().submit(*asked, **named)


@contextmanager
def _without_interrupts() -> Iterator[None]:
    """They come afterwards, none of them is lost."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def leave_with_driver() -> None:
    """Once in each process: an interrupt ends it without a word, which is for the driver to say; and
    one whose driver is killed would wait for it for ever.
    """
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
    driver = parent_process()
    assert driver is not None

    def leave() -> None:
        driver.join()
        os._exit(1)

    threading.Thread(target=leave, daemon=True).start()


def _until_broken(
    pool: ProcessPoolExecutor, work: Callable[[J], D], first: list[J], waiting: Iterator[J]
) -> Iterator[tuple[J, D | Crash]]:
    under_way: dict[Future[D], J] = {pool.submit(work, job): job for job in first}
    whole = True
    while under_way:
        for future in wait(under_way, return_when=FIRST_COMPLETED).done:
            job = under_way.pop(future)
            try:
                yield job, future.result()
            except BrokenProcessPool:
                whole = False
                yield job, Crash("its process ended")
            for following in islice(waiting, 1 if whole else 0):
                try:
                    under_way[pool.submit(work, following)] = following
                except BrokenProcessPool:
                    whole = False
                    yield following, Crash("its process ended")
