"""Where the project is, and its catalog with what is wrong in it said once."""

from pathlib import Path

from quotes.catalog.root import find_root
from quotes.catalog.root import root_or_new as begin_root
from quotes.catalog.shelf import Shelf
from quotes.errors import Exit


def root() -> Path:
    return find_root(Path.cwd())


def root_or_new() -> Path:
    """Where the first catalog is begun if there is none yet."""
    return begin_root(Path.cwd())


def shelf() -> tuple[Shelf, Exit]:
    """Broken files are named on stderr; the others are there all the same."""
    return _opened(root())


def shelf_or_new() -> tuple[Shelf, Exit]:
    """The same, for commands that begin a catalog where there is none."""
    return _opened(root_or_new())


def _opened(where: Path) -> tuple[Shelf, Exit]:
    from quotes.cli._talk import problem_line, say
    from quotes.present.messages import NEXT
    from quotes.workflow.looking import open_catalog

    opened = open_catalog(where)
    for problem in opened.broken:
        say(problem_line(problem))
        say(NEXT.format(step=problem.next_step))
    return opened, Exit.UNREADABLE if opened.broken else Exit.DONE
