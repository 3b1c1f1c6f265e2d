"""Values as YAML that a person likes to edit and that reads back equal.

Words of a text stand in a `|-` block, where nothing needs escaping; whatever a block cannot
hold (a carriage return, a leading space, a final newline) goes into double quotes.
"""

import re
from collections.abc import Mapping as Values

from quotes.catalog.entries import Entry, Source, filled
from quotes.catalog.syntax import compose, plain
from quotes.errors import UnreadableCatalog
from quotes.unseen import CONTROLS, UNSEEN

MODELINE = "# yaml-language-server: $schema=article.schema.json"

# What needs no quotes anywhere, nor in a list: no indicator, no comma, no `: `, no ` #`, no space at
# either end.
_BARE = re.compile(
    r"[\w“‘《「『（][\w“”‘’《》「」『』（）·—…、，。；！？％+./~-]*(?:[ :][\w“”《》·./-]+)*~?"
)
# What other readers of YAML would take for a number or a truth value.
_OTHER_TYPE = re.compile(
    r"[-+.]?[\d_]+(?:\.[\d_]*)?(?:e[-+]?\d+)?|0[xo][\da-f]+|\d+(?::\d+)+(?:\.\d*)?"
    r"|y|n|yes|no|on|off|true|false|null|nan|inf|~",
    re.IGNORECASE,
)
_SHORT = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r", "\0": "\\0"}
_HIDDEN = re.compile(f'[\\\\"\t\n\xa0\u202f{CONTROLS}{UNSEEN}]')
_BLOCKABLE = re.compile(rf"[^\s{CONTROLS}{UNSEEN}][^{CONTROLS}{UNSEEN}]*")


def quoted(text: str) -> str:
    """Double quotes hold any text whatever.

    >>> print(quoted("他说：\\t“好”"))
    "他说：\\t“好”"
    """
    return f'"{_HIDDEN.sub(_escape, text)}"'


def _escape(found: re.Match[str]) -> str:
    char = found[0]
    code = ord(char)
    wide = f"\\U{code:08X}" if code > 0xFFFF else f"\\u{code:04X}"
    return _SHORT.get(char) or (f"\\x{code:02X}" if code < 0x100 else wide)


def scalar(text: str, *, number: bool = False) -> str:
    """One line: bare where no reader of YAML can mistake it, else quoted.

    >>> scalar("王忠林"), scalar("no"), scalar("113", number=True)
    ('王忠林', '"no"', '113')
    """
    if _BARE.fullmatch(text) and (number or not _OTHER_TYPE.fullmatch(text)):
        return text
    return quoted(text)


def words(text: str, indent: int) -> str:
    """The words of an entry as a block that starts on the line of its key.

    >>> print(words("細節決定成敗。", 6))
    |-
          細節決定成敗。
    """
    pad = " " * indent
    block = "|-\n" + "\n".join(pad + line if line else "" for line in text.split("\n"))
    return block if _BLOCKABLE.fullmatch(text) and _reads_back(block, text) else quoted(text)


def _reads_back(block: str, text: str) -> bool:
    try:
        return bool(plain(compose(f"text: {block}\n", "")) == {"text": text})
    except UnreadableCatalog:
        return False


def field(key: str, value: str | tuple[str, ...], indent: int) -> str:
    """A value as it stands after its key, which begins in column `indent`."""
    if isinstance(value, tuple):
        return listed(value)
    if key in ("text", "printed") or (key == "note" and "\n" in value):
        return words(value, indent + 2)
    return scalar(value, number=key in ("line", "published", "date"))


def listed(items: tuple[str, ...]) -> str:
    return f"[{', '.join(map(scalar, items))}]"


def block(values: Values[str, str | tuple[str, ...]], indent: int) -> str:
    """Keys under each other, without a newline at the end."""
    pad = " " * indent
    return "\n".join(f"{pad}{key}: {field(key, values[key], indent)}" for key in values)


def entry(kept: Entry, dash: int = 2, gap: int = 2) -> str:
    """An entry as an item of a list whose dashes stand in column `dash`."""
    body = block(filled(kept), dash + gap)
    return " " * dash + "-" + " " * (gap - 1) + body[dash + gap :]


def source(record: Source) -> str:
    return "source:\n" + block(filled(record), 2)
