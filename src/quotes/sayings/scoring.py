"""How far findings agree with annotations: counted for each article, told as figures.

A finding and an annotation meet where their words stand at the same place, not counting stops
and spaces at either end. Every figure is a ratio of counts over such meetings, so that the counts
of several articles can be added up, and drawn again for an interval.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from quotes.model import Confidence, Finding, Kind
from quotes.sayings.gold import Annotation
from quotes.script import fold
from quotes.span import Span

Counts = Counter[str]

_EDGE = " \t\r\n\u3000，。、；：！？…,.;:!?·—-'\"“”‘’「」『』《》()（）"
_AROUND_NAMES = re.compile(r"""[\s《》“”「」『』"']""")


def trimmed(text: str, span: Span) -> Span:
    """The same words without stops, marks and spaces at either end.

    >>> trimmed("他说：好，走。", Span(2, 7)).of("他说：好，走。")
    '好，走'
    """
    words = span.of(text)
    start = span.start + len(words) - len(words.lstrip(_EDGE))
    return Span(start, start + len(words.strip(_EDGE)))


@lru_cache(maxsize=8192)
def same_name(name: str | None) -> str | None:
    """A name as it is compared: in one script, without title marks, quotation marks and spaces.

    >>> same_name("《長江日報》") == same_name("长江日报")
    True
    """
    return _AROUND_NAMES.sub("", fold(name)) if name else None


@dataclass(frozen=True, slots=True)
class Meeting:
    """A finding and an annotation of the same outermost words, or one without the other."""

    doc: str
    gold: Annotation | None
    found: Finding | None

    @property
    def both(self) -> bool:
        return self.gold is not None and self.found is not None

    @property
    def kind_is_right(self) -> bool:
        gold, found = self.gold, self.found
        return gold is not None and found is not None and found.kind in gold.kinds

    def asks_for(self, kind: Kind) -> bool:
        """The annotation is of this kind, and the finding is not of another that can be defended."""
        if self.gold is None or self.gold.kind is not kind:
            return False
        return self.found is None or self.found.kind is kind or not self.kind_is_right

    def gets(self, kind: Kind) -> bool:
        return self.asks_for(kind) and self.found is not None and self.found.kind is kind

    def invents(self, kind: Kind) -> bool:
        """The finding claims a kind that the annotation does not allow."""
        gold = self.gold
        claims = self.found is not None and self.found.kind is kind
        return claims and (gold is None or kind not in gold.kinds)

    @property
    def is_answered(self) -> bool:
        return self.found is not None and same_name(self.found.speaker) is not None

    @property
    def speaker_is_right(self) -> bool:
        """Saying nothing is right where the annotation says that nobody is told."""
        return self.found is not None and self.is_among_speakers(self.found.speaker)

    def is_among_speakers(self, name: str | None) -> bool:
        return self.gold is not None and same_name(name) in map(same_name, self.gold.speakers)

    @property
    def is_voiced(self) -> bool:
        """A slogan that was found and of which the annotation knows who voices it."""
        gold = self.gold
        return self.both and gold is not None and gold.kind is Kind.SLOGAN and bool(gold.speaker)

    @property
    def is_dated(self) -> bool:
        return self.gold is not None and self.gold.date is not None

    @property
    def date_is_right(self) -> bool:
        gold, found = self.gold, self.found
        return gold is not None and found is not None and found.date in gold.dates

    def is_held(self, confidence: Confidence) -> bool:
        """A quote whose speaker is answered with this confidence."""
        held = self.found is not None and self.found.confidence is confidence
        return self.gets(Kind.QUOTE) and self.is_answered and held

    @property
    def is_guess(self) -> bool:
        """A quote left open, with candidates."""
        found = self.found
        open_ = found is not None and found.speaker is None and bool(found.candidates)
        return self.gets(Kind.QUOTE) and open_

    @property
    def first_guess_is_right(self) -> bool:
        found = self.found
        return self.is_guess and found is not None and self.is_among_speakers(found.candidates[0])


