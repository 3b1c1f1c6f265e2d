"""Articles for benchmarks: varied, in both scripts, as long and as full of quotations as news is.

    python benchmarks/reportage.py FOLDER COUNT

Paragraphs are drawn from the invented articles in tests/eval/docs/ and the invented sentences of
tests/cases/; in each article the people, places, days and numbers are exchanged for others, so that no
two articles share a sentence with a name in it. The same count gives the same articles.
"""

import random
import re
import sys
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import opencc
import yaml

from quotes.reading import read_article

ROOT = Path(__file__).resolve().parents[1]
_SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦许何吕张孔曹严华金魏陶姜谢邹苏潘葛范彭郎鲁韦马方俞任袁柳鲍史唐费岑薛雷贺倪汤罗毕郝安常乐于傅齐康伍余顾孟黄萧尹姚邵汪祁毛狄米明计成戴宋庞熊纪舒屈项祝董梁"
_GIVEN = "伟芳秀敏静强磊军洋勇艳杰娟涛明超兰霞平刚桂英华玉萍红玲丽晶宁波辉力健鹏飞鑫浩宇轩然博文昊天瑞哲翰林泽楷诚志远卓航晨曦雨桐欣怡梓涵诗琪"
_PLACES = [
    "江南",
    "江北",
    "河东",
    "河西",
    "山前",
    "山后",
    "海边",
    "湖口",
    "城关",
    "桥头",
    "柳林",
    "松山",
    "石门",
    "青田",
    "白沙",
    "黄岗",
    "红旗",
    "东风",
    "长青",
    "永安",
    "太平",
    "新民",
    "和平",
    "兴隆",
    "凤凰",
    "龙泉",
]
_NAME = re.compile(
    "(?<=[，。：、“”「」\n 长记授员师官人])[林王李张陈刘周吴孙赵郑何高马梁宋唐许沈韩][一-鿿]{1,2}(?=[说說表指称強强认]|在|对|對)"
)
_NUMBER = re.compile("\\d+")


@cache
def _paragraphs() -> Sequence[str]:
    docs = sorted((ROOT / "tests" / "eval" / "docs").iterdir())
    texts = [read_article(path) for path in docs]
    found = [line.strip() for each in texts for line in each.body.of(each.text).split("\n")]
    found += [line for text in _cases() for line in text.split("\n")]
    return [line for line in dict.fromkeys(found) if len(line) > 20]


def _cases() -> Iterator[str]:
    for name in ("speakers", "traps", "spans", "dates"):
        path = ROOT / "tests" / "cases" / f"{name}.yaml"
        listed: list[dict[str, Any]] = yaml.safe_load(path.read_text(encoding="utf-8"))
        yield from (str(case["text"]) for case in listed if "text" in case)


def article(number: int) -> str:
    """One article: a title, a dateline, and between eight and thirty paragraphs."""
    chance = random.Random(number)  # noqa: S311 # no secret
    place = chance.choice(_PLACES)
    day = f"20{chance.randint(12, 25)}年{chance.randint(1, 12)}月{chance.randint(1, 28)}日"
    body = chance.sample(_paragraphs(), chance.randint(8, 30))
    lines = [
        f"{place}记事（{number}）",
        f"{day} {place}日报",
        *(_varied(each, chance) for each in body),
    ]
    text = "\n\n".join(lines) + "\n"
    return _traditional().convert(text) if number % 2 else text


def _varied(paragraph: str, chance: random.Random) -> str:
    names: dict[str, str] = {}

    def name(found: re.Match[str]) -> str:
        made = chance.choice(_SURNAMES) + "".join(chance.sample(_GIVEN, len(found[0]) - 1))
        return names.setdefault(found[0], made)

    numbered = _NUMBER.sub(
        lambda found: str(chance.randint(1, 28)) if len(found[0]) < 3 else found[0], paragraph
    )
    return _NAME.sub(name, numbered)


@cache
def _traditional() -> Any:
    return opencc.OpenCC("s2t")


def write(folder: Path, count: int) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(count):
        (folder / f"{number:06}.txt").write_text(article(number), encoding="utf-8")


if __name__ == "__main__":
    write(Path(sys.argv[1]), int(sys.argv[2]))
