"""People's decisions on their way into the catalog: all are judged before the first is written."""

import difflib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from quotes.catalog import store
from quotes.catalog.amend import amend
from quotes.catalog.assignments import Assignment, BadValue, assignment, is_assignment, new_values
from quotes.catalog.document import Document, read_document
from quotes.catalog.entries import Entry, filled
from quotes.catalog.kept import Kept
from quotes.catalog.shelf import Shelf
from quotes.catalog.splice import Value
from quotes.errors import ChangedUnderneath, UsageError
from quotes.language import worded
from quotes.workflow.looking import find_entry

Decide = Callable[[Entry], tuple[tuple[str, Value], ...]]
"""From an entry as it stands to the fields that change; none leaves it as it is."""


@dataclass(frozen=True, slots=True)
class Changed:
    """One entry after a decision."""

    id: str
    fields: tuple[tuple[str, Value, Value], ...]
    """Key, what stood there, what stands there now."""


@dataclass(frozen=True, slots=True)
class Written:
    """One file around a write: enough to take the write back."""

    path: Path
    before: str | None
    """`None`: there was no file."""
    after: str


@dataclass(frozen=True, slots=True)
class Edited:
    """One file around somebody's own edit, which may have left anything."""

    path: Path
    before: bytes
    after: bytes | None
    """`None`: no file that could be read."""


@dataclass(frozen=True, slots=True)
class Outcome:
    changed: tuple[Changed, ...] = ()
    left: tuple[tuple[str, str], ...] = ()
    """Entries whose status is not the one asked for, with the status they have."""
    written: tuple[Written, ...] = ()
    diff: str = ""


class TwoEntries(UsageError):
    def __init__(self, name: str, places: Sequence[str]) -> None:
        super().__init__(
            worded("more than one entry has the id {name}: {names}").format(
                name=name, names=", ".join(places)
            ),
            worded("give one of them a new number, then run the command again"),
        )


def split(shelf: Shelf, words: Sequence[str]) -> tuple[tuple[Kept, ...], tuple[Assignment, ...]]:
    """The entries and the assignments that a command line names, in any order."""
    known = {kept.entry.id for kept in shelf.kept}
    asked = [word for word in words if word not in known and is_assignment(word)]
    names = dict.fromkeys(word for word in words if word in known or not is_assignment(word))
    if not asked:
        raise UsageError(worded("nothing to set"), worded("say what: quotes set ID status=ok"))
    if not names:
        raise UsageError(worded("no entry is named"), worded("say which: quotes set ID status=ok"))
    return tuple(find_one(shelf, name) for name in names), tuple(map(assignment, asked))


def find_one(shelf: Shelf, name: str) -> Kept:
    """An id that stands twice names nothing that could be written to."""
    kept = find_entry(shelf, name)
    lines = {document.path: document for document in shelf.documents}
    places = [
        f"{each.file}:{lines[each.file].line_of(each.offset)}"
        for each in shelf.kept
        if each.entry.id == name
    ]
    if len(places) > 1:
        raise TwoEntries(name, places)
    return kept


def set_fields(
    shelf: Shelf,
    entries: Sequence[Kept],
    wanted: Sequence[Assignment],
    *,
    only_status: str | None = None,
    dry_run: bool = False,
) -> Outcome:
    """Write the same fields into every entry, or into none."""
    _insist_on_targets(shelf, entries, wanted)
    left = tuple(
        (each.entry.id or "", each.entry.status or "")
        for each in entries
        if only_status and each.entry.status != only_status
    )

    def decide(entry: Entry) -> tuple[tuple[str, Value], ...]:
        unwanted = only_status is not None and entry.status != only_status
        return () if unwanted else new_values(entry, wanted)

    outcome = write(shelf, entries, decide, dry_run=dry_run)
    return Outcome(outcome.changed, left, outcome.written, outcome.diff)


