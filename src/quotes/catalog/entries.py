"""An entry and its source as a catalog file prints them: words, not yet judged.

Everything is the string that stands on the page, so that a listing can show a catalog in which
somebody has just written a wrong date. `records` says what is right.
"""

import re
from typing import Any, NamedTuple

_LINE_RE = re.compile("[0-9]{1,9}")
LISTS = frozenset({"author", "editor", "tags", "same_as", "not_same_as"})


class Source(NamedTuple):
    """Where the words are printed; the fields stand in the order of the file."""

    file: str | None = None
    """Relative to the project's root, with `/`."""
    sha256: str | None = None
    encoding: str | None = None
    """Left out where it is UTF-8."""
    title: str | None = None
    outlet: str | None = None
    host: str | None = None
    author: tuple[str, ...] = ()
    editor: tuple[str, ...] = ()
    published: str | None = None
    url: str | None = None
    note: str | None = None


class Entry(NamedTuple):
    """What the catalog keeps for a finding; the fields stand in the order of the file."""

    id: str | None = None
    text: str | None = None
    kind: str | None = None
    speaker: str | None = None
    via: str | None = None
    mode: str | None = None
    date: str | None = None
    place: str | None = None
    """Where it was said."""
    occasion: str | None = None
    line: str | None = None
    standing: str | None = None
    status: str | None = None
    printed: str | None = None
    """What the source has, where a person corrected `text` on purpose."""
    same_as: tuple[str, ...] = ()
    not_same_as: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    note: str | None = None
    auto: str | None = None
    """The fingerprint of what the program proposed."""

    @property
    def at_line(self) -> int:
        """The line of the source, 0 where none is given or it is no number."""
        return int(self.line) if self.line and _LINE_RE.fullmatch(self.line) else 0


SOURCE_KEYS = Source._fields
ENTRY_KEYS = Entry._fields


def source_from(values: dict[str, Any]) -> Source:
    return Source(**_known(values, SOURCE_KEYS))


def entry_from(values: dict[str, Any]) -> Entry:
    """A list or a mapping where words belong is read as nothing, but nobody proposed it: the entry is no
    longer the program's, whatever its `auto` says.

    >>> entry_from({"text": "細節決定成敗。", "via": ["一", "二"], "auto": "b9d42e7e"}).auto is None
    True
    """
    entry = Entry(**_known(values, ENTRY_KEYS))
    fits = all(isinstance(values.get(name, ""), str) for name in ENTRY_KEYS if name not in LISTS)
    return entry if fits else entry._replace(auto=None)


def filled(record: Source | Entry) -> dict[str, str | tuple[str, ...]]:
    """The fields that say something, in the order of the file.

    >>> filled(Entry(id="003-34", text="細節決定成敗。"))
    {'id': '003-34', 'text': '細節決定成敗。'}
    """
    return {name: value for name, value in record._asdict().items() if value not in (None, ())}


def _known(values: dict[str, Any], keys: tuple[str, ...]) -> dict[str, Any]:
    read = {key: _words(key, values[key]) for key in keys if key in values}
    return {key: value for key, value in read.items() if value}


def _words(key: str, value: Any) -> str | tuple[str, ...] | None:
    if key in LISTS:
        items = value if isinstance(value, list) else [value]
        return tuple(item for item in items if isinstance(item, str) and item)
    return value if isinstance(value, str) else None
