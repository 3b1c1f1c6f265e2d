"""A writer's quotations held against a catalog and its sources: what is as printed, and what is not.

A quotation is looked for in this order: as an entry; with its …… taken for a cut; as a part of an
entry; between marks of a source, and in its text; as passages joined together; and last as something
like an entry, or like the text of a source.
"""

import re
from collections.abc import Callable, Iterator, Sequence, Set
from dataclasses import dataclass, replace

from quotes.catalog.kept import Kept
from quotes.model import Finding, Kind
from quotes.rules import alternation, words_of
from quotes.sayings.archive import SHORTEST, Archive, gaps, printed
from quotes.sayings.likeness import wording
from quotes.sayings.verdicts import MILD, Verdict, Verified
from quotes.script import fold, key
from quotes.when import When

CHANGED = 0.6
"""Share of characters that a quotation must have in common with an entry to be a changed one."""

NEAREST = 0.35
"""The same for what is shown as the nearest saying."""

_AS_NEAR = 0.08
"""Entries so much less like the words than the nearest may be meant as well."""

_SLIP = 6
"""Characters left out between two passages of one quotation that are a slip, and no joint."""

_BETWEEN = re.compile("[^。！？；\n]{1,24}")
"""What may stand between the two parts of one quotation: ，”他说，“."""

_CUT = re.compile("…+|⋯+|\\.{3,}|。{3,}|[（(〔\\[【][^）)〕\\]】\n]{1,30}[）)〕\\]】]")
"""Where something was left out, and what an editor put in."""

_VAGUE = re.compile("[~?%]")
"""An approximate day contradicts none."""

TOLD_NEAR = ("in-sentence", "in-paragraph", "bracket", "dash-line")
"""How a draft must tell a day for it to be held against the catalog's."""

_DOUBTED = ("disputed", "misattributed", "withdrawn", "denied")
"""`standing` of entries that prove little."""
_REFUTED = ("misattributed", "withdrawn")
_UNSAID = ("denied", "hypothetical")

Who = Callable[[str], object]
"""Equal for two printings of one speaker; `None` for an office, which many have held."""


