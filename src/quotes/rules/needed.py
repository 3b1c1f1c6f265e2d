"""Words without which a regular expression cannot match: cheap to look for before it is tried."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache

from quotes.rules.edges import (
    MAY_REPEAT,
    PIECE,
    REPEATED,
    Characters,
    begins_with,
    ends_with,
    is_anchored,
    members,
)


@dataclass(slots=True)
class _Group:
    looks: bool = False
    """Whether it only looks around: what it asks for may lie outside of what is searched."""
    branches: list[frozenset[str]] = field(default_factory=list)
    best: frozenset[str] = frozenset()
    """Of these one stands in whatever the branch that is being read matches."""
    run: str = ""

    def offer(self, words: frozenset[str]) -> None:
        if words and _worth(words) > _worth(self.best):
            self.best = words

    def flush(self) -> None:
        self.offer(frozenset({self.run} if self.run else ()))
        self.run = ""

    def end_branch(self) -> None:
        self.flush()
        self.branches.append(self.best)
        self.best = frozenset()

    def needed(self) -> frozenset[str]:
        self.end_branch()
        if not all(self.branches):
            return frozenset()
        words = frozenset().union(*self.branches)
        return frozenset(one for one in words if not any(o in one for o in words - {one}))


def _worth(words: frozenset[str]) -> tuple[int, int]:
    return min(map(len, words), default=0), -len(words)


def needed(pattern: str) -> frozenset[str]:
    """Words of which at least one stands in whatever the pattern matches; empty if none is sure.

    >>> sorted(needed("(?:用|借用)[^，。]{1,20}的话(?:来)?[，：]?$"))
    ['的话']
    >>> sorted(needed("据说|(?:^|，)听(?:人|他)说"))
    ['听', '据说']
    """
    groups, at = [_Group()], 0
    while (piece := PIECE.match(pattern, at)) is not None:
        at = piece.end()
        times = REPEATED.match(pattern, at) if piece.lastgroup in MAY_REPEAT else None
        at = times.end() if times else at
        _read(groups, piece, maybe=bool(times and times["maybe"]), again=times is not None)
    return groups[0].needed()


def _read(groups: list[_Group], piece: re.Match[str], *, maybe: bool, again: bool) -> None:
    match piece.lastgroup:
        case "char" if not maybe:
            groups[-1].run += piece[0][-1]
            if again:
                groups[-1].flush()
        case "look" | "open":
            groups[-1].flush()
            groups.append(_Group(looks=piece.lastgroup == "look"))
        case "bar":
            groups[-1].end_branch()
        case "close":
            group = groups.pop()
            if not (maybe or group.looks):
                groups[-1].offer(group.needed())
        case "class" if not maybe:
            groups[-1].flush()
            groups[-1].offer(members(piece[0]))
        case _:
            groups[-1].flush()


@lru_cache(maxsize=256)
def characters_of(text: str) -> frozenset[str]:
    """The characters of a text; several tables look at the same one in turn."""
    return frozenset(text)


@dataclass(frozen=True, slots=True)
class Sought:
    """A pattern that is tried only where the characters that it needs stand."""

    search: Callable[[str], re.Match[str] | None]
    firsts: frozenset[str]
    lasts: frozenset[str]
    """The first and the last characters of the words of which it needs one."""
    begins: Characters
    ends: Characters
    """The first and the last characters of the texts that it matches; `None` for any."""
    shortest: int
    """Characters of the shortest of the words; 0 if there are none."""

    def find(self, text: str) -> re.Match[str] | None:
        """What `re.search` finds."""
        if self.ends is not None and text[-1:] not in self.ends:
            return None
        if needs := self.firsts:
            characters = characters_of(text)
            if characters.isdisjoint(needs) or characters.isdisjoint(self.lasts):
                return None
        return self.search(text)


@lru_cache(maxsize=512)
def sought(pattern: str) -> Sought:
    compiled, words = re.compile(pattern), needed(pattern)
    search = compiled.match if is_anchored(pattern) else compiled.search
    firsts, lasts = frozenset(word[0] for word in words), frozenset(word[-1] for word in words)
    return Sought(
        search,
        firsts,
        lasts,
        begins_with(pattern),
        ends_with(pattern),
        min(map(len, words), default=0),
    )
