"""`quotes list`: what the catalog keeps."""

from typing import TYPE_CHECKING, Any

import click

from quotes.cli._options import filters

if TYPE_CHECKING:
    from quotes.present.rows import Row


@click.command("list")
@filters
@click.option("--table", "form", flag_value="table", help="A table, also into a pipe.")
@click.option("--json", "form", flag_value="json")
@click.option("--jsonl", "form", flag_value="jsonl")
@click.option("--csv", "form", flag_value="csv")
@click.option("--tsv", "form", flag_value="tsv")
@click.option("--ids", "form", flag_value="ids", help="Nothing but the ids.")
@click.option("--count", "form", flag_value="count", help="Nothing but how many.")
def command(form: str | None, **asked: Any) -> None:
    """List what the catalog keeps, by date.

    A table on a terminal, tab-separated in a pipe.

    \b
    Example:
      quotes list --speaker 王忠林 --since 2020-02-16
      quotes list --status todo --ids | head
    """
    from quotes.catalog.kept import choose
    from quotes.cli._options import wanted
    from quotes.cli._project import lookup
    from quotes.cli._talk import say_left_out
    from quotes.present.rows import row_of

    opened, code = lookup()
    asked_for = wanted(opened, **asked)
    chosen = choose(opened.select(asked_for), asked_for)
    say_left_out(chosen, opened.is_empty)
    _print([row_of(each) for each in chosen.kept], form)
    raise click.exceptions.Exit(code)


def _print(rows: "list[Row]", form: str | None) -> None:
    from quotes.cli._talk import console, is_terminal, put

    form = form or ("table" if is_terminal() else "tsv")
    if form == "count":
        put(f"{len(rows)}\n")
    elif form == "ids":
        from quotes.present.escape import on_one_line

        put("".join(f"{on_one_line(row.id or '')}\n" for row in rows))
    elif form != "table":
        from quotes.present.formats import load

        render = load(form).render
        assert render is not None
        put(render(rows))
    elif rows:
        from quotes.present.tables import show

        show(console(), rows)