_COUNTED: Mapping[str, Callable[[Meeting], bool]] = {
    "spans": lambda one: one.gold is not None,
    "found": lambda one: one.found is not None,
    "met": lambda one: one.both,
    "kind_right": lambda one: one.kind_is_right,
    "quotes": lambda one: one.asks_for(Kind.QUOTE),
    "quotes_got": lambda one: one.gets(Kind.QUOTE),
    "quotes_invented": lambda one: one.invents(Kind.QUOTE),
    "slogans": lambda one: one.asks_for(Kind.SLOGAN),
    "slogans_got": lambda one: one.gets(Kind.SLOGAN),
    "slogans_invented": lambda one: one.invents(Kind.SLOGAN),
    "voiced": lambda one: one.is_voiced,
    "voiced_right": lambda one: one.is_voiced and one.speaker_is_right,
    "speaker_right": lambda one: one.gets(Kind.QUOTE) and one.speaker_is_right,
    "answered": lambda one: one.gets(Kind.QUOTE) and one.is_answered,
    "answered_right": lambda one: one.gets(Kind.QUOTE) and one.is_answered and one.speaker_is_right,
    "date_right": lambda one: one.gets(Kind.QUOTE) and one.date_is_right,
    "dated": lambda one: one.gets(Kind.QUOTE) and one.is_dated,
    "dated_right": lambda one: one.gets(Kind.QUOTE) and one.is_dated and one.date_is_right,
    "certain": lambda one: one.is_held(Confidence.CERTAIN),
    "certain_right": lambda one: one.is_held(Confidence.CERTAIN) and one.speaker_is_right,
    "likely": lambda one: one.is_held(Confidence.LIKELY),
    "likely_right": lambda one: one.is_held(Confidence.LIKELY) and one.speaker_is_right,
    "guesses": lambda one: one.is_guess,
    "guesses_right": lambda one: one.first_guess_is_right,
}


@dataclass(frozen=True, slots=True)
class Compared:
    """One article, held against its annotations."""

    doc: str
    meetings: tuple[Meeting, ...]
    counts: Counts


def compare(
    doc: str, text: str, gold: Sequence[Annotation], findings: Sequence[Finding]
) -> Compared:
    """Bring annotations and findings together.

    In an article without outermost annotations no finding is held to be wrong.
    """
    wanted = {trimmed(text, one.span): one for one in gold if one.depth == 0}
    outer = {trimmed(text, one.span): one for one in findings if one.depth == 0} if wanted else {}
    places = sorted(wanted.keys() | outer.keys())
    meetings = tuple(Meeting(doc, wanted.get(at), outer.get(at)) for at in places)
    counts = Counter({name: sum(map(test, meetings)) for name, test in _COUNTED.items()})
    inner = {trimmed(text, one.span) for one in gold if one.depth}
    seen = {trimmed(text, one.span) for one in findings} if wanted else set()
    counts += Counter({"nested": len(inner), "nested_got": len(inner & seen)})
    counts["docs"] = int(bool(wanted))
    return Compared(doc, meetings, counts)


def figures(counts: Mapping[str, int]) -> dict[str, float]:
    """Every figure, in the order in which they are told; nothing of nothing counts as 0."""
    parts = fractions(counts).items()
    return {name: part / whole if whole else 0.0 for name, (part, whole) in parts}


def fractions(counts: Mapping[str, int]) -> dict[str, tuple[int, int]]:
    """Every figure as a part and a whole; docs/measuring.md says what each means.

    An F1, the harmonic mean of precision and recall, is twice what is right over what was
    claimed and what was wanted.
    """
    n = Counter(counts)
    quotes_claimed = n["quotes_got"] + n["quotes_invented"]
    slogans_claimed = n["slogans_got"] + n["slogans_invented"]
    return {
        "span_f1": (2 * n["met"], n["found"] + n["spans"]),
        "kind_accuracy": (n["kind_right"], n["met"]),
        "quote_f1": (2 * n["quotes_got"], quotes_claimed + n["quotes"]),
        "quote_p": (n["quotes_got"], quotes_claimed),
        "quote_r": (n["quotes_got"], n["quotes"]),
        "speaker_accuracy": (n["speaker_right"], n["quotes_got"]),
        "speaker_precision_when_answered": (n["answered_right"], n["answered"]),
        "who_said_what_f1": (2 * n["speaker_right"], quotes_claimed + n["quotes"]),
        "slogan_f1": (2 * n["slogans_got"], slogans_claimed + n["slogans"]),
        "slogan_speaker_accuracy": (n["voiced_right"], n["voiced"]),
        "nested_recall": (n["nested_got"], n["nested"]),
        "date_accuracy": (n["date_right"], n["quotes_got"]),
        "date_recall_of_dated": (n["dated_right"], n["dated"]),
    }


COUNTS_TOLD = ("docs", "spans", "quotes", "slogans")


def total(counts: Iterable[Counts]) -> Counts:
    summed = Counts()
    for each in counts:
        summed.update(each)
    return summed
