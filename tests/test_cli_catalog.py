"""extract, list, show, explain and cite, run as their users run them."""

import csv
import io
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from newsroom import ARTICLE, Newsroom
from quotes.catalog.entries import ENTRY_KEYS, SOURCE_KEYS
from quotes.cli import main

FIRST = "細節決定成敗。"


def test_extracting_twice_changes_no_byte(filled: Newsroom) -> None:
    before = {path: path.stat().st_mtime_ns for path in filled.root.rglob("*")}
    tree = filled.tree()
    assert "0 added" in filled.run("extract", "seeds").stdout
    assert filled.tree() == tree
    assert {path: path.stat().st_mtime_ns for path in filled.root.rglob("*")} == before


def test_a_dry_run_prints_the_difference_and_writes_nothing(newsroom: Newsroom) -> None:
    before = newsroom.tree()
    result = newsroom.run("extract", "--dry-run", "seeds")
    assert f"+      {FIRST}" in result.stdout
    assert newsroom.tree() == before


HANDS = {
    "as it was made": lambda text: text,
    "with a byte-order mark and CR LF": lambda text: "\ufeff" + text.replace("\n", "\r\n"),
    "without a last newline": lambda text: text.rstrip("\n"),
    "with a comment at the end": lambda text: text + "\n# 完",
}


def patched(room: Newsroom, diff: bytes) -> dict[str, bytes]:
    """The tree after `patch -p1`, which knows nothing of us."""
    command = ["patch", "--binary", "--strip=1", "--no-backup-if-mismatch", "--quiet"]
    subprocess.run(command, cwd=room.root, input=diff, check=True, capture_output=True)
    return {name: raw for name, raw in room.tree().items() if not name.endswith(".lock")}


@pytest.mark.skipif(not shutil.which("patch"), reason="there is no patch here")
@pytest.mark.parametrize("hand", HANDS.values(), ids=HANDS.keys())
def test_a_dry_run_is_a_patch_that_makes_the_very_bytes(
    filled: Newsroom, hand: Callable[[str], str]
) -> None:
    text = hand(filled.catalog().read_text(encoding="utf-8"))
    filled.catalog().write_bytes(text.encode())
    better = ARTICLE.replace("王忠林正式上任", "王忠林正式上任，說“我來了就不走”")
    filled.write("seeds/003_a.txt", better)
    filled.write("seeds/004 b 履新.txt", ARTICLE)
    twin = Newsroom(filled.root.with_name(f"{filled.root.name}-twin"))
    shutil.copytree(filled.root, twin.root)

    diff = filled.run("extract", "--dry-run", "seeds").stdout_bytes
    twin.run("extract", "seeds")

    written = {name: raw for name, raw in twin.tree().items() if not name.endswith(".lock")}
    assert written != {n: r for n, r in filled.tree().items() if not n.endswith(".lock")}
    assert patched(filled, diff) == written


@pytest.mark.skipif(not shutil.which("patch"), reason="there is no patch here")
def test_a_dry_run_of_the_first_extraction_is_a_patch_as_well(newsroom: Newsroom) -> None:
    diff = newsroom.run("extract", "--dry-run", "seeds").stdout_bytes
    after = patched(newsroom, diff)
    newsroom.run("extract", "seeds")
    assert {n: r for n, r in newsroom.tree().items() if not n.endswith(".lock")} == after
    assert "catalog/article.schema.json" in after


def test_a_changed_source_is_found_again(filled: Newsroom) -> None:
    filled.edit("status: todo", "status: ok")
    filled.write("seeds/003_a.txt", "\n\n" + ARTICLE)
    assert "E-SOURCE-CHANGED" in filled.run("check", code=1).stdout
    assert "found again on another line" in filled.run("extract", "seeds").stderr
    assert filled.run("check", "--strict").stdout == ""


def test_a_wrong_day_of_publication_is_no_reason_to_fail(filled: Newsroom) -> None:
    filled.edit("entries:\n", "  published: 昨天\n\nentries:\n")
    assert "0 added" in filled.run("extract", "seeds").stdout


def test_suggestions_are_counted_and_named_and_nothing_is_written(filled: Newsroom) -> None:
    filled.edit("speaker: 王忠林", "speaker: 應勇")
    filled.edit("entries:\n", "  published: 2020-02-20\n\nentries:\n")
    ours = filled.catalog().read_text(encoding="utf-8").split("  - id:")[1]
    result = filled.run("extract", "seeds")
    assert "1 suggested" in result.stdout
    assert "003-01 is yours; the program would now say" in result.stderr
    assert filled.catalog().read_text(encoding="utf-8").split("  - id:")[1] == ours


