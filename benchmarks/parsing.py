"""How fast articles are parsed, beside jieba and a plain regular expression, in one run.

    python benchmarks/parsing.py                  the articles of seeds/ and tests/eval/docs/
    python benchmarks/parsing.py FOLDER           those of a folder
    python benchmarks/parsing.py --growth         one article, and ten times as long; 10⁶ open marks

One core, all rules on, files read beforehand; the median of five rounds. `pip install jieba` adds
the peer. MB are millions of bytes of UTF-8.
"""

import re
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path

from quotes.parsing import parse
from quotes.reading import article_from_text, expand, read_article

ROOT = Path(__file__).parents[1]
ROUNDS = 5
_PAIRS = re.compile("“[^“”]*”|「[^「」]*」|『[^『』]*』|‘[^‘’]*’")


def _jieba() -> Callable[[str], object] | None:
    try:
        jieba = import_module("jieba")
    except ImportError:
        return None
    jieba.setLogLevel(60)
    jieba.initialize()
    return lambda text: list(jieba.cut(text))


def rate(work: Callable[[str], object], texts: Sequence[str]) -> float:
    """Millions of bytes a second."""
    size = sum(len(text.encode()) for text in texts)
    return size / 1e6 / statistics.median(seconds(work, texts) for _ in range(ROUNDS))


def seconds(work: Callable[[str], object], texts: Sequence[str]) -> float:
    """Of the processor; patterns that were made for these very texts are made again."""
    re.purge()
    started = time.process_time()
    for text in texts:
        work(text)
    return time.process_time() - started


def _parse(text: str) -> object:
    return parse(article_from_text(text))


def speed(folders: Sequence[str]) -> None:
    texts = [read_article(path).text for path in expand(folders)]
    size = sum(len(text.encode()) for text in texts)
    print(f"{len(texts)} articles, {size / 1e6:.2f} MB; median of {ROUNDS} rounds on one core")
    ours = rate(_parse, texts)
    peers = {
        "quotes parse, all rules": _parse,
        "jieba.cut": _jieba(),
        "re, pairs alone": _PAIRS.findall,
    }
    for name, work in peers.items():
        if work is None:
            print(f"{name:26} not installed")
        else:
            measured = ours if work is _parse else rate(work, texts)
            print(f"{name:26} {measured:8.2f} MB/s   quotes is {ours / measured:.2f} ×")


def growth() -> None:
    text = "\n\n".join(read_article(path).text for path in expand([str(ROOT / "seeds")]))
    for name, once in (("seeds", text), ("open marks", "“" * 100_000)):
        short, long = (min(seconds(_parse, [once * times]) for _ in range(3)) for times in (1, 10))
        print(f"{name:12} {short:7.2f} s; ten times as long {long:7.2f} s: {long / short:.1f} ×")


if __name__ == "__main__":
    asked = sys.argv[1:]
    if asked == ["--growth"]:
        growth()
    else:
        speed(asked or [str(ROOT / "seeds"), str(ROOT / "tests" / "eval" / "docs")])
