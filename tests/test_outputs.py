"""Hostile words through every command and every export; `python -m torture.outputs` tries more of them."""

import re
from pathlib import Path

import pytest

pytest.importorskip("pyarrow", reason="the extra `corpus` is not installed")

from lxml import html
from torture import outputs
from torture.payloads import PAYLOADS, generated

from quotes.catalog import faults
from quotes.present import escape
from quotes.present.formats import as_csv, as_markdown

pytestmark = pytest.mark.torture


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("COLUMNS", "100")
    rows = [*outputs.everywhere(PAYLOADS), *outputs.spread(generated(320))]
    outputs.build(tmp_path / "project", rows)
    return tmp_path / "project"


def test_there_are_many_payloads() -> None:
    assert len(PAYLOADS) > 200
    assert len(set(generated(500))) > 400


def test_no_command_shows_what_a_terminal_obeys(root: Path) -> None:
    tried, found = outputs.try_commands(root)
    assert found == []
    assert tried > 100


def test_no_refusal_shows_what_a_terminal_obeys(root: Path) -> None:
    tried, found = outputs.try_refusals(root, every=24)
    assert found == []
    assert tried > 10


def test_no_export_holds_what_is_obeyed(root: Path) -> None:
    tried, found = outputs.try_exports(root)
    assert found == []
    assert tried > 10


def test_no_page_holds_a_script_of_anybody(root: Path) -> None:
    pages, found = outputs.try_pages(root)
    assert found == []
    assert pages > 100


@pytest.mark.parametrize(
    "args",
    [("list", "--table"), ("list", "--csv"), ("show", "000-38"), ("list", "--speaker", "\x1b[2J")],
)
def test_an_escaper_that_does_nothing_is_caught(
    root: Path, monkeypatch: pytest.MonkeyPatch, args: tuple[str, ...]
) -> None:
    for name in ("visible", "on_one_line"):
        for room in (escape, as_csv, as_markdown, faults):
            monkeypatch.setattr(room, name, lambda text: text, raising=False)
    monkeypatch.setattr("quotes.unseen.OBEYED", re.compile("(?!)"))
    monkeypatch.setattr(escape, "OBEYED", re.compile("(?!)"))
    monkeypatch.setattr(escape, "_IN_LINE", re.compile("(?!)"))
    assert outputs.faults(outputs.run(root, args))


def test_a_live_page_is_caught() -> None:
    page = html.fromstring("<p onclick='x'><a href='JavaScript:x'>y</a><script>z</script></p>")
    assert len(list(outputs.live(page))) == 3
