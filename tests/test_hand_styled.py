"""Five hundred files in as many hands: one entry is set in each, and no other byte changes."""

import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from quotes.catalog import store
from quotes.catalog.amend import amend
from quotes.catalog.document import Document, read_document
from quotes.catalog.entries import Entry
from quotes.catalog.render import quoted
from quotes.errors import QuotesError

FILES = 500
REFUSED = 0.05
"""At most this part of the files may be refused, with a reason, and is left as it is."""

NAMES = ("王忠林", "應勇", "陳一新", "值班人員", "世卫组织")
WORDS = ("細節決定成敗。", "應收盡收", "人命關天：不能不當回事", "#武漢加油#", "“好”", "他說: 好")
NEW = {
    "status": ("ok", "drop", "unsure"),
    "speaker": ("李明", "武漢市委書記 王忠林", "no", "[快訊]"),
    "text": ("拖地板再起勁也是徒勞。", "一\n二", "#武漢加油# 一起", " 前後有空 "),
    "date": ("2020-02-16", "XXXX-02-16", "2020"),
}


@dataclass(frozen=True)
class Styled:
    """A file that is `before`, then the value that will be set, then `after`."""

    before: str
    value: str
    after: str
    index: int
    key: str
    new: str
    bom: bool

    @property
    def raw(self) -> bytes:
        return self._bytes(self.before + self.value + self.after)

    def _bytes(self, text: str) -> bytes:
        return (b"\xef\xbb\xbf" if self.bom else b"") + text.encode()

    @property
    def head(self) -> bytes:
        return self._bytes(self.before)

    @property
    def tail(self) -> bytes:
        return self.after.encode()


class Hand:
    """Writes one file as some person would."""

    def __init__(self, seed: int) -> None:
        self._dice = random.Random(seed)  # noqa: S311 - the same files everywhere
        self._dash = " " * self._dice.randint(0, 4)
        self._gap = " " * self._dice.randint(1, 4)
        self._count = self._dice.randint(1, 5)
        self._target = self._dice.randrange(self._count)
        self._key = self._dice.choice(sorted(NEW))
        self._parts: list[str] = []
        self._slot: tuple[int, str] | None = None

    def write(self) -> Styled:
        self._head()
        for number in range(self._count):
            self._between()
            self._entry(number)
        self._parts.append(self._one_of("", "", "# 完\n", "\n\n", "# 完"))
        text = "".join(self._parts)
        at, value = self._slot or (0, "")
        assert text.startswith(value, at)
        last = text if self._chance(0.8) else text.rstrip("\n")
        newline = self._one_of("\n", "\n", "\r\n")
        end = max(at + len(value), 0)
        before, inside, after = (
            part.replace("\n", newline) for part in (last[:at], last[at:end], last[end:])
        )
        new = self._dice.choice(NEW[self._key])
        return Styled(before, inside, after, self._target, self._key, new, self._chance(0.2))

    def _one_of(self, *choices: str) -> str:
        return self._dice.choice(choices)

    def _chance(self, part: float) -> bool:
        return self._dice.random() < part

    def _comment(self) -> str:
        return self._one_of("", "", "", "  # 註", " # a: b “c” - d, [e]", "\t# 核過")

    def _head(self) -> None:
        self._parts.append(self._one_of("", "---\n", "# 頭\n", "# 頭\n\n# 又一行\n"))
        plain = f"source:{self._comment()}\n  file: a.txt{self._comment()}\n"
        flow = f"source: {{file: a.txt, title: '履新一週'}}{self._comment()}\n"
        self._parts.append(self._one_of(plain, plain, flow))
        self._parts.append(self._one_of("", "\n", "# 以下待核\n"))
        self._parts.append(f"entries:{self._comment()}\n")

    def _between(self) -> None:
        for _ in range(self._dice.randint(0, 2)):
            self._parts.append(self._one_of("\n", "  \n", f"{self._dash}# 前註\n", "# 頂格\n"))

    def _entry(self, number: int) -> None:
        values = {
            "text": self._one_of(*WORDS),
            "speaker": self._one_of(*NAMES),
            "date": self._one_of("2020-02-13", "2020-02", "XXXX-02-13"),
            "status": "todo",
        }
        order = sorted(values, key=lambda _: self._dice.random())
        if self._chance(0.15):
            self._in_flow(number, values, order)
        else:
            self._in_lines(number, values, order)

    def _in_flow(self, number: int, values: dict[str, str], order: list[str]) -> None:
        self._parts.append(f"{self._dash}-{self._gap}{{ id: 7-{number}")
        inner = self._dash + "  " + self._gap
        for key in order:
            self._parts.append(self._one_of(", ", ",  ", f",\n{inner}"))
            self._parts.append(f"{key}: ")
            self._put(number, key, self._on_one_line(values[key], flow=True))
        self._parts.append(f" }}{self._comment()}\n")

    def _in_lines(self, number: int, values: dict[str, str], order: list[str]) -> None:
        inner = self._dash + " " + self._gap
        self._parts.append(f"{self._dash}-{self._gap}id:  7-{number}{self._comment()}\n")
        for key in order:
            self._parts.append(self._one_of("", "", "", f"{inner}# 中註\n", "\n"))
            self._parts.append(f"{inner}{key}:{self._one_of(' ', ' ', '   ')}")
            if key == "text" and self._chance(0.6):
                self._put(number, key, self._block(values[key], inner))
                self._parts.append(self._one_of("\n", "\n", "\n\n", f"\n{inner}# 尾註\n"))
            else:
                self._put(number, key, self._on_one_line(values[key], flow=False))
                self._parts.append(f"{self._comment()}\n")
        self._parts.append(self._one_of("", f"{inner}mine: [一, 二]  # 自己的鍵\n"))

    def _put(self, number: int, key: str, value: str) -> None:
        if number == self._target and key == self._key:
            self._slot = (len("".join(self._parts)), value)
        self._parts.append(value)

    def _on_one_line(self, value: str, *, flow: bool) -> str:
        plain = value if value[0] not in "#[" and ": " not in value else quoted(value)
        single = f"'{value}'"
        folded = f'"{value[:1]}\\\n        {value[1:]}"'
        return self._one_of(plain, plain, single, quoted(value), plain if flow else folded)

    def _block(self, value: str, inner: str) -> str:
        deeper = inner + " " * self._dice.randint(1, 6)
        sign = self._one_of(
            "|-", "|-", "|", ">-", ">", "|+", "|-  # 原文如此" if self._chance(0.2) else "|-"
        )
        second = self._one_of("", "", f"\n\n{deeper}{value}")
        return f"{sign}\n{deeper}{value}{second}"


