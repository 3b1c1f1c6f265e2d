"""Put evidence, timing and kind together into findings, each fact with its reason."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import accumulate
from typing import NamedTuple

from quotes.model import Article, Confidence, Finding, Kind, Loose, Place, Reason
from quotes.parsing.classify import Verdict
from quotes.parsing.dates import Dated
from quotes.parsing.discourse import Discourse
from quotes.parsing.evidence import Evidence
from quotes.parsing.marks import Pair, Pairing
from quotes.parsing.mend import Mended
from quotes.parsing.nested import Inside, look_inside
from quotes.parsing.segment import Role
from quotes.parsing.speaker import MEANT
from quotes.parsing.timing import FOR_SLOGANS, REACH, Timing
from quotes.rules.shapes import FeatureRow
from quotes.span import Lines, Span

_PLACES = {
    Role.TITLE: Place.TITLE,
    Role.HEADING: Place.HEADING,
    Role.ITEM: Place.ITEM,
    Role.CAPTION: Place.CAPTION,
    Role.FURNITURE: Place.FURNITURE,
    Role.BYLINE: Place.FURNITURE,
}


class _Workbench:
    """What every finding of one article is made with."""

    def __init__(self, article: Article, mended: Mended, told: Discourse) -> None:
        self.article, self.mended, self.told = article, mended, told
        self.lines = Lines(article.text)
        self._repaired = _Repaired(mended, article.body.start)

    def raw(self, span: Span) -> Span:
        start, end = self.mended.raw_span(span) if self.mended.passes else span
        shift = self.article.body.start
        return Span(start + shift, end + shift)

    def raw_inner(self, pair: Pair) -> Span:
        """Raw, between the marks; what a repair left out there belongs to it."""
        words = self.raw(pair.inner)
        if not self.mended.passes:
            return words
        outer = self.raw(pair.outer)
        opens = self.raw(Span(pair.outer.start, pair.outer.start + 1))
        closes = self.raw(Span(pair.outer.end - 1, pair.outer.end))
        start = min(opens.end, words.start)
        end = max(closes.start, words.end)
        return Span(max(start, outer.start), min(end, outer.end))

    def text_reasons(self, span: Span) -> tuple[Reason, ...]:
        return self._repaired.reasons(span)


class _Repaired:
    """Where the text was mended or noted, looked up by place: there may be as many as marks."""

    def __init__(self, mended: Mended, shift: int) -> None:
        told = [
            (rule, at, f"read as “{put}”" if put else "left out")
            for rule, at, put in mended.repairs()
        ]
        told += [(rule, at, "kept as printed") for rule, at in mended.notes]
        made = [
            (Span(at.start + shift, at.end + shift), number, rule, why)
            for number, (rule, at, why) in enumerate(told)
        ]
        self._made = sorted(made)
        self._starts = [one[0].start for one in self._made]
        self._ends = list(accumulate((one[0].end for one in self._made), max))

    def reasons(self, span: Span) -> tuple[Reason, ...]:
        """One for each rule that touched the stretch, in the order in which they were applied."""
        if not self._made:
            return ()
        first = bisect_right(self._ends, span.start)
        last = bisect_left(self._starts, span.end)
        here = sorted((one for one in self._made[first:last] if one[0].overlaps(span)), key=_order)
        seen: dict[str, Reason] = {}
        for where, _, rule, why in here:
            seen.setdefault(rule, Reason("text", "repairs", rule, why, where))
        return tuple(seen.values())


def _order(made: tuple[Span, int, str, str]) -> int:
    return made[1]


class Judged(NamedTuple):
    """All that was found out about one outermost pair of marks."""

    evidence: Evidence
    timing: Timing
    verdict: Verdict

    @property
    def kind(self) -> Kind:
        return self.verdict.kind

    @property
    def named(self) -> str | None:
        """Whoever the evidence points at, sure or not; terms have no speaker."""
        speaker = self.evidence.speaker
        unsaid = self.kind is Kind.TERM or (self.kind is Kind.SLOGAN and self.evidence.far)
        return speaker.name if speaker and not unsaid else None

    @property
    def confidence(self) -> Confidence:
        if self.kind is Kind.TERM:
            return Confidence.CERTAIN if self.verdict.margin >= CLEAR_LEAD else Confidence.LIKELY
        loose = self.evidence.speaker is None or (self.evidence.woven and self.kind is Kind.QUOTE)
        return Confidence.GUESS if loose else self.evidence.confidence

    @property
    def date(self) -> Dated | None:
        near = self.kind is Kind.QUOTE or self.timing.rule in FOR_SLOGANS
        return self.timing.date if near and self.kind is not Kind.TERM else None


CLEAR_LEAD = 2.0
"""By how much a kind must lead the next to be certain; the unit is that of rules/kinds.yaml."""


def assemble(
    article: Article, mended: Mended, told: Discourse, judged: Sequence[Judged]
) -> tuple[Finding, ...]:
    """One finding for each pair of marks, outermost and nested, in order of the text."""
    bench = _Workbench(article, mended, told)
    outermost = {one.evidence.pair: one for one in judged}
    findings: list[Finding] = []
    for pair in told.layers.pairs:
        if pair.depth == 0:
            findings.append(around := _outermost(bench, outermost[pair]))
            outer = pair
        else:
            findings.append(_nested(bench, pair, around, outer))
    return tuple(findings)


def _outermost(bench: _Workbench, one: Judged) -> Finding:
    found, kind = one.evidence, one.kind
    line = bench.told.lines[found.line]
    span = bench.raw_inner(found.pair)
    confidence, date, named = one.confidence, one.date, one.named
    speaker = named if confidence is not Confidence.GUESS else None
    occasion = one.timing.occasion if date else None
    return Finding(
        span=span,
        depth=0,
        text=found.pair.inner.of(bench.mended.text),
        raw=span.of(bench.article.text),
        kind=kind,
        place=_PLACES.get(line.role, Place.BODY),
        line=bench.lines.place(span.start)[0],
        confidence=confidence,
        speaker=speaker,
        candidates=(named,) if named and not speaker else (),
        via=found.via.name if found.via and kind is Kind.QUOTE else None,
        mode=found.mode if kind is Kind.QUOTE else None,
        date=str(date.when) if date else None,
        occasion=occasion.of(bench.mended.text) if occasion else None,
        repeats=line.repeats,
        reasons=(*_reasons(bench, one, speaker, date), *bench.text_reasons(span)),
    )


def _reasons(
    bench: _Workbench, one: Judged, speaker: str | None, date: Dated | None
) -> list[Reason]:
    reasons = _kind_reasons(one.verdict)
    found, timing = one.evidence, one.timing
    if speaker and found.speaker and found.span:
        said, where = found.speaker.rule, bench.raw(found.speaker.span)
        reasons += [
            Reason("speaker", "attribution", found.rule, found.why, bench.raw(found.span)),
            Reason("speaker", "discourse", said, MEANT[said], where),
        ]
    if found.via and one.kind is Kind.QUOTE:
        where = bench.raw(found.via.span)
        reasons.append(Reason("via", "discourse", found.via.rule, "passes the words on", where))
    if date:
        where = bench.raw(date.span)
        reasons += [
            Reason("date", "dates", date.row, date.why, where),
            Reason("date", "timing", timing.rule, REACH[timing.rule], where),
        ]
    if date and timing.occasion:
        where = bench.raw(timing.occasion)
        reasons.append(
            Reason("occasion", "timing", "occasion", "the meeting or visit told of", where)
        )
    return reasons


def _kind_reasons(verdict: Verdict) -> list[Reason]:
    """The observations that speak for the kind, the weightiest first."""
    weighed = [(getattr(row, verdict.kind), row) for row in verdict.rows]
    speaking = sorted((each for each in weighed if each[0] > 0), key=_weightiest_first)
    return [_made_of(row.name, row.why) for _, row in speaking]


def _weightiest_first(weighed: tuple[float, FeatureRow]) -> float:
    return -weighed[0]


@cache
def _made_of(rule: str, why: str) -> Reason:
    """An observation as a reason: always the same one, for it stands on no stretch of text."""
    return Reason("kind", "kinds", rule, why)


def _nested(bench: _Workbench, pair: Pair, around: Finding, outer: Pair) -> Finding:
    """Marks inside other marks: their speaker is passed on by the one who speaks around them."""
    inside = look_inside(bench.told, pair, outer.inner)
    span, quoted = bench.raw_inner(pair), inside.verdict.kind is Kind.QUOTE
    speaker = around.speaker if inside.mine else inside.speaker
    sure = Confidence.LIKELY if speaker or not quoted else Confidence.GUESS
    return Finding(
        span=span,
        depth=pair.depth,
        text=pair.inner.of(bench.mended.text),
        raw=span.of(bench.article.text),
        kind=inside.verdict.kind,
        place=around.place,
        line=bench.lines.place(span.start)[0],
        confidence=sure,
        speaker=speaker,
        via=around.speaker if quoted and speaker and not inside.mine else None,
        mode=inside.cue.mode if inside.cue and quoted else None,
        repeats=around.repeats,
        reasons=tuple(_inner_reasons(bench, inside)) + bench.text_reasons(span),
    )


def _inner_reasons(bench: _Workbench, inside: Inside) -> Iterator[Reason]:
    yield from _kind_reasons(inside.verdict)
    if inside.speaker and inside.cue:
        why = f"{inside.cue.word} before the marks, inside other marks"
        yield Reason("speaker", "attribution", "nested", why, bench.raw(inside.cue.span))


def loose_marks(article: Article, mended: Mended, pairing: Pairing) -> tuple[Loose, ...]:
    """The marks without a partner, as places in the raw text."""
    if not pairing.loose:
        return ()
    lines, shift = Lines(article.text), article.body.start
    found = []
    for one in pairing.loose:
        raw = mended.raw_span(Span(one.at, one.at + 1))
        span = Span(raw.start + shift, raw.end + shift)
        found.append(Loose(span, one.mark, lines.place(span.start)[0], one.why))
    return tuple(found)
