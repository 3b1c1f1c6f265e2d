"""How a quotation of a draft stands to what is printed, and what it was held against."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from quotes.catalog.kept import Kept
from quotes.model import Finding


class Verdict(StrEnum):
    """The mildest first."""

    VERBATIM = "verbatim"
    PUNCTUATION = "punctuation"
    SCRIPT = "script"
    EDITED = "edit shown"
    """Something is left out or put in, and …… or brackets show where."""
    DISPUTED = "disputed"
    """The catalog has another speaker too, or doubts the words."""
    SHORTENED = "shortened"
    CHANGED = "words changed"
    SPEAKER = "other speaker"
    DATE = "other date"
    UNSAID = "denied"
    """The article has the words to say that they were not said, or only might be."""
    REFUTED = "refuted"
    """People have found that the words are not the speaker's, or were taken back."""
    RETOLD = "only retold"
    """Nobody but an article that retells another one has the words."""
    UNMARKED = "no quotation in the source"
    STITCHED = "stitched"
    NOT_FOUND = "not found"


MILD = frozenset(
    {Verdict.VERBATIM, Verdict.PUNCTUATION, Verdict.SCRIPT, Verdict.EDITED, Verdict.DISPUTED}
)
"""What a house style may do, or what is no fault of the writer's."""


@dataclass(frozen=True, slots=True)
class Passage:
    """Words as they are printed, and where."""

    text: str
    where: str
    """`source:line`."""
    source: str
    kept: Kept | None = None
    """The entry, if the words are one, or a part of one."""


@dataclass(frozen=True, slots=True)
class Verified:
    """One quotation of a draft, what it is found to be, and what it was held against."""

    finding: Finding
    verdicts: tuple[Verdict, ...]
    passages: tuple[Passage, ...] = ()
    """What it matches; of what is not found, the nearest."""
    expected: Mapping[Verdict, str] = field(default_factory=dict)
    """For another or a disputed speaker, another date, and what was never said: what the catalog has."""

    @property
    def is_mild(self) -> bool:
        return MILD.issuperset(self.verdicts)
