"""`quotes extract`: from articles into the catalog."""

from typing import TYPE_CHECKING

import click

from quotes.cli._options import jobs

if TYPE_CHECKING:
    from quotes.catalog.merge import Suggestion
    from quotes.workflow.extracting import Extracted


@click.command("extract")
@click.argument("paths", metavar="PATH…", nargs=-1, required=True)
@click.option("-n", "--dry-run", is_flag=True, help="Print what would change; write nothing.")
@click.option("--terms", is_flag=True, help="Keep terms as well as quotes and slogans.")
@jobs
def command(paths: tuple[str, ...], dry_run: bool, terms: bool, jobs: int | None) -> None:
    """Find quotations in articles and keep them in the catalog.

    What a person has changed is left alone. Doing it again changes nothing, and reads no article
    that is as it was, unless the program is another.

    \b
    Example:
      quotes extract seeds/
      quotes extract --dry-run seeds/003_2e208109c0eff51f.txt
    """
    from quotes.cli._progress import progress
    from quotes.cli._project import root_or_new
    from quotes.cli._talk import put, put_bytes, say, say_failures
    from quotes.present.messages import DRY_RUN, NEXT, SUGGESTED_NEXT
    from quotes.workflow.extracting import extract

    with progress() as watch:
        extraction = extract(
            root_or_new(), paths, dry_run=dry_run, terms=terms, jobs=jobs, progress=watch
        )
    for patch in extraction.patches:
        put_bytes(patch)
    for each in extraction.done:
        if dry_run:
            say(counted(each))
        else:
            put(f"{counted(each)}\n")
        _tell(each)
    if any(each.suggested for each in extraction.done):
        say(NEXT.format(step=SUGGESTED_NEXT))
    if dry_run:
        say(DRY_RUN)
    raise click.exceptions.Exit(say_failures(extraction.failed))


def counted(done: "Extracted") -> str:
    from quotes.present import messages
    from quotes.present.escape import on_one_line

    line = messages.EXTRACTED.format(source=done.source, file=done.file, **done.counts)
    return on_one_line(line)


def _tell(done: "Extracted") -> None:
    from quotes.cli._talk import say
    from quotes.present import messages

    for offer in done.suggested:
        say(_offer(done.file, offer))
    if done.moved:
        say(messages.MOVED.format(file=done.file, count=len(done.moved)))
    for name in done.gone:
        say(messages.GONE.format(file=done.file, id=name))


def _offer(file: str, offer: "Suggestion") -> str:
    from quotes.present import messages

    said = (
        messages.SUGGESTED_FIELD.format(
            key=key, new=new or messages.NOTHING, old=old or messages.NOTHING
        )
        for key, old, new in offer.fields
    )
    return messages.SUGGESTED.format(file=file, id=offer.id, fields="; ".join(said))
