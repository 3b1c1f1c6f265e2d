"""Corpora at size, and under adversity: all figures of docs/scale.md in one run.

    python benchmarks/corpora.py                      50,000 documents; takes most of an hour
    python benchmarks/corpora.py --documents 2000     the same, small

Made reportage (reportage.py), thinned with narration as news is, in Parquet, JSON lines and a web
archive. Four documents are poisoned: one raises, one hangs, one will not listen, one kills its process
(tests/poison). Measured are the local pool and Ray with two workers; then a run in which a worker is
killed, the driver is killed, and the disk is full (Linux, as root: a file system in memory).
"""

import argparse
import gzip
import json
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any

import pyarrow as pa
import reportage
from bench import machine, table
from pyarrow import parquet

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "scale.md"
QUOTES = (sys.executable, "-m", "quotes")
POISON = {0.11: "〔raise〕", 0.37: "〔hang〕", 0.61: "〔kill〕", 0.83: "〔deaf〕"}
LIMIT = "5"
_MARKS = re.compile('[“”‘’「」『』"]')


def record(number: int, poison: str = "") -> dict[str, str]:
    chance = random.Random(-number - 1)  # noqa: S311 # no secret
    plain = [each for each in reportage._paragraphs() if not _MARKS.search(each)]  # noqa: SLF001
    text = reportage.article(number)
    narration = "\n\n".join(chance.choices(plain, k=14))
    return {
        "id": f"d{number}",
        "title": text.partition("\n")[0],
        "source": chance.choice(("甲報", "乙报", "丙社", "丁新闻")),
        "date": f"20{chance.randint(12, 25)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}",
        "url": f"https://example.org/{number}",
        "content": f"{text}\n{narration}{poison}\n",
    }


