"""Who is who: names gathered under one person, and names that may belong together."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from quotes.catalog import store
from quotes.catalog.people import read_people
from quotes.catalog.root import FOLDER
from quotes.catalog.roster import Roster
from quotes.catalog.shelf import Shelf
from quotes.catalog.speakers import People, Person, Role, without_title
from quotes.errors import UnreadableCatalog, UsageError
from quotes.language import worded
from quotes.script import key
from quotes.workflow.looking import titles

Change = Callable[[str, str], str]
"""From the text of people.yaml and its name to its new text."""


@dataclass(frozen=True, slots=True)
class Known:
    """A person as a listing shows them."""

    name: str
    aliases: tuple[str, ...]
    role: str | None
    """Held today."""
    entries: int


@dataclass(frozen=True, slots=True)
class Near:
    """Two names that may be one person's."""

    name: str
    other: str
    why: str
    """`script`, `slip` or `title`."""
    entries: tuple[int, int]


class Taken(UsageError):
    def __init__(self, alias: str, owner: str) -> None:
        super().__init__(
            worded("“{alias}” is a name of {owner} already; nothing was written").format(
                alias=alias, owner=owner
            ),
            worded("if they are one person: quotes people merge {owner} NAME…").format(owner=owner),
        )


def known(shelf: Shelf, today: date) -> tuple[Known, ...]:
    """Everybody in people.yaml, who speaks most first."""
    counted: Counter[str] = Counter()
    for kept in shelf.kept:
        person = shelf.speakers.person(kept.entry.speaker) if kept.entry.speaker else None
        if person and kept.entry.status != "drop":
            counted[person.name] += 1
    listed = [
        Known(each.name, each.aliases, each.role_on(today), counted[each.name])
        for each in shelf.people.persons
    ]
    return tuple(sorted(listed, key=lambda each: -each.entries))


def add(root: Path, name: str, aliases: Sequence[str], role: Role | None) -> tuple[str, ...]:
    """A person, or more of one who is there; gives what was written, empty where all was so."""

    def change(text: str, path: str) -> str:
        people = _people(text, path)
        there = people.named(name)
        if there is None:
            fresh = _free(people, aliases, name)
            return Roster(path, text).with_person(name, fresh, [role] if role else [])
        fresh = _free(people, aliases, there.name)
        if fresh:
            text = Roster(path, text).with_aliases(there.name, fresh)
        if role and role not in there.roles:
            text = Roster(path, text).with_role(there.name, role)
        return text

    return _revise(root, change)


def merge(root: Path, name: str, others: Sequence[str]) -> tuple[str, ...]:
    """The others become aliases; who stood there with nothing but names is taken in."""

    def change(text: str, path: str) -> str:
        keep = _people(text, path).named(name)
        title = keep.name if keep else name
        aliases = list(others)
        for other in others:
            person = _people(text, path).named(other)
            if person and (keep is None or person.name != keep.name):
                aliases += person.names
                if keep is None:
                    raise Taken(other, person.name)
                text = Roster(path, text).without(person.name)
        people = _people(text, path)
        fresh = _free(people, dict.fromkeys(aliases), title)
        if keep is None:
            return Roster(path, text).with_person(name, fresh, ())
        return Roster(path, text).with_aliases(title, fresh) if fresh else text

    return _revise(root, change)


def _free(people: People, aliases: Iterable[str], owner: str) -> tuple[str, ...]:
    """The aliases that are new; one that is somebody else's is refused."""
    fresh: dict[str, str] = {}
    for alias in aliases:
        person = people.named(alias)
        if person and person.name != owner:
            raise Taken(alias, person.name)
        if person is None and key(alias) != key(owner):
            fresh.setdefault(key(alias), alias)
    return tuple(fresh.values())


def _people(text: str, path: str) -> People:
    people, problems = read_people(text, path)
    errors = tuple(each for each in problems if not each.warning)
    if errors:
        raise UnreadableCatalog(errors)
    return people


def _revise(root: Path, change: Change) -> tuple[str, ...]:
    """The lines that were written."""
    path = root / FOLDER / f"{store.PEOPLE}.yaml"
    before = after = ""

    def reviser(text: str | None) -> str | None:
        nonlocal before, after
        before = text or ""
        after = change(before, store.shown(path, root))
        return after if after != before else None

    with store.Writing(root) as writing:
        writing.revise_text(path, reviser)
    had = Counter(before.splitlines())
    return tuple(line for line in after.splitlines() if line.strip() and not _take(had, line))


def _take(counted: Counter[str], line: str) -> bool:
    counted[line] -= 1
    return counted[line] >= 0


def near(shelf: Shelf) -> tuple[Near, ...]:
    """Printed names that may be one person's, though nothing folds them together yet."""
    counts = Counter(
        kept.entry.speaker
        for kept in shelf.kept
        if kept.entry.speaker and kept.entry.status != "drop"
    )
    known_names = {each.name: 0 for each in shelf.people.persons}
    names = {**known_names, **counts}
    pairs = sorted(set(_pairs(names)), key=lambda each: (-max(each.entries), each.name, each.other))
    who = {name: shelf.speakers.person(name) for each in pairs for name in (each.name, each.other)}
    return tuple(each for each in pairs if not _are_one(who[each.name], who[each.other]))


def _are_one(one: Person | None, other: Person | None) -> bool:
    return one is not None and other is not None and one.name == other.name


def _pairs(names: dict[str, int]) -> Iterator[Near]:
    forms: dict[str, list[str]] = {}
    for name in names:
        forms.setdefault(key(name), []).append(name)
    for form, printed in forms.items():
        for other in printed[1:]:
            yield _near(names, printed[0], other, "script")
        for rest in _without_title(form):
            if rest in forms and rest != form:
                yield _near(names, forms[rest][0], printed[0], "title")
    for one, other in _slips(list(forms)):
        yield _near(names, forms[one][0], forms[other][0], "slip")


def _near(names: dict[str, int], one: str, other: str, why: str) -> Near:
    """Who speaks more comes first; but a name goes before the same with its title."""
    if why != "title" and names[other] > names[one]:
        one, other = other, one
    return Near(one, other, why, (names[one], names[other]))


def _without_title(form: str) -> tuple[str, ...]:
    return without_title(form, titles()) if len(form) > 3 else ()


def _slips(forms: Sequence[str]) -> Iterator[tuple[str, str]]:
    """One character wrong, missing or too many, in names of three or more with one surname."""
    from rapidfuzz.distance import Levenshtein

    by_surname: dict[str, list[str]] = {}
    for form in forms:
        if len(form) > 2:
            by_surname.setdefault(form[0], []).append(form)
    for group in by_surname.values():
        for at, one in enumerate(group):
            for other in group[at + 1 :]:
                if Levenshtein.distance(one, other, score_cutoff=1) == 1:
                    yield one, other
