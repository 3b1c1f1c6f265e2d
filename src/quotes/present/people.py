"""People as a table, and names that may be one person's."""

from collections.abc import Iterable, Sequence
from typing import Protocol

from rich.box import SIMPLE
from rich.console import RenderableType
from rich.table import Table

from quotes.language import worded
from quotes.present.escape import inert, on_one_line
from quotes.present.heads import head

WHY = {
    "script": worded("the same but for the script"),
    "slip": worded("one character apart"),
    "title": worded("with a title and without"),
}
NOBODY_KNOWN = worded("people.yaml names nobody; begin with: quotes people add NAME")
NOTHING_NEAR = worded("no two names look as if they were one person's")
NOTHING_NEW = worded("all of that is in people.yaml already")
MERGE = worded("if they are one: quotes people merge {name} {other}")
COLUMNS = ("name", "aliases", "role", "entries")


class Person(Protocol):
    @property
    def name(self) -> str: ...
    @property
    def aliases(self) -> tuple[str, ...]: ...
    @property
    def role(self) -> str | None: ...
    @property
    def entries(self) -> int: ...


class Pair(Protocol):
    @property
    def name(self) -> str: ...
    @property
    def other(self) -> str: ...
    @property
    def why(self) -> str: ...
    @property
    def entries(self) -> tuple[int, int]: ...


def cells(person: Person) -> tuple[str, ...]:
    aliases = " ".join(person.aliases)
    return tuple(
        on_one_line(each) for each in (person.name, aliases, person.role or "", str(person.entries))
    )


def table(people: Iterable[Person]) -> RenderableType:
    made = Table(box=SIMPLE, show_edge=False, pad_edge=False, padding=(0, 2, 0, 0))
    for name in COLUMNS:
        made.add_column(
            head(name), overflow="fold", justify="right" if name == "entries" else "left"
        )
    for person in people:
        made.add_row(*map(inert, cells(person)))
    return made


def values(person: Person) -> dict[str, object]:
    return {
        "name": person.name,
        "aliases": list(person.aliases),
        "role": person.role,
        "entries": person.entries,
    }


def pair(found: Pair) -> str:
    """One line, and below it the command that gathers them.

    >>> from types import SimpleNamespace as Pair_
    >>> print(pair(Pair_(name="王忠林", other="王仲林", why="slip", entries=(9, 1))))
    王忠林 (9) · 王仲林 (1): one character apart
      if they are one: quotes people merge 王忠林 王仲林
    """
    first, second = found.entries
    said = f"{found.name} ({first}) · {found.other} ({second}): {WHY[found.why]}"
    step = MERGE.format(name=_word(found.name), other=_word(found.other))
    return f"{on_one_line(said)}\n  {on_one_line(step)}"


def _word(name: str) -> str:
    from shlex import quote

    return name if name.isalnum() else quote(name)


def written(lines: Sequence[str]) -> str:
    return "".join(f"+ {on_one_line(line)}\n" for line in lines)
