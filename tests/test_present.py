"""What a terminal, a spreadsheet and a program may be given."""

import csv
import io
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from torture.outputs import OURS
from torture.payloads import obeyed

from newsroom import Newsroom
from quotes.catalog.entries import Entry, Source
from quotes.catalog.kept import Kept
from quotes.present import formats
from quotes.present.escape import inert, on_one_line, visible
from quotes.present.formats import as_csv, as_json, as_jsonl, as_tsv
from quotes.present.rows import Row, row_of

HOSTILE = (
    "[/red][bold]粗[/bold] [link=http://evil.example]點[/link] :100: "
    "\x1b[31m紅\x1b]8;;http://evil.example\x07鏈\x1b]0;題\x07 \x9b1m \x08\x0b\u202e反\u2066 "
    "\u200b\u2060\ufeff \U000e0041"
)

SOURCE = f"""\
標題{HOSTILE}

2月16日，王忠林強調：“細節{HOSTILE}決定成敗，要堅決落實。”
"""


def row(text: str) -> Row:
    kept = Kept(Entry(text=text), Source(file="a.txt"), "catalog/a.yaml", 0, None, None)
    return row_of(kept)


def is_inert(output: str) -> bool:
    """Nothing that a terminal obeys but line ends, the tabs of TSV and our own colours."""
    return not obeyed(OURS.sub("", output), "\n\t")


@given(st.text())
def test_what_is_visible_is_inert(text: str) -> None:
    assert is_inert(visible(text))
    assert not set("\n\t") & set(on_one_line(text))


@given(st.text("武漢，。“”‘’「」『』《》…—·（）abc123", max_size=30))
def test_ordinary_words_are_shown_as_they_are(text: str) -> None:
    assert visible(text) == text


@pytest.fixture
def hostile(newsroom: Newsroom) -> Newsroom:
    (newsroom.root / "seeds/003_a.txt").unlink()
    newsroom.write("seeds/003_evil.txt", SOURCE)
    newsroom.run("extract", "seeds")
    return newsroom


@pytest.mark.parametrize(
    "command",
    [
        "parse seeds",
        "parse --jsonl seeds",
        "extract --dry-run seeds",
        "list",
        "list --table",
        "list --json",
        "list --jsonl",
        "show 003-01",
        "explain 003-01",
        "cite 003-01",
        "check",
    ],
)
@pytest.mark.parametrize("color", ["1", ""])
def test_a_hostile_article_is_inert(
    hostile: Newsroom, monkeypatch: pytest.MonkeyPatch, command: str, color: str
) -> None:
    if color:
        monkeypatch.setenv("FORCE_COLOR", color)
    result = hostile.run(*command.split())
    assert is_inert(result.output)
    if command not in ("check", "extract --dry-run seeds"):
        plain = OURS.sub("", result.stdout).replace("\n", "").replace(" ", "")
        assert "[/red][bold]粗[/bold]" in plain
        assert ":100:" in plain


def test_hostile_words_are_kept_whole_and_proved(hostile: Newsroom) -> None:
    hostile.run("check")
    [found] = json.loads(hostile.run("list", "--json").stdout)
    assert HOSTILE in found["text"]


def test_a_hostile_name_in_the_catalog_is_inert(filled: Newsroom) -> None:
    filled.edit("speaker: 王忠林", 'speaker: "王\\e[31m忠林[/red]"')
    for command in (("list", "--table"), ("show", "003-01"), ("list", "--speaker", "無人")):
        assert is_inert(filled.run(*command, code=None).output)


def test_a_hostile_file_name_is_inert(newsroom: Newsroom) -> None:
    result = newsroom.run("extract", "no\x1b[31mwhere.txt", code=3)
    assert is_inert(result.output)


@pytest.mark.parametrize("cell", ["應收盡收", "一=一", "（=1）", "——不落一人", "1-1", "  一", ""])
def test_a_cell_that_is_no_formula_is_left_alone(cell: str) -> None:
    assert as_csv.guarded(cell) == cell


@pytest.mark.parametrize(
    "cell",
    [
        "=1+1",
        "+1",
        "-1",
        "@人民日报",
        "  =1",
        "＝1",
        "\t=1",
        "\u3000﹣1",
        "⁺1",
        "\ufb291",
    ],
)
def test_a_spreadsheet_runs_nothing(cell: str) -> None:
    [_, cells] = csv.reader(io.StringIO(as_csv.render([row(text=cell)])))
    assert f"'{visible(cell)}" in cells


@given(st.text())
def test_json_loses_nothing_and_hides_nothing(text: str) -> None:
    for name, form in (("json", as_json), ("jsonl", as_jsonl)):
        rendered = form.render([row(text=text)])
        read = json.loads(rendered)
        assert (read[0] if name == "json" else read)["text"] == text
        assert is_inert(rendered)


@given(st.text())
def test_tsv_is_one_line_for_one_entry(text: str) -> None:
    rendered = as_tsv.render([row(text=text), row(text=text)])
    assert [line.count("\t") for line in rendered.removesuffix("\n").split("\n")] == [6, 6]


@pytest.mark.parametrize("name", formats.names())
def test_a_format_is_named_after_its_file(name: str) -> None:
    made = formats.load(name)
    assert made.name == name
    assert made.suffix.startswith(".")


def test_no_module_but_the_escaper_makes_rich_text_from_markup() -> None:
    """`Text.from_markup` and strings with markup have no place in this house."""
    room = Path(formats.__file__).parents[1]
    assert not [path for path in room.rglob("*.py") if "from_markup" in path.read_text("utf-8")]


def test_line_ends_and_tabs_are_those_of_a_page() -> None:
    assert visible("一\r\n二\t三\n四") == "一\n二 三\n四"
    assert on_one_line("一\r\n二\t三") == "一⏎二 三"
    assert visible("一\r二") == "一‹U+000D›二"


def test_words_for_a_table_have_the_style_that_is_asked_for_and_no_other() -> None:
    assert (inert("[red]好", "bold").plain, inert("好", "bold").style) == ("[red]好", "bold")
    assert inert("好").style == ""
