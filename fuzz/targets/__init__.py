"""What is fuzzed: one file, one target.

A target has `SEEDS`, from which a fuzzer begins, and `attempt(raw)`, which raises AssertionError where
a promise is broken; whatever else it raises is a crash.
"""

import pkgutil
from importlib import import_module
from typing import Any


def names() -> tuple[str, ...]:
    return tuple(each.name for each in pkgutil.iter_modules(__path__))


def load(name: str) -> Any:
    return import_module(f"{__name__}.{name}")
