"""The whole catalog in memory: every file as it stands, and every entry with its source."""

from collections.abc import Callable, Iterable, Set
from dataclasses import dataclass
from pathlib import Path

from quotes.catalog import store
from quotes.catalog.document import Document
from quotes.catalog.faults import fault
from quotes.catalog.kept import Kept, known_of
from quotes.catalog.people import read_people
from quotes.catalog.root import FOLDER
from quotes.catalog.speakers import People, Speakers
from quotes.errors import Problem, SystemFailed, UnreadableCatalog


@dataclass(frozen=True, slots=True)
class Shelf:
    root: Path
    documents: tuple[Document, ...]
    people: People
    kept: tuple[Kept, ...]
    broken: tuple[Problem, ...]
    """Files that cannot be read; their entries are missing here."""
    speakers: Speakers

    def entry(self, name: str) -> Kept | None:
        """The first entry with this id."""
        return next((each for each in self.kept if each.entry.id == name), None)

    def ids(self) -> list[str]:
        return [each.entry.id for each in self.kept if each.entry.id]


def open_shelf(root: Path, titles: Callable[[], Set[str]]) -> Shelf:
    """Read all there is. A broken file is reported and never taken for empty."""
    documents: list[Document] = []
    broken: list[Problem] = []
    for path in store.article_files(root):
        try:
            documents.append(store.read_file(path, root))
        except UnreadableCatalog as error:
            broken += error.problems
        except SystemFailed as error:
            broken.append(fault("E-FILE", store.shown(path, root), why=error.why))
    people, faults = open_people(root)
    printed = [each.entry.speaker for doc in documents for each in doc.entries]
    speakers = Speakers(people, filter(None, printed), titles)
    kept = tuple(each for document in documents for each in kept_of(document, speakers))
    errors = tuple(each for each in faults if not each.warning)
    return Shelf(root, tuple(documents), people, kept, (*broken, *errors), speakers)


def open_people(root: Path) -> tuple[People, tuple[Problem, ...]]:
    path = root / FOLDER / f"{store.PEOPLE}.yaml"
    name = store.shown(path, root)
    try:
        return read_people(store.read_text(path, root).text, name)
    except FileNotFoundError:
        return People(), ()
    except UnreadableCatalog as error:
        return People(), error.problems


def reread(shelf: Shelf, file: str) -> tuple[Document, tuple[Kept, ...]]:
    """One file as it stands now, for whoever has the shelf open while people are at work."""
    document = store.read_file(shelf.root / file, shelf.root)
    return document, tuple(kept_of(document, shelf.speakers))


def kept_of(document: Document, speakers: Speakers) -> Iterable[Kept]:
    """The entries of one file, each with all that is known of it."""
    for filed in document.entries:
        at = filed.node.span.start
        yield known_of(filed.entry, document.source, document.path, at, speakers)
