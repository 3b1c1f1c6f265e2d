"""The command line. A command is a file of this folder; only the one that is called is loaded."""

from quotes.cli._group import main

__all__ = ["main"]
