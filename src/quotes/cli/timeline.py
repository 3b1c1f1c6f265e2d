"""`quotes timeline`: who said what, day by day."""

from typing import Any

import click

from quotes.cli._options import filters


@click.command("timeline")
@filters
def command(**asked: Any) -> None:
    """Show entries by day, with a bar for each month.

    A day whose year is not printed is placed by its article's day of publication; what has no known
    day comes last.

    \b
    Example:
      quotes timeline --speaker 王忠林
      quotes timeline --grep 水龙头 --since 2020-02
    """
    from quotes.catalog.kept import choose
    from quotes.cli._options import wanted
    from quotes.cli._project import lookup
    from quotes.cli._talk import put_lines, say_left_out, width
    from quotes.present import stats
    from quotes.present.rows import row_of

    opened, code = lookup()
    asked_for = wanted(opened, **asked)
    chosen = choose(opened.select(asked_for), asked_for)
    say_left_out(chosen, opened.is_empty)
    days = [(row_of(each), each.days[0] if each.days else None) for each in chosen.kept]
    put_lines(stats.timeline(days, width()))
    raise click.exceptions.Exit(code)
