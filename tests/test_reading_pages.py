"""Saved web pages: what must not get in, what must not stop us, then what is read."""

import hashlib
import sys
import time
from pathlib import Path
from subprocess import run

import pytest
from click.testing import CliRunner

from quotes.cli import main
from quotes.errors import UnreadableArticle
from quotes.parsing import parse
from quotes.reading import article_from_text, expand, read_article
from quotes.reading.pages import read_page

WORDS = "市長李明說：「應收盡收，不漏一戶，請大家放心。」"
AND_MORE = "李明又說：「明天停課，豪雨成災，別出門。」"
PARAGRAPHS = f"<p>{WORDS}</p><p>{AND_MORE}</p>"
ELSEWHERE = "縣長：「明天開會，別缺席。」議員怒嗆"

PAGE = f"""<!DOCTYPE html>
<html><head><title>豪雨成災_某某網</title>
<meta property="og:site_name" content="某某網"><meta name="author" content="王芳">
<meta property="article:published_time" content="2020-02-16T09:00:00+08:00">
<link rel="canonical" href="https://example.org/a">
<script>document.write("<p>他說：「這是程式。」</p>")</script></head>
<body><nav><ul><li><a href="/">首頁</a></li></ul></nav>
<div class="story"><h1>豪雨成災</h1>{PARAGRAPHS}
<figure><img src="a.jpg"><figcaption>▲縣長說：「我在圖裡，看得見。」</figcaption></figure></div>
<div class="related"><ul><li><a href="/b">{ELSEWHERE}</a></li></ul></div>
<div class="comments"><p>網友說：「笑死人了，真的。」</p></div>
<footer><p>版權所有，未經授權請勿轉載。</p></footer></body></html>
"""

TORMENTS = {
    "comments that never close": "<!--" * 50_000,
    "a tag that never ends": "<a " * 20_000,
    "boxes in boxes": "<div>" * 100_000,
    "boxes in boxes, closed wrongly": "<div>" * 50_000 + "</ul>" * 50_000,
    "links in links": "<a href=x>" * 50_000,
    "quotation marks around ends of tags": '<x ">"' * 20_000,
    "data in brackets": "<script type='application/ld+json'>" + "[" * 100_000,
    "angles": "<" * 100_000,
    "spaces": " " * 200_000 + "\n",
    "attributes": "<p " + "a" * 100_000 + ">",
    "a long title and many headings": f"<title>{'天' * 300_000}</title>"
    + "<h1>天天天明</h1>" * 20_000,
}


def _texts(page: str) -> list[str]:
    return read_page("page.html", page)[1].split()


@pytest.mark.parametrize("torment", TORMENTS.values(), ids=TORMENTS)
@pytest.mark.parametrize("before", [PARAGRAPHS, ""], ids=["after the text", "before the text"])
def test_a_page_made_to_hurt_is_read_or_refused_in_time(before: str, torment: str) -> None:
    begun = time.process_time()
    try:
        text = read_page("page.html", f"<html><body>{before}{torment}{PARAGRAPHS}")[1]
    except UnreadableArticle:
        text = WORDS
        assert not before

    assert time.process_time() - begun < 5
    assert WORDS in text or not before


@pytest.mark.parametrize("stranger", ["這是程式", "我在圖裡", "笑死人", "版權", "縣長", "首頁"])
def test_what_stands_around_the_article_stays_outside(stranger: str) -> None:
    assert stranger not in read_page("page.html", PAGE)[1]


@pytest.mark.parametrize("page", ["<html><body></body></html>", "<html><p>Hello</p>"])
def test_a_page_without_chinese_sentences_is_refused(page: str) -> None:
    with pytest.raises(UnreadableArticle, match="no article text"):
        read_page("page.html", page)


def test_a_text_that_speaks_of_tags_is_no_page(tmp_path: Path) -> None:
    text = "他說：「<b>是粗體，<html>是網頁。」\n"
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")

    assert read_article(tmp_path / "a.txt").text == text


def test_a_column_in_front_of_a_title_is_not_taken_for_the_site() -> None:
    about, _ = read_page("page.html", f"<title>專訪｜市長談停課_某某新聞網</title>{PARAGRAPHS}")

    assert about.title == "專訪｜市長談停課"


NO_DAYS = [
    "9999-12-31T20:00:00Z",
    "0001-01-01T00:00:00+23:59",
    "2020-02-30T20:00:00Z",
    "2020-02-30",
]


@pytest.mark.parametrize("written", NO_DAYS)
@pytest.mark.parametrize(
    "head",
    [
        '<meta property="article:published_time" content="{}">',
        '<time datetime="{}"></time>',
        '<script type="application/ld+json">{{"@type": "Article", "datePublished": "{}"}}</script>',
    ],
    ids=["meta", "time", "data"],
)
def test_a_day_outside_of_the_calendar_is_none(head: str, written: str) -> None:
    assert read_page("page.html", head.format(written) + PARAGRAPHS)[0].published is None


