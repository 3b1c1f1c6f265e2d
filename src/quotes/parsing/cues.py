"""Find reporting verbs in what the reporter says, and leave alone the words that only look so."""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from quotes.model import Mode
from quotes.parsing.layers import WORK
from quotes.rules import Rules, alternation
from quotes.rules.shapes import VerbRow
from quotes.span import Span


class Cue(NamedTuple):
    """A reporting verb in the narration."""

    span: Span
    word: str
    row: str
    strong: bool
    mode: Mode | None


AMBIGUOUS = ("手", "听", "报")
"""Last characters of words for speakers that make another word with a verb: 选手指甲, 同时报称."""


@lru_cache(maxsize=1)
def _verbs(rules: Rules) -> dict[str, tuple[str, bool, Mode | None]]:
    return {
        word: (row.name, row.strength == "strong", Mode(row.mode) if row.mode else None)
        for row in reversed(rules.verb_rows)
        for word in row.words
    }


@lru_cache(maxsize=1)
def cue_re(rules: Rules) -> re.Pattern[str]:
    """All reporting verbs, each with the characters beside which it is another word.

    Rows of longer words come first, so that 说道 is not taken for 说. A look at the first
    character, of all rows and then of each, spares the rest their work.
    """
    rows = sorted(rules.verb_rows, key=lambda row: -max(map(len, row.words)))
    firsts = _firsts(word for row in rows for word in row.words)
    return re.compile(f"(?:{firsts}(?:{'|'.join(_guarded(row, rules) for row in rows)}))")


def _firsts(words: Iterable[str]) -> str:
    return f"(?=[{''.join(sorted({re.escape(word[0]) for word in words}))}])"


def _guarded(row: VerbRow, rules: Rules) -> str:
    """The words of one row, and what may and may not stand around them."""
    single = "".join(re.escape(one) for one in row.not_before if len(one) == 1)
    before = f"(?<![{single}])" if single else ""
    before += "".join(f"(?<!{re.escape(one)})" for one in row.not_before if len(one) > 1)
    if row.after_speakers:
        before = f"(?:{'|'.join([before, *_behind_speakers(row, rules)])})"
    not_after = {*row.not_after, *_goes_on_as_speaker(row, rules)}
    after = f"(?!{alternation(not_after)})" if not_after else ""
    after += f"(?={alternation(row.only_before)})" if row.only_before else ""
    return f"{_firsts(row.words)}{before}{alternation(row.words)}{after}"


def _goes_on_as_speaker(row: VerbRow, rules: Rules) -> set[str]:
    """讲师, 批评者, 指挥官: what follows a verb's word where it only begins a word for somebody."""
    return {
        speaker[len(word) :]
        for word in row.words
        for speaker in rules.speakers
        if speaker.startswith(word) and speaker != word
    }


def _behind_speakers(row: VerbRow, rules: Rules) -> list[str]:
    """发言人, 委员会, 同学: the words for speakers that end in what the row must not stand behind.

    One pattern for each length of word; what looks back must be of one length.
    """
    guarded = [word for word in rules.speakers if word.endswith(row.not_before)]
    clear = sorted(word for word in guarded if not word.endswith(AMBIGUOUS) and len(word) > 1)
    lengths = sorted({len(word) for word in clear})
    return [f"(?<={'|'.join(w for w in clear if len(w) == n)})" for n in lengths]


def find_cues(narration: str, start: int, end: int, rules: Rules) -> tuple[Cue, ...]:
    """The reporting verbs of a stretch of narration, in order; 回应指 and 补充说 are one.

    The verb in a title hands nothing over: 《中英联合声明》.
    """
    found: list[Cue] = []
    titled = narration.find("《", start, end) >= 0
    works = [match.span() for match in WORK.finditer(narration, start, end)] if titled else []
    verbs = _verbs(rules)
    for match in cue_re(rules).finditer(narration, start, end):
        if works and any(begin < match.start() < finish for begin, finish in works):
            continue
        word = match[0]
        row, strong, mode = verbs[word]
        cue = Cue(Span(*match.span()), word, row, strong, mode)
        if found and found[-1].span.end == cue.span.start:
            cue = _together(found.pop(), cue)
        found.append(cue)
    return tuple(found)


def _together(one: Cue, other: Cue) -> Cue:
    span, word = Span(one.span.start, other.span.end), one.word + other.word
    return Cue(span, word, other.row, one.strong or other.strong, other.mode or one.mode)
