"""A writer's draft held against the catalog and the sources that it keeps."""

from dataclasses import dataclass

from quotes.catalog.shelf import Shelf
from quotes.model import Article
from quotes.reading.drafts import read_draft
from quotes.sayings.drafts import Archive, Verified
from quotes.workflow.articles import read_as_told
from quotes.workflow.comparing import Comparison, same_speaker


@dataclass(frozen=True, slots=True)
class Examined:
    """A draft, and its quotations as they stand in it."""

    draft: Article
    quotations: tuple[Verified, ...]


def verify(shelf: Shelf, path: str, published: str | None = None) -> Examined:
    """Read a draft as articles are read, and hold each of its quotations against the catalog.

    Raises UnreadableArticle.
    """
    draft = read_draft(path)
    reading = read_as_told(draft, published, shelf.people)
    archive = Archive(shelf.kept, Comparison(shelf).sources, same_speaker(shelf.speakers))
    return Examined(draft, tuple(archive.verify(reading.findings)))
