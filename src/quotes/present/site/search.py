"""An index that a browser can ask without a server: pieces that are loaded as scripts when needed.

Browsers do not let pages on disk fetch files, but run scripts that lie beside them. A query is folded
character by character, as the index was, cut into runs of two characters, and the pieces that hold
these runs are loaded; entries that have all of them are shown, their words loaded in packs.
"""

import json
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise

from quotes.catalog.kept import Kept
from quotes.present.formats.as_jsonl import safe
from quotes.present.site import addresses
from quotes.script import bare, fold

PACK = 100
"""Entries whose words are loaded at once."""
_IDEOGRAPHS = ((0x3400, 0x4DC0), (0x4E00, 0xA000), (0xF900, 0xFB00))


def files(kept: Sequence[Kept], names: Mapping[str, str]) -> Iterator[tuple[str, bytes]]:
    """Every script of the index; `names` are pages by the names of people."""
    grams: dict[str, array[int]] = {}
    for number, each in enumerate(kept):
        words = plain_key(f"{each.entry.text or ''}")
        for gram in dict.fromkeys([*words, *(one + two for one, two in pairwise(words))]):
            grams.setdefault(gram, array("I")).append(number)
    pieces = max(16, min(1024, len(kept) // 50))
    yield "search/start.js", _call("start", {
        "pieces": pieces, "pack": PACK, "entries": len(kept), "fold": _folding(),
        "names": [[plain_key(name), name, page] for name, page in names.items()],
    })  # fmt: skip
    yield from _pieces(grams, pieces)
    for number in range(0, len(kept), PACK):
        rows = [_row(each) for each in kept[number : number + PACK]]
        yield f"search/t{number // PACK}.js", _call("texts", number // PACK, rows)


def plain_key(text: str) -> str:
    """The key of a text, folded a character at a time, as the browser folds a query.

    >>> plain_key("「水龍頭不關」")
    '水龙头不关'
    """
    return bare("".join(map(_folded, text)))


@lru_cache(maxsize=65536)
def _folded(char: str) -> str:
    return fold(char)


def piece_of(gram: str, pieces: int) -> int:
    """As `pieceOf` in site.js has it."""
    number = 0
    for char in gram:
        number = (number * 31 + ord(char)) % 1_000_003
    return number % pieces


def _pieces(grams: Mapping[str, "array[int]"], count: int) -> Iterator[tuple[str, bytes]]:
    filed: dict[int, dict[str, str]] = {number: {} for number in range(count)}
    for gram in sorted(grams):
        filed[piece_of(gram, count)][gram] = _steps(grams[gram])
    for number, held in filed.items():
        yield f"search/p{number}.js", _call("piece", number, held)


def _steps(numbers: Iterable[int]) -> str:
    """Numbers that only grow, each as its distance from the one before, in base 36."""
    steps, last = [], 0
    for number in numbers:
        steps.append(_base36(number - last))
        last = number
    return " ".join(steps)


def _base36(number: int) -> str:
    digits = ""
    while number or not digits:
        number, digit = divmod(number, 36)
        digits = "0123456789abcdefghijklmnopqrstuvwxyz"[digit] + digits
    return digits


def _row(kept: Kept) -> list[str]:
    entry = kept.entry
    return [
        entry.id or "", entry.text or "", kept.name or "", entry.date or "", addresses.entry(kept),
        entry.kind or "", entry.standing or "",
    ]  # fmt: skip


def _folding() -> str:
    """Characters and what stands for them, one after the other."""
    pairs = (
        (chr(code), _folded(chr(code))) for first, end in _IDEOGRAPHS for code in range(first, end)
    )
    return "".join(one + two for one, two in pairs if one != two and len(two) == 1)


def _call(name: str, *values: object) -> bytes:
    told = ",".join(json.dumps(each, ensure_ascii=False, separators=(",", ":")) for each in values)
    return f"quotes.{name}({safe(told)});\n".encode()
