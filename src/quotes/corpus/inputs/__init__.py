"""What a corpus is read from: one module a format, found by the ending of the file."""

from collections.abc import Iterator
from typing import NamedTuple, Protocol

from quotes.corpus.documents import Document, Names
from quotes.corpus.inputs import as_jsonl, as_parquet, as_warc
from quotes.corpus.storage import Found, UnreadableCorpus, without_compression
from quotes.language import worded


class Part(NamedTuple):
    """A stretch of a file, `[start, end)`, counted as the format likes: row groups or bytes."""

    start: int
    end: int


class Format(Protocol):
    """What a module in here has."""

    @property
    def ENDINGS(self) -> tuple[str, ...]: ...  # noqa: N802 # a constant of the module

    def parts(self, found: Found, size: int) -> list[tuple[int, int]]:
        """How a file is cut into shards of about so many bytes of text."""

    def documents(self, uri: str, part: tuple[int, int], names: Names) -> Iterator[Document]:
        """The documents of a part, in order."""

    def chosen(self, uri: str, places: frozenset[int], names: Names) -> Iterator[Document]:
        """Those of a whole file that stand at these places, the others passed over unread."""


FORMATS: tuple[Format, ...] = (as_parquet, as_jsonl, as_warc)
ENDINGS = tuple(ending for form in FORMATS for ending in form.ENDINGS)


def format_of(uri: str) -> Format:
    """Raises UnreadableCorpus for an ending that nobody reads."""
    name = without_compression(uri)[0].lower()
    for form in FORMATS:
        if name.endswith(form.ENDINGS):
            return form
    raise UnreadableCorpus(
        worded("{uri}: no corpus format").format(uri=uri),
        worded("formats are {names}").format(names=", ".join(ENDINGS)),
    )


def parts(found: Found, size: int) -> list[Part]:
    return [Part(*each) for each in format_of(found.uri).parts(found, size)]
