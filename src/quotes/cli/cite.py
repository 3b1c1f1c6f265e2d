"""`quotes cite`: one entry ready to paste."""

import click


@click.command("cite")
@click.argument("name", metavar="ID")
def command(name: str) -> None:
    """Print an entry with who, when and where, ready to paste.

    What stands against it is said in the line: 〔存疑〕, 〔已撤回〕, 〔待核〕.

    \b
    Example:
      quotes cite 003-34
    """
    from quotes.cli._project import lookup
    from quotes.cli._talk import put, say
    from quotes.present import messages
    from quotes.present.cite import citation
    from quotes.present.escape import visible
    from quotes.present.rows import row_of
    from quotes.workflow.looking import find_entry

    opened, code = lookup()
    row = row_of(find_entry(opened, name))
    put(visible(citation(row)) + "\n")
    if row.status == "drop":
        say(messages.CITES_DROPPED.format(id=name))
    raise click.exceptions.Exit(code)
