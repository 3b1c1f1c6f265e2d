"""Many at once: runs of the program beside each other, and beside an editor that takes no lock.

python -m torture.crowd            8 runs × 200 edits, then 400 saves by each kind of editor
"""

import multiprocessing
import os
import sys
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from quotes.catalog import store
from quotes.catalog.amend import amend
from quotes.catalog.document import Document
from quotes.errors import Exit, QuotesError
from quotes.workflow.extracting import extract
from torture.failing import scratch
from torture.scenes import publish

RUNS = int(os.environ.get("QUOTES_RUNS", "8"))
EDITS = int(os.environ.get("QUOTES_EDITS", "200"))
SAVES = int(os.environ.get("QUOTES_SAVES", "400"))
EXTRACT_EVERY = 8

Save = Callable[[Path, bytes], None]
"""How an editor brings a text into a file."""


@dataclass(frozen=True)
class Crowd:
    made: int
    lost: tuple[str, ...]
    seconds: float
    said_no: int = 0
    """Times that the program said it did not write."""


# Runs beside each other.


def tag(root: Path, name: str, entry: str) -> bool:
    """As `quotes set ID tags=+NAME` does it: read, add, write."""

    def add(document: Document | None) -> str:
        assert document is not None
        index, tags = next(
            (number, each.entry.tags)
            for number, each in enumerate(document.entries)
            if each.entry.id == entry
        )
        return amend(document, index, (("tags", (*tags, name)),))

    return patiently(root, lambda writing: writing.revise(root / "catalog" / "003_a.yaml", add))


def patiently(root: Path, work: Callable[[store.Writing], bool]) -> bool:
    """Whoever is told that another run is busy comes again, as a person would."""
    for _ in range(30):
        try:
            with store.Writing(root) as writing:
                return work(writing)
        except QuotesError as error:
            if error.exit_code != Exit.CHANGED:
                raise
    return False


def one_run(root: Path, number: int, edits: int) -> int:
    """Edits in one file that all share; every eighth time a quotation of its own is extracted."""
    done = 0
    for count in range(edits):
        if count % EXTRACT_EVERY == EXTRACT_EVERY - 1:
            done += _extract_own(root, number, count)
        else:
            done += tag(root, f"r{number}-{count}", f"003-0{1 + count % 3}")
    return done


def _extract_own(root: Path, number: int, count: int) -> bool:
    name = f"{100 + number}_own.txt"
    earlier = range(EXTRACT_EVERY - 1, count + 1, EXTRACT_EVERY)
    publish(root, name, 0, *(f"李明说：“这是{number}号的第{each}句话。”" for each in earlier))
    for _ in range(30):
        done = extract(root, [str(root / "seeds" / name)])
        if not done.failed:
            return True
    return False


def runs(count: int = RUNS, edits: int = EDITS) -> Crowd:
    """Nothing that any of them did may be missing at the end."""
    started = time.monotonic()
    with scratch() as root:
        begin(root)
        with ProcessPoolExecutor(count, multiprocessing.get_context("spawn")) as pool:
            waiting = [pool.submit(one_run, root, number, edits) for number in range(count)]
            done = sum(each.result() for each in waiting)
        lost = missing(root, count, edits)
    lost += (f"{count * edits - done} edits were given up",) if done != count * edits else ()
    return Crowd(count * edits, lost, time.monotonic() - started)


def missing(root: Path, count: int, edits: int) -> tuple[str, ...]:
    shared = _entries(root / "catalog" / "003_a.yaml")
    tags = {name for entry in shared for name in entry.get("tags", ())}
    lost = []
    for number in range(count):
        own = root / "catalog" / f"{100 + number}_own.yaml"
        words = {entry["text"] for entry in (_entries(own) if own.exists() else ())}
        for each in range(edits):
            if each % EXTRACT_EVERY == EXTRACT_EVERY - 1:
                found = f"这是{number}号的第{each}句话。" in words
            else:
                found = f"r{number}-{each}" in tags
            lost += [] if found else [f"edit {each} of run {number}"]
    return tuple(lost)


def _entries(path: Path) -> list[dict[str, Any]]:
    return list(yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CBaseLoader)["entries"])  # noqa: S506 - makes nothing but strings


def begin(root: Path) -> None:
    publish(
        root, "003_a.txt", 0, "2月16日，王忠林说：“細節決定成敗。”又说：“人命關天。”“應收盡收。”"
    )
    (root / "catalog").mkdir()
    extract(root, [str(root / "seeds")])
    assert len(_entries(root / "catalog" / "003_a.yaml")) == 3


# Beside an editor.


def in_place(path: Path, content: bytes) -> None:
    """Empties the file and fills it again, as nano does."""
    with path.open("wb") as file:
        file.write(content)