@pytest.mark.parametrize(
    ("written", "shown"),
    [("9" * 5000, "�"), ("0" * 5000 + "22909", "好"), ("0" * 5000, "�"), ("x" + "f" * 5000, "�")],
    ids=["nines", "zeros before it", "zeros", "base sixteen"],
)
def test_a_character_told_by_thousands_of_digits_is_shown_as_a_browser_would(
    written: str, shown: str
) -> None:
    assert _texts(f"<p>{WORDS}&#{written};</p>") == [WORDS + shown]


def test_half_a_character_in_what_a_page_says_becomes_a_sign_that_a_catalog_can_hold() -> None:
    data = r'{"@type": "NewsArticle", "headline": "\ud800標題", "author": {"name": "\udfff王"}}'
    script = f"<script type='application/ld+json'>{data}</script>"
    about, _ = read_page("page.html", script + PARAGRAPHS)

    assert (about.title, about.author) == ("\ufffd標題", ("\ufffd王",))


@pytest.mark.parametrize("kind", ['["Thing", "NewsArticle"]', '"ReportageNewsArticle"'])
def test_data_about_an_article_are_known_by_its_kind(kind: str) -> None:
    data = f'{{"@type": {kind}, "headline": "停課"}}'
    script = f"<script type='application/ld+json'>{data}</script>"

    assert read_page("page.html", script + PARAGRAPHS)[0].title == "停課"


def test_reading_text_does_not_load_what_only_pages_need() -> None:
    code = "import quotes.cli, sys; sys.exit('trafilatura' in sys.modules or 'lxml' in sys.modules)"

    assert run([sys.executable, "-c", code], check=False).returncode == 0


def test_the_article_is_taken_out_of_the_page(tmp_path: Path) -> None:
    raw = PAGE.encode()
    (tmp_path / "page.html").write_bytes(raw)
    article = read_article(tmp_path / "page.html")

    assert article.text == f"豪雨成災\n\n{WORDS}\n\n{AND_MORE}\n"
    assert article.sha256 == hashlib.sha256(raw).hexdigest()


def test_a_page_tells_its_title_outlet_author_day_and_address() -> None:
    about, _ = read_page("page.html", PAGE)

    assert (about.title, about.outlet, about.author) == ("豪雨成災", "某某網", ("王芳",))
    assert (about.published, about.url) == ("2020-02-16", "https://example.org/a")


def test_an_hour_in_world_time_is_a_day_in_china() -> None:
    time_tag = '<time datetime="2020-02-16T20:00:00Z"></time>'

    assert read_page("page.html", time_tag + PARAGRAPHS)[0].published == "2020-02-17"


def test_the_line_with_day_and_source_above_the_article_stays() -> None:
    page = f"<div>2020年2月16日 來源：某某報</div><div>{PARAGRAPHS}</div>"
    reading = parse(article_from_text(read_page("page.html", page)[1]))

    assert reading.about.published == "2020-02-16"


def test_tags_and_entities_inside_a_quotation_do_not_break_it() -> None:
    assert _texts("<p>市長說：&ldquo;<b>應收</b>盡收&rdquo;，&#19981;漏一戶。</p>") == [
        "市長說：“應收盡收”，不漏一戶。"
    ]


def test_lines_parted_by_breaks_are_paragraphs() -> None:
    assert _texts(f"<div>　　{WORDS}<br><br>　　{AND_MORE}</div>") == [WORDS, AND_MORE]


@pytest.mark.parametrize(
    ("charset", "encoding", "recorded"),
    [("gb2312", "gb18030", "gb18030"), ("big5", "cp950", "cp950"), ("utf-8", "utf-8", "utf-8")],
)
def test_a_page_is_read_in_the_encoding_it_declares(
    charset: str, encoding: str, recorded: str, tmp_path: Path
) -> None:
    page = f'<html><meta charset="{charset}"><p>他說：「好。」</p></html>'
    (tmp_path / "page.htm").write_bytes(page.encode(encoding))
    article = read_article(tmp_path / "page.htm")

    assert (article.text, article.encoding) == ("他說：「好。」\n", recorded)


def test_a_page_that_declares_the_wrong_encoding_is_weighed(tmp_path: Path) -> None:
    (tmp_path / "page.htm").write_bytes(f'<meta charset="gbk"><p>{WORDS}'.encode("cp950"))

    assert read_article(tmp_path / "page.htm").encoding == "cp950"


def test_a_folder_offers_its_pages(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(PAGE, encoding="utf-8")

    assert expand([str(tmp_path)]) == (str(tmp_path / "page.html"),)


def test_entries_from_a_page_are_proved_by_check(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_bytes(PAGE.encode("utf-8"))
    (tmp_path / "catalog").mkdir()
    runner = CliRunner()
    extracted = runner.invoke(main, ["-C", str(tmp_path), "extract", "page.html"])
    checked = runner.invoke(main, ["-C", str(tmp_path), "check"])

    assert extracted.exit_code == 0, extracted.output
    assert "應收盡收" in (tmp_path / "catalog" / "page.yaml").read_text(encoding="utf-8")
    assert checked.exit_code == 0, checked.output
