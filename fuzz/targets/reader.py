"""Bytes of an article or a web page: read, or refused with a reason; the same bytes alike each time."""

import hashlib

from quotes.errors import UnreadableArticle
from quotes.reading import article_from_bytes

_TEXT = "市长李明说：“天冷。”她表示，应收尽收。"
SEEDS = (
    _TEXT.encode(), _TEXT.encode("gb18030"), _TEXT.encode("utf-16"), b"\xef\xbb\xbf" + _TEXT.encode(),
    "市長李明說：「天冷。」應收盡收。".encode("big5"),
    f"---\ntitle: 天冷\ndate: 2020-02-16\n---\n{_TEXT}".encode(),
    f"+++\ntitle = '天冷'\ndate = 2020-02-16\n+++\n{_TEXT}".encode(),
    f'<!doctype html><meta charset="utf-8"><title>天冷_某某网</title><body><h1>天冷</h1>'
    f'<p class="x">{_TEXT}<br>{_TEXT}<!-- x --><script>1</script></p><a href="#">更多</a>'.encode(),
    f'<html><script type="application/ld+json">{{"@type":"NewsArticle","headline":"天冷"}}</script>'
    f"<p>{_TEXT}&#x4e00;&amp;".encode(),
)  # fmt: skip


def attempt(raw: bytes) -> None:
    for name in ("a.txt", "a.html"):
        try:
            article = article_from_bytes(raw, name)
        except UnreadableArticle as refusal:
            assert refusal.message
            assert refusal.next_step
            continue
        assert article.sha256 == hashlib.sha256(raw).hexdigest()
        assert article.text.encode()  # no half of a surrogate pair
        assert 0 <= article.body.start <= article.body.end <= len(article.text)
        assert article.body.of(article.text).strip()
        assert article_from_bytes(raw, name) == article
