"""`quotes people`: who is who, and under which names."""

from typing import TYPE_CHECKING

import click

from quotes.language import worded

if TYPE_CHECKING:
    from quotes.workflow.who import Known


@click.group("people", invoke_without_command=True)
@click.option("--json", "as_json", is_flag=True, help="One JSON object for each person.")
@click.pass_context
def command(ctx: click.Context, as_json: bool) -> None:
    """List the people of people.yaml: names, office today, entries; or add to them.

    A table on a terminal, tab-separated in a pipe. Entries keep a speaker as printed; people.yaml
    folds the printings together when they are shown or looked for.

    \b
    Example:
      quotes people
      quotes people near
      quotes people add 王忠林 --alias 王書記 --role 武汉市委书记 --since 2020-02-13
      quotes people merge 陈一新 陈宜欣 易信
    """
    if ctx.invoked_subcommand:
        return
    from datetime import date

    from quotes.cli._project import shelf
    from quotes.cli._talk import say
    from quotes.present.people import NOBODY_KNOWN
    from quotes.workflow.who import known

    opened, code = shelf()
    today = date.today()  # noqa: DTZ011  # an office is held where the person sits
    people = known(opened, today)
    if not people:
        say(NOBODY_KNOWN)
    _print(people, as_json)
    raise click.exceptions.Exit(code)


def _print(people: "tuple[Known, ...]", as_json: bool) -> None:
    from quotes.cli._talk import console, is_terminal, put
    from quotes.present import people as shown
    from quotes.present.formats.as_jsonl import line

    if as_json:
        put("".join(line(shown.values(each)) + "\n" for each in people))
    elif not is_terminal():
        put("".join("\t".join(shown.cells(each)) + "\n" for each in people))
    elif people:
        console().print(shown.table(people))


@command.command("add")
@click.argument("name")
@click.option("--alias", "aliases", metavar="NAME", multiple=True, help="May be given often.")
@click.option("--role", metavar="TITLE", help="An office.")
@click.option("--since", metavar="DATE", help="Its first day.")
@click.option("--until", metavar="DATE", help="Its last day; open where it is still held.")
def add(
    name: str, aliases: tuple[str, ...], role: str | None, since: str | None, until: str | None
) -> None:
    """Put a person into people.yaml, or more about one who is there.

    \b
    Example:
      quotes people add 王忠林 --alias 王書記
      quotes people add 王忠林 --role 武汉市委书记 --since 2020-02-13 --until 2021-05
    """
    from quotes.catalog.speakers import Role
    from quotes.cli._options import Exchanged, edtf, words
    from quotes.cli._project import root
    from quotes.errors import UsageError
    from quotes.workflow.who import add as add_person

    begin, end = edtf("--since", since), edtf("--until", until)
    if not role and (since or until):
        raise UsageError(
            worded("--since and --until belong to an office"), worded("name it: --role TITLE")
        )
    held = Role(role, begin, end) if role else None
    if held and held.is_reversed:
        raise Exchanged(begin, end)
    for each in (name, role or None, *aliases):
        words(each)
    _tell(add_person(root(), name, aliases, held))


@command.command("merge")
@click.argument("name")
@click.argument("others", metavar="ALIAS…", nargs=-1, required=True)
def merge(name: str, others: tuple[str, ...]) -> None:
    """Make other names aliases of a person, who is put into people.yaml if need be.

    \b
    Example:
      quotes people merge 王忠林 王仲林 王書記
    """
    from quotes.cli._options import words
    from quotes.cli._project import root
    from quotes.workflow.who import merge as merge_people

    for each in (name, *others):
        words(each)
    _tell(merge_people(root(), name, others))


@command.command("near")
def near() -> None:
    """Name pairs of speakers who may be one person; nothing is written.

    \b
    Example:
      quotes people near
    """
    from quotes.cli._project import shelf
    from quotes.cli._talk import put, say
    from quotes.present import people as shown
    from quotes.workflow.who import near as find_near

    opened, code = shelf()
    pairs = find_near(opened)
    put("".join(shown.pair(each) + "\n" for each in pairs))
    if not pairs:
        say(shown.NOTHING_NEAR)
    raise click.exceptions.Exit(code)


def _tell(lines: "tuple[str, ...]") -> None:
    from quotes.cli._talk import put, say
    from quotes.present import people as shown

    put(shown.written(lines))
    if not lines:
        say(shown.NOTHING_NEW)
