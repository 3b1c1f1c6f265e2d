"""`quotes set`: a decision changes what it names and not a byte more."""

import difflib
import os
import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsroom import Newsroom
from quotes.catalog.amend import NotEditable, amend
from quotes.catalog.document import bare, read_document

WHERE = "catalog/003_a.yaml"


def text_of(room: Newsroom) -> str:
    return room.catalog().read_text(encoding="utf-8")


def changed_lines(before: str, after: str) -> list[str]:
    lines = difflib.ndiff(before.splitlines(), after.splitlines())
    return [line for line in lines if line[0] in "+-"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["003-1", "status=ok"], "did you mean 003-01"),
        (["003-01", "status=okk"], "write status=ok"),
        (["003-01", "status="], "`status` cannot be empty"),
        (["003-01", "text="], "`text` cannot be empty"),
        (["003-01", "kind=zitat"], "quote, slogan, term"),
        (["003-01", "mode=said"], "written, thought, denied, hypothetical"),
        (["003-01", "date=2020-02-31"], "not in the calendar"),
        (["003-01", "speaker=，"], "names nobody"),
        (["003-01", "line=siebte"], "the number of a line"),
        (["003-01", "id=003-09"], "`id` is never changed"),
        (["003-01", "auto=12345678"], "`auto` is never changed"),
        (["003-01", "speker=王忠林"], "did you mean speaker"),
        (["003-01", "same_as=003-99"], "no entry has the id 003-99"),
        (["003-01", "same_as=003-01"], "would name itself"),
        (["003-01", "tags=a,+b"], "mixes a new list"),
        (["003-01"], "nothing to set"),
        (["status=ok"], "no entry is named"),
        (["003-01", "003-77", "status=ok"], "no entry has the id 003-77"),
        (["003-01", "status=ok", "date=gestern"], "is no date"),
    ],
)
def test_what_cannot_be_meant_is_refused_and_nothing_is_written(
    filled: Newsroom, words: list[str], said: str
) -> None:
    before = filled.tree()

    result = filled.run("set", *words, code=2)

    assert said in result.stderr
    assert "next: " in result.stderr
    assert result.stdout == ""
    assert filled.tree() == before


def test_an_id_that_stands_twice_names_nothing(filled: Newsroom) -> None:
    filled.edit("id: 003-02", "id: 003-01")

    result = filled.run("set", "003-01", "status=ok", code=2)

    assert f"{WHERE}:" in result.stderr
    assert "status: ok" not in text_of(filled)


def test_an_entry_of_another_status_is_left_and_named(filled: Newsroom) -> None:
    filled.run("set", "003-01", "status=drop")

    result = filled.run("set", "003-01", "003-02", "status=ok", "--if-status", "todo")

    assert result.stdout == "003-02  status: todo → ok\n"
    assert "003-01 is drop" in result.stderr


def test_a_dry_run_shows_the_difference_and_writes_nothing(filled: Newsroom) -> None:
    before = filled.tree()

    result = filled.run("set", "003-01", "status=ok", "--dry-run")

    assert "-    status: todo\n+    status: ok\n" in result.stdout
    assert filled.tree() == before


def test_what_is_so_already_is_not_written(filled: Newsroom) -> None:
    filled.run("set", "003-01", "status=ok")
    before = {path: path.stat().st_mtime_ns for path in filled.root.rglob("*")}

    assert "nothing to change" in filled.run("set", "003-01", "status=ok").stderr
    assert {path: path.stat().st_mtime_ns for path in filled.root.rglob("*")} == before


def test_only_the_bytes_of_the_value_change(filled: Newsroom) -> None:
    filled.edit("status: todo", "status:   'todo'   # 待核")
    filled.edit("entries:\n", "entries:\n\n  # 以下由兩人核對\n")
    before = text_of(filled)

    filled.run("set", "003-01", "status=ok")

    assert changed_lines(before, text_of(filled)) == [
        "-     status:   'todo'   # 待核",
        "+     status:   ok   # 待核",
    ]


def test_a_new_field_stands_at_its_place(filled: Newsroom) -> None:
    before = text_of(filled)

    filled.run("set", "003-01", "via=新華社", "note=據通稿")

    entry = text_of(filled).partition("- id: 003-01")[2].partition("- id:")[0]
    keys = [line.split(":")[0].strip() for line in entry.splitlines() if ": " in line]
    assert keys == [
        "text",
        "kind",
        "speaker",
        "via",
        "date",
        "occasion",
        "line",
        "status",
        "note",
        "auto",
    ]
    assert changed_lines(before, text_of(filled)) == ["+     via: 新華社", "+     note: 據通稿"]


def test_an_empty_value_takes_the_line_away(filled: Newsroom) -> None:
    before = text_of(filled)

    filled.run("set", "003-01", "speaker=")

    assert changed_lines(before, text_of(filled)) == ["-     speaker: 王忠林"]


def test_several_entries_are_set_at_once_across_files(filled: Newsroom) -> None:
    filled.write("seeds/004_b.txt", (filled.root / "seeds/003_a.txt").read_bytes())
    filled.run("extract", "seeds")

    filled.run("set", "003-01", "004-01", "status=ok")

    assert filled.run("list", "--ids", "--status", "ok").stdout.split() == ["003-01", "004-01"]


def test_a_full_width_sign_is_a_sign(filled: Newsroom) -> None:
    filled.run("set", "003-01", "status＝ok")

    assert "status: ok" in text_of(filled)


