"""A small project on disk, with articles that change and rules that get newer."""

import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from quotes.model import Article, Finding, Kind, Reading
from quotes.parsing import parse as parse_by_todays_rules

HEADS = (
    "履新一週 市委書記王忠林的“背水一戰”\n\n2020年2月20日 封面新聞\n",
    "抗疫一线见闻\n\n2020年2月24日 长江日报\n",
)
PARAGRAPHS = (
    "2月16日，王忠林在調研時強調：“細節決定成敗。”他說：“不能不當回事，人命關天。”",
    "應勇指出：“水龍頭不關，拖地板再起勁也是徒勞。”",
    "2月13日，王忠林要求“應收盡收、應治盡治”。",
    "值班人员说：“今天又收了三十个人。”",
    "“再等一天，”李明说，“就能出院了。”",
    "陈一新强调：“把‘不落一人’落到实处！”",
    "会议提出“四个不放过”：人员不放过、场所不放过。",
    "護士長笑着说：“細節決定成敗。”",
)
SPEAKERS = ("王忠林", "應勇", "陈一新", None)
DATES = ("2020-02-16", "XXXX-02-13", None)


@dataclass
class Rules:
    """The parser, as it may be after some more work: generation 0 is today's."""

    generation: int = 0

    def parse(
        self,
        article: Article,
        published: str | None = None,
        people: Iterable[Sequence[str]] = (),
    ) -> Reading:
        reading = _parsed(article, published, tuple(map(tuple, people)))
        if not self.generation:
            return reading
        changed = (_by_newer_rules(each, self.generation) for each in reading.findings)
        return replace(reading, findings=tuple(each for each in changed if each))


@lru_cache(maxsize=4096)
def _parsed(
    article: Article, published: str | None, people: tuple[tuple[str, ...], ...]
) -> Reading:
    return parse_by_todays_rules(article, published, people)


def _by_newer_rules(finding: Finding, generation: int) -> Finding | None:
    """Better or worse, and always the same for the same generation."""
    dice = zlib.crc32(f"{generation} {finding.text}".encode())
    match dice % 8:
        case 0:
            return replace(finding, speaker=SPEAKERS[dice // 8 % len(SPEAKERS)])
        case 1:
            return replace(finding, date=DATES[dice // 8 % len(DATES)])
        case 2:
            return replace(finding, kind=tuple(Kind)[dice // 8 % 3])
        case 3:
            return replace(finding, text=finding.text[:-1] or finding.text)
        case 4:
            return replace(finding, text=finding.text + "。", speaker=None, occasion="會上")
        case 5:
            return None
    return finding


@dataclass(frozen=True)
class Newsdesk:
    root: Path

    @property
    def catalog(self) -> Path:
        return self.root / "catalog"

    def begin(self) -> None:
        (self.root / "seeds").mkdir(parents=True)
        self.catalog.mkdir()
        self.publish(0, PARAGRAPHS[:3])
        self.publish(1, PARAGRAPHS[3:5])

    def article(self, number: int) -> Path:
        return self.root / "seeds" / f"00{number + 3}_{'ab'[number]}.txt"

    def publish(self, number: int, paragraphs: tuple[str, ...]) -> None:
        text = "\n\n".join((HEADS[number], *paragraphs, ""))
        self.article(number).write_bytes(text.encode())

    def sheets(self) -> dict[str, Path]:
        """The catalog's files by name, people.yaml not among them."""
        found = sorted(self.catalog.glob("[!.]*.yaml"))
        return {path.name: path for path in found if path.name != "people.yaml"}

    def tree(self) -> dict[str, bytes]:
        """All that stands in the catalog, by name."""
        return {
            path.name: path.read_bytes() for path in self.catalog.iterdir() if path.name != ".lock"
        }
