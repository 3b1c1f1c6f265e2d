"""Work that makes many objects and no cycle, done without looking for cycles meanwhile."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """Half of the time of pairing a million marks, or of reading ten thousand entries, goes into
    looking for cycles. The collector is left as it was found.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