@dataclass(frozen=True, slots=True)
class Examiner:
    """Gives the verdicts, by what an archive has."""

    archive: Archive
    who: Who
    retold: Set[str] = frozenset()
    """Sources that retell another one: what they alone have, nobody said."""

    def verify(self, text: str, findings: Sequence[Finding]) -> Iterator[Verified]:
        """Every outermost quotation and slogan of a draft; of terms those that the catalog knows."""
        asked = [each for each in findings if not each.depth and self._is_asked(each)]
        at = 0
        while at < len(asked):
            one, other = asked[at], asked[at + 1] if at + 1 < len(asked) else None
            both = other and _are_parts(text, one, other) and self._as_one(one, other)
            if both:
                yield from both
                at += 2
            else:
                yield from self._with_inner(one, findings)
                at += 1

    def _is_asked(self, finding: Finding) -> bool:
        words = key(finding.text)
        return bool(words) and (finding.kind is not Kind.TERM or bool(self.archive.entries(words)))

    def _as_one(self, one: Finding, other: Finding) -> tuple[Verified, ...]:
        """“甲，”他说，“乙。” is one quotation, if it is one in the catalog."""
        found = self._verified(replace(one, text=one.text + other.text))
        if not found.is_mild:
            return ()
        return replace(found, finding=one), replace(found, finding=other)

    def _with_inner(self, outer: Finding, findings: Sequence[Finding]) -> Iterator[Verified]:
        """What somebody quotes is asked for itself where the words around it are the draft's."""
        found = self._verified(outer)
        if not MILD.issuperset(found.verdicts):
            inner = [each for each in findings if _is_most_of(outer, each)]
            held = [self._verified(each) for each in inner]
            if any(each.is_mild for each in held):
                yield from held
                return
        yield found

    def _verified(self, finding: Finding) -> Verified:
        words = key(finding.text)
        for look in (
            self._entry, self._marked, self._edited, self._part, self._text, self._joined,
            self._like, self._nearly,
        ):  # fmt: skip
            found = look(finding, words)
            if found is not None:
                return self._weighed(found)
        nearest = self.archive.alike(words, NEAREST, 3) if len(words) >= SHORTEST else []
        return Verified(finding, (Verdict.NOT_FOUND,), tuple(printed(each) for each, _ in nearest))

    def _weighed(self, found: Verified) -> Verified:
        """Words that only a retelling has are nobody's."""
        if found.passages and all(each.source in self.retold for each in found.passages):
            kept = tuple(each for each in found.verdicts if each is not Verdict.VERBATIM)
            return replace(found, verdicts=(*kept, Verdict.RETOLD))
        return found

    def _entry(self, finding: Finding, words: str) -> Verified | None:
        same = self.archive.entries(words)
        if not same:
            return None
        return self._told(
            finding, same, _closeness(finding.text, [e.entry.text or "" for e in same])
        )

    def _edited(self, finding: Finding, _: str) -> Verified | None:
        """…… shows where something was left out, and brackets what was put in."""
        if not _CUT.search(finding.text):
            return None
        pieces = [words for each in _CUT.split(finding.text) if (words := key(each))]
        entry = self.archive.entry_of_pieces(pieces) if pieces else None
        if entry is None or (len(pieces) == 1 and len(pieces[0]) < SHORTEST):
            return None
        twisted = any(_is_twisted(entry, piece) for piece in pieces)
        return self._told(finding, [entry], (Verdict.CHANGED if twisted else Verdict.EDITED,))

    def _part(self, finding: Finding, words: str) -> Verified | None:
        whole = self.archive.holding(words)
        if not whole:
            return None
        twisted = all(_is_twisted(each, words) for each in whole)
        return self._told(finding, whole, (Verdict.CHANGED if twisted else Verdict.SHORTENED,))

    def _marked(self, finding: Finding, words: str) -> Verified | None:
        """Between marks of a source, though no entry keeps it: somebody has dropped it."""
        marked = self.archive.marked(words)
        verdicts = _closeness(finding.text, [each.text for each in marked])
        return Verified(finding, verdicts, tuple(marked)) if marked else None

    def _text(self, finding: Finding, words: str) -> Verified | None:
        passages = self.archive.printed(words)
        return Verified(finding, (Verdict.UNMARKED,), tuple(passages)) if passages else None

    def _joined(self, finding: Finding, words: str) -> Verified | None:
        """Passages that stand apart, put between one pair of marks."""
        pieces = self.archive.pieces(words)
        if len(pieces) < 2:
            return None
        entry = self.archive.entry_of_pieces(pieces)
        if entry is not None:
            between = gaps(key(entry.entry.text or ""), pieces) or [0]
            verdict = Verdict.SHORTENED if max(between) > _SLIP else Verdict.CHANGED
            return self._told(finding, [entry], (verdict,))
        return Verified(finding, (Verdict.STITCHED,), tuple(map(self.archive.where, pieces)))

    def _like(self, finding: Finding, words: str) -> Verified | None:
        """Of entries that are nearly as near, one of the same speaker is meant."""
        found = self.archive.alike(words, CHANGED) if len(words) >= SHORTEST else []
        if not found:
            return None
        best = [kept for kept, score in found if score >= found[0][1] - _AS_NEAR]
        own = [each for each in best if self._is_said_by(each, finding.speaker)]
        return self._told(finding, (own or best)[:1], (Verdict.CHANGED,))

    def _nearly(self, finding: Finding, words: str) -> Verified | None:
        passage = self.archive.nearly_printed(words)
        verdicts = (Verdict.CHANGED, Verdict.UNMARKED)
        return Verified(finding, verdicts, (passage,)) if passage else None

    def _is_said_by(self, kept: Kept, speaker: str | None) -> bool:
        return bool(speaker and kept.entry.speaker) and self.who(speaker or "") == self.who(
            kept.entry.speaker or ""
        )

    def _told(
        self, finding: Finding, group: Sequence[Kept], wording_: tuple[Verdict, ...]
    ) -> Verified:
        """The words are known; who said them, and when? Slogans belong to nobody."""
        expected: dict[Verdict, str] = {}
        if any(each.entry.kind != "slogan" for each in group):
            expected |= self._speakers(finding, group) | _days(finding, group)
            expected |= _unsaid(finding, group)
        wrong = not MILD.issuperset(expected)
        own = () if wrong and wording_ == (Verdict.VERBATIM,) else wording_
        return Verified(finding, (*own, *expected), tuple(map(printed, group)), expected)

    def _speakers(self, finding: Finding, group: Sequence[Kept]) -> dict[Verdict, str]:
        names = {self.who(each.entry.speaker): each for each in group if each.entry.speaker}
        others = {who: each for who, each in names.items() if who is not None}
        own = self.who(finding.speaker) if finding.speaker else None
        told = "、".join(each.name or each.entry.speaker or "" for each in others.values())
        if own is not None and others and own not in others:
            return {Verdict.SPEAKER: told}
        if len(others) > 1:
            return {Verdict.DISPUTED: told}
        doubts = dict.fromkeys(e.entry.standing for e in group if e.entry.standing in _DOUBTED)
        said = "、".join(map(str, doubts))
        if group and all(each.entry.standing in _REFUTED for each in group):
            return {Verdict.REFUTED: said}
        return {Verdict.DISPUTED: said} if doubts else {}


