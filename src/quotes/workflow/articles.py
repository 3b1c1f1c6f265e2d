"""Articles and what is found in them, without a catalog."""

from collections.abc import Iterable

from quotes.errors import QuotesError
from quotes.model import Reading
from quotes.parsing import parse
from quotes.reading import expand, read_article
from quotes.when import When


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


def sound_date(text: str | None) -> str | None:
    """A date that a person has written, if it is one; `check` says what is wrong with it.

    >>> sound_date("2020-02-20~"), sound_date("昨天")
    ('2020-02-20~', None)
    """
    try:
        return str(When.parse(text)) if text else None
    except ValueError:
        return None
