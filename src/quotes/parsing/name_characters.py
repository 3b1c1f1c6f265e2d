"""Which characters begin names, and which are seldom or never part of one."""

import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache

from quotes.parsing.name_patterns import HAN, adverbs_then_cue
from quotes.rules import Rules

GRAMMAR = "的了着过在是有不没也都还就又再与和及等被把将让对从到以说称讲指问答表示认"
"""Characters of function words and of reporting, which stand in no name."""


@dataclass(frozen=True, slots=True)
class Characters:
    """The characters of rules/names.yaml by the part they play in names."""

    surnames: frozenset[str]
    compounds: frozenset[str]
    """Surnames of two characters: 欧阳."""
    doubtful: frozenset[str]
    """Surnames that are everyday words as well."""
    never: frozenset[str]
    never_last: frozenset[str]
    """Those that are in no name, and those that end none."""
    only_never_last: frozenset[str]
    seldom: frozenset[str]
    rarely_last: frozenset[str]
    odd: frozenset[str]
    """All that are seldom or never part of a name."""
    common_words: frozenset[str]
    not_names: frozenset[str]
    """Everyday words, offices, callings and words for speakers: no name as a whole."""


@lru_cache(maxsize=1)
def characters(rules: Rules) -> Characters:
    def row(name: str) -> frozenset[str]:
        return frozenset(rules.words("name", name))

    never, last = row("never-in-names"), row("never-last-in-names")
    seldom, rarely = row("seldom-in-names"), row("rarely-last-in-names")
    return Characters(
        surnames=row("surname"),
        compounds=row("compound-surname"),
        doubtful=row("doubtful-surname"),
        never=never,
        never_last=never | last | row("verbs-behind-names"),
        only_never_last=last,
        seldom=seldom,
        rarely_last=rarely,
        odd=never | last | seldom | rarely,
        common_words=row("common-words"),
        not_names=row("common-words") | rules.titles | frozenset(rules.words("speaker")),
    )


_HAN_ONLY = re.compile(f"[{HAN}]+")


def is_han_character(char: str) -> bool:
    """Whether there is a character, and it is Chinese."""
    return "㐀" <= char <= "鿿"


def is_han(words: str) -> bool:
    """Whether there are words, of Chinese characters alone."""
    return _HAN_ONLY.fullmatch(words) is not None


@lru_cache(maxsize=4096)
def is_common(name: str, rules: Rules) -> bool:
    """Whether a string that looks like a name is an everyday word, an office or a verb."""
    known = characters(rules)
    word = name in known.not_names or name[:2] in known.common_words
    speaks = word or adverbs_then_cue(rules).fullmatch(name) is not None
    return speaks or name.endswith(rules.words("title", "address"))


def surnames_in(text: str, rules: Rules) -> list[int]:
    """Where a surname begins that a character of a given name may follow."""
    known = characters(rules)
    firsts = known.surnames | {two[0] for two in known.compounds}
    return [
        at
        for at, char in enumerate(text)
        if char in firsts
        and is_han_character(text[at + 1 : at + 2])
        and (char in known.surnames or _begins_compound(text, at, known))
    ]


def _begins_compound(text: str, at: int, known: Characters) -> bool:
    return text[at : at + 2] in known.compounds and is_han_character(text[at + 2 : at + 3])


def counted(text: str, starts: list[int]) -> Counter[str]:
    """How often each string of two to four characters stands that begins at one of the places."""
    counts = Counter([text[at : at + 2] for at in starts])
    counts.update([text[at : at + 3] for at in starts])
    counts.update([text[at : at + 4] for at in starts])
    return counts
