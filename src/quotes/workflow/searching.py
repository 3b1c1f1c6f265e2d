"""Words, or something like them, in the whole catalog, without reading all of it."""

from collections.abc import Sequence
from dataclasses import dataclass

from quotes.catalog.kept import Kept, Wanted, choose
from quotes.catalog.lookup import Lookup
from quotes.sayings.searching import Match, alike, search, terms

_MOST = 1_000_000_000
"""More are asked of no index: SQLite counts to 2**63."""


@dataclass(frozen=True, slots=True)
class Searched:
    """What was found, best first, and whether there is no more."""

    shown: tuple[Match, ...]
    is_all: bool


def search_catalog(lookup: Lookup, wanted: Wanted, text: str, most: int) -> Searched:
    """The `most` best matches among the entries that are wanted; 0 for all of them."""
    words, most = terms(text), min(most, _MOST)
    enough = most + 1 if most and wanted == Wanted() else None
    held = lookup.holding(words, enough) if words else ()
    near = () if enough and len(held) >= enough else _near(lookup, words)
    everything = dict.fromkeys((*held, *near))
    found = search(choose(everything, wanted).kept, text)
    return Searched(tuple(found[:most] if most else found), not most or len(found) <= most)


def _near(lookup: Lookup, words: Sequence[str]) -> tuple[Kept, ...]:
    whole = "".join(words)
    return lookup.numbered(alike(whole, lookup.near(whole)))