def test_reading_commands_write_nothing(filled: Newsroom) -> None:
    before = filled.tree()
    for command in ("list", "show 003-01", "explain 003-01", "cite 003-01", "check", "parse seeds"):
        filled.run(*command.split())
    assert filled.tree() == before


def test_the_work_of_people_survives(filled: Newsroom) -> None:
    filled.edit("    speaker: 王忠林", "    speaker: 王忠林  # 據長江日報", "003_a")
    filled.edit("status: todo", "status: ok")
    filled.edit("entries:\n", "entries:\n\n  # 以下待核\n")
    before = filled.catalog().read_bytes()
    assert "1 kept" in filled.run("extract", "seeds").stdout
    assert filled.catalog().read_bytes() == before


def test_a_year_that_a_person_sets_reaches_the_dates(filled: Newsroom) -> None:
    text = filled.catalog().read_text(encoding="utf-8")
    assert "date: XXXX-02-16" in text
    filled.edit("entries:\n", "  published: 2020-02-20~\n\nentries:\n")
    filled.run("extract", "seeds")
    after = filled.catalog().read_text(encoding="utf-8")
    assert "date: 2020-02-16" in after
    assert "published: 2020-02-20~" in after
    before = filled.tree()
    filled.run("extract", "seeds")
    assert filled.tree() == before


def test_a_broken_catalog_file_is_not_touched_and_the_others_are_done(filled: Newsroom) -> None:
    filled.write("seeds/004_b.txt", ARTICLE)
    filled.catalog().write_text("entries: [\n", encoding="utf-8")
    result = filled.run("extract", "seeds", code=3)
    assert filled.catalog().read_text(encoding="utf-8") == "entries: [\n"
    assert "catalog/003_a.yaml:2:1 E-YAML" in result.stderr
    assert filled.catalog("004_b").exists()


def test_a_broken_file_under_another_name_still_guards_its_article(filled: Newsroom) -> None:
    text = filled.catalog().read_text(encoding="utf-8") + "  - id: ["
    filled.catalog().rename(filled.catalog("renamed"))
    filled.catalog("renamed").write_text(text, encoding="utf-8")
    filled.run("extract", "seeds", code=3)
    assert not filled.catalog().exists()


def test_a_renamed_catalog_file_is_found_by_its_source(filled: Newsroom) -> None:
    filled.catalog().rename(filled.catalog("履新"))
    assert "0 added" in filled.run("extract", "seeds").stdout
    assert not filled.catalog().exists()


def test_two_articles_with_one_prefix_have_ids_apart(newsroom: Newsroom) -> None:
    newsroom.write("seeds/003_b.txt", ARTICLE)
    newsroom.run("extract", "seeds")
    ids = newsroom.run("list", "--ids").stdout.split()
    assert len(set(ids)) == len(ids) == 6
    assert {"003-01", "003_b-01"} <= set(ids)


def test_an_article_outside_the_project_is_refused(newsroom: Newsroom, tmp_path: Path) -> None:
    outside = tmp_path.parent / "outside.txt"
    outside.write_text(ARTICLE, encoding="utf-8")
    result = newsroom.run("extract", str(outside), code=2)
    assert "quotes add" in result.stderr


def test_an_article_without_quotations_makes_no_file(newsroom: Newsroom) -> None:
    newsroom.write("seeds/003_a.txt", "今天天氣很好。\n")
    assert "0 added" in newsroom.run("extract", "seeds").stdout
    assert not newsroom.catalog().exists()


def test_good_files_are_done_when_others_fail(newsroom: Newsroom) -> None:
    newsroom.write("seeds/004_empty.txt", "")
    newsroom.write("seeds/005_b.txt", ARTICLE)
    result = newsroom.run("extract", "seeds", "nowhere.txt", code=3)
    assert newsroom.catalog("005_b").exists()
    assert "004_empty.txt" in result.stderr
    assert "nowhere.txt" in result.stderr


@pytest.mark.parametrize("command", ["extract", "parse"])
@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("missing.txt", None),
        ("empty.txt", b""),
        ("blank.txt", b" \n\n"),
        ("binary.txt", b"\x00\x01\x02" * 100),
        ("undecodable.txt", b"\x80\xff\xfd\x81" * 7 + b"\xff"),
    ],
    ids=["missing", "empty", "blank", "binary", "undecodable"],
)
def test_what_is_no_article_is_refused_with_a_next_step(
    newsroom: Newsroom, command: str, name: str, content: bytes | None
) -> None:
    if content is not None:
        newsroom.write(name, content)
    result = newsroom.run(command, name, code=3)
    assert result.stderr.startswith("quotes: ")
    assert name in result.stderr
    assert "next: " in result.stderr


