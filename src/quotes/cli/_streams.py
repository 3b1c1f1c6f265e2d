"""The three standard streams, such that a run can rely on them.

One that was closed is opened on nothing, so that no file of ours is given its number: whoever reads
or prints there is refused when it is tried. What fails on stdout says its name. What cannot be said
on stderr is lost and nothing else is: the exit code tells it too.
"""

import io
import os
import re
import sys
from collections.abc import MutableMapping
from typing import TYPE_CHECKING, Any, TextIO

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

STDOUT = "stdout"
_SIZE = re.compile(r"\d{1,5}")


class _Named(io.FileIO):
    def write(self, content: "ReadableBuffer", /) -> int:
        try:
            return super().write(content)
        except OSError as error:
            error.filename = STDOUT
            raise


class _Unheard(io.FileIO):
    def write(self, content: "ReadableBuffer", /) -> int:
        try:
            return super().write(content)
        except OSError:
            return memoryview(content).nbytes


def make_safe() -> None:
    """In the order of their numbers, since the system gives the lowest that is free."""
    sys.stdin = sys.stdin or io.TextIOWrapper(io.BufferedReader(io.FileIO(_nothing(os.O_WRONLY))))
    sys.stdout = _through(_Named, sys.stdout, os.O_RDONLY)
    sys.stderr = _through(_Unheard, sys.stderr, os.O_WRONLY)


def _through(way: type[io.FileIO], stream: TextIO | None, closed: int) -> Any:
    """The stream with another way to the system. A terminal that cannot print Chinese shows escapes.

    A stream that leads to no file stays as it is: a console of Windows, or what a test reads.
    """
    if stream is None:
        return _writer(way(_nothing(closed), "wb"), "utf-8", is_by_line=False)
    buffer = getattr(stream, "buffer", None)
    if type(getattr(buffer, "raw", buffer)) is not io.FileIO or not isinstance(
        stream, io.TextIOWrapper
    ):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
        return stream
    stream.flush()
    raw = way(stream.fileno(), "wb", closefd=False)
    at_once = stream.line_buffering or stream.write_through
    return _writer(raw, stream.encoding, is_by_line=at_once)


def _writer(raw: io.FileIO, encoding: str, *, is_by_line: bool) -> io.TextIOWrapper:
    return io.TextIOWrapper(
        io.BufferedWriter(raw), encoding, "backslashreplace", line_buffering=is_by_line
    )


def _nothing(how: int) -> int:
    """Programs that we start find it at its number as well."""
    number = os.open(os.devnull, how)
    os.set_inheritable(number, True)
    return number


def forget_odd_sizes(surroundings: MutableMapping[str, str]) -> None:
    """What is no number, or no width or height of any screen, says nothing; rich would fail of it."""
    for name in ("COLUMNS", "LINES"):
        if name in surroundings and not _SIZE.fullmatch(surroundings[name]):
            del surroundings[name]


def silence_stdout() -> None:
    """Nothing more can be printed; the interpreter must not complain of it when it closes."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (OSError, ValueError):
        return
