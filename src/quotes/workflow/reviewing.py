"""A reviewer's desk: what waits there, what each thing says now, and the way back.

Nothing is held back: a decision is in the catalog before the next one is asked for, so that
leaving at any moment loses nothing, and what is still `todo` is where one goes on.
"""

import errno
import os
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from quotes.catalog import store
from quotes.catalog.assignments import Assignment, new_values
from quotes.catalog.entries import Entry
from quotes.catalog.faults import fault
from quotes.catalog.kept import Kept, Wanted, choose
from quotes.catalog.merge import plan
from quotes.catalog.pairing import pair
from quotes.catalog.proposal import PROPOSED, is_kept, propose
from quotes.catalog.shelf import Shelf, reread
from quotes.catalog.splice import Value
from quotes.errors import Problem, QuotesError, SystemFailed, UnreadableArticle, UnreadableCatalog
from quotes.language import of_system, worded
from quotes.model import Confidence, Finding, Kind, Reading
from quotes.reading import read_article
from quotes.script import key
from quotes.workflow.adding import keep
from quotes.workflow.articles import read_as_told
from quotes.workflow.checking import examine
from quotes.workflow.editing import Changed, Edited, TwoEntries, Written, decide_one, take_back
from quotes.workflow.looking import source_path

_LOW_FIRST = (Confidence.GUESS, Confidence.LIKELY, Confidence.CERTAIN)


@dataclass(frozen=True, slots=True)
class Waiting:
    """Something that a person shall decide."""

    file: str
    """The catalog file."""
    id: str = ""
    """Empty for a term that is no entry yet."""
    finding: Finding | None = None
    source: str = ""
    """The article of a term."""


@dataclass(frozen=True, slots=True)
class Card:
    """All that is known of what waits, as it stands now."""

    kept: Kept
    line: int
    """Of the entry in the catalog file."""
    reading: Reading | None = None
    finding: Finding | None = None
    why_not: str = ""
    """Why there is no article to show."""


@dataclass(frozen=True, slots=True)
class Step:
    """A decision that can be taken back."""

    at: int
    """Which of the waiting it was."""
    written: Written | Edited


class Gone(QuotesError):
    """An entry was taken out of its file while it waited here, or the file itself."""

    def __init__(self, name: str, file: str) -> None:
        super().__init__(
            worded("{name} is no longer in {file}").format(name=name, file=file),
            worded("somebody has taken it out"),
        )