def setter(styled: Styled) -> Callable[[Document | None], str]:
    def reviser(document: Document | None) -> str:
        assert document is not None
        return amend(document, styled.index, ((styled.key, styled.new),))

    return reviser


def _with(entry: Entry, styled: Styled) -> Entry:
    changed: dict[str, Any] = {styled.key: styled.new}
    return entry._replace(**changed)


def test_the_hands_differ_in_what_matters() -> None:
    """A generator that wrote one style only would prove nothing."""
    files = [Hand(seed).write() for seed in range(FILES)]
    raws = [each.raw for each in files]
    assert len(set(raws)) == FILES
    assert {each.key for each in files} == set(NEW)
    for mark in (
        b"\r\n",
        b"\xef\xbb\xbf",
        b" # ",
        b"\t#",
        b"{ id",
        b"|-",
        b">-",
        b"|+",
        b"'",
        b'"',
    ):
        assert sum(mark in raw for raw in raws) >= 20, mark
    assert sum(not raw.endswith(b"\n") for raw in raws) >= 50
    for raw in raws:
        text = raw.removeprefix(b"\xef\xbb\xbf").decode()
        assert read_document(text, "a.yaml").entries


def test_setting_one_entry_changes_no_other_byte(tmp_path: Path) -> None:
    (tmp_path / "catalog").mkdir()
    refused: list[str] = []
    with store.Writing(tmp_path) as writing:
        for seed in range(FILES):
            styled = Hand(seed).write()
            path = tmp_path / "catalog" / f"{seed}.yaml"
            path.write_bytes(styled.raw)
            before = store.read_file(path, tmp_path)
            try:
                writing.revise(path, setter(styled))
            except QuotesError as error:
                refused.append(f"{seed}: {error.message}; {error.next_step}")
                unharmed = path.read_bytes() == styled.raw
                assert unharmed
                continue
            after = path.read_bytes()
            assert after.startswith(styled.head), seed
            assert after.endswith(styled.tail), seed
            entries = [each.entry for each in before.entries]
            entries[styled.index] = _with(entries[styled.index], styled)
            assert [each.entry for each in store.read_file(path, tmp_path).entries] == entries
    rate = len(refused) / FILES
    assert rate <= REFUSED, f"{rate:.1%} of {FILES} files were refused:\n" + "\n".join(refused)


def test_a_refusal_says_why_and_leaves_the_file(tmp_path: Path) -> None:
    """The one thing that cannot be kept: a comment behind the sign of a block."""
    (tmp_path / "catalog").mkdir()
    path = tmp_path / "catalog" / "a.yaml"
    raw = "entries:\n- id: a-1\n  text: |-  # 原文如此\n    好\n".encode()
    path.write_bytes(raw)
    styled = replace(Hand(0).write(), index=0, key="text", new="很好")
    with store.Writing(tmp_path) as writing, pytest.raises(QuotesError, match=r"a\.yaml:3:9"):
        writing.revise(path, setter(styled))
    assert path.read_bytes() == raw
