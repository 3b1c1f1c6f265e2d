"""Why the store would not write, or cannot promise that it did."""

from pathlib import Path

from quotes.catalog.faults import fault
from quotes.errors import Exit, QuotesError, SystemFailed, UnreadableCatalog
from quotes.language import worded

LARGEST = 16 * 1024 * 1024
"""Bytes of a catalog file: what is not read is not written either."""


def insist_on_size(name: str, size: int) -> None:
    """Raises UnreadableCatalog for a file that would be, or is, larger."""
    if size > LARGEST:
        raise UnreadableCatalog((fault("E-SIZE", name, size=size, limit=LARGEST),))


class CatalogBusy(QuotesError):
    """Another run holds the lock."""

    exit_code = Exit.CHANGED

    def __init__(self, folder: Path) -> None:
        super().__init__(
            worded("another run of quotes is writing into {folder}; nothing was written").format(
                folder=folder
            ),
            worded("wait for it to finish, then run the command again"),
        )


class NotFlushed(SystemFailed):
    """All is written; whether it has reached the disk the system would not say."""

    def __init__(self, path: str, why: OSError) -> None:
        super().__init__(path, why)
        self.next_step = worded("what was written stands there, but a power cut may take it back")
