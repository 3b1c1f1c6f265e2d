"""Whether the words of each entry stand in the source it names: the heart of `check`.

The words must stand between marks, on the line the entry gives. Where they do not, the nearest
passage is named, and what differs: the punctuation, the script, or the words themselves.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from quotes.catalog.document import Document, Filed
from quotes.catalog.entries import Entry
from quotes.catalog.page import Page
from quotes.catalog.syntax import Node, Scalar
from quotes.errors import Problem
from quotes.language import worded
from quotes.script import by_character, fold, key
from quotes.span import Span

_SHOWN = 3
"""More differences than this are no longer a slip: the passage itself is shown."""

_BESIDE = 3
"""Characters."""

_POINTS = "，。！？；：、…—,.!?;:"


@dataclass(frozen=True, slots=True)
class Passage:
    """Where words stand in a source."""

    line: int
    whole: bool
    """Between marks, rather than as part of something longer."""


@dataclass(frozen=True, slots=True)
class Printed:
    """What a source says now; made by whoever may read articles."""

    why_missing: str | None = None
    outside: bool = False
    """Missing because no entry may lead there."""
    moved_to: str | None = None
    """Where the very bytes stand now."""
    sha256: str | None = None
    passages: Mapping[str, tuple[Passage, ...]] | None = None
    """By the words looked for."""
    nearest: Mapping[str, str] | None = None
    """What the source has instead of words that are not in it."""


def words_of(entry: Entry) -> str | None:
    """The words that the source must have: `printed` says that a person meant the difference."""
    return entry.printed or entry.text


def check_source(document: Document, printed: Printed) -> tuple[Problem, ...]:
    """Whether the words of a file stand in its source."""
    return tuple(_AgainstSource(document, printed).problems())


class _AgainstSource:
    def __init__(self, document: Document, printed: Printed) -> None:
        self._document, self._printed = document, printed
        self._page = Page(document.text, document.path)
        self._file = document.source.file or ""

    def problems(self) -> Iterator[Problem]:
        source = self._document.source_node
        if source is None or not self._file:
            return
        if other := self._printed.moved_to:
            yield self._lay("E-SOURCE-MOVED", source.get("file"), other=other)
            return
        if why := self._printed.why_missing:
            code = "E-SOURCE-OUTSIDE" if self._printed.outside else "E-SOURCE-MISSING"
            yield self._lay(code, source.get("file"), why=why)
            return
        said = self._document.source.sha256
        if said and said != self._printed.sha256:
            node = source.get("sha256")
            yield self._lay("E-SOURCE-CHANGED", node, sha256=self._printed.sha256)
        for filed in self._document.entries:
            yield from self._words(filed)
        yield from self._too_many()

    def _too_many(self) -> Iterator[Problem]:
        """Two entries cannot both stand for the one place where words are printed."""
        keeping: dict[str, list[Filed]] = {}
        for filed in self._document.entries:
            keeping.setdefault(words_of(filed.entry) or "", []).append(filed)
        for words, entries in keeping.items():
            times = len((self._printed.passages or {}).get(words, ()))
            if 0 < times < len(entries):
                said = worded("once") if times == 1 else worded("{count} times").format(count=times)
                node, name = entries[-1].node.get("text"), entries[-1].entry.id or ""
                yield self._lay("E-TEXT-TWICE", node, name, count=len(entries), times=said)

    def _words(self, filed: Filed) -> Iterator[Problem]:
        entry = filed.entry
        words = words_of(entry)
        if not words:
            return
        found = (self._printed.passages or {}).get(words, ())
        near = (self._printed.nearest or {}).get(words, "")
        if not found:
            yield self._inside(code_for(words, near), filed, words, near)
        elif entry.auto and not any(each.whole for each in found):
            yield self._inside("E-TEXT-PART", filed, words, near)
        else:
            yield from self._line(filed, found)

    def _line(self, filed: Filed, found: tuple[Passage, ...]) -> Iterator[Problem]:
        entry = filed.entry
        good = [each for each in found if each.whole or not entry.auto]
        if entry.at_line and all(each.line != entry.at_line for each in good):
            facts = {"found": ", ".join(str(each.line) for each in good[:3]), "line": entry.line}
            yield self._lay("E-TEXT-ELSEWHERE", filed.node.get("line"), entry.id or "", **facts)

    def _inside(self, code: str, filed: Filed, words: str, near: str) -> Problem:
        """From the first character that differs to the last one."""
        name = filed.entry.id or ""
        node = filed.node.get("printed" if filed.entry.printed else "text")
        facts = {"nearest": instead(words, near), "file": self._file}
        if isinstance(node, Scalar) and near:
            first, last = _unlike(words, near)
            text = self._document.text
            start = offset_of(text, node, min(first, len(words) - 1))
            stop = offset_of(text, node, max(last - 1, first, 0)) + 1
            return self._page.lay(code, Span(start, max(stop, start + 1)), name, **facts)
        return self._lay(code, node, name, **facts)

    def _lay(self, code: str, node: Node | None, entry: str = "", **facts: object) -> Problem:
        span = node.span if node else Span(0, 0)
        if isinstance(node, Scalar) and node.value:
            text = self._document.text
            last = offset_of(text, node, len(node.value.rstrip()) - 1)
            span = Span(offset_of(text, node, 0), last + 1)
        return self._page.lay(code, span, entry, **{"file": self._file, **facts})


def code_for(words: str, near: str) -> str:
    """How words that are not in a source differ from what is.

    >>> code_for("细节决定成败。", "細節決定成敗。"), code_for("細節決定成敗！", "細節決定成敗。")
    ('E-TEXT-SCRIPT', 'E-TEXT-MARKS')
    """
    if not near or key(words) != key(near):
        return "E-TEXT"
    return "E-TEXT-SCRIPT" if fold(words) == fold(near) else "E-TEXT-MARKS"


def instead(words: str, near: str) -> str:
    """The nearest passage, and what differs where that is little.

    >>> instead("細節決定勝敗。", "細節決定成敗。")
    '; it has “細節決定成敗。” (勝 → 成)'
    """
    if not near:
        return ""
    changed = changes(words, near)
    shown = f" ({'; '.join(changed)})" if 0 < len(changed) <= _SHOWN else ""
    return worded("; it has “{near}”{shown}").format(near=near, shown=shown)


def changes(words: str, near: str) -> tuple[str, ...]:
    """What turns the words into the passage, character by character.

    >>> changes("不能當回事", "不能不當回事，")
    ('+不', '+，')
    """
    from rapidfuzz.distance import Levenshtein

    found = []
    for step in Levenshtein.opcodes(words, near):
        old, new = words[step.src_start : step.src_end], near[step.dest_start : step.dest_end]
        if step.tag == "replace":
            found.append(f"{old} → {new}")
        elif step.tag != "equal":
            found.append(f"+{new}" if new else f"−{old}")
    return tuple(found)


def _unlike(words: str, near: str) -> tuple[int, int]:
    """The stretch of the words that differs; all of them where hardly anything is alike."""
    from rapidfuzz.distance import Levenshtein

    steps = [step for step in Levenshtein.opcodes(words, near) if step.tag != "equal"]
    if not steps or len(steps) > _SHOWN:
        return 0, len(words)
    return steps[0].src_start, max(steps[-1].src_end, steps[0].src_start + 1)


def offset_of(text: str, node: Scalar, count: int) -> int:
    """Where the character with this number of a value stands in the file.

    Exact for what is written without escapes; the start of the value where it is not.
    """
    body = node.span.of(text)
    if node.style == '"' and "\\" in body:
        return node.span.start
    at, left = 0, node.value[: count + 1]
    if node.style in ("|", ">"):
        at = max(body.find("\n"), 0)
    for char in left:
        if char.isspace():
            continue
        found = body.find(char, at)
        if found < 0:
            return node.span.start
        at = found + 1
    return node.span.start + max(at - 1, 0)


def locate(words: str, text: str) -> Iterator[Span]:
    """Every stretch of the text that is these words."""
    return Haystack(text).locate(words)


def nearest(words: str, text: str) -> str:
    """The stretch of a text that is most like words which are not in it."""
    return Haystack(text).nearest(words)


class Haystack:
    """A source in which passages are looked for, blind to script and marks if need be."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._keys = ""
        self._places: list[int] = []

    def locate(self, words: str) -> Iterator[Span]:
        """Every stretch of the text that is these words."""
        at = self._text.find(words)
        while at >= 0:
            yield Span(at, at + len(words))
            at = self._text.find(words, at + 1)

    def nearest(self, words: str) -> str:
        """The stretch of a source that is most like words which are not in it."""
        folded = by_character(words)
        if not folded[0]:
            return ""
        at = self._folded().find(folded[0])
        if at >= 0:
            return self._as_printed(at, at + len(folded[0]), words)
        return self._alike(words)

    def _folded(self) -> str:
        if not self._keys:
            self._keys, self._places = by_character(self._text)
        return self._keys

    def _as_printed(self, start: int, end: int, words: str) -> str:
        """With the marks before and behind that the words have as well."""
        begin, stop = self._places[start], self._places[end - 1] + 1
        lead = len(words) - len(words.lstrip(_POINTS))
        tail = len(words) - len(words.rstrip(_POINTS))
        after = self._text[stop : stop + tail]
        before = self._text[max(begin - lead, 0) : begin]
        stop += len(after) - len(after.lstrip(_POINTS))
        begin -= len(before) - len(before.rstrip(_POINTS))
        return self._text[begin:stop]

    def _alike(self, words: str) -> str:
        from rapidfuzz import fuzz

        if len(words) > len(self._text):
            return ""
        found = fuzz.partial_ratio_alignment(words, self._text, score_cutoff=50)
        if not found:
            return ""
        best = max(
            (
                (
                    fuzz.ratio(words, self._text[start:end]),
                    -abs(end - start - len(words)),
                    start,
                    end,
                )
                for start in _around(found.dest_start, len(self._text))
                for end in _around(found.dest_end, len(self._text))
                if start < end
            ),
        )
        return self._text[best[2] : best[3]].strip()


def _around(at: int, end: int) -> range:
    """An alignment may end a little beside the word it means."""
    return range(max(at - _BESIDE, 0), min(at + _BESIDE, end) + 1)
