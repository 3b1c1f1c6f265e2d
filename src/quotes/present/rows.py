"""An entry as a row of words, the same for every table and format."""

from typing import NamedTuple

from quotes.catalog.kept import Kept

Value = str | int | tuple[str, ...] | None


class Row(NamedTuple):
    """The order of the fields is the order of the columns."""

    id: str | None
    date: str | None
    speaker: str | None
    """As printed."""
    name: str | None
    """As people.yaml names the speaker, else as printed."""
    role: str | None
    """Held when the words were said."""
    text: str | None
    kind: str | None
    via: str | None
    mode: str | None
    place: str | None
    occasion: str | None
    source: str | None
    line: int | None
    status: str | None
    standing: str | None
    printed: str | None
    tags: tuple[str, ...]
    note: str | None
    title: str | None
    outlet: str | None
    published: str | None
    url: str | None
    file: str
    """The catalog file."""

    @property
    def where(self) -> str:
        return f"{self.source or self.file}:{self.line}" if self.line else self.source or self.file


COLUMNS = Row._fields


def row_of(kept: Kept) -> Row:
    entry, source = kept.entry, kept.source
    own = ("id", "date", "speaker", "text", "kind", "via", "mode", "place", "occasion")
    more = ("status", "standing", "printed", "tags", "note")
    return Row(
        **{name: getattr(entry, name) for name in (*own, *more)},
        **{name: getattr(source, name) for name in ("title", "outlet", "published", "url")},
        name=kept.name,
        role=kept.role,
        source=source.file,
        line=entry.at_line or None,
        file=kept.file,
    )


def values(row: Row) -> dict[str, Value]:
    return {name: getattr(row, name) for name in COLUMNS}


def flat(value: Value) -> str:
    """A value as one cell of a table without lists."""
    if isinstance(value, tuple):
        return " ".join(value)
    return "" if value is None else str(value)
