"""Catalog files that nobody should write: each is told with line and column, at once, in little memory.

python -m torture.catalogs               the cases of the suite and 10,000 accidents
python -m torture.catalogs --slips 300

A case is read by a process of its own. An accident is a sound file into which one to four things have
slipped: whatever is told of it lies within the file, and every format can say it.
"""

import argparse
import json
import os
import random
import re
import resource
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from quotes.errors import Problem
from quotes.present.reports import Report, names, renderer
from quotes.workflow.checking import examine
from torture.leftovers import build

SLIPS = 10_000
SECONDS = 5.0
MEGABYTES = 300
SOURCE = "王忠林說：“細節決定成敗。”\n"
_CASES = Path(__file__).parents[1] / "tests" / "cases" / "hostile_catalogs.yaml"

_ALONE = """\
import json, resource, sys, time
from pathlib import Path
from quotes.workflow.checking import examine
examine(Path(sys.argv[2]))
begin = time.process_time()
problems = examine(Path(sys.argv[1])).problems
seconds = time.process_time() - begin
status = Path("/proc/self/status")  # getrusage counts what the process was forked from as well
held = [line.split()[1] for line in status.read_text().splitlines() if "VmHWM" in line] if status.exists() else []
most = int(held[0] if held else resource.getrusage(resource.RUSAGE_SELF).ru_maxrss) // 1024
print(json.dumps([seconds, most, [[each.code, each.line, each.column] for each in problems]]))
"""
"""Loads what a run loads with a small catalog first, then reads the hostile one."""

Case = dict[str, Any]
Fault = list[Any]
"""Code, line and column; `[and, 3]` at the end of a list stands for three more."""


@dataclass(frozen=True)
class Told:
    seconds: float
    megabytes: int
    faults: list[Fault]


def cases() -> list[Case]:
    made: list[Case] = yaml.load(_CASES.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    return made


def content(case: Case) -> bytes:
    """The bytes of a case, which may be told by what they are built of."""
    if "latin-1" in case:
        return str(case["latin-1"]).encode("latin-1")
    pieces = case.get("build") or [case["text"]]
    return "".join(map(_piece, pieces)).encode("utf-8", "surrogatepass")


def _piece(made: str | dict[str, Any]) -> str:
    if isinstance(made, str):
        return made
    times = int(made["times"])
    if "stairs" in made:
        return "".join(f"{' ' * step}{made['stairs']}\n" for step in range(times))
    return str(made["put"]) * times


def project(root: Path, raw: bytes) -> Path:
    (root / "catalog").mkdir(parents=True)
    (root / "a.txt").write_text(SOURCE, encoding="utf-8")
    (root / "catalog" / "a.yaml").write_bytes(raw)
    return root


def told_alone(root: Path, small: Path) -> Told:
    """In a process of its own; raises RuntimeError with what a crash says."""
    run = subprocess.run(
        [sys.executable, "-c", _ALONE, str(root), str(small)],
        capture_output=True,
        env=os.environ | {"PYTHONPATH": str(Path(__file__).parents[1] / "src")},
        preexec_fn=limit,
        check=False,
    )
    if run.returncode:
        raise RuntimeError(run.stderr.decode(errors="replace")[-2000:] or f"{run.returncode}")
    return Told(*json.loads(run.stdout))


def limit() -> None:
    """Of a process that reads one hostile input: two gigabytes and ten seconds of work."""
    resource.setrlimit(resource.RLIMIT_AS, (2 << 30, 2 << 30))
    resource.setrlimit(resource.RLIMIT_CPU, (10, 10))


def otherwise(case: Case, told: Sequence[Fault]) -> str:
    """What is told of a case besides what should be; empty where it is the same."""
    wanted = [fault for fault in case["faults"] if fault[0] != "and"]
    more = sum(fault[1] for fault in case["faults"] if fault[0] == "and")
    if list(told[: len(wanted)]) == wanted and len(told) == len(wanted) + more:
        return ""
    return f"{case['name']}: {list(told[:9])} and not {case['faults']}"


def try_case(case: Case) -> tuple[Told, str]:
    with tempfile.TemporaryDirectory(prefix="catalogs-") as folder:
        root = project(Path(folder) / "hostile", content(case))
        try:
            told = told_alone(root, project(Path(folder) / "small", "# 好\n".encode()))
        except RuntimeError as crash:
            return Told(0, 0, []), f"{case['name']}: {crash}"
        fault = otherwise(case, told.faults)
        if (root / "catalog" / "a.yaml").read_bytes() != content(case):
            fault = f"{case['name']}: it was written to"
    if told.seconds >= SECONDS or told.megabytes >= MEGABYTES:
        fault = f"{case['name']}: {told.seconds:.1f} s, {told.megabytes} MB"
    return told, fault


_SLIPPED = (
    "：", "\u3000", ": ", "\t", "“", "”", "#", " #", "-", "- ", "\n", "\r\n", "[", "]", "{", "}",
    "|-", "'", '"', "&a", "*a", "!x", "\u2028", "\ufeff", "<<<<<<< x\n", "  # quotes: ignore E-TEXT 因故",
)  # fmt: skip


def accidents(sound: str, count: int, seed: int = 2020) -> Iterator[str]:
    """The sound file with one to four things typed into it, some over what stood there."""
    dice = random.Random(seed)  # noqa: S311 - the same accidents everywhere
    for _ in range(count):
        text = sound
        for _ in range(dice.randint(1, 4)):
            at = dice.randrange(len(text))
            text = text[:at] + dice.choice(_SLIPPED) + text[at + dice.choice((0, 0, 1, 3, 30)) :]
        yield text


def try_slips(root: Path, place: Path, count: int) -> tuple[int, list[str]]:
    """How many of the accidents are told of; and what is told outside the file, or by a crash."""
    told, found = 0, list[str]()
    for text in accidents(place.read_text(encoding="utf-8"), count):
        place.write_bytes(text.encode())
        try:
            known = examine(root)
            report = Report(known.problems, known.texts)
            for each in map(renderer, names()) if known.problems else ():
                each(report)
        except Exception as crash:  # noqa: BLE001 - whatever it is, it is a finding
            found.append(f"{crash!r}: {text!r}")
            continue
        found += [f"{each.place} of {text!r}" for each in outside(report)]
        told += bool(known.problems)
    return told, found


def outside(report: Report) -> list[Problem]:
    """Those whose line or column the file that they name has not."""
    lines = {path: re.split("\r\n|\r|\n", text) for path, text in report.texts.items()}
    return [
        each
        for each in report.problems
        if each.line > len(own := lines[each.path]) or each.column > len(own[each.line - 1]) + 2
    ]


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m torture.catalogs", description=__doc__)
    parser.add_argument("--slips", type=int, default=SLIPS)
    slips = parser.parse_args(argv).slips
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        tried = list(pool.map(try_case, cases()))
    with tempfile.TemporaryDirectory(prefix="catalogs-") as folder:
        build(Path(folder))
        told, found = try_slips(Path(folder), Path(folder) / "catalog" / "003_a.yaml", slips)
    found += [fault for _, fault in tried if fault]
    print("".join(f"{fault}\n" for fault in found[:40]), end="")
    print(
        f"catalogs: {len(tried)} hostile files, {sum(bool(each.faults) for each, _ in tried)} told"
        f" with line and column, the others sound; slowest {max(each.seconds for each, _ in tried):.2f} s,"
        f" most memory {max(each.megabytes for each, _ in tried)} MB; {told:,} of {slips:,} accidents"
        f" told; {len(found)} otherwise"
    )
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
