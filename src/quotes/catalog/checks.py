"""Faults that a file of the catalog shows by itself. Looks at values; reads no file.

What must agree with the source is in `proofs`, what must agree with the rest in `concord`.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum

from pydantic import ValidationError

from quotes.catalog.date_slips import as_edtf
from quotes.catalog.document import Document, Filed, bare
from quotes.catalog.entries import ENTRY_KEYS, SOURCE_KEYS
from quotes.catalog.page import Page
from quotes.catalog.proofs import locate, nearest, words_of
from quotes.catalog.records import ArticleRecord, Standing, Status
from quotes.catalog.slips import swallowed
from quotes.catalog.syntax import Listing, Node, Scalar
from quotes.catalog.syntax import Mapping as MappingNode
from quotes.errors import Problem
from quotes.language import worded
from quotes.model import Kind, Mode
from quotes.span import Span
from quotes.unseen import UNSEEN, code_points, lookalikes

__all__ = ["INVISIBLE", "check_document", "invisible", "locate", "nearest", "words_of"]

_CUT_OFF = re.compile(r"[ \t]+#(?=[^\s#!])")
INVISIBLE = re.compile(f"[\x85{UNSEEN}]")
_WIDE = "\u3000\u00a0"
_CHOICES: dict[str, type[StrEnum]] = {
    "kind": Kind,
    "mode": Mode,
    "standing": Standing,
    "status": Status,
}
_DATES = ("date", "published")
_NAMES = frozenset({"speaker", "via", "outlet", "host", "author", "editor", "tags"})
"""Fields by which entries are found and counted together."""
_PLAINLY = {
    "string_type": worded("one value belongs here, and not a list or lines of its own"),
    "list_type": worded("a list belongs here: [one, two]"),
    "string_pattern_mismatch": worded("this is the program's, and has been altered"),
}
"""What pydantic means, by its own names of the faults."""
_CURLY = re.compile("[“”„‟].*[“”„‟]|[‘’].*[‘’]|「.*」|『.*』", re.DOTALL)
_NEVER_QUOTED = frozenset(ENTRY_KEYS) - {"occasion", "note", "tags", "place"}
"""A title or an occasion may well be printed between marks."""


def check_document(document: Document) -> tuple[Problem, ...]:
    """Faults that a file shows by itself."""
    return tuple(_Within(document).problems())


def invisible(text: str) -> str:
    """The code points that are not seen, or make text turn round.

    >>> invisible("調\\u200b研")
    'U+200B'
    """
    return code_points(INVISIBLE.findall(text))


class _Within:
    def __init__(self, document: Document) -> None:
        self._document = document
        self._page = Page(document.text, document.path)

    def problems(self) -> Iterator[Problem]:
        yield from self._shapes()
        root = self._document.root
        if root:
            yield from self._keys(root, ("source", "entries"))
        if source := self._document.source_node:
            yield from self._keys(source, SOURCE_KEYS)
            yield from self._values(source)
        for filed in self._document.entries:
            name = filed.entry.id or ""
            yield from self._keys(filed.node, ENTRY_KEYS, name)
            yield from self._values(filed.node, name)
            yield from self._standing(filed)

    def _shapes(self) -> Iterator[Problem]:
        values = {"source": {}, **bare(self._document)}
        values = {name: value for name, value in values.items() if value != ""}
        try:
            ArticleRecord.model_validate({"source": {}, **values})
        except ValidationError as error:
            for each in error.errors(include_url=False):
                yield self._wrong(tuple(each["loc"]), each["type"], each["msg"])

    def _wrong(self, steps: tuple[int | str, ...], kind: str, message: str) -> Problem:
        key = [each for each in steps if isinstance(each, str)][-1]
        node, entry = self._reach(steps), self._entry(steps)
        if kind == "missing":
            what = worded("the entry") if steps[0] == "entries" else "`source:`"
            return self._lay("E-MISSING", node, entry, key=key, what=what)
        value = node.value if isinstance(node, Scalar) else ""
        why = explained(key, value) or _PLAINLY.get(kind) or message.removeprefix("Value error, ")
        return self._lay("E-FIELD", node, entry, key=key, why=why)

    def _entry(self, steps: tuple[int | str, ...]) -> str:
        at = steps[1] if len(steps) > 1 and steps[0] == "entries" else None
        return self._document.entries[at].entry.id or "" if isinstance(at, int) else ""

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

    def _keys(
        self, node: MappingNode, known: tuple[str, ...], entry: str = ""
    ) -> Iterator[Problem]:
        for name, _ in node.pairs:
            if name.value[:1] in _WIDE and name.value:
                facts = {"name": f"U+{ord(name.value[0]):04X}"}
                yield self._lay("E-WIDE-SPACE", name, entry, **facts)
            elif name.value not in known:
                near = did_you_mean(name.value, known)
                yield self._lay("W-UNKNOWN-KEY", name, entry, key=name.value, near=near)
            if names := invisible(name.value):
                yield self._lay("W-INVISIBLE", name, entry, key=worded("the key"), names=names)
            if names := lookalikes(name.value):
                yield self._lay("W-LOOKALIKE", name, entry, key=worded("the key"), names=names)

    def _values(self, node: MappingNode, entry: str = "") -> Iterator[Problem]:
        for name, value in node.pairs:
            for scalar in scalars(value):
                yield from self._cut_off(scalar, entry)
                yield from self._quoted_by_hand(name.value, scalar, entry)
                if names := invisible(scalar.value + scalar.span.of(self._page.text)):
                    yield self._lay("W-INVISIBLE", scalar, entry, key=name.value, names=names)
                if name.value in _NAMES and (names := lookalikes(scalar.value)):
                    yield self._lay("W-LOOKALIKE", scalar, entry, key=name.value, names=names)
                if not scalar.style and len(scalar.value) < scalar.span.length:
                    yield from swallowed(self._page, scalar.span)

    def _cut_off(self, node: Scalar, entry: str) -> Iterator[Problem]:
        """`text: 我们 #武汉加油# 一起` says 我们 and no more."""
        if node.style:
            return
        if after := _CUT_OFF.match(self._document.text, node.span.end):
            hash_at = after.end() - 1
            yield self._page.lay("E-CUT-OFF", Span(hash_at, hash_at + 1), entry)

    def _quoted_by_hand(self, key: str, node: Scalar, entry: str) -> Iterator[Problem]:
        if key in _NEVER_QUOTED and not node.style and _CURLY.fullmatch(node.value):
            yield self._lay("E-CURLY-QUOTES", node, entry, key=key)

    def _standing(self, filed: Filed) -> Iterator[Problem]:
        entry = filed.entry
        if entry.standing and not entry.note:
            node = filed.node.get("standing")
            yield self._lay("W-STANDING", node, entry.id or "", standing=entry.standing)

    def _lay(self, code: str, node: Node | None, entry: str, **facts: object) -> Problem:
        span = node.span if node else Span(0, 0)
        return self._page.lay(code, span, entry, **facts)


def scalars(node: Node) -> Iterator[Scalar]:
    """The values in a value, one by one."""
    match node:
        case Scalar():
            yield node
        case Listing():
            for item in node.items:
                yield from scalars(item)
        case MappingNode():
            for _, value in node.pairs:
                yield from scalars(value)


def explained(key: str, value: str) -> str | None:
    """What is wrong with a value and what may have been meant, where we can say it better.

    >>> explained("kind", "quot")
    '“quot” is none of quote, slogan, term; did you mean “quote”?'
    >>> explained("date", "2020年3月6日")
    '“2020年3月6日” is no date: write 2020-03-06'
    """
    if not value:
        return None
    if key in _CHOICES:
        known = tuple(_CHOICES[key])
        return worded("“{value}” is none of {names}{it}").format(
            value=value, names=", ".join(known), it=did_you_mean(value, known)
        )
    meant = as_edtf(value) if key in _DATES else None
    return (
        worded("“{value}” is no date: write {meant}").format(value=value, meant=meant)
        if meant
        else None
    )


def did_you_mean(name: str, known: Iterable[str]) -> str:
    from rapidfuzz import fuzz, process

    choices: Sequence[str] = list(known)
    plain = unicodedata.normalize("NFKC", name).casefold()
    found = process.extractOne(plain, choices, scorer=fuzz.ratio, score_cutoff=60)
    return worded("; did you mean “{it}”?").format(it=found[0]) if found else ""
