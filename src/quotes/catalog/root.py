"""Where a project is, and which files its catalog has."""

from contextlib import suppress
from pathlib import Path

from quotes.errors import QuotesError, SystemFailed
from quotes.language import worded

FOLDER = "catalog"
PEOPLE = "people"
SCHEMA = "article.schema.json"


class NoCatalog(QuotesError):
    """There is no project here."""

    def __init__(self, start: Path) -> None:
        super().__init__(
            worded("no folder `{FOLDER}` in {start} or above it").format(
                FOLDER=FOLDER, start=start
            ),
            worded("go to the project, name it with -C DIR, or begin one: quotes init"),
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


def article_files(root: Path) -> tuple[Path, ...]:
    """The catalog's files in the order of their names, without what editors drop beside them."""
    try:
        names = sorted(each.name for each in (root / FOLDER).iterdir())
    except FileNotFoundError:
        return ()
    except OSError as error:
        raise SystemFailed(FOLDER, error) from None
    return tuple(filter(is_article_file, (root / FOLDER / name for name in names)))


def is_article_file(path: Path) -> bool:
    """By its name: neither people.yaml nor what an editor drops there."""
    return is_article_name(path.name)


def is_article_name(name: str) -> bool:
    """The same by the bare name."""
    return name.endswith(".yaml") and name[0] not in ".#_" and name != f"{PEOPLE}.yaml"


def leftovers(root: Path) -> tuple[Path, ...]:
    """Files that a write cut short has left: they may hold somebody's words."""
    return tuple(sorted((root / FOLDER).glob(".*.quotes-tmp")))


def shown(path: Path, root: Path) -> str:
    """A path as messages print it."""
    with suppress(ValueError):
        return path.relative_to(root).as_posix()
    return str(path)