def _unsaid(finding: Finding, group: Sequence[Kept]) -> dict[Verdict, str]:
    """Words that every article has only to deny or to suppose them, told as if they had been said."""
    modes = dict.fromkeys(each.entry.mode for each in group)
    if not modes or not all(mode in _UNSAID for mode in modes) or finding.mode in modes:
        return {}
    return {Verdict.UNSAID: "、".join(map(str, modes))}


def _are_parts(text: str, one: Finding, other: Finding) -> bool:
    between = text[one.span.end : other.span.start]
    return one.text.endswith(("，", ",", "、")) and bool(_BETWEEN.fullmatch(between))


def _is_most_of(outer: Finding, inner: Finding) -> bool:
    """Words inside of the words that are half of them or more."""
    size = len(key(inner.text))
    within = inner.depth == outer.depth + 1 and outer.span.contains(inner.span)
    return within and size >= SHORTEST and 2 * size >= len(key(outer.text))


def _closeness(text: str, texts: Sequence[str]) -> tuple[Verdict, ...]:
    """The best of what several printings of the same key make of the words. Spaces, width and signs
    that are not seen count as punctuation.
    """
    if text in texts:
        return (Verdict.VERBATIM,)
    fair = [each for each in texts if _asks(each) == _asks(text)]
    if not fair:
        return (Verdict.CHANGED,)
    script = all(_letters(each) != _letters(text) for each in fair)
    marks = all(fold(each) != fold(text) for each in fair)
    told = ((Verdict.SCRIPT, script), (Verdict.PUNCTUATION, marks))
    return tuple(verdict for verdict, is_so in told if is_so) or (Verdict.PUNCTUATION,)


def _asks(text: str) -> int:
    """A question is not what somebody stated."""
    return text.count("？") + text.count("?")


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text))


def _is_twisted(kept: Kept, piece: str) -> bool:
    """Whether the clause that a part is cut out of denies, and the part no longer does."""
    whole = wording(kept.entry.text or "")
    at = whole.key.find(piece)
    edge = max((edge for edge in whole.edges if edge <= at), default=0)
    denies = re.compile("不|" + alternation(words_of("wording", "negation")))
    return at > edge and bool(denies.search(whole.key, edge, at))


def _days(finding: Finding, group: Sequence[Kept]) -> dict[Verdict, str]:
    dated = [each for each in group if each.entry.date]
    told = finding.date or ""
    if not _is_dated(finding) or not dated or any(_is_that_day(told, each) for each in dated):
        return {}
    dates = dict.fromkeys(each.entry.date for each in dated)
    return {Verdict.DATE: "、".join(date or "" for date in dates)}


def _is_dated(finding: Finding) -> bool:
    """Whether the draft tells the day near the words, rather than some paragraphs above."""
    rules = {each.rule for each in finding.reasons if each.about == "date"}
    return finding.date is not None and not rules.isdisjoint(TOLD_NEAR)


def _is_that_day(told: str, kept: Kept) -> bool:
    """Whether a day may be the entry's; where a year is open on either side, month and day decide."""
    date = kept.entry.date or ""
    try:
        first, second = When.parse(told), When.parse(date)
    except ValueError:
        return True
    year = first.first.year or (kept.days[0].year if kept.days else 2000)
    ours = first.bounds(year)
    theirs = kept.days if first.has_year and kept.days else second.bounds(year)
    if ours is None or theirs is None or _VAGUE.search(told + date):
        return True
    return ours[0] <= theirs[1] and theirs[0] <= ours[1]
