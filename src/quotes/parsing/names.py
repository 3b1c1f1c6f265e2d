"""The people of an article, and every place that mentions one. No person is listed anywhere."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import islice
from types import MappingProxyType

from quotes.parsing.cues import cue_re
from quotes.parsing.layers import MASK, WORK
from quotes.parsing.name_candidates import (
    BOUNDARY,
    GRAMMAR,
    HAN,
    NameCandidates,
    adverbs_then_cue,
    after_re,
    follows_re,
)
from quotes.rules import Rules, alternation
from quotes.script import fold
from quotes.span import Span

_LATIN = re.compile(
    r"(?<![A-Za-z])[A-Z][A-Za-z’'.-]{0,30}(?:\s[A-Z][A-Za-z’'.-]{0,30}){0,3}(?![A-Za-z])"
)
_BYLINE = re.compile(
    "[（(【][^（）()【】]{0,40}(?:记者|摄影|摄|编辑|作者|通讯员|报道)[^（）()【】]{0,40}[）)】]"
)
"""（记者李明 实习记者王芳）: who wrote the article does not speak in it."""

_AT_HEAD = re.compile(f"(?<=[{BOUNDARY}])")
_HAN_ONLY = re.compile(f"[{HAN}]+")
_DOT = "·‧．•・"
_DOTTED = re.compile(f"[{HAN}]{{1,7}}(?:[{_DOT}][{HAN}]{{1,9}}){{1,3}}")


CLEAR_SHARE = 0.75
"""Share of the reporting verbs of a passage from which on the words of nobody else are likely."""


@dataclass(frozen=True, slots=True)
class Mention:
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

    def within(self, start: int, end: int) -> tuple[Mention, ...]:
        first = bisect_left(self.mentions, start, key=_begins)
        found = []
        for mention in islice(self.mentions, first, None):
            if mention.span.start >= end:
                break
            if mention.span.end <= end:
                found.append(mention)
        return tuple(found)

    def first_from(self, start: int) -> Mention:
        """The first one named at `start` or behind it; somebody must be."""
        return self.mentions[bisect_left(self.mentions, start, key=_begins)]

    def before(self, at: int, floor: int, most: int) -> Iterator[Mention]:
        """Those named before `at` and not before `floor`, the last first."""
        last = bisect_left(self.mentions, at, key=_begins)
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


def known_names(people: Iterable[Sequence[str]], narration: str, rules: Rules) -> dict[str, str]:
    """Names that somebody vouches for and the article prints, each with the full name it means.

    A given name means the full one if the article prints that too. 王书记 is no name: it is told
    by its title.

    >>> from quotes.rules import load
    >>> known_names([("陳一新", "一新", "陈书记")], "陈一新说。一新说。陈书记说。", load())
    {'陈一新': '陈一新', '一新': '陈一新'}
    """
    known: dict[str, str] = {}
    for person in people:
        there = [name for name in map(fold, person) if len(name) > 1 and name in narration]
        plain = [name for name in there if not _ends_in_title(name, rules)]
        known |= {name: next(filter(_longer(name), plain), name) for name in plain}
    return known


def _longer(name: str) -> Callable[[str], bool]:
    return lambda other: other != name and other.endswith(name)


def _ends_in_title(name: str, rules: Rules) -> bool:
    return name.endswith((*rules.titles, *rules.words("title", "address")))


def find_names(
    plain: str, narration: str, rules: Rules, known: Mapping[str, str] = MappingProxyType({})
) -> Names:
    """All names and mentions of an article, over its folded text."""
    vouched = dict.fromkeys(known.values())
    narration = WORK.sub(lambda work: MASK * len(work[0]), narration)
    believed = NameCandidates(plain, narration, rules).believed()
    seen = [name for name in believed if not any(name in one for one in known)]
    full = (*vouched, *seen)
    dotted = {found[0] for found in _DOTTED.finditer(narration)}
    latin = {
        found[0]
        for found in _LATIN.finditer(narration)
        if not found[0].isupper() and _is_persons(narration, found, rules)
    }
    addressed = _only_addressed(narration, full, rules)
    familiar = (*_familiar(narration, rules), *_returning(narration, rules))
    everyone = tuple(dict.fromkeys([*full, *addressed, *familiar, *sorted(dotted), *sorted(latin)]))
    doubted = {name for name in vouched if len(name) == 2 and name not in believed}
    mentions = _mentions(narration, _forms(everyone, rules, known, doubted), rules)
    reports = adverbs_then_cue(rules)
    speaking = (one for one in mentions if reports.match(narration, one.span.end))
    return Names(everyone, mentions, tuple(speaking))


def _is_persons(narration: str, found: re.Match[str], rules: Rules) -> bool:
    """Two words are a name; one is a firm's or a thing's, unless a title or a verb stands by it.
    In brackets they only spell out what stands before.
    """
    if narration[found.start() - 1 : found.start()] in ("（", "("):
        return False
    if " " in found[0]:
        return True
    titled = narration.endswith(tuple(rules.titles), 0, found.start())
    return titled or adverbs_then_cue(rules).match(narration, found.end()) is not None


def _returning(narration: str, rules: Rules) -> tuple[str, ...]:
    """晴天林, 小帆: no surname tells them, but twice or more they head a clause and speak."""
    heard = Counter(found[1] for found in _returning_re(rules).finditer(narration))
    often = (name for name, times in heard.items() if times > 1)
    return tuple(name for name in often if not _no_name_re(rules).search(name))


@lru_cache(maxsize=1)
def _no_name_re(rules: Rules) -> re.Pattern[str]:
    """What heads a clause before a reporting verb and is somebody else's word: 他又, 信中, 外界."""
    speakers = alternation([*rules.words("speaker"), *rules.titles])
    adverbs = alternation(rules.words("adverb"))
    return re.compile(
        f"{GRAMMAR.pattern}|[我你他她它们咱其这那谁]|(?:{speakers}|{adverbs}|{cue_re(rules).pattern})$"
        "|[中上里内时后前外间来去道界闻]$|^[一二三四五六七八九十两几]"
    )


