"""`quotes cite`: one entry ready to paste."""

import click


@click.command("cite")
@click.argument("name", metavar="ID")
def command(name: str) -> None:
    """Print an entry with who, when and where, ready to paste.

    \b
    Example:
      quotes cite 003-34
    """
    from quotes.cli._project import shelf
    from quotes.cli._talk import put
    from quotes.present.cite import citation
    from quotes.present.escape import visible
    from quotes.present.rows import row_of
    from quotes.workflow.looking import find_entry

    opened, code = shelf()
    put(visible(citation(row_of(find_entry(opened, name)))) + "\n")
    raise click.exceptions.Exit(code)
