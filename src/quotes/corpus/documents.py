"""One text of a corpus, and how a record becomes one."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from quotes.errors import UnreadableArticle, UsageError
from quotes.language import worded
from quotes.model import About, Article
from quotes.reading import article_from_bytes, article_from_text, is_page, read_day
from quotes.reading.files import MAX_BYTES
from quotes.unseen import storable

FIELDS: Mapping[str, tuple[str, ...]] = {
    "text": ("text", "content", "body", "article", "maintext", "raw_content", "html", "正文"),
    "id": ("id", "doc_id", "docid", "uuid", "_id"),
    "title": ("title", "headline", "标题", "標題"),
    "outlet": ("outlet", "source", "publisher", "media", "site", "来源", "來源"),
    "author": ("author", "authors", "作者"),
    "published": (
        "published", "published_at", "publish_date", "date_publish", "pub_date", "pubdate",
        "date", "datetime", "time", "日期",
    ),
    "url": ("url", "link", "source_url"),
}  # fmt: skip
"""What we ask of a record, and the names under which published corpora have it; first found, taken."""


@dataclass(frozen=True, slots=True)
class Document:
    """A text with its address: `uri` is the file, `at` the place in it.

    `at` counts rows in Parquet, bytes of what is unpacked in JSONL, records in WARC.
    """

    uri: str
    at: int
    id: str
    text: str = ""
    raw: bytes = b""
    """In place of `text`, where the encoding is still to be told."""
    about: About = field(default_factory=About)
    wrong: str = ""
    """Why there is no text."""


LONGEST = MAX_BYTES
"""Bytes of a document, as of any article: none shall fill the memory."""

TOO_LONG = "longer than 64 MB"
"""As every row of errors, in English whoever asks."""

UNFIT = "\0unfit"
"""The field of a record that could not be taken from its file: why."""

Names = Mapping[str, str]
"""The field of ours, and the name (`meta.date` goes inside) that a person said it has."""


def names_of(told: tuple[str, ...]) -> dict[str, str]:
    """What `--field text=content` says. Raises UsageError.

    >>> names_of(("text=content", "published=meta.date"))
    {'text': 'content', 'published': 'meta.date'}
    """
    pairs = [each.partition("=") for each in told]
    for name, _, value in pairs:
        if name not in FIELDS or not value:
            known = ", ".join(FIELDS)
            raise UsageError(
                f"--field {name}: write FIELD=NAME",
                worded("fields are {known}").format(known=known),
            )
    return {name: value for name, _, value in pairs}


def document_of(record: Mapping[str, Any], uri: str, at: int, names: Names) -> Document:
    """A record of Parquet or JSONL as a document.

    >>> record = {"content": "市长说：“停课。”", "date": "2020-02-16 08:00:00"}
    >>> document_of(record, "a.jsonl", 0, {}).about.published
    '2020-02-16'
    """
    got = {field: _get(record, field, names) for field in FIELDS}
    text = got["text"]
    name = storable(str(got["id"])) if got["id"] not in (None, "") else f"{uri}#{at}"
    about = About(
        title=_word(got["title"]),
        outlet=_word(got["outlet"]),
        author=_words(got["author"]),
        published=day(got["published"]),
        url=_word(got["url"]),
    )
    if isinstance(text, str) and text.strip():
        return Document(uri, at, name, text, about=about)
    return Document(uri, at, name, about=about, wrong=_why(text, record, names))


def _why(text: Any, record: Mapping[str, Any], names: Names) -> str:
    if UNFIT in record:
        return f"the row cannot be read: {record[UNFIT]}"
    if text is not None:
        return "empty" if isinstance(text, str) else f"text is {type(text).__name__}"
    has = ", ".join(list(record)[:12])
    return f"no field {names.get('text', 'text')}; the record has {has}"


def _get(record: Mapping[str, Any], field: str, names: Names) -> Any:
    if field in names:
        value: Any = record
        for part in names[field].split("."):
            value = value.get(part) if isinstance(value, Mapping) else None
        return value
    found = [record[name] for name in FIELDS[field] if record.get(name) is not None]
    filled = (value for value in found if not isinstance(value, str) or value.strip())
    return next(filled, found[0] if found else None)


def _word(value: Any) -> str | None:
    return storable(value.strip()) or None if isinstance(value, str) else None


def _words(value: Any) -> tuple[str, ...]:
    each = value if isinstance(value, list) else [value]
    return tuple(word for word in map(_word, each) if word)


def day(value: Any) -> str | None:
    """The day of publication, as an EDTF date; nothing where none can be read.

    >>> day("2020年2月16日"), day(dt.date(2020, 2, 16)), day("2020-02"), day("gestern")
    ('2020-02-16', '2020-02-16', None, None)
    """
    if isinstance(value, dt.datetime) and value.tzinfo:
        value = value.isoformat()
    if isinstance(value, dt.date):
        return value.isoformat()[:10]
    return read_day(value.strip()) if isinstance(value, str) else None


def page_of(document: Document) -> bytes | None:
    """The bytes of a document that is read as a file would be: a page, or text of any encoding.

    Raises UnreadableArticle.
    """
    if document.raw:
        return document.raw
    is_one = is_page(document.id, document.text)
    return encoded(document.text, document.id) if is_one else None


def encoded(text: str, name: str) -> bytes:
    """The text of a document as a file has it. Raises UnreadableArticle, where it says what UTF-8 cannot."""
    try:
        return text.encode()
    except UnicodeEncodeError:
        raise UnreadableArticle(
            name,
            worded("half a surrogate pair in its text"),
            worded("mend the text in the corpus"),
        ) from None


def article_of(document: Document) -> Article:
    """Raises UnreadableArticle for what is none. What a page says of itself outranks its record."""
    if document.wrong:
        raise UnreadableArticle(
            document.id, document.wrong, worded("name the field: --field text=NAME")
        )
    raw = page_of(document)
    if raw is None:
        return article_from_text(document.text, document.id, document.about)
    return with_record(article_from_bytes(raw, document.id), document.about)


def with_record(article: Article, about: About) -> Article:
    """What the record tells, where the article itself does not."""
    known = {
        name: getattr(article.about, name) or getattr(about, name)
        for name in ("title", "outlet", "author", "published", "url")
    }
    return replace(article, about=replace(article.about, **known))
