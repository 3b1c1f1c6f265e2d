"""The sayings of a catalog: their printings, conflicts, copies and unmarked uses."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property

from quotes.catalog.kept import Kept
from quotes.catalog.lookup import Lookup
from quotes.catalog.speakers import Speakers
from quotes.errors import UnreadableArticle
from quotes.parsing import mend
from quotes.reading import read_article
from quotes.sayings.conflicts import Conflict, Who, conflicts
from quotes.sayings.copies import Copy, find_copies
from quotes.sayings.narration import Told
from quotes.sayings.slogans import Slogan, slogans
from quotes.sayings.unmarked import Unmarked, overlaps
from quotes.sayings.variants import Catalogued, Originals, Saying, by_publication, saying
from quotes.script import key
from quotes.workflow.looking import source_path


@dataclass(frozen=True, slots=True)
class Overlap:
    """A sentence of a source that shares clauses with a saying and has no marks."""

    source: str
    found: Unmarked


@dataclass(frozen=True, slots=True)
class Shown:
    """A saying with all that can be said of it."""

    saying: Saying
    conflicts: tuple[Conflict, ...]
    overlaps: tuple[Overlap, ...] = ()


class Comparison:
    """A catalog's sayings, with its sources at hand where a question needs them."""

    def __init__(self, lookup: Lookup) -> None:
        self._lookup = lookup
        self._who = same_speaker(lookup.speakers)
        self._told: dict[str, Told | None] = {}

    @cached_property
    def catalogued(self) -> Catalogued:
        return Catalogued(self._lookup.kept)

    @cached_property
    def _originals(self) -> Originals:
        return Originals(self.copies)

    def groups(self) -> tuple[tuple[Kept, ...], ...]:
        return self.catalogued.groups()

    def printed_twice(self) -> list[tuple[Kept, ...]]:
        """Sayings that more than one entry prints, and those told at second hand."""
        return [each for each in self.groups() if len(each) > 1 or each[0].entry.via]

    @cached_property
    def copies(self) -> tuple[Copy, ...]:
        """Among the sources that print the same saying: a copy prints many of the original's."""
        shared = (group for group in self.groups() if len(sources_of(group)) > 1)
        sources = dict.fromkeys(name for group in shared for name in sources_of(group))
        texts = {name: told.text for name in sources if (told := self._read(name))}
        return find_copies(texts, publication_order(self._lookup.kept))

    def shown(self, group: Sequence[Kept], *, with_overlaps: bool = False) -> Shown:
        made = saying(group, self._originals)
        overlaps = tuple(self._overlaps(made)) if with_overlaps else ()
        return Shown(made, tuple(conflicts(made, self._who)), overlaps)

    def _overlaps(self, made: Saying) -> Iterator[Overlap]:
        words = made.fullest.entry.text or ""
        for name, told in self.sources.items():
            for found in overlaps(told, words):
                yield Overlap(name, found)

    @cached_property
    def sources(self) -> dict[str, Told]:
        """All that can be read, by their names in the catalog; a missing one is told by `check`."""
        names = dict.fromkeys(each.source.file for each in self._lookup.kept if each.source.file)
        read = ((name, self._read(name)) for name in names)
        return {name: told for name, told in read if told is not None}

    def _read(self, name: str) -> Told | None:
        if name not in self._told:
            self._told[name] = None
            with suppress(UnreadableArticle):
                article = read_article(source_path(self._lookup.root, name))
                self._told[name] = Told(mend(article.text))
        return self._told[name]

    def slogans(self, words: str | None = None) -> list[Slogan]:
        """All set phrases, or those of which a printing holds the words."""
        copied = frozenset(copy.second for copy in self.copies)
        found = slogans(self._lookup.kept, self.sources, copied)
        wanted = key(words or "")
        return [each for each in found if any(wanted in key(text) for text in each.printings)]

    def find(self, asked: str) -> tuple[tuple[Kept, ...], ...]:
        """The sayings asked for, by an id or by words."""
        if asked in self.catalogued.kept:
            return (self.catalogued.group_of(asked),)
        alike = (each.entry.id for each in self.catalogued.like(asked))
        words = key(asked)
        holds = (
            name
            for name, kept in self.catalogued.kept.items()
            if words and words in key(kept.entry.text or "")
        )
        wanted = [*dict.fromkeys([*(name for name in alike if name), *holds])]
        groups = (self.catalogued.group_of(name) for name in wanted)
        return tuple(dict.fromkeys(groups))


def sources_of(group: Iterable[Kept]) -> tuple[str, ...]:
    """The articles that print a saying, each once."""
    return tuple(dict.fromkeys(each.source.file for each in group if each.source.file))


def publication_order(kept: Iterable[Kept]) -> tuple[str, ...]:
    """Sources in the order in which they were published, as far as that is known."""
    return sources_of(by_publication(kept))


def same_speaker(speakers: Speakers) -> Who:
    """Equal for two printings of one name."""
    known: dict[str, object] = {}

    def who(name: str) -> object:
        if name not in known:
            known[name] = speakers.printings(name) or key(name)
        return known[name]

    return who


def copies_among(texts: Mapping[str, str], kept: Iterable[Kept]) -> tuple[Copy, ...]:
    return find_copies(texts, publication_order(kept))