def in_two_parts(path: Path, content: bytes) -> None:
    """Empties the file and fills it in two writes."""
    with path.open("wb", buffering=0) as file:
        file.write(content[: len(content) // 2])
        file.write(content[len(content) // 2 :])


def by_rename(path: Path, content: bytes) -> None:
    """Writes beside the file and renames, as vim does."""
    beside = path.with_name(f"{path.name}~")
    beside.write_bytes(content)
    beside.replace(path)


def with_a_pause(path: Path, content: bytes) -> None:
    """Half of the save looks like a sound file; the rest comes a moment later."""
    cut = content.rindex(b"# ")
    with path.open("wb", buffering=0) as file:
        file.write(content[:cut])
        time.sleep(0.01)
        file.write(content[cut:])


def without_emptying(path: Path, content: bytes) -> None:
    """Opens the file, thinks, writes over it and cuts off what is left of the old."""
    with path.open("r+b", buffering=0) as file:
        time.sleep(0.003)
        file.write(content)
        file.truncate()


EDITORS: tuple[Save, ...] = (
    in_place,
    in_two_parts,
    by_rename,
    with_a_pause,
    without_emptying,
)

HEAD = "source:\n  file: seeds/003_a.txt\n\n"
ENTRY = "entries:\n\n  - id: 003-01\n    text: 好\n    status: ok\n"


def editor(save: Save, saves: int = SAVES) -> Crowd:
    """A person saves at any moment of a run; what was saved last must be there afterwards.

    Either the run has done its work on it, or it says that it has not.
    """
    started, lost, said_no = time.monotonic(), [], 0
    with scratch() as root:
        (root / "catalog").mkdir()
        path = root / "catalog" / "003_a.yaml"
        _begin(path, 0)
        _tag_once(root)
        whole = _lasts(root, path)
        for number in range(saves):
            _begin(path, number)
            after = f"{HEAD}# 存 {number} 後\n{ENTRY}# 尾 {number}\n".encode()
            ended = _beside(root, path, save, after, whole * 1.5 * number / saves)
            said_no += ended == Exit.CHANGED
            lost += _what_is_lost(number, path.read_bytes(), after, ended)
    return Crowd(saves, tuple(lost), time.monotonic() - started, said_no)


def _begin(path: Path, number: int) -> None:
    path.write_text(f"{HEAD}# 存 {number} 前\n{ENTRY}", encoding="utf-8")


def _lasts(root: Path, path: Path) -> float:
    """Seconds from the word go to the end of a run that nobody disturbs."""
    _begin(path, 0)
    started = time.monotonic()
    _beside(root, path, lambda *_: None, b"", 0.0)
    return time.monotonic() - started


def _beside(root: Path, path: Path, save: Save, after: bytes, wait: float) -> int:
    """The run in a process of its own; the save in this one, a while after the run has begun."""
    hear, tell = os.pipe()
    child = os.fork()
    if not child:
        os.write(tell, b"!")
        os._exit(_tag_once(root))
    os.read(hear, 1)
    begun = time.monotonic()
    while time.monotonic() - begun < wait:
        pass
    save(path, after)
    os.close(hear)
    os.close(tell)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def _tag_once(root: Path) -> int:
    def add(document: Document | None) -> str | None:
        if document is None or not document.entries:
            return None
        return amend(document, 0, (("note", "程序寫的"),))

    try:
        with store.Writing(root) as writing:
            writing.revise(root / "catalog" / "003_a.yaml", add)
    except QuotesError as error:
        return int(error.exit_code)
    except BaseException:  # noqa: BLE001 - a child of a test must end here
        return 70
    return 0


def _what_is_lost(number: int, raw: bytes, after: bytes, ended: int) -> list[str]:
    lines = raw.splitlines()
    gone = [line.decode() for line in after.splitlines() if line not in lines]
    found = [f"save {number}: {line!r} is gone" for line in gone]
    if ended not in (0, Exit.CHANGED, Exit.UNREADABLE):
        found.append(f"save {number}: the run ended with {ended}")
    return found


def main() -> int:
    crowd = runs()
    print(
        f"concurrency: {RUNS} runs × {EDITS} edits: {crowd.made} made,"
        f" {len(crowd.lost)} lost, {crowd.seconds:.0f} s"
    )
    faults = list(crowd.lost)
    for save in EDITORS:
        crowd = editor(save)
        print(
            f"an editor that saves {save.__name__.replace('_', ' ')}: {crowd.made} saves,"
            f" {len(crowd.lost)} lost, {crowd.said_no} times the run said that it did not write"
        )
        faults += crowd.lost
    print("".join(f"  {each}\n" for each in faults[:40]), end="")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
