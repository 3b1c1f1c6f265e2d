"""What is said on stderr, and where data goes."""

import os
import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING

import click

from quotes.errors import Exit, Problem, QuotesError
from quotes.present import messages
from quotes.present.escape import on_one_line, visible

if TYPE_CHECKING:
    from rich.console import Console

    from quotes.catalog.kept import Chosen
    from quotes.present.lines import Line

_PIPE_WIDTH = 100


def say(text: str) -> None:
    click.echo(visible(text), err=True)


def say_error(error: QuotesError) -> None:
    say(messages.FAILED.format(message=on_one_line(error.message)))
    if error.next_step:
        say(messages.NEXT.format(step=on_one_line(error.next_step)))
    for problem in getattr(error, "problems", ())[1:]:
        say(problem_line(problem))


def say_left_out(chosen: "Chosen", is_empty: bool) -> None:
    """What a choice has left out or could not judge, and whether there is nothing at all."""
    notices = {
        messages.HIDDEN_DROPPED: chosen.hidden,
        messages.OPEN_YEARS: chosen.open_years,
        messages.UNDATED: chosen.undated,
    }
    for message, count in notices.items():
        if count:
            say(message.format(count=count))
    if not chosen.kept:
        say(messages.EMPTY_CATALOG if is_empty else messages.NOTHING_FOUND)


def say_failures(errors: Iterable[QuotesError]) -> Exit:
    """All that failed in a batch, and the worst of their codes."""
    worst = Exit.DONE
    for error in errors:
        say_error(error)
        worst = max(worst, error.exit_code)
    return worst


def problem_line(problem: Problem) -> str:
    return on_one_line(f"{problem.place} {problem.code} {problem.message}")


def put(text: str) -> None:
    """Data on stdout, as it is."""
    click.echo(text, nl=False)


def put_lines(lines: "Iterable[Line]") -> None:
    """Drawn on a terminal; in a pipe each as it is, however long."""
    from quotes.present.lines import drawn, plain

    if is_terminal():
        for text in drawn(lines):
            console().print(text)
    else:
        put(plain(lines))


def put_bytes(content: bytes) -> None:
    """Byte for byte into a pipe, so that other programs can use it; a terminal gets no commands."""
    if is_terminal():
        put(visible(content.decode(errors="replace")))
    else:
        click.echo(content, nl=False)


def is_terminal() -> bool:
    return sys.stdout.isatty()


def width() -> int:
    """Cells of a line: of the terminal, else as `console` has it."""
    from shutil import get_terminal_size

    return get_terminal_size((_PIPE_WIDTH, 24)).columns


def console() -> "Console":
    """For stdout. Nothing in it is markup; in a pipe it is as wide as $COLUMNS says, else 100."""
    from rich.console import Console

    class Patient(Console):
        """Leaves a broken pipe to the group, which knows what it means."""

        def on_broken_pipe(self) -> None:
            raise BrokenPipeError

    columns = os.environ.get("COLUMNS", "")
    width = None
    if not is_terminal():
        width = int(columns) if columns.isdecimal() and int(columns) else _PIPE_WIDTH
    return Patient(width=width, markup=False, emoji=False, highlight=False, soft_wrap=False)
