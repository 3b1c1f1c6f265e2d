"""Looking into the catalog: choosing, finding one entry, asking why it says what it says."""

from collections.abc import Sequence, Set
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from quotes.catalog.kept import Kept
from quotes.catalog.lookup import Lookup
from quotes.catalog.root import real
from quotes.errors import UnreadableArticle, UnreadableCatalog, UsageError
from quotes.language import worded
from quotes.unseen import storable

if TYPE_CHECKING:
    from quotes.catalog.shelf import Shelf
    from quotes.model import Article, Finding


class Explained(NamedTuple):
    """An entry with what its source says at that place today."""

    kept: Kept
    place: tuple[str, int]
    article: "Article | None" = None
    finding: "Finding | None" = None
    why_not: str = ""
    """Why there is no article to show."""


class NotInCatalog(UsageError):
    def __init__(self, name: str, near: Sequence[str]) -> None:
        hint = (
            worded("did you mean {names}?").format(names=", ".join(near))
            if near
            else worded("see the ids with: quotes list")
        )
        super().__init__(worded("no entry has the id {name}").format(name=name), hint)


class UnknownSpeaker(UsageError):
    def __init__(self, name: str, near: Sequence[str]) -> None:
        hint = (
            worded("nearest: {names}").format(names=", ".join(near))
            if near
            else worded("see who speaks with: quotes stats")
        )
        super().__init__(
            worded("nobody called {name} speaks in this catalog").format(name=name), hint
        )


def titles() -> Set[str]:
    """Loaded only where a name may be printed with its title."""
    from quotes import rules

    return rules.titles()


def open_catalog(root: Path) -> "Shelf":
    """Every file, read: for commands that need them all, or that write."""
    from quotes.catalog.shelf import open_shelf

    return open_shelf(root, titles)


def look_up(root: Path) -> Lookup:
    """The index: for commands that read entries."""
    return Lookup(root, titles)


def find_speakers(shelf: "Shelf | Lookup", names: Sequence[str]) -> frozenset[str] | None:
    """All printings of the speakers asked for; `None` where nobody is asked for."""
    if not names:
        return None
    found: set[str] = set()
    for name in names:
        printings = shelf.speakers.printings(name)
        if printings is None:
            _insist_on_all(shelf)
            raise UnknownSpeaker(name, shelf.speakers.near(name))
        found |= printings
    return frozenset(found)


def _insist_on_all(shelf: "Shelf | Lookup") -> None:
    """What is not found may stand in a file that cannot be read."""
    if shelf.broken:
        raise UnreadableCatalog(shelf.broken)


def find_entry(shelf: "Shelf | Lookup", name: str) -> Kept:
    kept = shelf.entry(name)
    if kept is not None:
        return kept
    _insist_on_all(shelf)
    from rapidfuzz import fuzz, process

    near = process.extract(name, shelf.ids(), scorer=fuzz.ratio, limit=3, score_cutoff=60)
    raise NotInCatalog(name, [each for each, *_ in near])


def explain(lookup: Lookup, name: str) -> Explained:
    """The entry, its article, and the finding that stands for it there.

    Its catalog file is read as it stands: it may have been saved a moment ago.
    """
    from quotes.catalog.pairing import pair
    from quotes.catalog.proposal import is_kept
    from quotes.catalog.store import read_file
    from quotes.reading import read_article
    from quotes.workflow.articles import read_as_told

    kept = find_entry(lookup, name)
    document = read_file(lookup.root / kept.file, lookup.root)
    index = next(i for i, each in enumerate(document.entries) if each.entry.id == name)
    place = (kept.file, document.line_of(document.entries[index].node.span.start))
    try:
        article = read_article(source_path(lookup.root, kept.source.file))
    except UnreadableArticle as error:
        return Explained(kept, place, why_not=error.message)
    reading = read_as_told(article, kept.source.published, lookup.people)
    partners = pair([each.entry for each in document.entries], reading.findings, is_kept)
    finding = reading.findings[partners[index]] if index in partners else None
    return Explained(kept, place, article, finding)


class OutsideProject(UsageError):
    def __init__(self, path: str, root: Path) -> None:
        super().__init__(
            worded("{path} lies outside the project {root}").format(path=path, root=root),
            worded("copy it in: quotes add {path}").format(path=path),
        )


def inside(root: Path, name: str) -> str:
    """What the catalog calls an article: its path relative to the root.

    Raises OutsideProject, and UnreadableArticle where the name's bytes are no text.
    """
    if name == "-":
        raise OutsideProject(name, root)
    try:
        file = real(Path(name)).relative_to(root).as_posix()
    except ValueError:
        raise OutsideProject(name, root) from None
    if storable(file) != file:
        raise UnreadableArticle(name, worded("its name is no text"), worded("rename it"))
    return file


def source_path(root: Path, file: str | None) -> Path:
    """Raises UnreadableArticle for a source that no entry may lead to."""
    why = (
        worded("the entry names no source")
        if not file
        else worded("the source lies outside the project")
    )
    try:
        path = real(root / (file or ".."))
        path.relative_to(root)
    except ValueError:  # a NUL in the name as well
        step = worded("name a file inside the project as `source.file`")
        raise UnreadableArticle(file or "?", why, step) from None
    return path
