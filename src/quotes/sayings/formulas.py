"""Numeric formulas: what their numerals count. What spells them out is found by `expansions`.

A numeral may count items (四类人员), halves (四不两直: four that begin with 不 and two with 直) or
characters (三字经: three to an item; 八字方针: eight in all).
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from quotes.rules import alternation, words_of
from quotes.sayings.numerals import value
from quotes.script import key

_DIGITS = "零一二三四五六七八九"
_NUMERAL = "(?:[二三四五六七八九]?十[一二三四五六七八九]?|[一二两三四五六七八九]|[0-9]{1,2})"
_WORD = "[^0-9零一二两三四五六七八九十]{1,6}?"
_HALVES = re.compile(f"(?:{_NUMERAL}{_WORD}){{2,4}}")
_HALF = re.compile(f"({_NUMERAL})({_WORD})(?={_NUMERAL}|$)")
_BEFORE = "(?P<prefix>(?:[^0-9零一二两三四五六七八九十]{0,3}[^0-9零一二两三四五六七八九十第周期])?)"
"""防疫三宝, 新三样: a few characters before the numeral, none of which makes it an ordinal."""

_PAUSE = re.compile("[、，,；。]")
"""一方有难、八方支援 is a sentence in two halves, and names no list."""

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
    prefix: str = ""
    """What stands before the numeral and tells two lists apart: 新三样, 老三样."""

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
        return self.prefix + "".join(f"{number}{word}" for number, word in self.parts)


@lru_cache(maxsize=4096)
def read_formula(words: str) -> Formula | None:
    """The formula that words are, if they are one.

    >>> read_formula("四不兩直").name, read_formula("四类人员").head
    ('4不2直', '人员')
    >>> read_formula("一盤棋"), read_formula("拉網式排查")
    (None, None)
    """
    folded = key(words)
    if _PAUSE.search(words) or _is_ordinary(folded):
        return None
    return _by_characters(folded) or _by_items(folded) or _by_halves(folded)


def _is_ordinary(folded: str) -> bool:
    """七上八下, 三明治: the word behind the first numeral is none that is counted."""
    found = re.match(f"{_BEFORE}{_NUMERAL}", folded)
    return found is not None and folded[found.end() :].startswith(words_of("formulas", "ordinary"))


def _by_characters(folded: str) -> Formula | None:
    found = re.fullmatch(f"{_BEFORE}(?P<number>{_NUMERAL})字(?P<head>.{{1,4}})", folded)
    if found is None:
        return None
    number, head = value(found["number"]), found["head"]
    each = head in words_of("formulas", "characters-each") and number < _LONGEST_LINE
    total = head in words_of("formulas", "total-characters")
    if not (each or total):
        return None
    return Formula(Counts.CHARACTERS, ((number, f"字{head}"),), each, total, found["prefix"] or "")


def _by_items(folded: str) -> Formula | None:
    found = _items_re().fullmatch(folded)
    if found is None or not 2 <= value(found["number"]) <= LARGEST:
        return None
    counted = folded[found.end("number") :]
    if found["number"] == "二" or counted.startswith(words_of("formulas", "no-count")):
        return None
    head = found["measured"] or found["bare"]
    parts = ((value(found["number"]), head),)
    return Formula(Counts.ITEMS, parts, prefix=found["prefix"] or "")


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
