"""How much a decoded text looks like Chinese that somebody wrote.

Two-byte encodings decode one another's bytes without a murmur: 市長說 in Big5 is カ弧 and a sign
for private use in GB18030. What comes out differs all the same. Real text is made of everyday
characters and of stops that stand behind words; nonsense of rare characters, kana, private use.
"""

import re
from collections import Counter

from quotes.reading.everyday import EVERYDAY

SAMPLE = 100_000
"""Code points that are looked at; runs of ASCII, such as a page's scripts, count as one."""

_ASCII = re.compile(r"[\x00-\x7f]{2,}")

_PLACED = re.compile(
    r"(?<=[\w」』”’》）〉])[，。、；：？！」』”’》）…]|[「『“‘《（](?=[\w「『“‘《])"
)
_SECOND_LETTERS = range(0xD8, 0xF8)
"""First bytes of the second, rarer half of GB 2312."""


def weight(text: str) -> tuple[float, int]:
    """The evidence that this is Chinese as written, and the number of characters that speak.

    The evidence is a sum over characters, in natural logarithms: how much likelier each is in an
    article than in nonsense. ASCII says nothing.

    >>> weight("市長說：「好。」")[0] > 10
    True
    >>> weight("市長說：「好。」".encode("big5").decode("gb18030"))[0] < -10
    True
    """
    text = _sample(text)
    counts = Counter(text)
    telling = {char: count for char, count in counts.items() if char > "\x7f"}
    total = sum(_of(char) * count for char, count in telling.items())
    placed = len(_PLACED.findall(text))
    return total + 2.5 * placed, sum(telling.values())


def _sample(text: str) -> str:
    """The beginning of a text, as much as is looked at; no more of it is copied than needed."""
    reach = 4 * SAMPLE
    while len(sample := _ASCII.sub(" ", text[:reach])) < SAMPLE and reach < len(text):
        reach *= 4
    return sample[:SAMPLE]


def mean(text: str) -> float:
    """The evidence for each character that speaks; 0 where none does."""
    total, telling = weight(text)
    return total / telling if telling else 0.0


def _of(char: str) -> float:
    """How much likelier the character is in an article than in nonsense, as a logarithm.

    The tiers were measured on invented sentences in both scripts, decoded rightly and wrongly.
    """
    if char in EVERYDAY:
        return 2.7
    if "一" <= char <= "鿿":
        return -0.4 if _taught(char) else -3.0
    if "　" <= char <= "】" or "！" <= char <= "～" or char in "“”‘’…—·《》\u00a0":
        return 0.0
    return -4.0


def _taught(char: str) -> bool:
    """In the first half of one of the old standards, which hold what schools teach."""
    try:
        simplified = char.encode("gb2312")
    except UnicodeEncodeError:
        simplified = b"\xff"
    if simplified[0] not in _SECOND_LETTERS and simplified != b"\xff":
        return True
    try:
        return char.encode("big5") < b"\xc6\xa1"
    except UnicodeEncodeError:
        return False
