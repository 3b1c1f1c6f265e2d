"""A change to one entry leaves every other byte of a hand-styled file as it was."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotes.catalog.document import Document, read_document
from quotes.catalog.entries import Entry, Source
from quotes.catalog.render import quoted
from quotes.catalog.splice import Change, Insertion, Revision, can_change, revise
from quotes.errors import UnreadableCatalog

NEW = Entry(id="003-99", text="不獲全勝，絕不收兵！", kind="quote", status="todo")

HAND_STYLED = """\
# 人手编辑
source: {file: a.txt, title: '履新一週'}   # 流式也行

# 以下待核

entries:   # 條目

# 第一條
-   id:   "003-1"    # 號
    # 話
    text: >-
      細節決定成敗。

    speaker:  '王忠林'   # 市委書記
    status: todo
    mine: [一, 二]       # 自己的鍵
    # 這條的尾註

#   第二條
-   {id: 003-2, text: 應收盡收, status: ok}
-   id: 003-3
    text: "不落一人"
    status: todo

# 完
"""


def read(text: str) -> Document:
    return read_document(text, "x.yaml")


def test_replacing_a_scalar_touches_nothing_else() -> None:
    after = revise(read(HAND_STYLED), Revision(changes=(Change(0, (("speaker", "應勇"),)),)))
    assert after == HAND_STYLED.replace("'王忠林'", "應勇")


def test_a_new_entry_goes_behind_the_comments_that_lean_on_the_one_before() -> None:
    after = revise(read(HAND_STYLED), Revision(insertions=(Insertion(0, (NEW,)),)))
    head, tail = HAND_STYLED.split("    # 這條的尾註\n")
    assert after.startswith(head + "    # 這條的尾註\n\n-   id: 003-99\n    text: |-\n      不獲")
    assert after.endswith(tail)


def test_a_new_first_entry_leaves_the_comment_with_the_old_first() -> None:
    after = revise(read(HAND_STYLED), Revision(insertions=(Insertion(-1, (NEW,)),)))
    assert after.index("003-99") < after.index("# 第一條")
    assert "# 第一條\n-   id:   " in after


def test_a_key_is_added_in_its_place_and_one_taken_away() -> None:
    change = Change(2, (("speaker", "王忠林"), ("status", None)))
    after = revise(read(HAND_STYLED), Revision(changes=(change,)))
    assert '    text: "不落一人"\n    speaker: 王忠林\n\n# 完\n' in after


def test_a_name_of_two_lines_stays_before_its_comment() -> None:
    after = revise(read(HAND_STYLED), Revision(changes=(Change(0, (("speaker", "應\n勇"),)),)))
    assert 'speaker:  "應\\n勇"   # 市委書記\n' in after


def test_an_empty_value_is_filled_before_its_comment() -> None:
    after = revise(read("source:\n  file:  # 待補\n"), Revision(source=(("file", "a.txt"),)))
    assert after == "source:\n  file: a.txt  # 待補\n"


def test_a_comment_is_never_left_without_its_value() -> None:
    document = read(HAND_STYLED)
    assert not can_change(document, document.entries[1], [("text", None)])
    assert not can_change(document, document.entries[0], [("speaker", None)])
    assert can_change(document, document.entries[0], [("speaker", "應勇")])


def test_an_entry_in_flow_stays_in_flow() -> None:
    change = Change(1, (("text", "好: 一, [二]"), ("speaker", "王忠林")))
    after = revise(read(HAND_STYLED), Revision(changes=(change,)))
    before = "{id: 003-2, text: 應收盡收, status: ok}"
    assert before in HAND_STYLED
    now = '{id: 003-2, text: "好: 一, [二]", speaker: 王忠林, status: ok}'
    assert after == HAND_STYLED.replace(before, now)


def test_words_on_one_line_stay_before_their_comment() -> None:
    text = "entries:\n  - id: a-1\n    text: 好  # 原文\n"
    after = revise(read(text), Revision(changes=(Change(0, (("text", "一\n二"),)),)))
    assert after == text.replace("好", '"一\\n二"')


@pytest.mark.parametrize(
    "text", ["", "# 只有注释", "# 只有注释\n", "entries: []\n", "entries:\nsource:\n  file: a\n"]
)
def test_a_file_without_entries_gets_its_first(text: str) -> None:
    document = read(text)
    after = revise(document, Revision(insertions=(Insertion(-1, (NEW,)),)))
    assert [each.entry for each in read(after).entries] == [NEW]
    assert all(line in after for line in text.split("\n") if line.startswith("#"))


@pytest.mark.parametrize(
    "text",
    [
        "entries: [{id: a-1, text: 好}]\n",
        "{source: {file: a}, entries: [{id: a-1}]}\n",
        "{entries: []}\n",
    ],
)
def test_a_file_that_is_not_written_line_by_line_is_not_edited(text: str) -> None:
    document = read(text)
    after = len(document.entries) - 1
    with pytest.raises(UnreadableCatalog, match="cannot be edited"):
        revise(document, Revision(insertions=(Insertion(after, (NEW,)),)))


@pytest.mark.parametrize("empty", ["{}", "{ }", "{ # 未填\n  }"])
def test_a_source_that_holds_nothing_is_filled_in_its_braces(empty: str) -> None:
    text = f"source: {empty}   # 待填\nentries:\n  - id: a-1\n    text: 好\n"
    source = (("file", "seeds/a.txt"), ("title", "履新：一週"), ("note", None))
    after = revise(read(text), Revision(source=source))
    filled = '{file: "seeds/a.txt", title: "履新：一週"'
    assert after == text.replace("{", filled, 1)
    assert read(after).source == Source(file="seeds/a.txt", title="履新：一週")


def test_an_edit_that_reads_back_otherwise_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("quotes.catalog.render.scalar", lambda _: "別的")
    with pytest.raises(UnreadableCatalog, match="cannot be edited"):
        revise(read(HAND_STYLED), Revision(changes=(Change(0, (("speaker", "應勇"),)),)))


def changed(text: str, *values: tuple[str, Any], index: int = 0) -> str:
    return revise(read(text), Revision(changes=(Change(index, values),)))


def entry_of(body: str) -> str:
    return f"entries:\n  - id: a-1\n{body}"


@pytest.mark.parametrize(
    ("body", "values", "can"),
    [
        ("    text: 好 # 原文\n", [("text", "壞")], True),
        ("    text: 好 # 原文\n", [("text", None)], False),
        ("    text: |- # 原文\n      好\n", [("text", "壞")], False),
        ("    text: >- # 原文\n      好\n", [("text", "壞")], False),
        ("    text: |-\n      #武汉加油#\n      好\n", [("text", "壞")], True),
        ("    text: a#b\n", [("text", "壞")], True),
        ("    tags: [好]\n", [("tags", ("壞",))], False),
        ("    text: 好\n", [("id", None)], False),
        ("    text: 好\n", [("id", "a-2")], True),
        ("    text: 好\n", [("text", None), ("speaker", None)], True),
    ],
)
def test_a_value_is_changed_where_nobody_has_written_into_it(
    body: str, values: list[tuple[str, Any]], *, can: bool
) -> None:
    document = read(entry_of(body))
    assert can_change(document, document.entries[0], values) is can


@pytest.mark.parametrize(
    ("values", "can"),
    [
        ([("text", "壞"), ("speaker", "應勇")], True),
        ([("text", None)], False),
        ([("text", "壞"), ("speaker", None)], False),
        ([("tags", ("壞",))], False),
        ([("text", "壞"), ("tags", ("壞",))], False),
    ],
)
def test_in_braces_scalars_are_changed_or_added(
    values: list[tuple[str, Any]], *, can: bool
) -> None:
    document = read("entries:\n  - {id: a-1, text: 好, tags: [好]}\n")
    assert can_change(document, document.entries[0], values) is can


def test_what_is_not_there_need_not_be_taken_out() -> None:
    text = entry_of("    text: 好\n")
    assert changed(text, ("speaker", None), ("status", "ok")) == text + "    status: ok\n"


@pytest.mark.parametrize(
    ("key", "value", "written"),
    [
        ("printed", "一: 二", 'printed: "一: 二"'),
        ("printed", "好", "printed: 好"),
        ("date", "2020", 'date: "2020"'),
        ("place", "no", 'place: "no"'),
        ("tags", ("甲", "乙"), "tags: [甲, 乙]"),
    ],
)
def test_a_new_field_in_braces_stands_on_the_line(key: str, value: Any, written: str) -> None:
    text = "entries:\n  - {id: a-1, text: 好}\n"
    assert changed(text, (key, value)) == text.replace("}", f", {written}}}")


def test_a_value_in_braces_stays_what_it_is() -> None:
    text = "entries:\n  - {id: a-1, printed: 好, date: 2019}\n"
    after = changed(text, ("printed", "很好"), ("date", "2020"))
    assert after == text.replace("好", "很好").replace("2019", '"2020"')


@pytest.mark.parametrize("old", ["好", "|-\n      好\n      壞", ">-\n      好"])
def test_words_become_a_block_under_their_key(old: str) -> None:
    after = changed(entry_of(f"    text: {old}\n    status: todo\n"), ("text", "一\n二"))
    assert after == entry_of("    text: |-\n      一\n      二\n    status: todo\n")


def test_words_at_the_head_of_an_entry_become_a_block_under_their_key() -> None:
    text = "entries:\n  -   text: 好\n      status: todo\n"
    after = changed(text, ("text", "很好"))
    assert after == text.replace("好", "|-\n        很好")


def test_a_new_field_stands_behind_those_that_come_before_it() -> None:
    text = entry_of("    text: 好\n    speaker: 應勇\n    status: todo\n")
    after = changed(text, ("printed", "很好"), ("date", "2020"), ("tags", ("甲",)))
    assert after == entry_of(
        "    text: 好\n    speaker: 應勇\n    date: 2020\n    status: todo\n"
        "    printed: |-\n      很好\n    tags: [甲]\n"
    )


def test_a_new_first_field_stands_behind_the_head_of_the_entry() -> None:
    text = "entries:\n  - mine: 一\n    yours: 二\n"
    assert changed(text, ("id", "a-1")) == "entries:\n  - mine: 一\n    id: a-1\n    yours: 二\n"


def test_a_list_is_written_in_the_place_of_a_word() -> None:
    text = entry_of("    tags: 甲\n")
    document = read(text)
    after = revise(document, Revision(changes=(Change(0, (("tags", ("甲", "乙")),)),)))
    assert after == text.replace("甲", "[甲, 乙]")


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_a_field_goes_with_its_line_and_comes_with_one(newline: str) -> None:
    text = entry_of("    text: 好\n    speaker: 應勇\n    status: todo\n").replace("\n", newline)
    gone = changed(text, ("speaker", None))
    assert gone == text.replace(f"    speaker: 應勇{newline}", "")
    come = changed(gone, ("speaker", "應勇"))
    assert come == text


def test_the_last_field_of_a_file_without_an_end_of_line_goes() -> None:
    text = entry_of("    text: 好\n    status: todo")
    assert changed(text, ("status", None)) == entry_of("    text: 好\n")


NEW_BLOCK = """\
  - id: 003-99
    text: |-
      不獲全勝，絕不收兵！
    kind: quote
    status: todo"""


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("", "\nentries:\n\n{new}\n"),
        ("# 只有注释", "# 只有注释\n\nentries:\n\n{new}\n"),
        ("# 只有注释\n", "# 只有注释\n\nentries:\n\n{new}\n"),
        ("source:\n  file: a\n", "source:\n  file: a\n\nentries:\n\n{new}\n"),
        ("entries: []\n", "entries: \n\n{new}\n"),
        ("entries:\n  []   # 空\n", "entries:\n     # 空\n\n{new}\n"),
        ("entries:\nmine: 一\n", "entries:\n\n{new}\nmine: 一\n"),
    ],
)
def test_the_first_entry_stands_where_people_would_put_it(text: str, after: str) -> None:
    made = revise(read(text), Revision(insertions=(Insertion(-1, (NEW,)),)))
    assert made == after.replace("{new}", NEW_BLOCK)


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("", "source:\n  file: a.txt\n"),
        ("# 只有注释", "# 只有注释\nsource:\n  file: a.txt\n"),
        ("# 只有注释\n", "# 只有注释\nsource:\n  file: a.txt\n"),
        ("# 我的\nmine: 一\n", "# 我的\nsource:\n  file: a.txt\n\nmine: 一\n"),
    ],
)
def test_a_source_stands_before_everything_but_the_comments(text: str, after: str) -> None:
    made = revise(read(text), Revision(source=(("file", "a.txt"), ("title", None))))
    assert made == after


@pytest.mark.parametrize(
    ("comment", "leans"),
    [
        ("     # 深", True),
        ("   # 稍深", True),
        ("  # 齊", False),
        ("# 淺", False),
        ("mine: 一", False),
    ],
)
def test_a_comment_leans_on_the_entry_above_it_if_it_stands_further_in(
    comment: str, *, leans: bool
) -> None:
    text = f"entries:\n  - id: a-1\n{comment}\n"
    after = revise(read(text), Revision(insertions=(Insertion(0, (NEW,)),)))
    new = f"\n{NEW_BLOCK}\n"
    head = f"entries:\n  - id: a-1\n{comment}\n"
    assert after == (head + new if leans else f"entries:\n  - id: a-1\n{new}{comment}\n")


def test_a_new_entry_is_indented_as_those_beside_it() -> None:
    text = "entries:\n    -  id: a-1\n"
    after = revise(read(text), Revision(insertions=(Insertion(0, (NEW,)),)))
    assert after.startswith(text + "\n    -  id: 003-99\n       text: |-\n         不獲")


def test_a_refusal_names_the_file_and_says_why(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("quotes.catalog.render.field", lambda *_: "[")
    with pytest.raises(UnreadableCatalog) as refused:
        changed(entry_of("    text: 好\n"), ("text", "壞"))
    [problem] = refused.value.problems
    assert (problem.path, problem.code) == ("x.yaml", "E-SHAPE")
    assert ": it cannot be edited without touching other lines" in f": {problem.message}"


# A generator of files as people write them.

SPACES = st.sampled_from(["", " ", "  "])
COMMENT = st.sampled_from(["", "  # 註", "   #", " # a: b “c” - d"])
HANDS = st.sampled_from(["{}", '"{}"', "'{}'"])
PLAIN = st.text("甲乙丙王忠林好ab1", min_size=1, max_size=8)


@st.composite
def hand_styled(draw: st.DrawFn) -> tuple[str, int]:
    """A file in one of many hands, and how many entries are in it."""
    dash = " " * draw(st.integers(0, 4))
    gap = " " * draw(st.integers(1, 4))
    lines = [draw(st.sampled_from(["", "# 頭", "# yaml-language-server: $schema=x"]))]
    lines += ["source:", f"  file:{' '}a.txt{draw(COMMENT)}", "", f"entries:{draw(COMMENT)}"]
    count = draw(st.integers(1, 4))
    for number in range(count):
        lines += draw(st.lists(st.sampled_from(["", "  ", f"{dash}# 前註", "# 頂格"]), max_size=3))
        lines.append(f"{dash}-{gap}id: 7-{number + 1}{draw(COMMENT)}")
        inner = " " * (len(dash) + 1 + len(gap))
        lines += draw(st.lists(st.just(f"{inner}# 中註"), max_size=1))
        lines += draw(words(inner))
        hand = draw(HANDS)
        lines.append(f"{inner}speaker: {draw(SPACES)}{hand.format(draw(PLAIN))}{draw(COMMENT)}")
        lines.append(f"{inner}status: todo")
        lines += draw(st.lists(st.sampled_from([f"{inner}# 尾註", f"{inner}mine: 1"]), max_size=1))
    lines += draw(st.lists(st.sampled_from(["", "# 完"]), max_size=2))
    newline = draw(st.sampled_from(["\n", "\r\n"]))
    return newline.join(lines) + draw(st.sampled_from(["", newline])), count


@st.composite
def words(draw: st.DrawFn, inner: str) -> list[str]:
    text = draw(PLAIN)
    style = draw(st.sampled_from(["|-", "|", ">", "|+", "plain", "quoted"]))
    if style == "plain":
        return [f"{inner}text: {text}"]
    if style == "quoted":
        return [f"{inner}text: {quoted(text)}{draw(COMMENT)}"]
    deeper = inner + " " * draw(st.integers(1, 4))
    blank = draw(st.lists(st.just(""), max_size=2))
    return [f"{inner}text: {style}", f"{deeper}{text}", "", f"{deeper}{text}", *blank]


def is_woven_in(part: str, whole: str) -> bool:
    """Whether every character of one text stands in the other, in order."""
    rest = iter(whole)
    return all(char in rest for char in part)


@given(hand_styled(), st.data())
def test_a_new_entry_only_adds(styled: tuple[str, int], data: st.DataObject) -> None:
    text, count = styled
    after_entry = data.draw(st.integers(-1, count - 1))
    document = read(text)
    after = revise(document, Revision(insertions=(Insertion(after_entry, (NEW,)),)))

    at = next(
        i for i in range(len(text) + 1) if after[i:].endswith(text[i:]) and after[:i] == text[:i]
    )
    added = after[at : len(after) - len(text) + at]
    assert text[:at] + added + text[at:] == after
    assert "\n" not in added.replace("\r\n", "") if "\r\n" in text else "\r" not in added
    entries = [each.entry for each in read(after).entries]
    assert entries.pop(after_entry + 1) == NEW
    assert entries == [each.entry for each in document.entries]


@given(hand_styled(), st.data(), st.text(min_size=1))
def test_a_new_speaker_changes_one_scalar(
    styled: tuple[str, int], data: st.DataObject, speaker: str
) -> None:
    text, count = styled
    index = data.draw(st.integers(0, count - 1))
    document = read(text)
    after = revise(document, Revision(changes=(Change(index, (("speaker", speaker),)),)))

    node = document.entries[index].node.get("speaker")
    assert node is not None
    assert after.startswith(text[: node.span.start])
    assert after.endswith(text[node.span.end :])
    expected = [each.entry for each in document.entries]
    expected[index] = expected[index]._replace(speaker=speaker)
    assert [each.entry for each in read(after).entries] == expected


@given(hand_styled(), st.data(), st.text(min_size=1))
def test_new_words_keep_every_comment(
    styled: tuple[str, int], data: st.DataObject, words: str
) -> None:
    text, count = styled
    index = data.draw(st.integers(0, count - 1))
    document = read(text)
    values = (("text", words), ("date", "2020-02-16"), ("auto", "0a1b2c3d"))
    if not can_change(document, document.entries[index], values):
        return
    after = revise(document, Revision(changes=(Change(index, values),)))

    node = document.entries[index].node.get("text")
    assert node is not None
    assert is_woven_in(text[: node.span.start] + text[node.span.end :], after)
    read_again = read(after).entries[index].entry
    assert (read_again.text, read_again.date, read_again.auto) == (words, "2020-02-16", "0a1b2c3d")
