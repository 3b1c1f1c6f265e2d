"""What a row of each table must contain. A misspelt key is a fault, not silence."""

from dataclasses import dataclass
from typing import Any, ClassVar, Literal, Self

Words = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """Every row has a name and a reason, or it does not exist.

    Plain dataclasses, so that a table which was validated once is loaded without pydantic.
    """

    __pydantic_config__: ClassVar[dict[str, str]] = {"extra": "forbid"}

    name: str
    why: str

    @classmethod
    def of(cls, values: dict[str, Any]) -> Self:
        """A row that was validated before, from what JSON makes of it."""
        return cls(**{name: _frozen(value) for name, value in values.items()})


def _frozen(value: Any) -> Any:
    if isinstance(value, list):
        return tuple(_frozen(each) for each in value)
    return FromTo(**value) if isinstance(value, dict) else value


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkRow(Row):
    open: str
    close: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FromTo:
    """What is printed, and how it is read."""

    printed: str
    read: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RepairRow(Row):
    kind: Literal["replace", "unwrap", "shifted", "shifted-end", "stray-mark", "note"]
    find: str = ""
    put: str = ""
    examples: tuple[FromTo, ...]
    leave: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class VerbRow(Row):
    strength: Literal["strong", "weak"]
    mode: Literal["written", "thought", "denied", "hypothetical"] | None = None
    words: Words
    not_before: Words
    not_after: Words
    only_before: Words = ()
    """Marks of which one must follow: 李明道：“冷。”, and not 于夏慤道集结. Empty for any."""
    after_speakers: bool = False
    """Whether a word for a speaker right before lifts `not_before`: 人称 is no verb, 发言人称 is."""
    frame: str
    leave: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class WordsRow(Row):
    """A group of words, or of patterns over folded text, that play one part."""

    words: Words = ()
    patterns: Words = ()
    after_only: bool = False
    match: Words
    leave: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class FeatureRow(Row):
    """One observation about a pair of marks and how far it speaks for each kind.

    `where` says what the pattern is looked for in: the sentence `left` of the opening mark or
    `right` of the closing one, the words `inner`, or a `shape` that parsing/shape.py computes.
    """

    where: Literal["left", "right", "inner", "shape"]
    pattern: str = ""
    quote: float = 0.0
    slogan: float = 0.0
    term: float = 0.0
    match: Words
    leave: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class FrameRow(Row):
    """A turn of phrase that names the speaker of a pair of marks; `(?P<who>…)` catches them."""

    left: str = ""
    inner: str = ""
    right: str = ""
    confidence: Literal["certain", "likely"] = "certain"
    relay: bool = False
    """WHO only passes the words on: 据X转述."""
    nobody: bool = False
    """The words have no speaker who could be named: 俗话说."""
    undated: bool = False
    """The words are not tied to the occasion that the passage tells: 按…的说法."""
    mode: Literal["written", "thought", "denied", "hypothetical"] | None = None
    match: Words
    leave: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class LineRow(Row):
    """A pattern over a whole line that tells what part the line plays."""

    role: Literal["furniture", "end", "caption", "byline", "item", "dash", "salutation", "title"]
    pattern: str
    match: Words
    leave: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class MetaRow(Row):
    """A pattern over a line that prints something about the article; named groups say what."""

    pattern: str
    match: Words
    leave: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class DateRow(Row):
    """A date expression; named groups carry numbers, `shift` the days from its base."""

    pattern: str
    base: Literal["none", "published", "running"]
    shift: int = 0
    match: Words
    leave: Words