def write(folder: Path, count: int, poison: Mapping[int, str]) -> int:
    """A corpus of `count` documents; how many bytes of text it has."""
    folder.mkdir(parents=True)
    size, shards = 0, max(8, count // 2_000)
    for shard in range(shards):
        numbers = range(count * shard // shards, count * (shard + 1) // shards)
        made = [record(number, poison.get(number, "")) for number in numbers]
        size += sum(len(each["content"].encode()) for each in made)
        _put_shard(folder, shard, made)
    return size


def _put_shard(folder: Path, shard: int, made: Sequence[dict[str, str]]) -> None:
    lines = "".join(json.dumps(each, ensure_ascii=False) + "\n" for each in made).encode()
    name = folder / f"{shard:04}"
    if shard % 4 == 0:
        name.with_suffix(".jsonl").write_bytes(lines)
    elif shard % 4 == 1:
        name.with_suffix(".jsonl.gz").write_bytes(gzip.compress(lines, 6))
    elif shard % 4 == 2:
        with pa.CompressedOutputStream(str(name.with_suffix(".jsonl.zst")), "zstd") as out:
            out.write(lines)
    else:
        parquet.write_table(
            pa.Table.from_pylist(list(made)), name.with_suffix(".parquet"), row_group_size=1_000
        )


def start(news: Path, out: Path, *options: str) -> "subprocess.Popen[str]":
    command = [*QUOTES, "corpus", "run", "--time-limit", LIMIT, "-j", "2", *options]
    return subprocess.Popen(
        [*command, str(news), str(out)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def finished(driver: "subprocess.Popen[str]", code: int = 0) -> str:
    told, errors = driver.communicate()
    assert driver.returncode == code, (driver.returncode, errors)
    return told.strip()


def timed(news: Path, out: Path, *options: str) -> tuple[float, str, float]:
    """Seconds, what was told, and the most megabytes that the processes took together."""
    began = time.perf_counter()
    driver, most = start(news, out, *options), 0.0
    while driver.poll() is None:
        most = max(most, sum(map(_megabytes, [driver.pid, *_below(driver.pid)])))
        time.sleep(0.5)
    told = finished(driver)
    return time.perf_counter() - began, told, most


def _below(pid: int) -> list[int]:
    """All processes that a process has started, and theirs."""
    parents: dict[int, list[int]] = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        parents.setdefault(int(fields[1]), []).append(int(path.parent.name))
    found, left = [], [pid]
    while left:
        children = parents.get(left.pop(), [])
        found += children
        left += children
    return found


def _megabytes(pid: int) -> float:
    """The share of memory that is a process's own (PSS)."""
    try:
        text = Path(f"/proc/{pid}/smaps_rollup").read_text()
    except OSError:
        return 0.0
    found = re.search(r"^Pss:\s+(\d+)", text, re.MULTILINE)
    return int(found[1]) / 1024 if found else 0.0


def _workers(pid: int) -> list[int]:
    return [
        each
        for each in _below(pid)
        if b"spawn_main" in (Path("/proc") / str(each) / "cmdline").read_bytes()
    ]


def _done(out: Path) -> int:
    return len(list((out / "manifest").glob("*.json")))


def _until(driver: "subprocess.Popen[str]", out: Path, shards: int) -> None:
    while _done(out) < shards:
        assert driver.poll() is None
        time.sleep(0.1)


@contextmanager
def small_disk(folder: Path, size: str) -> Iterator[bool]:
    """A file system of so much room; `False` where there can be none."""
    folder.mkdir(parents=True)
    made = subprocess.run(
        ["/bin/mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)], check=False
    )
    try:
        yield made.returncode == 0
    finally:
        if made.returncode == 0:
            subprocess.run(["/bin/umount", str(folder)], check=True)


def adversity(news: Path, out: Path, shards: int) -> list[list[str]]:
    """One run that meets everything; what happened, and what was there each time."""
    rows: list[list[str]] = []

    def tell(what: str, told: str = "") -> None:
        rows.append([what, f"{_done(out)} of {shards}", told])
        print(rows[-1], flush=True)

    driver = start(news, out)
    _until(driver, out, shards // 5)
    os.kill(_workers(driver.pid)[0], signal.SIGKILL)
    tell("a worker is killed by its pid")
    _until(driver, out, shards // 2)
    left = _workers(driver.pid)
    driver.kill()
    driver.wait()
    time.sleep(2)
    gone = not [each for each in left if Path(f"/proc/{each}").exists()]
    tell("the driver is killed", "no process is left" if gone else "PROCESSES ARE LEFT")
    room = int(sum(each.stat().st_size for each in out.rglob("*") if each.is_file()) * 1.25)
    with small_disk(out.parent / "disk", str(room)) as is_small:
        if is_small:
            shutil.copytree(out, out.parent / "disk" / "out")
            full = start(news, out.parent / "disk" / "out")
            errors = full.communicate()[1]
            assert full.returncode == 5, errors
            shutil.rmtree(out)
            shutil.copytree(out.parent / "disk" / "out", out)
            [why] = {line.rpartition(": ")[2] for line in errors.splitlines() if "space" in line}
            tell("the disk is full", f"exit 5: {why}")
    tell("run again", finished(start(news, out)))
    return rows


def digest(out: Path) -> str:
    """Of the files: a run that came about otherwise must have written the same bytes."""
    whole = sha256()
    for path in sorted(out.rglob("*")):
        if path.is_file() and "steps" not in path.parts:
            whole.update(str(path.relative_to(out)).encode() + path.read_bytes())
    return whole.hexdigest()[:10]


def asked(out: Path) -> list[list[str]]:
    rows = []
    for step in ("sayings", "first", "speakers", "near", "copies", "errors"):
        began = time.perf_counter()
        command = [*QUOTES, "corpus", "query", str(out), step, "--limit", "0", "--jsonl"]
        answer = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        rows.append([step, f"{time.perf_counter() - began:.1f}", f"{answer.count(chr(10)):,}"])
    return rows


def growth(work: Path, largest: int) -> list[list[str]]:
    """The cost of one, ten, a hundred, a thousand times as much; the largest has poison in it."""
    rows = []
    for count in (each for each in (50, 500, 5_000, largest) if each <= largest):
        news, out = work / f"news{count}", work / f"out{count}"
        poison = {int(count * at): what for at, what in POISON.items()}
        size = write(news, count, poison if count == largest else {})
        took, told, most = timed(news, out)
        kept = sum(each.stat().st_size for each in out.rglob("*") if each.is_file())
        rows.append(
            [f"{count:,}", f"{size / 1e6:,.1f}", f"{took:,.1f}", f"{size / 1e6 / took:.2f}",
             f"{most:,.0f}", f"{kept / 1e6:,.1f}"]
        )  # fmt: skip
        print(rows[-1], told, flush=True)
    return rows


def put(name: str, told: str) -> None:
    """Between the marks of the page that bear the name."""
    print(told, flush=True)
    page = PAGE.read_text(encoding="utf-8")
    begin, end = f"<!-- bench: {name} -->\n", "<!-- /bench -->"
    before, found, rest = page.partition(begin)
    assert found, name
    PAGE.write_text(f"{before}{begin}\n{told}\n{end}{rest.partition(end)[2]}", encoding="utf-8")


def compare(work: Path, count: int, local: Sequence[str]) -> None:
    """The local pool, Ray, and adversity over the one corpus that is the largest of `growth`."""
    news, out = work / f"news{count}", work / f"out{count}"
    ray, told, most = timed(news, work / "ray", "--engine", "ray")
    seconds = float(local[2].replace(",", ""))
    rows = [
        ["local", local[2], local[4], "1.00 ×", digest(out)],
        ["ray", f"{ray:,.1f}", f"{most:,.0f}", f"{seconds / ray:.2f} ×", digest(work / "ray")],
    ]
    heads = ["two workers", "s", "MB of memory", "rate", "files"]
    put("engines", f"{table(heads, rows)}\n{told}.\n")
    happened = table(
        ["what happens", "shards done", "told"], adversity(news, work / "hard" / "out", _done(out))
    )
    same = digest(work / "hard" / "out") == digest(out)
    verdict = "the same bytes as an undisturbed run" if same else "OTHER BYTES"
    put("adversity", f"{happened}\nAt the end: {verdict}.\n")
    put("steps", table(["`corpus query`", "s", "rows"], asked(out)))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--documents", type=int, default=50_000)
    chosen: Any = parser.parse_args()
    os.environ["PYTHONPATH"] = str(ROOT / "tests" / "poison")
    with tempfile.TemporaryDirectory() as made:
        work = Path(made)
        os.environ["QUOTES_CACHE"] = str(work / "cache")
        put("machine", f"{machine()}; {time.strftime('%Y-%m-%d')}.\n")
        rows = growth(work, chosen.documents)
        put("growth", table(["documents", "MB", "s", "MB/s", "MB of memory", "MB kept"], rows))
        compare(work, chosen.documents, rows[-1])


if __name__ == "__main__":
    main()
