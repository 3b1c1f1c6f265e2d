"""Work grows with the length of the text, counted in steps, not in seconds.

`python -m torture.patterns` tries every pattern on longer texts.
"""

import subprocess
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from types import FrameType
from typing import Any

import pytest
from torture.patterns import Pattern, measure, of_tables

from quotes.model import Article
from quotes.parsing import parse
from quotes.parsing.marks import pair
from quotes.reading import article_from_text
from quotes.rules import load

pytestmark = pytest.mark.torture

SHAPES = {
    "never closed": "“",
    "never opened": "”",
    "alternating": "“”",
    "straight": '"',
    "mixed": "“「‘",
    "a paragraph each": "“\n",
    "wrong way round": "”“",
    "typed twice": "““”",
    "apostrophes": "“a’b",
}


def _steps(work: Callable[[], object]) -> int:
    """Lines of Python run, in our own code."""
    count = 0

    def trace(frame: FrameType, event: str, _: Any) -> Any:
        nonlocal count
        if "quotes" not in frame.f_code.co_filename:
            return None
        count += event == "line"
        return trace

    sys.settrace(trace)
    try:
        work()
    finally:
        sys.settrace(None)
    return count


@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES.keys())
def test_pairing_takes_ten_times_the_steps_for_ten_times_the_marks(shape: str) -> None:
    rules = load()
    pair(shape, rules)
    few = _steps(lambda: pair(shape * 200, rules))
    many = _steps(lambda: pair(shape * 2000, rules))
    assert many < 11 * few


ARTICLES = {
    "reports without a stop": "他说天冷",
    "reports with commas": "他说天冷，",
    "fragments in one sentence": "他说，“天冷”，",
    "two who speak in turn": "李某说：“冷。”王某某说。",
    "a byline at every name": "（记者李明明）李明明说，天冷。",
    "an office for every name": "局长李X明说，天冷。局长说：“天冷了。”",
    "a heading for every speech": "\n\n“天冷了”\n\n李明说：“天冷了，多穿点。”",
    "a paragraph for every speech": "“天冷。”李明说。\n\n",
    "damaged marks": "李明说：“天冷?!本珠L答。\n",
}


@pytest.mark.parametrize("unit", ARTICLES.values(), ids=ARTICLES.keys())
def test_parsing_takes_ten_times_the_steps_for_ten_times_the_text(unit: str) -> None:
    def article(times: int) -> Article:
        units = (unit.replace("X", chr(0x4E00 + number)) for number in range(times))
        return article_from_text("市长李明来了。\n" + "".join(units))

    parse(article(1))
    few = _steps(partial(parse, article(80)))
    many = _steps(partial(parse, article(800)))
    assert many < 11 * few


STEEP = {
    "a square": "[一二三]*x",
    "a square of spaces": r"\s*(?:至|到)\s*",
    "one that ends nowhere": "(?:第[^，。]{1,12}[条款])*$",
    "a cube": r"#[ ]+(\S.{0,200}?)[ ]*#*[ ]*$",
}


@pytest.mark.parametrize("source", STEEP.values(), ids=STEEP.keys())
def test_a_steep_pattern_is_seen(source: str) -> None:
    assert (
        measure(Pattern("bad", source), 4000).is_steep
        or measure(Pattern("bad", source), 16_000).is_steep
    )


def test_every_row_with_a_pattern_is_asked() -> None:
    assert len({one.name for one in of_tables()}) > 120


def test_no_pattern_of_the_program_grows_faster_than_the_text() -> None:
    """In a process of its own, which loads the program anew to see what it compiles.

    This is told by time, since the engine counts no steps: what is steep takes sixteen times as long
    for four times the text, and eight times is where we draw the line.
    """
    done = subprocess.run(
        [sys.executable, "-m", "torture.patterns", "--size", "8000"],
        cwd=Path(__file__).parents[1], capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    assert int(done.stdout.rpartition("patterns: ")[2].split()[0]) > 450
