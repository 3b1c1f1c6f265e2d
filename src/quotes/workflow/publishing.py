"""A catalog gathered for readers: its articles, sayings, slogans, conflicts."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from quotes.catalog.kept import Kept, Wanted
from quotes.catalog.lookup import Lookup
from quotes.catalog.pairing import pair
from quotes.catalog.proposal import is_kept
from quotes.errors import UnreadableArticle
from quotes.model import Article
from quotes.reading import read_article
from quotes.sayings.anchors import anchors
from quotes.sayings.conflicts import Conflict
from quotes.sayings.library import Library, Printed, Reasoned
from quotes.sayings.variants import Saying
from quotes.workflow.articles import read_as_told
from quotes.workflow.comparing import Comparison
from quotes.workflow.exporting import gather
from quotes.workflow.looking import source_path

EXPLAINED = 300
"""Articles up to which each is parsed once more for its reasons: parsing a thousand takes minutes."""


def library(lookup: Lookup, wanted: Wanted, include: Sequence[str] = ()) -> Library:
    """What fits, as `gather` has it, with all that a reader can ask of it."""
    selection = gather(lookup, wanted, include, anchored=False)
    shown = {each.entry.id for each in selection.kept}
    comparison = Comparison(lookup)
    sayings: list[Saying] = []
    conflicts: list[Conflict] = []
    for group in comparison.printed_twice():
        if all(each.entry.id in shown for each in group):
            found = comparison.shown(group)
            sayings.append(found.saying)
            conflicts += found.conflicts
    slogans = [
        each for each in comparison.slogans()
        if any(use.kept and use.kept.entry.id in shown for use in each.uses)
    ]  # fmt: skip
    return Library(
        selection.kept,
        tuple(_articles(lookup, selection.kept)),
        {each.name: each for each in selection.persons},
        tuple(sayings),
        tuple(slogans),
        tuple(conflicts),
        selection.left_out,
    )


def _articles(lookup: Lookup, kept: Iterable[Kept]) -> Iterator[Printed]:
    by_file: dict[str, list[Kept]] = {}
    for each in kept:
        by_file.setdefault(each.file, []).append(each)
    for file in sorted(by_file):
        entries = sorted(by_file[file], key=lambda each: each.offset)
        yield _article(lookup, file, entries, explained=len(by_file) <= EXPLAINED)


def _article(lookup: Lookup, file: str, kept: Sequence[Kept], *, explained: bool) -> Printed:
    source, stem = kept[0].source, Path(file).stem
    try:
        article = read_article(source_path(lookup.root, source.file))
    except UnreadableArticle:
        return Printed(stem, source, tuple(kept))
    placed = anchors(article, [each.entry for each in kept])
    reasons = _reasons(lookup, article, kept) if explained else {}
    order = {name: anchor.start for name, anchor in placed.items()}
    in_order = sorted(kept, key=lambda each: (order.get(each.entry.id or "", 0), each.offset))
    return Printed(stem, source, tuple(in_order), article.text, placed, reasons)


def _reasons(lookup: Lookup, article: Article, kept: Sequence[Kept]) -> Mapping[str, Reasoned]:
    reading = read_as_told(article, kept[0].source.published, lookup.people)
    partners = pair([each.entry for each in kept], reading.findings, is_kept)
    found = {}
    for at, number in partners.items():
        finding = reading.findings[number]
        reasons = tuple(
            (each.about, f"{each.table}/{each.rule}", each.why) for each in finding.reasons
        )
        found[kept[at].entry.id or ""] = Reasoned(finding.confidence.value, reasons)
    return found
