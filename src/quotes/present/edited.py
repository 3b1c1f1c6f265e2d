"""What a decision has changed, in words."""

from collections.abc import Iterable

from quotes.language import worded
from quotes.present.escape import on_one_line

NOTHING = "—"
LEFT = worded("{id} is {status} and stays as it is")
UNCHANGED = worded("nothing to change")
COPIED = "{path} → {file}\tsha256 {sha256}"
THERE_ALREADY = worded("{file} has these bytes already\tsha256 {sha256}")
PROVE = worded("whether the source has these words is told by: quotes check {files}")
ORIGIN_KEPT = worded("its origin is kept in {catalog}")
EXTRACT_NEXT = worded("next: quotes extract {file}")
KEPT = worded("{id}  {text}  (line {line}) → {file}")

Value = str | tuple[str, ...] | None


def changes(name: str, fields: Iterable[tuple[str, Value, Value]]) -> str:
    """One line for one entry.

    >>> changes("003-34", [("status", "todo", "ok"), ("tags", None, ("防疫", "口號"))])
    '003-34  status: todo → ok · tags: — → 防疫, 口號'
    """
    said = " · ".join(f"{key}: {_words(old)} → {_words(new)}" for key, old, new in fields)
    return on_one_line(f"{name}  {said}")


def _words(value: Value) -> str:
    return ", ".join(value) if isinstance(value, tuple) else value or NOTHING
