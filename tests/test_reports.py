"""The faults of a catalog in every format: for eyes, for editors, for machines."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from newsroom import Newsroom
from quotes.cli.check import FORMATS
from quotes.errors import Problem
from quotes.present import reports
from quotes.present.escape import on_one_line
from quotes.present.reports import Report, renderer
from quotes.present.reports.as_full import marked


@pytest.fixture
def faulty(filled: Newsroom) -> Newsroom:
    """One error and one warning."""
    filled.edit("細節決定成敗。", "細節決定勝敗。")
    filled.edit("occasion: 調研", "occasion: 調\u200b研")
    return filled


def test_every_format_can_be_asked_for_and_no_other() -> None:
    assert set(reports.names()) == set(FORMATS)


@pytest.mark.parametrize("form", FORMATS)
def test_the_exit_code_is_the_same_in_every_format(faulty: Newsroom, form: str) -> None:
    assert faulty.run("check", "--format", form, code=1).stdout
    faulty.edit("細節決定勝敗。", "細節決定成敗。")
    faulty.run("check", "--format", form, code=0)
    faulty.run("check", "--format", form, "--strict", code=1)


def test_a_pipe_gets_concise_lines(faulty: Newsroom) -> None:
    concise = faulty.run("check", "--format", "concise", code=1).stdout
    assert faulty.run("check", code=1).stdout == concise
    assert concise.startswith("catalog/003_a.yaml:11:11 E-TEXT these words")


# Excerpts


def test_the_caret_stands_under_the_character_that_differs(faulty: Newsroom) -> None:
    lines = faulty.run("check", "--format", "full", code=1).stdout.splitlines()
    assert lines[1] == "  11 |       細節決定勝敗。"
    assert lines[2] == "     |               ^^"


@pytest.mark.parametrize(
    ("line", "column", "end", "shown", "carets"),
    [
        ("speaker：王忠林", 8, 9, "speaker：王忠林", "       ^^"),
        ("\tkind: quote", 1, 2, " kind: quote", "^"),
        ("　speaker: 王", 1, 2, "　speaker: 王", "^^"),
        ("    text: ＡＢ好", 13, 14, "    text: ＡＢ好", "              ^^"),
        ("調\u200b研", 2, 3, "調‹U+200B›研", "  ^^^^^^^^"),
        ("a: “好", 9, 0, "a: “好", "      ^"),
        ("", 1, 0, "", "^"),
    ],
)
def test_carets_are_placed_by_cells(
    line: str, column: int, end: int, shown: str, carets: str
) -> None:
    assert marked(line, column, end) == (shown, carets)


@given(st.text("a王：\t　“\u200b\u0301 ", max_size=300), st.integers(1, 300), st.integers(0, 20))
def test_whatever_the_line_the_carets_stand_under_it(text: str, column: int, length: int) -> None:
    column = min(column, len(text) + 1)
    shown, carets = marked(text, column, column + length)
    assert cell_len(shown) <= 97
    assert set(carets) <= {" ", "^"}
    assert carets.endswith("^")
    if cell_len(on_one_line(text[: column - 1])) <= 40:
        assert carets.index("^") == cell_len(on_one_line(text[: column - 1]))


def test_a_line_of_a_million_characters_is_shown_in_part() -> None:
    shown, carets = marked("好" * 500_000 + "壞" + "好" * 500_000, 500_001, 500_002)
    assert "壞" in shown
    assert cell_len(shown) <= 97
    assert cell_len(shown[: shown.index("壞")]) == carets.index("^")


def test_nothing_of_a_file_is_obeyed_by_a_terminal(filled: Newsroom) -> None:
    filled.edit("    speaker: 王忠林", '    "\\e[31mspeaker\u202e": 王忠林')
    for form in FORMATS:
        told = filled.run("check", "--format", form, code=None).stdout
        assert told
        assert not set(told) & {"\x1b", "\u202e", "\u200b"}


# For machines


def test_json_says_which_version_it_is(faulty: Newsroom) -> None:
    told = json.loads(faulty.run("check", "--format", "json", code=1).stdout)
    assert (told["version"], told["errors"], told["warnings"]) == (1, 1, 1)
    [error, _] = told["problems"]
    assert (error["code"], error["severity"]) == ("E-TEXT", "error")
    assert (error["file"], error["line"], error["column"]) == ("catalog/003_a.yaml", 11, 11)
    assert (error["end_column"], error["id"]) == (12, "003-01")
    assert error["next"]
    assert json.loads(faulty.run("check", "--json", code=1).stdout) == told


def test_json_of_a_sound_catalog_is_json(filled: Newsroom) -> None:
    told = json.loads(filled.run("check", "--json").stdout)
    assert told == {"version": 1, "errors": 0, "warnings": 0, "problems": []}


def test_github_draws_an_annotation_on_the_line(faulty: Newsroom) -> None:
    first, second = faulty.run("check", "--format", "github", code=1).stdout.splitlines()
    assert first.startswith("::error file=catalog/003_a.yaml,title=E-TEXT,line=11,col=11,endCol")
    assert second.startswith("::warning ")


def test_github_is_not_fooled_by_a_fault_that_speaks_its_tongue() -> None:
    problem = Problem("a,b:c.yaml", 1, 1, "E-YAML", "100%\n::error::x")
    told = renderer("github")(Report((problem,)))
    assert told.count("\n") == 1
    assert told.startswith("::error file=a%2Cb%3Ac.yaml,")


def has(value: Any, **kinds: type) -> bool:
    return all(isinstance(value.get(name), kind) for name, kind in kinds.items())


def test_sarif_has_what_its_schema_requires(faulty: Newsroom) -> None:
    """Required by SARIF 2.1.0: version, runs, tool.driver.name, and in each result its message."""
    told = json.loads(faulty.run("check", "--format", "sarif", code=1).stdout)
    assert told["version"] == "2.1.0"
    [run] = told["runs"]
    assert run["columnKind"] in ("utf16CodeUnits", "unicodeCodePoints")
    driver = run["tool"]["driver"]
    assert driver["name"] == "quotes"
    rules = [rule["id"] for rule in driver["rules"]]
    assert len(set(rules)) == len(rules)
    for result in run["results"]:
        assert rules[result["ruleIndex"]] == result["ruleId"]
        assert result["level"] in ("none", "note", "warning", "error")
        assert has(result["message"], text=str)
        [location] = result["locations"]
        region = location["physicalLocation"]["region"]
        assert has(region, startLine=int, startColumn=int, endColumn=int)
        assert 1 <= region["startColumn"] < region["endColumn"]
        uri = location["physicalLocation"]["artifactLocation"]["uri"]
        assert (faulty.root / uri).exists()


def test_sarif_names_a_file_by_its_uri() -> None:
    told = json.loads(renderer("sarif")(Report((Problem("履新 一週.yaml", 1, 1, "E-YAML", "x"),))))
    location = told["runs"][0]["results"][0]["locations"][0]["physicalLocation"]
    assert location["artifactLocation"]["uri"].isascii()
    assert " " not in location["artifactLocation"]["uri"]


def test_a_format_is_a_file_of_its_own() -> None:
    folder = Path(reports.__file__).parent
    assert {each.stem for each in folder.glob("as_*.py")} == {f"as_{name}" for name in FORMATS}
