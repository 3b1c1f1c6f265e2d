"""Strings of an article that may be names, weighed by the company they keep.

A string that begins with a surname is a name if it stands where only names stand: after an office
or a calling, before a form of address, or as the subject of a reporting verb.
One pass counts, one weighs; both are linear in the length of the article.
"""

import re
from dataclasses import dataclass, field
from functools import lru_cache

from quotes.parsing.foreign_names import foreign_names
from quotes.parsing.name_characters import characters, counted, is_common, surnames_in
from quotes.parsing.name_cuts import NameCutter
from quotes.parsing.name_patterns import (
    BOUNDARY,
    after_re,
    follows_re,
    speaks_re,
    time_re,
    titled_before,
)
from quotes.rules import Rules
from quotes.span import Span

ENOUGH = 2.0
"""Weight at which a string is believed; one title, address or reporting verb carries it."""

ENOUGH_FOR_RETURNING = 0.7
"""Weight at which a string is believed that comes back in many settings."""

TITLE, AMID, AGE_OR_DASH, SPEAKS, DESCRIBED, SUBJECT, HEAD_OF_CLAUSE = (
    2.0,
    1.0,
    3.0,
    2.0,
    1.5,
    1.0,
    0.7,
)
"""Weights: an office or an address on either side; only behind, in the middle of a clause, and counted
once, for a word may end there whose last character is a surname; an age, or a dash line; a reporting verb or a day
behind; 组长的李明; what a subject goes on with, behind a title or at the head of a clause.
"""

_BOUNDARY = re.compile(f"[{BOUNDARY}]")
_PLACE_AFTER = re.compile(
    "省|市(?!长|委|民)|县(?!长|委)|区(?!长|委)|镇(?!长)|乡(?!长)|村(?!长|民)|州|路|街|站(?!在|出|起|着|了|上|立|到)|大学|医院|政府|"
    "人民|银行|集团|公司|岛|港|社区|方面|一带|当地|地区|机场|附近|商业街"
)
_PLACE_BEFORE = ("在", "到", "从", "离开", "位于", "抵达", "前往", "赴", "去", "距离")
_BESIDE = ("和", "与", "跟", "及", "以", "给", "请", "让", "被", "把", "、")
"""Words before a name that cannot be the beginning of a longer word with it."""

_BEFORE_AGED = ("岁的", "化名", "名为", "叫做", "叫")
_AGED = re.compile("(?:[0-9十]岁的|化名|名为|叫做|叫)$")
_AGE_AFTER = re.compile("[（(，](?:化名|音|[0-9]{1,3}岁|[男女][，、）)])")
_ON_DASH_LINE = re.compile(r"\n[—–-]{1,2}[^，。\n]{0,16}[日号][^，。\n]{0,4}，$")


@dataclass(slots=True)
class _Standing:
    """What all places of one string say for and against its being a name."""

    weight: float = 0.0
    at_head: int = 0
    amid: bool = False
    """Somewhere a title stands behind it in the middle of a clause: 高三班主任, 和李明主任."""
    called: bool = False
    """Somewhere a title or a calling stands before it."""
    starts: list[int] = field(default_factory=list)


