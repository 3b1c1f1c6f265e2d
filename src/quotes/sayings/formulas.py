"""Numeric formulas: what their numerals count. What spells them out is found by `expansions`.

A numeral may count items (四类人员), halves (四不两直: four that begin with 不 and two with 直) or
characters (三字经: three to an item; 八字方针: eight in all).
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from quotes.rules import alternation, words_of
from quotes.script import key

_DIGITS = "零一二三四五六七八九"
_NUMERALS = {char: at for at, char in enumerate("零一二三四五六七八九十")} | {"两": 2}
_NUMERAL = "(?:[二三四五六七八九]?十[一二三四五六七八九]?|[一二两三四五六七八九]|[0-9]{1,2})"
_WORD = "[^0-9零一二两三四五六七八九十]{1,6}?"
_HALVES = re.compile(f"(?:{_NUMERAL}{_WORD}){{2,4}}")
_HALF = re.compile(f"({_NUMERAL})({_WORD})(?={_NUMERAL}|$)")
_BEFORE = "(?:[^0-9零一二两三四五六七八九十]{0,3}[^0-9零一二两三四五六七八九十第周期])?"
"""防疫三宝, 新三样: a few characters before the numeral, none of which makes it an ordinal."""

_LONGEST_LINE = 8
"""Characters of one item that is counted by its characters."""

LARGEST = 36
"""A list that is longer than 三十六计 is not spelt out in a sentence."""


class Counts(StrEnum):
    """What the numeral of a formula counts."""

    ITEMS = "items"
    HALVES = "halves"
    CHARACTERS = "characters"


@dataclass(frozen=True, slots=True)
class Formula:
    """A set phrase that names a list by a number."""

    counts: Counts
    parts: tuple[tuple[int, str], ...]
    """Each numeral with what it counts, folded, without the measure: 四不两直 is (4, 不), (2, 直)."""
    each: bool = False
    """Whether characters may be counted in each item: 三字经."""
    total: bool = False
    """Whether they may be counted in all items together: 八字方针."""

    @property
    def number(self) -> int:
        return sum(number for number, _ in self.parts)

    @property
    def head(self) -> str:
        """What is counted, where it is one thing."""
        return self.parts[0][1] if len(self.parts) == 1 else ""

    @property
    def name(self) -> str:
        """The same for all measures: 三战 and 三大战."""
        return "".join(f"{number}{word}" for number, word in self.parts)


@lru_cache(maxsize=4096)
def read_formula(words: str) -> Formula | None:
    """The formula that words are, if they are one.

    >>> read_formula("四不兩直").name, read_formula("四类人员").head
    ('4不2直', '人员')
    >>> read_formula("一盤棋"), read_formula("拉網式排查")
    (None, None)
    """
    folded = key(words)
    return _by_characters(folded) or _by_items(folded) or _by_halves(folded)


def _by_characters(folded: str) -> Formula | None:
    found = re.fullmatch(f"{_BEFORE}({_NUMERAL})字(.{{1,4}})", folded)
    if found is None:
        return None
    number, head = value(found[1]), found[2]
    each = head in words_of("formulas", "characters-each") and number < _LONGEST_LINE
    total = head in words_of("formulas", "total-characters")
    if not (each or total):
        return None
    return Formula(Counts.CHARACTERS, ((number, f"字{head}"),), each, total)


def _by_items(folded: str) -> Formula | None:
    found = _items_re().fullmatch(folded)
    if found is None or not 2 <= value(found["number"]) <= LARGEST:
        return None
    ordinary = (*words_of("formulas", "no-count"), *words_of("formulas", "ordinary"))
    if found["number"] == "二" or folded[found.end("number") :].startswith(ordinary):
        return None
    head = found["measured"] or found["bare"]
    return Formula(Counts.ITEMS, ((value(found["number"]), head),))


def _by_halves(folded: str) -> Formula | None:
    if not _HALVES.fullmatch(folded):
        return None
    parts = tuple((value(number), word) for number, word in _HALF.findall(folded))
    total = sum(number for number, _ in parts)
    return Formula(Counts.HALVES, parts) if 2 <= total <= LARGEST else None


@lru_cache(maxsize=1)
def _items_re() -> re.Pattern[str]:
    """The word that is counted holds a numeral only behind a measure: 五个百分之百.

    二 counts nothing by itself: 二次污染, 二手烟; what is counted is 两.
    """
    measures = alternation(words_of("formulas", "measure"))
    bare = "[^0-9零一二两三四五六七八九十]{1,12}"
    head = f"(?:{measures}(?P<measured>.{{1,12}})|(?P<bare>{bare}))"
    return re.compile(f"{_BEFORE}(?P<number>{_NUMERAL}){head}")


def value(numeral: str) -> int:
    """A numeral under a hundred, in figures or characters.

    >>> value("十二"), value("二十"), value("两"), value("24")
    (12, 20, 2, 24)
    """
    if numeral.isdecimal():
        return int(numeral)
    tens, ten, ones = numeral.rpartition("十")
    if not ten:
        return _NUMERALS[numeral]
    return (_NUMERALS[tens] if tens else 1) * 10 + (_NUMERALS[ones] if ones else 0)


def numerals(number: int) -> tuple[str, ...]:
    """The ways to write a numeral under a hundred.

    >>> numerals(2), numerals(12)
    (('两', '二', '2'), ('十二', '12'))
    """
    tens, ones = divmod(number, 10)
    written = (
        ("" if tens < 2 else _DIGITS[tens])
        + ("十" if tens else "")
        + (_DIGITS[ones] if ones else "")
    )
    return ("两", "二", "2") if number == 2 else (written, str(number))
