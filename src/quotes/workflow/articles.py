"""Articles and what is found in them, without a catalog."""

from collections.abc import Iterable

from quotes.errors import QuotesError
from quotes.model import Reading
from quotes.parsing import parse
from quotes.reading import expand, read_article


def articles(paths: Iterable[str]) -> tuple[tuple[str, ...], tuple[QuotesError, ...]]:
    """The files named or found in folders, each once, and the paths where there are none."""
    found: dict[str, None] = {}
    failed: list[QuotesError] = []
    for path in paths:
        try:
            found |= dict.fromkeys(expand([path]))
        except QuotesError as error:
            failed.append(error)
    return tuple(found), tuple(failed)


def read(path: str, published: str | None = None) -> Reading:
    return parse(read_article(path), published=published)
