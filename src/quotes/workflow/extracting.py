"""From articles into the catalog."""

import time
from collections import Counter
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from quotes import derived
from quotes.catalog import store
from quotes.catalog.document import Document
from quotes.catalog.homes import Home, Homes, Settled
from quotes.catalog.merge import Plan, Suggestion, plan, prefix_of
from quotes.catalog.naming import file_name, id_prefix, portable
from quotes.catalog.rehearsal import Rehearsal
from quotes.catalog.root import FOLDER, is_there, real
from quotes.catalog.schemas import article_schema
from quotes.catalog.shelf import open_people
from quotes.catalog.speakers import People
from quotes.catalog.splice import new_file, revise
from quotes.errors import QuotesError, UnreadableArticle, UnreadableCatalog
from quotes.language import worded
from quotes.model import Article, Reading
from quotes.reading import read_article
from quotes.workflow.articles import articles, read_as_told
from quotes.workflow.looking import OutsideProject, inside
from quotes.workflow.parallel import Task, readings
from quotes.workflow.patches import patch


@dataclass(frozen=True, slots=True)
class Extracted:
    """What one article has brought."""

    source: str
    file: str
    counts: Mapping[str, int]
    """Entries `added`, `refreshed`, `unchanged`, `kept` and `suggested`."""
    suggested: tuple[Suggestion, ...] = ()
    gone: tuple[str, ...] = ()
    moved: tuple[str, ...] = ()

    @property
    def is_quiet(self) -> bool:
        """Whether extracting again will find nothing to say."""
        return not (self.suggested or self.gone or self.moved)


COUNTED = ("added", "refreshed", "unchanged", "kept", "suggested")


@dataclass(frozen=True, slots=True)
class Extraction:
    done: tuple[Extracted, ...]
    failed: tuple[QuotesError, ...]
    patches: tuple[bytes, ...] = ()
    """In a dry run: what would be written, as `patch -p1` applies it."""


Progress = Callable[[int, int], None]
"""Told how many of how many articles are done."""


def _silent(done: int, of: int) -> None:
    """Nobody watches."""


class Renamed(QuotesError):
    def __init__(self, file: str, old: str, kept: str) -> None:
        super().__init__(
            worded("{file} has the very bytes of {old}, which is no longer there").format(
                file=file, old=old
            ),
            worded("write `file: {file}` in {kept}, then extract again").format(
                file=file, kept=kept
            ),
        )


class _Ids:
    """All ids that are given; those of a large catalog are asked for one by one, and not kept here."""

    def __init__(self, homes: Homes) -> None:
        self._homes = homes
        self.new: set[str] = set()

    def __contains__(self, name: object) -> bool:
        return name in self.new or self._homes.gives(str(name))


@dataclass(frozen=True, slots=True)
class _Prefixes:
    """What the ids of other files begin with: a look at each would take longer with every file."""

    times: Mapping[str, int]
    own: str | None

    def __contains__(self, name: object) -> bool:
        return self.times.get(str(name), 0) > (name == self.own)


