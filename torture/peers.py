"""What two known programs lose in the same situations: papis (YAML) and jrnl (text).

    python3 -m venv /tmp/peers && /tmp/peers/bin/pip install papis jrnl
    python -m torture.peers /tmp/peers

Each gets its own home in a scratch folder. Kills and failed calls hit every call from the first
one that opens the person's file for writing to the last that touches it, one after the other.
"""

import os
import re
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from torture.failing import scratch

CALLS = "openat,write,close,ftruncate,fsync,rename,renameat,renameat2,unlink,link,lseek,newfstatat"
HITS = ("signal=SIGKILL", "error=ENOSPC", "error=EIO")
RUNS, EDITS = 4, 10

PAPIS_FILE = """\
# 人手寫的註
title: 履新一週   # 標題
author: 謝燃岸
no: 12:30
note: |
  第一行
papis_id: 0123456789abcdef0123456789abcdef
"""
JRNL_FILE = """\
人手寫的開頭，沒有日期

[2020-02-16 09:00] 細節決定成敗。

[2020-02-17 09:00] 應收盡收。
"""
PAPIS_SETTINGS = """\
[settings]
default-library = lib
use-git = False
[lib]
dir = {home}/lib
"""
JRNL_SETTINGS = """\
journals:
  default:
    journal: {home}/journal.txt
editor: ''
encrypt: false
template: false
default_hour: 9
default_minute: 0
timeformat: '%Y-%m-%d %H:%M'
tagsymbols: '#@'
highlight: true
linewrap: 79
indent_character: '|'
version: {version}
"""


@dataclass(frozen=True)
class Peer:
    name: str
    file: str
    """The person's file, relative to the home."""
    content: str
    settings: tuple[str, str]
    edit: Callable[[Path, str], tuple[str, ...]]
    """The command that brings one more word into the file."""


def _papis_edit(home: Path, word: str) -> tuple[str, ...]:
    return "update", "-b", "--append", "tags", word, "--doc-folder", str(home / "lib" / "doc")


def _jrnl_edit(_: Path, word: str) -> tuple[str, ...]:
    return (f"2020-02-18 09:00: {word}。",)


PEERS = (
    Peer(
        "papis",
        "lib/doc/info.yaml",
        PAPIS_FILE,
        (".config/papis/config", PAPIS_SETTINGS),
        _papis_edit,
    ),
    Peer(
        "jrnl",
        "journal.txt",
        JRNL_FILE,
        (".config/jrnl/jrnl.yaml", JRNL_SETTINGS),
        _jrnl_edit,
    ),
)


@dataclass(frozen=True)
class Row:
    version: str
    lines_lost: str
    torn: str
    edits_lost: str


class Room:
    """One peer in a home of its own."""

    def __init__(self, peer: Peer, environment: Path, home: Path) -> None:
        self.peer, self.home = peer, home
        self.program = str(environment / "bin" / peer.name)
        self.file = home / peer.file
        self.file.parent.mkdir(parents=True, exist_ok=True)
        where, settings = peer.settings
        path = home / where
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(settings.format(home=home, version=self.version()), encoding="utf-8")
        self.begin()

    def version(self) -> str:
        said = self.run("--version")
        found = re.search(r"v?\d+\.\d+(?:\.\d+)?", said)
        return found[0] if found else "?"

    def begin(self) -> None:
        self.file.write_text(self.peer.content, encoding="utf-8")

    def run(self, *args: str, before: tuple[str, ...] = ()) -> str:
        surroundings = {
            **os.environ, "HOME": str(self.home), "XDG_CONFIG_HOME": str(self.home / ".config"),
            "PYTHONHASHSEED": "0", "PYTHONDONTWRITEBYTECODE": "1", "NO_COLOR": "1",
        }  # fmt: skip
        surroundings.pop("PYTHONPATH", None)
        done = subprocess.run(
            [*before, self.program, *args],
            env=surroundings, capture_output=True, text=True, stdin=subprocess.DEVNULL, check=False,
        )  # fmt: skip
        return done.stdout + done.stderr

    def add(self, word: str, before: tuple[str, ...] = ()) -> str:
        return self.run(*self.peer.edit(self.home, word), before=before)

    def text(self) -> str:
        return self.file.read_text(encoding="utf-8") if self.file.exists() else ""


def round_trip(room: Room) -> str:
    """Lines of the person's that an edit of something else does not leave as they were."""
    room.begin()
    room.add("不落一人")
    lines = [line for line in room.peer.content.splitlines() if line.strip()]
    gone = [line for line in lines if line not in room.text().splitlines()]
    return f"{len(gone)} of {len(lines)} ({'; '.join(line.strip() for line in gone)})"


def torn(room: Room) -> str:
    """Points after which the file is neither the old nor the new one."""
    points = bad = empty = 0
    room.begin()
    room.add("熱身")
    room.begin()
    room.add("不落一人")
    new = room.text()
    log = room.home.with_name("log")
    for hit in HITS:
        for call, number in _points(room, log):
            room.begin()
            inject = ("-e", f"inject={call}:{hit}:when={number}")
            room.add("不落一人", before=(*_strace(log), *inject))
            text = room.text()
            points += 1
            bad += text not in (room.peer.content, new)
            empty += text == ""
    return f"{bad} of {points} ({empty} of them leave an empty file)"


def _strace(log: Path) -> tuple[str, ...]:
    return "strace", "-f", "-y", "-o", str(log), "-e", f"trace={CALLS}"


def _points(room: Room, log: Path) -> list[tuple[str, int]]:
    """From the first call that opens something to write beside the file, to the last there."""
    room.begin()
    room.add("不落一人", before=_strace(log))
    calls = [
        found for found in map(_CALL.match, log.read_text(errors="replace").splitlines()) if found
    ]
    name = str(room.file.parent)
    touching = [n for n, each in enumerate(calls) if name in each[0]]
    first = next(n for n in touching if "O_WRONLY" in calls[n][0] or "O_RDWR" in calls[n][0])
    counts: dict[str, int] = {}
    points = []
    for n, each in enumerate(calls):
        counts[each[1]] = counts.get(each[1], 0) + 1
        if first <= n <= touching[-1] + 1:
            points.append((each[1], counts[each[1]]))
    return points


_CALL = re.compile(r"\d+ +(\w+)\(.*")


def edits_lost(room: Room) -> str:
    """Runs beside each other; each brings words of its own."""
    room.begin()

    def one(number: int) -> None:
        for count in range(EDITS):
            room.add(f"w{number}x{count}x")

    with ThreadPoolExecutor(RUNS) as pool:
        list(pool.map(one, range(RUNS)))
    text = room.text()
    words = [f"w{number}x{count}x" for number in range(RUNS) for count in range(EDITS)]
    return f"{sum(word not in text for word in words)} of {len(words)}"


def measure(peer: Peer, environment: Path) -> Row:
    with scratch() as home:
        room = Room(peer, environment, home)
        return Row(room.version(), round_trip(room), torn(room), edits_lost(room))


def main(environment: Path) -> int:
    for peer in PEERS:
        if not (environment / "bin" / peer.name).exists():
            print(f"{peer.name} is not in {environment}")
            continue
        row = measure(peer, environment)
        print(f"{peer.name} {row.version}")
        print(f"  lines of a person's changed by another edit: {row.lines_lost}")
        print(f"  neither old nor new after a fault: {row.torn}")
        print(f"  edits lost, {RUNS} runs × {EDITS}: {row.edits_lost}")
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]).resolve()))
