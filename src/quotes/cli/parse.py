"""`quotes parse`: what the parser sees; the catalog is neither read nor written."""

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from quotes.model import Reading


@click.command("parse")
@click.argument("paths", metavar="PATH…", nargs=-1, required=True)
@click.option("--jsonl", is_flag=True, help="One JSON object for each finding.")
@click.option(
    "--published", metavar="DATE", help="The day of publication, where it is not printed."
)
def command(paths: tuple[str, ...], jsonl: bool, published: str | None) -> None:
    """Show every quotation in articles, who said it and why we think so.

    \b
    Example:
      quotes parse seeds/
      quotes parse --jsonl article.txt | jq .text
      curl -s URL | quotes parse -
    """
    from quotes.cli._options import edtf
    from quotes.cli._talk import say_failures
    from quotes.errors import QuotesError
    from quotes.workflow.articles import articles, read

    day = edtf("--published", published)
    found, failed = articles(paths)
    errors = list(failed)
    for path in found:
        try:
            _print(read(path, day), jsonl)
        except QuotesError as error:
            errors.append(error)
    raise click.exceptions.Exit(say_failures(errors))


def _print(reading: "Reading", jsonl: bool) -> None:
    from quotes.cli._talk import console, put
    from quotes.present import findings

    if jsonl:
        put(findings.json_lines(reading))
    else:
        console().print(findings.listing(reading))
