"""From what a file keeps and what was found in its article to a plan. Touches nothing.

The program owns an entry while its `auto` is the fingerprint of what it says and its status is
`todo`; then a better extraction may refresh it. Everything else is a person's.
"""

import re
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from itertools import count

from quotes.catalog.document import Document, Filed
from quotes.catalog.entries import Entry, Source, filled
from quotes.catalog.pairing import pair
from quotes.catalog.proposal import PROPOSED, fingerprint, is_kept, is_untouched, propose
from quotes.catalog.splice import Change, Insertion, Revision, Value, can_change
from quotes.catalog.syntax import LONGEST
from quotes.model import About, Article, Finding, Reading
from quotes.script import key

_MEASURED = ("sha256", "encoding")
"""Fields of the source that tell of its bytes."""
_NUMBER = re.compile(r"(?P<prefix>.+)-(?P<number>[0-9]{1,9})")


Offer = tuple[str, str | None, str | None]
"""Key, what the entry says, what the program proposes."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What the program would now say of an entry that is a person's."""

    id: str
    fields: tuple[Offer, ...]


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
    moved: tuple[str, ...] = ()
    """Found again on another line of a source that has changed."""


def plan(
    document: Document | None,
    reading: Reading,
    file: str,
    prefix: str,
    terms: bool,
    taken: Container[str] = frozenset(),
) -> Plan:
    """`file` is the article relative to the root; `prefix` begins the ids of a new file.

    `taken` are ids that any file has given; no new entry gets one of them.
    """
    filed = document.entries if document else ()
    found = tuple(reading.findings)
    moved = _has_moved(document, reading.article)
    entries = [each.entry for each in filed]
    partners = pair(entries, found, lambda each: is_kept(each, terms), moved=moved)
    source = source_of(reading.article, reading.about, file)
    verdicts = _judge(document, found, partners, moved=moved)
    insertions = _insertions(found, partners, new_ids(filed, prefix, taken), terms)
    return Plan(
        Revision(_missing(document, source, moved=moved), verdicts.changes, insertions),
        source,
        added=tuple(entry for each in insertions for entry in each.entries),
        refreshed=verdicts.refreshed,
        unchanged=verdicts.unchanged,
        kept=verdicts.kept,
        suggested=verdicts.suggested,
        gone=_gone(filed, partners, reading.article.text if moved else None),
        moved=verdicts.moved,
    )


def _gone(filed: Sequence[Filed], partners: dict[int, int], text: str | None) -> tuple[str, ...]:
    """What the program once found and now does not. In a source that has changed (its `text`
    given) also what a person entered, where its words are no longer printed at all.
    """
    left = [each.entry for at, each in enumerate(filed) if at not in partners]
    folded = key(text) if text is not None and left else ""
    return tuple(
        entry.id or ""
        for entry in left
        if entry.status != "drop"
        and (entry.auto or (folded and key(entry.printed or entry.text or "") not in folded))
    )


def source_of(article: Article, about: About, file: str) -> Source:
    plain_encoding = article.encoding.lower().replace("_", "-") in ("utf-8", "utf8", "ascii")
    return Source(
        file=file,
        sha256=article.sha256,
        encoding=None if plain_encoding else article.encoding,
        title=_in_bounds(about.title),
        outlet=_in_bounds(about.outlet),
        host=_in_bounds(about.host),
        author=tuple(filter(_in_bounds, about.author)),
        editor=tuple(filter(_in_bounds, about.editor)),
        published=about.published,
        url=_in_bounds(about.url),
    )


def _in_bounds(words: str | None) -> str | None:
    """A title or a name that is longer than a value of the catalog may be is none."""
    return words if words and len(words) <= LONGEST else None


def _missing(
    document: Document | None, known: Source, *, moved: bool
) -> tuple[tuple[str, Value], ...]:
    """What the file does not say of its source. A field that stands there is a person's, even
    where it is empty; what the program has measured, it measures again.
    """
    had = filled(document.source) if document else {}
    node = document.source_node if document else None
    typed = {name.value for name, _ in node.pairs}.difference(_MEASURED) if node else set()
    new: list[tuple[str, Value]] = [
        (name, value)
        for name, value in filled(known).items()
        if name not in had and name not in typed
    ]
    if moved:
        measured = ((name, getattr(known, name)) for name in _MEASURED)
        new += [(name, value) for name, value in measured if name in had and value != had[name]]
    return tuple(new)


def _has_moved(document: Document | None, article: Article) -> bool:
    """Whether lines may have shifted since the file was made."""
    before = document.source.sha256 if document else None
    return before is not None and before != article.sha256


@dataclass(slots=True)
class _Verdicts:
    changes: tuple[Change, ...] = ()
    refreshed: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()
    suggested: tuple[Suggestion, ...] = ()
    moved: tuple[str, ...] = ()


