"""A writer's quotations held against a catalog and its sources: what is as printed, and what is not.

A quotation is looked for in this order: as an entry; as a part of one; in the text of a source; as
passages joined together; and last as something like it. Keys are compared, so script, width and
punctuation decide nothing but how exact a match is.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from quotes.catalog.kept import Kept
from quotes.model import Finding, Kind
from quotes.sayings.conflicts import Who
from quotes.sayings.narration import Told
from quotes.script import by_character, key
from quotes.when import When

SHORTEST = 4
"""Characters of a quotation that is looked for inside of others."""

PIECE = 5
"""Characters of a passage that may have been joined to another."""

_PIECES = 4
"""Passages that one pair of marks may join."""

CHANGED = 0.6
"""Share of characters that a quotation must have in common with an entry to be a changed one."""

_GAP = 6
"""Characters left out between two passages of one quotation that are a slip, and no joint."""

TOLD_NEAR = ("in-sentence", "in-paragraph", "bracket", "dash-line")
"""How a draft must tell a day for it to be held against the catalog's."""

NEAREST = 0.35
"""The same for what is shown as the nearest saying."""


class Verdict(StrEnum):
    """How a quotation of a draft stands to what is printed; the mildest first."""

    VERBATIM = "verbatim"
    PUNCTUATION = "punctuation"
    SCRIPT = "script"
    SHORTENED = "shortened"
    CHANGED = "words changed"
    SPEAKER = "other speaker"
    DATE = "other date"
    UNMARKED = "no quotation in the source"
    STITCHED = "stitched"
    NOT_FOUND = "not found"


MILD = frozenset({Verdict.VERBATIM, Verdict.PUNCTUATION, Verdict.SCRIPT})
"""Differences that a house style may make."""


@dataclass(frozen=True, slots=True)
class Passage:
    """Words as they are printed, and where."""

    text: str
    where: str
    """`source:line`."""
    kept: Kept | None = None
    """The entry, if the words are one, or a part of one."""


@dataclass(frozen=True, slots=True)
class Verified:
    """One quotation of a draft, what it is found to be, and what it was held against."""

    finding: Finding
    verdicts: tuple[Verdict, ...]
    passages: tuple[Passage, ...] = ()
    """What it matches; of what is not found, the nearest."""
    expected: Mapping[Verdict, str] = field(default_factory=dict)
    """For another speaker or date: who, or when, by the catalog."""

    @property
    def is_mild(self) -> bool:
        return MILD.issuperset(self.verdicts)

    @property
    def is_verbatim(self) -> bool:
        return self.verdicts == (Verdict.VERBATIM,)


