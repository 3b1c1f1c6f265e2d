"""What parsing must find in invented texts; the cases are words in tests/cases/*.yaml."""

from functools import lru_cache
from pathlib import Path
from typing import Any

import opencc
import pytest
from _pytest.mark.structures import ParameterSet
from ruamel.yaml import YAML

from quotes.model import About, Finding, Reading
from quotes.parsing import parse
from quotes.reading import article_from_text
from quotes.script import fold

CASES = Path(__file__).parent / "cases"
COMPARED = frozenset({"text", "kind", "speaker", "date", "mode", "occasion", "confidence", "via"})


def _cases(*names: str) -> list[ParameterSet]:
    return [
        pytest.param(case, id=f"{name}: {case['title']}")
        for name in names
        for case in YAML(typ="safe", pure=True).load(CASES / f"{name}.yaml")
    ]


def _read(case: dict[str, Any]) -> Reading:
    published = case.get("published")
    return parse(article_from_text(case["text"]), str(published) if published else None)


def _seen(finding: Finding, wanted: dict[str, Any]) -> dict[str, Any]:
    unknown = set(wanted) - COMPARED
    assert not unknown, f"no such key in a case: {unknown}"
    return {name: getattr(finding, name) for name in wanted}


def _wanted(wanted: dict[str, Any]) -> dict[str, Any]:
    return {name: value if value is None else str(value) for name, value in wanted.items()}


@pytest.mark.parametrize("case", _cases("spans", "mending", "speakers", "dates"))
def test_parsing_finds_what_the_case_says(case: dict[str, Any]) -> None:
    reading = _read(case)
    outermost = [one for one in reading.findings if one.depth == 0]
    assert [_seen(one, wanted) for one, wanted in zip(outermost, case["find"], strict=True)] == [
        _wanted(one) for one in case["find"]
    ]
    nested = [one for one in reading.findings if one.depth]
    for one, wanted in zip(nested, case.get("nested", []), strict="nested" in case):
        assert _seen(one, wanted) == _wanted(wanted)
    if "loose" in case:
        assert len(reading.loose) == case["loose"]


TABLE = YAML(typ="safe", pure=True).load(CASES / "subjects.yaml")
AROUND = "处长王芳说，雪大。\n\n{sentence}\n\n王芳说，路滑。"
"""Somebody else speaks before and after: who is not heard is taken for her, or left blank."""


@pytest.mark.parametrize("script", ["simplified", "traditional"])
@pytest.mark.parametrize("frame", TABLE["frames"])
def test_every_sort_of_subject_is_heard(frame: str, script: str) -> None:
    written = opencc.OpenCC("s2t").convert if script == "traditional" else str
    astray = []
    for row in TABLE["subjects"]:
        text = AROUND.format(sentence=frame.format(subject=row["says"]))
        findings = parse(article_from_text(written(text))).findings
        heard = next(one.speaker for one in findings if fold(one.text).startswith("明天会"))
        if heard is None or not fold(heard).endswith(fold(row["speaker"])):
            astray.append((row["says"], heard))
    assert not astray


NAMES = YAML(typ="safe", pure=True).load(CASES / "names.yaml")


@pytest.mark.parametrize("script", ["simplified", "traditional"])
@pytest.mark.parametrize("frame", NAMES["frames"])
def test_every_name_is_heard_however_somebody_is_told_of(frame: str, script: str) -> None:
    written = opencc.OpenCC("s2t").convert if script == "traditional" else str
    words, astray = "明天会更冷，路上要小心", []
    for index, name in enumerate(NAMES["names"]):
        title = NAMES["titles"][index % len(NAMES["titles"])]
        text = AROUND.format(sentence=frame.format(title=title, name=name, words=words))
        findings = parse(article_from_text(written(text))).findings
        heard = next(one.speaker for one in findings if fold(one.text).startswith("明天会"))
        if heard is None or fold(heard) != name:
            astray.append((name, heard))
    assert not astray


DISCOURSE = YAML(typ="safe", pure=True).load(CASES / "discourse.yaml")


