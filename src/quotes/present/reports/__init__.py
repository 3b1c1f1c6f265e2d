"""What `check` prints, one format to a file: `render(report) -> str`.

A format is there as soon as its file is: nothing is registered.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from importlib import import_module
from pkgutil import iter_modules

from quotes.errors import Problem

_OWN = "as_"


@dataclass(frozen=True, slots=True)
class Report:
    """The faults in order, and the files they stand in."""

    problems: tuple[Problem, ...]
    texts: Mapping[str, str] = field(default_factory=dict)

    @property
    def errors(self) -> int:
        return len(self.problems) - self.warnings

    @property
    def warnings(self) -> int:
        return sum(each.warning for each in self.problems)


def names() -> tuple[str, ...]:
    """What can be asked for, without loading any of it."""
    modules = (each.name for each in iter_modules(__path__))
    return tuple(sorted(name.removeprefix(_OWN) for name in modules if name.startswith(_OWN)))


def renderer(name: str) -> Callable[[Report], str]:
    render: Callable[[Report], str] = import_module(f"{__name__}.{_OWN}{name}").render
    return render