class Harvest:
    """One run over many articles: knows which file and which ids each of them gets."""

    def __init__(self, root: Path, terms: bool) -> None:
        self._root, self._terms = root, terms
        self._began = time.time_ns()
        self._broken: dict[str, UnreadableCatalog] = {}
        self._files: dict[str, Path] = {}
        self._published: dict[str, str | None] = {}
        self._by_hash: dict[str, str] = {}
        self._prefixes: dict[str, str] = {}
        self._used: Counter[str] = Counter()
        self._taken: set[str] = set()
        self._people, self._faults = open_people(root)
        self._homes = Homes(root, terms)
        self._ids = _Ids(self._homes)
        self._settled: list[Settled] = []
        for home in self._homes:
            self._learn(home)

    def _learn(self, home: Home) -> None:
        path = self._root / home.path
        self._taken.add(path.stem.casefold())
        prefix = path.stem.partition("_")[0]
        if home.problems:
            self._broken[path.stem] = UnreadableCatalog(home.problems)
        else:
            file = home.source.file or ""
            self._files.setdefault(file, path)
            self._published.setdefault(file, home.source.published)
            self._by_hash.setdefault(home.source.sha256 or "", file)
            prefix = prefix_of(home.first_id, prefix)
        self._prefixes[path.stem] = prefix
        self._used[prefix] += 1

    def broken(self, listed: Sequence[QuotesError]) -> tuple[QuotesError, ...]:
        errors = tuple(each for each in self._faults if not each.warning)
        people = (UnreadableCatalog(errors),) if errors else ()
        return (*people, *(error for error in self._broken.values() if error not in listed))

    def settled(self, path: str) -> Extracted | None:
        """What an article brought that need not be read again."""
        found = self._homes.settled(self._named(path))
        if found is None:
            return None
        counts = dict.fromkeys(COUNTED, 0) | {"unchanged": found.unchanged, "kept": found.kept}
        return Extracted(path, found.home, counts)

    def task(self, path: str) -> Task:
        """What another process needs to read the article as this one would."""
        return Task(path, self._published.get(self._named(path)))

    @property
    def root(self) -> Path:
        return self._root

    @property
    def people(self) -> People:
        return self._people

    def extract(self, path: str, writing: store.Writing, reading: Reading | None) -> Extracted:
        """Merge one article; `reading` is what another process made of it."""
        file = self._name_of(path)
        article = reading.article if reading else read_article(path)
        self._insist_on_news(file, article)
        target = self._target(file)
        others = _Prefixes(self._used, self._prefixes.get(target.stem))
        prefix = id_prefix(target.stem, others)
        job = _Job(article, self._people, file, prefix, self._terms, self._ids)
        job.expect(reading, self._published.get(file))
        writing.revise(target, job.revise)
        self._ids.new.update(job.new_ids)
        if job.has_file:
            self._taken.add(target.stem.casefold())
            self._files[file] = target
            if target.stem not in self._prefixes:
                self._prefixes[target.stem] = prefix
                self._used[prefix] += 1
        done = job.result(path, store.shown(target, self._root))
        if done.is_quiet and job.has_file:
            self._settled.append(_settled(file, done, job, self._began))
        return done

    def home_of(self, path: str) -> Path | None:
        """The catalog file that keeps an article."""
        return self._files.get(self._named(path))

    def settle(self) -> None:
        self._homes.settle(self._settled)

    def _named(self, path: str) -> str:
        """As the catalog names it; nothing for what lies outside, which is told later."""
        try:
            return self._name_of(path)
        except (OutsideProject, UnreadableArticle):
            return ""

    def _name_of(self, path: str) -> str:
        """The catalog may know an article by a folder that is a link to where it lies."""
        file = inside(self._root, path)
        return file if file in self._files else self._by_place.get(self._root / file, file)

    @cached_property
    def _by_place(self) -> dict[Path, str]:
        return {real(self._root / each): each for each in self._files if "\0" not in each}

    def _insist_on_news(self, file: str, article: Article) -> None:
        """An article under a new name is not entered a second time."""
        old = self._by_hash.get(article.sha256)
        if file not in self._files and old and not is_there(self._root / old):
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
        taken: Container[str],
    ) -> None:
        self._article, self._people, self._file, self._taken = article, people, file, taken
        self._prefix, self._terms = prefix, terms
        self._plan: Plan | None = None
        self._before, self._after = "", ""
        self._expected: tuple[Reading | None, str | None] = (None, None)

    def expect(self, reading: Reading | None, published: str | None) -> None:
        """A reading that was made for a day of publication, and holds while that is told."""
        self._expected = reading, published

    def _reading(self, published: str | None) -> Reading:
        reading, expected = self._expected
        if reading is not None and expected == published:
            return reading
        return read_as_told(self._article, published, self._people)

    def revise(self, document: Document | None) -> str | None:
        reading = self._reading(document.source.published if document else None)
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

    @property
    def digests(self) -> tuple[bytes, bytes]:
        """Of the article, and of its catalog file as it is now."""
        return bytes.fromhex(self._article.sha256), derived.digest_of(self._after.encode())

    def result(self, source: str, file: str) -> Extracted:
        plan = self._plan
        assert plan is not None
        counts = {name: len(getattr(plan, name)) for name in COUNTED}
        return Extracted(source, file, counts, plan.suggested, plan.gone, plan.moved)


def _settled(file: str, done: Extracted, job: _Job, read: int) -> Settled:
    """As the next run will find it: what was added or refreshed is unchanged then."""
    same = sum(done.counts[name] for name in ("added", "refreshed", "unchanged"))
    digest, home_digest = job.digests
    return Settled(file, done.file, home_digest, same, done.counts["kept"], digest, read)


def extract(
    root: Path,
    paths: Iterable[str],
    *,
    dry_run: bool = False,
    terms: bool = False,
    jobs: int | None = None,
    progress: Progress = _silent,
) -> Extraction:
    """Merge what is found into the catalog; a file that fails does not stop the others.

    Articles that are settled are not read again. `progress` is told of each article.
    """
    found, failed = articles(paths)
    done: list[Extracted] = []
    errors = list(failed)
    with Rehearsal(root) if dry_run else store.Writing(root) as writing:
        harvest = Harvest(root, terms)
        for each in _harvested(harvest, found, writing, jobs):
            if isinstance(each, QuotesError):
                errors.append(each)
            else:
                done.append(each)
            progress(len(done) + len(errors), len(found))
        if any(each.counts["added"] for each in done) or store.article_files(root):
            writing.ensure(root / FOLDER / store.SCHEMA, article_schema())
    if not dry_run:
        harvest.settle()
    planned = writing.unwritten if isinstance(writing, Rehearsal) else {}
    patches = tuple(patch(store.shown(path, root), *each) for path, each in planned.items())
    return Extraction(tuple(done), (*errors, *harvest.broken(errors)), patches)


def _harvested(
    harvest: Harvest, found: Sequence[str], writing: store.Writing, jobs: int | None
) -> Iterator[Extracted | QuotesError]:
    """In the order of the articles."""
    settled = {path: harvest.settled(path) for path in found}
    left = [path for path in found if settled[path] is None]
    parsed = readings([harvest.task(path) for path in left], harvest.people, jobs)
    for path in found:
        try:
            yield settled[path] or harvest.extract(path, writing, next(parsed))
        except QuotesError as error:
            yield error
