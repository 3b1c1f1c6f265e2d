"""Entries that have these words, or some like them; best first.

Compared are keys, so script, width and punctuation decide nothing. What holds the words whole comes
before what holds each of them somewhere, and that before what is only like them.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from quotes.catalog.kept import Kept
from quotes.script import by_character, key
from quotes.span import Span

T = TypeVar("T")

WHOLE, EACH = 100.0, 99.0
"""Scores of an entry that holds the words in one run, and of one that holds each of them."""

ALIKE = 65.0
"""The least score of an entry that holds no more than something like the words: of three characters
two stand there in their order. At 50, 病床等人 found whatever has 床 and 人 in it.
"""

SHARED = 0.6
"""Share of the words that must stand there, in their order, all the same."""

SHORTEST_ALIKE = 4
"""Characters of words to which something can be like."""


@dataclass(frozen=True, slots=True)
class Match:
    """An entry that was found, how well it fits, and where."""

    kept: Kept
    score: float
    """0 to 100."""
    spans: tuple[Span, ...]
    """Of the entry's text, in order; no two touch."""


def search(everything: Iterable[Kept], text: str) -> list[Match]:
    """All that fit, best first; of equals, what has least beside the words."""
    words = terms(text)
    entries = [(each, key(each.entry.text or "")) for each in everything]
    held = [(each, _score(keys, words)) for each, keys in entries] if words else []
    found = [_match(each, score, _holding(each, words)) for each, score in held if score]
    whole = "".join(words)
    rest = [each for each, score in held if not score]
    found += (each for kept in rest if (each := _alike(kept, whole)))
    return sorted(found, key=_best_first)


def _best_first(match: Match) -> tuple[float, int, str]:
    entry = match.kept.entry
    return -match.score, len(entry.text or ""), entry.id or ""


def terms(text: str) -> tuple[str, ...]:
    """The keys of what is looked for, each word of it one."""
    return tuple(filter(None, map(key, text.split())))


def alike(words: str, keys: Iterable[tuple[T, str]]) -> list[T]:
    """Whatever has keys in which something is like the words, before anything else of it is read."""
    from rapidfuzz import fuzz, process

    listed = list(keys)
    if len(words) < SHORTEST_ALIKE:
        return []
    found = process.extract(
        words,
        [text for _, text in listed],
        scorer=fuzz.partial_ratio,
        limit=None,
        score_cutoff=ALIKE,
        processor=None,
    )
    return [listed[at][0] for _, _, at in found]


def _score(keys: str, words: Sequence[str]) -> float:
    if "".join(words) in keys:
        return WHOLE
    return EACH if all(each in keys for each in words) else 0.0


def _match(kept: Kept, score: float, spans: Iterable[Span]) -> Match:
    return Match(kept, score, tuple(_merged(spans)))


def _holding(kept: Kept, words: Sequence[str]) -> Iterator[Span]:
    """Every place of the words in one run, or else of each of them."""
    keys, places = by_character(kept.entry.text or "")
    whole = "".join(words)
    for each in (whole,) if whole in keys else words:
        at = keys.find(each)
        while at >= 0:
            yield Span(places[at], places[at + len(each) - 1] + 1)
            at = keys.find(each, at + len(each))


def _alike(kept: Kept, words: str) -> Match | None:
    from rapidfuzz import fuzz

    text = kept.entry.text or ""
    keys = key(text)
    if len(words) < SHORTEST_ALIKE or not keys:
        return None
    score = (fuzz.partial_ratio if len(keys) >= len(words) else fuzz.ratio)(words, keys)
    if score < ALIKE:
        return None
    spans = tuple(_shared(text, words))
    enough = sum(span.length for span in spans) >= SHARED * len(words)
    return _match(kept, min(score, EACH - 1), spans) if enough else None


def _shared(text: str, words: str) -> Iterator[Span]:
    """What the passage that is most like the words has in common with them."""
    from rapidfuzz import fuzz
    from rapidfuzz.distance import Indel

    keys, places = by_character(text)
    found = fuzz.partial_ratio_alignment(words, keys)
    slack = 1 + len(words) // 4
    start = max(found.dest_start - slack, 0) if found else 0
    end = found.dest_end + slack if found else len(keys)
    for block in Indel.opcodes(words, keys[start:end]):
        if block.tag == "equal":
            first, last = start + block.dest_start, start + block.dest_end - 1
            yield Span(places[first], places[last] + 1)


def _merged(spans: Iterable[Span]) -> Iterator[Span]:
    """In order, and those that overlap or touch as one."""
    last: Span | None = None
    for span in sorted(spans):
        if last is not None and span.start <= last.end:
            last = Span(last.start, max(last.end, span.end))
        else:
            if last is not None:
                yield last
            last = span
    if last is not None:
        yield last
