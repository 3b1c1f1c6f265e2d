"""Observations about a pair of marks that a regular expression cannot make alone.

Each is a function of a `Setting` and bears the name of its row in rules/kinds.yaml.
"""

import re
from collections.abc import Callable
from typing import NamedTuple

_HAN = re.compile(r"[㐀-鿿A-Za-z0-9]")
_PARTS = re.compile(r"[、，,；\s·]")
_STOPS = re.compile("[。！？]")
_PAUSES, _STOPS_AFTER = ("，", "：", "—"), ("，", "。", "；")
_STOPS_WITHIN, _FULL_STOPS = ("。", "！", "？"), ("。", "！", "？", "…")
_ENDS = "，。；！？、）"


class Setting(NamedTuple):
    """All that is looked at to tell the kind of one outermost pair of marks."""

    left: str
    """The reporter's sentence up to the opening mark; other marks are masked."""
    inner: str
    """The words, folded."""
    length: int
    """Of the words without stops, in characters."""
    right: str
    """The reporter's sentence from the closing mark on."""
    whole_line: bool
    line_initial: bool
    heading: bool
    times: int
    """How often these words stand in marks in the article."""
    cue: str = ""
    """`strong`, `weak`, `sentence`, `after`, `frame`, `nobody` or `item`; empty for none."""


def letters(words: str) -> int:
    """Length without stops, in characters."""
    return len(_HAN.findall(words))


def _parallel(setting: Setting) -> bool:
    if _STOPS.search(setting.inner):
        return False
    parts = [part for part in _PARTS.split(setting.inner) if part]
    lengths = {letters(part) for part in parts}
    total = setting.length
    return len(parts) >= 2 and len(lengths) == 1 and 2 <= total <= 40 and max(lengths) <= 9


def _returns(setting: Setting) -> bool:
    words = setting.inner
    if not 4 <= len(words) <= 6 or setting.length != len(words) or words.isascii():
        return False
    return words[1] == words[3] or words[0] == words[2]


def _woven(setting: Setting) -> bool:
    before, after = setting.left[-1:], setting.right[:1]
    return bool(before and _HAN.match(before)) and bool(after) and after not in _ENDS


def _opens(setting: Setting) -> bool:
    at_start = setting.line_initial or setting.left == ""
    ends = setting.right[:1] in ("，", "。", "") or setting.inner[-1:] in _STOPS_WITHIN
    return at_start and ends


SHAPES: dict[str, Callable[[Setting], bool]] = {
    "cue-right-before": lambda one: one.cue == "strong",
    "weak-cue-right-before": lambda one: one.cue == "weak",
    "cue-in-sentence": lambda one: one.cue == "sentence" and one.left[-1:] in _PAUSES,
    "cue-right-after": lambda one: one.cue == "after",
    "frame-of-speech": lambda one: one.cue == "frame",
    "frame-of-nobody": lambda one: one.cue == "nobody",
    "attributed-item": lambda one: one.cue == "item",
    "whole-line": lambda one: one.whole_line and one.length >= 5,
    "opens-sentence": lambda one: _opens(one) and one.length > 4,
    "after-comma": lambda one: one.left[-1:] in _PAUSES and one.right[:1] in _STOPS_AFTER,
    "woven-in": _woven,
    "comes-back": lambda one: one.times >= 3,
    "one-character": lambda one: one.length <= 1,
    "up-to-four": lambda one: 2 <= one.length <= 4,
    "nine-and-more": lambda one: one.length >= 9,
    "fifteen-and-more": lambda one: one.length >= 15,
    "two-characters": lambda one: one.length == 2,
    "four-characters": lambda one: one.length == 4,
    "five-to-eight": lambda one: 5 <= one.length <= 8,
    "cue-woven": lambda one: one.cue == "sentence" and one.left[-1:] not in _PAUSES,
    "comes-twice": lambda one: one.times == 2,
    "opens-and-stops": lambda one: one.line_initial and one.inner[-1:] in _FULL_STOPS,
    "heading": lambda one: one.heading,
    "parallel-parts": _parallel,
    "repeated-character": _returns,
}
