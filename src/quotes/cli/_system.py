"""What the system would not do, in words: what, where, and what is to be done."""

import errno
import os

from quotes.cli._streams import STDOUT
from quotes.errors import SystemRefused
from quotes.language import of_system, worded


def refusal(error: OSError) -> SystemRefused:
    """Only stdout is called so: an error without a name came from somewhere else."""
    if error.filename == STDOUT and error.errno == errno.EBADF:
        return SystemRefused(
            STDOUT,
            worded("it is closed, and there is something to print"),
            worded("let it lead somewhere: > FILE, or > /dev/null"),
        )
    if error.filename is None and not is_somewhere():
        return SystemRefused(
            None,
            worded("the folder in which this was started is gone"),
            worded("go to a folder that is there"),
        )
    return SystemRefused(error.filename, of_system(error))


def is_somewhere() -> bool:
    """False where somebody has deleted the folder of this process."""
    try:
        os.getcwd()  # noqa: PTH109 # asked for nothing but its error
    except FileNotFoundError:
        return False
    return True
