"""Export formats, one to a file: `NAME`, `SUFFIX` and `render(rows) -> str`.

A format is there as soon as its file is: nothing is registered.
"""

from collections.abc import Callable, Sequence
from importlib import import_module
from typing import NamedTuple

from quotes.present.rows import Row

_OWN = "as_"


class Format(NamedTuple):
    name: str
    suffix: str
    render: Callable[[Sequence[Row]], str]


def names() -> tuple[str, ...]:
    """What can be asked for, without loading any of it."""
    from pkgutil import iter_modules

    modules = (each.name for each in iter_modules(__path__))
    return tuple(sorted(name.removeprefix(_OWN) for name in modules if name.startswith(_OWN)))


def load(name: str) -> Format:
    module = import_module(f"{__name__}.{_OWN}{name}")
    return Format(module.NAME, module.SUFFIX, module.render)
