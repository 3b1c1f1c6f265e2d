"""What stands above an article: told, or refused with its line; the article begins behind it."""

from fuzz.words import read
from quotes.errors import UnreadableArticle
from quotes.reading.front import heading, split_front
from quotes.when import When

SEEDS = (
    "---\ntitle: 天冷\ndate: 2020-02-16\nauthor: [李明, 王芳]\n---\n# 天冷\n正文。".encode(),
    "---\ntitle: |\n  天冷\npublished: 2020-02\nurl: https://example.org/\n...\n正文。".encode(),
    '+++\ntitle = "天冷"\ndate = 2020-02-16T08:00:00Z\nauthor = ["李明"]\n+++\n正文。'.encode(),
    "---\r\ntitle: '天冷'\r\nx: &a {b: *a}\r\n---\r\n".encode(),
    "# 豪雨成災，市長說“停課” #\n正文。".encode(),
)


def attempt(raw: bytes) -> None:
    text = read(raw)
    try:
        about, start = split_front("a.md", text)
    except UnreadableArticle as refusal:
        assert refusal.message
        return
    assert 0 <= start <= len(text)
    for told in (about.title, about.outlet, about.published, about.url, *about.author):
        assert told is None or told.strip()
    if about.published:
        assert str(When.parse(about.published)) == about.published
    heading(text[start:])
