"""Dask's distributed scheduler, as clusters of universities have it (dask-jobqueue)."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from quotes.corpus.engines import Crash, D, J
from quotes.errors import MissingLibrary

_AHEAD = 2


def start(address: str | None, workers: int | None) -> "OnDask":
    try:
        import distributed
    except ImportError as error:
        raise MissingLibrary(error.name, "dask") from None
    local = {"n_workers": workers, "threads_per_worker": 1, "dashboard_address": ":0"}
    client = distributed.Client(address) if address else distributed.Client(**local)
    return OnDask(distributed, client, workers or max(1, sum(client.ncores().values())))


@dataclass(frozen=True, slots=True)
class OnDask:
    distributed: Any
    client: Any
    workers: int

    def map(self, work: Callable[[J], D], jobs: Iterable[J]) -> Iterator[tuple[J, D | Crash]]:
        waiting = iter(jobs)
        first = list(islice(waiting, _AHEAD * self.workers))
        asked = {self.client.submit(work, job, pure=False): job for job in first}
        done = self.distributed.as_completed(asked)
        for future in done:
            job = asked.pop(future)
            try:
                yield job, future.result()
            except self.distributed.scheduler.KilledWorker as error:
                yield job, Crash(str(error).partition("\n")[0])
            for following in islice(waiting, 1):
                new = self.client.submit(work, following, pure=False)
                asked[new] = following
                done.add(new)
