"""Keys as they come from a person: one at a time, of any width, and now and then a whole line."""

import unicodedata
from collections import deque
from collections.abc import Iterable
from contextlib import suppress
from typing import Protocol

BACK, ON = "\x1b[D", "\x1b[C"
"""The arrows to the left and to the right."""


class Keys(Protocol):
    def press(self) -> str:
        """The next key; raises EOFError where there are no more."""

    def line(self, prompt: str) -> str:
        """A line that is typed; empty where the person thinks better of it."""


def folded(key: str) -> str:
    """A key whatever the width and case: an input method may send １ or Ｙ.

    >>> folded("１"), folded("Ｙ"), folded("\\u3000")
    ('1', 'y', ' ')
    """
    if key in ("\r", "\n"):
        return "\n"
    if key.startswith("\x1b"):
        return key.replace("\x1bO", "\x1b[")
    return unicodedata.normalize("NFKC", key).casefold()


class Keyboard:
    """The terminal. An input method may hand over several characters at once."""

    def __init__(self) -> None:
        self._waiting: deque[str] = deque()

    def press(self) -> str:
        import click

        if not self._waiting:
            got = click.getchar()
            self._waiting.extend([got] if got.startswith("\x1b") else got)
        key = self._waiting.popleft()
        if key == "\x03":
            raise KeyboardInterrupt
        if key in ("\x04", ""):
            raise EOFError
        return key

    def line(self, prompt: str) -> str:
        self._waiting.clear()
        with suppress(ImportError):
            import readline  # noqa: F401  # so that a line can be edited
        try:
            return input(prompt).strip()
        except (EOFError, KeyboardInterrupt):
            return ""
        except UnicodeDecodeError as error:
            return error.object.decode(errors="surrogateescape")  # for whoever asked to refuse


class Script:
    """Keys that were written down beforehand; a line is one item."""

    def __init__(self, keys: Iterable[str]) -> None:
        self._keys = iter(keys)

    def press(self) -> str:
        for key in self._keys:
            return key
        raise EOFError

    def line(self, prompt: str) -> str:
        return next(self._keys, "")
