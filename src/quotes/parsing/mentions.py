"""The people of an article, and every place that names one of them, whatever the form of words."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import NamedTuple

from quotes.parsing.layers import MASK
from quotes.parsing.name_characters import characters
from quotes.parsing.name_patterns import (
    BOUNDARY,
    HAN,
    adverbs_then_cue,
    after_re,
    follows_re,
    speaks_re,
)
from quotes.rules import Rules, alternation
from quotes.span import Span

_BYLINE = re.compile(
    "[（(【][^（）()【】]{0,40}(?:记者|摄影|摄|编辑|作者|通讯员|报道)[^（）()【】]{0,40}[）)】]"
)
"""（记者李明 实习记者王芳）: who wrote the article does not speak in it."""

_AT_HEAD = re.compile(f"(?<=[{BOUNDARY}])")
_POINT = re.compile("[·‧．•・]")
_LEAD = re.compile("(?:其间|期间|其后|随后|另外|此外|但|惟|不过|至于|同时)$")
"""Before a surname alone at the head of a clause: 其间黎向同事表示."""

_HAN_ONLY = re.compile(f"[{HAN}]+")

CLEAR_LEAD = 3
"""How many times as often as others of the surname somebody is named whom it alone means."""

CLEAR_SHARE = 0.75
"""Share of the reporting verbs of a passage from which on the words of nobody else are likely."""


class Mention(NamedTuple):
    """A name as it stands in the text, and the full name that it means."""

    span: Span
    name: str


def _begins(mention: Mention) -> int:
    return mention.span.start


@dataclass(frozen=True)
class Names:
    """The full names of an article's people (folded), and every mention of them, in order."""

    full: tuple[str, ...]
    mentions: tuple[Mention, ...]
    speaking: tuple[Mention, ...] = ()
    """Those that a reporting verb follows."""

    def speaks(self, name: str) -> int:
        """How often the article says of somebody that they speak."""
        return self._counted[name]

    @cached_property
    def _counted(self) -> Counter[str]:
        return Counter(mention.name for mention in self.speaking)

    def only_voice(self, start: int, end: int) -> Mention | None:
        """Who speaks in a stretch of text, twice or more, where others hardly do."""
        first = bisect_left(self.speaking, start, key=_begins)
        last = bisect_left(self.speaking, end, lo=first, key=_begins)
        here = self.speaking[first:last]
        counted = Counter(one.name for one in here)
        name, times = next(iter(counted.most_common(1)), ("", 0))
        clear = times > 1 and times >= CLEAR_SHARE * len(here)
        return next(one for one in here if one.name == name) if clear else None

    @cached_property
    def _starts(self) -> list[int]:
        return list(map(_begins, self.mentions))

    def within(self, start: int, end: int) -> tuple[Mention, ...]:
        first = bisect_left(self._starts, start)
        last = bisect_left(self._starts, end, first)
        if last > first and self.mentions[last - 1].span.end > end:
            last -= 1
        return self.mentions[first:last]

    def first_from(self, start: int) -> Mention:
        """The first one named at `start` or behind it; somebody must be."""
        return self.mentions[bisect_left(self._starts, start)]

    def before(self, at: int, floor: int, most: int) -> Iterator[Mention]:
        """Those named before `at` and not before `floor`, the last first."""
        last = bisect_left(self._starts, at)
        for mention in reversed(self.mentions[max(0, last - most) : last]):
            if mention.span.start < floor:
                return
            if mention.span.end <= at:
                yield mention

    @cached_property
    def most_mentioned(self) -> str | None:
        """Who the article is about, if one name clearly leads."""
        ranked = Counter(one.name for one in self.mentions).most_common(2)
        if not ranked or ranked[0][1] < 3:
            return None
        if len(ranked) == 2 and ranked[1][1] * 2 > ranked[0][1]:
            return None
        return ranked[0][0]


def forms_of(
    names: tuple[str, ...],
    narration: str,
    rules: Rules,
    known: Mapping[str, str],
    doubted: Set[str],
) -> "Forms":
    whole = {name: name for name in names}
    sure = {**_last_parts(names), **whole, **_double(names), **_given(names), **known}
    given = {name[1:]: name for name in names if len(name) == 3 and _HAN_ONLY.fullmatch(name)}
    return Forms(
        {words: name for words, name in sure.items() if words not in doubted},
        {words: known[words] for words in doubted},
        given,
        short_forms(names, narration, rules),
    )


@dataclass(frozen=True, slots=True)
class Forms:
    """The forms of words that may name somebody, each with the full name it means."""

    sure: Mapping[str, str]
    """A name wherever it stands."""
    doubted: Mapping[str, str]
    """Two characters that only somebody vouches for (高峰): where they head a clause or speak."""
    given: Mapping[str, str]
    """Given names: at the head of a clause, if they stand there twice or more."""
    short: Mapping[str, str]
    """Surnames: before a title or an address, or at the head of a clause before a verb."""

    @property
    def all(self) -> set[str]:
        return {*self.sure, *self.doubted, *self.given, *self.short}


