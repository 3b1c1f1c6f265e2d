"""Quotation marks in any order: none is skipped, pairs nest or lie apart, and depth is bounded."""

from itertools import chain

from fuzz.words import spelt
from quotes.parsing.marks import MAX_DEPTH, pair
from quotes.rules import load

SEEDS = (
    "a天冷b".encode(), "a他说cmbd".encode(), "hafb：aNbjajab".encode(), "Ha”b“好“，他说N".encode(),
    "efghefgh“‘「『".encode(), "a天冷lja天热lb".encode(), '"好"，"'.encode(), b"aaaaaaaaaaaaaaaaaaaabbbb",
)  # fmt: skip


def attempt(raw: bytes) -> None:
    text, rules = spelt(raw), load()
    found = pair(text, rules)
    ends: list[int] = []
    for one in found.pairs:
        while ends and ends[-1] <= one.outer.start:
            ends.pop()
        assert not ends or one.outer.end <= ends[-1]
        assert one.depth == len(ends) < MAX_DEPTH
        ends.append(one.outer.end)
    inside = chain.from_iterable(
        (one.outer.start, one.outer.end - 1, *one.continues) for one in found.pairs
    )
    told = sorted((*inside, *found.strays, *(each.at for each in found.loose)))
    marks = {row.open for row in rules.mark_rows} | rules.closing_marks
    printed = [at for at, char in enumerate(text) if char in marks and not _is_apostrophe(text, at)]
    assert told == printed
    apart = pair(f"{text}\nO’a", rules)
    assert (apart.pairs, apart.strays) == (found.pairs, found.strays)


def _is_apostrophe(text: str, at: int) -> bool:
    around = text[at - 1 : at] + text[at + 1 : at + 2]
    return text[at] == "’" and len(around) == 2 and around.isascii() and around.isalpha()
