"""What must be so after a command was hit by a fault."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from torture.scenes import CRASHED, Ended, Scene, kept, leftovers, run

KILLED = -9
REFUSED = (3, 4, 5)
"""A source or the catalog cannot be read, something changed underneath, the system failed."""

KNOWN = (
    (
        re.compile("stat.*: a traceback: (?:OSError|PermissionError)"),
        "a traceback where a path cannot even be looked at",
    ),
)
"""What we know to be wrong: counted apart, and told apart in docs/reliability.md."""

Files = Mapping[str, bytes]


def known_as(fault: str) -> str:
    """The row of the table that a fault is in; empty for a new one."""
    return next((why for pattern, why in KNOWN if pattern.search(fault)), "")


@dataclass(frozen=True)
class Case:
    """A scene with the catalog as it stands before, and as a run without faults leaves it."""

    scene: Scene
    before: Files
    after: Files


def faults(case: Case, root: Path, ended: Ended, *, ours: bool = True) -> list[str]:
    """Everything that is wrong now, and after the next run; empty as it should be.

    `ours` says that the fault hit the project; of others only the catalog is judged.
    """
    found = _torn(case, root)
    if ours:
        found += _ending(case, root, ended)
    return found + _next_run(case, root)


def _torn(case: Case, root: Path) -> list[str]:
    now = kept(root)
    found = [
        f"{name} is neither old nor new ({len(now.get(name, b''))} bytes)"
        for name in sorted(case.before.keys() | case.after.keys() | now.keys())
        if now.get(name) not in (case.before.get(name), case.after.get(name))
    ]
    known = {*case.before.values(), *case.after.values()}
    found += [
        "a leftover holds what nobody wrote"
        for raw in leftovers(root)
        if not any(each.startswith(raw) for each in known)
    ]
    return found


def _ending(case: Case, root: Path, ended: Ended) -> list[str]:
    if ended.code == KILLED:
        return []
    if ended.code == CRASHED or "Traceback" in ended.said:
        return [f"a traceback: {ended.said.strip().splitlines()[-1]}"]
    if ended.code == 0:
        return [] if kept(root) == case.after else ["it says that all went well, and it did not"]
    if ended.code not in REFUSED:
        return [f"it ends with {ended.code}: {ended.said.strip()}"]
    return [] if ended.said.strip() else [f"it ends with {ended.code} and says nothing"]


def _next_run(case: Case, root: Path) -> list[str]:
    if not case.scene.repeatable and kept(root) == case.after:
        return []
    again = run(root, *case.scene.args)
    if again.code:
        return [f"the next run ends with {again.code}: {again.said.strip()[-300:]}"]
    return [] if kept(root) == case.after else ["the next run does not complete the work"]