def find_mentions(narration: str, forms: Forms, rules: Rules) -> tuple[Mention, ...]:
    """Every place where one of the forms names somebody."""
    if not forms.all:
        return ()
    bare = _BYLINE.sub(lambda byline: MASK * len(byline[0]), narration)
    found = list(places(bare, forms.all))
    heads = Counter(span.of(bare) for span in found if _AT_HEAD.match(bare, span.start))
    told = (_mention(bare, span, forms, heads, rules) for span in found)
    return tuple(mention for mention in told if mention is not None)


def places(text: str, forms: Set[str]) -> Iterator[Span]:
    """Where one of the forms stands, the longest of those that begin alike; none overlap.

    What a regular expression would find: making one for an article takes longer than this.

    >>> [
    ...     span.of("李明和李明华来了")
    ...     for span in places("李明和李明华来了", {"李明", "李明华", "明"})
    ... ]
    ['李明', '李明华']
    """
    sizes: dict[str, set[int]] = {}
    for form in forms:
        sizes.setdefault(form[0], set()).add(len(form))
    longest_first = {first: sorted(each, reverse=True) for first, each in sizes.items()}
    end = 0
    for at in sorted(at for first in sizes for at in _all(text, first)):
        here = (at + size for size in longest_first[text[at]] if text[at : at + size] in forms)
        if at >= end and (until := next(here, 0)):
            end = until
            yield Span(at, end)


def _all(text: str, character: str) -> Iterator[int]:
    at = text.find(character)
    while at >= 0:
        yield at
        at = text.find(character, at + 1)


def _mention(
    narration: str, span: Span, forms: Forms, heads: Mapping[str, int], rules: Rules
) -> Mention | None:
    words = span.of(narration)
    if words in forms.sure:
        return Mention(span, forms.sure[words])
    head = _AT_HEAD.match(narration, span.start) is not None
    if words in forms.doubted:
        follows = follows_re(rules) if head else adverbs_then_cue(rules)
        return Mention(span, forms.doubted[words]) if follows.match(narration, span.end) else None
    if words in forms.given:
        return Mention(span, forms.given[words]) if head and heads[words] > 1 else None
    addressed = after_re(rules).match(narration, span.end)
    civil = addressed and addressed[0] in rules.words("title", "address")
    if civil and brings_in_somebody(narration, span.start, rules):
        return None
    head = head or _LEAD.search(narration, max(0, span.start - 4), span.start) is not None
    if addressed or (head and _after_surname_re(rules).match(narration, span.end)):
        return Mention(span, forms.short[words])
    return None


def brings_in_somebody(narration: str, at: int, rules: Rules) -> bool:
    """住在附近的李女士, 居民李女士: somebody new, whatever 李明 the article has told of."""
    return _newcomer_re(rules).search(narration, max(0, at - 8), at) is not None


@lru_cache(maxsize=1)
def _newcomer_re(rules: Rules) -> re.Pattern[str]:
    return re.compile(f"(?:的|隔壁|[一有][位名]|{alternation(rules.words('title', 'calling'))})$")


@lru_cache(maxsize=1)
def _after_surname_re(rules: Rules) -> re.Pattern[str]:
    """陈官, and 陈说, 陈向同事说: behind a surname that heads a clause."""
    address = alternation(rules.words("title", "short-address"))
    return re.compile(f"{address}|{speaks_re(rules).pattern}")


def _given(names: tuple[str, ...]) -> dict[str, str]:
    """满仓 for 田满仓, where both are printed and the given name is nobody else's."""
    owners: dict[str, list[str]] = {}
    for name in names:
        if len(name) == 3:
            owners.setdefault(name[1:], []).append(name)
    return {name: owners[name][0] for name in names if len(owners.get(name, ())) == 1}


def _last_parts(names: tuple[str, ...]) -> dict[str, str]:
    """特朗普 for 唐纳德·特朗普, unless it is more than one's."""
    owners: dict[str, list[str]] = {}
    for name in names:
        last = _POINT.split(name)[-1]
        if last != name and len(last) > 1:
            owners.setdefault(last, []).append(name)
    return {last: people[0] for last, people in owners.items() if len(people) == 1}


def _double(names: tuple[str, ...]) -> dict[str, str]:
    """林郑 for 林郑月娥."""
    return {
        name[:2]: name for name in names if len(name) == 4 and re.fullmatch(f"[{HAN}]{{4}}", name)
    }


def short_forms(names: tuple[str, ...], narration: str, rules: Rules) -> dict[str, str]:
    """Surnames that only one person of the article has, or one whom it tells of far more often."""
    compound, single = characters(rules).compounds, characters(rules).surnames
    owners: dict[str, list[str]] = {}
    for name in names:
        surname = name[:2] if name[:2] in compound else name[0]
        if surname in compound or surname in single:
            owners.setdefault(surname, []).append(name)
    meant = {surname: _leading(people, narration) for surname, people in owners.items()}
    return {surname: name for surname, name in meant.items() if name is not None}


def _leading(people: list[str], narration: str) -> str | None:
    """The only one, or who is named so many times as often as the next."""
    if len(people) == 1:
        return people[0]
    told = sorted(((narration.count(name), name) for name in people), reverse=True)
    clear = told[0][0] >= CLEAR_LEAD * told[1][0]
    return told[0][1] if clear else None
