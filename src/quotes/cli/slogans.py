"""`quotes slogans`: set phrases, their spread, and what numeric ones are spelt out as."""

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from quotes.sayings.slogans import Slogan


@click.command("slogans")
@click.argument("words", metavar="[TEXT]", required=False)
@click.option("--formulas", is_flag=True, help="Only numeric ones: 四类人员, 四不两直, 三字经.")
@click.option(
    "--drift", "only_drift", is_flag=True, help="Only those that change between printings."
)
@click.option("--table", "form", flag_value="table", help="A table, also into a pipe.")
@click.option("--jsonl", "form", flag_value="jsonl", help="One object a slogan, one a line.")
@click.option("--tsv", "form", flag_value="tsv", help="One line a slogan.")
def command(words: str | None, formulas: bool, only_drift: bool, form: str | None) -> None:
    """List set phrases: how often, where, when, and who voiced them.

    Numeric formulas are spelt out where an article prints their items; it is told whether the
    numeral counts items (四类人员), halves (四不两直) or characters (三字经). With TEXT, every place
    of the slogans that hold these words, whatever the script.

    \b
    Example:
      quotes slogans
      quotes slogans 三字经
      quotes slogans --formulas --drift
    """
    from quotes.cli import _options
    from quotes.cli._project import lookup
    from quotes.cli._talk import say
    from quotes.present.messages import NO_SLOGANS
    from quotes.workflow.comparing import Comparison

    opened, code = lookup()
    found = Comparison(opened).slogans(_options.words(words))
    chosen = [e for e in found if (e.formula or not formulas) and (e.drifts or not only_drift)]
    _print(chosen, form, one=words is not None)
    if not chosen:
        say(NO_SLOGANS)
    raise click.exceptions.Exit(code)


def _print(found: "list[Slogan]", form: str | None, *, one: bool) -> None:
    from quotes.cli._talk import console, is_terminal, put
    from quotes.present import slogans

    form = form or ("table" if one or is_terminal() else "tsv")
    if form == "jsonl":
        put(slogans.json_lines(found))
    elif form == "tsv":
        put(slogans.tsv(found))
    elif one:
        for each in found:
            console().print(slogans.detail(each))
    elif found:
        out = console()
        out.print(slogans.overview(found, out.width))
