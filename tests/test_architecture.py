"""The rooms of the house: who may enter where, who may write, and how large a module may grow.

`faults` reads one module's source and says what is wrong with it. The first tests show it false
houses, so that we know it can see; the last one shows it ours.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

HOUSE = Path(__file__).parents[1] / "src" / "quotes"

LEVELS = (
    ("__main__",),
    ("cli",),
    ("workflow",),
    ("present", "corpus"),
    ("sayings",),
    ("catalog", "reading", "parsing"),
    ("rules", "script"),
    ("model",),
    ("span", "when", "derived", "unseen", "uncollected"),
    ("errors",),
    ("language",),
    ("__init__",),
)
"""A room may enter the rooms below its own level: none beside it, none above."""

DOORS = ("__main__", "cli")
"""They may name the house itself, since they may enter every room."""

STRANGERS = {("workflow", "present")}
"""Rooms that do not meet although their levels would let them: workflow prints nothing."""

KEEPERS = {
    "click": ("cli",),
    "rich": ("present", "cli"),
    "ruamel": ("rules", "catalog.store"),
    "yaml": ("rules", "catalog"),
    "filelock": ("catalog.store",),
    "opencc": ("script",),
    "jinja2": ("present.site",),
    "vl_convert": ("present.site.plots",),
    "docx": ("reading.drafts",),
    "lxml": ("reading.drafts",),
    "pydantic": ("rules", "catalog"),
    "fsspec": ("corpus.storage",),
    "pyarrow": ("corpus", "present.formats.as_parquet"),
    "duckdb": ("corpus.warehouse",),
    "warcio": ("corpus.inputs",),
    "ray": ("corpus.engines.on_ray",),
    "distributed": ("corpus.engines.on_dask",),
}
"""Outside packages that only certain rooms may use."""

WRITERS = ("catalog.store", "derived", "corpus.storage")
READERS = ("reading", "rules", "catalog.store", "derived", "corpus.storage")
NO_CLOCK = ("parsing",)
VAGUE = {"utils", "util", "helpers", "helper", "manager", "misc", "common"}
LONGEST = 350

OPENING = {"open", "os.open", "os.fdopen", "io.open"}
READING = {"read_text", "read_bytes"}
WRITING = {"write_text", "write_bytes", "unlink", "rename", "touch", "mkdir", "rmdir", "symlink_to"}
WRITING_FUNCTIONS = {
    "os": {
        "replace",
        "rename",
        "renames",
        "remove",
        "unlink",
        "rmdir",
        "mkdir",
        "makedirs",
        "write",
    },
    "shutil": {"copy", "copy2", "copyfile", "copyfileobj", "copytree", "move", "rmtree"},
    "tempfile": {"mkstemp", "mkdtemp", "NamedTemporaryFile", "TemporaryDirectory", "TemporaryFile"},
}
OURS = {"self", "store", "derived"}
CLOCK = {"now", "utcnow", "today", "time.time", "time.localtime", "time.gmtime"}


def module_name(path: Path) -> str:
    """`catalog.store` for `catalog/store.py`, `catalog` for `catalog/__init__.py`."""
    parts = path.with_suffix("").parts
    return ".".join(parts[:-1] if len(parts) > 1 and parts[-1] == "__init__" else parts)


def level(room: str) -> int | None:
    return next((depth for depth, rooms in enumerate(LEVELS) if room in rooms), None)


def inside(module: str, rooms: tuple[str, ...]) -> bool:
    return any(module == room or module.startswith(f"{room}.") for room in rooms)


def absolute(node: ast.ImportFrom, package: tuple[str, ...]) -> str:
    """The dotted name after `from`, with leading dots resolved."""
    if not node.level:
        return node.module or ""
    base = ("quotes", *package)[: 1 + len(package) - (node.level - 1)]
    return ".".join([*base, node.module] if node.module else base)


def imports(tree: ast.Module, package: tuple[str, ...]) -> Iterator[tuple[int, str]]:
    """Every module imported anywhere: inside functions and for type checking too."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            source = absolute(node, package)
            names = [alias.name for alias in node.names] if source == "quotes" else []
            yield from ((node.lineno, f"quotes.{name}") for name in names)
            if source != "quotes":
                yield node.lineno, source


def calls(tree: ast.Module) -> Iterator[tuple[ast.Call, str]]:
    """Every call with the dotted name of what is called, unless it is one of our own methods.

    `self.open` may open a mark, and `store.read_text` asks the store, as it should.
    """
    for node in ast.walk(tree):
        name = ast.unparse(node.func) if isinstance(node, ast.Call) else ""
        if isinstance(node, ast.Call) and name.rpartition(".")[0] not in OURS:
            yield node, name


