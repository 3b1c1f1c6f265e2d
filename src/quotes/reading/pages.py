"""Saved web pages: the article's text, and what the page says about it.

Tags and entities stand between the words of a page, so offsets cannot count its raw code points.
Of a page, `Article.text` is the text taken out, title first, one line a paragraph: findings point
into that. `sha256` is of the raw bytes all the same, and the same bytes give the same text.
"""

import json
import re
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from typing import Any

from quotes.errors import UnreadableArticle
from quotes.language import worded
from quotes.model import About
from quotes.reading.layout import MOST_TOKENS, Layout, TooManyTags, lay_out
from quotes.reading.plausible import mean
from quotes.when import When

SUFFIXES = (".html", ".htm", ".xhtml")
_LOOKS = re.compile(
    r"\A[\s\ufeff]*(?:<\?xml[^>]*>\s*)?(?:<!--[^>]{0,300}-->\s*)?<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE,
)
_HAS_TAGS = re.compile(r"<(?:html|head|body|div|p|br|article|meta|table|span|h1)\b", re.IGNORECASE)
_SITE_NAME = re.compile(
    r"(?:(?<!\s)\s*+[_|｜丨]\s*+|\s[-–—]\s|-)[^_|｜丨–—-]{0,16}(?:[网網报報社台臺刊]|新[闻聞]\w{0,2}|频道|頻道|在[线線]|\.\w{2,3})"
    r"(?:[_|｜丨–—-].{0,200})?$"
)
_DAY = re.compile(r"((?:19|20)\d\d)[-/.年](\d{1,2})[-/.月](\d{1,2})")
_BEIJING = timezone(timedelta(hours=8))
_LONGEST_DATA = 200_000


def is_page(source: str, text: str) -> bool:
    """A page by what it holds, or by its name if it has tags at all."""
    if _LOOKS.match(text):
        return True
    return source.lower().endswith(SUFFIXES) and bool(_HAS_TAGS.search(text))


def read_page(source: str, page: str) -> tuple[About, str]:
    """What a page says about its article, and the article's text.

    >>> about, text = read_page(
    ...     "a.html",
    ...     "<title>豪雨_某報</title><h1>豪雨</h1><p>市長說：<b>「停課」</b>，大家都回家了。</p>",
    ... )
    >>> about.title, text
    ('豪雨', '豪雨\\n\\n市長說：「停課」，大家都回家了。\\n')
    """
    try:
        layout = lay_out(page)
    except TooManyTags:
        raise UnreadableArticle(
            source,
            worded("a page with more than {most} tags").format(most=f"{MOST_TOKENS:,}"),
            worded("copy the article's text into a .txt file"),
        ) from None
    about = _about(layout)
    lines = layout.article()
    if not lines or mean("".join(lines)) <= 0:
        raise UnreadableArticle(
            source,
            worded("no article text in this page"),
            worded("save the page once it has loaded, or copy the text into a .txt file"),
        )
    if about.title and about.title not in lines:
        lines.insert(0, about.title)
    return about, "\n\n".join(lines) + "\n"


def _about(layout: Layout) -> About:
    told = dict(_told(layout))
    outlet = told.get("outlet")
    author = told.get("author", "")
    authors = tuple(part for part in re.split(r"[、,，\s]+", author) if part and part != outlet)
    return About(
        title=_title(layout, told.get("title")),
        outlet=outlet,
        author=authors if "/" not in author else (),
        published=read_day(told.get("published", "")),
        url=told.get("url"),
    )


_NAMES = {
    "og:title": "title", "headline": "title",
    "og:site_name": "outlet", "source": "outlet",
    "author": "author",
    "article:published_time": "published", "datepublished": "published", "pubdate": "published",
    "publishdate": "published", "og:published_time": "published", "date": "published",
    "og:url": "url",
}  # fmt: skip


def _told(layout: Layout) -> Iterator[tuple[str, str]]:
    """Pairs of field and value; in a dictionary the last holds, so the weakest come first."""
    found: list[tuple[str, str]] = []
    for token in layout.tags:
        given = token.attributes
        if token.name == "meta":
            name = given.get("property") or given.get("name") or given.get("itemprop") or ""
            found.append((_NAMES.get(name.lower(), ""), given.get("content", "").strip()))
        elif token.name == "link" and given.get("rel", "").lower() == "canonical":
            found.append(("url", given.get("href", "").strip()))
        elif token.name == "time":
            found.append(("published", given.get("datetime", "").strip()))
        elif token.name == "script" and "ld+json" in given.get("type", ""):
            yield from _data(token.inside)
    yield from ((name, value) for name, value in reversed(found) if name and value)


def _data(words: str) -> Iterator[tuple[str, str]]:
    """What a data script says of a news article; damaged data says nothing."""
    try:
        data = json.loads(words[:_LONGEST_DATA])
    except (ValueError, RecursionError):
        return
    graph = data.get("@graph", [data]) if isinstance(data, dict) else data
    for one in graph if isinstance(graph, list) else []:
        if isinstance(one, dict) and "Article" in str(one.get("@type", ""))[:200]:
            yield from _fields(one)


def _fields(data: dict[str, Any]) -> Iterator[tuple[str, str]]:
    names = {"headline": "title", "datePublished": "published", "author": "author"}
    for key, name in {**names, "publisher": "outlet"}.items():
        value = data.get(key)
        people = value if isinstance(value, list) else [value]
        words = [one.get("name") if isinstance(one, dict) else one for one in people]
        told = "、".join(one.strip() for one in words if isinstance(one, str) and one.strip())
        if told:
            yield name, told


def _title(layout: Layout, told: str | None) -> str | None:
    """The heading that the page's own title begins with; else that title without the site's name."""
    named = _without_site(told or next(iter(layout.headings("title")), ""))
    for heading in sorted(layout.headings("h1"), key=len, reverse=True):
        if heading in named and 2 * len(heading) >= len(named):
            return heading
    return named or next(iter(layout.headings("h1")), None)


def _without_site(title: str) -> str:
    """豪雨成災_某某網 is 豪雨成災, and 專訪｜市長談停課 stays what it is."""
    found = _SITE_NAME.search(title)
    return title[: found.start()].strip() if found and found.start() else title


def read_day(words: str) -> str | None:
    """The day in China: an hour told in world time may belong to the next day there."""
    if re.search(r"T[\d:.]+(?:Z|[+-]00:?00)$", words):
        try:
            return datetime.fromisoformat(words).astimezone(_BEIJING).date().isoformat()
        except (ValueError, OverflowError):
            return None
    found = _DAY.match(words)
    if found is None:
        return None
    try:
        return str(When.parse(f"{found[1]}-{int(found[2]):02}-{int(found[3]):02}"))
    except ValueError:
        return None
