"""Who is who: names under all their scripts, aliases and titles, and the offices they held.

Entries keep a speaker as the article prints it. `people.yaml` folds the printings together when
they are shown or looked for; nobody must be in it.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from quotes.script import key
from quotes.when import When

_BODIES = tuple("部局委会院厅署社报网省市区县厂校队处科组府司所站店")
"""What ends the name of a body rather than a person's: its spokesman is not the body."""


class Role(NamedTuple):
    """An office and the days on which it was held; an open end is still held, or not known."""

    title: str
    since: str | None = None
    until: str | None = None

    def held_on(self, day: date) -> bool:
        begin, end = _first_day(self.since), _last_day(self.until)
        return (begin is None or begin <= day) and (end is None or day <= end)

    @property
    def is_reversed(self) -> bool:
        """Whether it ends before it begins."""
        if not self.since or not self.until:
            return False
        return self.until < self.since[: len(self.until)]


class Person(NamedTuple):
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
        self,
        people: People,
        printed: Iterable[str] | Mapping[str, str],
        titles: Callable[[], Set[str]],
    ) -> None:
        """`printed` holds all names as they are printed, with their keys if those are known."""
        self._people = people
        self._titles = titles
        known = printed if isinstance(printed, Mapping) else {}
        self._printed = {name: known.get(name) or key(name) for name in printed}

    def printings(self, name: str) -> frozenset[str] | None:
        """How the catalog prints this speaker; `None` for one whom nothing here knows."""
        known = [form for form in self._forms(key(name)) if self._is_known(form)]
        persons = [*filter(None, map(self._people.named, known)), *self._people.in_office(name)]
        if not known and not persons:
            return None
        names = {*known, *(key(each) for person in persons for each in person.names)}
        return frozenset(each for each in self._holding(names) if self._is_one_of(each, names))

    def _holding(self, names: Set[str]) -> list[str]:
        """Printings that have one of the names somewhere: few of many are looked at closely."""
        if len(names) == 1:
            [name] = names
            return [each for each, folded in self._printed.items() if name in folded]
        return [e for e, folded in self._printed.items() if any(name in folded for name in names)]

    def _is_known(self, form: str) -> bool:
        if self._people.named(form):
            return True
        return any(self._is_one_of(each, {form}) for each in self._holding({form}))

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

        known = {folded: each for each, folded in sorted(self._printed.items())}
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
        known = (*self._printed.values(), *self._people.keys)
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


def _first_day(text: str | None) -> date | None:
    bounds = When.parse(text).bounds() if text else None
    return bounds[0] if bounds else None


def _last_day(text: str | None) -> date | None:
    bounds = When.parse(text).bounds() if text else None
    return bounds[1] if bounds else None
