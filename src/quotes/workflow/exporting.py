"""What is handed on: chosen entries, their articles and people, and what was left out."""

from collections import Counter
from collections.abc import Iterable, Sequence

from quotes.catalog.kept import Kept, Wanted, choose
from quotes.catalog.lookup import Lookup
from quotes.errors import UnreadableArticle
from quotes.reading import read_article
from quotes.sayings.anchors import Anchor, anchors
from quotes.sayings.selection import Selection
from quotes.workflow.looking import source_path

NOT_HANDED_ON = ("todo", "drop")
"""What nobody has looked at yet, and what somebody has looked at and thrown out."""


def gather(
    lookup: Lookup, wanted: Wanted, include: Sequence[str] = (), *, anchored: bool = True
) -> Selection:
    """Entries that fit, those that nobody has approved only where they are included.

    `--status` includes what it names. Where `anchored`, each source is read to find the words in it.
    """
    excluded = set(NOT_HANDED_ON).difference(include, wanted.statuses)
    everything = choose(lookup.select(wanted), wanted, dropped=True).kept
    kept = tuple(each for each in everything if _status(each) not in excluded)
    left_out = Counter(status for each in everything if (status := _status(each)) in excluded)
    found, unread = _anchors(lookup, kept) if anchored else ({}, ())
    named = {each.name for each in kept}
    persons = tuple(each for each in lookup.people.persons if each.name in named)
    return Selection(kept, dict(sorted(left_out.items())), persons, found, unread)


def _status(kept: Kept) -> str:
    """What has none was never looked at."""
    return kept.entry.status or "todo"


def _anchors(lookup: Lookup, kept: Iterable[Kept]) -> tuple[dict[str, Anchor], tuple[str, ...]]:
    by_source: dict[str, list[Kept]] = {}
    for each in kept:
        by_source.setdefault(each.source.file or "", []).append(each)
    found: dict[str, Anchor] = {}
    unread: list[str] = []
    for file, entries in by_source.items():
        try:
            article = read_article(source_path(lookup.root, file))
        except UnreadableArticle:
            unread.append(file)
            continue
        in_order = sorted(entries, key=lambda each: (each.file, each.offset))
        found |= anchors(article, [each.entry for each in in_order])
    return found, tuple(unread)
