"""Bytes as Chinese text: letters stand for what matters to a parser, all else for itself.

A fuzzer that has to hit upon the three bytes of “ seldom opens a quotation. Here one byte does; and
a corpus stays readable: a市长李明e“天冷。”.
"""

PIECES = (
    "“", "”", "‘", "’", "「", "」", "『", "』", '"', "\n\n", "　", "。", "，", "：", "！", "？",
    ",,", ",、", "?!", "?!?", "?!本珠L", "*", "(dāng)", "——", "说", "称", "表示", "强调", "王小明",
    "李明", "她", "市长", "局长", "2月16日", "昨天", "2020年", "天冷", "要", "應收盡收", "O’Brien",
    "\u2028", "\r", "😀", "《", "》", "（", "）", "、", "；", "…", "据", "的",
)  # fmt: skip
"""One for each letter, small ones first."""

_LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
_TABLE = str.maketrans(dict(zip(_LETTERS, PIECES, strict=True)))

MARKS = (
    *'“”‘’「」『』〝〞〟"＂｢｣﹁﹂《》（）：，。！？；、…—', "说", "称", "表示", "2月16日", "市长",
    "---\n", "+++\n", "title: ", "date: ", "published: ", "<p>", "</p>", "<!--", "<meta ", "<script",
    "charset=gb18030", "&#x4e00;", "source:\n", "entries:\n", "  - id: ", "    text: |-\n", "auto: ",
    "status: ok", "speaker: ", "# ", "&a", "*a", "!!str ", "? ", "<<: ", "- - - ", "\ufeff", "\u2028",
    "\u0085", "XXXX-", "2020-02-16", "/", "~", "%", "<<<<<<< ", ">>>>>>> ", "======= ",
)  # fmt: skip


def spelt(raw: bytes) -> str:
    """What no UTF-8 is, is left out.

    >>> spelt("aGeb".encode())
    '“昨天‘”'
    """
    return raw.decode("utf-8", "ignore").translate(_TABLE)


def read(raw: bytes) -> str:
    """The bytes as they stand; what no UTF-8 is, is left out."""
    return raw.decode("utf-8", "ignore")


def dictionary() -> str:
    """The words of a fuzzer's dictionary, as libFuzzer reads it."""
    words = (*MARKS, *map(chr, range(0x20, 0x7F)))
    return "".join(f'"{_escaped(word)}"\n' for word in words)


def _escaped(word: str) -> str:
    return "".join(f"\\x{byte:02X}" for byte in word.encode())
