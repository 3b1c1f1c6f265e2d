"""The parser's reasons in the language of whoever reads them; data keep them as they are."""

import re
from functools import cache

from quotes.language import worded

WITH_WORDS = (
    "{words} ends the line before",
    "{words} on the next line",
    "{words} after the marks",
    "{words} before the marks, inside other marks",
    "{words} before the marks",
    "{words} earlier in the sentence",
    "read as “{words}”",
)
"""Reasons that name words of the article."""


def reason(why: str) -> str:
    """As it reads for people.

    >>> from quotes.language import speaking
    >>> with speaking("zh"):
    ...     print(reason("表示 after the marks"))
    引号后有“表示”
    """
    for template, found in _patterns():
        if held := found.fullmatch(why):
            return worded(template).format(words=held["words"])
    return worded(why)


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (each, re.compile(re.escape(each).replace(r"\{words\}", "(?P<words>.*)")))
        for each in WITH_WORDS
    )
