"""Articles on their way into the project: byte for byte, and never over another one."""

from dataclasses import dataclass
from pathlib import Path

from quotes.catalog import store
from quotes.catalog.document import Document
from quotes.catalog.entries import Source, filled
from quotes.catalog.merge import source_of
from quotes.catalog.root import FOLDER, is_there, real
from quotes.catalog.shelf import Shelf
from quotes.catalog.splice import Revision, new_file, revise
from quotes.errors import UsageError
from quotes.language import worded
from quotes.model import About, Article
from quotes.reading import read_with_bytes
from quotes.workflow.adding import Home, home_of
from quotes.workflow.looking import OutsideProject, inside


@dataclass(frozen=True, slots=True)
class Copied:
    """An article that is in the project now."""

    file: str
    """Relative to the root."""
    sha256: str
    is_new: bool
    """False where the same bytes were there already."""
    catalog: str
    """The catalog file that keeps where it came from."""


class NameTaken(UsageError):
    def __init__(self, file: str) -> None:
        super().__init__(
            worded("another article is called {file}; it was not touched").format(file=file),
            worded("give yours another name, or put it elsewhere with --to FOLDER"),
        )


class SaysOtherwise(UsageError):
    def __init__(self, file: str, key: str, value: str) -> None:
        super().__init__(
            worded("{file} says `{key}: {value}` already; nothing was written").format(
                file=file, key=key, value=value
            ),
            worded("if that is wrong, mend it there by hand"),
        )


def add(shelf: Shelf, path: str, to: str, facts: dict[str, str | None]) -> Copied:
    """Copy an article in, and begin its catalog file with what is known of its origin."""
    article, raw = read_with_bytes(path)
    file = _place(shelf, Path(path), to, article)
    known = _source(article, file, facts)
    home = home_of(shelf, file)
    _insist_on_agreement(shelf, home, known)
    target = shelf.root / file
    _insist_on_room(target, raw, file)
    with store.Writing(shelf.root) as writing:
        is_new = writing.ensure(target, raw)
        _insist_on_room(target, raw, file)
        writing.revise(home.path, lambda document: _with(document, known))
    return Copied(file, article.sha256, is_new, store.shown(home.path, shelf.root))


def _insist_on_room(target: Path, raw: bytes, file: str) -> None:
    if target.exists() and read_with_bytes(target)[1] != raw:
        raise NameTaken(file)


def _place(shelf: Shelf, path: Path, to: str, article: Article) -> str:
    """Where it is, or will be: what the project has already is not copied a second time."""
    if real(path).is_relative_to(shelf.root):
        return inside(shelf.root, str(path))
    for document in shelf.documents:
        file = document.source.file
        if file and document.source.sha256 == article.sha256 and is_there(shelf.root / file):
            return file
    folder = folder_for_articles(shelf.root, to, "--to seeds")
    return inside(shelf.root, str(folder / path.name))


def folder_for_articles(root: Path, name: str, such_as: str) -> Path:
    """A folder of the project that is not the catalog's own. Raises UsageError."""
    folder = real(root / name)
    if not folder.is_relative_to(root):
        raise OutsideProject(name, root)
    if folder.is_relative_to(real(root / FOLDER)):
        raise UsageError(
            worded("{FOLDER}/ holds no articles").format(FOLDER=FOLDER),
            worded("choose another folder: {such_as}").format(such_as=such_as),
        )
    return folder


def _source(article: Article, file: str, facts: dict[str, str | None]) -> Source:
    made = filled(source_of(article, About(), file))
    return Source(**{**made, **{key: value for key, value in facts.items() if value}})  # type: ignore[arg-type]


def _insist_on_agreement(shelf: Shelf, home: Home, known: Source) -> None:
    """What a person has written of a source stands."""
    for document in shelf.documents:
        if shelf.root / document.path != home.path:
            continue
        had = filled(document.source)
        for key, value in filled(known).items():
            if key in had and had[key] != value:
                raise SaysOtherwise(document.path, key, str(had[key]))


def _with(document: Document | None, known: Source) -> str | None:
    if document is None or (document.root is None and not document.text.strip()):
        return new_file(known, [])
    had = filled(document.source)
    missing = tuple((key, value) for key, value in filled(known).items() if key not in had)
    return revise(document, Revision(source=missing)) if missing else None
