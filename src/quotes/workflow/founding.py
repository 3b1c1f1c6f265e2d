"""A new catalog, and what editors and git should know of it. What is there is left alone."""

import json
from dataclasses import dataclass
from pathlib import Path

from quotes.catalog import store
from quotes.catalog.root import FOLDER, real
from quotes.catalog.schemas import ARTICLE, PEOPLE, schemas
from quotes.errors import UnreadableCatalog

_EDITOR = {
    "yaml.schemas": {
        f"{FOLDER}/{ARTICLE}": [f"{FOLDER}/*.yaml", f"!{FOLDER}/{store.PEOPLE}.yaml"],
        f"{FOLDER}/{PEOPLE}": f"{FOLDER}/{store.PEOPLE}.yaml",
    },
    "editor.unicodeHighlight.ambiguousCharacters": False,
}
_PRE_COMMIT = """\
# pre-commit install
repos:
  - repo: local
    hooks:
      - id: quotes-check
        name: quotes check
        entry: quotes check
        language: system
        pass_filenames: false
        files: ^(catalog|seeds)/
"""
_ATTRIBUTES = """\
# Articles are evidence: their bytes are hashed, so git must not touch them.
seeds/** -text
*.yaml text eol=lf
# Differences in catalog files are shown by character: git config diff.quotes.wordRegex .
catalog/*.yaml diff=quotes
"""
_IGNORED = f"""\
{FOLDER}/.lock
.*.quotes-tmp
"""


@dataclass(frozen=True, slots=True)
class Founded:
    made: tuple[str, ...]
    left: tuple[str, ...]
    """There already, and as it was."""
    missing: tuple[tuple[str, str], ...]
    """Files that were left though they lack these lines."""


def found(folder: Path, *, update_schemas: bool = False) -> Founded:
    """Make what is not there yet; a second run makes nothing."""
    root = real(folder)
    files = {
        **{f"{FOLDER}/{name}": text for name, text in schemas().items()},
        ".vscode/settings.json": json.dumps(_EDITOR, ensure_ascii=False, indent=2) + "\n",
        ".pre-commit-config.yaml": _PRE_COMMIT,
        ".gitattributes": _ATTRIBUTES,
        ".gitignore": _IGNORED,
    }
    made, left = [], []
    with store.Writing(root) as writing:
        for name, text in files.items():
            is_schema = name.startswith(f"{FOLDER}/")
            if writing.ensure(root / name, text) or (
                is_schema and update_schemas and _renew(writing, root / name, text)
            ):
                made.append(name)
            else:
                left.append(name)
    return Founded(tuple(made), tuple(left), _missing(root, files, left))


def _renew(writing: store.Writing, path: Path, text: str) -> bool:
    """Schemas are the program's: a newer program may know more keys. A link to something else is not."""
    return not path.is_symlink() and writing.revise_text(path, lambda _: text)


def _missing(root: Path, files: dict[str, str], left: list[str]) -> tuple[tuple[str, str], ...]:
    """What a person may want to add by hand to files of their own."""
    marks = {
        ".vscode/settings.json": "yaml.schemas",
        ".pre-commit-config.yaml": "quotes check",
        ".gitattributes": "diff=quotes",
        ".gitignore": f"{FOLDER}/.lock",
    }
    return tuple(
        (name, files[name])
        for name, mark in marks.items()
        if name in left and not _says(root, name, mark)
    )


def _says(root: Path, name: str, mark: str) -> bool:
    """A link to a file elsewhere is somebody's own affair, and not looked into."""
    try:
        return mark in store.read_text(root / name, root).text
    except UnreadableCatalog:
        return True
