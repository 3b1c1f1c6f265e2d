"""Every fault of the catalog, found by holding it against itself and against its sources."""

from pathlib import Path

from quotes.catalog import store
from quotes.catalog.checks import Printed, check_document, check_ids, check_source, words_of
from quotes.catalog.document import Document
from quotes.catalog.faults import fault
from quotes.catalog.shelf import Shelf, open_people
from quotes.errors import Problem, UnreadableArticle
from quotes.sayings.proof import printed
from quotes.workflow.looking import open_catalog, source_path


def check(root: Path) -> tuple[Problem, ...]:
    """Every fault of the catalog, in the order of its files."""
    shelf = open_catalog(root)
    problems = [*shelf.broken, *open_people(root)[1]]
    for document in shelf.documents:
        problems += check_document(document)
        problems += _against_source(root, document)
    problems += check_ids(shelf.documents)
    problems += _near_names(shelf)
    problems += [fault("W-LEFTOVER", store.shown(path, root)) for path in store.leftovers(root)]
    return tuple(sorted(set(problems)))


def _against_source(root: Path, document: Document) -> tuple[Problem, ...]:
    file = document.source.file
    if not file:
        return ()
    words = filter(None, (words_of(each.entry) for each in document.entries))
    try:
        said = printed(source_path(root, file), words)
    except UnreadableArticle as error:
        said = Printed(why_missing=error.message)
    return check_source(document, said)


def _near_names(shelf: Shelf) -> list[Problem]:
    """Speakers printed almost like somebody in people.yaml: most often a slip."""
    problems = []
    for document in shelf.documents:
        for filed in document.entries:
            name, node = filed.entry.speaker, filed.node.get("speaker")
            if name and node and (near := shelf.speakers.nearly(name)):
                place = document.place_of(node.span.start)
                problems.append(fault("W-NEAR-NAME", document.path, place, speaker=name, near=near))
    return problems