@lru_cache(maxsize=1)
def _returning_re(rules: Rules) -> re.Pattern[str]:
    reports = f"{adverbs_then_cue(rules).pattern}[，：“。]"
    return re.compile(f"(?<=[{BOUNDARY}])([{HAN}]{{2,4}}?)(?={reports})")


def _only_addressed(narration: str, full: tuple[str, ...], rules: Rules) -> tuple[str, ...]:
    """欧先生 is a name of its own where no one full name has the surname."""
    known = _short_forms(full, rules)
    found = _addressed_re(rules).findall(narration)
    return tuple(dict.fromkeys(one for one in found if one[:-2] not in known))


def _familiar(narration: str, rules: Rules) -> tuple[str, ...]:
    """老赵, 小罗: behind a calling, or told to speak; an everyday word only if it speaks twice."""
    doubtful, callings = rules.words("name", "doubtful-surname"), rules.words("title", "calling")
    reports, common = adverbs_then_cue(rules), _no_familiar_names(rules)
    called: dict[str, None] = {}
    spoken: Counter[str] = Counter()
    for found in _familiar_re(rules).finditer(narration):
        name, at = found[0], found.start()
        if name in common:
            continue
        if name[1] in rules.words("name", "surname") and narration.endswith(callings, 0, at):
            called[name] = None
        elif reports.match(narration, found.end()):
            spoken[name] += 1
    heard = (
        name
        for name, times in spoken.items()
        if times > 1 or name[1] not in doubtful or narration.count(name) > 2
    )
    return tuple(dict.fromkeys([*called, *heard]))


@lru_cache(maxsize=1)
def _no_familiar_names(rules: Rules) -> frozenset[str]:
    return frozenset(
        {*rules.words("name", "no-familiar-names"), *rules.words("speaker"), *rules.titles}
    )


@lru_cache(maxsize=1)
def _familiar_re(rules: Rules) -> re.Pattern[str]:
    surnames = alternation(rules.words("name", "surname"))
    return re.compile(f"[老小]{surnames}|阿[{HAN}]")


@lru_cache(maxsize=1)
def _addressed_re(rules: Rules) -> re.Pattern[str]:
    surnames = alternation(rules.words("name", "surname", "compound-surname"))
    return re.compile(f"{surnames}(?:先生|女士|小姐|太太)")


def _forms(
    names: tuple[str, ...], rules: Rules, known: Mapping[str, str], doubted: Set[str]
) -> "_Forms":
    whole = {name: name for name in names}
    sure = {**whole, **_double(names), **_given(names), **known}
    given = {name[1:]: name for name in names if len(name) == 3 and _HAN_ONLY.fullmatch(name)}
    return _Forms(
        {words: name for words, name in sure.items() if words not in doubted},
        {words: known[words] for words in doubted},
        given,
        _short_forms(names, rules),
    )


@dataclass(frozen=True, slots=True)
class _Forms:
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


def _mentions(narration: str, forms: _Forms, rules: Rules) -> tuple[Mention, ...]:
    """Every place where one of the forms names somebody.

    One small pattern is made for an article; what must stand around a form is looked at by
    patterns that are made once for all articles.
    """
    if not forms.all:
        return ()
    bare = _BYLINE.sub(lambda byline: MASK * len(byline[0]), narration)
    found = [Span(*match.span()) for match in re.finditer(alternation(forms.all), bare)]
    heads = Counter(span.of(bare) for span in found if _AT_HEAD.match(bare, span.start))
    told = (_mention(bare, span, forms, heads, rules) for span in found)
    return tuple(mention for mention in told if mention is not None)


def _mention(
    narration: str, span: Span, forms: _Forms, heads: Mapping[str, int], rules: Rules
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
    if addressed or (head and _after_surname_re(rules).match(narration, span.end)):
        return Mention(span, forms.short[words])
    return None


@lru_cache(maxsize=1)
def _after_surname_re(rules: Rules) -> re.Pattern[str]:
    """陈官, and 陈说: behind a surname that heads a clause."""
    address = alternation(rules.words("title", "short-address"))
    return re.compile(f"{address}|{adverbs_then_cue(rules).pattern}")


def _given(names: tuple[str, ...]) -> dict[str, str]:
    """满仓 for 田满仓, where both are printed and the given name is nobody else's."""
    owners: dict[str, list[str]] = {}
    for name in names:
        if len(name) == 3:
            owners.setdefault(name[1:], []).append(name)
    return {name: owners[name][0] for name in names if len(owners.get(name, ())) == 1}


def _double(names: tuple[str, ...]) -> dict[str, str]:
    """林郑 for 林郑月娥."""
    return {
        name[:2]: name for name in names if len(name) == 4 and re.fullmatch(f"[{HAN}]{{4}}", name)
    }


def _short_forms(names: tuple[str, ...], rules: Rules) -> dict[str, str]:
    """Surnames that only one person of the article has."""
    compound, single = rules.words("name", "compound-surname"), rules.words("name", "surname")
    owners: dict[str, list[str]] = {}
    for name in names:
        surname = name[:2] if name[:2] in compound else name[0]
        if surname in compound or surname in single:
            owners.setdefault(surname, []).append(name)
    return {surname: people[0] for surname, people in owners.items() if len(people) == 1}
