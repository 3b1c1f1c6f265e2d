"""`quotes parse`: what the parser sees; the catalog is neither read nor written."""

from typing import TYPE_CHECKING

import click

from quotes.cli._options import jobs

if TYPE_CHECKING:
    from quotes.model import Reading
    from quotes.parsing.ledger import Ledger


@click.command("parse")
@click.argument("paths", metavar="PATH…", nargs=-1, required=True)
@click.option("--jsonl", is_flag=True, help="One JSON object for each finding.")
@click.option("--ledger", is_flag=True, help="Account for every quotation mark instead.")
@click.option(
    "--published", metavar="DATE", help="The day of publication, where it is not printed."
)
@jobs
def command(
    paths: tuple[str, ...], jsonl: bool, ledger: bool, published: str | None, jobs: int | None
) -> None:
    """Show every quotation in articles, who said it and why we think so.

    \b
    Example:
      quotes parse seeds/
      quotes parse --jsonl article.txt | jq .text
      quotes parse --ledger seeds/
      curl -s URL | quotes parse -
    """
    from quotes.cli._options import edtf
    from quotes.cli._progress import progress
    from quotes.cli._talk import say_failures
    from quotes.errors import QuotesError
    from quotes.workflow.articles import articles
    from quotes.workflow.parallel import read_all

    day = edtf("--published", published)
    found, failed = articles(paths)
    errors = list(failed)
    show = _Ledgers(jsonl) if ledger else _Findings(jsonl)
    with progress(prints=True) as watch:
        for done, each in enumerate(read_all(found, day, jobs), 1):
            if isinstance(each, QuotesError):
                errors.append(each)
            else:
                show.take(each)
            watch(done, len(found))
    show.end()
    raise click.exceptions.Exit(say_failures(errors))


class _Findings:
    """Prints articles as they come."""

    def __init__(self, jsonl: bool) -> None:
        self.jsonl = jsonl

    def take(self, reading: "Reading") -> None:
        from quotes.cli._talk import console, put
        from quotes.present import findings

        if self.jsonl:
            put(findings.json_lines(reading))
        else:
            console().print(findings.listing(reading))

    def end(self) -> None:
        """Findings have no sum."""


class _Ledgers:
    """The same for ledgers; people are told the sum of several."""

    def __init__(self, jsonl: bool) -> None:
        self.jsonl = jsonl
        self.taken: list[Ledger] = []

    def take(self, reading: "Reading") -> None:
        from quotes.parsing.ledger import account

        self.taken.append(account(reading))
        self._print(self.taken[-1])

    def end(self) -> None:
        from quotes.parsing.ledger import summed
        from quotes.present.messages import ALL_ARTICLES

        if len(self.taken) > 1 and not self.jsonl:
            self._print(summed(self.taken, ALL_ARTICLES.format(count=len(self.taken))))

    def _print(self, ledger: "Ledger") -> None:
        from quotes.cli._talk import console, put
        from quotes.present import ledger as form

        if self.jsonl:
            put(form.json_line(ledger))
        else:
            console().print(form.listing(ledger))
