"""From what a file keeps and what was found in its article to a plan. Touches nothing.

The program owns an entry while its `auto` is the fingerprint of what it says and its status is
`todo`; then a better extraction may refresh it. Everything else is a person's.
"""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass, fields

from quotes.catalog.document import Document, Filed
from quotes.catalog.entries import Entry, Source, filled
from quotes.catalog.pairing import pair
from quotes.catalog.splice import Change, Insertion, Revision, Value, can_change
from quotes.model import About, Article, Finding, Kind, Place, Reading

PROPOSED = ("text", "kind", "speaker", "via", "mode", "date", "occasion")
_NUMBER = re.compile(r"(?P<prefix>.+)-(?P<number>[0-9]{1,9})")


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What the program would now say of an entry that is a person's."""

    id: str
    fields: tuple[tuple[str, str | None, str | None], ...]
    """Key, what the entry says, what the program proposes."""


@dataclass(frozen=True, slots=True)
class Plan:
    revision: Revision
    source: Source
    """For a file that does not exist yet."""
    added: tuple[Entry, ...] = ()
    refreshed: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()
    """A person's, and the program has nothing new to say."""
    suggested: tuple[Suggestion, ...] = ()
    gone: tuple[str, ...] = ()
    """In the catalog, no longer found: reported, never deleted."""


def fingerprint(entry: Entry) -> str:
    """Eight digits that stand for what the program proposed.

    >>> fingerprint(Entry(text="細節決定成敗。", kind="quote", speaker="王忠林"))
    'b9d42e7e'
    """
    said = "\x1f".join(getattr(entry, name) or "" for name in PROPOSED)
    return hashlib.sha256(said.encode(errors="surrogatepass")).hexdigest()[:8]


def is_untouched(entry: Entry) -> bool:
    """Whether the entry is still the program's to refresh."""
    return entry.status == "todo" and entry.auto == fingerprint(entry)


def is_kept(finding: Finding, terms: bool = False) -> bool:
    """Whether a finding deserves a reviewer's minute."""
    kinds = {Kind.QUOTE, Kind.SLOGAN} | ({Kind.TERM} if terms else set())
    worth = finding.kind in kinds and finding.depth == 0 and bool(finding.text.strip())
    return worth and not finding.repeats and finding.place is not Place.FURNITURE


def propose(finding: Finding) -> Entry:
    """A finding as an entry that has no id yet."""
    entry = Entry(
        text=finding.text,
        kind=finding.kind.value,
        speaker=finding.speaker or None,
        via=finding.via or None,
        mode=finding.mode.value if finding.mode else None,
        date=finding.date or None,
        occasion=finding.occasion or None,
        line=str(finding.line),
        status="todo",
    )
    return _with(entry, auto=fingerprint(entry))


def plan(document: Document | None, reading: Reading, file: str, prefix: str, terms: bool) -> Plan:
    """`file` is the article relative to the root; `prefix` begins the ids of a new file."""
    filed = document.entries if document else ()
    found = tuple(reading.findings)
    partners = pair([each.entry for each in filed], found, lambda each: is_kept(each, terms))
    source = source_of(reading.article, reading.about, file)
    missing = _missing(document.source if document else Source(), source)
    verdicts = _judge(document, found, partners, moved=_has_moved(document, reading.article))
    insertions = _insertions(filed, found, partners, prefix, terms)
    return Plan(
        Revision(missing, verdicts.changes, insertions),
        source,
        added=tuple(entry for each in insertions for entry in each.entries),
        refreshed=verdicts.refreshed,
        unchanged=verdicts.unchanged,
        kept=verdicts.kept,
        suggested=verdicts.suggested,
        gone=tuple(
            each.entry.id or ""
            for index, each in enumerate(filed)
            if index not in partners and each.entry.auto and each.entry.status != "drop"
        ),
    )


def source_of(article: Article, about: About, file: str) -> Source:
    plain_encoding = article.encoding.lower().replace("_", "-") in ("utf-8", "utf8", "ascii")
    return Source(
        file=file,
        sha256=article.sha256,
        encoding=None if plain_encoding else article.encoding,
        title=about.title,
        outlet=about.outlet,
        host=about.host,
        author=about.author,
        editor=about.editor,
        published=about.published,
        url=about.url,
    )


