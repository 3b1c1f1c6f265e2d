"""Foreign names in Chinese characters: no surname tells them, but the characters that spell sounds do.

Four ways to be believed: spelt out in brackets (史利夫卡（Judd Slivka）), between an office and a
reporting verb, behind an office and again elsewhere, or as a run of spelling characters that the
article keeps coming back to and that acts.
"""

import re
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from itertools import takewhile

from quotes.parsing.name_characters import characters, is_common
from quotes.parsing.name_patterns import (
    BOUNDARY,
    HAN,
    adverbs_then_cue,
    follows_re,
    title_re,
    titled_before,
    titled_speaker_re,
)
from quotes.rules import Rules

MOST_FOREIGN = 100
"""Strings after titles that are looked at as foreign names."""

LONGEST_NAME, LEAST_SOUNDS = 7, 3
"""Characters of a name behind an office; and of one that only its spelling tells."""

LONGEST_CLEAR = 4
"""Characters before a point that stand clear of other words, though they spell no sounds."""

OFTEN, TWICE_AT_HEAD = 3, 2
"""How often a run of spelling characters must stand, and head a clause, to be a name."""

_SPELT_OUT = re.compile(r"[（(](?=[A-Z][a-z’'.]+)")
_TWO_LATIN_WORDS = re.compile(r"[（(][A-Z][a-z’'.-]+ [A-Z]")
_HAN_AT_END = re.compile(f"[{HAN}]{{2,14}}$")
_DOTS = re.compile("[·‧．•・]")
_DOTTED = re.compile(f"[{HAN}]{{1,10}}(?:{_DOTS.pattern}[{HAN}]{{1,9}}){{1,3}}")
_TWO_TO_FOUR = re.compile(f"[{HAN}]{{2,4}}")
_BOUNDARY = re.compile(f"[{BOUNDARY}]")
_OF_A_PLACE = re.compile(
    "政府|总统|总理|外交|军|人|民|境|首都|方面|当局|国|州|城|海|族|语|驻|地区|市|省|大学|公司|集团|奖|队|银行|"
    "河|山|湖|岛|裔|战争|危机|局势|和|与"
)


