"""`quotes review`: what waits, one at a time; one key decides."""

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from quotes.cli._options import KINDS, STATUSES

if TYPE_CHECKING:
    from quotes.catalog.kept import Wanted
    from quotes.catalog.shelf import Shelf
    from quotes.cli._walk import Walk
    from quotes.workflow.reviewing import Desk, Waiting


@click.command("review")
@click.option("--speaker", "speakers", metavar="NAME", multiple=True, help="In any script.")
@click.option(
    "--source", "sources", metavar="TEXT", multiple=True, help="Part of a file name, outlet, title."
)
@click.option("--kind", "kinds", type=click.Choice(KINDS), multiple=True)
@click.option(
    "--status",
    "statuses",
    type=click.Choice(STATUSES),
    multiple=True,
    help="todo and unsure where nothing is said.",
)
@click.option("--limit", metavar="N", type=click.IntRange(1), help="No more than N.")
@click.option("--low-first", is_flag=True, help="The least certain first.")
@click.option(
    "--suggestions", "walk", flag_value="suggestions", help="What the program would now say anew."
)
@click.option("--terms", "walk", flag_value="terms", help="What the program took for no quotation.")
def command(limit: int | None, low_first: bool, walk: str | None, **asked: Any) -> None:
    """Look at entries one by one, each in its paragraph, and decide with one key.

    Every decision is in the catalog at once: leave when you like, and go on where you left. `u`
    takes decisions back, to the byte. Digits, letters and full-width keys all count; `?` tells
    them.

    \b
    Example:
      quotes review
      quotes review --source 003 --low-first --limit 20
      quotes review --suggestions
      quotes review --terms --source 003
    """
    from quotes.cli._project import shelf
    from quotes.cli._talk import say, say_error
    from quotes.present import review_words as words
    from quotes.workflow.reviewing import Desk

    _insist_on_a_terminal()
    opened, code = shelf()
    desk = Desk(opened)
    wanted = _wanted(opened, walk, **asked)
    waiting = _waiting(desk, wanted, walk, low_first)[:limit]
    for error in desk.unread:
        say_error(error)
        code = max(code, error.exit_code)
    if not waiting:
        say(words.NOTHING_WAITS)
        raise click.exceptions.Exit(code)
    tally = _walk(desk, waiting, walk).run()
    left = len(waiting) - len(tally.decided)
    say(words.SUM.format(seen=len(tally.seen), decided=len(tally.decided), left=left))
    raise click.exceptions.Exit(max(code, tally.exit_code))


def _wanted(
    shelf: "Shelf",
    walk: str | None,
    *,
    speakers: Sequence[str],
    statuses: tuple[str, ...],
    **more: Any,
) -> "Wanted":
    from quotes.catalog.kept import Wanted
    from quotes.cli._options import insist_on_names
    from quotes.workflow.looking import find_speakers

    insist_on_names(more["sources"])
    usual = STATUSES if walk else ("todo", "unsure")
    return Wanted(find_speakers(shelf, speakers), statuses=statuses or usual, **more)


def _insist_on_a_terminal() -> None:
    from quotes.errors import UsageError
    from quotes.present.review_words import INSTEAD, NO_TERMINAL

    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise UsageError(NO_TERMINAL, INSTEAD)


def _waiting(
    desk: "Desk", wanted: "Wanted", walk: str | None, low_first: bool
) -> "Sequence[Waiting]":
    if walk == "suggestions":
        return desk.suggestions(wanted)
    if walk == "terms":
        return desk.terms(wanted)
    return desk.entries(wanted, low_first=low_first)


def _walk(desk: "Desk", waiting: "Sequence[Waiting]", walk: str | None) -> "Walk":
    from quotes.cli import _walks
    from quotes.cli._keys import Keyboard
    from quotes.cli._talk import console

    kinds = {"suggestions": _walks.Suggestions, "terms": _walks.Terms}
    return kinds.get(walk or "", _walks.Entries)(desk, waiting, Keyboard(), console())
