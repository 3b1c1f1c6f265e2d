"""Every fault at every point: in the process for all errors, from outside with strace.

python -m torture.faults            all scenes; prints how many points it tried for each
python -m torture.faults --scene set --hit signal=SIGKILL
"""

import argparse
import os
import sys
from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from unittest.mock import patch

from quotes.catalog import store
from torture import failing, traced
from torture.scenes import SCENES, scenes, without_a_scene

INSIDE = "inside"


def plain_write(target: Path, _: bytes | None, after: bytes) -> bool:
    """The writer that everybody writes first, to show that these harnesses would see it."""
    with open(target, "wb") as file:  # noqa: PTH123 - as plain as it gets
        file.write(after[: len(after) // 2])
        file.flush()
        file.write(after[len(after) // 2 :])
    return True


def try_scene(number: int, hit: str, only: frozenset[str], plain: bool) -> failing.Tally:
    scene = SCENES[number]
    with patch.object(store, "_put", plain_write if plain else store._put):  # noqa: SLF001 - a bad writer on purpose
        return failing.try_all(scene) if hit == INSIDE else traced.try_all(scene, (hit,), only)


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m torture.faults")
    parser.add_argument("--scene", help="only scenes whose name begins so")
    parser.add_argument("--hit", choices=(INSIDE, *traced.HITS), action="append")
    parser.add_argument("--call", action="append", help="only calls of this kind, as renameat2")
    parser.add_argument("--plain-writer", action="store_true", help="with a writer that is bad")
    wanted = parser.parse_args(argv)
    hits = wanted.hit or (INSIDE, *(traced.HITS if traced.can_trace() else ()))
    chosen = [each for each in scenes() if each.name.startswith(wanted.scene or "")]
    only = frozenset(wanted.call or ())
    jobs = [
        (SCENES.index(scene), hit, only, wanted.plain_writer) for scene in chosen for hit in hits
    ]
    with ProcessPoolExecutor(os.cpu_count(), max_tasks_per_child=1) as pool:
        tallies = _told(jobs, pool.map(try_scene, *zip(*jobs, strict=True)))
    return _sum_up(tallies, hits)


Job = tuple[int, str, frozenset[str], bool]


def _told(jobs: Sequence[Job], coming: Iterable[failing.Tally]) -> list[failing.Tally]:
    """Each is printed as soon as it is there."""
    tallies = []
    for (number, hit, *_), tally in zip(jobs, coming, strict=True):
        tallies.append(tally)
        said = f"{tally.points:5} points, {len(tally.found)} faults"
        print(f"{SCENES[number].name:38} {hit:15} {said}", flush=True)
        print("".join(f"  {each}\n" for each in tally.found), end="", flush=True)
    return tallies


def _sum_up(tallies: list[failing.Tally], hits: Sequence[str]) -> int:
    found = sum(len(tally.found) for tally in tallies)
    if not traced.can_trace():
        print("no strace here, or it may hold nobody: nothing was tried from outside")
    if missing := without_a_scene():
        print(f"commands without a scene: {', '.join(missing)}")
    print(
        f"faults: {sum(tally.points for tally in tallies)} points by {len(hits)} kinds of fault;"
        f" {found} faults found"
    )
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
