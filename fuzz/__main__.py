"""Fuzz every target for a while, and say what came of it.

python -m fuzz                                   a minute in all
python -m fuzz --executions 1000000 [TARGET …]   so many for each, however long it takes
python -m fuzz --keep [TARGET …]                 the inputs that went new ways are kept in corpus/
"""

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from base64 import b64decode, b64encode
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from fuzz.targets import load, names
from fuzz.words import dictionary

HERE = Path(__file__).parent
FOUND = HERE / "found"
CORPUS = HERE / "corpus"
"""A file a target, an input a line, in base64: what once led through the program on a way of its own."""
CASES = HERE / "cases"
LONGEST = 400
"""Bytes of an input; each is also tried by hand-made articles of 64 MB in torture/."""
SLOWEST = 10
"""Seconds for one input, and megabytes for all: guards that libFuzzer enforces."""
MEGABYTES = 2000

_DONE = re.compile(r"(?:stat::number_of_executed_units:|DONE +cov:)\s*(\d+)")
_COVERED = re.compile(r"cov: (\d+)")


@dataclass(frozen=True)
class Run:
    target: str
    executions: int
    seconds: float
    covered: int
    """Edges of the program's bytecode that some input went through."""
    crash: str
    """The end of what was said; empty where nothing was found."""


def fuzz(target: str, limits: Sequence[str], *, keep: bool = False) -> Run:
    """In a process of its own, which libFuzzer ends as it likes."""
    FOUND.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="fuzz-") as folder:
        found = Path(folder) / "found"
        found.mkdir()
        words = Path(folder) / "words.dict"
        words.write_text(dictionary(), encoding="ascii")
        begun = time.monotonic()
        done = subprocess.run(
            [
                sys.executable, "-m", "fuzz.drive", target, str(found), str(_beginnings(target, folder)),
                f"-dict={words}", f"-max_len={LONGEST}", f"-timeout={SLOWEST}",
                f"-rss_limit_mb={MEGABYTES}", f"-artifact_prefix={FOUND}/{target}-",
                "-print_final_stats=1", "-use_value_profile=1", *limits,
            ],
            capture_output=True, text=True, errors="replace", check=False,
            env={**os.environ, "QUOTES_CACHE": "off", "QUOTES_LANG": "en"},
        )  # fmt: skip
        run = _told(target, done, time.monotonic() - begun)
        if keep:
            _keep(target, found)
        return run


def _beginnings(target: str, folder: str) -> Path:
    """The seeds that a target names, and what once went wrong."""
    place = Path(folder) / "seeds"
    place.mkdir()
    for number, raw in enumerate((*load(target).SEEDS, *corpus(target))):
        (place / f"{number:04}").write_bytes(raw)
    for path in cases(target):
        shutil.copy(path, place / path.name)
    return place


def _keep(target: str, found: Path) -> None:
    """Of two inputs that go one way libFuzzer has kept the shorter."""
    inputs = {*corpus(target), *(path.read_bytes() for path in found.iterdir())}
    CORPUS.mkdir(exist_ok=True)
    lines = (b64encode(raw) + b"\n" for raw in sorted(inputs, key=lambda raw: (len(raw), raw)))
    (CORPUS / f"{target}.txt").write_bytes(b"".join(lines))


def corpus(target: str) -> list[bytes]:
    path = CORPUS / f"{target}.txt"
    return [b64decode(line) for line in path.read_bytes().splitlines()] if path.exists() else []


def cases(target: str) -> list[Path]:
    """Inputs that once did harm."""
    return sorted((CASES / target).glob("*")) if (CASES / target).is_dir() else []


def _told(target: str, done: subprocess.CompletedProcess[str], seconds: float) -> Run:
    counted, covered = _DONE.findall(done.stderr), _COVERED.findall(done.stderr)
    said = (done.stdout + done.stderr).strip()
    return Run(
        target,
        int(counted[-1]) if counted else 0,
        seconds,
        int(covered[-1]) if covered else 0,
        "" if done.returncode == 0 else _last_words(said),
    )


def _last_words(said: str) -> str:
    """Where it went wrong, and the input's name; the fuzzer's own tale is long."""
    lines = said.splitlines()
    told = [
        line
        for line in lines
        if line.startswith(("  File", "==", "artifact_prefix")) or "Error" in line
    ]
    return "\n".join(told[:12])


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m fuzz", description=__doc__)
    parser.add_argument("target", nargs="*", choices=[[], *names()], metavar="TARGET")
    parser.add_argument("--seconds", type=int, default=60, help="for all targets together")
    parser.add_argument("--keep", action="store_true", help="what went new ways, in corpus/")
    parser.add_argument("--executions", type=int, help="for each target, instead of seconds")
    wanted = parser.parse_args(argv)
    if find_spec("atheris") is None:
        print("atheris is not here, and has no wheel for every system: pip install atheris")
        return 1
    chosen, workers = wanted.target or names(), os.cpu_count() or 1
    each = max(1, wanted.seconds * workers // len(chosen))
    limit = f"-runs={wanted.executions}" if wanted.executions else f"-max_total_time={each}"
    with ThreadPoolExecutor(workers) as pool:
        runs = [
            _printed(run)
            for run in pool.map(lambda name: fuzz(name, [limit], keep=wanted.keep), chosen)
        ]
    found = sum(bool(run.crash) for run in runs)
    print(f"fuzz: {sum(run.executions for run in runs):,} executions, {found} crashes")
    return 1 if found else 0


def _printed(run: Run) -> Run:
    speed = run.executions / run.seconds
    what = "crash" if run.crash else "no crash"
    print(
        f"{run.target:14} {run.executions:>10,} executions {run.seconds:6.0f} s"
        f" {speed:7,.0f}/s {run.covered:6,} edges  {what}",
        flush=True,
    )
    if run.crash:
        print(run.crash)
    return run


if __name__ == "__main__":
    sys.exit(main())
