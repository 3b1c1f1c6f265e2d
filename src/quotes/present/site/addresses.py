"""Where each page is: names that every system can store, and that stay the same."""

import re
from hashlib import sha256
from urllib.parse import quote

from quotes.catalog.kept import Kept
from quotes.sayings.anchors import Anchor

_PLAIN = re.compile(r"[0-9A-Za-z_-][0-9A-Za-z_.-]{0,99}")
_CONTEXT = 12
"""Characters on either side that a text fragment gives a browser."""


def person(name: str) -> str:
    return f"people/{_digest(name)}.html"


def slogan(text: str) -> str:
    return f"slogans/{_digest(text)}.html"


def saying(entry: str) -> str:
    return f"sayings/{_digest(entry)}.html"


def article(name: str) -> str:
    """By the name of its catalog file where that means the same in a folder and in an address.

    >>> article("003_2e208109c0eff51f"), article("履新一周")
    ('articles/003_2e208109c0eff51f.html', 'articles/~a745a9ced090fed7.html')
    """
    return f"articles/{name if _PLAIN.fullmatch(name) else '~' + _digest(name)}.html"


def entry(kept: Kept) -> str:
    """The entry in its article."""
    name = kept.file.rpartition("/")[2].removesuffix(".yaml")
    return f"{article(name)}#{quote(kept.entry.id or '')}"


def fragment(url: str, anchor: Anchor) -> str:
    """The page where the words were published, scrolled to them.

    https://wicg.github.io/scroll-to-text-fragment/
    """
    exact = anchor.exact.replace("\r", "").split("\n")[0]
    before = anchor.prefix[-_CONTEXT:].split("\n")[-1]
    after = anchor.suffix[:_CONTEXT].split("\n")[0] if "\n" not in anchor.exact else ""
    parts = [
        f"{_part(before)}-," if before.strip() else "",
        _part(exact),
        f",-{_part(after)}" if after.strip() else "",
    ]
    return f"{url.partition('#')[0]}#:~:text={''.join(parts)}"


def _part(words: str) -> str:
    return quote(words.encode("utf-8", "replace"), safe="").replace("-", "%2D")


def _digest(words: str) -> str:
    """Sixty-four bits that nobody finds twice by chance, nor with some pains for another's name."""
    return sha256(words.encode("utf-8", "replace")).hexdigest()[:16]
