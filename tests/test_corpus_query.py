"""What is asked of a corpus, and what is taken from it into the catalog."""

import json
import re
from collections import Counter
from collections.abc import Iterable
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("pyarrow", reason="the extra `corpus` is not installed")

from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

import archive
from archive import Here, lines, page, record, run
from newsroom import Newsroom
from quotes.cli import corpus
from quotes.corpus import near, steps, storage, warehouse
from quotes.corpus.storage import UnreadableCorpus
from quotes.corpus.warehouse import Answer
from quotes.errors import QuotesError, UsageError
from quotes.present import answers


def _doc(
    number: int, day: str | None, said: str, who: str = "王小明", **more: Any
) -> dict[str, Any]:
    return {"id": f"d{number}", "date": day, "text": f"市長{who}在會上說：“{said}”", **more}


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """One saying in both scripts and three wordings, one of another man, one text printed twice."""
    made = [
        _doc(1, "2020-03-01", "水龙头不关，拖地板再起劲也是徒劳。", source="甲報"),
        _doc(2, "2020-02-28", "水龍頭不關，拖地板再起勁也是徒勞！", source="乙社"),
        _doc(3, None, "水龍頭不關，拖地板再起勁也是徒勞。", "李秀蓮"),
        _doc(4, "2020-04-01", "水龙头没有关，拖地板再起劲也是徒劳的。"),
        _doc(5, "2020-03-01", "不能等了，一定要在今天之内完成。", "李秀莲"),
        _doc(6, "2020-03-02", "不能等了，一定要在今天之内完成。", "李秀莲"),
        {"id": "d7", "text": 5},
    ]
    (tmp_path / "a.jsonl").write_bytes(lines(made))
    run(tmp_path / "a.jsonl", tmp_path / "out")
    return tmp_path / "out"


def ask(out: Path, name: str, limit: int | None = None) -> Answer:
    return steps.take(str(out), steps.step_of(name), Here, limit)


def columns(answer: Answer, *names: str) -> list[tuple[Any, ...]]:
    at = [answer.columns.index(name) for name in names]
    return [tuple(row[each] for each in at) for row in answer.rows]


def test_the_same_words_are_one_saying_whatever_script_and_punctuation(out: Path) -> None:
    found = ask(out, "sayings")
    assert columns(found, "documents", "speakers", "first_day", "last_day") == [
        (3, 2, "2020-02-28", "2020-03-01"),
        (2, 1, "2020-03-01", "2020-03-02"),
        (1, 1, "2020-04-01", "2020-04-01"),
    ]


def test_the_first_printing_is_the_earliest_of_those_with_a_day(out: Path) -> None:
    found = ask(out, "first")
    assert columns(found, "first_day", "doc", "outlet", "documents") == [
        ("2020-02-28", "d2", "乙社", 3),
        ("2020-03-01", "d5", None, 2),
    ]


def test_speakers_are_counted_by_month_whatever_their_script(out: Path) -> None:
    found = ask(out, "speakers")
    assert columns(found, "speaker", "month", "quotations") == [
        ("李秀莲", "2020-03", 2),
        ("李秀蓮", None, 1),
        ("王小明", "2020-02", 1),
        ("王小明", "2020-03", 1),
        ("王小明", "2020-04", 1),
    ]


def test_wordings_that_are_nearly_the_same_are_a_group(out: Path) -> None:
    found = ask(out, "near")
    assert columns(found, "group", "of_group", "printings") == [(1, 4, 3), (1, 4, 1)]


def test_texts_printed_twice_are_copies(out: Path) -> None:
    found = ask(out, "copies")
    assert columns(found, "documents", "first_day", "docs") == [(2, "2020-03-01", ["d5", "d6"])]


def test_errors_are_listed(out: Path) -> None:
    assert columns(ask(out, "errors"), "doc", "stage", "why") == [("d7", "read", "text is int")]


