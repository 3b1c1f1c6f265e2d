"""`quotes check`: everything that is wrong in the catalog."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from quotes.errors import Exit, Problem


@click.command("check")
@click.option("--strict", is_flag=True, help="Warnings count as errors.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object for each fault.")
def command(strict: bool, as_json: bool) -> None:
    """Prove every entry against its source, and list every fault with its place.

    \b
    Example:
      quotes check
      quotes check --strict
    """
    from quotes.cli._project import root
    from quotes.cli._talk import say
    from quotes.present import messages
    from quotes.workflow.checking import check

    problems = check(root())
    for problem in problems:
        _print(problem, as_json)
    warnings = sum(problem.warning for problem in problems)
    errors = messages.plural(len(problems) - warnings, "error")
    counts = f"{errors}, {messages.plural(warnings, 'warning')}"
    say(counts if problems else messages.SOUND)
    raise click.exceptions.Exit(_verdict(problems, strict))


def _verdict(problems: "Sequence[Problem]", strict: bool) -> "Exit":
    from quotes.errors import Exit

    counted = [problem for problem in problems if strict or not problem.warning]
    return Exit.PROBLEMS if counted else Exit.DONE


def _print(problem: "Problem", as_json: bool) -> None:
    from dataclasses import asdict

    from quotes.cli._talk import problem_line, put
    from quotes.present.escape import on_one_line
    from quotes.present.formats.as_jsonl import line
    from quotes.present.messages import NEXT

    if as_json:
        put(line(asdict(problem)) + "\n")
        return
    put(problem_line(problem) + "\n")
    if problem.next_step:
        put(f"  {on_one_line(NEXT.format(step=problem.next_step))}\n")
