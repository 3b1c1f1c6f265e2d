"""What can go wrong, said in one place.

Two kinds. A fault in somebody's data is a `Problem`: a value with a place, collected and
printed together with all others. Work that cannot go on raises a `QuotesError`, which owns
its sentence, the next step and the exit code, so that call sites name only the facts.
"""

from enum import IntEnum
from typing import NamedTuple

from quotes.language import of_system, worded


class Exit(IntEnum):
    """The exit codes that other programs rely on."""

    DONE = 0
    PROBLEMS = 1
    USAGE = 2
    UNREADABLE = 3
    CHANGED = 4
    SYSTEM = 5
    INTERRUPTED = 130


class Problem(NamedTuple):
    """A fault in an article or a catalog file: where, what, and what to do next."""

    path: str
    line: int
    """Counted from 1; 0 where the fault belongs to the whole file."""
    column: int
    """Counted from 1 in code points."""
    code: str
    message: str
    next_step: str = ""
    warning: bool = False
    end_column: int = 0
    """Behind the last character meant, on the same line; 0 where only the start is known."""
    entry: str = ""
    """The id of the entry it belongs to."""

    @property
    def place(self) -> str:
        return f"{self.path}:{self.line}:{self.column}" if self.line else self.path


class QuotesError(Exception):
    """Work cannot go on. Says what happened, where, and what to do."""

    exit_code: Exit = Exit.UNREADABLE

    def __init__(self, message: str, next_step: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.next_step = next_step


class UsageError(QuotesError):
    """The command line asks for something that cannot be meant."""

    exit_code = Exit.USAGE


class UnreadableArticle(QuotesError):
    """A source cannot be read as a Chinese article."""

    def __init__(self, path: str, why: str, next_step: str) -> None:
        super().__init__(f"{path}: {why}", next_step)
        self.path = path


class UnreadableCatalog(QuotesError):
    """Catalog files cannot be read; they are never taken for empty."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        first = problems[0]
        more = f" (and {len(problems) - 1} more)" if len(problems) > 1 else ""
        super().__init__(
            f"{first.place} {first.code} {first.message}{more}",
            first.next_step
            or worded("mend the file, then run the command again; nothing was written"),
        )
        self.problems = problems


class ChangedUnderneath(QuotesError):
    """A file changed between reading and writing."""

    exit_code = Exit.CHANGED

    def __init__(self, path: str) -> None:
        super().__init__(
            worded("{path} changed while quotes was working; nothing was written").format(
                path=path
            ),
            worded("run the command again"),
        )


class SystemFailed(QuotesError):
    """The disk or the system refused."""

    exit_code = Exit.SYSTEM

    def __init__(self, path: str, why: OSError) -> None:
        self.why = of_system(why)
        super().__init__(
            f"{path}: {self.why}",
            worded("free space or mend permissions; the old file is untouched"),
        )


class SystemRefused(QuotesError):
    """The system would not read, write or print, at a place where nothing else was at stake."""

    exit_code = Exit.SYSTEM

    def __init__(self, path: str | None, why: str, next_step: str = "") -> None:
        super().__init__(
            f"{path}: {why}" if path else why,
            next_step
            or worded("see to the disk or the rights of the folder, then run the command again"),
        )


class MissingLibrary(QuotesError):
    """An extra that was not installed."""

    exit_code = Exit.USAGE

    def __init__(self, name: str | None, extra: str) -> None:
        super().__init__(
            worded("this needs {name}, which is not installed").format(name=name),
            worded("pip install 'quotes[{extra}]'").format(extra=extra),
        )


class BadRules(QuotesError):
    """A rule table shipped with the program, or edited, does not hold together."""

    exit_code = Exit.SYSTEM

    def __init__(self, table: str, row: str, why: str) -> None:
        super().__init__(f"rules/{table}.yaml, row {row}: {why}", worded("mend the row"))
