"""The group that finds its commands, and turns what went wrong into words and an exit code."""

import os
import re
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

import click

import quotes
from quotes import language
from quotes.cli import _streams, _system
from quotes.cli._text import taking_text
from quotes.errors import Exit, QuotesError


class CommandFolder(click.Group):
    """Every module beside this one whose name has no underscore in front is a command."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        from pkgutil import iter_modules

        folder = str(Path(__file__).parent)
        return sorted(each.name for each in iter_modules([folder]) if each.name[0] != "_")

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        name = f"quotes.cli.{cmd_name}"
        try:
            command: click.Command = import_module(name).command
        except (ModuleNotFoundError, AttributeError):
            if cmd_name in self.list_commands(ctx):
                raise
            return None
        return in_their_language(taking_text(command))

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            known = self.list_commands(ctx)
            raise click.UsageError(f"{error.message} Commands: {', '.join(known)}.", ctx) from None

    def invoke(self, ctx: click.Context) -> Any:
        """A reader of our pipe may leave when it has seen enough: `quotes list | head`."""
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()
        except BrokenPipeError:
            _streams.silence_stdout()
            return Exit.DONE
        return result

    def main(self, args: Sequence[str] | None = None, *rest: Any, **extra: Any) -> Any:
        """All that can end a run ends it here."""
        _streams.make_safe()
        _streams.forget_odd_sizes(os.environ)
        language.teach_libraries()
        in_their_language(self)
        try:
            extra["standalone_mode"] = False
            code = super().main(args, *rest, **extra)
        except QuotesError as error:
            code = _say(error)
        except click.exceptions.Exit as stop:
            code = stop.exit_code
        except (click.Abort, KeyboardInterrupt):
            click.echo("", err=True)
            code = Exit.INTERRUPTED
        except click.ClickException as error:
            _show(error)
            code = Exit.USAGE
        except OSError as error:
            code = _say(_system.refusal(error))
            _streams.silence_stdout()
        sys.exit(int(code or Exit.DONE))


def in_their_language(command: click.Command) -> click.Command:
    """The help of a command, of its options and of the commands within it."""
    if language.spoken() != language.ENGLISH:
        command.help = _worded(command.help)
        command.short_help = _begun(command.help)
        for each in command.params:
            if isinstance(each, click.Option):
                each.help = _worded(each.help)
        if isinstance(command, click.Group):
            for inner in command.commands.values():
                in_their_language(inner)
    return command


def _begun(help_text: str | None) -> str | None:
    """The first clause: click cuts between words, and a Chinese sentence is one."""
    return re.split("[：。\n]", help_text)[0] + "。" if help_text else None


def _worded(text: str | None) -> str | None:
    from inspect import cleandoc

    return language.worded(cleandoc(text)) if text else text


def _show(error: click.ClickException) -> None:
    """A mistake in the words of click, which repeats some of what was typed as it is."""
    from quotes.present.escape import on_one_line

    context = error.ctx if isinstance(error, click.UsageError) else None
    told = error.format_message().replace("\n\t", " ")  # it lists choices one below the other
    click.UsageError(on_one_line(told), context).show()


def _say(error: QuotesError) -> Exit:
    from quotes.cli._talk import say_error

    say_error(error)
    return error.exit_code


@click.group(cls=CommandFolder, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(quotes.__version__, prog_name="quotes")
@click.option(
    "-C",
    "folder",
    metavar="DIR",
    type=click.Path(exists=True, file_okay=False, readable=False),
    help="Work as if started in DIR.",
)
@click.pass_context
def main(ctx: click.Context, folder: str | None) -> None:
    """Who said what, when, and where it is printed: a catalog of quotations from Chinese news."""
    if folder:
        if _system.is_somewhere():
            ctx.call_on_close(_back_to(Path.cwd()))
        os.chdir(folder)


def _back_to(folder: Path) -> Any:
    return lambda: os.chdir(folder)