def foreign_names(
    plain: str, narration: str, rules: Rules
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The names that are spelt in full, and those of two to four characters behind an office.

    >>> from quotes.rules import load
    >>> text = "总统拜登来了，教授史利夫卡（Judd Slivka）没来，拜登说冷。"
    >>> foreign_names(text, text, load())
    (('史利夫卡', '拜登'), ('拜登',))
    """
    ways = (_spelt_out, _heard, _behind_office, _returning)
    spelt = (name for way in ways for name in way(narration, rules))
    return tuple(dict.fromkeys(spelt)), tuple(_titled(plain, narration, rules))


@lru_cache(maxsize=1)
def _sounds(rules: Rules) -> frozenset[str]:
    return frozenset("".join(rules.words("name", "transliteration")))


def _spelt_out(narration: str, rules: Rules) -> list[str]:
    """总理帕辛扬（Nikol Pashinyan）, 影星西恩潘（Sean Penn）: behind an office, or by sound."""
    found = (
        _spelt_before(match.start(), narration, rules) for match in _SPELT_OUT.finditer(narration)
    )
    return [name for name in found if name is not None and not is_common(name, rules)]


def _spelt_before(at: int, narration: str, rules: Rules) -> str | None:
    before = _HAN_AT_END.search(narration[max(0, at - 14) : at])
    if before is None:
        return None
    described = before[0].rpartition("的")[2]
    person = described != before[0] and _TWO_LATIN_WORDS.match(narration, at) is not None
    if person and 2 <= len(described) <= LONGEST_NAME and _spelt(described, rules) > 1:
        return described
    return _name_at_end(before[0], narration, rules)


def _name_at_end(words: str, narration: str, rules: Rules) -> str | None:
    for size in range(2, min(LONGEST_NAME, len(words)) + 1):
        if titled_before(words, len(words) - size, rules):
            return words[-size:]
    size = _spelt(reversed(words), rules)
    spells = LEAST_SOUNDS <= size <= LONGEST_NAME
    return words[-size:] if spells and not _is_place(words[-size:], narration) else None


def _is_place(name: str, narration: str) -> bool:
    """兰佩杜萨岛, 在兰佩杜萨: what people are on, or the name of a place goes on from."""
    return (
        re.search(f"(?:[在到赴往岛]{name}|{name}(?:{_OF_A_PLACE.pattern}))", narration) is not None
    )


def dotted_names(narration: str, rules: Rules) -> set[str]:
    """阿里·卡里米, 卡里米·巴赫: each part is spelt by sound, or stands clear of other words."""
    if not _DOTS.search(narration):
        return set()
    found = (_dotted(match, narration, rules) for match in _DOTTED.finditer(narration))
    return {name for name in found if name is not None}


def _dotted(match: re.Match[str], narration: str, rules: Rules) -> str | None:
    parts = _DOTS.split(match[0])
    first = _first_part(parts[0], match.start(), narration, rules)
    last = _last_part(parts[-1], match.end() - len(parts[-1]), narration, rules)
    if not first or not last:
        return None
    return match[0][len(parts[0]) - first : len(match[0]) - len(parts[-1]) + last]


def _first_part(words: str, at: int, narration: str, rules: Rules) -> int:
    """How many characters before the first point belong to the name."""
    spelt = _spelt(reversed(words), rules)
    if spelt > 1:
        return spelt
    for size in range(2, min(LONGEST_NAME, len(words)) + 1):
        if titled_before(narration, at + len(words) - size, rules):
            return size
    clear = at == 0 or _BOUNDARY.match(narration, at - 1)
    odd = not characters(rules).never.isdisjoint(words)
    return len(words) if clear and not odd and len(words) <= LONGEST_CLEAR else spelt


def _last_part(words: str, at: int, narration: str, rules: Rules) -> int:
    """How many characters behind the last point belong to the name."""
    spelt = _spelt(words, rules)
    sizes = range(max(1, spelt), min(LONGEST_NAME, len(words)) + 1)
    ends = (size for size in sizes if follows_re(rules).match(narration, at + size))
    return next(ends, spelt)


def _spelt(words: Iterable[str], rules: Rules) -> int:
    """How many characters from the first on spell sounds."""
    return sum(1 for _ in takewhile(_sounds(rules).__contains__, words))


def _heard(narration: str, rules: Rules) -> list[str]:
    """主教练伊万科维奇说: between an office and a reporting verb once is enough."""
    found = titled_speaker_re(rules).finditer(narration)
    return [one[1] for one in found if not is_common(one[1], rules)]


def _behind_office(narration: str, rules: Rules) -> list[str]:
    """总统布朗森昨日…, 秘书长洛特雷斯拒绝…: behind an office all that spells sounds is one name."""
    found = []
    for office in title_re(rules).finditer(narration):
        size = _spelt(narration[office.end() : office.end() + LONGEST_NAME + 1], rules)
        name = narration[office.end() : office.end() + size]
        follows = follows_re(rules).match(narration, office.end() + size)
        acts = follows is not None and (size >= LEAST_SOUNDS or len(follows[0]) > 1)
        if 2 <= size <= LONGEST_NAME and (acts or size > LEAST_SOUNDS):
            found.append(name)
    return [name for name in found if not is_common(name, rules)]


def _returning(narration: str, rules: Rules) -> list[str]:
    """西恩潘: a run of spelling characters that comes back, acts, and is no place."""
    stands: Counter[str] = Counter()
    heads: Counter[str] = Counter()
    places: set[str] = set()
    for match in _run_re(rules).finditer(narration):
        name, start, end = match[0], *match.span()
        before = narration[start - 1] if start else "\n"
        if before in _sounds(rules) or before in "·《":
            continue
        stands[name] += 1
        if _OF_A_PLACE.match(narration, end):
            places.add(name)
        elif start == 0 or _BOUNDARY.match(narration, start - 1):
            heads[name] += follows_re(rules).match(narration, end) is not None
    often = (name for name in stands if stands[name] >= OFTEN and heads[name] >= TWICE_AT_HEAD)
    return [name for name in often if name not in places and not is_common(name, rules)]


@lru_cache(maxsize=1)
def _run_re(rules: Rules) -> re.Pattern[str]:
    sounds = "".join(sorted(_sounds(rules)))
    return re.compile(f"[{sounds}]{{{LEAST_SOUNDS},6}}(?![{sounds}·》])")


def _titled(plain: str, narration: str, rules: Rules) -> list[str]:
    """总统拜登: two to four characters after a title, more than once in the article."""
    never = characters(rules).never
    heads: dict[str, None] = {}
    for found in title_re(rules).finditer(narration):
        words = _TWO_TO_FOUR.match(narration, found.end())
        if words and not is_common(words[0], rules) and not never.intersection(words[0][:2]):
            heads.setdefault(words[0])
    chosen = (_longest(head, plain, rules) for head in list(heads)[:MOST_FOREIGN])
    return [name for name in chosen if name and (len(name) > 2 or _speaks(name, narration, rules))]


def _longest(head: str, plain: str, rules: Rules) -> str | None:
    """As much of the string as comes back with it, if that spells a name."""
    never = characters(rules).never
    best, times = "", 1
    for length in (2, 3, 4):
        name = head[:length]
        if len(name) < length or name[-1] in never:
            break
        again = plain.count(name)
        if again < 2 or again * 5 < times * 4:
            break
        best, times = name, again
    return best if best and _sounds(rules).issuperset(best) else None


def _speaks(name: str, narration: str, rules: Rules) -> bool:
    at = narration.find(name)
    while at >= 0:
        if adverbs_then_cue(rules).match(narration, at + len(name)):
            return True
        at = narration.find(name, at + 1)
    return False
