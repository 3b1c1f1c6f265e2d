"""`quotes variants`: the same words in different printings."""

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from quotes.workflow.comparing import Comparison, Shown


@click.command("variants")
@click.argument("asked", metavar="[ID|TEXT]", required=False)
@click.option("--conflicts", "only_conflicts", is_flag=True, help="Only sayings told in two ways.")
@click.option(
    "--changed", is_flag=True, help="Only sayings whose words are not the same everywhere."
)
@click.option("--table", "form", flag_value="table", help="A table, also into a pipe.")
@click.option("--jsonl", "form", flag_value="jsonl", help="One object a saying, one a line.")
@click.option("--tsv", "form", flag_value="tsv", help="One line a printing.")
def command(asked: str | None, only_conflicts: bool, changed: bool, form: str | None) -> None:
    """Show the same words in different printings.

    Without ID or TEXT, every saying that is printed more than once, and articles that copy each
    other. With one, each of its printings beside the fullest: {+added+}, [-dropped-]; which came
    first in this catalog; and where a source has the words without marks.

    \b
    Example:
      quotes variants
      quotes variants 003-43
      quotes variants 水龙头不关
      quotes variants --conflicts
    """
    from quotes.cli._options import words
    from quotes.cli._project import lookup
    from quotes.cli._talk import say
    from quotes.present import messages
    from quotes.workflow.comparing import Comparison

    opened, code = lookup()
    comparison = Comparison(opened)
    asked = words(asked)
    shown = _shown(comparison, asked, only_conflicts, changed)
    _print(shown, form, one=asked is not None or only_conflicts)
    if not shown:
        nothing = messages.NO_CONFLICTS if only_conflicts else messages.NO_VARIANTS
        say(messages.NO_SUCH_SAYING.format(text=asked) if asked else nothing)
    if asked is None and not only_conflicts:
        _tell_copies(comparison)
    raise click.exceptions.Exit(code)


def _shown(
    comparison: "Comparison", asked: str | None, only_conflicts: bool, changed: bool
) -> "list[Shown]":
    if asked is not None:
        shown = [comparison.shown(each, with_overlaps=True) for each in comparison.find(asked)]
    else:
        shown = [comparison.shown(each) for each in comparison.printed_twice()]
    if only_conflicts:
        shown = [each for each in shown if each.conflicts]
    return [each for each in shown if each.saying.wordings > 1] if changed else shown


def _print(shown: "list[Shown]", form: str | None, *, one: bool) -> None:
    from quotes.cli._talk import console, is_terminal, put
    from quotes.present import variants

    form = form or ("table" if one or is_terminal() else "tsv")
    told = [(s.saying, s.conflicts, [(o.source, o.found) for o in s.overlaps]) for s in shown]
    if form == "jsonl":
        put(variants.json_lines(told))
    elif form == "tsv":
        put(variants.tsv([each.saying for each in shown]))
    elif one:
        for each in told:
            console().print(variants.detail(*each))
    elif shown:
        console().print(variants.overview([each.saying for each in shown]))


def _tell_copies(comparison: "Comparison") -> None:
    from quotes.cli._talk import say
    from quotes.present.variants import copied

    for copy in comparison.copies:
        say(copied(copy))
