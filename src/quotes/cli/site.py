"""`quotes site`: the catalog as pages to read."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from quotes.cli._options import filters

if TYPE_CHECKING:
    from collections.abc import Callable

    from quotes.errors import Exit


@click.command("site")
@click.argument("folder", metavar="DIR")
@click.option(
    "--include", "include", type=click.Choice(("todo", "drop")), multiple=True,
    help="Entries that nobody has reviewed, or that were dropped, as well.",
)  # fmt: skip
@click.option(
    "--serve",
    is_flag=True,
    help="Show it under an address of this machine, and build it anew while files are edited.",
)
@click.option(
    "--port", type=click.IntRange(0, 65_535), default=8_765, show_default=True, help="With --serve."
)
@filters
def command(folder: str, include: tuple[str, ...], serve: bool, port: int, **asked: Any) -> None:
    """Write the catalog as a folder of web pages: people, sayings, slogans, articles with every quotation
    marked in the text, conflicts, and a search that finds either script.

    The pages need no server: open DIR/index.html. They load nothing from anywhere else. Files that are
    as they would be are left; others in DIR are not touched. A folder that holds articles of the catalog, or
    pages of somebody else's, is refused.

    \b
    Example:
      quotes site ~/public/quotes
      quotes site /tmp/all --include todo --serve
    """
    from quotes.cli._project import root

    top, place = root(), Path(folder)
    code = _build(place, include, asked)
    if serve:
        _serve(top, place, port, lambda: _build(place, include, asked))
    raise click.exceptions.Exit(code)


def _build(place: Path, include: tuple[str, ...], asked: dict[str, Any]) -> "Exit":
    from quotes import derived
    from quotes.cli._options import wanted
    from quotes.cli._project import lookup
    from quotes.cli._talk import put, say
    from quotes.present import messages
    from quotes.present.escape import on_one_line
    from quotes.present.site import NAMES, pages
    from quotes.workflow.outgoing import insist_on_a_folder, page_place
    from quotes.workflow.publishing import library

    opened, code = lookup()
    insist_on_a_folder(opened, place, NAMES)
    gathered = library(opened, wanted(opened, **asked), include)
    count = 0
    for name, content in pages(gathered):
        count += 1
        derived.put_if_other(page_place(place, name), content)
    told = {
        "pages": count,
        "entries": messages.plural(len(gathered.kept), "entry"),
        "place": place / "index.html",
    }
    put(on_one_line(messages.SITE.format(**told)) + "\n")
    for status, left in gathered.left_out.items():
        say(messages.LEFT_OUT.format(count=left, status=status))
    return code


def _serve(top: Path, place: Path, port: int, build: "Callable[[], object]") -> None:
    """Until somebody interrupts it, which is how it is meant to end."""
    from quotes.catalog.root import FOLDER, real
    from quotes.cli._serving import changes, rebuild, served
    from quotes.cli._talk import say, say_error
    from quotes.present import messages

    with served(real(place), port) as address:
        say(messages.SERVED.format(address=address))
        try:
            rebuild(changes([top / FOLDER]), build, say_error)
        except KeyboardInterrupt:
            say("")
