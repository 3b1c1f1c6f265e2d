"""Export formats, one to a file: `NAME`, `SUFFIX` and `render(rows) -> str`.

A format is there as soon as its file is: nothing is registered.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module
from pkgutil import iter_modules

from quotes.present.rows import Row

_OWN = "as_"


@dataclass(frozen=True, slots=True)
class Format:
    name: str
    suffix: str
    render: Callable[[Sequence[Row]], str]


def names() -> tuple[str, ...]:
    """What can be asked for, without loading any of it."""
    modules = (each.name for each in iter_modules(__path__))
    return tuple(sorted(name.removeprefix(_OWN) for name in modules if name.startswith(_OWN)))


def load(name: str) -> Format:
    module = import_module(f"{__name__}.{_OWN}{name}")
    return Format(module.NAME, module.SUFFIX, module.render)
