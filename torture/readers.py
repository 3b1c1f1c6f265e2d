"""The same hostile corpus through two known readers and ours: textacy's quotations, papis' loader.

    python3 -m venv /tmp/peers && /tmp/peers/bin/pip install textacy papis
    python -m torture.readers /tmp/peers

Texts are quotation marks in every bad order and payloads among words; files are those of
tests/cases/hostile_catalogs.yaml. Each input is read by a process of its own with ten seconds and two
gigabytes. textacy reads no Chinese: it is given its English pipeline, with no model, and the same marks.
"""

import json
import os
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from torture.articles import SHAPES, UNIT
from torture.catalogs import cases, content, limit
from torture.payloads import PAYLOADS

MARKS = 20_000

_TEXTACY = """
import sys, spacy
from textacy.extract.triples import direct_quotations
nlp = spacy.blank("en"); nlp.max_length = 10**8; nlp.add_pipe("sentencizer")
text = open(sys.argv[1], encoding="utf-8", newline="").read()
try:
    found = list(direct_quotations(nlp(text)))
except ValueError as refusal:
    print("told: " + str(refusal)[:80])
else:
    print("read")
"""
_PAPIS = """
import sys
from papis.yaml import yaml_to_data
try:
    said = yaml_to_data(sys.argv[1], raise_exception=True)
except ValueError as refusal:
    print("told with a place" if "line " in str(refusal) else "told")
else:
    print("read" if all(isinstance(v, (str, list, dict)) for v in said.values()) else "read as other values")
"""
_OUR_TEXTS = """
import sys
from quotes.parsing import parse
from quotes.reading import article_from_text
parse(article_from_text(open(sys.argv[1], encoding="utf-8", newline="").read()))
print("read")
"""
_OUR_FILES = """
import sys
from pathlib import Path
from quotes.catalog.checks import check_document
from quotes.catalog.document import read_document
from quotes.catalog.wording import decode
from quotes.errors import UnreadableCatalog
try:
    problems = check_document(read_document(decode(Path(sys.argv[1]).read_bytes(), "a.yaml").text, "a.yaml"))
except UnreadableCatalog as refusal:
    problems = refusal.problems
print(("told with a place" if all(each.line for each in problems) else "told") if problems else "read")
"""


def texts() -> Iterator[str]:
    for unit in SHAPES.values():
        yield unit * (MARKS // len(unit))
    yield "“" * (MARKS // 2) + "”" * (MARKS // 2)
    yield from (f"{UNIT}{payload}“好{payload}。”{UNIT}" for payload in PAYLOADS)


def files() -> Iterator[bytes]:
    """The hostile files that are not sound, none larger than a megabyte."""
    for case in cases():
        if case["faults"]:
            raw = content(case)
            if len(raw) <= 1 << 20:
                yield raw


def ended(python: str, script: str, path: Path) -> str:
    """`read`, `told`, `told with a place`, `crashed` or `too long`."""
    done = subprocess.run(
        [python, "-c", script, str(path)],
        capture_output=True, text=True, errors="replace", check=False, preexec_fn=limit,
        env={**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"},
    )  # fmt: skip
    if done.returncode in (-24, -9):
        return "too long"
    if done.returncode < 0:
        return "killed the process"
    return done.stdout.strip().partition(":")[0] if done.returncode == 0 else "crashed"


def measure(python: str, script: str, inputs: Sequence[bytes]) -> Counter[str]:
    with tempfile.TemporaryDirectory(prefix="readers-") as folder, ThreadPoolExecutor(2) as pool:
        paths = []
        for number, raw in enumerate(inputs):
            paths.append(Path(folder) / f"{number}.yaml")
            paths[-1].write_bytes(raw)
        return Counter(pool.map(lambda path: ended(python, script, path), paths))


def main(environment: Path) -> int:
    peer = str(environment / "bin" / "python")
    written = [text.encode() for text in texts()]
    kept = list(files())
    for name, python, script, inputs in (
        ("textacy", peer, _TEXTACY, written),
        ("quotes, texts", sys.executable, _OUR_TEXTS, written),
        ("papis", peer, _PAPIS, kept),
        ("quotes, files", sys.executable, _OUR_FILES, kept),
    ):
        counts = measure(python, script, inputs)
        print(
            f"{name:14} {len(inputs)} inputs: {json.dumps(counts, ensure_ascii=False)}", flush=True
        )
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]).resolve()))
