"""`quotes show`: one entry where it stands."""

import click


@click.command("show")
@click.argument("name", metavar="ID")
def command(name: str) -> None:
    """Show an entry with its paragraph.

    \b
    Example:
      quotes show 003-34
    """
    from quotes.cli._project import lookup
    from quotes.cli._talk import put_lines, say
    from quotes.present import context, messages
    from quotes.present.rows import row_of
    from quotes.workflow.looking import explain

    opened, code = lookup()
    explained = explain(opened, name)
    put_lines(context.shown(row_of(explained.kept), explained.place))
    if explained.article and explained.finding:
        put_lines([(), context.in_paragraph(explained.article, explained.finding)])
    elif explained.why_not:
        say(messages.NO_CONTEXT.format(why=explained.why_not))
    else:
        say(messages.NO_FINDING)
    raise click.exceptions.Exit(code)
