"""The printings of one saying beside each other: which is the fullest, which came first, and what
the others have made of it.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from quotes.catalog.kept import Kept, days
from quotes.sayings.clusters import Printing, Sayings
from quotes.sayings.copies import Copy
from quotes.sayings.likeness import Relation, relation, wording
from quotes.script import fold, key

_LATEST = date.max
_MASK = re.compile("[*＊□■◇�]")
_MARK = re.compile("[一-鿿]\\?[一-鿿]")


class Note(StrEnum):
    """What can be said of a printing beside the fullest one."""

    SCRIPT = "script"
    PUNCTUATION = "punctuation"
    CHANGED = "changed"
    """A few characters are other ones."""
    SHORTENED = "shortened"
    REWORDED = "reworded"
    RETOLD = "retold"
    """Reworded in an article that retells the whole of another one, as machines do."""
    DAMAGED = "damaged"


@dataclass(frozen=True, slots=True)
class Variant:
    """One printing of a saying."""

    kept: Kept
    notes: tuple[Note, ...]
    copy_of: str | None = None
    """The source that its article copies, where that prints the saying too."""

    @property
    def text(self) -> str:
        return self.kept.entry.text or ""


@dataclass(frozen=True, slots=True)
class Saying:
    """All printings that a catalog has of the same words, in the order in which they were printed."""

    variants: tuple[Variant, ...]
    fullest: Kept
    earliest: Kept | None
    """Printed before all others in this catalog; `None` where no day of publication is known."""

    @property
    def sources(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(each.kept.source.file or "" for each in self.variants))

    @property
    def wordings(self) -> int:
        return len({key(each.text) for each in self.variants})


class Catalogued:
    """The sayings of a catalog with all that is kept of each printing."""

    def __init__(self, kept: Iterable[Kept]) -> None:
        self.kept: dict[str, Kept] = {}
        self.sayings = Sayings()
        by_file: dict[str, list[Printing]] = {}
        for each in kept:
            entry = each.entry
            counts = entry.id and entry.text and entry.kind != "term" and entry.status != "drop"
            if counts and entry.id and entry.id not in self.kept:
                self.kept[entry.id] = each
                by_file.setdefault(each.file, []).append(printing(each))
        for file, printings in by_file.items():
            self.sayings.put(file, printings)

    def groups(self) -> tuple[tuple[Kept, ...], ...]:
        return tuple(self._of(group) for group in self.sayings.groups())

    def group_of(self, name: str) -> tuple[Kept, ...]:
        return self._of(self.sayings.group_of(name))

    def like(self, text: str) -> tuple[Kept, ...]:
        """The sayings that these words are a printing of."""
        found = (self._of(group) for group in self.sayings.like(text))
        return tuple(each for group in found for each in group)

    def _of(self, group: Iterable[Printing]) -> tuple[Kept, ...]:
        return tuple(self.kept[each.id] for each in group)


def printing(kept: Kept) -> Printing:
    entry = kept.entry
    return Printing(
        entry.id or "", entry.text or "", entry.kind or "", entry.same_as, entry.not_same_as
    )


def printed_on(kept: Kept) -> tuple[date, date] | None:
    """The days on which the article may have been published."""
    return days(kept.source.published, None)


def by_publication(group: Iterable[Kept]) -> list[Kept]:
    """In the order in which they were printed; what has no day of publication comes last."""
    return sorted(group, key=_order)


def _order(kept: Kept) -> tuple[date, date, str, int]:
    first, last = printed_on(kept) or (_LATEST, _LATEST)
    return first, last, kept.file, kept.entry.at_line


class Originals:
    """What is known of copies, by the article that is one; it may copy several."""

    def __init__(self, copies: Iterable[Copy] = ()) -> None:
        self._by_copy: dict[str, list[Copy]] = {}
        for copy in copies:
            self._by_copy.setdefault(copy.second, []).append(copy)

    def among(self, group: Iterable[Kept]) -> dict[str, Copy]:
        """The copies whose originals have a printing in the group, by their sources."""
        sources = {each.source.file or "" for each in group}
        return {
            name: copy
            for name in sources
            for copy in self._by_copy.get(name, ())
            if copy.first in sources
        }


_NONE = Originals()


def saying(group: Sequence[Kept], originals: Originals = _NONE) -> Saying:
    """One saying, from its printings and from what is known of copies among their articles.

    A copy never comes before its original, whatever days they carry.
    """
    copies = originals.among(group)
    ordered = by_publication(group)
    ordered.sort(key=lambda each: (each.source.file or "") in copies)
    fullest = max(ordered, key=lambda each: _fullness(each, (each.source.file or "") in copies))
    earliest = next((each for each in ordered if printed_on(each)), None)
    variants = (_variant(each, fullest, copies.get(each.source.file or "")) for each in ordered)
    return Saying(tuple(variants), fullest, earliest)


def _fullness(kept: Kept, copied: bool) -> tuple[bool, bool, int]:
    text = kept.entry.text or ""
    return not copied, not _is_damaged(text), len(key(text))


def _variant(kept: Kept, fullest: Kept, copy: Copy | None) -> Variant:
    notes = _notes(kept.entry.text or "", fullest.entry.text or "", kept.entry.kind or "")
    if copy and Note.REWORDED in notes:
        notes = tuple(Note.RETOLD if each is Note.REWORDED else each for each in notes)
    return Variant(kept, notes, copy.first if copy else None)


def _is_damaged(text: str) -> bool:
    """Something stands where a character was: a mask, a box, or a narrow question mark between two
    characters of a text that asks with wide ones.
    """
    return bool(_MASK.search(text) or ("？" in text and _MARK.search(text)))


def _notes(text: str, full: str, kind: str) -> tuple[Note, ...]:
    damaged = (Note.DAMAGED,) if _is_damaged(text) else ()
    return (*_wording(text, full, kind), *damaged)


def _wording(text: str, full: str, kind: str) -> tuple[Note, ...]:
    found = relation(wording(text, kind), wording(full, kind))
    if found is Relation.SAME:
        script = _letters(text) != _letters(full)
        marks = fold(text) != fold(full)
        return tuple(
            note for note, is_so in ((Note.SCRIPT, script), (Note.PUNCTUATION, marks)) if is_so
        )
    if found is Relation.PART:
        return (Note.SHORTENED,) if len(key(text)) < len(key(full)) else (Note.CHANGED,)
    return (Note.CHANGED,) if found is Relation.NEAR else (Note.REWORDED,)


def _letters(text: str) -> str:
    return "".join(char for char in text if char.isalnum())
