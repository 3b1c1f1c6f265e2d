"""What the program would have an entry say, and whether it still says just that."""

import hashlib

from quotes.catalog.entries import Entry
from quotes.catalog.syntax import LONGEST
from quotes.model import Finding, Kind, Place

PROPOSED = ("text", "kind", "speaker", "via", "mode", "date", "occasion")
"""The fields of an entry that the program has an opinion on."""


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
    """Whether a finding deserves a reviewer's minute, and has room: what is longer than a value of the
    catalog may be is no quotation, but a mark that was never closed.
    """
    kinds = {Kind.QUOTE, Kind.SLOGAN} | ({Kind.TERM} if terms else set())
    worth = finding.kind in kinds and finding.depth == 0 and bool(finding.text.strip())
    worth = worth and len(finding.text) <= LONGEST
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
    return entry._replace(auto=fingerprint(entry))
