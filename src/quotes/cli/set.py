"""`quotes set`: decisions as words on a command line; the scriptable twin of `quotes review`."""

from typing import TYPE_CHECKING

import click

from quotes.cli._options import STATUSES

if TYPE_CHECKING:
    from quotes.workflow.editing import Outcome

_PROVEN = ("text", "printed", "line")


@click.command("set")
@click.argument("words", metavar="ID… KEY=VALUE…", nargs=-1, required=True)
@click.option(
    "--if-status", type=click.Choice(STATUSES), help="Leave entries of any other status alone."
)
@click.option("-n", "--dry-run", is_flag=True, help="Print the difference; write nothing.")
def command(words: tuple[str, ...], if_status: str | None, dry_run: bool) -> None:
    """Set fields of entries, as one would by hand in the file.

    Keys: text, kind, speaker, via, mode, date, place, occasion, line, standing, status, printed,
    same_as, not_same_as, tags, note. `KEY=` empties a field. Lists are separated by commas;
    `+` adds to a list and `-` takes away. Nothing is written unless everything is right.

    \b
    Example:
      quotes set 003-34 status=ok
      quotes set 003-34 003-35 speaker=王忠林 date=2020-02-16
      quotes set 003-34 tags=+防疫,-標語 note=
      quotes list --speaker 王忠林 --ids | xargs quotes set status=ok --if-status todo
    """
    from quotes.cli._project import shelf
    from quotes.workflow.editing import set_fields, split

    opened, code = shelf()
    entries, wanted = split(opened, words)
    outcome = set_fields(opened, entries, wanted, only_status=if_status, dry_run=dry_run)
    _tell(outcome, dry_run)
    raise click.exceptions.Exit(code)


def _tell(outcome: "Outcome", dry_run: bool) -> None:
    from quotes.cli._talk import put, say
    from quotes.present import edited
    from quotes.present.escape import visible
    from quotes.present.messages import DRY_RUN

    if dry_run:
        put(visible(outcome.diff))
        say(DRY_RUN)
    else:
        put("".join(f"{edited.changes(each.id, each.fields)}\n" for each in outcome.changed))
    for name, status in outcome.left:
        say(edited.LEFT.format(id=name, status=status))
    if not outcome.changed:
        say(edited.UNCHANGED)
    elif not dry_run and any(key in _PROVEN for one in outcome.changed for key, *_ in one.fields):
        say(
            edited.PROVE.format(
                files=" ".join(f"catalog/{each.path.name}" for each in outcome.written)
            )
        )
