"""Articles and what is found in them, without a catalog."""

import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from quotes.catalog.entries import Source
from quotes.catalog.speakers import People
from quotes.errors import QuotesError, UnreadableArticle
from quotes.model import Article, Reading
from quotes.parsing import parse
from quotes.reading import SUFFIXES, expand, read_article
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


def read_as_told(article: Article, published: str | None, people: People) -> Reading:
    """An article with all that people have told of it: the day of publication that stands in the
    catalog decides over what the article prints, and who is in people.yaml is known by name.
    """
    names = [person.names for person in people.persons]
    return parse(article, published=sound_date(published), people=names)


def with_bytes_of(root: Path, source: Source) -> str | None:
    """Where an article stands that was renamed: the file with the hash that the catalog keeps, in
    the folder that the catalog names.
    """
    folder = (root / (source.file or "")).parent
    is_folder = os.path.isdir(folder)  # noqa: PTH112 - false as well for a name that no system takes
    if not source.sha256 or not is_folder or root not in (folder, *folder.parents):
        return None
    for path in sorted(folder.iterdir()):
        if path.suffix.lower() in SUFFIXES and path.is_file():
            with suppress(UnreadableArticle):
                if read_article(path).sha256 == source.sha256:
                    return path.relative_to(root).as_posix()
    return None


def sound_date(text: str | None) -> str | None:
    """A date that a person has written, if it is one; `check` says what is wrong with it.

    >>> sound_date("2020-02-20~"), sound_date("昨天")
    ('2020-02-20~', None)
    """
    try:
        return str(When.parse(text)) if text else None
    except ValueError:
        return None
