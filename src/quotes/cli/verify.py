"""`quotes verify`: a writer's quotations, held against the catalog."""

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from quotes.errors import Exit, Problem
    from quotes.workflow.verifying import Examined

FORMATS = ("table", "full", "concise", "json", "github", "sarif")


@click.command("verify")
@click.argument("draft", metavar="DRAFT")
@click.option("--strict", is_flag=True, help="Another script or punctuation counts as wrong too.")
@click.option(
    "--published", metavar="DATE", help="The day on which it shall appear, for words like 昨天."
)
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMATS),
    help="table on a terminal, else concise.",
)
@click.option("--json", "as_json", is_flag=True, help="The same as --format json.")
def command(
    draft: str, strict: bool, published: str | None, form: str | None, as_json: bool
) -> None:
    """Hold every quotation of a draft against the catalog and its sources.

    DRAFT is text, Markdown, a saved web page or a Word document (.docx); - is standard input.
    Each quotation is verbatim, or it differs in punctuation or script, is shortened or changed,
    has another speaker or date, is no quotation in the source, joins passages that stand apart,
    or is not found. Exits with 1 if anything is worse than punctuation or script.

    \b
    Example:
      quotes verify draft.docx
      pandoc draft.odt -t plain | quotes verify -
      quotes verify draft.md --format github
    """
    from quotes.cli._options import edtf
    from quotes.cli._project import lookup
    from quotes.present.verdicts import problems
    from quotes.workflow.verifying import verify

    opened, code = lookup()
    found = verify(opened, draft, edtf("--published", published))
    told = problems(found.draft, found.quotations)
    _print(found, told, "json" if as_json else form)
    _count(found, is_empty=opened.is_empty)
    raise click.exceptions.Exit(max(code, _verdict(told, strict)))


def _print(found: "Examined", told: "tuple[Problem, ...]", form: str | None) -> None:
    from quotes.cli._talk import console, is_terminal, put
    from quotes.present import verdicts
    from quotes.present.reports import Report, renderer

    form = form or ("table" if is_terminal() else "concise")
    if form == "json":
        put(verdicts.as_json(found.draft, found.quotations))
    elif form != "table":
        put(renderer(form)(Report(told, {found.draft.source: found.draft.text})))
    elif found.quotations:
        console().print(verdicts.table(found.quotations))


def _count(found: "Examined", *, is_empty: bool) -> None:
    from quotes.cli._talk import say
    from quotes.language import worded
    from quotes.present import messages, verdicts

    given = verdicts.counts(found.quotations)
    counts = ", ".join(f"{worded(verdict)} {times}" for verdict, times in given.items())
    total = messages.plural(len(found.quotations), "quotation")
    say(f"{total}: {counts}" if counts else messages.NO_FINDINGS)
    if is_empty:
        say(messages.EMPTY_CATALOG)


def _verdict(told: "tuple[Problem, ...]", strict: bool) -> "Exit":
    from quotes.errors import Exit

    counted = [problem for problem in told if strict or not problem.warning]
    return Exit.PROBLEMS if counted else Exit.DONE
