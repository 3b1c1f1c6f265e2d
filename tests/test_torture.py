"""What `make torture` and `make fuzz` try at length, every run of the suite tries in short."""

from pathlib import Path

import pytest
from torture.__main__ import HARNESSES

HERE = Path(__file__).parent
SHORT = [
    text
    for path in sorted(HERE.glob("test_*.py"))
    if path != Path(__file__) and "pytest.mark.torture" in (text := path.read_text("utf-8"))
]


@pytest.mark.parametrize(
    "command", [*(f"python -m torture.{name}" for name in HARNESSES), "make fuzz"]
)
def test_every_harness_has_a_short_version_that_names_it(command: str) -> None:
    """`pytest -m torture` tries all of them."""
    assert any(command in text for text in SHORT), command