class Desk:
    """One run of reviewing."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self._readings: dict[tuple[str, str | None], Reading] = {}
        self.unread: list[UnreadableArticle] = []
        """Sources that could not be looked through."""
        self._steps: list[Step] = []
        self._lately: dict[str, None] = {}

    # what waits

    def entries(self, wanted: Wanted, *, low_first: bool = False) -> tuple[Waiting, ...]:
        """In the order of the files, so that one article is read after another."""
        chosen = sorted(choose(self._shelf.kept, wanted).kept, key=_place)
        if low_first:
            chosen.sort(key=self._certainty)
        return tuple(Waiting(each.file, each.entry.id or "") for each in chosen if each.entry.id)

    def suggestions(self, wanted: Wanted) -> tuple[Waiting, ...]:
        """Entries of which today's extraction would say something else."""
        offered = {
            offer.id
            for document in self._shelf.documents
            if (reading := self._readable(document.source.file, document.source.published))
            for offer in plan(
                document, reading, document.source.file or "", "", terms=False
            ).suggested
        }
        return tuple(each for each in self.entries(wanted) if each.id in offered)

    def terms(self, wanted: Wanted) -> tuple[Waiting, ...]:
        """What stands between marks in the sources and was taken for no quotation."""
        files = {each.file for each in choose(self._shelf.kept, wanted).kept}
        if not (wanted.sources or wanted.speakers is not None or wanted.kinds):
            files |= {each.path for each in self._shelf.documents if not each.entries}
        found: list[Waiting] = []
        for document in self._shelf.documents:
            source = document.source.file or ""
            reading = self._readable(source, document.source.published)
            if reading and document.path in files:
                entries = [each.entry for each in document.entries]
                taken = set(pair(entries, reading.findings, is_kept).values())
                found += [
                    Waiting(document.path, finding=each, source=source)
                    for number, each in enumerate(reading.findings)
                    if number not in taken and is_kept(each, terms=True) and not is_kept(each)
                ]
        return tuple(found)

    def _certainty(self, kept: Kept) -> int:
        try:
            finding = self.card(Waiting(kept.file, kept.entry.id or "")).finding
        except QuotesError:
            finding = None
        return _LOW_FIRST.index(finding.confidence) if finding else -1

    # what it says

    def card(self, waiting: Waiting) -> Card:
        """Read again: people may be at work in the same file. Raises Gone."""
        if waiting.finding:
            return self._term(waiting, waiting.finding)
        try:
            document, everything = reread(self._shelf, waiting.file)
        except FileNotFoundError:
            raise Gone(waiting.id, waiting.file) from None
        index = _only(waiting, [each.entry.id for each in everything])
        kept = everything[index]
        line = document.line_of(kept.offset)
        try:
            reading = self._reading(kept.source.file, kept.source.published)
        except UnreadableArticle as error:
            return Card(kept, line, why_not=error.message.replace(f"{self._shelf.root}/", ""))
        partners = pair([each.entry for each in everything], reading.findings, is_kept)
        finding = reading.findings[partners[index]] if index in partners else None
        return Card(kept, line, reading, finding)

    def _term(self, waiting: Waiting, finding: Finding) -> Card:
        document = next(each for each in self._shelf.documents if each.path == waiting.file)
        reading = self._reading(waiting.source, document.source.published)
        entry = propose(finding)._replace(auto=None)
        kept = Kept(entry, document.source, waiting.file, 0, entry.speaker, None)
        return Card(kept, 0, reading, finding)

    def offer(self, card: Card) -> tuple[tuple[str, str | None, str | None], ...]:
        """Key, what the entry says, what the program would say now."""
        if card.finding is None:
            return ()
        ours, new = card.kept.entry, propose(card.finding)
        pairs = ((name, getattr(ours, name), getattr(new, name)) for name in PROPOSED)
        return tuple((name, old, proposed) for name, old, proposed in pairs if old != proposed)

    def speakers(self, card: Card) -> tuple[str, ...]:
        """Who it may be: candidates, whom this run has named, who speaks there, who is known."""
        here = Counter(
            each.entry.speaker
            for each in self._shelf.kept
            if each.file == card.kept.file and each.entry.speaker
        )
        likely = card.finding.candidates if card.finding else ()
        known = (person.name for person in self._shelf.people.persons)
        names: dict[str, str] = {}
        for name in (*likely, *self._lately, *(name for name, _ in here.most_common()), *known):
            names.setdefault(key(name or ""), name or "")
        names.pop(key(card.kept.entry.speaker or ""), None)
        return tuple(filter(None, names.values()))

    def _readable(self, file: str | None, published: str | None) -> Reading | None:
        try:
            return self._reading(file, published)
        except UnreadableArticle as error:
            self.unread.append(error)
            return None

    def _reading(self, file: str | None, published: str | None) -> Reading:
        found = self._readings.get((file or "", published))
        if found is None:
            article = read_article(source_path(self._shelf.root, file))
            found = read_as_told(article, published, self._shelf.people)
            self._readings[file or "", published] = found
        return found

    # what is decided

    def decide(self, at: int, waiting: Waiting, wanted: Sequence[Assignment]) -> Changed | None:
        changed = self._write(at, waiting, lambda entry: new_values(entry, wanted))
        self._lately |= {each.value: None for each in wanted if each.key == "speaker"}
        return changed

    def take(self, at: int, waiting: Waiting, finding: Finding) -> Changed | None:
        """The program's words for the person's."""
        new = propose(finding)

        def values(entry: Entry) -> tuple[tuple[str, Value], ...]:
            said = ((name, getattr(new, name)) for name in (*PROPOSED, "auto"))
            return tuple((name, value) for name, value in said if value != getattr(entry, name))

        return self._write(at, waiting, values)

    def refuse(self, at: int, waiting: Waiting, finding: Finding) -> Changed | None:
        """The proposal is remembered, so that it is not made again."""
        seen = propose(finding).auto
        return self._write(
            at, waiting, lambda entry: (("auto", seen),) if entry.auto != seen else ()
        )

    def promote(self, at: int, waiting: Waiting, kind: Kind) -> str:
        """A term becomes an entry that a person has seen; gives its id."""
        card = self.card(waiting)
        assert waiting.finding is not None
        assert card.reading is not None
        entry = propose(waiting.finding)._replace(kind=kind.value, status="ok")
        added = keep(self._shelf, card.reading, waiting.source, entry)
        self._steps.append(Step(at, added.written))
        return added.entry.id or ""

    def _write(
        self, at: int, waiting: Waiting, values: Callable[[Entry], tuple[tuple[str, Value], ...]]
    ) -> Changed | None:
        changed, written = decide_one(self._shelf.root, waiting.file, waiting.id, values)
        if written:
            self._steps.append(Step(at, written))
        return changed

    # the way back

    def undo(self) -> tuple[Step | None, bool]:
        """The last decision, taken back to the byte; False where the file has changed since."""
        if not self._steps:
            return None, False
        step = self._steps.pop()
        return step, take_back(self._shelf.root, step.written)

    def path(self, waiting: Waiting) -> Path:
        return self._shelf.root / waiting.file

    def content(self, waiting: Waiting) -> bytes | None:
        """The file as it is; `None` where there is none that could be read."""
        with suppress(UnreadableCatalog, SystemFailed, FileNotFoundError):
            return store.read_bytes(self.path(waiting), self._shelf.root)
        return None

    def problems(self, waiting: Waiting) -> tuple[Problem, ...]:
        """What is wrong in the file now."""
        path = self.path(waiting)
        if not path.exists():
            gone = FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT))
            return (fault("E-FILE", waiting.file, why=of_system(gone)),)
        return examine(self._shelf.root, [path]).problems

    def edited(self, at: int, waiting: Waiting, before: bytes | None) -> bool:
        """Whether an editor has changed the file; if so the change can be taken back."""
        after = self.content(waiting)
        if before is not None and after != before:
            self._steps.append(Step(at, Edited(self.path(waiting), before, after)))
        return after != before


def _only(waiting: Waiting, ids: Sequence[str | None]) -> int:
    """An id that stands twice could be written to the wrong entry."""
    count = ids.count(waiting.id)
    if not count:
        raise Gone(waiting.id, waiting.file)
    if count > 1:
        raise TwoEntries(waiting.id, [waiting.file])
    return ids.index(waiting.id)


def _place(kept: Kept) -> tuple[str, int]:
    return kept.file, kept.offset
