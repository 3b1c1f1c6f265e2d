"""Strings of an article that may be names, weighed by the company they keep.

A string that begins with a surname is a name if it stands where only names stand: after an office
or a calling, before a form of address, or as the subject of a reporting verb. Its length is told
by what follows it elsewhere in the article: a character that always follows belongs to it.
One pass counts, one weighs; both are linear in the length of the article.
"""

import re
from collections import Counter
from dataclasses import dataclass, field
from functools import lru_cache

from quotes.parsing.name_patterns import (
    BOUNDARY,
    HAN,
    adverbs_then_cue,
    after_re,
    before_re,
    follows_re,
    speaks_re,
    time_re,
    title_re,
    titled_after_re,
    titled_speaker_re,
)
from quotes.rules import Rules, alternation
from quotes.span import Span

ENOUGH = 2.0
"""Weight at which a string is believed; one title, address or reporting verb carries it."""

GRAMMAR = re.compile("[的了着过在是有不没也都还就又再与和及等被把将让对从到以说称讲指问答表示认]")
"""Characters of function words and of reporting, which stand in no name."""

TITLE, AGE_OR_DASH, SPEAKS, DESCRIBED, SUBJECT, HEAD_OF_CLAUSE = 2.0, 3.0, 2.0, 1.5, 1.0, 0.7
"""Weights: an office or an address on either side; an age, or a dash line; a reporting verb or a day
behind; 组长的李明; what a subject goes on with, behind a title or at the head of a clause.
"""

ODD = ("never-in-names", "never-last-in-names", "seldom-in-names", "rarely-last-in-names")
"""Rows of characters that are seldom or never part of a name."""

MOST_FOREIGN = 100
"""Strings after titles that are looked at as foreign names."""

_PLACE_AFTER = re.compile(
    "省|市(?!长|委|民)|县(?!长|委)|区(?!长|委)|镇(?!长)|乡(?!长)|村(?!长|民)|州|路|街|站|大学|医院|政府|"
    "人民|银行|集团|公司|岛|港|社区|方面|一带|当地|地区|机场|附近|商业街"
)
_PLACE_BEFORE = re.compile("(?:在|到|从|离开|位于|住在|抵达|前往|赴|去|来到|距离)$")
_AGE_BEFORE = re.compile("(?:[0-9]|十)岁的$|(?:名叫|化名|名为|叫做|叫)$")
_AGE_AFTER = re.compile("[（(，](?:化名|音|[0-9]{1,3}岁|[男女][，、）)])")
_ACTS_IN_DASH_LINE = re.compile(r"\n[—–-]{1,2}[^，。\n]{0,16}[日号][^，。\n]{0,4}，$")


@dataclass(slots=True)
class _Standing:
    """What all places of one string say for and against its being a name."""

    weight: float = 0.0
    places: int = 0
    stands: int = 0
    in_place_names: int = 0
    at_head: int = 0
    called: bool = False
    """Somewhere a title or a calling stands before it."""
    followers: set[str] = field(default_factory=set)
    """The characters that come after it; many different ones end a word."""

    def is_name(self, needed: float) -> bool:
        as_place = self.in_place_names or (self.places >= 2 and self.places * 5 >= self.stands * 2)
        return self.weight >= needed and not as_place

    @property
    def comes_back(self) -> bool:
        return self.stands >= 3 and len(self.followers) >= 3 and self.at_head > 0


