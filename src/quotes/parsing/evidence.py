"""One pair of marks where it stands, and what is found to name its speaker."""

from typing import NamedTuple

from quotes.model import Confidence, Mode
from quotes.parsing.marks import Pair
from quotes.parsing.segment import Line
from quotes.parsing.speaker import Speaker
from quotes.span import Span


class Evidence(NamedTuple):
    """What names the speaker of one pair of marks."""

    pair: Pair
    line: int
    """Index of the line."""
    sentence: Span
    rule: str = ""
    """The way that answered; empty where none did."""
    why: str = ""
    cue: str = ""
    """How a reporting verb stands to the marks; see shape.Setting."""
    speaker: Speaker | None = None
    confidence: Confidence = Confidence.GUESS
    span: Span | None = None
    mode: Mode | None = None
    via: Speaker | None = None
    """Who passes the words on."""
    undated: bool = False
    """The words are tied to no occasion that the passage tells of."""
    far: bool = False
    """The speaker is remembered from another paragraph."""
    woven: bool = False
    """The marks are part of a clause, and no verb hands them over."""
    item_of: Line | None = None
    """The dash line that attributes a list item."""


class Setting(NamedTuple):
    """One outermost pair of marks and where it stands."""

    pair: Pair
    line: Line
    number: int
    """Of the line."""
    sentence: Span
    """The reporter's sentence around it."""
    previous: Evidence | None
    """Of the marks before it on the same line."""

    @property
    def opens_line(self) -> bool:
        return self.pair.outer.start == self.line.span.start

    def answer(
        self, rule: str, why: str, speaker: Speaker | None, span: Span | None = None
    ) -> Evidence:
        """What one way of naming the speaker has found here: likely, unless it says more."""
        where = span or (speaker.span if speaker else None)
        return Evidence(
            self.pair,
            self.number,
            self.sentence,
            rule,
            why,
            "",
            speaker,
            Confidence.LIKELY,
            where,
        )
