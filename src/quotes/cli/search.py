"""`quotes search`: words, or something like them."""

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
    from quotes.cli._project import shelf
    from quotes.cli._talk import say
    from quotes.present import messages
    from quotes.sayings.searching import search
    from quotes.workflow.looking import choose_from

    opened, code = shelf()
    chosen = choose_from(opened, wanted(opened, **asked))
    found = search(chosen.kept, words(" ".join(text)) or "")
    shown = found[:limit] if limit else found
    _print(shown, form)
    if len(shown) < len(found):
        say(messages.FIRST_OF.format(shown=len(shown), found=len(found)))
    if not found:
        say(messages.EMPTY_CATALOG if not opened.kept else messages.NOTHING_FOUND)
    raise click.exceptions.Exit(code)


def _print(found: "list[Match]", form: str | None) -> None:
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
