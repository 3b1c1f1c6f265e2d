"""`quotes stats`: the catalog at a glance."""

from typing import Any

import click

from quotes.cli._options import filters


@click.command("stats")
@filters
@click.option(
    "--top", type=click.IntRange(min=1), default=10, show_default=True, help="Rows of a block."
)
@click.option("--json", "as_json", is_flag=True, help="Every count, as one JSON object.")
def command(top: int, as_json: bool, **asked: Any) -> None:
    """Count entries by kind, status, speaker, month and outlet, with bars.

    Behind a speaker stands how often they are quoted month by month.

    \b
    Example:
      quotes stats
      quotes stats --speaker 王忠林 --json
    """
    from quotes.catalog.kept import choose
    from quotes.catalog.tally import tally
    from quotes.cli._options import wanted
    from quotes.cli._project import lookup
    from quotes.cli._talk import put, put_lines, say_left_out, width
    from quotes.present import stats
    from quotes.present.formats.as_jsonl import line

    opened, code = lookup()
    asked_for = wanted(opened, **asked)
    chosen = choose(opened.select(asked_for), asked_for)
    counted = tally(chosen.kept)
    say_left_out(chosen, opened.is_empty)
    if as_json:
        put(line(stats.values(counted)) + "\n")
    elif counted.entries:
        put_lines(stats.lines(counted, width(), top))
    raise click.exceptions.Exit(code)
