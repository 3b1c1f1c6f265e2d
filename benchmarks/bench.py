"""All figures of docs/performance.md, ours and the peers' in one run.

    make bench                              100,000 entries; peers that are installed
    python benchmarks/bench.py --entries 1000000 --peers /tmp/peers --articles FOLDER

Medians of five, of whole processes taken in turn, so that a busy moment meets all of them. Peers in
Python are run with the interpreter of `--peers`, a virtual environment of their own:

    python3 -m venv /tmp/peers && /tmp/peers/bin/pip install jieba spacy jionlp papis setuptools

and `rg`, `recsel` and `sqlite3` where the system has them. What is missing is left out of the tables.
"""

import argparse
import os
import platform
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import catalogs
import reportage

ROUNDS = 5
ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "performance.md"
QUOTES = (sys.executable, "-m", "quotes")
SCRIPT = Path(sys.executable).with_name("quotes")

OURS = """
import sys, time
from quotes.parsing import parse
from quotes.reading import article_from_text
parse(article_from_text("王忠林说：“好。”"))
def work(text): return parse(article_from_text(text))
"""
PEERS: Mapping[str, str] = {
    "quotes, all rules": OURS,
    "re, outermost pairs alone": """
import re
pairs = re.compile("“[^“”]*”|「[^「」]*」|『[^『』]*』|‘[^‘’]*’")
def work(text): return pairs.findall(text)
""",
    "jieba.cut": """
import jieba; jieba.setLogLevel(60); jieba.initialize()
def work(text): return list(jieba.cut(text))
""",
    "spaCy, blank zh and sentencizer": """
import spacy
nlp = spacy.blank("zh"); nlp.add_pipe("sentencizer"); nlp.max_length = 10 ** 9
def work(text): return nlp(text)
""",
    "jionlp, pairs in brackets": """
import jionlp
def work(text): return jionlp.extract_parentheses(text, parentheses="“”「」『』‘’")
""",
}
"""What each makes of a text; only the first tells who said what."""

MEASURE = """
import glob, time, sys
texts = [open(path, encoding="utf-8").read() for path in sorted(glob.glob(sys.argv[1] + "/*.txt"))]
start = time.process_time()
for text in texts: work(text)
print(sum(len(text.encode()) for text in texts) / 1e6 / (time.process_time() - start))
"""


def machine() -> str:
    model = next(
        (
            line.partition(":")[2].strip()
            for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
            if line.startswith("model name")
        ),
        platform.processor(),
    )
    cores = len(os.sched_getaffinity(0))
    return f"{model}, {cores} cores, {platform.system()}, Python {platform.python_version()}"


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines) + "\n"