class NameCandidates:
    """The strings of one article that are believed to be names, in order of first mention."""

    def __init__(self, plain: str, narration: str, rules: Rules) -> None:
        self.narration, self.rules = narration, rules
        self.plain = plain
        self.starts = surnames_in(plain, rules)
        self.counts = counted(plain, self.starts)
        self.known = characters(rules)
        self.before_a_name = rules.words("name", "before-a-name")

    def believed(self) -> tuple[str, ...]:
        standings: dict[str, _Standing] = {}
        common: set[str] = set()
        cutter = NameCutter(self.narration, self.counts, self.rules)
        for at in self.starts:
            told = self.narration.startswith(self.plain[at : at + 2], at)
            name = cutter.cut(at) if told and not self._ends_title(at) else None
            if name is not None and name not in common:
                if name not in standings and is_common(name, self.rules):
                    common.add(name)
                else:
                    self._weigh(standings.setdefault(name, _Standing()), at, name)
        chosen = [name for name, one in standings.items() if self._is_name(name, one)]
        shorter = {name[:end] for name in chosen for end in range(2, len(name))}
        spelt, titled = foreign_names(self.plain, self.narration, self.rules)
        longer = [one for one in spelt if len(one) > 3]
        domestic = [
            name
            for name in chosen
            if name not in shorter and not any(one.startswith(name) for one in longer)
        ]
        foreign = (one for one in (*titled, *spelt) if not one.startswith(tuple(domestic)))
        return tuple(dict.fromkeys([*domestic, *foreign]))

    def _ends_title(self, at: int) -> bool:
        """The 席 of 主席 and the 傅 of 师傅 are no surnames."""
        words = _title_ends(self.rules).get(self.narration[at])
        return words is not None and self.narration.endswith(words, max(0, at - 6), at + 1)

    def _is_name(self, name: str, standing: _Standing) -> bool:
        weight = standing.weight + AMID * standing.amid
        if weight < ENOUGH_FOR_RETURNING or self._is_place(name, standing):
            return False
        return weight >= self._needed(name, standing)

    def _is_place(self, name: str, standing: _Standing) -> bool:
        """武昌区, 在武昌, 到武昌: what people are in, or what the name of a place goes on from."""
        text, starts = self.narration, standing.starts
        gone_to = sum(text.endswith(_PLACE_BEFORE, max(0, at - 8), at) for at in starts)
        if gone_to >= 2 and gone_to * 5 >= len(starts) * 2:
            return True
        return any(_PLACE_AFTER.match(text, at + len(name)) for at in starts)

    def _needed(self, name: str, standing: _Standing) -> float:
        """What comes back in many settings needs no other witness."""
        text, starts = self.narration, standing.starts
        followers = {text[at + len(name) : at + len(name) + 1] for at in starts}
        doubtful = name[0] in self.known.doubtful
        surely_ends = not doubtful and standing.at_head >= 3 and len(followers) >= 4
        barrelled = len(name) == 2 and name[1] in self.known.surnames and len(starts) > 3
        if barrelled and len(followers) > 3:
            return ENOUGH_FOR_RETURNING
        returns = len(starts) >= 3 and len(followers) >= 3 and standing.at_head > 0
        if returns and (len(name) >= 3 or surely_ends):
            return ENOUGH_FOR_RETURNING
        rare = doubtful and self.counts[name] < 2 and not standing.called
        return ENOUGH + 1 if rare else ENOUGH

    def _weigh(self, standing: _Standing, at: int, name: str) -> None:
        text, rules, after = self.narration, self.rules, at + len(name)
        before = titled_before(text, at, rules)
        behind = after_re(rules).match(text, after) is not None
        starts = at == 0 or _BOUNDARY.match(text, at - 1) is not None
        called = before or text.endswith(self.before_a_name, 0, at)
        standing.starts.append(at)
        standing.called |= (called or behind) and text[at - 1 : at] != "的"
        standing.at_head += starts
        if behind and not (starts or before or text.endswith(_BESIDE, 0, at)):
            standing.amid = True
        else:
            standing.weight += TITLE * (before + behind)
        titled = before or behind
        standing.weight += self._witness(Span(at, after), starts, called or titled, titled)

    def _witness(self, name: Span, starts: bool, called: bool, titled: bool) -> float:
        """The best of what stands around the name, its titles apart."""
        text, rules, after = self.narration, self.rules, name.end
        if self._is_aged_or_dashed(name):
            return AGE_OR_DASH
        if text.endswith("的", 0, name.start) and (
            titled_before(text, name.start - 1, rules) or text.endswith("”的", 0, name.start)
        ):
            return DESCRIBED
        reports = (starts or called) and speaks_re(rules).match(text, after)
        if reports or (starts and name.length > 2 and time_re().match(text, after)):
            return SPEAKS
        follows = follows_re(rules).match(text, after) if starts or called else None
        if follows and (starts or titled):
            return SUBJECT if titled else HEAD_OF_CLAUSE
        acts = follows is not None and len(follows[0]) > 1 and name.length > 2
        return SPEAKS if acts and not text.endswith("的", 0, name.start) else 0.0

    def _is_aged_or_dashed(self, name: Span) -> bool:
        """15岁的李明, 名叫李明, 李明（化名）; and who is named behind the day on a dash line."""
        text, start = self.narration, name.start
        near = max(0, start - 8)
        aged = text.endswith(_BEFORE_AGED, near, start) and _AGED.search(text, near, start)
        if aged or _AGE_AFTER.match(text, name.end):
            return True
        paused = text.endswith("，", 0, start)
        return paused and bool(_ON_DASH_LINE.search(text, max(0, start - 24), start))


@lru_cache(maxsize=1)
def _title_ends(rules: Rules) -> dict[str, tuple[str, ...]]:
    """Titles that end in a surname, by that character."""
    longer = [word for word in (*rules.titles, *rules.words("title", "address")) if len(word) > 1]
    lasts = {word[-1] for word in longer} & characters(rules).surnames
    return {last: tuple(word for word in longer if word[-1] == last) for last in lasts}
