"""Who is who: names under all their scripts, aliases and titles, and the offices they held.

Entries keep a speaker as the article prints it. `people.yaml` folds the printings together when
they are shown or looked for; nobody must be in it.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from quotes.catalog.faults import fault
from quotes.catalog.syntax import Listing, Mapping, Node, Scalar, compose, plain
from quotes.errors import Problem
from quotes.script import key
from quotes.span import Lines
from quotes.when import When

PERSON_KEYS = ("name", "aliases", "scripts", "roles", "note")
_BODIES = tuple("部局委会院厅署社报网省市区县厂校队处科组府司所站店")
"""What ends the name of a body rather than a person's: its spokesman is not the body."""
ROLE_KEYS = ("title", "since", "until", "note")


@dataclass(frozen=True, slots=True)
class Role:
    """An office and the days on which it was held; an open end is still held, or not known."""

    title: str
    since: str | None = None
    until: str | None = None

    def held_on(self, day: date) -> bool:
        begin, end = _first_day(self.since), _last_day(self.until)
        return (begin is None or begin <= day) and (end is None or day <= end)


@dataclass(frozen=True, slots=True)
class Person:
    name: str
    aliases: tuple[str, ...] = ()
    roles: tuple[Role, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        return (self.name, *self.aliases)

    def role_on(self, day: date | None) -> str | None:
        """The office held that day; where two were held, the one taken up last."""
        held = [role for role in self.roles if day and role.held_on(day)]
        return max(held, key=lambda role: role.since or "").title if held else None


@dataclass(frozen=True, slots=True)
class People:
    persons: tuple[Person, ...] = ()
    _names: dict[str, Person] = field(default_factory=dict, compare=False, repr=False)

    @classmethod
    def of(cls, persons: Iterable[Person]) -> "People":
        kept = tuple(persons)
        names = {key(name): each for each in kept for name in each.names}
        return cls(kept, names)

    def named(self, name: str) -> Person | None:
        return self._names.get(key(name)) if self._names else None

    def in_office(self, title: str) -> tuple[Person, ...]:
        """Everybody who has held an office of this name."""
        folded = key(title)
        return tuple(
            each for each in self.persons if any(key(role.title) == folded for role in each.roles)
        )

    @property
    def keys(self) -> Set[str]:
        return self._names.keys()


class Speakers:
    """Folds the printings of a name together: by people.yaml, by script, by title.

    The titles are asked for only where a name might be printed with one: they are slow to load.

    >>> printed = ("市委書記王忠林", "王忠林", "陳一新")
    >>> known = Speakers(People(), printed, lambda: frozenset({"书记", "市委书记"}))
    >>> sorted(known.printings("王忠林书记"))
    ['市委書記王忠林', '王忠林']
    """

    def __init__(
        self, people: People, printed: Iterable[str], titles: Callable[[], Set[str]]
    ) -> None:
        self._people = people
        self._titles = titles
        self._printed = {name: key(name) for name in sorted(set(printed))}

    def printings(self, name: str) -> frozenset[str] | None:
        """How the catalog prints this speaker; `None` for one whom nothing here knows."""
        known = [form for form in self._forms(key(name)) if self._is_known(form)]
        persons = [*filter(None, map(self._people.named, known)), *self._people.in_office(name)]
        if not known and not persons:
            return None
        names = {*known, *(key(each) for person in persons for each in person.names)}
        return frozenset(each for each in self._printed if self._is_one_of(each, names))

    def _is_known(self, form: str) -> bool:
        if self._people.named(form):
            return True
        return any(self._is_one_of(each, {form}) for each in self._printed)

    def person(self, printed: str) -> Person | None:
        """Who that is, if people.yaml knows."""
        folded = key(printed)
        if not self._people.persons or not any(name in folded for name in self._people.keys):
            return None
        forms = map(self._people.named, self._forms(folded))
        return next((person for person in forms if person), None)

    def near(self, name: str, count: int = 3) -> tuple[str, ...]:
        """The known names that look most like this one, best first."""
        from rapidfuzz import fuzz, process

        known = {folded: each for each, folded in self._printed.items()}
        known |= {key(each): each for person in self._people.persons for each in person.names}
        found = process.extract(key(name), known.keys(), scorer=fuzz.ratio, limit=count)
        return tuple(known[form] for form, score, _ in found if score >= 40)

    def nearly(self, name: str) -> str | None:
        """Somebody in people.yaml whom a slip may have turned into this name."""
        folded = key(name)
        if len(folded) < 3 or not self._people.persons or self.person(name):
            return None
        for person in self._people.persons:
            for each in person.names:
                if _one_slip_apart(key(each), folded):
                    return person.name
        return None

    def _is_one_of(self, printed: str, names: Set[str]) -> bool:
        folded = self._printed[printed]
        if folded in names:
            return True
        maybe = any(name in folded for name in names)
        return maybe and not names.isdisjoint(without_title(folded, self._titles()))

    def _forms(self, folded: str) -> Iterator[str]:
        yield folded
        known = {*self._printed.values(), *self._people.keys}
        if any(name in folded and name != folded for name in known):
            yield from without_title(folded, self._titles())


def _one_slip_apart(one: str, other: str) -> bool:
    """One character wrong, in a name of three or more."""
    from rapidfuzz.distance import Levenshtein

    return len(one) > 2 and Levenshtein.distance(one, other, score_cutoff=1) == 1


def without_title(name: str, titles: Set[str]) -> tuple[str, ...]:
    """What is left of a name printed with its title before it or behind it.

    >>> without_title("武漢市委書記王忠林", frozenset({"书记", "市委书记"}))
    ('王忠林',)
    >>> without_title("外交部发言人", frozenset({"发言人"}))
    ()
    """
    folded = key(name)
    ends = [folded.rfind(title) + len(title) for title in titles if title in folded]
    behind = folded[max(ends) :] if ends else ""
    tails = [title for title in titles if folded.endswith(title) and folded != title]
    before = folded[: -max(map(len, tails))] if tails else ""
    if before.endswith(_BODIES):
        before = ""
    return tuple(form for form in (behind, before) if form)


def read_people(text: str, path: str) -> tuple[People, tuple[Problem, ...]]:
    """The people of the file, and what is wrong with it; a wrong person does not hide the others."""
    reader = _Reader(text, path)
    persons = reader.persons(compose(text, path))
    return People.of(persons), tuple(reader.problems)


class _Reader:
    def __init__(self, text: str, path: str) -> None:
        self._lines, self._path = Lines(text), path
        self._seen: dict[str, str] = {}
        self.problems: list[Problem] = []

    def persons(self, root: Node | None) -> list[Person]:
        if root is None:
            return []
        listed = root.get("people") if isinstance(root, Mapping) else None
        if not isinstance(listed, Listing):
            self._fault(root, "people.yaml holds a list under `people:`")
            return []
        return [person for item in listed.items if (person := self._person(item))]

    def _person(self, node: Node) -> Person | None:
        name = node.get("name") if isinstance(node, Mapping) else None
        if not isinstance(node, Mapping) or not isinstance(name, Scalar) or not name.value:
            self._fault(node, "a person needs a line `name: …`")
            return None
        self._known_keys(node, PERSON_KEYS)
        aliases = (*_scalars(node.get("aliases")), *_scalars(node.get("scripts")))
        for form in {key(name.value): name} | {key(each.value): each for each in aliases}:
            self._once(form, name)
        roles = node.get("roles")
        items = roles.items if isinstance(roles, Listing) else ()
        return Person(
            name.value,
            tuple(each.value for each in aliases),
            tuple(role for item in items if (role := self._role(item))),
        )

    def _role(self, node: Node) -> Role | None:
        values: Any = plain(node)
        if not isinstance(node, Mapping) or not isinstance(values.get("title"), str):
            self._fault(node, "a role needs a line `title: …`")
            return None
        self._known_keys(node, ROLE_KEYS)
        dates = [self._date(node.get(edge)) for edge in ("since", "until")]
        return Role(values["title"], *dates)

    def _date(self, node: Node | None) -> str | None:
        if not isinstance(node, Scalar) or not node.value:
            return None
        try:
            return str(When.parse(node.value))
        except ValueError as error:
            self._fault(node, str(error))
            return None

    def _once(self, form: str, name: Scalar) -> None:
        other = self._seen.setdefault(form, name.value)
        if other != name.value:
            self._fault(name, f"{name.value} and {other} share the name “{form}”")

    def _known_keys(self, node: Mapping, keys: Sequence[str]) -> None:
        for name, _ in node.pairs:
            if name.value not in keys:
                place = self._lines.place(name.span.start)
                facts = {"key": name.value, "near": ""}
                self.problems.append(fault("W-UNKNOWN-KEY", self._path, place, **facts))

    def _fault(self, node: Node, why: str) -> None:
        place = self._lines.place(node.span.start)
        self.problems.append(fault("E-PERSON", self._path, place, why=why))


def _scalars(node: Node | None) -> tuple[Scalar, ...]:
    match node:
        case Scalar(value=value):
            return (node,) if value else ()
        case Listing():
            return tuple(each for item in node.items for each in _scalars(item))
        case Mapping():
            return tuple(each for _, value in node.pairs for each in _scalars(value))
    return ()


def _first_day(text: str | None) -> date | None:
    bounds = When.parse(text).bounds() if text else None
    return bounds[0] if bounds else None


def _last_day(text: str | None) -> date | None:
    bounds = When.parse(text).bounds() if text else None
    return bounds[1] if bounds else None
