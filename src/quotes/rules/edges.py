"""With which characters a match of a regular expression can begin and end.

A pattern that is tied to the end of a text, `(?:说|称)$`, need not be tried on a text that ends in
another character: of a table of such patterns one look at the last character finds the few that do.
"""

import re
from dataclasses import dataclass
from functools import reduce

Characters = frozenset[str] | None
"""`None` for any."""

PIECE = re.compile(
    r"(?P<look>\(\?<?[=!])|(?P<open>\((?:\?:|\?P<\w+>)?)|(?P<close>\))|(?P<bar>\|)"
    r"|(?P<class>\[\^?\]?(?:\\.|[^\]\\])*\])|(?P<other>\\[A-Za-z0-9]|[.^$])|(?P<char>\\?.)"
)
REPEATED = re.compile(r"(?:(?P<maybe>[?*]|\{0?,[0-9]*\})|\+|\{[0-9]+(?:,[0-9]*)?\})[?+]?")
MAY_REPEAT = ("char", "class", "close", "other")

_NO_LIST = re.compile(r"^\[\^|\\|.-[^\]]")
_SPACES = frozenset(filter(str.isspace, map(chr, range(0x3001))))

MOST_MEMBERS = 128
"""Characters of a class that is read as a list of them."""


def members(written: str) -> frozenset[str]:
    """The characters of a class, `[。！？]`; none where it is not a short list of them."""
    if len(written) > MOST_MEMBERS or _NO_LIST.search(written):
        return frozenset()
    return frozenset(written[1:-1])


@dataclass(frozen=True, slots=True)
class Edges:
    """The first and the last characters of what a part of a pattern may match."""

    firsts: Characters = frozenset()
    lasts: Characters = frozenset()
    empty: bool = True
    """Whether it may match nothing."""

    def then(self, other: "Edges") -> "Edges":
        firsts = _either(self.firsts, other.firsts) if self.empty else self.firsts
        lasts = _either(other.lasts, self.lasts) if other.empty else other.lasts
        return Edges(firsts, lasts, self.empty and other.empty)

    def either(self, other: "Edges") -> "Edges":
        firsts, lasts = _either(self.firsts, other.firsts), _either(self.lasts, other.lasts)
        return Edges(firsts, lasts, self.empty or other.empty)


def _either(one: Characters, other: Characters) -> Characters:
    return None if one is None or other is None else one | other


_NOTHING = Edges()


def edges(pattern: str) -> Edges:
    """What matches of the pattern begin and end with.

    >>> found = edges("(?:用|借用)的话(?:来)?[，：]?$")
    >>> sorted(found.firsts), sorted(found.lasts), found.empty
    (['借', '用'], ['来', '话', '，', '：'], False)
    """
    groups: list[list[Edges]] = [[_NOTHING]]
    looks: list[bool] = []
    at = 0
    while (piece := PIECE.match(pattern, at)) is not None:
        at = piece.end()
        times = REPEATED.match(pattern, at) if piece.lastgroup in MAY_REPEAT else None
        at = times.end() if times else at
        if piece.lastgroup in ("look", "open"):
            groups.append([_NOTHING])
            looks.append(piece.lastgroup == "look")
        elif piece.lastgroup == "bar":
            groups[-1].append(_NOTHING)
        else:
            read = _read(piece)
            if piece.lastgroup == "close":
                whole = reduce(Edges.either, groups.pop())
                read = _NOTHING if looks.pop() else whole
            if times and times["maybe"]:
                read = read.either(_NOTHING)
            groups[-1][-1] = groups[-1][-1].then(read)
    return reduce(Edges.either, groups[0])


def _read(piece: re.Match[str]) -> Edges:
    """The edges of one piece that is no group."""
    match piece.lastgroup:
        case "char":
            one = frozenset(piece[0][-1])
            return Edges(one, one, empty=False)
        case "class":
            listed = members(piece[0]) or None
            return Edges(listed, listed, empty=False)
        case _ if piece[0] in ("^", "$"):
            return _NOTHING
        case _ if piece[0] == r"\s":
            return Edges(_SPACES, _SPACES, empty=False)
        case _:
            return Edges(None, None, empty=piece[0] not in (".", r"\d", r"\w", r"\S"))


def is_anchored(pattern: str) -> bool:
    """Whether every branch of the pattern begins where the text does.

    >>> is_anchored("^甲|^乙"), is_anchored("^甲|乙")
    (True, False)
    """
    return all(branch[:1] == ["^"] for branch in _branches(pattern))


def is_ended(pattern: str) -> bool:
    """Whether every branch of the pattern ends where the text does.

    >>> is_ended("(?:甲|乙)$"), is_ended("甲|乙$")
    (True, False)
    """
    return all(branch[-1:] == ["$"] for branch in _branches(pattern))


def _branches(pattern: str) -> list[list[str]]:
    """The pieces of each branch that stand in no group."""
    branches: list[list[str]] = [[]]
    depth = 0
    for piece in PIECE.finditer(pattern):
        depth -= piece.lastgroup == "close"
        if not depth and piece.lastgroup == "bar":
            branches.append([])
        elif not depth:
            branches[-1].append(piece[0])
        depth += piece.lastgroup in ("look", "open")
    return branches


def begins_with(pattern: str) -> Characters:
    """The first characters of all texts that the pattern matches, if it is tied to the beginning;
    an empty one for the empty text, which may have a newline at its end.
    """
    found = edges(pattern)
    if not is_anchored(pattern) or found.firsts is None:
        return None
    if found.empty:
        return found.firsts | {"", "\n"} if is_ended(pattern) else None
    return found.firsts


def ends_with(pattern: str) -> Characters:
    """The last characters of all texts that the pattern matches, if it is tied to the end; what
    ends may have a newline behind it.
    """
    found = edges(pattern)
    if not is_ended(pattern) or found.empty or found.lasts is None:
        return None
    return found.lasts | {"\n"}
