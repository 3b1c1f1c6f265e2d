"""How fast articles are parsed, beside jieba and a plain regular expression, in one run.

    python benchmarks/parsing.py                  the articles of seeds/ and tests/eval/docs/
    python benchmarks/parsing.py FOLDER           those of a folder
    python benchmarks/parsing.py --growth         one article, and ten times as long; 10⁶ open marks

One core, all rules on, files read and tables loaded beforehand; the median of five rounds. Each
round is a process of its own, forked from one that has seen none of the articles, so that nothing
is remembered of the round before. `pip install jieba` adds the peer. MB are millions of bytes of
UTF-8.
"""

import multiprocessing
import re
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from importlib import import_module
from pathlib import Path

from quotes.parsing import parse
from quotes.reading import article_from_text, expand, read_article

ROOT = Path(__file__).parents[1]
ROUNDS = 5
_PAIRS = re.compile("“[^“”]*”|「[^「」]*」|『[^『』]*』|‘[^‘’]*’")


def _parse(text: str) -> object:
    return parse(article_from_text(text))


def _jieba(text: str) -> object:
    return list(import_module("jieba").cut(text))


def _is_there(peer: str) -> bool:
    try:
        module = import_module(peer)
    except ImportError:
        return False
    module.setLogLevel(60)
    module.initialize()
    return True


PEERS: dict[str, Callable[[str], object]] = {
    "quotes parse, all rules": _parse,
    "jieba.cut": _jieba,
    "re, pairs alone": _PAIRS.findall,
}


def rate(name: str, texts: Sequence[str]) -> float:
    """Millions of bytes a second, in a process that has seen none of the texts."""
    size = sum(len(text.encode()) for text in texts)
    rounds = []
    for _ in range(ROUNDS):
        with ProcessPoolExecutor(1, multiprocessing.get_context("fork")) as fresh:
            rounds.append(fresh.submit(seconds, name, texts).result())
    return size / 1e6 / statistics.median(rounds)


def seconds(name: str, texts: Sequence[str]) -> float:
    """Of the processor."""
    work = PEERS[name]
    started = time.process_time()
    for text in texts:
        work(text)
    return time.process_time() - started


def speed(folders: Sequence[str]) -> None:
    texts = [read_article(path).text for path in expand(folders)]
    size = sum(len(text.encode()) for text in texts)
    print(f"{len(texts)} articles, {size / 1e6:.2f} MB; median of {ROUNDS} rounds on one core")
    ours = rate("quotes parse, all rules", texts)
    for name, work in PEERS.items():
        if name == "jieba.cut" and not _is_there("jieba"):
            print(f"{name:26} not installed")
        else:
            measured = ours if work is _parse else rate(name, texts)
            print(f"{name:26} {measured:8.2f} MB/s   quotes is {ours / measured:.2f} ×")


def growth() -> None:
    text = "\n\n".join(read_article(path).text for path in expand([str(ROOT / "seeds")]))
    for name, once in (("seeds", text), ("open marks", "“" * 100_000)):
        short, long = (
            min(seconds("quotes parse, all rules", [once * times]) for _ in range(3))
            for times in (1, 10)
        )
        print(f"{name:12} {short:7.2f} s; ten times as long {long:7.2f} s: {long / short:.1f} ×")


if __name__ == "__main__":
    asked = sys.argv[1:]
    for path in sorted((ROOT / "tests" / "cases").glob("*.yaml")):
        _parse(path.read_text(encoding="utf-8"))  # every table is loaded by one of these
    if asked == ["--growth"]:
        growth()
    else:
        speed(asked or [str(ROOT / "seeds"), str(ROOT / "tests" / "eval" / "docs")])
