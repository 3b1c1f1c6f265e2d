"""Files that nobody should write: each is told with its place, at once, and in little memory."""

import json
import os
import random
import re
import resource
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
import yaml
from torture.readers import CASES as FILE
from torture.readers import content

from newsroom import Newsroom
from quotes.present.reports import Report, names, renderer
from quotes.workflow.checking import examine

CASES: list[dict[str, Any]] = yaml.load(FILE.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
SOURCE = "王忠林說：“細節決定成敗。”\n"
SECONDS = 5.0
"""A guard against hanging; what was measured is in docs/reliability.md."""
MEGABYTES = 300

ALONE = """\
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


def project(root: Path, raw: bytes) -> Path:
    (root / "catalog").mkdir(parents=True)
    (root / "a.txt").write_text(SOURCE, encoding="utf-8")
    (root / "catalog" / "a.yaml").write_bytes(raw)
    return root


def told_here(root: Path) -> tuple[float, float, list[list[Any]]]:
    begin = time.process_time()
    problems = examine(root).problems
    seconds = time.process_time() - begin
    return seconds, 0, [[each.code, each.line, each.column] for each in problems]


def told_alone(root: Path, small: Path) -> tuple[float, float, list[list[Any]]]:
    """In a process of its own, which has two gigabytes and ten seconds and may crash."""

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (2 << 30, 2 << 30))
        resource.setrlimit(resource.RLIMIT_CPU, (10, 10))

    run = subprocess.run(
        [sys.executable, "-c", ALONE, str(root), str(small)],
        capture_output=True,
        env=os.environ | {"PYTHONPATH": str(Path(__file__).parents[1] / "src")},
        preexec_fn=limit,
        check=False,
    )
    assert run.returncode == 0, run.stderr.decode()[-2000:]
    seconds, most, told = json.loads(run.stdout)
    return seconds, most, told


def test_there_are_many_cases_and_no_name_twice() -> None:
    names = [case["name"] for case in CASES]
    assert len(set(names)) == len(names) >= 150
    assert sum(bool(case["faults"]) for case in CASES) >= 130
    assert sum("heavy" in case for case in CASES) >= 30


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_a_hostile_file_is_told_with_its_place(case: dict[str, Any], tmp_path: Path) -> None:
    root = project(tmp_path / "hostile", content(case))
    before = (root / "catalog" / "a.yaml").read_bytes()
    if "heavy" in case:
        small = project(tmp_path / "small", b"# \xe5\xa5\xbd\n")
        seconds, most, told = told_alone(root, small)
    else:
        seconds, most, told = told_here(root)
    expected = [fault for fault in case["faults"] if fault[0] != "and"]
    assert told[: len(expected)] == expected
    more = next((fault[1] for fault in case["faults"] if fault[0] == "and"), 0)
    assert len(told) == len(expected) + more
    assert seconds < SECONDS
    assert most < MEGABYTES
    assert (root / "catalog" / "a.yaml").read_bytes() == before


SLIPS = (
    "：", "\u3000", ": ", "\t", "“", "”", "#", " #", "-", "- ", "\n", "\r\n", "[", "]", "{", "}",
    "|-", "'", '"', "&a", "*a", "!x", "\u2028", "\ufeff", "<<<<<<< x\n", "  # quotes: ignore E-TEXT 因故",
)  # fmt: skip


def test_whatever_slips_into_a_file_is_told_in_every_format(filled: Newsroom) -> None:
    """Three hundred sound files with one to four accidents each: a place, and no crash."""
    sound = filled.catalog().read_text(encoding="utf-8")
    renderers = [renderer(name) for name in names()]
    dice = random.Random(2020)  # noqa: S311 - the same accidents everywhere
    told = 0
    for _ in range(300):
        text = sound
        for _ in range(dice.randint(1, 4)):
            at = dice.randrange(len(text))
            text = text[:at] + dice.choice(SLIPS) + text[at + dice.choice((0, 0, 1, 3, 30)) :]
        filled.catalog().write_bytes(text.encode())
        found = examine(filled.root)
        lines = re.split("\r\n|\r|\n", text)
        for each in found.problems:
            assert each.line <= len(lines)
            assert each.column <= len(lines[each.line - 1]) + 2
        assert all(
            render(Report(found.problems, found.texts)) for render in renderers if found.problems
        )
        told += bool(found.problems)
    assert told > 200
