"""Regular expressions made from lists of words."""

import re
from collections.abc import Iterable
from itertools import takewhile


def alternation(words: Iterable[str]) -> str:
    """A regular expression for any of the words, the longest that fits.

    Words that begin alike share their beginning, so that a search looks at each character once
    and not at each word: a thousand words cost hardly more than ten.

    >>> alternation(["说", "说道", "表示"])
    '(?:表示|说(?:道)?)'
    """
    return f"(?:{_branches(sorted(set(words)))})"


def _branches(words: list[str]) -> str:
    stem = _stem(words[0], words[-1])
    if len(stem) > 1 and stem not in words:
        return re.escape(stem) + f"(?:{_branches([word[len(stem) :] for word in words])})"
    if len(words) == 1:
        return re.escape(words[0])
    by_first: dict[str, list[str]] = {}
    for word in words:
        by_first.setdefault(word[0], []).append(word[1:])
    single = "".join(map(re.escape, (first for first, rest in by_first.items() if rest == [""])))
    longer = [_branch(first, rest) for first, rest in by_first.items() if rest != [""]]
    if len(single) > 1:
        single = f"[{single}]"
    return "|".join([*longer, single] if single else longer)


def _stem(first: str, last: str) -> str:
    """What all words between these two, in their order, begin with."""
    return "".join(one for one, _ in takewhile(_are_same, zip(first, last, strict=False)))


def _are_same(pair: tuple[str, str]) -> bool:
    return pair[0] == pair[1]


def _branch(first: str, rest: list[str]) -> str:
    endings = [ending for ending in rest if ending]
    optional = "?" if len(endings) < len(rest) else ""
    inner = _branches(endings)
    whole = len(endings) == 1 and not optional
    return re.escape(first) + (inner if whole else f"(?:{inner}){optional}")
