"""Compression undone as a stream that gives what is there before it tells that it breaks off."""

import bz2
import gzip
import io
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import IO, Any

from quotes.corpus.storage import opened, without_compression

_STEP = 1 << 14
"""Bytes of a read: what breaks off loses no more than that."""


class BrokenOff(Exception):
    """What is compressed cannot be undone any further. A failure of the disk or the net is none."""


@contextmanager
def unpacked(uri: str) -> Iterator["Unpacked"]:
    """What is in a file, compression undone, from its beginning."""
    with opened(uri) as file:
        yield Unpacked(file, without_compression(uri)[1])


class Unpacked:
    """Only `read`, as whoever reads a stream needs it."""

    def __init__(self, file: IO[bytes], codec: str | None) -> None:
        self._packed = _Packed(file)
        self._codec = codec
        self._undo = _undone(self._packed, codec) if codec else file.read

    def read(self, size: int = _STEP) -> bytes:
        """No more than `size` bytes, and no more than a step of what is compressed."""
        if self._codec is None:
            return self._undo(size)
        try:
            return self._undo(_STEP if size < 0 else min(size, _STEP))
        except (OSError, EOFError, ValueError, zlib.error) as error:
            if self._packed.failed:
                raise
            raise BrokenOff(str(error)) from None


class _Packed(io.RawIOBase):
    """The packed bytes, as the libraries of codecs like to have them."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self.failed = False
        """Whether it was the file that could not be read."""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        try:
            found = self._file.read(len(buffer))
        except OSError:
            self.failed = True
            raise
        buffer[: len(found)] = found
        return len(found)


def _undone(packed: _Packed, codec: str) -> Callable[[int], bytes]:
    buffered = io.BufferedReader(packed)
    if codec == "gzip":
        return gzip.GzipFile(fileobj=buffered).read1
    if codec == "bz2":
        return bz2.BZ2File(buffered).read1
    import pyarrow as pa

    stream = pa.CompressedInputStream(pa.PythonFile(buffered, mode="r"), codec)
    read: Callable[[int], bytes] = stream.read
    return read
