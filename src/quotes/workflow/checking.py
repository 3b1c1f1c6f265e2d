"""Every fault of the catalog, found by holding it against itself and against its sources."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from quotes.catalog import store
from quotes.catalog.checks import INVISIBLE, check_document, invisible
from quotes.catalog.concord import Placed, check_ids, check_names, check_offices, placed
from quotes.catalog.document import Document, read_document, read_outline
from quotes.catalog.faults import fault
from quotes.catalog.ignores import apply
from quotes.catalog.kept import Kept
from quotes.catalog.merge import plan
from quotes.catalog.page import Page
from quotes.catalog.people import read_people
from quotes.catalog.proofs import Printed, check_source, words_of
from quotes.catalog.root import FOLDER, is_there, real
from quotes.catalog.shelf import kept_of
from quotes.catalog.speakers import People, Speakers
from quotes.errors import Problem, SystemFailed, UnreadableArticle, UnreadableCatalog
from quotes.language import of_system, worded
from quotes.model import Article
from quotes.parsing import mend
from quotes.reading import article_from_bytes, read_article
from quotes.sayings.conflicts import Clash, Conflict, conflicts
from quotes.sayings.headlines import unsupported
from quotes.sayings.proof import Witness
from quotes.sayings.variants import Catalogued, Originals, saying
from quotes.sayings.years import lent_years
from quotes.span import Span
from quotes.unseen import lookalikes
from quotes.workflow.articles import read_as_told, with_bytes_of
from quotes.workflow.comparing import copies_among, same_speaker, sources_of
from quotes.workflow.looking import source_path, titles


@dataclass(frozen=True, slots=True)
class Checked:
    """What was looked at, and what is wrong with it."""

    problems: tuple[Problem, ...]
    texts: dict[str, str]
    """The files as they were read, so that a fault can be shown in its line."""
    unread: tuple[str, ...] = ()
    """Files that the system would not hand over: nothing is known of them."""
    ignored: int = 0


@dataclass(slots=True)
class _Files:
    """Every file of the catalog, read one by one so that a broken one hides no other."""

    texts: dict[str, str] = field(default_factory=dict)
    documents: list[Document] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    instead: Mapping[Path, bytes | None] = field(default_factory=dict)
    people: People = field(default_factory=People)
    who: Document | None = None
    """people.yaml as a page, for the comments in it."""
    sources: dict[str, str] = field(default_factory=dict)
    """The readings of the sources that were looked at, by the names in the catalog."""

    def take(self, path: Path, root: Path) -> None:
        name = store.shown(path, root)
        with _Noting(self, name):
            text = self.texts[name] = self._text(path, root)
            self.documents.append(read_document(text, name))

    def take_people(self, root: Path) -> None:
        path = root / FOLDER / f"{store.PEOPLE}.yaml"
        name = store.shown(path, root)
        on_disk = b"" if path.is_symlink() or path.exists() else None
        if self.instead.get(path, on_disk) is None:
            return
        with _Noting(self, name):
            text = self.texts[name] = self._text(path, root)
            self.people, problems = read_people(text, name)
            self.problems += [*problems, *_in_people(text, name, self.people)]
            self.who = read_outline(text, name)

    def article(self, path: Path) -> Article:
        if path not in self.instead:
            return read_article(path)
        raw = self.instead[path]
        if raw is None:
            raise UnreadableArticle(
                str(path), worded("the commit takes it out"), worded("keep it, or mend `file:`")
            )
        return article_from_bytes(raw, str(path))

    def _text(self, path: Path, root: Path) -> str:
        raw = self.instead.get(path)
        if raw is None:
            return store.read_text(path, root).text
        return store.decode(raw, store.shown(path, root)).text


class _Noting:
    """Turns what cannot be read into faults of the file."""

    def __init__(self, files: _Files, name: str) -> None:
        self._files, self._name = files, name

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> bool:
        if isinstance(error, UnreadableCatalog):
            self._files.problems += error.problems
            withheld = any(each.code == "E-FILE" for each in error.problems)
            self._files.unread += [self._name] if withheld else []
        elif isinstance(error, SystemFailed | OSError):
            why = of_system(error) if isinstance(error, OSError) else str(error)
            self._files.problems.append(fault("E-FILE", self._name, why=why))
            self._files.unread.append(self._name)
        return isinstance(error, UnreadableCatalog | SystemFailed | OSError)


def examine(
    root: Path,
    only: Iterable[Path] | None = None,
    instead: Mapping[Path, bytes | None] | None = None,
) -> Checked:
    """Every fault of the catalog, in the order of its files.

    Ids, names and words are always held against the whole catalog; `only` says for which files
    the faults are told: catalog files, sources they name, or folders. `instead` holds what files
    are taken to say, whatever they say on disk; `None` takes one out.
    """
    files = _read(root, instead or {})
    wanted = _chosen(root, files.documents, only)
    problems = [*files.problems, *_leftovers(root)]
    for document in files.documents:
        if wanted(document.path):
            problems += check_document(document)
            problems += _against_source(root, document, files)
    problems += _in_concord(root, files)
    pages = [*files.documents, *([files.who] if files.who else [])]
    left, ignored = _without_ignored(pages, filter(_about(wanted), set(problems)))
    told = filter(_about(wanted), left)
    return Checked(tuple(sorted(set(told))), files.texts, tuple(files.unread), ignored)


def _about(wanted: Callable[[str], bool]) -> Callable[[Problem], bool]:
    return lambda problem: wanted(problem.path)


def _read(root: Path, instead: Mapping[Path, bytes | None]) -> _Files:
    files = _Files(instead=instead)
    here = (path for path in instead if path.parent == root / FOLDER)
    for path in sorted({*store.article_files(root), *filter(store.is_article_file, here)}):
        if instead.get(path, b"") is not None:
            files.take(path, root)
    files.take_people(root)
    return files


def _chosen(
    root: Path, documents: Sequence[Document], only: Iterable[Path] | None
) -> Callable[[str], bool]:
    if only is None:
        return lambda _: True
    asked = [real(path) for path in only]
    sources = {each.path: each.source.file or "" for each in documents}

    def is_asked(path: Path) -> bool:
        return any(path == each or each in path.parents for each in asked)

    def wanted(name: str) -> bool:
        source = sources.get(name)
        return is_asked(real(root / name)) or bool(source and is_asked(_place_of(root, source)))

    return wanted


def _place_of(root: Path, source: str) -> Path:
    """A name with a NUL in it is no file; that it is wrong is told elsewhere."""
    return root / source if "\0" in source else real(root / source)


def _leftovers(root: Path) -> list[Problem]:
    return [fault("W-LEFTOVER", store.shown(path, root)) for path in store.leftovers(root)]


def _without_ignored(
    documents: Iterable[Document], problems: Iterable[Problem]
) -> tuple[list[Problem], int]:
    by_path: dict[str, list[Problem]] = {}
    for problem in problems:
        by_path.setdefault(problem.path, []).append(problem)
    left: list[Problem] = []
    count = 0
    for document in documents:
        kept, ignored = apply(document, sorted(by_path.pop(document.path, ())))
        left += kept
        count += len(ignored)
    return [*left, *(problem for rest in by_path.values() for problem in rest)], count


def _against_source(root: Path, document: Document, files: _Files) -> Iterator[Problem]:
    file = document.source.file
    if not file:
        return
    words = filter(None, (words_of(each.entry) for each in document.entries))
    try:
        path = source_path(root, file)
    except UnreadableArticle as error:
        yield from check_source(document, Printed(why_missing=error.message, outside=True))
        return
    try:
        witness = Witness(
            files.article(path),
            lambda each: read_as_told(each, document.source.published, files.people),
        )
    except UnreadableArticle as error:
        moved = None if is_there(path) else with_bytes_of(root, document.source)
        yield from check_source(document, Printed(why_missing=error.message, moved_to=moved))
        return
    yield from check_source(document, witness.printed(words))
    files.sources[file] = mend(witness.article.text).text
    yield from _suggestions(document, witness)
    yield from _headlines(document, witness)


def _suggestions(document: Document, witness: Witness) -> Iterator[Problem]:
    """What extracting again would suggest to a person, were it done today."""
    entries = {each.id: each for each in placed([document]) if each.filed.entry.auto}
    if not entries:
        return
    made = plan(document, witness.reading, document.source.file or "", "", terms=False)
    for offer in made.suggested:
        if each := entries.get(offer.id):
            said = "; ".join(f"{key}: {new or 'nothing'}" for key, _, new in offer.fields)
            yield each.lay("W-SUGGESTION", each.filed.node.get("id"), fields=said)


def _headlines(document: Document, witness: Witness) -> Iterator[Problem]:
    """Quotations of the title that nothing below it bears out; a note says that somebody knows."""
    for finding in unsupported(witness.reading):
        for each in placed([document]):
            entry = each.filed.entry
            here = entry.text == finding.text and entry.at_line == finding.line
            if here and not entry.note:
                facts = {"text": finding.text, "file": document.source.file}
                yield each.lay("W-HEADLINE", each.filed.node.get("text"), **facts)


def _in_concord(root: Path, files: _Files) -> Iterator[Problem]:
    entries = placed(files.documents)
    names = filter(None, (each.filed.entry.speaker for each in entries))
    speakers = Speakers(files.people, names, titles)
    yield from check_ids(entries)
    if files.people.persons:
        yield from check_names(entries, files.people, speakers, titles())
    yield from _in_sayings(root, files, entries, speakers)


def _in_sayings(
    root: Path, files: _Files, entries: Sequence[Placed], speakers: Speakers
) -> Iterator[Problem]:
    """What the printings of one saying do not agree on, and years that they lend each other."""
    where = {(each.document.path, each.filed.node.span.start): each for each in entries}
    kept = [each for document in files.documents for each in kept_of(document, speakers)]
    place = {id(each): where[each.file, each.offset] for each in kept}
    groups = Catalogued(kept).groups()
    copies = copies_among(_texts(root, files, groups), kept)
    who, originals = same_speaker(speakers), Originals(copies)
    for group in (each for each in groups if len(each) > 1 or each[0].entry.via):
        for found in conflicts(saying(group, originals), who):
            yield _conflict(found, place[id(found.one)], place[id(found.other)])
    for lent in lent_years(kept, groups, copies):
        facts = {
            "by": lent.by.entry.id,
            "date": lent.date,
            "why": lent.why,
            "id": lent.kept.entry.id,
        }
        each = place[id(lent.kept)]
        yield each.lay("W-YEAR", each.filed.node.get("date"), **facts)


def _texts(root: Path, files: _Files, groups: Iterable[Sequence[Kept]]) -> dict[str, str]:
    """What articles that print the same saying tell, whether or not their own faults are asked for."""
    shared = (sources_of(group) for group in groups)
    names = sorted({name for sources in shared if len(sources) > 1 for name in sources})
    for name in names:
        if name not in files.sources:
            with suppress(UnreadableArticle):
                files.sources[name] = mend(files.article(source_path(root, name)).text).text
    return {name: files.sources[name] for name in names if name in files.sources}


def _conflict(found: Conflict, one: Placed, other: Placed) -> Problem:
    if found.what is Clash.SECOND_HAND:
        facts = {"speaker": found.said or "somebody", "via": found.theirs}
        return one.lay("W-SECOND-HAND", one.filed.node.get("via"), **facts)
    facts = {"other": other.where, "what": found.what.value, "theirs": found.theirs, "id": other.id}
    return one.lay("W-SAME-WORDS", one.filed.node.get(found.what.value), **facts)


def _in_people(text: str, name: str, people: People) -> Iterator[Problem]:
    page = Page(text, name)
    for why in check_offices(people.persons):
        at = max(text.find(why.partition(":")[0]), 0)
        yield page.lay("E-PERSON", Span(at, at + len(why.partition(":")[0])), "", why=why)
    for found in INVISIBLE.finditer(text):
        names = invisible(found[0])
        yield page.lay("W-INVISIBLE", Span(*found.span()), "", key="people.yaml", names=names)
    for person in people.persons:
        for printed in person.names:
            if names := lookalikes(printed):
                at = max(text.find(printed), 0)
                span = Span(at, at + len(printed))
                yield page.lay("W-LOOKALIKE", span, "", key="people.yaml", names=names)
