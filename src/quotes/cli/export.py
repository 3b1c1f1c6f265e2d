"""`quotes export`: entries in the files of other tools."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from quotes.cli._options import filters
from quotes.language import worded
from quotes.present.formats import names

if TYPE_CHECKING:
    from quotes.present.formats import Format
    from quotes.sayings.selection import Selection


@click.command("export")
@click.argument("name", metavar="FORMAT", type=click.Choice(names()))
@click.option("-o", "--output", metavar="FILE", help="Instead of standard output.")
@click.option(
    "--include", "include", type=click.Choice(("todo", "drop")), multiple=True,
    help="Entries that nobody has reviewed, or that were dropped, as well.",
)  # fmt: skip
@click.option(
    "--excel", is_flag=True, help="csv: opens rightly at a double click, runs no formula."
)
@click.option(
    "--by", type=click.Choice(("speaker", "month")), default=None, help="markdown: in which order."
)
@filters
def command(
    name: str,
    output: str | None,
    include: tuple[str, ...],
    excel: bool,
    by: str | None,
    **asked: Any,
) -> None:
    """Hand entries on: csv, json, jsonl, tsv, parquet, sqlite, markdown, annotation, schema-org, tei,
    wikiquote; csl and bibtex of their articles.

    What nobody has reviewed (`todo`) and what was dropped is left out unless it is included; how many
    that are is said, and stands in the file where its format has room for it.

    \b
    Example:
      quotes export csv --excel -o quotes.csv
      quotes export sqlite -o quotes.sqlite --include todo
      quotes export wikiquote --speaker 王忠林
      quotes export bibtex > articles.bib
    """
    from quotes.cli._options import wanted
    from quotes.cli._project import lookup
    from quotes.present.formats import Options, load
    from quotes.workflow.exporting import gather
    from quotes.workflow.outgoing import insist_on_a_place

    output = None if output == "-" else output
    made = load(name)
    options = _options(made, excel, by)
    opened, code = lookup()
    if output is not None:
        insist_on_a_place(opened, Path(output))
    asked_for = wanted(opened, **asked)
    selection = gather(opened, asked_for, include, anchored=made.anchored)
    _put(made.export(selection, Options(**options)), made, output)
    _tell(selection, output)
    raise click.exceptions.Exit(code)


def _options(made: "Format", excel: bool, by: str | None) -> dict[str, Any]:
    from quotes.errors import UsageError

    given: dict[str, Any] = {"excel": True} if excel else {}
    given |= {"by": by} if by else {}
    for option in given:
        if option not in made.options:
            owner = {"excel": "csv", "by": "markdown"}[option]
            raise UsageError(
                worded("{name} knows no --{option}").format(name=made.name, option=option),
                worded("that is for {owner}").format(owner=owner),
            )
    return given


def _put(content: bytes, made: "Format", output: str | None) -> None:
    from quotes import derived
    from quotes.cli._talk import is_terminal, put_bytes
    from quotes.errors import UsageError

    if output is not None:
        derived.put(Path(output), content)
    elif is_terminal() and not made.is_text:
        raise UsageError(
            worded("{name} is no text for a terminal").format(name=made.name),
            f"name a file: -o quotes{made.suffix}",
        )
    else:
        put_bytes(content)


def _tell(selection: "Selection", output: str | None) -> None:
    from quotes.cli._talk import say
    from quotes.present import messages
    from quotes.present.escape import on_one_line

    if output is not None:
        told = {
            "entries": messages.plural(len(selection.kept), "entry"),
            "file": on_one_line(output),
        }
        say(messages.EXPORTED.format(**told))
    for status, count in selection.left_out.items():
        say(messages.LEFT_OUT.format(count=count, status=status))
    for source in selection.unread:
        say(messages.NO_ANCHORS.format(source=on_one_line(source)))
    if not selection.kept:
        say(messages.NOTHING_FOUND)
