"""Work grows with the length of the text, counted in steps, not in seconds."""

import sys
from collections.abc import Callable
from types import FrameType
from typing import Any

import pytest

from quotes.parsing.marks import pair
from quotes.rules import load

SHAPES = {
    "never closed": "“",
    "never opened": "”",
    "alternating": "“”",
    "straight": '"',
    "mixed": "“「‘",
    "a paragraph each": "“\n",
    "wrong way round": "”“",
    "typed twice": "““”",
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
