"""`quotes site`: the catalog as pages to read."""

from pathlib import Path
from typing import Any

import click

from quotes.cli._options import filters


@click.command("site")
@click.argument("folder", metavar="DIR")
@click.option(
    "--include", "include", type=click.Choice(("todo", "drop")), multiple=True,
    help="Entries that nobody has reviewed, or that were dropped, as well.",
)  # fmt: skip
@filters
def command(folder: str, include: tuple[str, ...], **asked: Any) -> None:
    """Write the catalog as a folder of web pages: people, sayings, slogans, articles with every quotation
    marked in the text, conflicts, and a search that finds either script.

    The pages need no server: open DIR/index.html. They load nothing from anywhere else. Files that are
    as they would be are left; others in DIR are not touched.

    \b
    Example:
      quotes site ~/public/quotes
      quotes site /tmp/all --include todo
    """
    from quotes import derived
    from quotes.catalog.root import FOLDER
    from quotes.cli._options import wanted
    from quotes.cli._project import lookup
    from quotes.cli._talk import put, say
    from quotes.errors import UsageError
    from quotes.present import messages
    from quotes.present.escape import on_one_line
    from quotes.present.site import pages
    from quotes.workflow.publishing import library

    opened, code = lookup()
    place = Path(folder)
    if place.resolve().is_relative_to(opened.root / FOLDER):
        raise UsageError(f"{FOLDER}/ is for the catalog alone", "name another folder")
    gathered = library(opened, wanted(opened, **asked), include)
    count = 0
    for name, content in pages(gathered):
        count += 1
        derived.put_if_other(place / name, content)
    put(
        on_one_line(
            messages.SITE.format(
                pages=count, entries=len(gathered.kept), place=place / "index.html"
            )
        )
        + "\n"
    )
    for status, left in gathered.left_out.items():
        say(messages.LEFT_OUT.format(count=left, status=status))
    raise click.exceptions.Exit(code)
