"""From articles into the catalog."""

from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass
from pathlib import Path

from quotes.catalog import store
from quotes.catalog.document import Document
from quotes.catalog.merge import Plan, highest, plan
from quotes.catalog.naming import file_name, id_prefix, portable
from quotes.catalog.rehearsal import Rehearsal
from quotes.catalog.root import FOLDER
from quotes.catalog.schemas import article_schema
from quotes.catalog.shelf import open_people
from quotes.catalog.speakers import People
from quotes.catalog.splice import new_file, revise
from quotes.errors import QuotesError, UnreadableCatalog, UsageError
from quotes.model import Article
from quotes.reading import read_article
from quotes.workflow.articles import articles, read_as_told
from quotes.workflow.patches import patch


@dataclass(frozen=True, slots=True)
class Extracted:
    """What one article has brought."""

    source: str
    file: str
    plan: Plan


@dataclass(frozen=True, slots=True)
class Extraction:
    done: tuple[Extracted, ...]
    failed: tuple[QuotesError, ...]
    patches: tuple[bytes, ...] = ()
    """In a dry run: what would be written, as `patch -p1` applies it."""


class OutsideProject(UsageError):
    def __init__(self, path: str, root: Path) -> None:
        super().__init__(
            f"{path} lies outside the project {root}",
            f"copy it in: quotes add {path}",
        )


class Renamed(QuotesError):
    def __init__(self, file: str, old: str, kept: str) -> None:
        super().__init__(
            f"{file} has the very bytes of {old}, which is no longer there",
            f"write `file: {file}` in {kept}, then extract again",
        )


class _Harvest:
    """One run over many articles: knows which file and which ids each of them gets."""

    def __init__(self, root: Path, terms: bool) -> None:
        self._root, self._terms = root, terms
        self._broken: dict[str, UnreadableCatalog] = {}
        self._files: dict[str, Path] = {}
        self._by_hash: dict[str, str] = {}
        self._prefixes: dict[str, str] = {}
        self._taken: set[str] = set()
        self._ids: set[str] = set()
        self._people, self._faults = open_people(root)
        for path in store.article_files(root):
            self._learn(path)

    def _learn(self, path: Path) -> None:
        self._taken.add(path.stem)
        prefix = path.stem.partition("_")[0]
        try:
            document = store.read_file(path, self._root)
        except UnreadableCatalog as error:
            self._broken[path.stem] = error
        else:
            self._files.setdefault(document.source.file or "", path)
            self._by_hash.setdefault(document.source.sha256 or "", document.source.file or "")
            prefix = highest(document.entries, prefix)[0]
            self._ids.update(each.entry.id or "" for each in document.entries)
        self._prefixes[path.stem] = prefix

    def broken(self, listed: Sequence[QuotesError]) -> tuple[QuotesError, ...]:
        errors = tuple(each for each in self._faults if not each.warning)
        people = (UnreadableCatalog(errors),) if errors else ()
        return (*people, *(error for error in self._broken.values() if error not in listed))

    def extract(self, path: str, writing: store.Writing) -> Extracted:
        file = self._inside(path)
        article = read_article(path)
        self._insist_on_news(file, article)
        target = self._target(file)
        others = {name for stem, name in self._prefixes.items() if stem != target.stem}
        prefix = id_prefix(target.stem, others)
        job = _Job(article, self._people, file, prefix, self._terms, self._ids)
        writing.revise(target, job.revise)
        self._ids.update(job.new_ids)
        if job.has_file:
            self._taken.add(target.stem)
            self._files[file] = target
            self._prefixes.setdefault(target.stem, prefix)
        return job.result(path, store.shown(target, self._root))

    def _inside(self, path: str) -> str:
        if path == "-":
            raise OutsideProject("-", self._root)
        try:
            return Path(path).resolve().relative_to(self._root).as_posix()
        except ValueError:
            raise OutsideProject(path, self._root) from None

    def _insist_on_news(self, file: str, article: Article) -> None:
        """An article under a new name is not entered a second time."""
        old = self._by_hash.get(article.sha256)
        if file not in self._files and old and not (self._root / old).exists():
            raise Renamed(file, old, store.shown(self._files[old], self._root))

    def _target(self, file: str) -> Path:
        """The file that holds this article already, else a new one."""
        if file in self._files:
            return self._files[file]
        stem = Path(file).stem
        for name, error in self._broken.items():
            if name == portable(stem) or store.mentions(self._root, name, file):
                raise error
        return self._root / FOLDER / f"{file_name(stem, self._taken)}.yaml"


class _Job:
    """One article on its way into its file; planned again whenever the file has changed."""

    def __init__(
        self,
        article: Article,
        people: People,
        file: str,
        prefix: str,
        terms: bool,
        taken: Set[str],
    ) -> None:
        self._article, self._people, self._file, self._taken = article, people, file, taken
        self._prefix, self._terms = prefix, terms
        self._plan: Plan | None = None
        self._before, self._after = "", ""

    def revise(self, document: Document | None) -> str | None:
        published = document.source.published if document else None
        reading = read_as_told(self._article, published, self._people)
        made = plan(document, reading, self._file, self._prefix, self._terms, self._taken)
        self._plan = made
        self._before = self._after = document.text if document else ""
        if document is None or (document.root is None and not document.text.strip()):
            self._after = new_file(made.source, made.added) if made.added else self._before
        elif made.revision:
            self._after = revise(document, made.revision)
        return self._after if self._after != self._before else None

    @property
    def new_ids(self) -> tuple[str, ...]:
        return tuple(each.id or "" for each in self._plan.added) if self._plan else ()

    @property
    def has_file(self) -> bool:
        """An article in which nothing is found gets no file."""
        return bool(self._after)

    def result(self, source: str, file: str) -> Extracted:
        assert self._plan is not None
        return Extracted(source, file, self._plan)


def extract(
    root: Path, paths: Iterable[str], *, dry_run: bool = False, terms: bool = False
) -> Extraction:
    """Merge what is found into the catalog; a file that fails does not stop the others."""
    found, failed = articles(paths)
    done: list[Extracted] = []
    errors = list(failed)
    with Rehearsal(root) if dry_run else store.Writing(root) as writing:
        harvest = _Harvest(root, terms)
        for path in found:
            try:
                done.append(harvest.extract(path, writing))
            except QuotesError as error:
                errors.append(error)
        if any(each.plan.added for each in done) or store.article_files(root):
            writing.ensure(root / FOLDER / store.SCHEMA, article_schema())
    planned = writing.unwritten if isinstance(writing, Rehearsal) else {}
    patches = tuple(patch(store.shown(path, root), *each) for path, each in planned.items())
    return Extraction(tuple(done), (*errors, *harvest.broken(errors)), patches)