def wrong_room(room: str, imported: str) -> str | None:
    _, _, inner = imported.partition("quotes.")
    target = inner.split(".")[0]
    if not target and room not in DOORS:
        return "imports the whole house"
    if target in ("__version__", room, ""):
        return None
    here, there = level(room), level(target)
    if there is None:
        return f"imports {imported}, which is no room of the house"
    if here is None or here >= there or (room, target) in STRANGERS:
        return f"{room} may not enter {target}"
    return None


def wrong_import(module: str, imported: str) -> str | None:
    top = imported.split(".", maxsplit=1)[0]
    if top == "quotes":
        return wrong_room(module.split(".", maxsplit=1)[0], imported)
    keepers = KEEPERS.get(top)
    if keepers and not inside(module, keepers):
        return f"only {' and '.join(keepers)} may use {top}"
    return None


def opens(name: str) -> bool:
    return name in OPENING or name.endswith(".open")


def opening_mode(call: ast.Call, name: str) -> str:
    """The mode of an `open`; one that is not written out counts as writing."""
    if name == "os.open":
        flags = ast.unparse(call.args[1]) if len(call.args) > 1 else ""
        return "r" if flags.startswith("os.O_RDONLY | _NO_WAITING") else "w"
    position = 1 if name in OPENING else 0
    given = [word.value for word in call.keywords if word.arg == "mode"]
    given += call.args[position : position + 1]
    if not given:
        return "r"
    mode = given[0].value if isinstance(given[0], ast.Constant) else "w"
    return mode if isinstance(mode, str) else "w"


def writes(call: ast.Call, name: str) -> bool:
    owner, _, method = name.rpartition(".")
    if call.args and ast.unparse(call.args[0]) == "os.devnull":
        return False
    if opens(name):
        return bool(set("wax+") & set(opening_mode(call, name)))
    if owner in WRITING_FUNCTIONS:
        return method in WRITING_FUNCTIONS[owner]
    if (
        method == "replace" and owner
    ):  # Path.replace takes one thing; str.replace two, dataclasses' names
        return len(call.args) == 1 and not call.keywords
    return bool(owner) and method in WRITING


def reads(call: ast.Call, name: str) -> bool:
    if name == "os.open":
        return opening_mode(call, name) == "r"
    return opens(name) or name.rpartition(".")[2] in READING


def wrong_call(module: str, call: ast.Call, name: str) -> str | None:
    if writes(call, name):
        return None if inside(module, WRITERS) else f"{name}() writes; only catalog.store may"
    if reads(call, name) and not inside(module, READERS):
        return f"{name}() reads a file; only {', '.join(READERS)} may"
    if inside(module, NO_CLOCK) and (name in CLOCK or name.rpartition(".")[2] in CLOCK):
        return f"{name}() asks the clock; parsing knows none"
    return None


def faults(path: Path, source: str) -> list[str]:
    """What is wrong with one module; `path` is relative to the package."""
    tree, module = ast.parse(source), module_name(path)
    found: list[tuple[int, str | None]] = []
    found += [(line, wrong_import(module, name)) for line, name in imports(tree, path.parts[:-1])]
    found += [(call.lineno, wrong_call(module, call, name)) for call, name in calls(tree)]
    if level(module.split(".")[0]) is None:
        found.append((1, f"{module} has no place in the house: give it one in LEVELS"))
    if path.stem in VAGUE:
        found.append((1, f"{path.stem} says nothing of what lives there"))
    if source.count("\n") > LONGEST:
        found.append((LONGEST, f"longer than {LONGEST} lines"))
    return [
        f"{path}:{line}: {what}" for line, what in sorted(found, key=lambda one: one[0]) if what
    ]


