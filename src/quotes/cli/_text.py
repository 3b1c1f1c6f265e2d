"""Words from people, which are text; only names of files may be any bytes.

Python keeps bytes of the command line that are no UTF-8 as surrogates, which nothing that compares,
prints or writes words can take.
"""

from typing import Any

import click

from quotes.errors import UsageError
from quotes.language import worded

_NAMES_OF_FILES = ("FILE", "DIR", "PATH", "DRAFT", "SOURCE:LINE", "IN", "OUT", "WHERE")
"""Metavars of parameters that name files."""


class NoText(UsageError):
    def __init__(self, text: str) -> None:
        super().__init__(
            worded("“{text}” holds bytes that are no text").format(text=text),
            worded("type it anew, on a terminal that sends UTF-8"),
        )


def insist_on_text(text: str) -> str:
    try:
        text.encode()
    except UnicodeEncodeError:
        raise NoText(text) from None
    return text


class _Text(click.types.StringParamType):
    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        return insist_on_text(super().convert(value, param, ctx))


def taking_text(command: click.Command) -> click.Command:
    """The command, and those within it, with parameters that take nothing else."""
    for each in command.params:
        if type(each.type) is click.types.StringParamType and not _names_files(each):
            each.type = _Text()
    for inner in command.commands.values() if isinstance(command, click.Group) else ():
        taking_text(inner)
    return command


def _names_files(parameter: click.Parameter) -> bool:
    return (parameter.metavar or "").strip("[]…") in _NAMES_OF_FILES
