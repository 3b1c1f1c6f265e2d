"""Where files may be put that somebody asks for: never in place of what proves the catalog."""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from quotes import derived
from quotes.catalog import store
from quotes.catalog.lookup import Lookup
from quotes.catalog.root import FOLDER, real, shown
from quotes.errors import QuotesError, UnreadableArticle, UsageError
from quotes.language import worded
from quotes.workflow.looking import source_path

OURS = b'<meta name="generator" content="quotes">'
"""Stands in every page of a site; a page without it is somebody else's."""


class BelongsToCatalog(UsageError):
    """What is there is the catalog's, or an article it was made from."""

    def __init__(self, place: Path) -> None:
        super().__init__(
            worded("{place} belongs to the catalog; it was not touched").format(place=place),
            worded("name another file"),
        )


def insist_on_a_place(lookup: Lookup, place: Path) -> None:
    """For one file. Raises UsageError, as for a folder."""
    target = real(place)
    if not place.name or target.is_dir():
        raise UsageError(
            worded("{place} is a folder").format(place=place), worded("name a file in it")
        )
    is_kept = _lies_in(target, lookup.root / FOLDER) or _identity(target) in _articles(lookup)
    if is_kept or _may_be_kept(lookup, target):
        raise BelongsToCatalog(place)


def insist_on_a_folder(lookup: Lookup, place: Path, names: Iterable[str]) -> None:
    """For a site, which writes files and folders of these names: neither the catalog's folder, nor one with
    articles in it, nor with another's pages. Raises UsageError.
    """
    target = real(place)
    if _lies_in(target, lookup.root / FOLDER):
        raise Unfit(worded("{FOLDER}/ is for the catalog alone").format(FOLDER=FOLDER))
    if target.exists() and not target.is_dir():
        raise Unfit(worded("{place} is no folder").format(place=place))
    if _identity(target) in _around(lookup):
        raise Unfit(worded("{place} holds articles of the catalog").format(place=place))
    index = place / "index.html"
    if index.is_symlink() or not derived.has_near_top(index, OURS):
        for each in (place / name for name in names):
            if each.is_symlink() or each.exists():
                raise Unfit(worded("{place} is not what quotes has written").format(place=each))


class Unfit(UsageError):
    """A folder that no site can be put into."""

    def __init__(self, message: str) -> None:
        super().__init__(message, worded("name another folder"))


def page_place(folder: Path, name: str) -> Path:
    """Where a page of a site is put. Raises UsageError where a link leads out of its folder."""
    place = folder / name
    if not real(place).is_relative_to(real(folder)):
        raise Unfit(worded("{place} is a link that leads out of the folder").format(place=place))
    return place


Identity = tuple[int, int]
"""Device and inode: the same file under any name, in capitals where a disk makes no difference."""


def _identity(path: Path) -> Identity | None:
    """None where there is no such file."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _lies_in(target: Path, folder: Path) -> bool:
    held = _identity(folder)
    return held is not None and any(_identity(each) == held for each in (target, *target.parents))


def _articles(lookup: Lookup) -> frozenset[Identity]:
    return frozenset(filter(None, map(_identity, _places(lookup))))


def _around(lookup: Lookup) -> frozenset[Identity]:
    """The folders that hold articles, at any depth."""
    folders = {folder for place in _places(lookup) for folder in place.parents}
    return frozenset(filter(None, map(_identity, folders)))


def _places(lookup: Lookup) -> Iterator[Path]:
    for file in lookup.sources:
        with suppress(UnreadableArticle):
            yield source_path(lookup.root, file)


def _may_be_kept(lookup: Lookup, target: Path) -> bool:
    """A file of the catalog that cannot be read may still name its article."""
    broken = (lookup.root / each.path for each in lookup.broken)
    file = shown(target, real(lookup.root))
    return target.exists() and any(_mentions(each, lookup.root, file) for each in broken)


def _mentions(path: Path, root: Path, file: str) -> bool:
    """True as well where it cannot even be looked into, or is in another encoding."""
    try:
        return file in store.read_text(path, root).text
    except FileNotFoundError:
        return False
    except QuotesError:
        return True
