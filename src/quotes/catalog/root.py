"""Where a project is: the folder that holds `catalog/`."""

from pathlib import Path

from quotes.errors import QuotesError

FOLDER = "catalog"


class NoCatalog(QuotesError):
    """There is no project here."""

    def __init__(self, start: Path) -> None:
        super().__init__(
            f"no folder `{FOLDER}` in {start} or above it",
            f"go to the project, name it with -C DIR, or begin one: mkdir {FOLDER}",
        )


def find_root(start: Path) -> Path:
    """The folder that holds `catalog/`: here or the nearest above."""
    root = _root_above(start.resolve())
    if root is None:
        raise NoCatalog(start.resolve())
    return root


def root_or_new(start: Path) -> Path:
    """As `find_root`, but where there is no catalog the first one is begun here."""
    return _root_above(start.resolve()) or start.resolve()


def _root_above(here: Path) -> Path | None:
    return next((one for one in (here, *here.parents) if (one / FOLDER).is_dir()), None)
