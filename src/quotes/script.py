"""Keys for comparing text across scripts, widths and punctuation. Never stored.

Conversion merges characters (后/後, 签/籤), so its output stands for nothing but itself.
The configuration is OpenCC's `tw2s`, which folds 著 to 着 where `t2s` does not; phrase
configurations are refused because they change words and lengths.
"""

import re
import unicodedata
from functools import lru_cache
from typing import Any

# What tw2s leaves apart though readers take it for the same word.
_LEFT_OVER = str.maketrans(
    {
        "祇": "只", "衹": "只", "甚": "什", "妳": "你", "牠": "它", "祂": "他",
        "锺": "钟", "衞": "卫", "幺": "么", "麽": "么", "苧": "苎",
    }
)  # fmt: skip
_SILENT = re.compile(r"[\W_]+")


@lru_cache(maxsize=1)
def _converter() -> Any:
    import opencc

    return opencc.OpenCC("tw2s")


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """The same words in one script; punctuation stays.

    >>> fold("陳一新說：水龍頭不關")
    '陈一新说：水龙头不关'
    """
    if text.isascii():
        return text
    folded: str = _converter().convert(text)
    return folded.translate(_LEFT_OVER)


def key(text: str) -> str:
    """The same words whatever the script, width, punctuation, spacing or case.

    >>> key("「水龍頭不關，拖地板再起勁也是徒勞。」") == key("水龙头不关,拖地板再起劲也是徒劳!")
    True
    """
    return _SILENT.sub("", unicodedata.normalize("NFKC", fold(text))).casefold()
