"""`quotes explain`: why the program says what it says of an entry."""

import click

from quotes.language import worded


@click.command("explain")
@click.argument("name", metavar="ID")
def command(name: str) -> None:
    """Draw every reason under the sentence it stands on.

    \b
    Example:
      quotes explain 003-34
    """
    from quotes.cli._project import lookup
    from quotes.cli._talk import console, put_lines, say
    from quotes.errors import UnreadableArticle
    from quotes.present import context, messages
    from quotes.present import explain as drawing
    from quotes.present.rows import row_of
    from quotes.workflow.looking import explain

    opened, code = lookup()
    explained = explain(opened, name)
    out = console()
    if explained.why_not:
        step = worded("put the source back")
        file = explained.kept.source.file or name
        raise UnreadableArticle(file, explained.why_not.removeprefix(f"{file}: "), step)
    put_lines(context.shown(row_of(explained.kept), explained.place))
    if explained.article and explained.finding:
        out.print()
        out.print(drawing.reasons(explained.article, explained.finding))
    else:
        say(messages.NO_FINDING)
    raise click.exceptions.Exit(code)
