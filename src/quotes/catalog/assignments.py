"""What people ask to be written into an entry: `status=ok`, `tags=+防疫`, `speaker=`.

An assignment is judged by the records before anything is written, so that the command line and a
hand in an editor are held to one rule.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from pydantic import ValidationError

from quotes.catalog.date_slips import as_edtf
from quotes.catalog.entries import ENTRY_KEYS, LISTS, Entry, filled
from quotes.catalog.records import EntryRecord, Standing, Status
from quotes.catalog.splice import Value
from quotes.errors import UsageError
from quotes.language import worded
from quotes.model import Kind, Mode

SETTABLE = tuple(key for key in ENTRY_KEYS if key not in ("id", "auto"))
"""Ids are given once, and `auto` is the program's."""

_CHOICES: dict[str, type[StrEnum]] = {
    "kind": Kind,
    "mode": Mode,
    "standing": Standing,
    "status": Status,
}
_NEEDED = frozenset({"text", "kind", "status"})
_EQUALS = re.compile("[=＝]")
_COMMA = re.compile("[,，、]")


class BadValue(UsageError):
    """A value that the records would not have."""


@dataclass(frozen=True, slots=True)
class Assignment:
    key: str
    value: str
    """Empty: the line goes."""

    def of(self, entry: Entry) -> Value:
        """What the field shall hold, given what it holds.

        >>> Assignment("tags", "+防疫,-標語").of(Entry(tags=("標語", "口號")))
        ('口號', '防疫')
        """
        if self.key == "date":
            return as_edtf(self.value) or self.value or None
        if self.key not in LISTS:
            return self.value or None
        items = [each.strip() for each in _COMMA.split(self.value) if each.strip()]
        signed = [each for each in items if each[0] in "+-"]
        if not signed:
            return tuple(dict.fromkeys(items)) or None
        if len(signed) < len(items):
            raise BadValue(
                worded("{key}: “{value}” mixes a new list with changes to the old one").format(
                    key=self.key, value=self.value
                ),
                worded("write {key}=a,b or {key}=+a,-b").format(key=self.key),
            )
        return _changed(getattr(entry, self.key), signed)


def _changed(had: Sequence[str], signed: Iterable[str]) -> tuple[str, ...] | None:
    kept = dict.fromkeys(had)
    for each in signed:
        if each[0] == "+":
            kept[each[1:].strip()] = None
        else:
            kept.pop(each[1:].strip(), None)
    return tuple(kept) or None


def is_assignment(word: str) -> bool:
    return _EQUALS.search(word) is not None


def assignment(word: str) -> Assignment:
    """`key=value`, the sign of either width. Raises BadValue.

    >>> assignment("status＝ok")
    Assignment(key='status', value='ok')
    """
    if not is_assignment(word):
        raise BadValue(
            worded("“{word}” is no KEY=VALUE").format(word=word),
            worded("write KEY=VALUE, and the words of the source after --text"),
        )
    key, value = _EQUALS.split(word, maxsplit=1)
    if key in SETTABLE:
        return Assignment(key, value.strip(" \t\u3000"))
    if key in ENTRY_KEYS:
        raise BadValue(
            worded("`{key}` is never changed").format(key=key),
            worded("keys: {names}").format(names=", ".join(SETTABLE)),
        )
    near = _nearest(key, SETTABLE)
    hint = worded("did you mean {near}? ").format(near=near) if near else ""
    raise BadValue(
        worded("`{key}` is no key of an entry").format(key=key),
        hint + worded("keys: {names}").format(names=", ".join(SETTABLE)),
    )


def new_values(entry: Entry, wanted: Iterable[Assignment]) -> tuple[tuple[str, Value], ...]:
    """The fields that change, judged. Raises BadValue with what may be written instead."""
    asked = {each.key: each.of(entry) for each in wanted}
    for key, value in asked.items():
        if value is None and key in _NEEDED:
            raise BadValue(worded("`{key}` cannot be empty").format(key=key), _help(key, ""))
    _judge(entry, asked)
    had = filled(entry)
    return tuple((key, value) for key, value in asked.items() if had.get(key) != value)


def _judge(entry: Entry, asked: dict[str, Value]) -> None:
    """Only what is asked for: an entry may have faults that `check` names."""
    values: dict[str, Any] = {**filled(entry), **asked}
    try:
        EntryRecord.model_validate({key: value for key, value in values.items() if value})
    except ValidationError as error:
        for each in error.errors(include_url=False):
            key = str(each["loc"][0])
            if key in asked:
                raise BadValue(_why(key, asked[key], each["msg"]), _help(key, asked[key])) from None


def _why(key: str, value: Value, message: str) -> str:
    if key in _CHOICES:
        return worded("{key}: “{value}” is none of {names}").format(
            key=key, value=value, names=", ".join(_CHOICES[key])
        )
    return f"{key}: {message.removeprefix('Value error, ')}"


def _help(key: str, value: Value) -> str:
    if key in _CHOICES:
        near = _nearest(str(value), tuple(_CHOICES[key])) if value else None
        return worded("write {key}={value}").format(key=key, value=near or "|".join(_CHOICES[key]))
    if key == "date":
        return worded("write 2020-02-16, 2020-02 or XXXX-02-16; “-” or nothing takes the date away")
    if key == "line":
        return worded("write the number of a line of the source")
    return f"`{key}=` empties a field" if key not in _NEEDED else worded("say what it shall hold")


def _nearest(word: str, known: Sequence[str]) -> str | None:
    from rapidfuzz import fuzz, process

    found = process.extractOne(word, list(known), scorer=fuzz.ratio, score_cutoff=50)
    return found[0] if found else None
