"""people.yaml: read with everything that is wrong in it told with its place."""

from collections.abc import Sequence
from typing import Any

from quotes.catalog.faults import fault
from quotes.catalog.speakers import People, Person, Role
from quotes.catalog.syntax import Listing, Mapping, Node, Scalar, compose, plain
from quotes.errors import Problem
from quotes.language import worded
from quotes.script import key
from quotes.span import Lines
from quotes.when import When

PERSON_KEYS = ("name", "aliases", "scripts", "roles", "note")
ROLE_KEYS = ("title", "since", "until", "note")


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
            self._fault(root, worded("people.yaml holds a list under `people:`"))
            return []
        return [person for item in listed.items if (person := self._person(item))]

    def _person(self, node: Node) -> Person | None:
        name = node.get("name") if isinstance(node, Mapping) else None
        if not isinstance(node, Mapping) or not isinstance(name, Scalar) or not name.value:
            self._fault(node, worded("a person needs a line `name: …`"))
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
            self._fault(node, worded("a role needs a line `title: …`"))
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
            self._fault(
                name,
                worded("{value} and {other} share the name “{form}”").format(
                    value=name.value, other=other, form=form
                ),
            )

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
