"""How long the name is that begins with a surname: one or two characters more.

Its length is told by what follows it elsewhere in the article: a character that always follows
belongs to it. Where it stands but once, the word behind it tells.
"""

import re
from collections import Counter
from functools import cached_property

from quotes.parsing.name_characters import (
    GRAMMAR,
    characters,
    is_common,
    is_han,
    is_han_character,
)
from quotes.parsing.name_patterns import (
    BOUNDARY,
    adverbs_then_cue,
    follows_re,
    speaks_re,
    titled_after_re,
    titled_before,
)
from quotes.rules import Rules

SOFT = frozenset("在正于为以向同应和与才书业总化军机亦之令传少自至")
"""Characters with a use of their own that do stand in given names: 李在明, 郭于华."""

MOST_SHARING = 3
"""Names that may share a surname and the character behind it in one article."""

OFTEN = 4
"""How often a string must come back whole to be a name of characters that are seldom in names."""

MEASURES, COMMONEST = "年月时点个次种项条位名号", frozenset("于时应成方平和常明文全计解")
"""Characters of counting; and surnames that begin everyday words more often than names."""

SOFTER = SOFT | {"边", "曾"}
"""And those that do in names which come back: 高石曾."""

PREPOSITIONS = ("在", "于", "以", "向", "与", "和", "同", "对")
"""Of these those that lead on to where, to whom or with whom, and so end no name there."""

PAUSES = ("，", "。", "：", "；", "、", "（", "(")
"""Marks of which one behind a name ends it; a quotation mark may stand in mid-clause."""

_GRAMMAR = frozenset(GRAMMAR) - SOFT
_NO_NAME = _GRAMMAR | frozenset("时后前上下内外里中间日年点")
_AT_HEAD = re.compile(f"[{BOUNDARY}]")