def test_a_folder_without_articles_is_refused(newsroom: Newsroom) -> None:
    (newsroom.root / "leer").mkdir()
    newsroom.run("extract", "leer", code=3)


def test_no_project_is_said_and_not_made_by_reading(tmp_path: Path) -> None:
    result = Newsroom(tmp_path).run("list", code=3)
    assert "quotes init" in result.stderr
    assert not list(tmp_path.iterdir())


def test_no_catalog_is_begun_where_nothing_can_be_extracted(tmp_path: Path) -> None:
    room = Newsroom(tmp_path)
    room.write("a.txt", "")
    room.run("extract", "a.txt", code=3)
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]


def test_the_first_extraction_begins_the_catalog(tmp_path: Path) -> None:
    room = Newsroom(tmp_path)
    room.write("a.txt", ARTICLE)
    room.run("extract", "a.txt")
    assert (tmp_path / "catalog" / "a.yaml").exists()


def test_the_project_is_found_from_below(filled: Newsroom) -> None:
    below = Newsroom(filled.root / "seeds")
    assert below.run("list", "--count").stdout == "3\n"
    assert "0 added" in below.run("extract", "003_a.txt").stdout


# list


def test_an_unknown_speaker_is_a_mistake_with_the_nearest_names(filled: Newsroom) -> None:
    result = filled.run("list", "--speaker", "王忠琳", code=2)
    assert result.stdout == ""
    assert "nearest: 王忠林" in result.stderr


@pytest.mark.parametrize("name", ["王忠林", "市委书记王忠林", "王忠林書記"])
def test_a_speaker_is_found_by_any_name(filled: Newsroom, name: str) -> None:
    assert "003-01" in filled.run("list", "--ids", "--speaker", name).stdout


@pytest.mark.parametrize("words", ["细节决定成败", "細節，決定成敗！", "细节 决定"])
def test_grep_is_blind_to_script_and_punctuation(filled: Newsroom, words: str) -> None:
    assert filled.run("list", "--ids", "--grep", words).stdout == "003-01\n"


@pytest.mark.parametrize("words", ["！！", "？", "", " "])
@pytest.mark.parametrize("option", ["--grep", "--occasion"])
@pytest.mark.parametrize("command", [["list"], ["export", "csv"], ["stats"], ["search", "水"]])
def test_a_filter_without_words_is_a_mistake_and_lets_nothing_through(
    filled: Newsroom, command: list[str], option: str, words: str
) -> None:
    told = filled.run(*command, option, words, code=2)
    assert (told.stdout, f"“{words}” holds no words" in told.stderr) == ("", True)


def test_a_source_without_a_name_is_a_mistake(filled: Newsroom) -> None:
    assert filled.run("list", "--source", "", code=2).stdout == ""
    assert filled.run("list", "--source", "_", "--ids").stdout


def test_dropped_entries_are_hidden_and_counted(filled: Newsroom) -> None:
    filled.edit("status: todo", "status: drop")
    result = filled.run("list", "--ids")
    assert "003-01" not in result.stdout
    assert result.stderr == "1 dropped left out; to see them: --status drop\n"
    assert filled.run("list", "--ids", "--status", "drop").stdout == "003-01\n"


def test_a_day_without_a_year_is_kept_by_since_with_a_notice(filled: Newsroom) -> None:
    result = filled.run("list", "--ids", "--since", "2020-03-01")
    assert "003-01" in result.stdout
    assert "their year is not known" in result.stderr


def test_a_day_without_a_year_takes_that_of_its_article(filled: Newsroom) -> None:
    filled.edit("entries:\n", "  published: 2020-02-20\n\nentries:\n")
    assert filled.run("list", "--ids", "--since", "2020-03-01").stdout == ""
    assert "003-01" in filled.run("list", "--ids", "--since", "2020-02").stdout


@pytest.mark.parametrize("day", ["2020-02-31", "昨天", "XXXX-02-16"])
def test_a_day_that_cannot_be_meant_is_a_mistake(filled: Newsroom, day: str) -> None:
    filled.run("list", "--since", day, code=2)


def test_nothing_found_is_no_mistake(filled: Newsroom) -> None:
    result = filled.run("list", "--grep", "不存在的話")
    assert (result.stdout, result.stderr) == ("", "nothing in the catalog fits\n")


