"""The words of the house, as frozen values. See docs/architecture.md for the glossary.

Offsets count code points of the decoded raw file, newlines as they are, a byte-order mark not
counted; spans are `[start, end)` and, unless said otherwise, lie between the marks.
"""

from dataclasses import dataclass, field
from enum import StrEnum

from quotes.span import Span


class Kind(StrEnum):
    QUOTE = "quote"
    """Somebody's own words, whole or in part."""
    SLOGAN = "slogan"
    """A set phrase made to be repeated: 应收尽收."""
    TERM = "term"
    """Any other use of the marks: names, nicknames, distance."""


class Mode(StrEnum):
    """How words stand when they were not simply said."""

    WRITTEN = "written"
    THOUGHT = "thought"
    DENIED = "denied"
    HYPOTHETICAL = "hypothetical"


class Confidence(StrEnum):
    CERTAIN = "certain"
    LIKELY = "likely"
    GUESS = "guess"


class Place(StrEnum):
    """The part of the page in which a span stands."""

    TITLE = "title"
    HEADING = "heading"
    BODY = "body"
    ITEM = "item"
    """A numbered list item."""
    CAPTION = "caption"
    FURNITURE = "furniture"
    """Navigation, adverts, footers: the site speaking, not the article."""


@dataclass(frozen=True, slots=True)
class About:
    """What is known of an article; `None` or empty is what is not known."""

    title: str | None = None
    outlet: str | None = None
    host: str | None = None
    """The site that reposts it, where that is not the outlet."""
    author: tuple[str, ...] = ()
    editor: tuple[str, ...] = ()
    published: str | None = None
    """EDTF."""
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """One source document as it was read: the raw text is the truth and is never rewritten."""

    source: str
    """The path as it was given, or `-` for standard input."""
    text: str
    sha256: str
    """Of the raw bytes, in hexadecimal."""
    encoding: str
    about: About
    """From front matter or from the caller; what the text prints is found by parsing."""
    body: Span
    """The text without front matter."""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a finding says what it says: a rule, and the stretch of raw text it stands on."""

    about: str
    """`kind`, `speaker`, `date`, `occasion`, `mode`, `via`, `text` or `span`."""
    table: str
    rule: str
    why: str
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """What the parser saw at one pair of marks. Nobody edits a finding."""

    span: Span
    """Raw, between the marks."""
    depth: int
    """0 for an outermost span, 1 for a span inside another, and so on."""
    text: str
    """The mended reading."""
    raw: str
    """The source's own code points: `article.text[span]`."""
    kind: Kind
    place: Place
    line: int
    """Of the first word, counted from 1."""
    confidence: Confidence
    speaker: str | None = None
    candidates: tuple[str, ...] = ()
    """Who it may have been, best first, where `speaker` is left open."""
    via: str | None = None
    mode: Mode | None = None
    date: str | None = None
    """EDTF."""
    occasion: str | None = None
    repeats: bool = False
    """Stands in a line that the article prints more than once, and not for the first time."""
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Loose:
    """A mark that has no partner: reported, never skipped."""

    span: Span
    mark: str
    line: int
    why: str


@dataclass(frozen=True, slots=True)
class Reading:
    """All that parsing an article yields."""

    article: Article
    about: About
    """The article's own, completed with what its text prints."""
    findings: tuple[Finding, ...]
    loose: tuple[Loose, ...] = field(default=())
