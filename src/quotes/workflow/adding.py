"""Into the catalog by hand: an entry for words that a source prints, an article for the project."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from quotes.catalog import store
from quotes.catalog.assignments import Assignment, new_values
from quotes.catalog.document import Document, Filed
from quotes.catalog.entries import Entry, Source
from quotes.catalog.merge import highest, new_ids, source_of
from quotes.catalog.naming import file_name, id_prefix
from quotes.catalog.root import FOLDER, is_there
from quotes.catalog.shelf import Shelf
from quotes.catalog.splice import Insertion, Revision, new_file, revise
from quotes.errors import UnreadableCatalog, UsageError
from quotes.language import worded
from quotes.model import Article, Reading
from quotes.reading import read_article
from quotes.sayings.places import lines_with, most_like
from quotes.script import key
from quotes.span import Lines
from quotes.workflow.articles import read_as_told
from quotes.workflow.editing import Written
from quotes.workflow.looking import inside, source_path

_NUMBER = re.compile(r"\d{1,9}")
"""No source has more lines."""


class BadPlace(UsageError):
    """A line of a source from which no entry can be made."""


@dataclass(frozen=True, slots=True)
class Added:
    """An entry that was made by hand."""

    entry: Entry
    file: str
    written: Written


@dataclass(frozen=True, slots=True)
class Home:
    """The catalog file of an article, there or still to be made."""

    file: str
    """The article, relative to the root."""
    path: Path
    prefix: str
    """Begins the ids of a new file."""


def home_of(shelf: Shelf, file: str) -> Home:
    """Where the entries of an article stand, or will stand."""
    for document in shelf.documents:
        if document.source.file == file:
            path = shelf.root / document.path
            return Home(file, path, highest(document.entries, path.stem)[0])
    if shelf.broken:
        raise UnreadableCatalog(shelf.broken)
    taken = {path.stem for path in store.article_files(shelf.root)}
    name = file_name(Path(file).stem, taken)
    used = {
        highest(document.entries, Path(document.path).stem.partition("_")[0])[0]
        for document in shelf.documents
    }
    return Home(file, shelf.root / FOLDER / f"{name}.yaml", id_prefix(name, used))


def keep(shelf: Shelf, reading: Reading, file: str, entry: Entry) -> Added:
    """Enter it behind the entries that stand before it in the source; it gets the next id."""
    home = home_of(shelf, file)
    source = source_of(reading.article, reading.about, file)
    taken = frozenset(each.entry.id or "" for each in shelf.kept)
    job = _Insertion(home, source, entry, taken)
    with store.Writing(shelf.root) as writing:
        writing.revise(home.path, job.revise)
    assert job.kept is not None
    return Added(
        job.kept, store.shown(home.path, shelf.root), Written(home.path, job.before, job.after)
    )


@dataclass(slots=True)
class _Insertion:
    """One entry on its way into its file; done again where the file has changed meanwhile."""

    home: Home
    source: Source
    entry: Entry
    taken: frozenset[str]
    """Every id of the catalog: two files may count on from one prefix."""
    kept: Entry | None = None
    before: str | None = None
    after: str = ""

    def revise(self, document: Document | None) -> str:
        filed = document.entries if document else ()
        self.kept = self.entry._replace(id=next(new_ids(filed, self.home.prefix, self.taken)))
        self.before = document.text if document else None
        if document is None or (document.root is None and not document.text.strip()):
            self.after = new_file(self.source, [self.kept])
        else:
            insertion = Insertion(_behind(filed, self.entry.at_line), (self.kept,))
            self.after = revise(document, Revision(insertions=(insertion,)))
        return self.after


def _behind(filed: Sequence[Filed], line: int) -> int:
    """The last entry from this line or one before it; -1 where there is none."""
    earlier = [index for index, each in enumerate(filed) if 0 < each.entry.at_line <= line]
    return max(earlier, default=-1)


def new(shelf: Shelf, where: str, text: str | None, wanted: Sequence[Assignment]) -> Added:
    """An entry for words on a line of a source, reviewed by whoever asks for it."""
    name, line = _place(where)
    file, article = _source(shelf, name)
    published = next(
        (each.source.published for each in shelf.documents if each.source.file == file), None
    )
    reading = read_as_told(article, published, shelf.people)
    words = _proven(article, file, line, text) if text else _only_words(reading, where, line)
    entry = Entry(text=words, kind="quote", line=str(line), status="ok")
    if any(each.key in ("text", "line") for each in wanted):
        raise BadPlace(
            worded("the words and the line are where the source has them"), "use --text WORDS"
        )
    entry = entry._replace(**dict(new_values(entry, wanted)))  # type: ignore[arg-type]
    _insist_on_news(shelf, article, file, entry)
    return keep(shelf, reading, file, entry)


def _place(where: str) -> tuple[str, int]:
    name, _, line = where.rpartition(":")
    if not name or not _NUMBER.fullmatch(line) or not int(line):
        raise BadPlace(
            worded("“{where}” is no line of a source").format(where=where),
            "write SOURCE:LINE: seeds/003.txt:7",
        )
    return name, int(line)


def _source(shelf: Shelf, name: str) -> tuple[str, Article]:
    """A path, else a source that the catalog knows by a part of its name."""
    if not is_there(Path(name)):
        files = {each.source.file for each in shelf.documents}
        known = sorted(file for file in files if file and name in file)
        if len(known) > 1:
            raise BadPlace(
                worded("“{name}” may be {names}").format(name=name, names=", ".join(known[:5])),
                worded("write more of the name"),
            )
        if known:
            return known[0], read_article(source_path(shelf.root, known[0]))
    article = read_article(name)
    return inside(shelf.root, name), article


def _proven(article: Article, file: str, line: int, words: str) -> str:
    found = lines_with(article, words)
    if line in found:
        return words
    if found:
        places = ", ".join(map(str, dict.fromkeys(found)))
        raise BadPlace(
            worded("these words are not on line {line}: they stand on {places}").format(
                line=line, places=places
            ),
            f"write {file}:{found[0]}",
        )
    other = most_like(article, words)
    has = worded("; it has “{other}”").format(other=other) if other else ""
    raise BadPlace(
        worded("{file} does not have these words{has}").format(file=file, has=has),
        worded("copy them as printed"),
    )


def _only_words(reading: Reading, where: str, line: int) -> str:
    here = [each.text for each in reading.findings if each.line == line and each.depth == 0]
    if len(here) == 1:
        return here[0]
    lines = Lines(reading.article.text).count
    if line > lines:
        raise BadPlace(
            worded("{where}: the source has {lines} lines").format(where=where, lines=lines),
            worded("mend the number"),
        )
    said = "、".join(f"“{each}”" for each in here) or worded("no words between marks")
    raise BadPlace(f"{where} has {said}", worded("say which words: --text WORDS"))


def _insist_on_news(shelf: Shelf, article: Article, file: str, entry: Entry) -> None:
    """Two entries cannot stand for the one place where words are printed."""
    times = lines_with(article, entry.text or "").count(entry.at_line)
    same = [
        each.entry.id or "?"
        for document in shelf.documents
        if document.source.file == file
        for each in document.entries
        if key(each.entry.printed or each.entry.text or "") == key(entry.text or "")
        and each.entry.at_line == entry.at_line
    ]
    if same and len(same) >= times:
        raise BadPlace(
            worded("{it} keeps these words already").format(it=same[0]),
            worded("see: quotes show {it}").format(it=same[0]),
        )