def _told_of(says: str, index: int) -> str:
    """The frame with two people of the table in it, each with an office where first told of."""
    for at, letter in enumerate("AB"):
        name, office = DISCOURSE["pairs"][index][at], DISCOURSE["offices"][(index + at) % 6]
        before, _, _ = says.partition("{" + letter + "}")
        titled = name if before.endswith(("法官", "控方", "被告", "主持人")) else office + name
        says = says.replace("{" + letter + "}", titled, 1).replace("{" + letter + "}", name)
    return says.format(words="明天会更冷，路上要小心", other="今年的雪下得太大了")


@pytest.mark.parametrize("script", ["simplified", "traditional"])
@pytest.mark.parametrize("row", [pytest.param(row, id=row["says"]) for row in DISCOURSE["frames"]])
def test_of_two_people_told_of_the_right_one_speaks(row: dict[str, Any], script: str) -> None:
    written = opencc.OpenCC("s2t").convert if script == "traditional" else str
    astray = []
    for index, pair in enumerate(DISCOURSE["pairs"]):
        text = written(AROUND.format(sentence=_told_of(row["says"], index)))
        findings = parse(article_from_text(text)).findings
        heard = next(one.speaker for one in findings if fold(one.text).startswith("明天会"))
        wanted = pair["AB".index(row["who"])] if row["who"] else None
        if (fold(heard) if heard else None) != wanted:
            astray.append((wanted, heard))
    assert not astray


SENTENCES = YAML(typ="safe", pure=True).load(CASES / "sentences.yaml")


@pytest.mark.parametrize("row", [pytest.param(row, id=row["says"]) for row in SENTENCES])
def test_a_sentence_tells_whose_words_it_holds(row: dict[str, str | None]) -> None:
    sentence = str(row["says"]).format(words="明天会更冷，路上要小心")
    text = "市长李明昨天来了。\n\n" + AROUND.format(sentence=sentence)
    findings = parse(article_from_text(text)).findings
    speaker = next(one.speaker for one in findings if one.text.startswith("明天会更冷"))
    if row["speaker"] is None:
        assert speaker is None
    else:
        assert speaker is not None
        assert speaker.endswith(row["speaker"])


def _traps() -> list[ParameterSet]:
    return [
        pytest.param(case, script, id=f"{group['trap']}: {index} {script}")
        for group in YAML(typ="safe", pure=True).load(CASES / "traps.yaml")
        for index, case in enumerate(group["cases"], 1)
        for script in ("Simplified", "Traditional")
    ]


_CORNERS = str.maketrans("“”‘’", "「」『』")


def _in_script(text: str, script: str) -> str:
    if script == "Simplified":
        return text
    converted: str = _to_traditional().convert(text)
    return converted.translate(_CORNERS)


@lru_cache(maxsize=1)
def _to_traditional() -> Any:
    return opencc.OpenCC("s2tw")


@pytest.mark.parametrize(("case", "script"), _traps())
def test_a_trap_is_not_stepped_into(case: dict[str, Any], script: str) -> None:
    title = case.get("title", "无题")
    article = article_from_text(_in_script(case["text"], script), about=About(title=title))
    published = case.get("published")
    reading = parse(article, str(published) if published else None)
    outermost = [one for one in reading.findings if one.depth == 0]
    for one in outermost:
        assert one.speaker is None or fold(one.speaker) not in case.get("not", ())
        assert one.kind not in case.get("not", ())
    wanted = [{key: _in_script(str(value), script) if key == "text" else value
               for key, value in each.items()} for each in case["find"]]  # fmt: skip
    assert [_folded(_seen(one, each)) for one, each in zip(outermost, wanted, strict=True)] == [
        _folded(_wanted(each)) for each in wanted
    ]
    assert [one.kind for one in reading.findings if one.depth] == case.get("nested", [])
    if "loose" in case:
        assert len(reading.loose) == case["loose"]


def _folded(seen: dict[str, Any]) -> dict[str, Any]:
    return {key: fold(value) if isinstance(value, str) else value for key, value in seen.items()}


@pytest.mark.xfail(strict=True, reason="known to go wrong")
@pytest.mark.parametrize("case", _cases("known_failures"))
def test_what_is_known_to_go_wrong(case: dict[str, Any]) -> None:
    findings = [one for one in _read(case).findings if one.depth == 0]
    assert [_seen(one, wanted) for one, wanted in zip(findings, case["find"], strict=True)] == [
        _wanted(one) for one in case["find"]
    ]
