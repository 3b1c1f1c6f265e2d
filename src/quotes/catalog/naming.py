"""What a new file of the catalog is called, and what its ids begin with."""

import re
import unicodedata
from collections.abc import Container, Set

from quotes.catalog.store import PEOPLE

_UNPORTABLE = re.compile(r"[^\w.\-()+=,@]+")
_RESERVED = re.compile(rf"(?:{PEOPLE}|con|prn|aux|nul|com\d|lpt\d)(?:\..*)?", re.IGNORECASE)
_LONGEST = 160
"""Bytes, so that the name with its ending and a number fits any file system."""


def file_name(stem: str, taken: Set[str]) -> str:
    """A name that every system can store, told apart from those taken whatever their case.

    `taken` are casefolded.

    >>> file_name("People", set()), file_name("履新 一週?", {"履新-一週"})
    ('people-1', '履新-一週-2')
    """
    plain = portable(stem)
    if _RESERVED.fullmatch(plain):
        plain = f"{plain}-1"
    name, number = plain, 1
    while name.casefold() in taken:
        number += 1
        name = f"{plain}-{number}"
    return name


def portable(stem: str) -> str:
    name = _UNPORTABLE.sub("-", unicodedata.normalize("NFC", stem)).strip("-. _")
    while len(name.encode()) > _LONGEST:
        name = name[:-1]
    return name.casefold() if _RESERVED.fullmatch(name) else name or "article"


def id_prefix(name: str, used: Container[str]) -> str:
    """The leading part of a file's name where no other file has it, else the whole name.

    >>> id_prefix("003_2e208109c0eff51f", {"001", "002"})
    '003'
    >>> id_prefix("003_2e208109c0eff51f", {"003"})
    '003_2e208109c0eff51f'
    """
    short = name.partition("_")[0]
    return short if short and short not in used else name