class Archive:
    """What a draft is held against: every entry that was not dropped, and every source."""

    def __init__(self, kept: Iterable[Kept], sources: Mapping[str, Told], who: Who) -> None:
        self._kept = [each for each in kept if each.entry.text and each.entry.status != "drop"]
        self._sources, self._who = sources, who
        self._by_key: dict[str, list[Kept]] = {}
        for each in self._kept:
            self._by_key.setdefault(key(each.entry.text or ""), []).append(each)

    @cached_property
    def _texts(self) -> dict[str, str]:
        """The key of every source."""
        return {name: key(told.text) for name, told in self._sources.items()}

    def verify(self, findings: Iterable[Finding]) -> Iterator[Verified]:
        """Every outermost quotation and slogan; of terms those that the catalog knows."""
        for finding in findings:
            words = key(finding.text)
            asked = finding.kind is not Kind.TERM or words in self._by_key
            if asked and words and not finding.depth:
                yield self._verify(finding, words)

    def _verify(self, finding: Finding, words: str) -> Verified:
        for look in (self._entry, self._part, self._source, self._joined, self._like):
            found = look(finding, words)
            if found is not None:
                return found
        return Verified(finding, (Verdict.NOT_FOUND,), tuple(self._nearest(words)))

    def _entry(self, finding: Finding, words: str) -> Verified | None:
        same = self._by_key.get(words)
        return self._told(finding, same, _exactness(finding.text, same)) if same else None

    def _part(self, finding: Finding, words: str) -> Verified | None:
        if len(words) < SHORTEST:
            return None
        whole = [
            each for longer, group in self._by_key.items() if words in longer for each in group
        ]
        return self._told(finding, whole, Verdict.SHORTENED) if whole else None

    def _source(self, finding: Finding, words: str) -> Verified | None:
        if len(words) < SHORTEST:
            return None
        names = [name for name, text in self._texts.items() if words in text]
        if not names:
            return None
        marked = [found for name in names if (found := self._marked(name, words))]
        if marked:
            verdict = _closeness(finding.text, [each.text for each in marked])
            return Verified(finding, (verdict,), tuple(marked))
        passages = tuple(self._passage(name, words) for name in names)
        return Verified(finding, (Verdict.UNMARKED,), passages)

    def _marked(self, name: str, words: str) -> Passage | None:
        """The words between marks of a source, where no entry keeps them: one was dropped."""
        told = self._sources[name]
        for span in told.marked():
            if key(span.of(told.text)) == words:
                return Passage(span.of(told.text), f"{name}:{told.line(span.start)}")
        return None

    def _passage(self, name: str, words: str) -> Passage:
        told = self._sources[name]
        keys, places = by_character(told.text)
        at = keys.find(words)
        start, end = places[at], places[at + len(words) - 1] + 1
        return Passage(told.text[start:end], f"{name}:{told.line(start)}")

    def _joined(self, finding: Finding, words: str) -> Verified | None:
        """Passages that stand apart, put between one pair of marks."""
        pieces = self._pieces(words)
        if len(pieces) < 2:
            return None
        entry = self._one_entry(pieces)
        if entry is not None:
            verdict = (
                Verdict.SHORTENED if _leaves_out(key(entry.entry.text or ""), pieces) else None
            )
            return self._told(finding, [entry], verdict or Verdict.CHANGED)
        return Verified(finding, (Verdict.STITCHED,), tuple(map(self._where, pieces)))

    def _pieces(self, words: str) -> list[str]:
        """The fewest passages that the words are made of; none if something else is in them."""
        pieces: list[str] = []
        while words and len(pieces) < _PIECES:
            size = self._longest(words)
            if size < min(PIECE, len(words)) or 0 < len(words) - size < PIECE:
                return []
            pieces.append(words[:size])
            words = words[size:]
        return [] if words else pieces

    def _longest(self, words: str) -> int:
        """Characters from the beginning that stand somewhere in one run."""
        texts = (*self._texts.values(), *self._by_key)
        size = 0
        for text in texts:
            while size < len(words) and words[: size + 1] in text:
                size += 1
        return size

    def _one_entry(self, pieces: Sequence[str]) -> Kept | None:
        """The entry that holds all pieces in their order."""
        for text, group in self._by_key.items():
            if all(piece in text for piece in pieces):
                places = [text.find(piece) for piece in pieces]
                if places == sorted(places):
                    return group[0]
        return None

    def _where(self, piece: str) -> Passage:
        for text, group in self._by_key.items():
            if piece in text:
                return _printed(group[0])
        name = next(name for name, text in self._texts.items() if piece in text)
        return self._passage(name, piece)

    def _like(self, finding: Finding, words: str) -> Verified | None:
        near = self._alike(words, CHANGED)
        return self._told(finding, near[:1], Verdict.CHANGED) if near else None

    def _nearest(self, words: str) -> Iterator[Passage]:
        return map(_printed, self._alike(words, NEAREST))

    def _alike(self, words: str, least: float, count: int = 3) -> list[Kept]:
        """The entries whose words are most like these, best first."""
        from rapidfuzz import process
        from rapidfuzz.distance import Indel

        found = process.extract(
            words,
            self._by_key.keys(),
            scorer=Indel.normalized_similarity,
            limit=count,
            score_cutoff=least,
        )
        return [self._by_key[text][0] for text, *_ in found]

    def _told(self, finding: Finding, group: Sequence[Kept], wording: Verdict) -> Verified:
        """The words are known; who said them, and when?"""
        expected: dict[Verdict, str] = {}
        names = {each.name: each.entry.speaker for each in group if each.entry.speaker}
        if finding.speaker and names and not self._is_one_of(finding.speaker, names.values()):
            expected[Verdict.SPEAKER] = "、".join(name or "" for name in names)
        dates = dict.fromkeys(each.entry.date for each in group if each.entry.date)
        if _is_dated(finding) and dates and not any(_meet(finding.date or "", d) for d in dates):
            expected[Verdict.DATE] = "、".join(date or "" for date in dates)
        own = () if expected and wording is Verdict.VERBATIM else (wording,)
        return Verified(finding, (*own, *expected), tuple(map(_printed, group)), expected)

    def _is_one_of(self, speaker: str, others: Iterable[str | None]) -> bool:
        return any(self._who(speaker) == self._who(other) for other in others if other)


def _is_dated(finding: Finding) -> bool:
    """Whether the draft tells the day near the words, rather than some paragraphs above."""
    rules = {each.rule for each in finding.reasons if each.about == "date"}
    return finding.date is not None and not rules.isdisjoint(TOLD_NEAR)


def _printed(kept: Kept) -> Passage:
    place = kept.source.file or kept.file
    where = f"{place}:{kept.entry.line}" if kept.entry.line else place
    return Passage(kept.entry.text or "", where, kept)


def _exactness(text: str, group: Sequence[Kept]) -> Verdict:
    return _closeness(text, [each.entry.text or "" for each in group])


def _closeness(text: str, printed: Sequence[str]) -> Verdict:
    """The best of what several printings of the same key make of the words."""
    if text in printed:
        return Verdict.VERBATIM
    letters = ("".join(filter(str.isalnum, each)) for each in printed)
    if "".join(filter(str.isalnum, text)) in letters:
        return Verdict.PUNCTUATION
    return Verdict.SCRIPT


def _leaves_out(text: str, pieces: Sequence[str]) -> bool:
    """Whether more than a slip is missing between the pieces of one quotation."""
    at = text.find(pieces[0]) + len(pieces[0])
    for piece in pieces[1:]:
        place = text.find(piece, at)
        if place - at > _GAP:
            return True
        at = place + len(piece)
    return False


def _meet(one: str, other: str) -> bool:
    """Whether two dates may be one day; where a year is open, month and day decide."""
    try:
        first, second = When.parse(one), When.parse(other)
    except ValueError:
        return True
    year = first.first.year or second.first.year or 2000
    ours, theirs = first.bounds(year), second.bounds(year)
    if ours is None or theirs is None:
        return True
    return ours[0] <= theirs[1] and theirs[0] <= ours[1]
