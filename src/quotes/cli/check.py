"""`quotes check`: everything that is wrong in the catalog."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from quotes.language import worded

if TYPE_CHECKING:
    from quotes.errors import Exit
    from quotes.workflow.checking import Checked

FORMATS = ("full", "concise", "json", "github", "sarif")


@click.command("check")
@click.argument("paths", metavar="[PATH]…", nargs=-1, type=click.Path(path_type=Path))
@click.option("--strict", is_flag=True, help="Warnings count as errors.")
@click.option("--staged", is_flag=True, help="Only what git would commit, as it is staged.")
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMATS),
    help="full on a terminal, else concise.",
)
@click.option("--json", "as_json", is_flag=True, help="The same as --format json.")
@click.option("--explain", metavar="CODE", help="What a code means and how it is mended; or all.")
def command(
    paths: tuple[Path, ...],
    strict: bool,
    staged: bool,
    form: str | None,
    as_json: bool,
    explain: str | None,
) -> None:
    """Prove every entry against its source, and list every fault with its place.

    PATHs are catalog files, sources or folders. A fault that shall stay is ignored by a comment
    at its line's end: `# quotes: ignore CODE reason`.

    \b
    Example:
      quotes check
      quotes check --strict --format github
      quotes check --explain E-TEXT
    """
    if explain:
        _explain(explain)
        return
    from quotes.cli._project import root
    from quotes.workflow.checking import examine

    for path in paths:
        _insist_on(path)
    found = _staged(root(), paths) if staged else examine(root(), paths or None)
    _print(found, "json" if as_json else form)
    _count(found, [str(path) for path in paths])
    raise click.exceptions.Exit(_verdict(found, strict))


def _insist_on(path: Path) -> None:
    from quotes.catalog.root import is_there
    from quotes.errors import UsageError

    if not is_there(path):
        raise UsageError(
            worded("{path}: no such file or folder").format(path=path), worded("check the path")
        )


def _staged(root: Path, paths: tuple[Path, ...]) -> "Checked":
    from quotes.workflow.checking import examine
    from quotes.workflow.staged import staged

    commit = staged(root)
    return examine(root, (*paths, *commit.files), commit.instead)


def _explain(code: str) -> None:
    from quotes.cli._talk import put
    from quotes.present.faults import explanation

    put(explanation(code))


def _print(found: "Checked", form: str | None) -> None:
    from quotes.cli._talk import is_terminal, put
    from quotes.present.reports import Report, renderer

    chosen = form or ("full" if is_terminal() else "concise")
    put(renderer(chosen)(Report(found.problems, found.texts)))


def _count(found: "Checked", asked: Sequence[str]) -> None:
    from quotes.cli._talk import say
    from quotes.present import messages

    warnings = sum(problem.warning for problem in found.problems)
    errors = messages.plural(len(found.problems) - warnings, "error")
    counts = f"{errors}, {messages.plural(warnings, 'warning')}"
    sound = messages.SOUND_HERE.format(paths=", ".join(asked)) if asked else messages.SOUND
    say(counts if found.problems else sound)
    if found.ignored:
        say(messages.IGNORED.format(count=found.ignored))


def _verdict(found: "Checked", strict: bool) -> "Exit":
    """A file that the system will not hand over is worse than one that says something wrong."""
    from quotes.errors import Exit

    if found.unread:
        return Exit.UNREADABLE
    counted = [problem for problem in found.problems if strict or not problem.warning]
    return Exit.PROBLEMS if counted else Exit.DONE
