"""Where files may be put that somebody asks for: never in place of what proves the catalog."""

from pathlib import Path

from quotes import derived
from quotes.catalog.lookup import Lookup
from quotes.catalog.root import FOLDER, real, shown
from quotes.catalog.store import mentions
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
    is_kept = target.is_relative_to(real(lookup.root / FOLDER)) or target in _articles(lookup)
    if is_kept or _may_be_kept(lookup, target):
        raise BelongsToCatalog(place)


def insist_on_a_folder(lookup: Lookup, place: Path) -> None:
    """For a site: neither the catalog's folder, nor one with articles in it, nor with another's pages."""
    target = real(place)
    if target.is_relative_to(real(lookup.root / FOLDER)):
        raise UsageError(
            worded("{FOLDER}/ is for the catalog alone").format(FOLDER=FOLDER),
            worded("name another folder"),
        )
    if target.exists() and not target.is_dir():
        raise UsageError(
            worded("{place} is no folder").format(place=place), worded("name another folder")
        )
    if any(article.is_relative_to(target) for article in _articles(lookup)):
        raise UsageError(
            worded("{place} holds articles of the catalog").format(place=place),
            worded("name another folder"),
        )
    index = place / "index.html"
    if index.is_symlink() or (index.exists() and not derived.has_near_top(index, OURS)):
        raise UsageError(
            worded("{place} is not a page that quotes has written").format(place=index),
            worded("name another folder"),
        )


def inside(folder: Path, name: str) -> Path:
    """A page's place. Raises UsageError where a link leads out of the site's folder."""
    place = folder / name
    if not real(place).is_relative_to(real(folder)):
        raise UsageError(
            worded("{place} is a link that leads out of the folder").format(place=place),
            worded("name another folder"),
        )
    return place


def _articles(lookup: Lookup) -> frozenset[Path]:
    return frozenset(filter(None, (_article(lookup.root, each) for each in lookup.sources)))


def _article(root: Path, file: str) -> Path | None:
    try:
        return source_path(root, file)
    except UnreadableArticle:
        return None


def _may_be_kept(lookup: Lookup, target: Path) -> bool:
    """A file of the catalog that cannot be read may still name its article."""
    broken = {Path(each.path).stem for each in lookup.broken}
    file = shown(target, real(lookup.root))
    return target.exists() and any(_mentions(lookup.root, each, file) for each in broken)


def _mentions(root: Path, name: str, file: str) -> bool:
    """True as well where it cannot even be looked into."""
    try:
        return mentions(root, name, file)
    except FileNotFoundError:
        return False
    except QuotesError:
        return True
