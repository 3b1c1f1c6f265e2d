"""Numbers written in characters, as figures: 三千二百 and 3200 are one number."""

import re

from quotes.when import arabic

_DIGITS = {char: at for at, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_UNITS = {"十": 10, "百": 100, "千": 1_000}
_MYRIADS = {"万": 10_000, "亿": 100_000_000}
_LARGE = re.compile(
    "(?<![零〇一二两三四五六七八九十百千万亿])(?=[零〇一二两三四五六七八九十]*+[百千万亿])"
    "[零〇一二两三四五六七八九十百千万亿]++"
)
_LONGEST = 40
"""Characters: 一亿亿亿… is no number that anybody tells, and its figures would be thousands."""
_ALONE = frozenset("百千万亿")
"""千万 of 千万不要 and 百 of 老百姓 are no numbers: one begins with a digit or 十."""


def value(numeral: str) -> int:
    """A number in figures or characters.

    >>> value("十二"), value("两"), value("24"), value("三千二百"), value("一万零五")
    (12, 2, 24, 3200, 10005)
    """
    if numeral.isdecimal():
        return int(numeral)
    total = section = digit = 0
    for char in numeral:
        if char in _DIGITS:
            digit = _DIGITS[char]
        elif char in _UNITS:
            section += (digit or 1) * _UNITS[char]
            digit = 0
        else:
            total = (total + section + digit) * _MYRIADS[char]
            section = digit = 0
    return total + section + digit


def figures(text: str) -> str:
    """All numbers of folded text in figures, digit by digit where no unit is told.

    >>> figures("转移两千三百人，老百姓二〇二〇年回家")
    '转移2300人，老百姓2020年回家'
    """
    return arabic(_LARGE.sub(_figure, text))


def _figure(found: re.Match[str]) -> str:
    is_number = found[0][0] not in _ALONE and len(found[0]) <= _LONGEST
    return str(value(found[0])) if is_number else found[0]
