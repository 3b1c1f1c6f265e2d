"""`quotes search`: words, or something like them."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from quotes.cli._options import filters

if TYPE_CHECKING:
    from quotes.sayings.searching import Match


@click.command("search")
@click.argument("text", metavar="TEXT…", nargs=-1, required=True)
@filters
@click.option(
    "--limit", type=click.IntRange(min=0), default=20, show_default=True, help="0 for all."
)
@click.option("--table", "form", flag_value="table", help="A table, also into a pipe.")
@click.option("--jsonl", "form", flag_value="jsonl", help="With score and places of the matches.")
@click.option("--tsv", "form", flag_value="tsv", help="One line an entry, its score in front.")
@click.option("--ids", "form", flag_value="ids", help="Nothing but the ids.")
def command(text: tuple[str, ...], limit: int, form: str | None, **asked: Any) -> None:
    """Find words in the catalog, or some like them, best first.

    Script, width and punctuation do not matter, nor do a few characters more or less. Several
    words, with blanks between them, need not stand together.

    \b
    Example:
      quotes search 水龙头
      quotes search 饿肚子搞防控 --speaker 王忠林
      quotes search 武汉 决战
    """
    from quotes.cli._options import wanted, words
    from quotes.cli._project import lookup
    from quotes.cli._talk import say
    from quotes.present import messages
    from quotes.workflow.searching import search_catalog

    opened, code = lookup()
    looked_for = words(" ".join(text)) or ""
    found = search_catalog(opened, wanted(opened, **asked), looked_for, limit)
    _print(found.shown, form)
    if not found.is_all:
        say(messages.BEST_ALONE.format(shown=len(found.shown)))
    if not found.shown:
        say(messages.EMPTY_CATALOG if opened.is_empty else messages.NOTHING_FOUND)
    raise click.exceptions.Exit(code)


def _print(found: "Sequence[Match]", form: str | None) -> None:
    from quotes.cli._talk import console, is_terminal, put
    from quotes.present import search
    from quotes.present.escape import on_one_line

    form = form or ("table" if is_terminal() else "tsv")
    if form == "jsonl":
        put(search.json_lines(found))
    elif form == "tsv":
        put(search.tsv(found))
    elif form == "ids":
        put("".join(f"{on_one_line(each.kept.entry.id or '')}\n" for each in found))
    elif found:
        search.show(console(), found)
