"""Hold what the parser finds against what people annotated."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from quotes.errors import Problem
from quotes.language import worded
from quotes.model import Reading
from quotes.reading import SUFFIXES, read_article
from quotes.sayings.diagnosis import Miss, Record, misses, records
from quotes.sayings.gold import CODE, Annotation, BadAnnotations, annotations
from quotes.sayings.resampling import intervals
from quotes.sayings.scoring import Compared, Counts, compare, figures, total
from quotes.workflow.articles import read


@dataclass(frozen=True)
class Evaluation:
    """Every annotated article, compared."""

    documents: tuple[Compared, ...]
    misses: tuple[Miss, ...]

    @cached_property
    def counts(self) -> Counts:
        return total(each.counts for each in self.documents)

    @property
    def figures(self) -> dict[str, float]:
        return figures(self.counts)

    @property
    def records(self) -> tuple[Record, ...]:
        return records(self.documents)

    def intervals(self, draws: int) -> dict[str, tuple[float, float]]:
        return intervals([each.counts for each in self.documents], draws)


def evaluate(gold: Path, docs: Path | None = None) -> Evaluation:
    """Parse each article that the annotations name, and compare.

    Raises BadAnnotations for lines that cannot be meant, and UnreadableArticle.
    """
    wanted = _by_article(annotations(read_article(gold).text, str(gold)))
    paths = _found(gold, docs or gold.parent / "docs", wanted)
    readings = {doc: read(str(paths[doc])) for doc in wanted}
    _insist_on_places(gold, wanted, readings)
    compared = {
        doc: compare(doc, reading.article.text, wanted[doc], reading.findings)
        for doc, reading in readings.items()
    }
    missed = [
        miss for doc, each in compared.items() for miss in misses(each, readings[doc].article.text)
    ]
    return Evaluation(tuple(compared.values()), tuple(missed))


def _by_article(found: Sequence[Annotation]) -> dict[str, list[Annotation]]:
    wanted: dict[str, list[Annotation]] = {}
    for each in found:
        wanted.setdefault(each.doc, []).append(each)
    return wanted


def _found(gold: Path, folder: Path, wanted: dict[str, list[Annotation]]) -> dict[str, Path]:
    """The article for each name; none, or two of the same stem, is a fault of the first line."""
    there = [
        path
        for path in (sorted(folder.iterdir()) if folder.is_dir() else ())
        if path.suffix.lower() in SUFFIXES
    ]
    times = Counter(path.stem for path in there)
    problems = [
        Problem(str(gold), rows[0].line, 1, CODE, _how_many(doc, times[doc], folder))
        for doc, rows in wanted.items()
        if times[doc] != 1
    ]
    if problems:
        raise BadAnnotations(tuple(problems))
    return {path.stem: path for path in there}


def _how_many(doc: str, times: int, folder: Path) -> str:
    if times:
        return worded("{times} articles in {folder} are called “{doc}”").format(
            times=times, folder=folder, doc=doc
        )
    return worded("there is no article “{doc}” in {folder}").format(doc=doc, folder=folder)


def _insist_on_places(
    gold: Path, wanted: dict[str, list[Annotation]], readings: dict[str, Reading]
) -> None:
    problems = [
        Problem(str(gold), each.line, 1, CODE, fault)
        for doc, rows in wanted.items()
        for each in rows
        if (fault := _misplaced(each, readings[doc].article.text))
    ]
    if problems:
        raise BadAnnotations(tuple(sorted(problems)))


def _misplaced(one: Annotation, text: str) -> str | None:
    if one.span.end > len(text):
        return worded("“end” lies behind the end of {doc}, which has {count} code points").format(
            doc=one.doc, count=len(text)
        )
    if one.text is not None and one.text != one.span.of(text):
        return worded("{doc} has “{it}” at this place, not “{text}”").format(
            doc=one.doc, it=one.span.of(text), text=one.text
        )
    return None
