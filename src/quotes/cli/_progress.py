"""How far a run has come: on stderr, where somebody watches."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from quotes.present import messages

if TYPE_CHECKING:
    from rich.progress import Progress

_WORTH_WATCHING = 20
"""Articles from which a bar is drawn."""


@contextmanager
def progress(*, prints: bool = False) -> Iterator[Callable[[int, int], None]]:
    """Of articles, drawn if it takes a while; a command that `prints` meanwhile shows enough."""
    if not sys.stderr.isatty() or (prints and sys.stdout.isatty()):
        yield lambda _, __: None
        return
    with _bar() as bar:
        task = bar.add_task("", visible=False)
        yield lambda done, of: bar.update(
            task, completed=done, total=of, visible=of >= _WORTH_WATCHING
        )


@contextmanager
def progress_of_shards() -> Iterator[Callable[[int, int, int], None]]:
    """Of shards, with the documents that are done."""
    if not sys.stderr.isatty():
        yield lambda _, __, ___: None
        return
    with _bar() as bar:
        task = bar.add_task("", visible=True)
        yield lambda done, of, documents: bar.update(
            task, completed=done, total=of, description=messages.DOCUMENTS.format(count=documents)
        )


def _bar() -> "Progress":
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, ProgressColumn, TextColumn
    from rich.progress import TimeRemainingColumn as Left
    from rich.text import Text

    class Rate(ProgressColumn):
        def render(self, task: Any) -> Text:
            speed = task.finished_speed or task.speed
            return Text(messages.RATE.format(rate=speed) if speed else "")

    columns = (BarColumn(), MofNCompleteColumn(), TextColumn("{task.description}"), Rate(), Left())
    return Progress(*columns, console=Console(stderr=True), transient=True)
