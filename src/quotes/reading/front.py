"""Front matter: what stands above an article about it. No finding comes from there."""

import re
import tomllib
from typing import Any

from quotes.errors import UnreadableArticle
from quotes.language import worded
from quotes.model import About
from quotes.unseen import storable
from quotes.when import When

_YAML = re.compile(
    r"\A---[ \t]*\r?\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.DOTALL | re.MULTILINE
)
_TOML = re.compile(r"\A\+\+\+[ \t]*\r?\n(.*?)^\+\+\+[ \t]*(?:\r?\n|\Z)", re.DOTALL | re.MULTILINE)
_HEADING = re.compile(r"\s*+#[ \t]++([^\s][^\r\n]{0,250}+)(?=[\r\n]|\Z)")


_TOML_KEY = r"""(?:[\w-]++|"(?:[^"\\\n]|\\.)*+"|'[^'\n]*+')[ \t]*+"""
_DEEP_KEY = re.compile(
    rf"(?:^|[\[{{,])[ \t]*+(?:{_TOML_KEY}\.[ \t]*+){{16}}", re.MULTILINE | re.ASCII
)
_LONG_NUMBER = re.compile(r"[0-9A-Fa-f_]{600}")
_TOML_PLACE = re.compile(r" \(at line (\d+), column (\d+)\)\Z")


def split_front(source: str, text: str) -> tuple[About, int]:
    """What the front matter says, and where the article begins; 0 where there is none."""
    if found := _YAML.match(text):
        return about(source, _yaml(source, found[1])), found.end()
    if found := _TOML.match(text):
        return about(source, _toml(source, found[1])), found.end()
    return About(), 0


def heading(body: str) -> str | None:
    """The title, where a Markdown export begins with one; a label is none.

    >>> heading("\\n# 豪雨成災，市長說“停課”\\n\\n正文")
    '豪雨成災，市長說“停課”'
    >>> heading("#颱風 #停課")
    """
    found = _HEADING.match(body)
    return found[1].rstrip(" \t").rstrip("#").rstrip(" \t") or None if found else None


def _yaml(source: str, words: str) -> dict[str, Any]:
    from quotes.rules.front import front_matter

    line, why, fields = front_matter(words)
    if why:
        raise UnreadableArticle(
            f"{source}:{line + 1}:1",
            worded("front matter is no YAML: {why}").format(why=why),
            worded("mend it between the ---"),
        )
    return fields


def _toml(source: str, words: str) -> dict[str, Any]:
    """The fields, or a refusal with its place. Time and memory that the parser spends on a key grow
    with the square of its parts, so keys are looked at before it.
    """
    if found := _DEEP_KEY.search(words):
        raise _no_toml(source, _line(words, found), worded("it is nested too deep"))
    try:
        return _toml_fields(words.replace("\r\n", "\n"))
    except tomllib.TOMLDecodeError as fault:
        place, why = _told_place(str(fault))
        raise _no_toml(source, place, why) from fault
    except RecursionError as fault:
        from quotes.rules.front import too_deep

        place = f":{(too_deep(words) or 1) + 1}:1"
        raise _no_toml(source, place, worded("it is nested too deep")) from fault
    except ValueError as fault:  # a number of thousands of digits, which Python does not convert
        place = _line(words, _LONG_NUMBER.search(words))
        raise _no_toml(source, place, str(fault).partition(";")[0]) from fault


def _toml_fields(words: str) -> dict[str, Any]:
    """Dates become strings again, as everywhere: `date = 2020-02-16` is 2020-02-16."""
    return {
        name: value if isinstance(value, str | list) else str(value)
        for name, value in tomllib.loads(words).items()
        if not isinstance(value, dict)
    }


def _no_toml(source: str, place: str, why: str) -> UnreadableArticle:
    return UnreadableArticle(
        f"{source}{place}",
        worded("front matter is no TOML: {fault}").format(fault=why),
        worded("mend it between the +++"),
    )


def _told_place(fault: str) -> tuple[str, str]:
    """Where the parser stopped, counted from the top of the file, and why; no place at the very end."""
    found = _TOML_PLACE.search(fault)
    if found is None:
        return "", fault
    return f":{int(found[1]) + 1}:{found[2]}", fault[: found.start()]


def _line(words: str, found: re.Match[str] | None) -> str:
    """The line in which something stands, below the opening +++."""
    return f":{words.count(chr(10), 0, found.end()) + 2}:1" if found else ""


def about(source: str, fields: dict[str, Any]) -> About:
    """The fields that we know, under the names that exports give them."""
    published = _text(fields.get("published") or fields.get("date"))
    if published is not None:
        published = _date(source, published)
    return About(
        title=_text(fields.get("title")),
        outlet=_text(fields.get("outlet") or fields.get("source")),
        author=_texts(fields.get("author")),
        editor=_texts(fields.get("editor")),
        published=published,
        url=_text(fields.get("url") or fields.get("link")),
    )


def _date(source: str, words: str) -> str:
    head = re.match(r"\d{4}-\d\d-\d\d(?=[T ])", words)
    try:
        return str(When.parse(head[0] if head else words.strip()))
    except ValueError as fault:
        raise UnreadableArticle(
            source, worded("front matter: {fault}").format(fault=fault), worded("mend the date")
        ) from fault


def _text(value: Any) -> str | None:
    return storable(value).strip() or None if isinstance(value, str) else None


def _texts(value: Any) -> tuple[str, ...]:
    if isinstance(value, list):
        return tuple(one for one in map(_text, value) if one)
    one = _text(value)
    return tuple(part for part in re.split(r"[、,，\s]+", one) if part) if one else ()
