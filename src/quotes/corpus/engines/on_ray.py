"""Ray Core tasks. Ray's own datasets retry a block that kills its process for ever; tasks do not."""

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import redirect_stdout
from dataclasses import dataclass
from itertools import islice
from typing import Any

from quotes.corpus.engines import Crash, D, J
from quotes.errors import MissingLibrary

_AHEAD = 2
"""Tasks asked for, for each processor: the next one is at hand when one is done."""


def start(address: str | None, workers: int | None) -> "OnRay":
    """Without an address a cluster of this machine is started, and ends with the run."""
    os.environ.setdefault("RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO", "0")
    try:
        import ray
    except ImportError as error:
        raise MissingLibrary(error.name, "ray") from None
    if not ray.is_initialized():
        cluster = {"address": address} if address else {"num_cpus": workers}
        ray.init(**cluster, include_dashboard=False, log_to_driver=False, logging_level="error")
    return OnRay(ray, workers or int(ray.cluster_resources().get("CPU", 1)))


@dataclass(frozen=True, slots=True)
class OnRay:
    ray: Any
    workers: int

    def map(self, work: Callable[[J], D], jobs: Iterable[J]) -> Iterator[tuple[J, D | Crash]]:
        with redirect_stdout(sys.stderr):  # Ray prints of dead workers where our data goes
            yield from self._map(work, jobs)

    def _map(self, work: Callable[[J], D], jobs: Iterable[J]) -> Iterator[tuple[J, D | Crash]]:
        ray = self.ray
        task = ray.remote(max_retries=0, num_cpus=1)(work)
        waiting = iter(jobs)
        under_way = {task.remote(job): job for job in islice(waiting, _AHEAD * self.workers)}
        while under_way:
            for reference in ray.wait(list(under_way), num_returns=1)[0]:
                job = under_way.pop(reference)
                try:
                    yield job, ray.get(reference)
                except (ray.exceptions.WorkerCrashedError, ray.exceptions.NodeDiedError) as error:
                    yield job, Crash(str(error).partition("\n")[0])
                except ray.exceptions.OutOfMemoryError:
                    yield job, Crash("its process took too much memory")
                for following in islice(waiting, 1):
                    under_way[task.remote(following)] = following