class NameCandidates:
    """The strings of one article that are believed to be names, in order of first mention."""

    def __init__(self, plain: str, narration: str, rules: Rules) -> None:
        self.narration, self.rules = narration, rules
        self.plain = plain
        self.counts = _counts(plain, rules)

    def believed(self) -> tuple[str, ...]:
        standings: dict[str, _Standing] = {}
        for found in _surname_re(self.rules).finditer(self.narration):
            if self._ends_title(found.start()):
                continue
            name = self._cut(found.start())
            if name is not None:
                self._weigh(standings.setdefault(name, _Standing()), found.start(), name)
        chosen = [
            name
            for name, one in standings.items()
            if not self._is_common(name) and one.is_name(self._needed(name, one))
        ]
        shorter = {name[:end] for name in chosen for end in range(2, len(name))}
        heard = self._heard_abroad()
        domestic = [
            name
            for name in chosen
            if name not in shorter
            and not any(one.startswith(name) for one in heard if len(one) > 3)
        ]
        foreign = [name for name in self._foreign(heard) if not name.startswith(tuple(domestic))]
        return tuple(dict.fromkeys([*domestic, *foreign]))

    def _ends_title(self, at: int) -> bool:
        """The 席 of 主席 and the 傅 of 师傅 are no surnames."""
        return self.narration.endswith(_title_ends(self.rules), max(0, at - 6), at + 1)

    def _is_common(self, name: str) -> bool:
        rules = self.rules
        words = _characters(rules, "common-words")
        known = name in words or name[:2] in words or name in rules.titles
        return (
            known
            or name in rules.words("speaker")
            or name.endswith(rules.words("title", "address"))
        )

    def _needed(self, name: str, standing: _Standing) -> float:
        """What comes back in many settings needs no other witness."""
        if standing.comes_back and (len(name) >= 3 or self._surely_ends(name, standing)):
            return 0.7
        doubtful = name[0] in _characters(self.rules, "doubtful-surname")
        if doubtful and self.counts[name] < 2 and not standing.called:
            return ENOUGH + 1
        return ENOUGH

    def _surely_ends(self, name: str, standing: _Standing) -> bool:
        doubtful = name[0] in _characters(self.rules, "doubtful-surname")
        return not doubtful and standing.at_head >= 2 and len(standing.followers) >= 4

    def _cut(self, at: int) -> str | None:
        """The name that begins at `at`: its surname and one or two characters more."""
        text, rules = self.narration, self.rules
        compound = _characters(rules, "compound-surname")
        width = 2 if text[at : at + 2] in compound else 1
        given = text[at + width : at + width + 2]
        if given[:1] == "某":
            return self._cut_withheld(at, width)
        if not _characters(self.rules, ODD).isdisjoint(given):
            if self._is_titled(at, width):
                return text[at : at + width + 2]
            if heads := self._heads_and_speaks(at, width):
                return heads
        never = _characters(rules, "never-in-names")
        never_last = never | _characters(rules, "never-last-in-names")
        if not given or given[0] in never or not _is_han(given[0]):
            return None
        short, long = text[at : at + width + 1], text[at : at + width + 2]
        times = self.counts[short], self.counts[long]
        if times[1] == times[0] > 1 and self._may_end_so(given):
            return long
        if len(given) < 2 or not _is_han(given[1]) or self._breaks_off(given[1], times):
            return None if given[0] in never_last else short
        shorter = None if given[0] in never_last else short
        if times[1] >= 2:
            return self._married(at, long) if times[1] * 5 >= times[0] * 4 else shorter
        return self._cut_once(at + width + 1, shorter, long)

    def _is_titled(self, at: int, width: int) -> bool:
        """教授郭于华对…说: between a title and the verb also 于 and its kind belong to the name."""
        text, end = self.narration, at + width + 2
        given = text[at + width : end]
        if len(given) < 2 or not all(map(_is_han, given)) or GRAMMAR.search(given):
            return False
        titled = before_re(self.rules).search(text, max(0, at - 8), at) is not None
        return titled and self._speaks_behind(end)

    def _heads_and_speaks(self, at: int, width: int) -> str | None:
        """李建业表示, 王群说: alone between the head of a clause and the verb, once is enough."""
        text, rules = self.narration, self.rules
        doubtful = text[at] in _characters(rules, "doubtful-surname")
        if doubtful or (at and not re.match(f"[{BOUNDARY}]", text[at - 1])):
            return None
        rarely = _characters(rules, "rarely-last-in-names")
        odd = _characters(rules, ODD) - rarely
        for end in (at + width + 2, at + width + 1):
            given = text[at + width : end]
            callings = given in rules.titles or given in rules.words("speaker", "unnamed")
            if (
                self._speaks_behind(end)
                and not callings
                and all(_is_han(c) and c not in odd for c in given)
            ):
                return text[at:end]
        return None

    def _speaks_behind(self, end: int) -> bool:
        """Whether a reporting verb begins right there, and none a character before."""
        speaks = speaks_re(self.rules)
        return bool(speaks.match(self.narration, end)) and not speaks.match(self.narration, end - 1)

    def _may_end_so(self, given: str) -> bool:
        """刘子友 where 友 follows every time: 友 ends callings, but 子友 is none."""
        never = _characters(self.rules, "never-in-names")
        last = _characters(self.rules, "never-last-in-names")
        both = len(given) == 2 and given[0] not in last and given[1] in last - never
        return both and given not in self.rules.titles

    def _breaks_off(self, char: str, times: tuple[int, int]) -> bool:
        """Whether the third character cannot be part of the name."""
        if char in _characters(self.rules, "seldom-in-names"):
            return times[1] < 3 or times[0] != times[1]
        if char in _characters(self.rules, "rarely-last-in-names"):
            return times[1] < 2 or times[0] != times[1]
        never = _characters(self.rules, "never-in-names")
        return char in never or char in _characters(self.rules, "never-last-in-names")

    def _cut_withheld(self, at: int, width: int) -> str:
        """李某, 李某某, 欧某中: a name that the press withholds."""
        short, long = self.narration[at : at + width + 1], self.narration[at : at + width + 2]
        goes_on = long[-1:] == "某" or (
            self.counts[long] >= 2 and self.counts[long] * 5 >= self.counts[short] * 4
        )
        return long if goes_on and _is_han(long[-1]) else short

    def _married(self, at: int, long: str) -> str:
        """林郑月娥: a husband's surname before the maiden name."""
        longer = self.narration[at : at + len(long) + 1]
        doubled = long[1] in _characters(self.rules, "surname") and len(long) == 3
        never = _characters(self.rules, "never-in-names")
        fits = doubled and _is_han(longer[-1]) and longer[-1] not in never
        return longer if fits and self.counts[longer] == self.counts[long] else long

    def _cut_once(self, at: int, short: str | None, long: str) -> str | None:
        """The length of a name that stands only once, by the word after it."""
        follows = follows_re(self.rules)
        after_short, after_long = (
            follows.match(self.narration, at),
            follows.match(self.narration, at + 1),
        )
        if after_short and len(after_short[0]) > 1:
            return short
        called = titled_after_re(self.rules)
        if called.match(self.narration, at):
            return short
        if after_long or called.match(self.narration, at + 1):
            return long
        return short if after_short else None

    def _weigh(self, standing: _Standing, at: int, name: str) -> None:
        text, rules, after = self.narration, self.rules, at + len(name)
        before = text[max(0, at - 8) : at]
        titles = bool(before_re(rules).search(before)) + bool(after_re(rules).match(text, after))
        starts = not before or re.search(f"[{BOUNDARY}]$", before) is not None
        called = titles > 0 or before.endswith(rules.words("name", "before-a-name"))
        standing.stands += 1
        standing.called |= called and not before.endswith("的")
        standing.at_head += starts
        standing.followers.add(text[after : after + 1])
        standing.places += bool(_PLACE_BEFORE.search(before))
        standing.in_place_names += bool(_PLACE_AFTER.match(text, after))
        standing.weight += TITLE * titles
        standing.weight += self._witness(Span(at, after), before, starts, called, titles > 0)

    def _witness(self, name: Span, before: str, starts: bool, called: bool, titled: bool) -> float:
        """The best of what stands around the name, its titles apart."""
        text, rules, after = self.narration, self.rules, name.end
        if _AGE_BEFORE.search(before) or _AGE_AFTER.match(text, after) or self._on_dash_line(name):
            return AGE_OR_DASH
        if before.endswith("的") and before_re(rules).search(before[:-1]):
            return DESCRIBED
        reports = (starts or called) and speaks_re(rules).match(text, after)
        if reports or (starts and len(name) > 2 and time_re().match(text, after)):
            return SPEAKS
        if (starts or titled) and follows_re(rules).match(text, after):
            return SUBJECT if titled else HEAD_OF_CLAUSE
        return 0.0

    def _on_dash_line(self, name: Span) -> bool:
        return bool(_ACTS_IN_DASH_LINE.search(self.narration, max(0, name.start - 24), name.start))

    def _heard_abroad(self) -> list[str]:
        """主教练伊万科维奇说: four characters and more that spell a foreign name, and no 伊万."""
        found = titled_speaker_re(self.rules).finditer(self.narration)
        return [one[1] for one in found if not self._is_common(one[1])]

    def _foreign(self, heard: list[str]) -> list[str]:
        """总统拜登: two to four characters after a title, more than once in the article."""
        never = _characters(self.rules, "never-in-names")
        heads: dict[str, None] = {}
        for found in title_re(self.rules).finditer(self.narration):
            words = re.match(f"[{HAN}]{{2,4}}", self.narration[found.end() : found.end() + 4])
            if words and not self._is_common(words[0]) and not never.intersection(words[0][:2]):
                heads.setdefault(words[0])
        chosen = [self._foreign_name(head, never) for head in list(heads)[:MOST_FOREIGN]]
        return [*(name for name in chosen if name), *heard]

    def _foreign_name(self, head: str, never: frozenset[str]) -> str | None:
        best, times = None, 1
        for length in (2, 3, 4):
            name = head[:length]
            if len(name) < length or name[-1] in never:
                break
            again = self.plain.count(name)
            if again < 2 or again * 5 < times * 4:
                break
            best, times = name, again
        return best if best and self._speaks(best) else None

    def _speaks(self, name: str) -> bool:
        at = self.narration.find(name)
        while at >= 0:
            if adverbs_then_cue(self.rules).match(self.narration, at + len(name)):
                return True
            at = self.narration.find(name, at + 1)
        return False


def _counts(plain: str, rules: Rules) -> Counter[str]:
    """How often each string of two to four characters that begins with a surname stands."""
    counts: Counter[str] = Counter()
    for found in _surname_re(rules).finditer(plain):
        at = found.start()
        counts.update((plain[at : at + 2], plain[at : at + 3], plain[at : at + 4]))
    return counts


def _is_han(char: str) -> bool:
    return "㐀" <= char <= "鿿"


@lru_cache(maxsize=8)
def _characters(rules: Rules, row: str | tuple[str, ...]) -> frozenset[str]:
    rows = (row,) if isinstance(row, str) else row
    return frozenset(rules.words("name", *rows))


@lru_cache(maxsize=1)
def _title_ends(rules: Rules) -> tuple[str, ...]:
    surnames = _characters(rules, "surname")
    words = {*rules.titles, *rules.words("title", "address")}
    return tuple(word for word in words if len(word) > 1 and word[-1] in surnames)


@lru_cache(maxsize=1)
def _surname_re(rules: Rules) -> re.Pattern[str]:
    surnames = rules.words("name", "surname", "compound-surname")
    return re.compile(f"(?={alternation(surnames)}[{HAN}])")
