"""What stands before a verb without the adverbs, circumstances and brackets at its end."""

import re
from functools import lru_cache

from quotes.parsing.name_shapes import ends_as_name
from quotes.parsing.phrases import ends_as_speaker
from quotes.rules import Rules, alternation

LONGEST_TRAIL = 60
"""Characters before a verb in which an adverb or a circumstance begins."""

_MEETINGS = tuple(f"{kind}会" for kind in "晚机社大议集协聚宴年舞约教工商学国例动览表谈论讨员事")
"""晚会, 机会: the 会 at their end is no adverb."""

_COMPANY = ("和", "与", "跟", "同")
"""与王芳 is left out behind 李明; in 政治与行政系 it is a part of the name."""

_BRACKET = re.compile(r"[（(][^（）()]*[）)]$")


@lru_cache(maxsize=1)
def _circumstance_re(rules: Rules) -> re.Pattern[str]:
    return re.compile(f"(?:{'|'.join(rules.patterns('adverb'))})$")


@lru_cache(maxsize=1)
def _adverbs_by_length(rules: Rules) -> tuple[tuple[int, frozenset[str]], ...]:
    """The longest first."""
    words = rules.words("adverb")
    lengths = sorted({len(word) for word in words}, reverse=True)
    return tuple((size, frozenset(one for one in words if len(one) == size)) for size in lengths)


def _trail(words: str, rules: Rules) -> int | None:
    """Where the adverb, the circumstance or the bracket begins that ends a clause, if one does."""
    near = max(0, len(words) - LONGEST_TRAIL)
    found = _circumstance_re(rules).search(words, near)
    starts = [found.start()] if found else []
    for size, adverbs in _adverbs_by_length(rules):
        if words[-size:] in adverbs and not (size == 1 and words.endswith(_MEETINGS)):
            starts.append(len(words) - size)
            break
    bracket = None if starts else _BRACKET.search(words, near)
    return bracket.start() if bracket else min(starts, default=None)


@lru_cache(maxsize=1)
def _speaker_at_end(rules: Rules) -> re.Pattern[str]:
    """The words for speakers; 上将 and its kin are left out, for 会上将 is met far more often."""
    return re.compile(alternation(word for word in rules.speakers if word[-1] != "将") + "$")


def _may_have_company(words: str, rules: Rules) -> bool:
    """Whether somebody or an adverb ends a phrase: 李明和, 一边跟, and not 政治与."""
    somebody = ends_as_speaker(words, rules) or ends_as_name(words, rules)
    return somebody or _trail(words, rules) is not None


@lru_cache(maxsize=64)
def peel(words: str, rules: Rules) -> str:
    """The clause before a verb without the adverbs, circumstances and brackets at its end.

    >>> from quotes.rules import load
    >>> peel("李明（左）在昨天的大会上再次", load()), peel("不少同学", load())
    ('李明', '不少同学')
    """
    while words and (at := _trail(words, rules)) is not None:
        near = max(0, len(words) - LONGEST_TRAIL)
        speaker = _speaker_at_end(rules).search(words, near)
        if speaker and at >= speaker.start():
            break
        if words[at] in _COMPANY and at and not _may_have_company(words[:at], rules):
            break
        words = words[:at]
    return words
