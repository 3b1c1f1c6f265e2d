"""Whether a phrase has the shape of a name, whatever the article says of it elsewhere."""

import re
from functools import lru_cache

from quotes.rules import Rules, alternation

LONGEST_END = 16
"""Characters from the end of a phrase within which its last word begins."""


@lru_cache(maxsize=1)
def name_re(rules: Rules) -> re.Pattern[str]:
    surnames = alternation(rules.words("name", "surname", "compound-surname"))
    never = "".join(rules.words("name", "never-in-names"))
    common = alternation(rules.words("name", "common-words"))
    return re.compile(f"(?!{common}){surnames}(?:(?![{never}])[一-鿿]){{1,2}}")


@lru_cache(maxsize=1)
def _name_at_end(rules: Rules) -> re.Pattern[str]:
    return re.compile(f"(?:{name_re(rules).pattern}|[他她我]们?|[A-Za-z]|[先女小].)$")


def ends_as_name(words: str, rules: Rules) -> bool:
    """Whether a phrase ends in the shape of a name, a pronoun or a form of address."""
    return _name_at_end(rules).search(words, max(0, len(words) - LONGEST_END)) is not None


def is_name(words: str, rules: Rules) -> bool:
    """Whether a phrase has the shape of a Chinese name, or is foreign with a point in it."""
    return name_re(rules).fullmatch(words) is not None or "·" in words
