"""What the next commit would bring, for `check --staged`."""

import shutil
import subprocess
from pathlib import Path

from quotes.errors import UsageError


class NotInGit(UsageError):
    def __init__(self, root: Path, why: str) -> None:
        super().__init__(
            f"git cannot say what is staged in {root}: {why}", "name the files instead"
        )


def staged(root: Path) -> tuple[Path, ...]:
    """The files below the root that are staged, as they are on disk."""
    git = shutil.which("git")
    if git is None:
        raise NotInGit(root, "there is no git")
    command = [git, "-C", str(root), "diff", "--cached", "--name-only", "--relative", "-z"]
    done = subprocess.run(  # noqa: S603 - git itself, and no words of anybody's in the command
        [*command, "--diff-filter=ACMRT"], capture_output=True, check=False
    )
    if done.returncode:
        raise NotInGit(root, done.stderr.decode(errors="replace").strip().partition("\n")[0])
    names = done.stdout.decode(errors="surrogateescape").split("\0")
    return tuple(root / name for name in names if name)
