"""Export formats, one to a file: `NAME`, `SUFFIX`, `ANCHORED` and `export(selection, options) -> bytes`.

Those that a listing can take as well have `render(rows) -> str`. A format is there as soon as its file
is: nothing is registered.
"""

from collections.abc import Callable, Sequence
from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple

from quotes.present.rows import Row

if TYPE_CHECKING:
    from quotes.sayings.selection import Selection

_OWN = "as_"


class Options(NamedTuple):
    """What some formats can be asked for."""

    excel: bool = False
    """CSV that a double click opens rightly, and that runs nothing."""
    by: str = "speaker"
    """What a briefing is ordered by: `speaker` or `month`."""


class Format(NamedTuple):
    name: str
    suffix: str
    anchored: bool
    """Whether the places of the words in their sources are asked for, which takes a while."""
    export: "Callable[[Selection, Options], bytes]"
    render: Callable[[Sequence[Row]], str] | None
    """For listings."""
    options: frozenset[str]
    """Of `Options`, those that it knows."""
    is_text: bool


def names() -> tuple[str, ...]:
    """What can be asked for, without loading any of it."""
    from pkgutil import iter_modules

    modules = (each.name for each in iter_modules(__path__))
    own = (name.removeprefix(_OWN) for name in modules if name.startswith(_OWN))
    return tuple(sorted(name.replace("_", "-") for name in own))


def load(name: str) -> Format:
    module = import_module(f"{__name__}.{_OWN}{name.replace('-', '_')}")
    return Format(
        module.NAME,
        module.SUFFIX,
        getattr(module, "ANCHORED", False),
        module.export,
        getattr(module, "render", None),
        getattr(module, "OPTIONS", frozenset()),
        getattr(module, "IS_TEXT", True),
    )
