"""Where a project is, and which files its catalog has."""

import os
from contextlib import suppress
from pathlib import Path

from quotes.catalog.faults import fault
from quotes.errors import QuotesError, SystemFailed, UnreadableCatalog
from quotes.language import worded
from quotes.unseen import storable

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
    root = _root_above(real(start))
    if root is None:
        raise NoCatalog(real(start))
    return root


def root_or_new(start: Path) -> Path:
    """As `find_root`, but where there is no catalog the first one is begun here."""
    return _root_above(real(start)) or real(start)


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


def real(path: Path) -> Path:
    """With every link followed; of links in a circle as far as it goes, so that opening it tells of them.

    Before Python 3.13 `Path.resolve` raises RuntimeError for a circle.
    """
    return Path(os.path.realpath(path))


def insist_on_name(path: Path, root: Path) -> None:
    """Raises UnreadableCatalog for a file of the catalog whose name cannot be written down: on Linux any
    bytes are a name. The index knows it by the name with U+FFFD in it, and no file is called so.
    """
    name = storable(path.name)
    if name != path.name or ("\ufffd" in name and not is_there(path)):
        why = worded("its name is no text")
        raise UnreadableCatalog((fault("E-FILE", shown(path, root), why=why),))


def is_there(path: Path) -> bool:
    """False as well for a name that no system takes, where `Path.exists` raises OSError or ValueError."""
    return os.path.exists(path)  # noqa: PTH110


def insist_inside(path: Path, root: Path) -> None:
    """Raises UnreadableCatalog for a file that lies elsewhere by way of links: a copy of a project may bring
    any. The catalog's folder itself may be a link: whoever made it has chosen the place.
    """
    target = real(path)
    if not any(target.is_relative_to(real(each)) for each in (root, root / FOLDER)):
        why = worded("it is a link that leads out of the project")
        raise UnreadableCatalog((fault("E-FILE", shown(path, root), why=why),))


def shown(path: Path, root: Path) -> str:
    """A path as messages print it."""
    with suppress(ValueError):
        return path.relative_to(root).as_posix()
    return str(path)
