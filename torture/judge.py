"""What must be so after a command was hit by a fault."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from torture.scenes import CRASHED, Ended, Scene, kept, leftovers, play

KILLED = -9
REFUSED = (3, 4, 5)
"""A source or the catalog cannot be read, something changed underneath, the system failed."""

Files = Mapping[str, bytes]


@dataclass(frozen=True)
class Case:
    """A scene with the catalog as it stands before, and as a run without faults leaves it."""

    scene: Scene
    before: Files
    after: Files
    between: tuple[Files, ...] = ()
    """What may also stand there, where a person presses several keys."""

    @property
    def whole(self) -> tuple[Files, ...]:
        return (self.before, self.after, *self.between)


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
        for name in sorted(set(now).union(*case.whole))
        if now.get(name) not in [files.get(name) for files in case.whole]
    ]
    known = {raw for files in case.whole for raw in files.values()}
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
    if not case.scene.repeatable and kept(root) != case.before:
        return []
    again = play(root, case.scene)
    if again.code:
        return [f"the next run ends with {again.code}: {again.said.strip()[-300:]}"]
    return [] if kept(root) == case.after else ["the next run does not complete the work"]
