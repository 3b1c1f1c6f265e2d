"""What the next commit would bring, for `check --staged`."""

import os
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from quotes.errors import UsageError
from quotes.language import worded


class NotInGit(UsageError):
    def __init__(self, root: Path, why: str) -> None:
        super().__init__(
            worded("git cannot say what is staged in {root}: {why}").format(root=root, why=why),
            worded("name the files instead"),
        )


@dataclass(frozen=True, slots=True)
class Staged:
    files: tuple[Path, ...]
    """Those that the next commit changes."""
    instead: Mapping[Path, bytes | None]
    """What git has staged of files that by now say something else on disk, or are gone; `None`
    for a file that the commit takes out.
    """


def staged(root: Path) -> Staged:
    """Files that git does not know are taken as they are on disk: articles are often not kept
    there. Raises NotInGit outside of a repository, and while a merge is not done.
    """
    _git(root, "rev-parse", "--git-dir")
    if torn := _changed(root, "--diff-filter=U"):
        raise NotInGit(root, worded("{it} is not merged yet").format(it=torn[0]))
    named = _changed(root, "--cached", "--no-renames")
    differing = _changed(root, "--diff-filter=MDT")
    gone = _changed(root, "--cached", "--no-renames", "--diff-filter=D")
    staged_now = {root / name: _git(root, "show", f":./{name}") for name in differing}
    return Staged(
        tuple(root / name for name in named), {**staged_now, **{root / name: None for name in gone}}
    )


def _changed(root: Path, *how: str) -> tuple[str, ...]:
    listed = _git(root, "diff", "--name-only", "--relative", "--ignore-submodules", "-z", *how)
    return tuple(filter(None, os.fsdecode(listed).split("\0")))


def _git(root: Path, *words: str) -> bytes:
    git = shutil.which("git")
    if git is None:
        raise NotInGit(root, worded("there is no git"))
    command = [git, "-C", str(root), *words]
    done = subprocess.run(command, capture_output=True, check=False)  # noqa: S603 - git itself
    if done.returncode:
        raise NotInGit(root, done.stderr.decode(errors="replace").strip().partition("\n")[0])
    return done.stdout
