"""Which rule answered where findings and annotations differ, and how often each rule is right."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from quotes.model import Finding, Kind
from quotes.sayings.scoring import Compared, Meeting
from quotes.span import Lines, Span

NO_RULE = "no rule answered"
BEFORE, AFTER = 25, 15
"""Characters of context around the words."""


@dataclass(frozen=True, slots=True)
class Miss:
    """One thing that a finding and an annotation say differently."""

    about: str
    """`span`, `kind`, `speaker` or `date`."""
    rule: str
    """The rules that answered, as the finding's reasons name them."""
    doc: str
    line: int
    said: str | None
    wanted: str | None
    context: str


@dataclass(frozen=True, slots=True)
class Record:
    """How a rule fares on quotes that were found as quotes."""

    about: str
    table: str
    rule: str
    fires: int
    right: int

    @property
    def precision(self) -> float:
        return self.right / self.fires


def misses(compared: Compared, text: str) -> tuple[Miss, ...]:
    """All differences of one article, in order of the text."""
    lines = Lines(text)
    return tuple(miss for one in compared.meetings for miss in _misses(one, text, lines))


def _misses(one: Meeting, text: str, lines: Lines) -> Iterator[Miss]:
    span = one.gold.span if one.gold else one.found.span if one.found else Span(0, 0)
    around = text[max(0, span.start - BEFORE) : span.end + AFTER]
    line = lines.place(span.start)[0]
    for about, said, wanted in _differences(one):
        rule = answered_by(one.found, about)
        yield Miss(about, rule, one.doc, line, said, wanted, around)


def _differences(one: Meeting) -> Iterator[tuple[str, str | None, str | None]]:
    gold, found = one.gold, one.found
    if gold is None or found is None:
        if gold is not None or one.invents(Kind.QUOTE) or one.invents(Kind.SLOGAN):
            said = found.kind.value if found else None
            yield "span", said, gold.kind.value if gold else None
        return
    if not one.kind_is_right:
        yield "kind", found.kind.value, gold.kind.value
    if (one.gets(Kind.QUOTE) or one.is_voiced) and not one.speaker_is_right:
        yield "speaker", found.speaker, gold.speaker
    if one.gets(Kind.QUOTE) and not one.date_is_right:
        yield "date", found.date, gold.date


def answered_by(found: Finding | None, about: str) -> str:
    """The rules behind one answer; a kind is named by the row that weighs first."""
    reasons = found.reasons if found else ()
    rules = [reason.rule for reason in reasons if reason.about == about]
    return " · ".join(rules[:1] if about == "kind" else rules) or NO_RULE


def records(documents: Iterable[Compared]) -> tuple[Record, ...]:
    """Every rule that named a speaker or a day, the busiest first."""
    fires, right = Counter[tuple[str, str, str]](), Counter[tuple[str, str, str]]()
    for compared in documents:
        for one in compared.meetings:
            for name, is_right in _fired(one):
                fires[name] += 1
                right[name] += is_right
    found = [Record(*name, count, right[name]) for name, count in fires.items()]
    return tuple(sorted(found, key=lambda each: (each.about, each.table, -each.fires, each.rule)))


def _fired(one: Meeting) -> Iterator[tuple[tuple[str, str, str], bool]]:
    if one.found is None or not one.gets(Kind.QUOTE):
        return
    verdicts = {"speaker": one.speaker_is_right, "date": one.date_is_right}
    for reason in one.found.reasons:
        if reason.about in verdicts:
            yield (reason.about, reason.table, reason.rule), verdicts[reason.about]
