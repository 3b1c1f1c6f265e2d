"""What people do to a file in an editor: functions from a text to a text."""

from collections.abc import Callable

from torture.sheets import Field, Item, Sheet, sheet

STYLES = ("plain", "single", "double", "literal", "folded", "bare")


def typed(words: str, style: str, newline: str = "\n", indent: int = 6) -> str:
    """The words as somebody may type them behind a key; `bare` is whatever comes, unprotected."""
    flat = " ".join(words.split())
    pad = newline + " " * indent
    lines = words.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    match style:
        case "single":
            return "'" + flat.replace("'", "''") + "'"
        case "double":
            return '"' + flat.replace("\\", "\\\\").replace('"', '\\"') + '"'
        case "literal":
            return "|-" + pad + pad.join(lines)
        case "folded":
            return ">-" + pad + pad.join(lines)
        case "plain":
            return flat or "好"
    return words


def retype(page: Sheet, field: Field, put: str) -> str:
    begin, end = field.span
    before = page.text[:begin]
    gap = "" if before.endswith((" ", "\n")) else " "
    return before + gap + put + page.text[end:]


def add_line(page: Sheet, item: Item, put: str, behind: int) -> str:
    """A new line behind one of the entry's fields, as far in as its keys."""
    field = item.fields[behind % len(item.fields)]
    column = _column(page, item)
    return _insert(page, field.lines[1], " " * column + put)


def drop_field(page: Sheet, field: Field) -> str:
    first, last = field.lines
    return "".join((*page.lines[:first], *page.lines[last:]))


def drop_entry(page: Sheet, index: int) -> str:
    first, last = _block(page, index)
    return "".join((*page.lines[:first], *page.lines[last:]))


def swap_entries(page: Sheet, one: int, other: int) -> str:
    """The later block goes before the earlier one, each with the comments below it."""
    first, second = sorted((one, other))
    (a, b), (c, d) = _block(page, first), _block(page, second)
    lines = list(page.lines)
    if lines and not lines[-1].endswith(("\n", "\r")):
        lines[-1] += page.newline
    return "".join((*lines[:a], *lines[c:d], *lines[b:c], *lines[a:b], *lines[d:]))


def add_entry(page: Sheet, index: int, name: str, words: str) -> str:
    """Somebody writes an entry of their own before another one."""
    first = page.entries[index].lines[0]
    dash = _dash(page, page.entries[index])
    pad = " " * (dash + 2)
    lines = (f"{' ' * dash}- id: {name}", f"{pad}text: {typed(words, 'double')}", f"{pad}mine: 是")
    text = page.newline.join((*lines, ""))
    return "".join((*page.lines[:first], text, *page.lines[first:]))


def into_flow(page: Sheet, index: int) -> str:
    """One entry on one line, in braces."""
    item = page.entries[index]
    pairs = (f"{field.key}: {typed(field.value, 'double')}" for field in item.fields)
    first, last = item.lines
    line = f"{' ' * _dash(page, item)}- {{{', '.join(pairs)}}}{page.newline}"
    return "".join((*page.lines[:first], line, *page.lines[last:]))


def comment_line(page: Sheet, at: int, indent: int, words: str) -> str:
    return _insert(page, at % (len(page.lines) + 1), f"{' ' * indent}# {words}")


def comment_behind(page: Sheet, at: int, words: str) -> str:
    if not page.lines:
        return f"# {words}\n"
    at %= len(page.lines)
    line = page.lines[at]
    bare = line.rstrip("\r\n")
    ending = line[len(bare) :]
    return "".join((*page.lines[:at], f"{bare}  # {words}{ending}", *page.lines[at + 1 :]))


def blank_line(page: Sheet, at: int) -> str:
    return _insert(page, at % (len(page.lines) + 1), "")


def only_comments(page: Sheet) -> str:
    return "".join(line for line in page.lines if line.lstrip().startswith("#"))


def with_newlines(text: str, newline: str) -> str:
    return newline.join(text.replace("\r\n", "\n").split("\n"))


def conflict(page: Sheet, at: int) -> str:
    """A merge in git that nobody has resolved."""
    at %= len(page.lines) + 1
    marks = f"<<<<<<< HEAD{page.newline}=======\n>>>>>>> theirs\n"
    return "".join((*page.lines[:at], marks, *page.lines[at:]))


Hand = Callable[[Sheet], str]


def by(hand: Hand, text: str) -> str:
    return hand(sheet(text))


def _insert(page: Sheet, at: int, line: str) -> str:
    lines = list(page.lines)
    if at and not lines[at - 1].endswith(("\n", "\r")):
        lines[at - 1] += page.newline
    return "".join((*lines[:at], line + page.newline, *lines[at:]))


def _block(page: Sheet, index: int) -> tuple[int, int]:
    item = page.entries[index]
    later = page.entries[index + 1 :]
    return item.lines[0], later[0].lines[0] if later else item.lines[1]


def _dash(page: Sheet, item: Item) -> int:
    line = page.lines[item.lines[0]]
    return len(line) - len(line.lstrip(" "))


def _column(page: Sheet, item: Item) -> int:
    line = page.lines[item.lines[0]]
    rest = line[_dash(page, item) + 1 :]
    return _dash(page, item) + 1 + len(rest) - len(rest.lstrip(" "))
