"""Keys for comparing text across scripts, widths and punctuation. Never stored.

Conversion merges characters (后/後, 签/籤), so its output stands for nothing but itself.
The configuration is OpenCC's `tw2s`, which folds 著 to 着 where `t2s` does not; phrase
configurations are refused because they change words and lengths.
"""

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

# What tw2s leaves apart though readers take it for the same word.
_LEFT_OVER = {
    "著": "着", "祇": "只", "衹": "只", "甚": "什", "妳": "你", "牠": "它", "祂": "他",
    "锺": "钟", "衞": "卫", "幺": "么", "麽": "么", "苧": "苎",
}  # fmt: skip
_LEFT_OVER_RE = re.compile(f"[{''.join(_LEFT_OVER)}]")
_NO_TEXT = re.compile("([\x00\ud800-\udfff]+)")
"""OpenCC ends a text at a NUL, and takes no half of a surrogate pair: both go round it."""
_SILENT = re.compile(r"[\W_]+")
_COMMON = re.compile("[0-9A-Za-z一-鿿，。、：；！？“”‘’（）《》—…·,.:;!? -]*")
"""Characters of which normalising changes none, or only marks that are silent either way."""


@lru_cache(maxsize=1)
def _converter() -> Any:
    import opencc

    return opencc.OpenCC("tw2s")


LONGEST_KEPT = 400
"""Characters of a text whose folding is remembered: names and phrases, and no articles."""


def fold(text: str) -> str:
    """The same words in one script; punctuation stays.

    >>> fold("陳一新說：水龍頭不關")
    '陈一新说：水龙头不关'
    """
    return _folded_once(text) if len(text) <= LONGEST_KEPT else _folded(text)


def _folded(text: str) -> str:
    if text.isascii():
        return text
    convert = _converter().convert
    parts = _NO_TEXT.split(text)
    folded = "".join(part if at % 2 else convert(part) for at, part in enumerate(parts))
    return _LEFT_OVER_RE.sub(_put, folded)


_folded_once = lru_cache(maxsize=65536)(_folded)


def _put(found: re.Match[str]) -> str:
    return _LEFT_OVER[found[0]]


def key(text: str) -> str:
    """The same words whatever the script, width, punctuation, spacing or case.

    >>> key("「水龍頭不關，拖地板再起勁也是徒勞。」") == key("水龙头不关,拖地板再起劲也是徒劳!")
    True
    """
    return _known.get(text) or bare(fold(text))


_known: dict[str, str] = {}


def remember(keys: Mapping[str, str]) -> None:
    """Keys that were made before and kept: where all that are asked for are, OpenCC is not loaded."""
    _known.update(keys)
    _known.update((each, each) for each in keys.values())


def bare(folded: str) -> str:
    """The key of words that are folded already."""
    if not _COMMON.fullmatch(folded):
        folded = unicodedata.normalize("NFKC", folded)
    return _SILENT.sub("", folded).casefold()


def by_character(text: str) -> tuple[str, list[int]]:
    """The key of a text, and for each of the key's characters its place in the text.

    >>> by_character("水龍頭，不關")
    ('水龙头不关', [0, 1, 2, 4, 5])
    """
    folded = fold(text)
    characters = folded if len(folded) == len(text) else list(map(fold, text))
    keys: list[str] = []
    places: list[int] = []
    for at, char in enumerate(characters):
        keys.append(bare(char))
        places += [at] * len(keys[-1])
    return "".join(keys), places
