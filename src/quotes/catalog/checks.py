"""Every fault of a catalog, with its place. Looks at values; reads no file.

The heart of it is the proof: the words of each entry must stand in the source it names, between
marks, on the line it gives.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from quotes.catalog.document import Document, Filed, bare
from quotes.catalog.entries import ENTRY_KEYS, SOURCE_KEYS, Entry
from quotes.catalog.faults import fault
from quotes.catalog.records import ArticleRecord
from quotes.catalog.syntax import Listing, Node, Scalar
from quotes.catalog.syntax import Mapping as MappingNode
from quotes.errors import Problem
from quotes.script import key
from quotes.span import Lines, Span

_CUT_OFF = re.compile(r"[ \t]+#(?=[^\s#!])")
_INVISIBLE = re.compile(
    r"[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\U000e0000-\U000e007f]"
)


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
    sha256: str | None = None
    passages: Mapping[str, tuple[Passage, ...]] | None = None
    """By the words looked for."""
    nearest: Mapping[str, str] | None = None
    """What the source has instead of words that are not in it."""


def words_of(entry: Entry) -> str | None:
    """The words that the source must have."""
    return entry.printed or entry.text


def check_document(document: Document) -> tuple[Problem, ...]:
    """Faults that a file shows by itself."""
    return tuple(_Within(document).problems())


class _Within:
    def __init__(self, document: Document) -> None:
        self._document = document
        self._lines = Lines(document.text)

    def problems(self) -> Iterator[Problem]:
        yield from self._shapes()
        root = self._document.root
        if root:
            yield from self._unknown(root, ("source", "entries"))
            yield from self._cut_off(root)
        if source := self._document.source_node:
            yield from self._unknown(source, SOURCE_KEYS)
        for filed in self._document.entries:
            yield from self._unknown(filed.node, ENTRY_KEYS)
            yield from self._standing(filed)
            yield from self._invisible(filed)

    def _shapes(self) -> Iterator[Problem]:
        values = {"source": {}, **bare(self._document)}
        values = {name: value for name, value in values.items() if value != ""}
        try:
            ArticleRecord.model_validate({"source": {}, **values})
        except ValidationError as error:
            for each in error.errors(include_url=False):
                yield self._wrong(tuple(each["loc"]), each["type"], each["msg"])

    def _wrong(self, steps: tuple[int | str, ...], kind: str, message: str) -> Problem:
        names = [each for each in steps if isinstance(each, str)]
        node = self._reach(steps)
        if kind == "missing":
            return self._fault("E-MISSING", node, key=names[-1])
        return self._fault(
            "E-FIELD", node, key=names[-1], why=message.removeprefix("Value error, ")
        )

    def _reach(self, steps: tuple[int | str, ...]) -> Node | None:
        """The value at the end of the steps, or the last thing on the way that is there."""
        node: Node | None = self._document.root
        for step in steps:
            below = node
            if isinstance(node, MappingNode) and isinstance(step, str):
                below = node.get(step)
            elif isinstance(node, Listing) and isinstance(step, int):
                below = node.items[step]
            if below is None:
                break
            node = below
        return node

    def _unknown(self, node: MappingNode, known: tuple[str, ...]) -> Iterator[Problem]:
        for name, _ in node.pairs:
            if name.value not in known:
                near = _near(name.value, known)
                yield self._fault("W-UNKNOWN-KEY", name, key=name.value, near=near)

    def _cut_off(self, node: Node) -> Iterator[Problem]:
        """`text: 我们 #武汉加油# 一起` says 我们 and no more."""
        match node:
            case Scalar(style="") if node.value:
                after = _CUT_OFF.match(self._document.text, node.span.end)
                if after:
                    place = self._lines.place(after.end() - 1)
                    yield fault("E-CUT-OFF", self._document.path, place)
            case MappingNode():
                for _, value in node.pairs:
                    yield from self._cut_off(value)
            case Listing():
                for item in node.items:
                    yield from self._cut_off(item)

    def _standing(self, filed: Filed) -> Iterator[Problem]:
        entry = filed.entry
        if entry.standing and not entry.note:
            node = filed.node.get("standing")
            yield self._fault("W-STANDING", node, standing=entry.standing)

    def _invisible(self, filed: Filed) -> Iterator[Problem]:
        for name, node in filed.node.pairs:
            if isinstance(node, Scalar) and (found := _INVISIBLE.findall(node.value)):
                names = ", ".join(f"U+{ord(char):04X}" for char in sorted(set(found)))
                yield self._fault("W-INVISIBLE", node, key=name.value, names=names)

    def _fault(self, code: str, node: Node | None, **facts: object) -> Problem:
        place = self._lines.place(node.span.start if node else 0)
        return fault(code, self._document.path, place, **facts)


def _near(name: str, known: Iterable[str]) -> str:
    from rapidfuzz import fuzz, process

    found = process.extractOne(name, list(known), scorer=fuzz.ratio, score_cutoff=60)
    return f"; did you mean “{found[0]}”?" if found else ""


def check_source(document: Document, printed: Printed) -> tuple[Problem, ...]:
    """Whether the words of a file stand in its source."""
    return tuple(_AgainstSource(document, printed).problems())


class _AgainstSource:
    def __init__(self, document: Document, printed: Printed) -> None:
        self._document, self._printed = document, printed
        self._lines = Lines(document.text)
        self._file = document.source.file or ""

    def problems(self) -> Iterator[Problem]:
        source = self._document.source_node
        if source is None or not self._file:
            return
        if why := self._printed.why_missing:
            yield self._fault("E-SOURCE-MISSING", source.get("file"), why=why)
            return
        said = self._document.source.sha256
        if said and said != self._printed.sha256:
            node = source.get("sha256")
            yield self._fault("E-SOURCE-CHANGED", node, sha256=self._printed.sha256)
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
                said = "once" if times == 1 else f"{times} times"
                node = entries[-1].node.get("text")
                yield self._fault("E-TEXT-TWICE", node, count=len(entries), times=said)

    def _words(self, filed: Filed) -> Iterator[Problem]:
        entry = filed.entry
        words = words_of(entry)
        if not words:
            return
        node = filed.node.get("printed" if entry.printed else "text")
        found = (self._printed.passages or {}).get(words, ())
        nearest = (self._printed.nearest or {}).get(words, "")
        if not found:
            yield self._inside("E-TEXT", node, words, nearest, nearest=_instead(nearest))
        elif entry.auto and not any(each.whole for each in found):
            yield self._inside("E-TEXT-PART", node, words, nearest, nearest=_instead(nearest))
        else:
            yield from self._line(filed, found)

    def _line(self, filed: Filed, found: tuple[Passage, ...]) -> Iterator[Problem]:
        entry = filed.entry
        good = [each for each in found if each.whole or not entry.auto]
        if entry.at_line and all(each.line != entry.at_line for each in good):
            lines = ", ".join(str(each.line) for each in good[:3])
            node = filed.node.get("line")
            yield self._fault("E-TEXT-ELSEWHERE", node, found=lines, line=entry.at_line)

    def _inside(
        self, code: str, node: Node | None, words: str, other: str, **facts: object
    ) -> Problem:
        """At the first character that differs from what the source has."""
        same = _shared(words, other)
        if isinstance(node, Scalar) and same:
            at = _offset_of(self._document.text, node, same)
            place = self._lines.place(at)
            return fault(code, self._document.path, place, file=self._file, **facts)
        return self._fault(code, node, **facts)

    def _fault(self, code: str, node: Node | None, **facts: object) -> Problem:
        start = node.span.start if node else 0
        if isinstance(node, Scalar):
            start = _offset_of(self._document.text, node, 0)
        place = self._lines.place(start)
        return fault(code, self._document.path, place, file=self._file, **facts)


def _instead(nearest: str) -> str:
    return f"; it has “{nearest}”" if nearest else ""


def _shared(one: str, other: str) -> int:
    """How many characters two texts begin with in common; 0 where they share none."""
    pairs = zip(one, other, strict=False)
    return next((at for at, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))


def _offset_of(text: str, node: Scalar, count: int) -> int:
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


def check_ids(documents: Iterable[Document]) -> tuple[Problem, ...]:
    """Ids are given once in a catalog, and what names an id names one that exists."""
    placed = [(document, filed) for document in documents for filed in document.entries]
    seen: dict[str, str] = {}
    problems = []
    for document, filed in placed:
        node = filed.node.get("id")
        name = filed.entry.id
        if not name or node is None:
            continue
        place = Lines(document.text).place(node.span.start)
        here = f"{document.path}:{place[0]}"
        other = seen.setdefault(_same_id(name), here)
        if other != here:
            problems.append(fault("E-DUPLICATE-ID", document.path, place, id=name, other=other))
    return (*problems, *_pointers(placed, seen))


def _same_id(name: str) -> str:
    return unicodedata.normalize("NFC", name)


def _pointers(
    placed: Iterable[tuple[Document, Filed]], known: Mapping[str, str]
) -> Iterator[Problem]:
    for document, filed in placed:
        for name in ("same_as", "not_same_as"):
            for target in getattr(filed.entry, name):
                node = filed.node.get(name)
                if _same_id(target) not in known and node:
                    place = Lines(document.text).place(node.span.start)
                    facts: dict[str, Any] = {"key": name, "id": target}
                    yield fault("E-UNKNOWN-ID", document.path, place, **facts)


def locate(words: str, text: str) -> Iterator[Span]:
    """Every stretch of the text that is these words."""
    at = text.find(words)
    while at >= 0:
        yield Span(at, at + len(words))
        at = text.find(words, at + 1)


def nearest(words: str, text: str) -> str:
    """The stretch of a source that is most like words which are not in it."""
    from rapidfuzz import fuzz

    found = fuzz.partial_ratio_alignment(words, text, score_cutoff=50)
    if found is None or len(words) > len(text) or not key(words):
        return ""
    return text[found.dest_start : found.dest_end].strip()
