"""Set phrases: how often each is printed, where, when and by whom, marked or not; what numeric ones
are spelt out as, and how that drifts from one article to the next.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import pairwise

from quotes.catalog.kept import Kept, days
from quotes.rules import alternation, words_of
from quotes.sayings.expansions import expand
from quotes.sayings.formulas import Counts, Formula, numerals, read_formula
from quotes.sayings.narration import Told
from quotes.sayings.variants import printed_on
from quotes.script import key
from quotes.span import Span

_LONGEST = 24
"""Characters between marks that may be a formula."""

_NO_PAUSE = str.maketrans("", "", "、，,；")
"""What may stand between the parts of a phrase: 应收尽收、应治尽治."""

SHORTEST_UNMARKED = 3
"""Characters: shorter phrases stand by chance in other words."""

Days = tuple[date, date]


@dataclass(frozen=True, slots=True)
class Use:
    """One place where a set phrase is printed."""

    text: str
    source: str
    line: int
    days: Days | None
    """When it was said, or else when it was published."""
    kept: Kept | None = None
    """The entry; none where the article uses the phrase without marks."""
    said: bool = False
    """Whether `days` tell when it was said, and not when it was printed."""


@dataclass(frozen=True, slots=True)
class SpeltOut:
    """The items of a numeric formula as one article prints them."""

    items: tuple[str, ...]
    way: str
    source: str
    line: int
    days: Days | None


@dataclass(frozen=True, slots=True)
class Slogan:
    """One set phrase; a numeric formula under all its measures: 三战 and 三大战."""

    text: str
    """As it is printed most often."""
    uses: tuple[Use, ...]
    """Between marks, in the order of their days."""
    unmarked: tuple[Use, ...] = ()
    formula: Formula | None = None
    spelt_out: tuple[SpeltOut, ...] = ()
    """Each list once, where it is printed first."""

    @property
    def sources(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(each.source for each in (*self.uses, *self.unmarked)))

    @property
    def voices(self) -> tuple[str, ...]:
        """Who voiced it between marks, the one who did so most often first."""
        names = [each.kept.name for each in self.uses if each.kept and each.kept.name]
        times = Counter(map(key, names))
        first = {key(name): name for name in reversed(names)}
        return tuple(first[folded] for folded, _ in times.most_common())

    @property
    def printings(self) -> tuple[str, ...]:
        """Its different wordings, marked or not: 六个苗头性问题, 六类苗头性问题."""
        first: dict[str, str] = {}
        for each in (*self.uses, *self.unmarked):
            first.setdefault(key(each.text), each.text)
        return tuple(first.values())

    @property
    def drifts(self) -> bool:
        """Whether it is printed in several ways, or spelt out as several lists."""
        return len(self.spelt_out) > 1 or (self.formula is not None and len(self.printings) > 1)

    @property
    def span(self) -> tuple[date, date] | None:
        """The first and the last day on which it was used, marked."""
        days = [each.days for each in self.uses if each.days]
        return (min(d[0] for d in days), max(d[1] for d in days)) if days else None


@dataclass(frozen=True)
class _Source:
    """One article with its place in time."""

    name: str
    told: Told
    published: Days | None

    @cached_property
    def formulas(self) -> dict[str, list[Span]]:
        """What stands between marks and is a formula, by its name."""
        found: dict[str, list[Span]] = {}
        for span in self.told.marked():
            read = read_formula(span.of(self.told.text)) if span.length <= _LONGEST else None
            if read:
                found.setdefault(read.name, []).append(span)
        return found


class _Sources:
    """Articles by what they hold, so that not every phrase is looked for in every article."""

    def __init__(self, sources: Sequence[_Source], probes: Set[str]) -> None:
        self._holding: dict[str, list[_Source]] = {}
        for source in sources:
            words = source.told.narration.translate(_NO_PAUSE).casefold()
            held = {one + two for one, two in pairwise(words)} & probes
            for each in (*held, *source.formulas):
                self._holding.setdefault(each, []).append(source)

    def of(self, phrase: str, formula: Formula | None) -> list[_Source]:
        names = (_probe(phrase), *([formula.name] if formula else []))
        return list(dict.fromkeys(each for name in names for each in self._holding.get(name, ())))


def _probe(phrase: str) -> str:
    """Two characters without which an article does not use the phrase."""
    formula = read_formula(phrase)
    counted = formula.head if formula and formula.counts is Counts.ITEMS else ""
    return counted[:2] if len(counted) > 1 else key(phrase)[:2]


def slogans(
    kept: Iterable[Kept], sources: Mapping[str, Told], copied: Set[str] = frozenset()
) -> tuple[Slogan, ...]:
    """All set phrases of a catalog, those that are used most first.

    What the articles in `copied` spell out is left aside where another does so: a machine's
    retelling is no drift. Nor is the day on which a copy was printed one on which anybody spoke.
    """
    groups: dict[str, list[Kept]] = {}
    published: dict[str, Days | None] = {}
    for each in kept:
        file = each.source.file or ""
        published.setdefault(file, None if file in copied else printed_on(each))
        if each.entry.kind == "slogan" and each.entry.status != "drop" and each.entry.text:
            groups.setdefault(_name(each.entry.text), []).append(each)
    read = [_Source(name, told, published.get(name)) for name, told in sources.items()]
    probes = {_probe(each.entry.text or "") for group in groups.values() for each in group}
    held = _Sources(read, probes)
    found = (_slogan(group, held, copied) for group in groups.values())
    return tuple(sorted(found, key=lambda one: (-len(one.uses), -len(one.unmarked), one.text)))


def _name(text: str) -> str:
    formula = read_formula(text)
    return formula.name if formula else key(text)


def _slogan(group: Sequence[Kept], sources: _Sources, copied: Set[str]) -> Slogan:
    uses = sorted((_use(each, copied) for each in group), key=_order)
    times = Counter(key(each.text) for each in uses)
    text = max(uses, key=lambda each: times[key(each.text)]).text
    formula, pattern = read_formula(text), _pattern(text)
    said = {(each.source, each.line): each.days for each in uses}
    unmarked: list[Use] = []
    lists: list[SpeltOut] = []
    for source in sources.of(text, formula):
        spans = (
            [Span(*found.span()) for found in pattern.finditer(source.told.narration)]
            if pattern
            else []
        )
        unmarked += (_unmarked(source, span) for span in spans)
        lists += _spelt_out(source, formula, spans, said) if formula else ()
    own = [each for each in lists if each.source not in copied] or lists
    spelt = tuple(_once(sorted(own, key=_order)))
    return Slogan(text, tuple(uses), tuple(sorted(unmarked, key=_order)), formula, spelt)


def _once(lists: Iterable[SpeltOut]) -> Iterator[SpeltOut]:
    """Each list where it is printed first."""
    seen: set[frozenset[str]] = set()
    for each in lists:
        items = frozenset(map(key, each.items))
        if items not in seen:
            seen.add(items)
            yield each


def _use(kept: Kept, copied: Set[str]) -> Use:
    entry, file = kept.entry, kept.source.file or ""
    said = days(entry.date, None) if file in copied else kept.days or printed_on(kept)
    return Use(entry.text or "", file, entry.at_line, said, kept, bool(entry.date))


def _order(each: Use | SpeltOut) -> tuple[Days, str, int]:
    return each.days or (date.max, date.max), each.source, each.line


def _pattern(text: str) -> re.Pattern[str] | None:
    """The phrase in folded text: any marks between its parts, any measure in a formula."""
    formula = read_formula(text)
    if formula and formula.head and formula.counts is Counts.ITEMS:
        if len(formula.head) + 1 < SHORTEST_UNMARKED:
            return None
        measures = alternation(words_of("formulas", "measure"))
        numeral = f"(?<![0-9一二三四五六七八九十百千第])(?:{'|'.join(numerals(formula.number))})"
        before = re.escape(formula.prefix)
        return re.compile(f"{before}{numeral}(?:{measures})?{re.escape(formula.head)}")
    folded = key(text)
    if len(folded) < SHORTEST_UNMARKED:
        return None
    return re.compile("[、，,；]?".join(map(re.escape, folded)), re.IGNORECASE)


def _unmarked(source: _Source, span: Span) -> Use:
    told = source.told
    return Use(span.of(told.text), source.name, told.line(span.start), source.published)


def _spelt_out(
    source: _Source,
    formula: Formula,
    unmarked: Iterable[Span],
    said: Mapping[tuple[str, int], Days | None],
) -> Iterator[SpeltOut]:
    """What an article prints for the formula, where it stands marked or unmarked."""
    told = source.told
    for place in (*source.formulas.get(formula.name, ()), *unmarked):
        found = expand(told.plain, place, formula)
        if found is not None:
            items = tuple(item.of(told.text) for item in found.items)
            days = said.get((source.name, told.line(place.start))) or source.published
            yield SpeltOut(items, found.way, source.name, told.line(found.items[0].start), days)
