"""Where the project is, and its catalog with what is wrong in it said once."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from quotes.catalog.root import find_root
from quotes.catalog.root import root_or_new as begin_root
from quotes.errors import Exit, Problem

if TYPE_CHECKING:
    from quotes.catalog.lookup import Lookup
    from quotes.catalog.shelf import Shelf


def root() -> Path:
    return find_root(Path.cwd())


def root_or_new() -> Path:
    """Where the first catalog is begun if there is none yet."""
    return begin_root(Path.cwd())


def lookup() -> "tuple[Lookup, Exit]":
    """The same for commands that only read: from the index, and not from the files."""
    from quotes.workflow.looking import look_up

    opened = look_up(root())
    return opened, _told(opened.broken)


def shelf() -> "tuple[Shelf, Exit]":
    """Broken files are named on stderr; the others are there all the same."""
    return _opened(root())


def shelf_or_new() -> "tuple[Shelf, Exit]":
    """The same, for commands that begin a catalog where there is none."""
    return _opened(root_or_new())


def _opened(where: Path) -> "tuple[Shelf, Exit]":
    from quotes.workflow.looking import open_catalog

    opened = open_catalog(where)
    return opened, _told(opened.broken)


def _told(broken: Iterable[Problem]) -> Exit:
    """Broken files are named on stderr."""
    from quotes.cli._talk import problem_line, say
    from quotes.present.messages import NEXT

    code = Exit.DONE
    for problem in broken:
        code = Exit.UNREADABLE
        say(problem_line(problem))
        say(NEXT.format(step=problem.next_step))
    return code
