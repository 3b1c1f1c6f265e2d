"""Entries that are to be handed on, with all that goes with them."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from quotes.catalog.entries import Source
from quotes.catalog.kept import Kept
from quotes.catalog.speakers import Person
from quotes.sayings.anchors import Anchor


@dataclass(frozen=True, slots=True)
class Selection:
    """All that an export may need; formats take from it what they have a place for."""

    kept: tuple[Kept, ...]
    left_out: Mapping[str, int]
    """Entries by their status, of those that were asked for."""
    persons: tuple[Person, ...] = ()
    anchors: Mapping[str, Anchor] = field(default_factory=dict)
    """By id of the entry."""
    unread: tuple[str, ...] = ()
    """Sources that could not be read, so that their entries have no anchors."""

    @property
    def told(self) -> str:
        """What was left out, in words; nothing where that is nothing."""
        return ", ".join(f"{count} {status}" for status, count in self.left_out.items())

    @property
    def sources(self) -> dict[str, Source]:
        """The articles of the entries, by file, in order of their first entry."""
        return {each.source.file or each.file: each.source for each in self.kept}