def rate(program: str, folder: Path, python: str) -> float | None:
    """Millions of bytes a second on one core; `None` where the peer is not there."""
    found = []
    for _ in range(ROUNDS):
        done = subprocess.run(
            [python, "-c", program + MEASURE, str(folder)],
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            return None
        found.append(float(done.stdout.split()[-1]))
    return statistics.median(found)


def parsing(folder: Path, peers: str) -> str:
    rates = {
        name: rate(program, folder, sys.executable if name.startswith("quotes") else peers)
        for name, program in PEERS.items()
    }
    ours = rates["quotes, all rules"] or 0.0
    rows = [[name, f"{each:.2f}", f"{ours / each:.2f} ×"] for name, each in rates.items() if each]
    return table(["one core", "MB/s", "quotes is"], rows)


def wall(*commands: Sequence[str], cwd: Path | None = None) -> list[float]:
    """Milliseconds of whole processes, taken in turn."""
    taken: list[list[float]] = [[] for _ in commands]
    for _ in range(ROUNDS):
        for times, command in zip(taken, commands, strict=True):
            start = time.perf_counter()
            subprocess.run(
                command, cwd=cwd, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False
            )
            times.append((time.perf_counter() - start) * 1000)
    return [statistics.median(times) for times in taken]


def catalog(folder: Path, entries: int, peers: str) -> str:
    catalogs.write_yaml(folder, entries)
    catalogs.write_records(folder / "all.rec", entries)
    name = catalogs.someone(entries)
    text = next(catalogs.articles(catalogs.IN_FILE * 6))[1][5].text
    start = time.perf_counter()
    subprocess.run([*QUOTES, "list", "--count"], cwd=folder, check=True, stdout=subprocess.DEVNULL)
    first = time.perf_counter() - start
    time.sleep(2.5)  # what was saved a moment ago is looked at more closely
    quotes = str(SCRIPT)
    asked: dict[str, Sequence[str]] = {
        "`python -c pass`": [sys.executable, "-c", "pass"],
        "quotes list --speaker, piped": [quotes, "list", "--speaker", name],
        "quotes list --speaker, table": [quotes, "list", "--speaker", name, "--table"],
        "quotes search, 2 characters": [quotes, "search", text[:2]],
        "quotes search, 20 characters": [quotes, "search", text[:20]],
        "quotes show": [quotes, "show", "000000-05"],
        "rg --fixed-strings, the speaker": ["rg", "-F", name, "catalog"],
        "recsel -e, the speaker": ["recsel", "-e", f"speaker = '{name}'", "all.rec"],
        "sqlite3, LIKE over the texts": [
            "sqlite3", str(folder / "all.db"), f"SELECT * FROM said WHERE text LIKE '%{text[:2]}%'",
        ],
        "papis --version": [str(Path(peers).with_name("papis")), "--version"],
    }  # fmt: skip
    _database(folder / "all.db", entries)
    there = {label: command for label, command in asked.items() if shutil.which(command[0])}
    times = dict(zip(there, wall(*there.values(), cwd=folder), strict=True))
    base = times["`python -c pass`"]
    rows = [[label, f"{each:.0f}", f"{each / base:.1f} ×"] for label, each in times.items()]
    made = table([f"{entries:,} entries in {entries // catalogs.IN_FILE:,} files", "ms", ""], rows)
    edited = folder / "catalog" / "000003.yaml"
    edited.write_text(edited.read_text(encoding="utf-8").replace("todo", "ok", 1), encoding="utf-8")
    start = time.perf_counter()
    subprocess.run(
        asked["quotes list --speaker, piped"], cwd=folder, check=True, stdout=subprocess.DEVNULL
    )
    after = (time.perf_counter() - start) * 1000
    more = after - times["quotes list --speaker, piped"]
    return (
        made
        + f"\nThe first index takes {first:.1f} s; after one edited file an answer takes {more:.0f} ms more.\n"
    )


def _database(path: Path, entries: int) -> None:
    import sqlite3

    database = sqlite3.connect(path)
    database.execute("CREATE TABLE said (id, text, speaker, date, line)")
    for _, said in catalogs.articles(entries):
        database.executemany("INSERT INTO said VALUES (?, ?, ?, ?, ?)", said)
    database.commit()
    database.close()


def extracting(folder: Path, articles: Path) -> str:
    shutil.copytree(articles, folder / "seeds")
    (folder / "catalog").mkdir()
    size = sum(path.stat().st_size for path in (folder / "seeds").iterdir()) / 1e6
    count = len(list((folder / "seeds").iterdir()))
    took: dict[str, float] = {}
    for label, options in (
        ("parse alone, one process", None),
        ("extract, two processes", ["-j", "2"]),
        ("extract again: the index is made", []),
        ("extract unchanged articles", []),
    ):
        if label.endswith("articles"):
            time.sleep(2.5)
        command = (
            [*QUOTES, "parse", "--jsonl"] if options is None else [*QUOTES, "extract", *options]
        )
        start = time.perf_counter()
        subprocess.run([*command, "seeds"], cwd=folder, check=True, stdout=subprocess.DEVNULL)
        took[label] = time.perf_counter() - start
    rows = [[label, f"{each:.1f}", f"{size / each:.2f}"] for label, each in took.items()]
    return table([f"{count:,} articles, {size:.1f} MB", "s", "MB/s"], rows)


def children_mb() -> float:
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    asked.add_argument("--entries", type=int, default=100_000)
    asked.add_argument("--count", type=int, default=400, help="articles that are made")
    asked.add_argument("--articles", type=Path, help="a folder of your own, of .txt files")
    asked.add_argument("--peers", type=Path, default=Path("/tmp/peers"))  # noqa: S108 # as the docstring has it
    chosen = asked.parse_args()
    peers = str(chosen.peers / "bin" / "python")
    with tempfile.TemporaryDirectory() as made:
        work = Path(made)
        os.environ["QUOTES_CACHE"] = str(work / "cache")
        articles = chosen.articles or work / "articles"
        if not chosen.articles:
            reportage.write(articles, chosen.count)
        sections: dict[str, Callable[[], str]] = {
            "machine": lambda: f"{machine()}; {time.strftime('%Y-%m-%d')}.\n",
            "parsing": lambda: parsing(articles, peers),
            "extracting": lambda: extracting(work / "extracted", articles),
            "catalog": lambda: catalog(work / "catalog", chosen.entries, peers),
            "memory": lambda: f"The largest process took {children_mb():.0f} MB.\n",
        }
        for name, section in sections.items():
            told = section()
            print(told)
            _put(name, told)


def _put(name: str, told: str) -> None:
    """Between the marks of the page that bear the name."""
    page = PAGE.read_text(encoding="utf-8")
    begin, end = f"<!-- bench: {name} -->\n", "<!-- /bench -->"
    before, _, rest = page.partition(begin)
    _, _, after = rest.partition(end)
    PAGE.write_text(f"{before}{begin}\n{told}\n{end}{after}", encoding="utf-8")


if __name__ == "__main__":
    main()
