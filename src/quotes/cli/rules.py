"""`quotes rules`: why the program says what it says, row by row."""

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from quotes.rules.shapes import Row


@click.command("rules")
@click.argument("name", metavar="[TABLE[/RULE]]", required=False)
@click.option("--json", "form", flag_value="json", help="A line a row, with all that it holds.")
@click.option(
    "--markdown", "form", flag_value="markdown", help="A table a table, as in the manual."
)
def command(name: str | None, form: str | None) -> None:
    """The tables of rules, the rows of one, or one row with its examples.

    Every reason that `explain` and `review` give ends with the rule behind it, as [kinds/whole-line].

    \b
    Example:
      quotes rules
      quotes rules kinds
      quotes rules kinds/whole-line
    """
    from quotes.cli._talk import put, put_lines
    from quotes.present import rules as present
    from quotes.present.formats.as_jsonl import line
    from quotes.rules.tables import rows

    chosen = _chosen(name)
    if form == "json":
        put("".join(line(present.values(table, row)) + "\n" for table, row in chosen))
    elif form == "markdown":
        tables = dict.fromkeys(table for table, _ in chosen)
        put("\n".join(present.markdown(table, rows(table)) for table in tables))
    elif name is None:
        put_lines(present.overview([(table, len(rows(table))) for table in present.ABOUT]))
    elif "/" in name:
        put_lines(present.one(*chosen[0]))
    else:
        put_lines(present.table(name, rows(name)))


def _chosen(name: str | None) -> "list[tuple[str, Row]]":
    from quotes.present.rules import ABOUT, UnknownRule
    from quotes.rules.tables import rows

    if name is None:
        return [(table, row) for table in ABOUT for row in rows(table)]
    table, asks_one, rule = name.partition("/")
    if table not in ABOUT:
        raise UnknownRule(name, ABOUT)
    found = [(table, row) for row in rows(table) if not asks_one or row.name == rule]
    if not found:
        raise UnknownRule(name, (row.name for row in rows(table)))
    return found
