"""Catalogs of any size, in the layouts of `quotes`, of recutils and of papis, for benchmarks.

    python benchmarks/catalogs.py FOLDER ENTRIES [ENTRIES_A_FILE]

Sentences are made of words drawn as unevenly as words are in texts (Zipf), three thousand speakers
likewise; the same numbers give the same catalog.
"""

import random
import sys
from collections.abc import Iterator
from itertools import accumulate
from pathlib import Path
from typing import NamedTuple

IN_FILE = 100
SPEAKERS = 3_000
_SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗"
CHARACTERS = [chr(0x4E00 + at * 7) for at in range(2_500)]


class Said(NamedTuple):
    id: str
    text: str
    speaker: str
    date: str
    line: int


class Maker:
    """Sentences, speakers and days, the same in the same order."""

    def __init__(self) -> None:
        self.chance = random.Random(7)  # noqa: S311 # no secret
        self.words = [
            "".join(self.chance.choices(CHARACTERS, k=self.chance.choice((1, 2, 2, 2, 3))))
            for _ in range(8_000)
        ]
        self.weights = list(accumulate(1 / (rank + 3) for rank in range(len(self.words))))
        self.names = [self._name() for _ in range(SPEAKERS)]
        self.name_weights = list(accumulate(1 / (rank + 5) for rank in range(SPEAKERS)))

    def _name(self) -> str:
        return self.chance.choice(_SURNAMES) + "".join(self.chance.choices(CHARACTERS, k=2))

    def sentence(self) -> str:
        clauses = (
            "".join(
                self.chance.choices(
                    self.words, cum_weights=self.weights, k=self.chance.randint(3, 8)
                )
            )
            for _ in range(self.chance.randint(1, 4))
        )
        return "，".join(clauses) + "。"

    def speaker(self) -> str:
        return self.chance.choices(self.names, cum_weights=self.name_weights)[0]

    def day(self) -> str:
        year, month, day = (self.chance.randint(*each) for each in ((2010, 2025), (1, 12), (1, 28)))
        return f"{year}-{month:02}-{day:02}"


def articles(entries: int, in_file: int = IN_FILE) -> Iterator[tuple[str, list[Said]]]:
    """The stem of each article, and what is said in it."""
    maker = Maker()
    for number in range(entries // in_file):
        stem, day = f"{number:06}", maker.day()
        yield (
            stem,
            [
                Said(f"{stem}-{at:02}", maker.sentence(), maker.speaker(), day, at + 1)
                for at in range(in_file)
            ],
        )


def someone(entries: int) -> str:
    """A speaker of whom a catalog of this size has some dozens of entries, or hundreds."""
    return Maker().names[300 if entries < 500_000 else 1_500]


def write_yaml(root: Path, entries: int, in_file: int = IN_FILE) -> None:
    (root / "catalog").mkdir(parents=True)
    for stem, said in articles(entries, in_file):
        head = f"source:\n  file: seeds/{stem}.txt\n  outlet: 海邊日報\n  published: {said[0].date}\n\nentries:\n"
        body = "".join(
            f"  - id: {each.id}\n    text: |-\n      {each.text}\n    kind: quote\n"
            f"    speaker: {each.speaker}\n    date: {each.date}\n    line: {each.line}\n    status: todo\n"
            for each in said
        )
        (root / "catalog" / f"{stem}.yaml").write_text(head + body, encoding="utf-8")


def write_records(path: Path, entries: int) -> None:
    """As GNU recutils has them, all in one file."""
    with path.open("w", encoding="utf-8") as file:
        for _, said in articles(entries):
            for each in said:
                file.write(
                    f"id: {each.id}\ntext: {each.text}\nspeaker: {each.speaker}\n"
                    f"date: {each.date}\n\n"
                )


def write_papis(home: Path, entries: int) -> None:
    """A library of papis: a folder for each."""
    for _, said in articles(entries):
        for each in said:
            folder = home / "lib" / each.id
            folder.mkdir(parents=True)
            info = f"title: {each.text}\nauthor: {each.speaker}\nyear: 2020\npapis_id: {each.id:0>32}\n"
            (folder / "info.yaml").write_text(info, encoding="utf-8")


if __name__ == "__main__":
    write_yaml(Path(sys.argv[1]), int(sys.argv[2]), int((sys.argv[3:] or [IN_FILE])[0]))
