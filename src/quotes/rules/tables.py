"""From the YAML of a table to its rows: validated once, then kept compiled until a file changes."""

from collections.abc import Mapping
from functools import cache, lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any, TypeVar

from quotes import derived
from quotes.errors import BadRules
from quotes.rules import shapes

RowT = TypeVar("RowT", bound=shapes.Row)

SHAPES: Mapping[str, type[shapes.Row]] = {
    "marks": shapes.MarkRow,
    "repairs": shapes.RepairRow,
    "verbs": shapes.VerbRow,
    "adverbs": shapes.WordsRow,
    "titles": shapes.WordsRow,
    "names": shapes.WordsRow,
    "speakers": shapes.WordsRow,
    "kinds": shapes.FeatureRow,
    "frames": shapes.FrameRow,
    "lines": shapes.LineRow,
    "meta": shapes.MetaRow,
    "dates": shapes.DateRow,
    "formulas": shapes.WordsRow,
    "wording": shapes.WordsRow,
}
"""The file of each table, and the shape of its rows."""

_KEPT_AS = "rules.json"


@cache
def rows(name: str) -> tuple[Any, ...]:
    """The rows of a table in their order. Raises BadRules where one does not hold together."""
    shape = SHAPES[name]
    return tuple(shape.of(values) for values in compiled()[name])


@lru_cache(maxsize=1)
def compiled() -> dict[str, list[dict[str, Any]]]:
    """All tables as JSON has them, from the derived file if no table has changed since."""
    stamp = _stamp()
    kept = derived.load(_KEPT_AS, stamp) if stamp else None
    if kept is None:
        kept = {name: validated(name) for name in SHAPES}
        if stamp:
            derived.save(_KEPT_AS, stamp, kept)
    return kept


def _stamp() -> list[object]:
    """What says that nothing has changed; empty where the tables do not lie in a folder."""
    folder = files(__package__)
    if not isinstance(folder, Path):
        return []
    names = ("shapes.py", *(f"{name}.yaml" for name in SHAPES))
    facts = ((folder / name).stat() for name in names)
    return [str(folder), *([fact.st_size, fact.st_mtime_ns] for fact in facts)]


def validated(name: str) -> list[dict[str, Any]]:
    """The rows of a table as its YAML has them, checked. Raises BadRules."""
    import yaml
    from pydantic import TypeAdapter, ValidationError

    text = files(__package__).joinpath(f"{name}.yaml").read_text(encoding="utf-8")
    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    adapter = TypeAdapter(SHAPES[name])
    made: list[dict[str, Any]] = []
    for index, row in enumerate(yaml.load(text, Loader=loader)):  # noqa: S506 # strings only
        try:
            made.append(adapter.dump_python(adapter.validate_python(row), mode="json"))
        except ValidationError as fault:
            raise BadRules(name, str(row.get("name", index)), str(fault)) from fault
    return made
