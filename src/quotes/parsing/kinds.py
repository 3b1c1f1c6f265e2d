"""Set each pair of marks before the classifier, with the marks that stand in a row with it."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from quotes.parsing.classify import Verdict, classify
from quotes.parsing.discourse import Discourse
from quotes.parsing.evidence import Evidence
from quotes.parsing.segment import Role
from quotes.parsing.shape import Setting, letters
from quotes.script import bare

REACH = 120
"""Characters of the reporter's sentence on either side that say what the marks hold."""

_IN_A_ROW = re.compile(r"[、和与及或 ]*(?:以及)?")


def tell_kinds(told: Discourse, found: Sequence[Evidence]) -> tuple[Verdict, ...]:
    """One verdict for each outermost pair of marks, in order."""
    counts = _counts(told, found)
    verdicts: list[Verdict] = []
    for series in _series(told, found):
        verdicts += classify(tuple(_setting(told, one, counts) for one in series), told.rules)
    return tuple(verdicts)


def settings(told: Discourse, found: Sequence[Evidence]) -> Iterator[Setting]:
    """What the classifier looks at for each outermost pair of marks, in order."""
    counts = _counts(told, found)
    return (_setting(told, one, counts) for one in found)


def _counts(told: Discourse, found: Sequence[Evidence]) -> dict[int, int]:
    """How often the words stand in marks, by where the marks open."""
    words = [bare(one.pair.inner.of(told.layers.plain)) for one in found]
    times = Counter(words)
    return {one.pair.outer.start: times[said] for one, said in zip(found, words, strict=True)}


def _series(told: Discourse, found: Sequence[Evidence]) -> Iterator[list[Evidence]]:
    series: list[Evidence] = []
    for one in found:
        if series and not _IN_A_ROW.fullmatch(
            told.layers.narration[series[-1].pair.outer.end : one.pair.outer.start]
        ):
            yield series
            series = []
        series.append(one)
    if series:
        yield series


def _setting(told: Discourse, one: Evidence, counts: Mapping[int, int]) -> Setting:
    line = told.lines[one.line]
    inner = one.pair.inner.of(told.layers.plain)
    outer, narration = one.pair.outer, told.layers.narration
    return Setting(
        left=narration[max(one.sentence.start, outer.start - REACH) : outer.start],
        inner=inner,
        length=letters(inner),
        right=narration[outer.end : min(one.sentence.end, outer.end + REACH)],
        whole_line=outer.start == line.span.start and outer.end >= line.span.end,
        line_initial=outer.start == line.span.start,
        heading=line.role in (Role.HEADING, Role.TITLE),
        times=counts[outer.start],
        cue=one.cue,
    )
