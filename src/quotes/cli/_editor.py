"""The person's own editor, at the line."""

import os
import shlex
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

from quotes.errors import UsageError
from quotes.language import worded

_AFTER_G = ("code", "code-insiders", "codium", "cursor", "windsurf")
_WITH_COLON = ("subl", "sublime_text", "zed", "hx", "helix")
_WITH_PLUS = ("vi", "vim", "nvim", "gvim", "nano", "pico", "emacs", "emacsclient", "micro", "joe")
_WAITS = ("subl", "sublime_text", "zed", *_AFTER_G)
NOT_FOUND = 127
"""What a shell says where there is no such program."""
_USUAL = ("nano", "vim", "vi", "notepad")


def words_for(editor: str, path: str, line: int) -> list[str]:
    """The command that opens a file at a line, and returns when the person is done.

    Raises UsageError for what no shell would take.

    >>> words_for("code", "a.yaml", 7)
    ['code', '-g', 'a.yaml:7', '--wait']
    >>> words_for("vim", "a.yaml", 7), words_for("nano", "a.yaml", 7)
    (['vim', '+7', 'a.yaml'], ['nano', '+7', 'a.yaml'])
    >>> words_for("subl -n", "a.yaml", 7), words_for("ed", "a.yaml", 7)
    (['subl', '-n', 'a.yaml:7', '--wait'], ['ed', 'a.yaml'])
    """
    try:
        words = shlex.split(editor, posix=os.name != "nt")
    except ValueError:
        raise UsageError(
            worded(
                "“{editor}” is no command: a quotation mark or a backslash in it stands alone"
            ).format(editor=editor),
            worded("set VISUAL or EDITOR, for example EDITOR=nano"),
        ) from None
    name = Path(words[0].strip('"')).stem.casefold() if words else ""
    place = [f"+{line}", path] if name in _WITH_PLUS else [path]
    if name in _AFTER_G:
        place = ["-g", f"{path}:{line}"]
    elif name in _WITH_COLON:
        place = [f"{path}:{line}"]
    waits = ["--wait"] if name in _WAITS and not {"--wait", "-w"} & set(words) else []
    return [*words, *place, *waits]


def choose(surroundings: Mapping[str, str]) -> str | None:
    """What the person has set, else what is usually there."""
    set_by_person = (surroundings.get(name, "").strip() for name in ("VISUAL", "EDITOR"))
    return next(filter(None, set_by_person), None) or next(
        (name for name in _USUAL if shutil.which(name)), None
    )


def run(words: Sequence[str]) -> int:
    try:
        return subprocess.call(words)  # noqa: S603  # it is the person's own editor
    except OSError:
        return NOT_FOUND