def _insist_on_targets(shelf: Shelf, entries: Sequence[Kept], wanted: Sequence[Assignment]) -> None:
    """What is said to be the same must be an entry, and another one."""
    known = {kept.entry.id for kept in shelf.kept}
    for each in wanted:
        if each.key not in ("same_as", "not_same_as"):
            continue
        for name in each.of(Entry()) or ():
            if name not in known:
                find_entry(shelf, name)
            if any(name == kept.entry.id for kept in entries):
                raise BadValue(
                    worded("{key}: {name} would name itself").format(key=each.key, name=name),
                    worded("name the other entry"),
                )


def write(
    shelf: Shelf, entries: Sequence[Kept], decide: Decide, *, dry_run: bool = False
) -> Outcome:
    """Rehearse on what was read, then write file by file from what stands there then."""
    files = {document.path: document for document in shelf.documents}
    by_file: dict[str, list[str]] = {}
    for kept in entries:
        by_file.setdefault(kept.file, []).append(kept.entry.id or "")
    rehearsed = [_Job(names, decide) for names in by_file.values()]
    texts = [job.revise(files[file]) for job, file in zip(rehearsed, by_file, strict=True)]
    diffs = [
        difference(file, files[file].text, text)
        for file, text in zip(by_file, texts, strict=True)
        if text
    ]
    if dry_run or not any(texts):
        return Outcome(_changes(rehearsed), diff="".join(diffs))
    jobs = [_Job(names, decide) for names in by_file.values()]
    written = _write_all(shelf.root, zip(by_file, jobs, strict=True))
    return Outcome(_changes(jobs), (), written, "".join(diffs))


def decide_one(
    root: Path, file: str, name: str, decide: Decide
) -> tuple[Changed | None, Written | None]:
    """One decision on one entry, written at once."""
    job = _Job([name], decide)
    written = _write_all(root, [(file, job)])
    return (job.changed[0] if job.changed else None), (written[0] if written else None)


def _changes(jobs: Iterable["_Job"]) -> tuple[Changed, ...]:
    return tuple(changed for job in jobs for changed in job.changed)


def _write_all(root: Path, jobs: Iterable[tuple[str, "_Job"]]) -> tuple[Written, ...]:
    written = []
    with store.Writing(root) as writing:
        for file, job in jobs:
            if writing.revise(root / file, job.revise):
                written.append(Written(root / file, job.before, job.after))
    return tuple(written)


@dataclass(slots=True)
class _Job:
    """The entries of one file; done again where the file has changed meanwhile."""

    names: Sequence[str]
    decide: Decide
    before: str = ""
    after: str = ""
    changed: list[Changed] = field(default_factory=list)

    def revise(self, document: Document | None) -> str | None:
        if document is None:
            raise ChangedUnderneath(worded("a file of the catalog"))
        self.before, self.changed = document.text, []
        for name in self.names:
            document = self._with(document, name)
        self.after = document.text
        return self.after if self.after != self.before else None

    def _with(self, document: Document, name: str) -> Document:
        index = index_of(document, name)
        entry = document.entries[index].entry
        values = self.decide(entry)
        if not values:
            return document
        had = filled(entry)
        self.changed.append(
            Changed(name, tuple((key, had.get(key), value) for key, value in values))
        )
        return read_document(amend(document, index, values), document.path)


def index_of(document: Document, name: str) -> int:
    for index, filed in enumerate(document.entries):
        if filed.entry.id == name:
            return index
    raise ChangedUnderneath(document.path)


def difference(file: str, before: str, after: str) -> str:
    lines = difflib.unified_diff(
        before.split("\n"), after.split("\n"), file, file, lineterm="", n=2
    )
    return "".join(f"{line}\n" for line in lines)


def take_back(root: Path, written: Written | Edited) -> bool:
    """The exact bytes from before a write; False where somebody has changed the file since."""
    if isinstance(written, Edited):
        with store.Writing(root) as writing:
            return writing.put_back(written.path, written.after, written.before)
    restored = False

    def reviser(text: str | None) -> str | None:
        nonlocal restored
        restored = text == written.after
        return written.before if restored else None

    with store.Writing(root) as writing:
        if written.before is None:
            return False
        writing.revise_text(written.path, reviser)
    return restored
