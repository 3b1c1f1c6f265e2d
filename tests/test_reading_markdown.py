"""Markdown exports: front matter, headings, links, pictures, emphasis."""

from pathlib import Path

import pytest

from quotes.errors import UnreadableArticle
from quotes.model import About, Place
from quotes.parsing import parse
from quotes.reading import article_from_bytes, read_article

BODY = "市長李明說：“停課。”\n"


def _about(folder: Path, text: str) -> About:
    (folder / "a.md").write_text(text, encoding="utf-8")
    return read_article(folder / "a.md").about


@pytest.mark.parametrize("front", ["---\ntitle: [\n---\n", "+++\ntitle = \n+++\n"])
def test_broken_front_matter_is_refused_with_a_next_step(front: str, tmp_path: Path) -> None:
    with pytest.raises(UnreadableArticle, match="front matter is no") as caught:
        _about(tmp_path, front + BODY)
    assert "mend it between" in caught.value.next_step


ODD_YAML = {
    "lists in lists": ("a: b\nx: " + "[" * 5000 + "]" * 5000, 3, "it is nested too deep"),
    "an escape beyond Unicode": ('a: b\ntitle: "\\U00110000"', 3, "U+110000 has no place in it"),
    "an escape beyond all": ('title: "\\UFFFFFFFF"', 2, "U+FFFFFFFF has no place in it"),
    "a version of 5,000 digits": ("%YAML 1." + "9" * 5000, 2, "it should be lines"),
    "a list of lists as a key": ("? [[a]]\n: b", 2, "it should be lines"),
}
ODD_TOML = {
    "lists in lists": ("a = 1\nx = " + "[" * 3000 + "]" * 3000, 3, "it is nested too deep"),
    "tables in tables": ("x = " + "{a=" * 3000 + "1" + "}" * 3000, 2, "it is nested too deep"),
    "a long key": ("a = 1\n" + "a." * 3000 + "a = 1", 3, "it is nested too deep"),
    "a long key that hangs": ("a = 1\n" + "a . " * 100_000 + "a = 1", 3, "it is nested too deep"),
    "a long name of a table": ("[" + '\'a"\'."\\"".' * 9 + "a]\nx = 1", 2, "it is nested too deep"),
    "a long key inside": ("x = {b = 1, " + "a." * 100_000 + "a = 1}", 2, "it is nested too deep"),
    "5,000 digits": ("a = 1\nb = " + "9" * 5000, 3, "Exceeds the limit"),
    "5,000 digits to the base of sixteen": ("title = 0x" + "f" * 5000, 2, "Exceeds the limit"),
    "half a character": ('a = 1\ntitle = "\\ud800"', 3, "not a Unicode scalar value"),
}


@pytest.mark.parametrize(
    ("mark", "front", "line", "why"),
    [("---", *case) for case in ODD_YAML.values()] + [("+++", *case) for case in ODD_TOML.values()],
    ids=[*ODD_YAML, *ODD_TOML],
)
@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=["unix", "windows"])
def test_front_matter_that_a_parser_stumbles_over_is_refused_with_its_line(
    mark: str, front: str, line: int, why: str, end: str
) -> None:
    text = f"{mark}\n{front}\n{mark}\n{BODY}".replace("\n", end)
    with pytest.raises(UnreadableArticle, match="front matter is no") as caught:
        article_from_bytes(text.encode(), "a.md")
    assert caught.value.message.startswith(f"a.md:{line}:")
    assert why in caught.value.message
    assert "mend it between" in caught.value.next_step


def test_half_a_character_in_front_matter_becomes_a_sign_that_a_catalog_can_hold(
    tmp_path: Path,
) -> None:
    front = '---\ntitle: "\\ud800豪雨"\nauthor: ["\\udfff王", "\\ud83d\\ude00"]\n---\n'
    about = _about(tmp_path, front + BODY)

    assert (about.title, about.author) == ("\ufffd豪雨", ("\ufffd王", "😀"))


@pytest.mark.parametrize("front", ["---\ntitle: {a: b}\n---\n", '+++\ntitle = {a = "b"}\n+++\n'])
def test_a_table_is_no_title(front: str, tmp_path: Path) -> None:
    assert _about(tmp_path, front + BODY).title is None


@pytest.mark.parametrize("first", ["#颱風 #停課", "## 第一節", "一", "#"])
def test_what_is_no_heading_of_the_first_rank_is_no_title(first: str, tmp_path: Path) -> None:
    assert _about(tmp_path, f"{first}\n\n{BODY}").title is None


def test_a_title_in_front_matter_stands_above_a_heading(tmp_path: Path) -> None:
    assert _about(tmp_path, f"---\ntitle: 豪雨\n---\n# 別的\n\n{BODY}").title == "豪雨"


@pytest.mark.parametrize(
    "front",
    [
        "---\ntitle: 豪雨\nauthor: [王芳, 李四]\nsource: 某某報\ndate: 2020-02-16 09:00\nlink: https://example.org\n---\n",
        '---\r\ntitle: "豪雨"\r\nauthor: 王芳、李四\r\noutlet: 某某報\r\npublished: 2020-02-16\r\nurl: https://example.org\r\n...\r\n',
        '+++\ntitle = "豪雨"\nauthor = ["王芳", "李四"]\noutlet = "某某報"\ndate = 2020-02-16T09:00:00+08:00\nurl = "https://example.org"\n+++\n',
    ],
    ids=["exported", "windows", "toml"],
)
def test_front_matter_is_read_under_the_names_that_exports_use(front: str, tmp_path: Path) -> None:
    assert _about(tmp_path, front + BODY) == About(
        title="豪雨", outlet="某某報", author=("王芳", "李四"), published="2020-02-16",
        url="https://example.org",
    )  # fmt: skip


def test_a_heading_is_the_title_where_nothing_else_names_one(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(f"# 市長說“停課” #\n\n{BODY}", encoding="utf-8")
    reading = parse(read_article(tmp_path / "a.md"))

    assert reading.about.title == "市長說“停課”"
    assert [one.place for one in reading.findings] == [Place.TITLE, Place.BODY]


def test_links_and_emphasis_do_not_break_a_quotation_and_raw_text_keeps_them(
    tmp_path: Path,
) -> None:
    text = "市長李明[又說](https://example.org/a '他說“行”')：“**應收**盡收。”\n".replace("'", '"')
    (tmp_path / "a.md").write_text(text, encoding="utf-8")
    findings = parse(read_article(tmp_path / "a.md")).findings

    assert [(one.text, one.raw) for one in findings] == [("應收盡收。", "**應收**盡收。")]
