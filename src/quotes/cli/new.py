"""`quotes new`: an entry by hand, for words that a source prints."""

import click


@click.command("new")
@click.argument("where", metavar="SOURCE:LINE")
@click.argument("fields", metavar="[KEY=VALUE…]", nargs=-1)
@click.option("--text", metavar="WORDS", help="The words as printed; else the one pair of marks.")
def command(where: str, fields: tuple[str, ...], text: str | None) -> None:
    """Keep words that the program has not found, from a line of a source.

    The words must stand on that line. The entry gets the next id of its file and the status `ok`:
    a person has seen it. SOURCE is a path, or a part of the name of a source in the catalog.

    \b
    Example:
      quotes new seeds/003_2e208109c0eff51f.txt:113 --text 細節決定成敗。 speaker=王忠林
      quotes new 003:5 --text 背水一戰 kind=slogan tags=標題
    """
    from quotes.catalog.assignments import assignment
    from quotes.cli._project import shelf
    from quotes.cli._talk import put
    from quotes.present import edited
    from quotes.present.escape import on_one_line
    from quotes.workflow.adding import new

    opened, code = shelf()
    added = new(opened, where, text, [assignment(each) for each in fields])
    words = edited.KEPT.format(
        id=added.entry.id, file=added.file, line=added.entry.line, text=added.entry.text
    )
    put(f"{on_one_line(words)}\n")
    raise click.exceptions.Exit(code)