def _judge(
    document: Document | None, found: Sequence[Finding], partners: dict[int, int], *, moved: bool
) -> _Verdicts:
    verdicts = _Verdicts()
    for index, partner in sorted(partners.items()):
        assert document is not None
        filed, new = document.entries[index], propose(found[partner])
        if is_untouched(filed.entry):
            _refresh(verdicts, document, index, new, moved=moved)
        else:
            _leave(verdicts, document, index, new, moved=moved)
    return verdicts


def _refresh(
    verdicts: _Verdicts, document: Document, index: int, new: Entry, *, moved: bool
) -> None:
    """The program's own entry says what the program says now, if no comment is in the way."""
    filed = document.entries[index]
    name = filed.entry.id or ""
    values = _differences(filed.entry, new, moved)
    if not values:
        verdicts.unchanged += (name,)
    elif can_change(document, filed, values):
        verdicts.changes += (Change(index, values),)
        verdicts.refreshed += (name,)
        verdicts.moved += (name,) if _line(filed.entry, new, moved) else ()
    else:
        verdicts.suggested += (Suggestion(name, _said(filed.entry, new)),)


def _leave(verdicts: _Verdicts, document: Document, index: int, new: Entry, *, moved: bool) -> None:
    """A person's entry stays. Its line follows only where nobody changed what was proposed."""
    filed = document.entries[index]
    entry, name = filed.entry, filed.entry.id or ""
    line = _line(entry, new, moved)
    if line and entry.auto == fingerprint(entry) and can_change(document, filed, line):
        verdicts.changes += (Change(index, line),)
        verdicts.moved += (name,)
        line = ()
    said = _unseen(entry, new) + tuple((each, entry.line, new.line) for each, _ in line)
    if said:
        verdicts.suggested += (Suggestion(name, said),)
    else:
        verdicts.kept += (name,)


def _line(old: Entry, new: Entry, moved: bool) -> tuple[tuple[str, Value], ...]:
    """The line on which the words stand now; one that a person took away stays away."""
    shifted = moved and old.at_line and old.line != new.line
    return (("line", new.line),) if shifted else ()


def _differences(old: Entry, new: Entry, moved: bool) -> tuple[tuple[str, Value], ...]:
    pairs = ((name, getattr(old, name), getattr(new, name)) for name in PROPOSED)
    said = [(name, value) for name, before, value in pairs if value != before]
    auto = (("auto", new.auto),) if new.auto != old.auto else ()
    return (*said, *_line(old, new, moved), *auto)


def _unseen(ours: Entry, new: Entry) -> tuple[Offer, ...]:
    """Only what a person has not seen: another proposal than the one they changed."""
    seen = new.auto == ours.auto or ours.auto is None or ours.status == "drop"
    return () if seen else _said(ours, new)


def _said(ours: Entry, new: Entry) -> tuple[Offer, ...]:
    pairs = ((name, getattr(ours, name), getattr(new, name)) for name in PROPOSED)
    return tuple((name, old, proposed) for name, old, proposed in pairs if old != proposed)


def _insertions(
    found: Sequence[Finding],
    partners: dict[int, int],
    ids: Iterator[str],
    terms: bool,
) -> tuple[Insertion, ...]:
    """New entries behind the entry of the nearest finding before theirs."""
    home = {partner: index for index, partner in partners.items()}
    grouped: dict[int, list[Entry]] = {}
    after = -1
    for position, finding in enumerate(found):
        if position in home:
            after = home[position]
        elif is_kept(finding, terms):
            entry = propose(finding)._replace(id=next(ids))
            grouped.setdefault(after, []).append(entry)
    return tuple(Insertion(at, tuple(entries)) for at, entries in grouped.items())


def new_ids(filed: Sequence[Filed], prefix: str, taken: Container[str]) -> Iterator[str]:
    """What the file may call its next entries: `003-45`, then `003-46`."""
    own, last = highest(filed, prefix)
    numbered = (f"{own}-{number:02}" for number in count(last + 1))
    return (each for each in numbered if each not in taken)


def prefix_of(first_id: str | None, prefix: str) -> str:
    """What the ids of a file begin with, by the first of them."""
    found = _NUMBER.fullmatch(first_id or "")
    return found["prefix"] if found else prefix


def highest(filed: Sequence[Filed], prefix: str) -> tuple[str, int]:
    """The file's own prefix and its highest number, so that no number is given twice."""
    split = [_NUMBER.fullmatch(each.entry.id or "") for each in filed]
    numbers = [(found["prefix"], int(found["number"])) for found in split if found]
    own = numbers[0][0] if numbers else prefix
    return own, max((number for name, number in numbers if name == own), default=0)