class NameCutter:
    """Cuts the names out of one article."""

    def __init__(self, narration: str, counts: Counter[str], rules: Rules) -> None:
        self.narration, self.counts, self.rules = narration, counts, rules
        self.known = characters(rules)
        self.titled: set[str] = set()

    def cut(self, at: int) -> str | None:
        """The name that begins at `at`, with a surname of one or two characters, if one does."""
        text, known = self.narration, self.known
        width = 2 if text[at : at + 2] in known.compounds else 1
        given = text[at + width : at + width + 2]
        if given[:1] == "某":
            return self._withheld(at, width)
        if not known.odd.isdisjoint(given) and (name := self._odd(at, width)):
            return name
        if given[:1] in known.never or not is_han_character(given[:1]):
            return None
        return self._common(at, width, given)

    def _odd(self, at: int, width: int) -> str | None:
        """A name with a character that is seldom in names, if an office or a verb vouches for it."""
        long = self.narration[at : at + width + 2]
        titled = titled_before(self.narration, at, self.rules)
        vouched = titled or long in self.titled or self.counts[long] >= OFTEN
        if vouched and not self._ends_short(at, width):
            ways = (self._is_titled, self._returns_titled, self._stands_clear)
            if (titled and any(way(at, width) for way in ways)) or long in self.titled:
                return long
            if self._returns_whole(at, width):
                return long
        heads = self._heads_and_speaks(at, width)
        return heads if heads and not self._ends_short(at, width) else None

    def _common(self, at: int, width: int, given: str) -> str | None:
        """By how often the name stands with one and with two characters behind the surname."""
        short, long = self.narration[at : at + width + 1], self.narration[at : at + width + 2]
        times = self.counts[short], self.counts[long]
        if times[1] == times[0] > 1 and self._may_end_so(given):
            return long
        shorter = None if given[0] in self.known.never_last else short
        if not is_han_character(given[1:]):
            return shorter
        if self._breaks_off(given[1], times):
            fills = self._fills(at, long) and not self._ends_short(at, width)
            return long if fills else shorter
        if times[1] >= 2:
            whole = times[1] * 5 >= times[0] * 4 or self._is_shared(short, times[0])
            return self._married(at, long) if whole else shorter
        return self._once(at + width + 1, shorter, long) or self._titled_once(at, width, long)

    def _ends_short(self, at: int, width: int) -> bool:
        """马驹感谢: whether a word of its own begins behind one character of a given name."""
        found = follows_re(self.rules).match(self.narration, at + width + 1)
        return found is not None and len(found[0]) > 1

    def _is_shared(self, short: str, times: int) -> bool:
        """田北俊 and 田北辰: nearly always the two characters go on to one of several names."""
        longer = [n for long, n in self._by_beginning.get(short, ()) if is_han_character(long[-1])]
        again = [times for times in longer if times > 1]
        return len(again) > 1 and sum(longer) * 5 >= times * 4 and len(longer) <= MOST_SHARING

    @cached_property
    def _by_beginning(self) -> dict[str, list[tuple[str, int]]]:
        found: dict[str, list[tuple[str, int]]] = {}
        for words, times in self.counts.items():
            if len(words) > 2:
                found.setdefault(words[:-1], []).append((words, times))
        return found

    def _is_titled(self, at: int, width: int) -> bool:
        """教授郭于华对…说: between a title and the verb also 于 and its kind belong to the name."""
        end = at + width + 2
        given = self.narration[at + width : end]
        if len(given) < 2 or not is_han(given) or not _NO_NAME.isdisjoint(given):
            return False
        if given[-1] in PREPOSITIONS and not adverbs_then_cue(self.rules).match(
            self.narration, end
        ):
            return False
        return self._speaks_behind(end)

    def _returns_titled(self, at: int, width: int) -> bool:
        """总统李在明: what an office introduced and comes back whole, whatever it is made of."""
        long = self.narration[at : at + width + 2]
        again = self.counts[long] == self.counts[long[:-1]] > 1 and len(long) == width + 2
        spelt = again and SOFTER.issuperset(self.known.odd.intersection(long[width:]))
        if spelt and is_han(long) and long[0] not in COMMONEST and not is_common(long, self.rules):
            self.titled.add(long)
        return long in self.titled

    def _stands_clear(self, at: int, width: int) -> bool:
        """教授孙向阳。, 教授周以恒随身: between an office and a pause, or a verb, all is the name."""
        end, known = at + width + 2, self.known
        long = self.narration[at:end]
        given, behind = long[width:], self.narration[end : end + 1]
        clear = behind in PAUSES or (behind in known.never_last and given[-1:] not in PREPOSITIONS)
        odd = known.odd.intersection(given) <= SOFT | known.rarely_last
        fits = clear and odd and is_han(long) and _GRAMMAR.isdisjoint(given)
        return fits and given not in self.rules.titles and not is_common(long, self.rules)

    def _returns_whole(self, at: int, width: int) -> bool:
        """丛日云: what comes back again and again, and never a part of it, whatever it is made of."""
        long = self.narration[at : at + width + 2]
        times = self.counts[long]
        whole = times == self.counts[long[:-1]] >= OFTEN and len(long) == width + 2
        fits = (
            whole and is_han(long) and not any(char in GRAMMAR + MEASURES for char in long[width:])
        )
        return fits and long[0] not in COMMONEST and not is_common(long, self.rules)

    def _heads_and_speaks(self, at: int, width: int) -> str | None:
        """李建业表示, 王群说: alone between the head of a clause and the verb, once is enough."""
        text, rules, known = self.narration, self.rules, self.known
        if text[at] in known.doubtful or (at and not _AT_HEAD.match(text, at - 1)):
            return None
        odd = known.odd - known.rarely_last
        for end in (at + width + 2, at + width + 1):
            given = text[at + width : end]
            fits = is_han(given) and (odd - SOFT).isdisjoint(given) and given[-1] not in odd
            callings = given in rules.titles or given in rules.words("speaker", "unnamed")
            if fits and not callings and self._speaks_behind(end):
                return text[at:end]
        return None

    def _speaks_behind(self, end: int) -> bool:
        """Whether a reporting verb begins right there, and none a character before."""
        speaks = speaks_re(self.rules)
        return bool(speaks.match(self.narration, end)) and not speaks.match(self.narration, end - 1)

    def _may_end_so(self, given: str) -> bool:
        """刘子友 where 友 follows every time: 友 ends callings, but 子友 is none."""
        last = self.known.only_never_last
        both = len(given) == 2 and given[0] not in last and given[1] in last - self.known.never
        return both and given not in self.rules.titles

    def _breaks_off(self, char: str, times: tuple[int, int]) -> bool:
        """Whether the third character cannot be part of the name."""
        if char in self.known.seldom:
            return times[1] < 3 or times[0] != times[1]
        if char in self.known.rarely_last:
            return times[1] < 2 or times[0] != times[1]
        return char in self.known.never_last

    def _withheld(self, at: int, width: int) -> str:
        """李某, 李某某, 欧某中: a name that the press withholds."""
        short, long = self.narration[at : at + width + 1], self.narration[at : at + width + 2]
        goes_on = long[-1:] == "某" or (
            self.counts[long] >= 2 and self.counts[long] * 5 >= self.counts[short] * 4
        )
        return long if goes_on and is_han_character(long[-1]) else short

    def _married(self, at: int, long: str) -> str:
        """林郑月娥: a husband's surname before the maiden name."""
        longer = self.narration[at : at + len(long) + 1]
        doubled = long[1] in self.known.surnames and len(long) == 3
        fits = doubled and is_han_character(longer[-1]) and longer[-1] not in self.known.never
        return longer if fits and self.counts[longer] == self.counts[long] else long

    def _fills(self, at: int, long: str) -> bool:
        """教授陈祖为，, 教授汪学友来了: behind a title also 为 and 友 belong to the name, where a
        pause or what goes on with a subject stands behind them.
        """
        end = at + len(long)
        pause = self.narration[end : end + 1] in PAUSES
        fits = pause if long[-1] in self.known.seldom else long[-1] in self.known.only_never_last
        follows = pause or follows_re(self.rules).match(self.narration, end)
        return bool(fits and follows) and titled_before(self.narration, at, self.rules)

    def _titled_once(self, at: int, width: int, long: str) -> str | None:
        """副教授王晓渔随身…: behind a title, and before a word that tells nothing, three characters.

        Most names have three; what comes again is left open, and a second surname (叶刘淑仪)
        unless the next character is in no name.
        """
        if len(long) != width + 2 or is_common(long, self.rules):
            return None
        again = self.counts[long[:-1]] > 1 and width == 1
        doubtful = width == 1 and (long[0] in self.known.doubtful or long[1] in self.known.surnames)
        behind = self.narration[at + width + 2 : at + width + 3]
        if again or (doubtful and behind not in self.known.never_last):
            return None
        return long if titled_before(self.narration, at, self.rules) else None

    def _once(self, at: int, short: str | None, long: str) -> str | None:
        """The length of a name that stands only once, by the word after it."""
        follows = follows_re(self.rules)
        after_short = follows.match(self.narration, at)
        if after_short and len(after_short[0]) > 1:
            return short
        called = titled_after_re(self.rules)
        if called.match(self.narration, at):
            return short
        if follows.match(self.narration, at + 1) or called.match(self.narration, at + 1):
            return long
        return short if after_short else None
