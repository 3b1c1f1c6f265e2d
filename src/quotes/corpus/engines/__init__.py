"""Where shards are done: one module an engine, and each no more than a map without order.

An engine takes a function of the module level and jobs, and gives every job back with what the
function returned, or with `Crash` where the process that had it is gone.
"""

from collections.abc import Callable, Iterable, Iterator
from importlib import import_module
from typing import NamedTuple, Protocol, TypeVar

J = TypeVar("J")
D = TypeVar("D")


class Crash(NamedTuple):
    """The process ended without an answer."""

    why: str


class Engine(Protocol):
    def map(self, work: Callable[[J], D], jobs: Iterable[J]) -> Iterator[tuple[J, D | Crash]]: ...


NAMES = ("local", "ray", "dask")


def engine(name: str, address: str | None, workers: int | None) -> Engine:
    """Raises MissingLibrary where the engine's own library is not installed."""
    module = import_module(f"quotes.corpus.engines.on_{name}")
    made: Engine = module.start(address, workers)
    return made