def _missing(present: Source, known: Source) -> tuple[tuple[str, Value], ...]:
    had = filled(present)
    return tuple((key, value) for key, value in filled(known).items() if key not in had)


def _has_moved(document: Document | None, article: Article) -> bool:
    """Whether lines may have shifted since the file was made."""
    before = document.source.sha256 if document else None
    return before is not None and before != article.sha256


@dataclass(frozen=True, slots=True)
class _Verdicts:
    changes: tuple[Change, ...]
    refreshed: tuple[str, ...]
    unchanged: tuple[str, ...]
    kept: tuple[str, ...]
    suggested: tuple[Suggestion, ...]


def _judge(
    document: Document | None, found: Sequence[Finding], partners: dict[int, int], moved: bool
) -> _Verdicts:
    changes, refreshed, unchanged, kept, suggested = [], [], [], [], []
    for index, partner in sorted(partners.items()):
        assert document is not None
        filed, new = document.entries[index], propose(found[partner])
        name = filed.entry.id or ""
        values = _differences(filed.entry, new, moved)
        if not is_untouched(filed.entry):
            offer = _suggestion(filed.entry, new)
            suggested += [offer] if offer else []
            kept += [] if offer else [name]
        elif not values:
            unchanged.append(name)
        elif can_change(document, filed, values):
            changes.append(Change(index, values))
            refreshed.append(name)
        else:
            suggested.append(Suggestion(name, _said(filed.entry, new)))
    return _Verdicts(*map(tuple, (changes, refreshed, unchanged, kept, suggested)))  # type: ignore[arg-type]


def _differences(old: Entry, new: Entry, moved: bool) -> tuple[tuple[str, Value], ...]:
    keys = [*PROPOSED, *(["line"] if moved else [])]
    changed = [(key, getattr(new, key)) for key in keys if getattr(new, key) != getattr(old, key)]
    return (*changed, ("auto", new.auto)) if new.auto != old.auto else tuple(changed)


def _suggestion(ours: Entry, new: Entry) -> Suggestion | None:
    """Only what a person has not seen: another proposal than the one they changed."""
    said = _said(ours, new)
    seen = new.auto == ours.auto or ours.auto is None or ours.status == "drop"
    return Suggestion(ours.id or "", said) if said and not seen else None


def _said(ours: Entry, new: Entry) -> tuple[tuple[str, str | None, str | None], ...]:
    pairs = ((key, getattr(ours, key), getattr(new, key)) for key in PROPOSED)
    return tuple((key, old, proposed) for key, old, proposed in pairs if old != proposed)


def _insertions(
    filed: Sequence[Filed],
    found: Sequence[Finding],
    partners: dict[int, int],
    prefix: str,
    terms: bool,
) -> tuple[Insertion, ...]:
    """New entries behind the entry of the nearest finding before theirs."""
    home = {partner: index for index, partner in partners.items()}
    start, next_number = highest(filed, prefix)
    grouped: dict[int, list[Entry]] = {}
    after = -1
    for position, finding in enumerate(found):
        if position in home:
            after = home[position]
        elif is_kept(finding, terms):
            next_number += 1
            entry = _with(propose(finding), id=f"{start}-{next_number:02}")
            grouped.setdefault(after, []).append(entry)
    return tuple(Insertion(at, tuple(entries)) for at, entries in grouped.items())


def highest(filed: Sequence[Filed], prefix: str) -> tuple[str, int]:
    """The file's own prefix and its highest number, so that no number is given twice."""
    split = [_NUMBER.fullmatch(each.entry.id or "") for each in filed]
    numbers = [(found["prefix"], int(found["number"])) for found in split if found]
    own = numbers[0][0] if numbers else prefix
    return own, max((number for name, number in numbers if name == own), default=0)


def _with(entry: Entry, **values: str) -> Entry:
    return Entry(**{each.name: getattr(entry, each.name) for each in fields(entry)} | values)