FALSE_HOUSES = {
    "a room above": ("parsing/spans.py", "import quotes.catalog"),
    "a room beside": ("parsing/dates.py", "from quotes.reading import read"),
    "a room above, by its inner module": (
        "catalog/merge.py",
        "from quotes.sayings.slogans import x",
    ),
    "a room above, from the house": ("span.py", "from quotes import model"),
    "a room above, by dots": ("rules/__init__.py", "from ..parsing import parse"),
    "a room above, by dots alone": ("catalog/store.py", "from .. import workflow"),
    "a room above, inside a function": ("model.py", "def f():\n    import quotes.script"),
    "a room above, for types": ("errors.py", "if TYPE_CHECKING:\n    from quotes.span import Span"),
    "workflow that prints": ("workflow.py", "from quotes.present import tables"),
    "a face that loads the house": ("__init__.py", "from quotes.parsing import parse"),
    "the whole house": ("workflow.py", "import quotes"),
    "a room nobody knows": ("cli/list.py", "from quotes.cellar import wine"),
    "a module without a room": ("cellar.py", "wine = 1"),
    "click below the command line": ("workflow.py", "import click"),
    "rich below the tables": ("catalog/checks.py", "from rich.table import Table"),
    "ruamel beside the store": ("catalog/merge.py", "from ruamel.yaml import YAML"),
    "a lock outside the store": ("workflow.py", "from filelock import FileLock"),
    "yaml above the catalog": ("sayings/slogans.py", "import yaml"),
    "opencc in the parser": ("parsing/attribute.py", "def f():\n    import opencc"),
    "pydantic in the model": ("model.py", "from pydantic import BaseModel"),
    "open for writing": ("present/explain.py", "open('x', 'w')"),
    "open for appending": ("reading.py", "open('x', mode='ab')"),
    "open with a mode in a name": ("reading.py", "open('x', mode)"),
    "a path opened for writing": ("workflow.py", "path.open('w')"),
    "write_text": ("cli/export.py", "Path('x').write_text('y')"),
    "os.replace": ("catalog/cache.py", "os.replace('a', 'b')"),
    "Path.replace": ("catalog/merge.py", "temporary.replace(target)"),
    "a temporary file": ("corpus/run.py", "tempfile.mkstemp()"),
    "a folder made": ("workflow.py", "path.parent.mkdir(parents=True)"),
    "open for reading": ("catalog/checks.py", "open('x')"),
    "read_text": ("workflow.py", "path.read_text(encoding='utf-8')"),
    "today, in the parser": ("parsing/dates.py", "date.today()"),
    "now, in the parser": ("parsing/dates.py", "datetime.datetime.now(tz=UTC)"),
    "a vague name": ("parsing/utils.py", ""),
    "a long module": ("model.py", "\n" * 351),
}

TRUE_HOUSES = {
    "a room below": ("parsing/spans.py", "from quotes.rules import load\nimport quotes.span"),
    "its own room": (
        "parsing/__init__.py",
        "from quotes.parsing import spans\nfrom . import marks",
    ),
    "its own room, by dots": ("present/formats/as_csv.py", "from ..tables import row"),
    "the version": ("cli/__init__.py", "from quotes import __version__"),
    "the command line in its room": ("cli/list.py", "import click\nfrom quotes import present"),
    "ruamel in the store": ("catalog/store.py", "from ruamel.yaml import YAML"),
    "the store writing": ("catalog/store.py", "path.write_bytes(b'')\nos.replace('a', 'b')"),
    "the reader reading": ("reading.py", "path.read_bytes()\nopen('x', 'rb')"),
    "the reader that does not wait": (
        "reading/files.py",
        "os.open(path, os.O_RDONLY | _NO_WAITING)",
    ),
    "replacing in a string": ("parsing/normalise.py", "text.replace('a', 'b')"),
    "replacing in a value": ("parsing/merge.py", "replace(finding)\ndate.replace(year=1)"),
    "the clock at the edge": ("cli/add.py", "date.today()"),
    "a mark that is opened": ("parsing/marks.py", "self.open(token)"),
    "asking the store": ("workflow.py", "store.write_text(path, 'x')"),
    "the house by its name": ("cli/_group.py", "import quotes"),
    "nowhere to write to": ("cli/_group.py", "os.open(os.devnull, os.O_WRONLY)"),
    "the door": ("__main__.py", "from quotes.cli import main"),
    "a module as long as may be": ("model.py", "\n" * 350),
}


@pytest.mark.parametrize(("path", "source"), FALSE_HOUSES.values(), ids=FALSE_HOUSES)
def test_a_false_house_is_seen(path: str, source: str) -> None:
    found = faults(Path(path), source)

    assert len(found) == 1, found
    assert found[0].startswith(f"{path}:")


@pytest.mark.parametrize(("path", "source"), TRUE_HOUSES.values(), ids=TRUE_HOUSES)
def test_a_true_house_is_left_in_peace(path: str, source: str) -> None:
    assert faults(Path(path), source) == []


def test_a_fault_says_where_it_is_and_what_it_is() -> None:
    source = "import re\n\nimport click\n"

    assert faults(Path("model.py"), source) == ["model.py:3: only cli may use click"]


def test_our_house_stands_as_it_was_drawn() -> None:
    modules = sorted(HOUSE.rglob("*.py"))
    found = [
        fault
        for module in modules
        for fault in faults(module.relative_to(HOUSE), module.read_text(encoding="utf-8"))
    ]

    assert modules
    assert not found, "\n".join(found)
