"""`quotes init`: a new catalog."""

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from quotes.workflow.founding import Founded


@click.command("init")
@click.argument(
    "folder", metavar="[DIR]", default=".", type=click.Path(file_okay=False, readable=False)
)
@click.option(
    "--update-schemas", is_flag=True, help="Write the schemas anew, as this version knows them."
)
def command(folder: str, update_schemas: bool) -> None:
    """Begin a catalog: its folder, schemas for editors, settings for VS Code, git and pre-commit.

    What is there already is left as it is and named, with the lines it may want.

    \b
    Example:
      quotes init
      quotes init ~/語錄 && cd ~/語錄 && quotes add article.txt
    """
    from pathlib import Path

    from quotes.workflow.founding import found

    _tell(found(Path(folder), update_schemas=update_schemas))


def _tell(founded: "Founded") -> None:
    from quotes.cli._talk import put, say
    from quotes.present import founding as words

    for name in founded.made:
        put(words.MADE.format(name=name) + "\n")
    for name in founded.left:
        say(words.LEFT.format(name=name))
    for name, lines in founded.missing:
        say(words.MISSING.format(name=name))
        say(words.indented(lines))
    say(words.WORD_DIFF)
    say(words.NEXT)
