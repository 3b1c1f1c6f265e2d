"""Everything that a reader may want to look at, as values: what a site is made of."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from quotes.catalog.entries import Source
from quotes.catalog.kept import Kept
from quotes.catalog.speakers import Person
from quotes.sayings.anchors import Anchor
from quotes.sayings.conflicts import Conflict
from quotes.sayings.slogans import Slogan
from quotes.sayings.variants import Saying


@dataclass(frozen=True, slots=True)
class Reasoned:
    """What the parser says today of an entry's words."""

    confidence: str
    reasons: tuple[tuple[str, str, str], ...]
    """What each is about, its rule, and why."""


@dataclass(frozen=True, slots=True)
class Printed:
    """An article with its entries."""

    name: str
    """Of its catalog file, without the ending: it never changes."""
    source: Source
    kept: tuple[Kept, ...]
    """In the order of the text."""
    text: str | None = None
    """As it was decoded; `None` where it cannot be read."""
    anchors: Mapping[str, Anchor] = field(default_factory=dict)
    """By id of the entry."""
    reasoned: Mapping[str, Reasoned] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Library:
    """A catalog for reading."""

    kept: tuple[Kept, ...]
    """By date."""
    articles: tuple[Printed, ...]
    persons: Mapping[str, Person]
    """By name; those of people.yaml."""
    sayings: tuple[Saying, ...]
    """Printed more than once, or told at second hand."""
    slogans: tuple[Slogan, ...]
    conflicts: tuple[Conflict, ...]
    left_out: Mapping[str, int]