def test_a_pipe_gets_one_line_for_an_entry(filled: Newsroom) -> None:
    lines = filled.run("list").stdout.splitlines()
    row = ["003-01", "XXXX-02-16", "王忠林", "", FIRST, "seeds/003_a.txt:7", "todo"]
    assert row in [line.split("\t") for line in lines]


def test_every_format_has_the_same_entries(filled: Newsroom) -> None:
    ids = filled.run("list", "--ids").stdout.split()
    array = json.loads(filled.run("list", "--json").stdout)
    lines = [json.loads(line) for line in filled.run("list", "--jsonl").stdout.splitlines()]
    cells = list(csv.DictReader(io.StringIO(filled.run("list", "--csv").stdout)))
    assert [row["id"] for row in array] == ids
    assert lines == array
    assert [row["id"] for row in cells] == ids
    assert array[0]["line"] == 7


@pytest.mark.parametrize("columns", ["40", "80", "100", "160"])
def test_a_table_never_cuts_words(
    filled: Newsroom, monkeypatch: pytest.MonkeyPatch, columns: str
) -> None:
    long = FIRST * 20
    filled.edit(FIRST, long)
    monkeypatch.setenv("COLUMNS", columns)
    table = filled.run("list", "--table").stdout
    assert table.count("細") + table.count("\n細") >= 20
    assert "…" not in table
    assert all(len(line) <= int(columns) for line in table.splitlines())


def test_people_fold_together_and_have_their_office(filled: Newsroom) -> None:
    filled.edit("entries:\n", "  published: 2020-02-20\n\nentries:\n")
    filled.write(
        "catalog/people.yaml",
        "people:\n  - name: 王忠林同志\n    aliases: [王忠林]\n    roles:\n"
        "      - {title: 武汉市委书记, since: 2020-02-13}\n",
    )
    [row] = json.loads(filled.run("list", "--json", "--grep", FIRST).stdout)
    assert (row["speaker"], row["name"], row["role"]) == ("王忠林", "王忠林同志", "武汉市委书记")


def test_a_broken_file_is_told_and_the_rest_is_listed(filled: Newsroom) -> None:
    filled.write("catalog/kaputt.yaml", "a: [\n")
    result = filled.run("list", "--count", code=3)
    assert result.stdout == "3\n"
    assert "catalog/kaputt.yaml:2:1 E-YAML" in result.stderr


# show, explain, cite


def test_an_entry_is_shown_in_its_paragraph(filled: Newsroom) -> None:
    assert f"強調：“【{FIRST}】”他說" in filled.run("show", "003-01").stdout


def test_reasons_are_drawn_under_the_words_they_stand_on(filled: Newsroom) -> None:
    lines = filled.run("explain", "003-01").stdout.splitlines()
    carets = [line for line in lines if line.strip() and set(line.strip()) == {"^"}]
    assert carets


def test_a_citation_names_who_when_and_where(filled: Newsroom) -> None:
    cited = filled.run("cite", "003-01").stdout
    assert cited.startswith(f"“{FIRST}”——王忠林，02-16（年份不明）〔未审〕。")
    assert cited.endswith("seeds/003_a.txt:7\n")


@pytest.mark.parametrize("command", ["show", "explain", "cite"])
def test_an_unknown_id_is_a_mistake_with_the_nearest(filled: Newsroom, command: str) -> None:
    assert "003-01" in filled.run(command, "003-1", code=2).stderr


@pytest.mark.parametrize("args", [["show", "003-01"], ["list", "--speaker", "王忠林"]])
def test_what_may_stand_in_a_broken_file_is_not_called_unknown(
    filled: Newsroom, args: list[str]
) -> None:
    filled.catalog().write_text("entries: [\n", encoding="utf-8")
    filled.run(*args, code=3)


def test_a_missing_source_is_said(filled: Newsroom) -> None:
    (filled.root / "seeds/003_a.txt").unlink()
    assert "cannot be shown" in filled.run("show", "003-01").stderr
    filled.run("explain", "003-01", code=3)


@pytest.mark.parametrize("where", ["../../etc/passwd", "/etc/passwd"])
def test_an_entry_leads_to_no_file_outside(filled: Newsroom, where: str) -> None:
    filled.edit("seeds/003_a.txt", where)
    result = filled.run("show", "003-01")
    assert "root:" not in result.output
    assert "outside the project" in result.stderr


# parse


