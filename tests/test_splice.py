"""A change to one entry leaves every other byte of a hand-styled file as it was."""

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
    monkeypatch.setattr("quotes.catalog.render.field", lambda *_: "別的")
    with pytest.raises(UnreadableCatalog, match="cannot be edited"):
        revise(read(HAND_STYLED), Revision(changes=(Change(0, (("speaker", "應勇"),)),)))


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
