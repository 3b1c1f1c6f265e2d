"""What the files of a catalog must agree on: ids, people, and who said the same words when."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from quotes.catalog.document import Document, Filed
from quotes.catalog.kept import days
from quotes.catalog.page import Page
from quotes.catalog.speakers import People, Person, Role, Speakers, without_title
from quotes.catalog.syntax import Node
from quotes.errors import Problem
from quotes.language import worded
from quotes.script import key
from quotes.span import Span

_TITLE = 3
"""Characters of a title that no table knows: 同志, 副市长."""
_OF_OTHERS = re.compile("[的和与及等]")


@dataclass(frozen=True, slots=True)
class Placed:
    """An entry with the file it stands in."""

    document: Document
    filed: Filed

    @property
    def id(self) -> str:
        return self.filed.entry.id or ""

    @property
    def where(self) -> str:
        line, _ = self.document.place_of(self.filed.node.span.start)
        return f"{self.document.path}:{line}"

    def lay(self, code: str, node: Node | None, **facts: object) -> Problem:
        span = node.span if node else Span(self.filed.node.span.start, 0)
        page = Page(self.document.text, self.document.path)
        return page.lay(code, span, self.id, **facts)


def placed(documents: Iterable[Document]) -> tuple[Placed, ...]:
    return tuple(Placed(document, filed) for document in documents for filed in document.entries)


def check_ids(entries: Sequence[Placed]) -> tuple[Problem, ...]:
    """Ids are given once in a catalog, and what names an id names one that exists."""
    seen: dict[str, Placed] = {}
    problems = []
    for each in entries:
        if not each.id:
            continue
        other = seen.setdefault(_same_id(each.id), each)
        if other is not each:
            facts = {"id": each.id, "other": other.where}
            problems.append(each.lay("E-DUPLICATE-ID", each.filed.node.get("id"), **facts))
    return (*problems, *_pointers(entries, seen))


def _same_id(name: str) -> str:
    return unicodedata.normalize("NFC", name)


def _pointers(entries: Iterable[Placed], known: Mapping[str, Placed]) -> Iterator[Problem]:
    for each in entries:
        for name in ("same_as", "not_same_as"):
            node = each.filed.node.get(name)
            for target in getattr(each.filed.entry, name):
                if _same_id(target) not in known and node:
                    facts: dict[str, Any] = {"key": name, "id": target}
                    yield each.lay("E-UNKNOWN-ID", node, **facts)


def check_names(
    entries: Iterable[Placed], people: People, speakers: Speakers, titles: Iterable[str]
) -> Iterator[Problem]:
    """Speakers printed almost like somebody in people.yaml, or with an office not theirs then."""
    known = frozenset(titles)
    near_to = cache(lambda name: _near(name, people, speakers, known))
    for each in entries:
        name, node = each.filed.entry.speaker, each.filed.node.get("speaker")
        if not name or node is None:
            continue
        if near := near_to(name):
            yield each.lay("W-NEAR-NAME", node, speaker=name, near=near)
        yield from _office(each, name, node, speakers)


def _near(name: str, people: People, speakers: Speakers, titles: frozenset[str]) -> str | None:
    """One slip away, with or without a title; or a name with a title that no table knows."""
    folded = key(name)
    if speakers.person(name) or _OF_OTHERS.search(folded):
        return None
    bare = (form for form in without_title(name, titles) if 1 < len(form) < len(folded))
    slips = (near for form in (name, *bare) if (near := speakers.nearly(form)))
    return next(slips, None) or _addressed(folded, people)


def _addressed(folded: str, people: People) -> str | None:
    """王忠林同志 is most likely 王忠林; 王忠林的秘书 and 王忠林、应勇 are not."""
    for person in people.persons:
        for form in map(key, person.names):
            more = folded.removeprefix(form)
            if len(form) > 2 and more != folded and 0 < len(more) <= _TITLE:
                return person.name
    return None


def _office(each: Placed, name: str, node: Node, speakers: Speakers) -> Iterator[Problem]:
    """A title before or behind a name, where people.yaml knows when that office was held."""
    person = speakers.person(name)
    said = days(each.filed.entry.date, each.document.source.published)
    if person is None or said is None:
        return
    role = _role_in(key(name), person)
    if role and not any(_is(role, held) and _covers(held, said) for held in person.roles):
        facts = {"title": role.title, "name": person.name, "date": each.filed.entry.date}
        yield each.lay("W-ROLE", node, **facts)


def _role_in(printed: str, person: Person) -> Role | None:
    """The office whose title is printed; the longest, as 副书记 ends like 书记."""
    found = [role for role in person.roles if key(role.title) in printed]
    return max(found, key=lambda role: len(role.title), default=None)


def _is(role: Role, other: Role) -> bool:
    return key(role.title) == key(other.title)


def _covers(role: Role, said: tuple[Any, Any]) -> bool:
    return role.held_on(said[0]) or role.held_on(said[1])


def check_offices(speakers: Iterable[Person]) -> Iterator[str]:
    """Offices that end before they begin."""
    for person in speakers:
        for role in person.roles:
            if role.is_reversed:
                yield worded("{name}: {title} ends ({until}) before it begins").format(
                    name=person.name, title=role.title, until=role.until
                )