def test_json_lines_have_the_keys_that_programs_rely_on(newsroom: Newsroom) -> None:
    lines = newsroom.run("parse", "--jsonl", "seeds").stdout.splitlines()
    keys = "source start end depth text raw kind speaker candidates via mode date occasion line"
    wanted = [*keys.split(), "confidence", "reasons", "place", "repeats"]
    for each in map(json.loads, lines):
        assert list(each) == wanted
        assert ARTICLE[each["start"] : each["end"]] == each["raw"]


def test_parse_reads_standard_input(newsroom: Newsroom) -> None:
    result = newsroom.run("parse", "--jsonl", "-", stdin=ARTICLE.encode())
    assert json.loads(result.stdout.splitlines()[0])["source"] == "-"


def test_parse_needs_no_project(tmp_path: Path) -> None:
    room = Newsroom(tmp_path)
    room.write("a.txt", ARTICLE)
    assert FIRST in room.run("parse", "a.txt").stdout


def test_a_day_of_publication_gives_its_year(newsroom: Newsroom) -> None:
    result = newsroom.run("parse", "--jsonl", "--published", "2020-02-20", "seeds")
    assert "2020-02-16" in {json.loads(line)["date"] for line in result.stdout.splitlines()}


def test_editors_get_the_schema_that_the_first_line_names(filled: Newsroom) -> None:
    schema = json.loads((filled.root / "catalog/article.schema.json").read_text(encoding="utf-8"))
    entry = schema["definitions"]["EntryRecord"]
    assert list(entry["properties"]) == list(ENTRY_KEYS)
    assert list(schema["definitions"]["SourceRecord"]["properties"]) == list(SOURCE_KEYS)


def test_a_reader_that_leaves_early_hears_no_complaint(filled: Newsroom) -> None:
    command = [sys.executable, "-c", "from quotes.cli import main; main(['parse', 'seeds'])"]
    env = os.environ | {"PYTHONPATH": str(Path(__file__).parents[1] / "src")}
    run = subprocess.Popen(
        command, cwd=filled.root, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=env
    )
    assert run.stdout is not None
    run.stdout.close()
    _, errors = run.communicate(timeout=60)
    assert (run.returncode, errors) == (0, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a disk that is always full")
def test_a_full_disk_behind_stdout_is_told_in_a_sentence(filled: Newsroom) -> None:
    command = [sys.executable, "-c", "from quotes.cli import main; main(['parse', 'seeds'])"]
    env = os.environ | {"PYTHONPATH": str(Path(__file__).parents[1] / "src")}
    with Path("/dev/full").open("wb") as full:
        run = subprocess.run(
            command, cwd=filled.root, stdout=full, stderr=subprocess.PIPE, env=env, check=False
        )
    assert run.returncode == 5
    assert b"No space left" in run.stderr
    assert b"Traceback" not in run.stderr


def test_an_interrupt_is_130(filled: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("quotes.workflow.looking.look_up", interrupt)
    filled.run("list", code=130)


@pytest.mark.parametrize(
    "args", [["nonsense"], ["list", "--kind", "verse"], ["show"], ["-C", "/nowhere", "list"]]
)
def test_a_command_that_cannot_be_meant_is_a_mistake(args: list[str]) -> None:
    assert CliRunner().invoke(main, args).exit_code == 2


def test_only_the_command_that_is_called_is_loaded() -> None:
    code = "import sys, quotes.cli\nquotes.cli.main.get_command(None, 'list')\nprint(*sys.modules)"
    env = os.environ | {"PYTHONPATH": str(Path(__file__).parents[1] / "src")}
    run = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, env=env, check=True
    )
    loaded = set(run.stdout.split())
    assert "quotes.cli.list" in loaded
    assert not loaded & {"quotes.cli.check", "pydantic", "rich", "ruamel", "opencc", "yaml"}


def test_a_source_that_leads_out_of_the_project_is_not_read(
    filled: Newsroom, tmp_path_factory: pytest.TempPathFactory
) -> None:
    outside = tmp_path_factory.mktemp("outside") / "a.txt"
    outside.write_text("王忠林說：“祕密在此。”\n", encoding="utf-8")
    (filled.root / "seeds" / "003_a.txt").unlink()
    (filled.root / "seeds" / "003_a.txt").symlink_to(outside)
    told = filled.run("explain", "003-01", code=3).stderr
    assert told.count("003_a.txt") == 1
    assert "祕密" not in told + filled.run("show", "003-01", code=None).stdout
    assert "E-SOURCE-OUTSIDE" in filled.run("check", code=1).stdout
