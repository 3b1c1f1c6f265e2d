"""Names of columns and fields as people read them; data keep the names that YAML has."""

from quotes.language import head as _said

HEADS = (
    "id", "text", "words", "kind", "speaker", "via", "mode", "date", "occasion", "place", "source", "line",
    "status", "standing", "note", "tags", "role", "printed", "printed in", "candidates", "confidence", "about",
    "title", "outlet", "reposted_by", "author", "editor", "published", "url", "same_as", "not_same_as", "month",
    "verdict", "catalog", "slogan", "marked", "bare", "in", "first", "last", "over time", "voiced by", "items",
    "name", "aliases", "entries", "notes", "spans", "marks", "share", "all", "value", "table", "rule", "fires",
    "right", "precision", "yours", "proposed", "kept as", "perhaps", "scripts",
    "ok", "drop", "edit", "skip", "unsure", "undo", "back", "quit", "help", "take", "refuse", "leave out", "quote",
    "term", "where", "pattern", "match", "leave", "patterns",
)  # fmt: skip


def head(name: str) -> str:
    """Of a column; a name that is none of `HEADS` stays.

    >>> head("speaker")
    'speaker'
    """
    return _said(name) if name in HEADS else name


def label(name: str, cells: int = 10) -> str:
    """Of a field, set against the right edge of so many cells."""
    said = head(name)
    if said.isascii():  # what is piped in English is shown without rich
        return said.rjust(cells)
    from rich.cells import cell_len

    return " " * (cells - cell_len(said)) + said
