"""Account for every quotation mark that an article prints, and for speech that stands in none.

A listing of findings cannot show what is missing from it. The ledger counts each mark character
of the raw text once, so that the rows add up to all of them, and says how much speech was told
without marks, which no catalog of marked words will ever hold.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from quotes.model import Finding, Kind, Loose, Place, Reading
from quotes.parsing.cues import find_cues
from quotes.parsing.layers import MASK, layer
from quotes.parsing.marks import Pairing, pair
from quotes.parsing.mend import Mended, mend
from quotes.parsing.segment import Role, segment
from quotes.rules import Rules, load
from quotes.span import Lines, Span

APOSTROPHE, UNPAIRED, MENDED = "apostrophe", "unpaired", "mended"
FRONT_MATTER, UNACCOUNTED = "front matter", "unaccounted"
ROWS = (
    *(kind.value for kind in Kind),
    *(f"{kind}, nested" for kind in Kind),
    "caption",
    "furniture",
    "repeat",
    UNPAIRED,
    MENDED,
    APOSTROPHE,
    FRONT_MATTER,
    UNACCOUNTED,
)
"""What a mark may be, in the order of the table. The last is a fault of ours, and stays empty."""


@dataclass(frozen=True, slots=True)
class Row:
    """So many marks of one sort; `spans` counts what stands between them."""

    name: str
    spans: int
    marks: int


@dataclass(frozen=True, slots=True)
class Repaired:
    """A mark that damage or a slip has touched."""

    line: int
    rule: str
    """Of rules/repairs.yaml."""
    printed: str
    read: str
    """What is read instead of the printed stretch; empty where it is left out."""


@dataclass(frozen=True, slots=True)
class Ledger:
    source: str
    marks: int
    """Mark characters in the whole raw text, counted apart from the rows."""
    rows: tuple[Row, ...]
    """Those that are not empty. Their marks add up to `marks`."""
    unpaired: tuple[Loose, ...]
    mended: tuple[Repaired, ...]
    indirect: tuple[int, ...]
    """Lines of sentences in which speech is told without marks, 他表示，会改; 0 for no certain line."""
    quotes: int
    """Outermost, wherever they stand."""
    unanswered: int
    """Quotes without a speaker."""
    guessed: int
    """Those of them that have candidates."""


def account(reading: Reading) -> Ledger:
    """The ledger of an article that has been parsed.

    >>> from quotes.parsing import parse
    >>> from quotes.reading import article_from_text
    >>> ledger = account(parse(article_from_text("李明说：“冷。”他表示，会改。”")))
    >>> [(row.name, row.marks) for row in ledger.rows], ledger.marks
    ([('quote', 2), ('unpaired', 1)], 3)
    """
    rules, article = load(), reading.article
    mended = mend(article.body.of(article.text), rules)
    pairing = pair(mended.text, rules)
    marks = _marks(article.text, rules)
    spans, named = _name_marks(reading, mended, pairing, marks, rules)
    outer = [one for one in reading.findings if one.depth == 0 and one.kind is Kind.QUOTE]
    open_ = [one for one in outer if one.speaker is None]
    return Ledger(
        article.source,
        len(marks),
        _rows(spans, Counter(named.values())),
        reading.loose,
        tuple(_repaired(reading, mended, named)),
        tuple(_indirect(reading, mended, pairing, rules)),
        len(outer),
        len(open_),
        sum(bool(one.candidates) for one in open_),
    )


def summed(ledgers: Sequence[Ledger], source: str) -> Ledger:
    """Several articles as one; places are left out, since they would not say in which."""
    spans, marks = Counter[str](), Counter[str]()
    for row in chain.from_iterable(one.rows for one in ledgers):
        spans[row.name] += row.spans
        marks[row.name] += row.marks
    counts = [(one.marks, one.quotes, one.unanswered, one.guessed) for one in ledgers]
    all_marks, quotes, unanswered, guessed = (sum(each) for each in zip(*counts, strict=True))
    indirect = (0,) * sum(len(one.indirect) for one in ledgers)
    return Ledger(
        source, all_marks, _rows(spans, marks), (), (), indirect, quotes, unanswered, guessed
    )


def _rows(spans: Counter[str], marks: Counter[str]) -> tuple[Row, ...]:
    return tuple(Row(name, spans[name], marks[name]) for name in ROWS if spans[name] or marks[name])


def _marks(text: str, rules: Rules) -> tuple[int, ...]:
    characters = _mark_characters(rules)
    return tuple(at for at, char in enumerate(text) if char in characters)


def _mark_characters(rules: Rules) -> frozenset[str]:
    return rules.closing_marks | frozenset(row.open for row in rules.mark_rows)


def _name_marks(
    reading: Reading, mended: Mended, pairing: Pairing, marks: Sequence[int], rules: Rules
) -> tuple[Counter[str], dict[int, str]]:
    """How many spans each row has, and in which row each mark of the raw text stands."""
    start = reading.article.body.start
    spans, read = _name_read(reading, mended, pairing, rules)
    touched = {at for _, span, _ in mended.repairs() for at in range(span.start, span.end)}
    named: dict[int, str] = {}
    for at in marks:
        if at < start:
            named[at] = FRONT_MATTER
        else:
            lost = MENDED if at - start in touched else UNACCOUNTED
            named[at] = read.get(at, lost)
    return spans, named


def _name_read(
    reading: Reading, mended: Mended, pairing: Pairing, rules: Rules
) -> tuple[Counter[str], dict[int, str]]:
    """The same for the marks of the mended text that are printed as they are read."""
    spans, played = Counter[str](), dict[int, str]()
    for one, finding in zip(pairing.pairs, reading.findings, strict=True):
        name = _row_of(finding)
        spans[name] += 1
        played |= dict.fromkeys((one.outer.start, one.outer.end - 1, *one.continues), name)
    played |= dict.fromkeys((one.at for one in pairing.loose), UNPAIRED)
    played |= dict.fromkeys(pairing.strays, UNPAIRED)
    article, read = reading.article, dict[int, str]()
    for at in _marks(mended.text, rules):
        raw = mended.raw_span(Span(at, at + 1))
        place = raw.start + article.body.start
        if raw.length == 1 and article.text[place] == mended.text[at]:
            read[place] = played.get(at, APOSTROPHE)
    return spans, read


def _row_of(finding: Finding) -> str:
    if finding.place in (Place.CAPTION, Place.FURNITURE):
        return finding.place.value
    if finding.repeats:
        return "repeat"
    return f"{finding.kind}, nested" if finding.depth else finding.kind.value


def _repaired(reading: Reading, mended: Mended, named: dict[int, str]) -> Iterator[Repaired]:
    """Repairs that took a printed mark away, or brought one back that damage had eaten."""
    article, characters = reading.article, _mark_characters(load())
    lines, start = Lines(article.text), article.body.start
    for rule, at, read in mended.repairs():
        span = Span(at.start + start, at.end + start)
        inside = [named[place] for place in range(span.start, span.end) if place in named]
        if MENDED in inside or sum(char in characters for char in read) > len(inside):
            yield Repaired(lines.place(span.start)[0], rule, span.of(article.text), read)


_SENTENCE = re.compile(r"[^。！？\n]+")
_NOT_TOLD = (Role.TITLE, Role.HEADING, Role.BYLINE, Role.CAPTION, Role.FURNITURE)


def _indirect(reading: Reading, mended: Mended, pairing: Pairing, rules: Rules) -> Iterator[int]:
    """Lines of sentences that hand over speech, 他表示，…, and have no marks."""
    article, layers = reading.article, layer(mended.text, pairing)
    lines, marked = Lines(article.text), _mark_characters(rules) | {MASK}
    for line in segment(layers, article.about.title, rules):
        if line.role in _NOT_TOLD:
            continue
        for found in _SENTENCE.finditer(layers.narration, line.span.start, line.span.end):
            if marked.intersection(found[0]) or not _hands_over(layers.narration, found, rules):
                continue
            raw = mended.raw_span(Span(found.start(), found.start() + 1))
            yield lines.place(raw.start + article.body.start)[0]


def _hands_over(narration: str, sentence: re.Match[str], rules: Rules) -> bool:
    cues = find_cues(narration, sentence.start(), sentence.end(), rules)
    return any(
        cue.strong and cue.span.end < sentence.end() and narration[cue.span.end] in "，："
        for cue in cues
    )
