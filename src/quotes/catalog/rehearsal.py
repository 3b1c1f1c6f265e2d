"""A write that is not made: what `--dry-run` shows is what would be written, byte for byte."""

from pathlib import Path
from typing import Self

from quotes.catalog.store import Writing


class Rehearsal(Writing):
    """Goes the way of a write up to its last step, which it remembers instead."""

    def __init__(self, root: Path) -> None:
        super().__init__(root)
        self.unwritten: dict[Path, tuple[bytes | None, bytes]] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        return None

    def _put(self, target: Path, before: bytes | None, after: bytes) -> bool:
        self.unwritten[target] = (before, after)
        return True
