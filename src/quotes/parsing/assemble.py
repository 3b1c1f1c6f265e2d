"""Put evidence, timing and kind together into findings, each fact with its reason."""

from collections.abc import Sequence

from quotes.model import Article, Confidence, Finding, Kind, Loose, Place, Reason
from quotes.parsing.attribute import Evidence
from quotes.parsing.classify import Verdict
from quotes.parsing.discourse import Discourse
from quotes.parsing.marks import Pair, Pairing
from quotes.parsing.mend import Mended
from quotes.parsing.segment import Line, Role
from quotes.parsing.timing import Timing
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
        self.repairs = mended.repairs()

    def raw(self, span: Span) -> Span:
        found = self.mended.raw_span(span)
        shift = self.article.body.start
        return Span(found.start + shift, found.end + shift)

    def raw_inner(self, pair: Pair) -> Span:
        """Raw, between the marks; what a repair left out there belongs to it."""
        words, outer = self.raw(pair.inner), self.raw(pair.outer)
        opens = self.raw(Span(pair.outer.start, pair.outer.start + 1))
        closes = self.raw(Span(pair.outer.end - 1, pair.outer.end))
        start = opens.end if opens.end <= words.start else words.start
        end = closes.start if closes.start >= words.end else words.end
        return Span(max(start, outer.start), min(end, outer.end))

    def text_reasons(self, span: Span) -> tuple[Reason, ...]:
        shift, seen = self.article.body.start, dict[str, Reason]()
        for rule, at, put in self.repairs:
            where = Span(at.start + shift, at.end + shift)
            if where.overlaps(span):
                why = f"read as “{put}”" if put else "left out"
                seen.setdefault(rule, Reason("text", "repairs", rule, why, where))
        for rule, at in self.mended.notes:
            where = Span(at.start + shift, at.end + shift)
            if where.overlaps(span):
                seen.setdefault(rule, Reason("text", "repairs", rule, "kept as printed", where))
        return tuple(seen.values())


def assemble(
    article: Article,
    mended: Mended,
    told: Discourse,
    evidence: Sequence[Evidence],
    timings: Sequence[Timing],
    kinds: Sequence[Verdict],
) -> tuple[Finding, ...]:
    """One finding for each pair of marks, outermost and nested, in order of the text."""
    bench = _Workbench(article, mended, told)
    outermost = {
        one.pair: _outermost(bench, one, timing, kind)
        for one, timing, kind in zip(evidence, timings, kinds, strict=True)
    }
    findings: list[Finding] = []
    around: Finding | None = None
    for pair in told.layers.pairs:
        if pair.depth == 0:
            around = outermost[pair]
            findings.append(around)
        elif around is not None:
            findings.append(_nested(bench, pair, around))
    return tuple(findings)


def _outermost(bench: _Workbench, one: Evidence, timing: Timing, verdict: Verdict) -> Finding:
    line = bench.told.lines[one.line]
    span = bench.raw_inner(one.pair)
    speaks = verdict.kind is not Kind.TERM
    sure = one.confidence if one.speaker else Confidence.GUESS
    named = one.speaker.name if one.speaker and speaks else None
    known = named if sure is not Confidence.GUESS else None
    date = str(timing.date.when) if timing.date and verdict.kind is Kind.QUOTE else None
    return Finding(
        span=span,
        depth=0,
        text=one.pair.inner.of(bench.mended.text),
        raw=span.of(bench.article.text),
        kind=verdict.kind,
        place=_place(line),
        line=bench.lines.place(span.start)[0],
        confidence=sure if speaks else _kind_sureness(verdict),
        speaker=known,
        candidates=(named,) if named and not known else (),
        mode=one.mode if verdict.kind is Kind.QUOTE else None,
        date=date,
        occasion=timing.occasion.of(bench.mended.text) if timing.occasion and date else None,
        repeats=line.repeats,
        reasons=_reasons(bench, one, timing, verdict, span, known, date),
    )


def _kind_sureness(verdict: Verdict) -> Confidence:
    return Confidence.CERTAIN if verdict.margin >= 2 else Confidence.LIKELY


def _place(line: Line) -> Place:
    return _PLACES.get(line.role, Place.BODY)


def _reasons(
    bench: _Workbench,
    one: Evidence,
    timing: Timing,
    verdict: Verdict,
    span: Span,
    speaker: str | None,
    date: str | None,
) -> tuple[Reason, ...]:
    reasons = [
        Reason("kind", "kinds", row.name, row.why) for row in verdict.rows
        if getattr(row, verdict.kind.value) > 0
    ]  # fmt: skip
    if speaker and one.span is not None and one.speaker is not None:
        reasons.append(Reason("speaker", "attribution", one.rule, one.why, bench.raw(one.span)))
        reasons.append(
            Reason("speaker", "discourse", one.speaker.rule, "who is meant",
                   bench.raw(one.speaker.span))
        )  # fmt: skip
    if date and timing.date is not None:
        where = bench.raw(timing.date.span)
        reasons.append(Reason("date", "dates", timing.date.row, timing.date.why, where))
        reasons.append(Reason("date", "timing", timing.rule, "how the day was found", where))
    if timing.occasion is not None and date:
        reasons.append(Reason("occasion", "timing", timing.rule or "sentence",
                              "the meeting or visit told of", bench.raw(timing.occasion)))
    return (*reasons, *bench.text_reasons(span))


def _nested(bench: _Workbench, pair: Pair, around: Finding) -> Finding:
    span = bench.raw_inner(pair)
    return Finding(
        span=span,
        depth=pair.depth,
        text=pair.inner.of(bench.mended.text),
        raw=span.of(bench.article.text),
        kind=Kind.TERM,
        place=around.place,
        line=bench.lines.place(span.start)[0],
        confidence=Confidence.LIKELY,
        repeats=around.repeats,
        reasons=(
            Reason("kind", "kinds", "nested", "stands inside other marks"),
            *bench.text_reasons(span),
        ),
    )


def loose_marks(article: Article, mended: Mended, pairing: Pairing) -> tuple[Loose, ...]:
    """The marks without a partner, as places in the raw text."""
    lines, shift = Lines(article.text), article.body.start
    found = []
    for one in pairing.loose:
        raw = mended.raw_span(Span(one.at, one.at + 1))
        span = Span(raw.start + shift, raw.end + shift)
        found.append(Loose(span, one.mark, lines.place(span.start)[0], one.why))
    return tuple(found)
