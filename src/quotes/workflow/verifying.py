"""A writer's draft held against the catalog and the sources that it keeps."""

from dataclasses import dataclass

from quotes.catalog.lookup import Lookup
from quotes.catalog.speakers import without_title
from quotes.model import Article
from quotes.reading.drafts import read_draft
from quotes.sayings.archive import Archive
from quotes.sayings.copies import Copied
from quotes.sayings.drafts import Examiner, Who
from quotes.sayings.verdicts import Verified
from quotes.script import key
from quotes.workflow.articles import read_as_told
from quotes.workflow.comparing import Comparison, same_speaker
from quotes.workflow.looking import titles


@dataclass(frozen=True, slots=True)
class Examined:
    """A draft, and its quotations as they stand in it."""

    draft: Article
    quotations: tuple[Verified, ...]


def verify(lookup: Lookup, path: str, published: str | None = None) -> Examined:
    """Read a draft as articles are read, and hold each of its quotations against the catalog.

    Raises UnreadableArticle.
    """
    draft = read_draft(path)
    reading = read_as_told(draft, published, lookup.people)
    comparison = Comparison(lookup)
    retold = {copy.second for copy in comparison.copies if copy.how is Copied.RETELLING}
    archive = Archive(lookup.kept, comparison.sources)
    examiner = Examiner(archive, _somebody(lookup), retold)
    return Examined(draft, tuple(examiner.verify(draft.text, reading.findings)))


def _somebody(lookup: Lookup) -> Who:
    """A bare office is nobody in particular: 市委书记 may be the one that the catalog names."""
    offices = titles()
    who = same_speaker(lookup.speakers)

    def somebody(name: str) -> object:
        folded = key(name)
        is_office = folded.endswith(tuple(offices)) and not without_title(folded, offices)
        return None if is_office else who(name)

    return somebody
