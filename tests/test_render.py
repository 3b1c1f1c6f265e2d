"""Any text whatever is written so that it reads back equal."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from quotes.catalog import render
from quotes.catalog.document import read_document
from quotes.catalog.entries import Entry, Source
from quotes.catalog.splice import new_file

HOSTILE = [
    "",
    " ",
    "\n",
    "好\n",
    " 好",
    "好 ",
    "\t好",
    "一\n\t二",
    "一\n  \n二",
    "一\r二",
    "一\r\n二",
    "一\u0085二",
    "一\u2028二\u2029三",
    "\ufeff",
    "好\ufeff",
    "\x00\x07\x1b[31m\x7f\x9b",
    "#武汉加油#",
    "我们 #武汉加油# 一起",
    "- 一",
    "? 一",
    "key: value",
    "'“\"\\",
    "---",
    "...",
    "%YAML 1.1",
    "@人民日报",
    "*重点",
    "&锚",
    "!!str 好",
    "|-",
    "> 好",
    "{好}",
    "[快讯] 好",
    "no",
    "~",
    "null",
    "12:30",
    "2020-02-31",
    "0x1F",
    "1e5",
    "😀\U000e0041\U0010ffff",
    "\ufffe\uffff",
    "<<<<<<< HEAD\n=======\n>>>>>>> x",
]

ANY_TEXT = st.text() | st.text(
    st.sampled_from("好，“”「」 \n\t\r\u0085\u2028\ufeff#:-'\"\\|>[]{}&*!%@`~?")
)
ANY_WORDS = ANY_TEXT.filter(bool)


def read_back(entry: Entry) -> Entry:
    document = read_document(new_file(Source(file="a.txt"), [entry]), "x.yaml")
    return document.entries[0].entry


@given(ANY_WORDS)
def test_any_words_read_back_equal(text: str) -> None:
    assert read_back(Entry(id="1", text=text)).text == text


@pytest.mark.parametrize("text", [text for text in HOSTILE if text])
def test_hostile_words_read_back_equal(text: str) -> None:
    entry = Entry(id="1", text=text, speaker=text, tags=(text, "标语"), note=text)
    assert read_back(entry) == entry


@given(ANY_WORDS, ANY_WORDS, st.lists(ANY_WORDS, min_size=1))
def test_any_field_reads_back_equal(speaker: str, note: str, tags: list[str]) -> None:
    """Titles and names come from the web too."""
    entry = Entry(id="1", text="好", speaker=speaker, tags=tuple(tags), note=note)
    assert read_back(entry) == entry


@given(ANY_WORDS, st.lists(ANY_WORDS, min_size=1))
@example("a: b", ["一, 二", "[三]"])
def test_any_source_reads_back_equal(title: str, authors: list[str]) -> None:
    source = Source(file="a.txt", title=title, author=tuple(authors))
    text = new_file(source, [])
    assert read_document(text, "x.yaml").source == source


def test_an_empty_text_is_still_written() -> None:
    assert render.words("", 6) == '""'


def test_words_stand_in_a_block_and_need_no_escapes() -> None:
    words = "他說：“好 #武汉加油#”\n\n第二段: 好"
    assert render.words(words, 6).splitlines() == [
        "|-",
        "      他說：“好 #武汉加油#”",
        "",
        "      第二段: 好",
    ]


@pytest.mark.parametrize("text", ["no", "12:30", "0123", "1e5", "null", "~", "True"])
def test_what_others_would_take_for_a_number_or_a_truth_is_quoted(text: str) -> None:
    assert render.scalar(text) == f'"{text}"'


@pytest.mark.parametrize(
    "text", ["王忠林", "003-34", "2020-02-20~", "seeds/003_a.txt", "調研 督導"]
)
def test_a_plain_name_needs_no_quotes(text: str) -> None:
    assert render.scalar(text) == text


def test_invisible_characters_in_a_field_are_seen_in_the_file() -> None:
    assert render.scalar("王\u200b忠林") == '"王\\u200B忠林"'


def test_an_entry_looks_as_people_expect() -> None:
    entry = Entry(
        id="003-34", text="細節決定成敗。", kind="quote", tags=("防疫", "标语"), line="113"
    )
    assert render.entry(entry) == (
        "  - id: 003-34\n"
        "    text: |-\n"
        "      細節決定成敗。\n"
        "    kind: quote\n"
        "    line: 113\n"
        "    tags: [防疫, 标语]"
    )


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("\x80", "\\x80"),
        ("\xff\u200b", "ÿ\\u200B"),
        ("\uffff", "\\uFFFF"),
        ("\U000e0041", "\\U000E0041"),
    ],
)
def test_a_character_that_is_not_seen_is_written_as_short_as_it_can_be(
    text: str, written: str
) -> None:
    assert render.quoted(text) == f'"{written}"'


@pytest.mark.parametrize("key", ["text", "printed"])
def test_words_of_a_source_stand_in_a_block(key: str) -> None:
    assert render.field(key, "好", 2) == "|-\n    好"


def test_a_note_stands_in_a_block_only_where_it_has_lines() -> None:
    assert render.field("note", "一\n二", 2) == "|-\n    一\n    二"
    assert render.field("note", "待核", 2) == "待核"
    assert render.field("title", "一\n二", 2) == '"一\\n二"'


@pytest.mark.parametrize(
    ("key", "bare"), [("line", 1), ("date", 1), ("published", 1), ("place", 0)]
)
def test_a_number_is_bare_where_one_is_expected(key: str, bare: int) -> None:
    assert render.field(key, "2020", 2) == ("2020" if bare else '"2020"')


def test_a_comma_in_a_list_is_quoted() -> None:
    assert (
        render.field("tags", ("一,二", "[三", "四]", "五，六"), 2)
        == '["一,二", "[三", "四]", 五，六]'
    )
