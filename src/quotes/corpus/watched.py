"""Documents under watch: each has its time, and one that kills its process kills no run.

Within a process a signal ends what takes too long. Should even that be without effect, the process
ends itself after twice the time. A shard whose process ended is done once more with care: its documents go one by one
through a process of their own, so that it is known which of them was under way when it ended.
"""

import faulthandler
import io
import os
import pickle  # between us and a process that we have started
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import lru_cache
from typing import Self

from quotes.corpus.documents import Document
from quotes.corpus.outcomes import Outcome, TookTooLong, error_row, outcome

Look = Callable[[Document], Outcome]


def in_this_process(limit: float, look: Look = outcome) -> Look:
    """The outcome of a document within `limit` seconds."""
    _begin()
    return lambda document: _limited(document, limit, look)


@lru_cache(maxsize=1)
def _begin() -> None:
    """What a process needs once is on no document's time: rules are loaded, patterns compiled."""
    outcome(Document("", 0, "", "2月16日，市长说：“开始吧。”"))


def _limited(document: Document, limit: float, look: Look) -> Outcome:
    with _alarm(limit), _last_resort(2 * limit):
        try:
            return look(document)
        except TookTooLong as error:  # in the moment between two steps of `look`
            return Outcome(error=error_row(document, "time", str(error)))


@contextmanager
def _alarm(limit: float) -> Iterator[None]:
    if (
        not hasattr(signal, "setitimer")
        or threading.current_thread() is not threading.main_thread()
    ):
        yield
        return

    def ring(*_: object) -> None:
        raise TookTooLong(f"took longer than {limit:g} s")

    before = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, limit)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


@contextmanager
def _last_resort(limit: float) -> Iterator[None]:
    faulthandler.dump_traceback_later(limit, exit=True, file=_nowhere())
    try:
        yield
    finally:
        faulthandler.cancel_dump_traceback_later()


@lru_cache(maxsize=1)
def _nowhere() -> int:
    """Nobody at a terminal has use for what the process was doing."""
    return os.open(os.devnull, os.O_WRONLY)


class Apart:
    """Looks at documents in a process of their own, and knows which of them ended it.

    One that ends it twice is to blame; once may be somebody's `kill`, or a system short of memory.
    """

    _TRIES = 2

    def __init__(self, limit: float) -> None:
        self._limit = limit
        self._child: subprocess.Popen[bytes] | None = None

    def __call__(self, document: Document) -> Outcome:
        for _ in range(self._TRIES):
            with suppress(EOFError, BrokenPipeError, pickle.UnpicklingError):
                return self._ask(document)
            code = self._end()
        return Outcome(error=error_row(document, "killed", _how(code)))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._end()

    def _ask(self, document: Document) -> Outcome:
        child = self._child = self._child or _start(self._limit)
        assert child.stdin is not None
        assert child.stdout is not None
        pickle.dump(document, child.stdin)
        child.stdin.flush()
        answer: Outcome = pickle.load(child.stdout)  # noqa: S301 # our own process
        return answer

    def _end(self) -> int:
        child, self._child = self._child, None
        if child is None:
            return 0
        for pipe in (child.stdin, child.stdout):
            with suppress(BrokenPipeError):
                assert pipe is not None
                pipe.close()
        return child.wait()


def _start(limit: float) -> "subprocess.Popen[bytes]":
    command = [sys.executable, "-m", "quotes.corpus.watched", str(limit)]
    return subprocess.Popen(  # noqa: S603 # ourselves
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )


def _how(code: int) -> str:
    if code >= 0:
        return f"its process ended with code {code}"
    with suppress(ValueError):
        return f"its process ended by {signal.Signals(-code).name}"
    return f"its process ended by signal {-code}"


def _serve(limit: float) -> None:
    """The other side: documents come on stdin, outcomes go to stdout."""
    answers = io.BufferedWriter(io.FileIO(os.dup(1), "wb"))
    os.dup2(2, 1)  # what a library prints must not stand between two outcomes
    look = in_this_process(limit)
    while True:
        try:
            document = pickle.load(sys.stdin.buffer)  # noqa: S301 # from whoever started us
        except EOFError:
            return
        pickle.dump(look(document), answers)
        answers.flush()


if __name__ == "__main__":
    _serve(float(sys.argv[1]))