def test_tags_are_added_and_taken_away(filled: Newsroom) -> None:
    filled.run("set", "003-01", "tags=防疫，標語")
    filled.run("set", "003-01", "tags=+城市,-標語")
    assert "tags: [防疫, 城市]\n" in text_of(filled)

    before = text_of(filled)
    filled.run("set", "003-01", "tags=-防疫,-城市")

    assert changed_lines(before, text_of(filled)) == ["-     tags: [防疫, 城市]"]


def test_an_entry_that_a_person_decided_is_not_refreshed(filled: Newsroom) -> None:
    filled.run("set", "003-01", "speaker=應勇", "status=ok")
    before = filled.tree()

    filled.run("extract", "seeds")

    assert filled.tree() == before


def test_other_faults_of_an_entry_do_not_stand_in_the_way(filled: Newsroom) -> None:
    filled.edit("date: XXXX-02-16", "date: 二月")

    filled.run("set", "003-01", "status=ok")

    assert "status: ok" in text_of(filled)


@pytest.mark.skipif(os.name == "nt", reason="modes are kept elsewhere")
def test_a_file_keeps_its_mode(filled: Newsroom) -> None:
    filled.catalog().chmod(0o640)
    filled.run("set", "003-01", "status=ok")
    assert stat.S_IMODE(filled.catalog().stat().st_mode) == 0o640


def test_carriage_returns_and_a_byte_order_mark_stay(filled: Newsroom) -> None:
    raw = b"\xef\xbb\xbf" + filled.catalog().read_bytes().replace(b"\n", b"\r\n")
    filled.catalog().write_bytes(raw)

    filled.run("set", "003-01", "note=好")

    after = filled.catalog().read_bytes()
    assert after.startswith(b"\xef\xbb\xbf")
    assert after.count(b"\n") == after.count(b"\r\n") == raw.count(b"\n") + 1


# the text of a file


HEAD = "source:\n  file: a.txt\n\nentries:\n"
BLOCK = (
    HEAD + "\n  - id: a-1\n    tags:\n      - 甲\n      - 乙\n    note: n\n\n  # 尾\n  - id: a-2\n"
)
FLUSH = HEAD + "- id: a-1\n  tags:\n  - 甲\n  - 乙\n- id: a-2\n"


@pytest.mark.parametrize("text", [BLOCK, FLUSH], ids=["indented", "flush"])
@pytest.mark.parametrize("value", [("丙",), ("甲", "丙"), None])
def test_a_list_in_lines_of_its_own_becomes_one_line(
    text: str, value: tuple[str, ...] | None
) -> None:
    document = read_document(text, "a.yaml")

    after = bare(read_document(amend(document, 0, (("tags", value),)), "a.yaml"))

    before = bare(document)
    entry = before["entries"][0]
    entry |= {"tags": list(value)} if value else {}
    if value is None:
        del entry["tags"]
    assert after == before


@pytest.mark.parametrize(
    "lines",
    [
        "    tags:\n      - 甲  # 存疑\n",
        "    tags:  # 存疑\n      - 甲\n",
        "    tags: [甲]  # 存疑\n",
        "    tags: [甲, # 存疑\n      乙]\n",
        "    text: |-  # 存疑\n      好\n",
    ],
)
def test_a_comment_is_never_lost(lines: str) -> None:
    key = lines.split(":", maxsplit=1)[0].strip()
    document = read_document(f"{HEAD}  - id: a-1\n{lines}    note: n\n", "a.yaml")

    with pytest.raises(NotEditable, match=r"a\.yaml:"):
        amend(document, 0, ((key, ("丙",) if key == "tags" else "丙"),))


def test_an_entry_in_braces_stays_in_braces() -> None:
    document = read_document(f"{HEAD}  - {{id: a-1, status: todo}}\n", "a.yaml")

    assert amend(document, 0, (("status", "ok"),)) == f"{HEAD}  - {{id: a-1, status: ok}}\n"
    with pytest.raises(NotEditable):
        amend(document, 0, (("status", None),))


WORDS = st.text("好“”‘’：:#-[]{}'\" \t，。|>&*!%@`, 1n\n\r", max_size=12)


@given(WORDS.filter(bool), st.lists(WORDS.filter(bool), max_size=3))
def test_any_words_read_back_as_they_were_given(words: str, tags: list[str]) -> None:
    document = read_document(BLOCK, "a.yaml")
    values = (("note", words), ("speaker", words), ("tags", tuple(tags) or None))

    entry = bare(read_document(amend(document, 0, values), "a.yaml"))["entries"][0]

    assert (entry["note"], entry["speaker"]) == (words, words)
    assert entry.get("tags", []) == tags


def test_a_broken_file_beside_does_not_hold_up_the_work(filled: Newsroom) -> None:
    filled.write("catalog/kaputt.yaml", "a: [\n")

    result = filled.run("set", "003-01", "status=ok", code=3)

    assert "kaputt.yaml" in result.stderr
    assert "status: ok" in text_of(filled)


def test_no_catalog_is_said(tmp_path: Path) -> None:
    Newsroom(tmp_path).run("set", "003-01", "status=ok", code=3)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("2020-02-06", "2020-02-06"), ("2020-02-06~", "2020-02-06~"), ("XXXX-02-06", "XXXX-02-06"),
        ("2020-02-06/2020-03", "2020-02-06/2020-03"), ("2020年2月6日", "2020-02-06"),
        ("2020.2", "2020-02"), ("２０２０－０２－０６", "2020-02-06"), ("2月6日", "XXXX-02-06"),
        ("二〇二〇年二月六日", "2020-02-06"), ("民國109年2月6日", "2020-02-06"),
    ],
)  # fmt: skip
def test_a_day_may_be_written_as_people_write_it(typed: str, kept: str, filled: Newsroom) -> None:
    filled.run("set", "003-01", f"date={typed}")

    assert f"date: {kept}\n" in text_of(filled)