@pytest.mark.parametrize("name", [each.name for each in steps.STEPS])
def test_many_small_tasks_answer_as_one_does(
    out: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    whole = ask(out, name)
    monkeypatch.setattr(steps, "ROWS_IN_TASK", 1)
    monkeypatch.setattr(near, "_IN_TASK", 3)
    assert ask(out, name) == whole


def test_a_task_that_is_lost_is_told(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(steps, "ROWS_IN_TASK", 1)
    with pytest.raises(QuotesError, match="could not be answered: lost"):
        steps.take(str(out), steps.step_of("sayings"), lambda: Here(lambda _: True))


def test_answers_are_kept_until_the_corpus_is_another(
    out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask(out, "sayings")
    made: list[object] = []
    monkeypatch.setattr(steps, "make_part", made.append)
    ask(out, "first")
    assert made == []
    monkeypatch.undo()

    (out.parent / "a.jsonl").write_bytes(lines([_doc(1, None, "水龙头不关，地板白拖。")]))
    run(out.parent / "a.jsonl", out)
    assert [row[0] for row in ask(out, "sayings").rows] == [1]
    assert len(list((out / "steps").iterdir())) == 1


def test_a_damaged_answer_is_worked_out_again(out: Path) -> None:
    whole = ask(out, "sayings")
    for part in (out / "steps").iterdir():
        part.write_bytes(part.read_bytes()[:100])
    assert ask(out, "sayings") == whole


def test_the_help_tells_every_step() -> None:
    told = " ".join((corpus.query.help or "").split())
    assert all(f"{each.name} {each.why}" in told for each in steps.STEPS)


NO_QUESTIONS = [
    "DELETE FROM findings",
    "COPY findings TO 'findings/x.csv'",
    "SELECT 1; SELECT 2",
    "WITH x AS (COPY (SELECT 1) TO 'w.csv') SELECT * FROM x",
    "SELECT * FROM (SELECT 1) UNION ALL SELECT * FROM read_csv('a')",
    "CREATE TABLE a AS SELECT 1",
    "INSTALL httpfs",
    "SET memory_limit = '9GB'",
    "SELEKT 1",
    "SELECT * FROM nowhere",
    "SELECT * FROM read_text('/etc/hostname')",
    "SELECT * FROM '/etc/hostname'",
    "SELECT nothing FROM findings",
    "SELECT '\udcff'",
    "SELECT INTERVAL 10000000 YEARS",
    "",
]


@pytest.mark.parametrize("sql", NO_QUESTIONS, ids=ascii)
def test_what_is_no_question_is_refused(out: Path, sql: str) -> None:
    before = archive.files(out)
    with pytest.raises(UsageError):
        warehouse.ask(str(out), sql)
    assert archive.files(out) == before


def test_a_corpus_in_a_store_is_confined_as_well() -> None:
    import fsspec

    fsspec.filesystem("memory").pipe("/shelf/a.jsonl", lines([record(1)]))
    run("memory://shelf", "memory://answers")
    assert warehouse.ask("memory://answers", "SELECT count(*) FROM findings").rows == [(2,)]
    for sql in NO_QUESTIONS:
        with pytest.raises(UsageError):
            warehouse.ask("memory://answers", sql)


@pytest.mark.parametrize(
    "sql", ["SELECT regexp_matches(text, '(') FROM findings", "SELECT error('x')"]
)
def test_a_question_that_fails_is_the_askers_fault(out: Path, sql: str) -> None:
    with pytest.raises(UsageError):
        warehouse.ask(str(out), sql)


def test_a_folder_without_a_corpus_is_told(tmp_path: Path) -> None:
    with pytest.raises(UnreadableCorpus, match="no corpus has been run into it"):
        ask(tmp_path, "sayings")


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:200])


def _delete(path: Path) -> None:
    path.unlink()


@pytest.mark.parametrize("harm", [_cut, _delete])
def test_damaged_files_are_told(out: Path, harm: Any) -> None:
    harm(next((out / "findings").iterdir()))
    with pytest.raises(UnreadableCorpus):
        ask(out, "sayings")


def _told(at: str, value: str) -> Any:
    """A manifest with something else behind the first key of this name."""
    return lambda whole: re.sub(
        rf'("{at}"): ("[^"]*"|\d+|\[[^]]*\])', rf"\1: {value}", whole, count=1
    )


DAMAGES = {
    "cut": lambda whole: whole[:20],
    "deep": lambda _: "[" * 100_000,
    "no object": lambda _: "5",
    "rows that are text": _told("rows", '"x"'),
    "rows below nought": _told("rows", "-1"),
    "bytes of a fraction": _told("bytes", "1.5"),
    "a number of 5,000 digits": _told("rows", "9" * 5_000),
    "an address that is a list": _told("uri", "[]"),
    "a part that is text": _told("part", '["0", "9"]'),
    "a part of one number": _told("part", "[0]"),
    "names that are numbers": _told("names", "[[1, 2]]"),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_manifest_is_told(out: Path, damage: str) -> None:
    path = next((out / "manifest").iterdir())
    path.write_text(DAMAGES[damage](path.read_text(encoding="utf-8")), encoding="utf-8")
    with pytest.raises(UnreadableCorpus, match="damaged"):
        ask(out, "sayings")
    with pytest.raises(UnreadableCorpus, match="damaged"):
        run(out.parent / "a.jsonl", out)


# The command line, and the catalog


@pytest.fixture
def desk(newsroom: Newsroom) -> Newsroom:
    """A project beside a corpus: plain documents, and pages from a web archive."""
    newsroom.write("news/a.jsonl", lines(record(number) for number in range(8)))
    answers = [("https://example.org/9.html", "text/html", page(9))]
    newsroom.write("news/b.warc", archive.warc(answers))
    newsroom.run("corpus", "run", "-j", "1", "news", "found")
    return newsroom


def test_a_run_says_what_it_has_come_to(desk: Newsroom) -> None:
    again = desk.run("corpus", "run", "news", "found")
    assert again.stdout == (
        "9 documents, 18 findings, 0 errors, in 2 shards, 2 of them done before\n"
    )
    assert "quotes corpus query found sayings" in again.stderr


def test_answers_come_in_every_form(desk: Newsroom) -> None:
    sql = "SELECT doc, text, NULL AS none, [1, 2] AS numbers FROM findings WHERE text LIKE '水%' AND record = 0"
    asked = ("corpus", "query", "found", "--sql", sql)
    words = archive.SAYINGS[0]

    assert desk.run(*asked).stdout == f"doc\ttext\tnone\tnumbers\nd0\t{words}\t\t1、2\n"
    assert json.loads(desk.run(*asked, "--jsonl").stdout) == {
        "doc": "d0", "text": words, "none": None, "numbers": [1, 2],
    }  # fmt: skip
    assert desk.run(*asked, "--csv").stdout.splitlines()[1] == f'"d0","{words}","","1、2"'
    assert words in desk.run(*asked, "--table").stdout.replace("\n", "")


def test_answers_obey_nobody(desk: Newsroom) -> None:
    sql = "SELECT '=1+1' || chr(27) || '[31m' AS a"
    asked = ("corpus", "query", "found", "--sql", sql)
    for form in ("--tsv", "--csv", "--jsonl", "--table"):
        assert "\x1b" not in desk.run(*asked, form).stdout
    assert desk.run(*asked, "--csv").stdout.splitlines()[1].startswith("\"'=1+1")


@given(
    st.lists(st.text("一二三，，。ab", max_size=60), min_size=3, max_size=3), st.integers(20, 140)
)
def test_a_table_drops_no_character(words: list[str], width: int) -> None:
    console = Console(width=width, file=StringIO(), record=True)
    console.print(
        answers.drawn(
            ("documents", "speaker", "text"), [[5, *words[:2]], [7, None, words[2]]], width
        )
    )

    shown = Counter(console.export_text())
    assert all(shown[each] >= "".join(words).count(each) for each in "一二三，。")


def test_numbers_are_no_formulas(desk: Newsroom) -> None:
    told = desk.run(
        "corpus", "query", "found", "--sql", "SELECT -5 AS a, '-5' AS \"=1\"", "--csv"
    ).stdout
    assert told.splitlines() == ['"a","\'=1"', '"-5","\'-5"']


@pytest.mark.parametrize("asked", [("--shard-size", "inf"), ("--time-limit", "1e12")])
def test_numbers_without_bounds_are_refused(desk: Newsroom, asked: tuple[str, str]) -> None:
    assert "Traceback" not in desk.run("corpus", "run", *asked, "news", "found4", code=2).stderr


def test_more_than_is_shown_is_told(desk: Newsroom) -> None:
    shown = desk.run("corpus", "query", "found", "sayings", "--limit", "2")
    assert len(shown.stdout.splitlines()) == 3
    assert "--limit 0" in shown.stderr
    assert "--limit 0" not in desk.run("corpus", "query", "found", "copies").stderr


@pytest.mark.parametrize("asked", [("sayings",), ("near",), ("copies",), ("--sql", "SELECT 1")])
def test_a_limit_beyond_all_numbers_is_no_limit(desk: Newsroom, asked: tuple[str, ...]) -> None:
    whole = desk.run("corpus", "query", "found", *asked, "--limit", "0").stdout
    for limit in (2**63 - 1, 2**64, 10**20):
        assert desk.run("corpus", "query", "found", *asked, "--limit", str(limit)).stdout == whole


def test_json_has_every_column_and_no_number_that_is_none(desk: Newsroom) -> None:
    sql = "SELECT 1 AS a, 2 AS a, 3 AS a_1, 'nan'::FLOAT AS n, ['inf'::DOUBLE, 1.5] AS l"
    told = desk.run("corpus", "query", "found", "--sql", sql, "--jsonl").stdout
    assert json.loads(told) == {"a": 1, "a_2": 2, "a_1": 3, "n": None, "l": [None, 1.5]}


@pytest.mark.parametrize("form", ["--jsonl", "--csv", "--tsv", "--table"])
def test_lists_within_lists_without_end_are_refused(desk: Newsroom, form: str) -> None:
    sql = f"SELECT {'[' * 900}1{']' * 900} AS a"
    told = desk.run("corpus", "query", "found", "--sql", sql, form, code=2)
    assert "too deep" in told.stderr


@pytest.mark.parametrize("asked", [[], ["sayings", "--sql", "SELECT 1"], ["nonsense"]])
def test_a_question_is_a_step_or_sql(desk: Newsroom, asked: Iterable[str]) -> None:
    assert "steps are sayings, first" in desk.run("corpus", "query", "found", *asked, code=2).stderr


SAID = "text LIKE '%水龍頭%' OR text LIKE '%細節%' AND record > 0"


def test_promoted_findings_are_entries_with_their_articles(desk: Newsroom) -> None:
    told = desk.run("corpus", "promote", "found", SAID)

    assert told.stdout.count("1 added") == 4
    listed = desk.run("list", "--jsonl").stdout.splitlines()
    entries = {each["url"]: each for each in map(json.loads, listed)}
    first = entries["https://example.org/0"]
    assert (first["text"], first["speaker"], first["date"]) == (
        archive.SAYINGS[0], "王小明", "2020-02-01",
    )  # fmt: skip
    assert first["published"] == "2020-02-01"
    desk.run("check")
    shown = desk.run("show", first["id"]).stdout
    assert f"“【{archive.SAYINGS[0]}】”" in shown.replace("\n", "")


def test_a_page_is_kept_as_the_page_it_was(desk: Newsroom) -> None:
    desk.run("corpus", "promote", "found", "doc LIKE '%9.html' AND text LIKE '%細節%'")
    [kept] = (desk.root / "promoted").iterdir()

    assert kept.suffix == ".html"
    assert kept.read_bytes() == page(9)
    desk.run("check")


def test_a_page_keeps_what_its_record_told(desk: Newsroom) -> None:
    told = {
        "id": "p1",
        "text": page(9).decode(),
        "date": "2020-02-17",
        "outlet": "甲報",
        "url": "https://example.org/p1",
    }
    desk.write("pages/a.jsonl", lines([told]))
    desk.run("corpus", "run", "-j", "1", "pages", "found3")
    desk.run("corpus", "promote", "found3", "text LIKE '%細節%'")
    [entry] = map(json.loads, desk.run("list", "--jsonl").stdout.splitlines())
    assert (entry["outlet"], entry["url"], entry["published"]) == (
        "甲報",
        "https://example.org/p1",
        "2020-02-17",
    )
    desk.run("check")


@pytest.mark.parametrize("field", ["author", "url"])
def test_half_a_character_in_a_field_spoils_no_catalog(desk: Newsroom, field: str) -> None:
    half = '"authors": ["\\ud800"]' if field == "author" else f'"{field}": "\\ud800王"'
    line = lines([{**record(0), "source": None, field: None}]).decode().strip()
    desk.write("half/a.jsonl", line[:-1] + f", {half}}}\n")
    desk.run("corpus", "run", "-j", "1", "half", "found5")

    told = desk.run("corpus", "promote", "found5", "text LIKE '%水龍頭%'")
    assert "1 added" in told.stdout
    desk.run("check")


def test_promoting_again_changes_nothing_and_more_adds_what_is_more(desk: Newsroom) -> None:
    desk.run("corpus", "promote", "found", SAID)
    before = desk.tree()
    again = desk.run("corpus", "promote", "found", SAID)
    assert desk.tree() == before
    assert "1 added" not in again.stdout

    more = desk.run("corpus", "promote", "found", "text LIKE '第0次%' OR text LIKE '第4次%'")
    assert more.stdout.count("1 added, 0 refreshed, 1 unchanged") == 2
    desk.run("check")


def test_what_a_person_changed_stays(desk: Newsroom) -> None:
    desk.run("corpus", "promote", "found", SAID)
    name = json.loads(desk.run("list", "--jsonl").stdout.splitlines()[0])["id"]
    desk.run("set", name, "status=ok", "speaker=王市長")
    before = desk.tree()
    desk.run("corpus", "promote", "found", SAID)
    assert desk.tree() == before


def test_a_document_that_no_file_may_hold_leaves_none(desk: Newsroom) -> None:
    text = "\0" + record(0)["content"]
    desk.write("nul/a.jsonl", lines([{**record(0), "content": text}, record(4)]))
    desk.run("corpus", "run", "-j", "1", "nul", "found6")

    told = desk.run("corpus", "promote", "found6", SAID, code=3)

    assert "d0: a binary file, not text" in told.stderr
    assert [each.name[:3] for each in (desk.root / "promoted").iterdir()] == ["d4-"]
    desk.run("check")


def test_a_dry_run_lists_and_writes_nothing(desk: Newsroom) -> None:
    before = desk.tree()
    told = desk.run("corpus", "promote", "found", SAID, "-n")
    assert archive.SAYINGS[0] in told.stdout
    assert "4 findings in 4 documents would be promoted" in told.stderr
    assert desk.tree() == before


def test_too_many_documents_are_refused(desk: Newsroom) -> None:
    told = desk.run("corpus", "promote", "found", "true", "--limit", "3", code=2)
    assert "9 documents" in told.stderr
    assert not (desk.root / "promoted").exists()


def test_findings_that_no_catalog_keeps_are_counted(desk: Newsroom) -> None:
    desk.write("nested/a.jsonl", lines([_doc(1, None, "他說‘好的，就這樣辦’，我記得很清楚。")]))
    desk.run("corpus", "run", "-j", "1", "nested", "found2")
    told = desk.run("corpus", "promote", "found2", "depth = 1")
    assert "1 left out" in told.stderr
    assert "no finding fits" in told.stderr
    assert not (desk.root / "promoted").exists()


def test_only_stores_that_are_named_are_asked_for_documents(desk: Newsroom) -> None:
    """The folder may be somebody else's, and name what it likes."""
    storage.put("memory://promoted-shelf/a.jsonl", lines([record(0)]))
    run("memory://promoted-shelf", desk.root / "found7")
    before = desk.tree()

    for told in ([], ["--from", ""], ["--from", "memory:///promoted"]):
        refused = desk.run("corpus", "promote", "found7", SAID, *told, code=2).stderr
        assert "memory:///promoted-shelf/a.jsonl is not on this machine" in refused
        assert "--from memory:///" in refused
    assert {**desk.tree(), "catalog/.lock": b""} == {**before, "catalog/.lock": b""}

    desk.run("corpus", "promote", "found7", SAID, "--from", "memory:///promoted-shelf")
    assert len([*(desk.root / "promoted").iterdir()]) == 1


def test_a_corpus_that_has_changed_since_is_not_trusted(desk: Newsroom) -> None:
    desk.write("news/a.jsonl", lines(record(number + 1) for number in range(9)))
    before = desk.tree()
    told = desk.run("corpus", "promote", "found", SAID, code=4)
    assert {**desk.tree(), "catalog/.lock": b""} == {**before, "catalog/.lock": b""}
    assert "has changed since it was read" in told.stderr


@pytest.mark.parametrize(
    ("where", "why"),
    [
        ("nothing = 1", "nothing"),
        ("1) OR (1", "SELECT"),
        ("true; SELECT 1", "; or --"),
        ("speaker = '王", "quot"),
    ],
)
def test_a_condition_that_is_none_is_refused(desk: Newsroom, where: str, why: str) -> None:
    before = desk.tree()
    told = desk.run("corpus", "promote", "found", where, "-n", code=None)
    assert told.exit_code in (0, 2)
    assert why in told.stderr or told.exit_code == 0
    assert desk.tree() == before


@pytest.mark.parametrize("folder", ["..", "catalog/x"])
def test_articles_are_kept_inside_the_project(desk: Newsroom, folder: str) -> None:
    before = desk.tree()
    desk.run("corpus", "promote", "found", SAID, "--into", folder, code=2)
    assert desk.tree() == before


def test_another_text_under_the_name_is_not_overwritten(desk: Newsroom) -> None:
    desk.run("corpus", "promote", "found", SAID)
    path = next((desk.root / "promoted").glob("d0-*"))
    path.write_bytes(path.read_bytes() + "又記".encode())
    told = desk.run("corpus", "promote", "found", SAID, code=3)
    assert "another text under this name" in told.stderr
    assert path.read_bytes().endswith("又記".encode())
