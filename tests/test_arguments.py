"""What stands on the command line and around it: bytes that are no text, and numbers beyond all use."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from newsroom import Newsroom
from quotes.cli import main

NO_TEXT = "\udcff"
"""As Python hands over a byte that is no UTF-8."""

BEYOND = "9" * 5_000
"""More digits than Python makes a number of."""


@pytest.mark.parametrize(
    "args",
    [
        ["cite", NO_TEXT],
        ["show", NO_TEXT],
        ["explain", NO_TEXT],
        ["search", "水", NO_TEXT],
        ["variants", NO_TEXT],
        ["list", "--grep", NO_TEXT],
        ["list", "--source", NO_TEXT],
        ["set", "003-01", f"note={NO_TEXT}"],
        ["new", "seeds/003_a.txt:5", "--text", NO_TEXT],
        ["add", "seeds/003_a.txt", "--note", NO_TEXT],
        ["people", "add", NO_TEXT],
        ["people", "add", "李明", "--alias", NO_TEXT],
        ["people", "merge", "王忠林", NO_TEXT],
    ],
    ids=lambda args: " ".join(args).replace(NO_TEXT, "?"),
)
def test_words_that_are_no_text_are_a_mistake_and_blame_no_file(
    filled: Newsroom, args: list[str]
) -> None:
    before = filled.tree()
    result = filled.run(*args, code=2)
    assert "bytes that are no text" in result.stderr
    assert "‹U+DCFF›" in result.stderr
    assert filled.tree() == before


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize(
    "args", [["list", "{}"], ["stats", "{}"], ["show", "003-01", "{}"], ["rules", "kinds", "{}"]]
)
def test_a_word_too_many_is_shown_and_not_obeyed(
    filled: Newsroom, monkeypatch: pytest.MonkeyPatch, args: list[str], language: str
) -> None:
    monkeypatch.setenv("QUOTES_LANG", language)
    told = filled.run(*(each.format("\x1b]52;c;aGk=\a\u202e倒\r") for each in args), code=2).stderr
    assert "‹U+001B›]52;c;aGk=‹U+0007›‹U+202E›倒" in told
    assert not {"\x1b", "\a", "\u202e", "\r"} & set(told)


def test_choices_are_told_on_one_line(filled: Newsroom) -> None:
    told = filled.run("export", code=2).stderr
    assert "Choose from: annotation, bibtex, csl, csv, " in told


def test_words_where_a_field_belongs_are_a_mistake(filled: Newsroom) -> None:
    before = filled.tree()
    told = filled.run("new", "seeds/003_a.txt:5", "細節", code=2).stderr
    assert "“細節” is no KEY=VALUE" in told
    assert "--text" in told
    assert filled.tree() == before


@pytest.mark.parametrize("name", ["", "/", "kinds/", "/whole-line"])
@pytest.mark.parametrize("form", [[], ["--json"], ["--markdown"]])
def test_a_rule_without_a_name_is_none(filled: Newsroom, name: str, form: list[str]) -> None:
    assert "there is no rule" in filled.run("rules", name, *form, code=2).stderr


def test_the_name_of_a_file_may_be_any_bytes(filled: Newsroom) -> None:
    odd = filled.root / f"{NO_TEXT}.txt"
    try:
        shutil.copy(filled.root / "seeds" / "003_a.txt", odd)
    except (OSError, UnicodeError):
        pytest.skip("a system whose names of files are text")
    assert "細節決定成敗" in filled.run("parse", str(odd)).stdout
    filled.run("export", "csv", "-o", f"{filled.root}/{NO_TEXT}.csv")


@pytest.mark.parametrize("name", ["", "！！", " "])
@pytest.mark.parametrize(
    "args",
    [
        ["add", "{}"],
        ["add", "李明", "--alias", "{}"],
        ["merge", "{}", "李明"],
        ["merge", "李明", "{}"],
    ],
    ids=" ".join,
)
def test_nobody_is_called_nothing(filled: Newsroom, args: list[str], name: str) -> None:
    before = filled.tree()
    told = filled.run("people", *(each.format(name) for each in args), code=2).stderr
    assert f"“{name}” holds no words" in told
    assert filled.tree() == before


@pytest.mark.parametrize("size", ["²", BEYOND, "9" * 4_000, "0", "-1", "", "wide"])
@pytest.mark.parametrize("variable", ["COLUMNS", "LINES"])
def test_a_terminal_of_no_size_is_as_wide_as_a_pipe(
    filled: Newsroom, monkeypatch: pytest.MonkeyPatch, variable: str, size: str
) -> None:
    monkeypatch.delenv(variable, raising=False)
    plain = filled.run("list", "--table").stdout
    monkeypatch.setenv(variable, size)
    assert filled.run("list", "--table").stdout == plain


@pytest.mark.parametrize("line", [BEYOND, "²", "9" * 10])
def test_a_line_that_no_source_has_is_no_place(filled: Newsroom, line: str) -> None:
    assert "write SOURCE:LINE" in filled.run("new", f"seeds/003_a.txt:{line}", code=2).stderr


def test_more_than_can_be_counted_is_all_of_them(filled: Newsroom) -> None:
    everything = filled.run("search", "不", "--limit", "0", "--ids").stdout
    assert filled.run("search", "不", "--limit", "9" * 20, "--ids").stdout == everything


def test_more_processes_than_can_be_counted_are_as_many_as_articles(filled: Newsroom) -> None:
    alone = filled.run("parse", "-j", "1", "seeds").stdout
    assert filled.run("parse", "-j", "9" * 20, "seeds").stdout == alone


@pytest.mark.parametrize("command", [["list"], ["init"], ["verify", "a.txt"], ["site", "out"]])
def test_a_folder_that_was_deleted_is_named_and_not_stdout(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: list[str]
) -> None:
    (tmp_path / "gone").mkdir()
    monkeypatch.chdir(tmp_path / "gone")
    try:
        (tmp_path / "gone").rmdir()
    except OSError:
        pytest.skip("a system that keeps a folder in which somebody is")
    told = CliRunner().invoke(main, command)
    monkeypatch.chdir(tmp_path)
    assert told.exit_code == 5
    assert told.stderr.startswith("quotes: the folder in which this was started is gone\nnext: ")


@pytest.mark.skipif(os.name == "nt", reason="a shell in a folder that is gone")
def test_one_can_work_elsewhere_from_a_folder_that_was_deleted(filled: Newsroom) -> None:
    env = os.environ | {"PYTHONPATH": str(Path(__file__).parents[1] / "src")}
    line = 'mkdir gone && cd gone && rmdir ../gone && exec "$0" -m quotes -C "$1" list --ids'
    done = subprocess.run(
        ["sh", "-c", line, sys.executable, str(filled.root)],
        cwd=filled.root, env=env, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.stdout == filled.run("list", "--ids").stdout
