"""Whether two quotations are printings of one saying, and what becomes of its words between them.

Compared are keys (`quotes.script.key`), so that script, width and punctuation never count, and
then only what carries content, for a retelling keeps the nouns and changes the particles. What
differs is looked at piece by piece: another number, a denial that is gone, or one word put in the
place of another (玉米 for 大豆) makes another saying. The thresholds were chosen on one half of the
pairs in benchmarks/same_words and measured on the other.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from rapidfuzz.distance import Indel

from quotes.rules import alternation, word_rows, words_of
from quotes.sayings.numerals import figures
from quotes.script import key

SHORTEST_NEAR = 7
"""Characters: 无疫情小区 and 无疫情社区 are two phrases; of so few each one counts."""

SHORTEST_REWORDED = 8
"""Characters of content that a retelling must keep something of."""

SHORTEST_PART = 6
"""Characters: 应收尽收 stands in many sayings and is none of them."""

ANYWHERE = 10
"""Characters of a part that need not begin and end where a clause does."""

NEAR, REWORDED = 0.8, 0.62
"""Shares of characters, and of content, that two wordings have in common, in order."""

IN_ANY_ORDER = 0.72
"""The same of a retelling that turns the sentence round."""

SWAPPED = 0.125
"""Share of the content that one word may be which stands for another."""

_STOPS = re.compile("[，。！？；：、,.!?;:…—\\s]+")
_DIGITS = re.compile("[0-9]+")


class Relation(StrEnum):
    """How one printing stands to another."""

    SAME = "same"
    """But for script, width and punctuation."""
    NEAR = "near"
    """A few characters are other ones."""
    REWORDED = "reworded"
    """What carries content is the same, and the rest is not: a retelling, or a machine's."""
    PART = "part"
    """One holds the other whole."""


@dataclass(frozen=True, slots=True)
class Wording:
    """A text prepared for comparing."""

    key: str
    content: str
    """Without silent words, equal words made one, numbers in figures; all ways of denying are 不."""
    bag: str = ""
    """The characters of `content`, sorted: what two of them have in common in order, they have in
    common in any order.
    """
    edges: frozenset[int] = frozenset()
    """Offsets in `key` where clauses begin and end."""
    asks: bool = False
    is_set_phrase: bool = False
    """A slogan, whose every character counts."""


@lru_cache(maxsize=65536)
def wording(text: str, kind: str = "quote") -> Wording:
    folded = key(text)
    content = _content(folded)
    asks = text.rstrip("”’」』 ").endswith(("？", "?"))
    content = content or folded
    bag = "".join(sorted(content))
    return Wording(folded, content, bag, frozenset(_edges(text)), asks, kind == "slogan")


def _content(folded: str) -> str:
    """Equal words first: 一定 is no numeral."""
    return figures(_equal_re().sub(_put, folded))


def _edges(text: str) -> Iterator[int]:
    at = 0
    yield at
    for clause in _STOPS.split(text):
        at += len(key(clause))
        yield at


def relation(one: Wording, other: Wording) -> Relation | None:
    """What makes two wordings printings of one saying; `None` where nothing does.

    >>> relation(wording("不能餓肚子搞防控"), wording("不能饿着肚子搞防控。")).value
    'near'
    >>> relation(
    ...     wording("水龙头没有关,拖地板是徒劳的."), wording("水龙头不关，拖地板再起劲也是徒劳。")
    ... ).value
    'reworded'
    >>> relation(wording("无疫情小区"), wording("无疫情社区")) is None
    True
    """
    if one.key == other.key:
        return Relation.SAME
    short, long = sorted((one, other), key=lambda each: (len(each.key), each.key))
    if len(short.key) < SHORTEST_PART or one.is_set_phrase != other.is_set_phrase:
        return None
    if _is_part(short, long):
        return Relation.PART
    if len(short.key) < SHORTEST_NEAR or one.is_set_phrase:
        return None
    return _by_content(short, long)


def _is_part(short: Wording, long: Wording) -> bool:
    """Few characters must begin and end where a clause does, but for words that say nothing; none may
    be what a denial before them denies.
    """
    at = long.key.find(short.key)
    if at < 0:
        return False
    end = at + len(short.key)
    edges = max(e for e in long.edges if e <= at), min(e for e in long.edges if e >= end)
    before, behind = _content(long.key[edges[0] : at]), _content(long.key[end : edges[1]])
    if before.endswith("不"):
        return False
    is_long = len(short.key) >= ANYWHERE and not short.is_set_phrase
    return is_long or not (before or behind)


def _by_content(short: Wording, long: Wording) -> Relation | None:
    one, two = short.content, long.content
    near = Indel.normalized_similarity(short.key, long.key, score_cutoff=NEAR)
    if not near and (short.asks != long.asks or not _retells(short, long)):
        return None
    same_denials = one.count("不") == two.count("不")
    found = Relation.NEAR if near else Relation.REWORDED
    return found if same_denials and _keeps_words(one, two) else None


def _retells(short: Wording, long: Wording) -> bool:
    """Whether enough of what carries content is left, in order or turned round."""
    one, two = short.content, long.content
    if min(len(one), len(two)) < SHORTEST_REWORDED:
        return False
    characters = len(one) + len(two)
    in_any_order = Indel.similarity(short.bag, long.bag)
    return in_any_order >= IN_ANY_ORDER * characters or (
        in_any_order >= REWORDED * characters
        and Indel.similarity(one, two) >= REWORDED * characters
    )


def _keeps_words(one: str, two: str) -> bool:
    """Whether nothing stands in the place of something else, as far as can be told."""
    longest = max(len(one), len(two))
    numbers, others = (Counter(_DIGITS.findall(each)) for each in (one, two))
    if numbers - others and others - numbers:
        return False
    for old, new in differences(one, two):
        if old + new in _opposites():
            return False
        swapped = min(len(old), len(new))
        if swapped > 1 and not set(old) & set(new) and swapped > SWAPPED * longest:
            return False
    return True


def differences(one: str, two: str) -> Iterator[tuple[str, str]]:
    """What stands in one where something else, or nothing, stands in the other.

    >>> list(differences("不能饿肚子搞防控", "不能饿着肚子抓防控"))
    [('', '着'), ('搞', '抓')]
    """
    at = other = 0
    for step in Indel.opcodes(one, two):
        if step.tag == "equal":
            if at < step.src_start or other < step.dest_start:
                yield one[at : step.src_start], two[other : step.dest_start]
            at, other = step.src_end, step.dest_end
    if at < len(one) or other < len(two):
        yield one[at:], two[other:]


def _put(found: re.Match[str]) -> str:
    return _equals()[found[0]]


@lru_cache(maxsize=1)
def _equals() -> Mapping[str, str]:
    """Every word of the table with what stands for it: nothing, 不, or the first of its row."""
    return {
        word: {"silent": "", "negation": "不"}.get(row.name, row.words[0])
        for row in word_rows("wording")
        if row.name != "opposites"
        for word in row.words
    }


@lru_cache(maxsize=1)
def _opposites() -> frozenset[str]:
    """Both ways round."""
    pairs = words_of("wording", "opposites")
    return frozenset(pairs) | {pair[::-1] for pair in pairs}


@lru_cache(maxsize=1)
def _equal_re() -> re.Pattern[str]:
    return re.compile(alternation(_equals()))
