"""Chinese or English: every sentence is translated, and data are the same in both."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from string import Formatter

import pytest

pytest.importorskip("babel", reason="Babel is not installed")

import translations
from newsroom import ARTICLE, Newsroom
from quotes.corpus.documents import Document
from quotes.corpus.outcomes import outcome
from quotes.language import asked_for, speaking, worded
from quotes.present.heads import HEADS, head
from quotes.present.reasons import reason

PROGRAM = [sys.executable, "-c", "from quotes.cli import main; main()"]
_PRINTF = re.compile(r"%(?:\(\w+\))?[a-z]")


SPOKEN = "三战三捷。“四类人员”要应收尽收。市长说：“四类人员”一个不漏。\n"


def told(room: Path, language: str, *words: str, code: int = 0) -> subprocess.CompletedProcess[str]:
    env = os.environ | {"QUOTES_LANG": language, "COLUMNS": "140", "PYTHONUTF8": "1"}
    done = subprocess.run(
        [*PROGRAM, *words], cwd=room, env=env, capture_output=True, encoding="utf-8", timeout=120,
        check=False, input=ARTICLE,
    )  # fmt: skip
    assert done.returncode == code, done.stderr
    return done


@pytest.mark.parametrize(
    "environment",
    [{}, {"LANG": "de_DE.UTF-8"}, {"LANG": "C"}, {"QUOTES_LANG": "en", "LC_ALL": "zh_CN.UTF-8"},
     {"QUOTES_LANG": "fr", "LANG": "zh_CN"}, {"LC_ALL": "POSIX", "LANG": "zh_TW"}],
)  # fmt: skip
def test_english_is_spoken_where_chinese_is_not_asked_for(environment: dict[str, str]) -> None:
    assert asked_for(environment) == "en"


@pytest.mark.parametrize(
    ("name", "language"),
    [("zh", "zh_Hans"), ("zh_CN.UTF-8", "zh_Hans"), ("zh-SG", "zh_Hans"), ("ZH_hans_HK_x", "zh_Hant"),
     ("zh_TW", "zh_Hant"), ("zh-Hant", "zh_Hant"), ("zh_HK.UTF-8", "zh_Hant")],
)  # fmt: skip
def test_chinese_is_spoken_where_it_is_asked_for(name: str, language: str) -> None:
    assert asked_for({"LANG": name}) == language
    assert asked_for({"QUOTES_LANG": name, "LC_ALL": "C"}) == language


def test_every_sentence_is_translated_and_compiled() -> None:
    catalog = translations.gathered()
    assert translations.untranslated(catalog) == []
    for path, content in translations.files(catalog).items():
        assert path.read_bytes() == content, f"{path}: make messages"


def test_a_sentence_without_a_translation_is_found() -> None:
    catalog = translations.gathered()
    catalog.add("a sentence that nobody has met")
    assert translations.untranslated(catalog) == ["a sentence that nobody has met"]


def test_translations_keep_what_is_filled_in() -> None:
    for each in translations.gathered():
        if not each.id:
            continue
        english = each.id[-1] if isinstance(each.id, tuple) else each.id
        chinese = each.string[0] if isinstance(each.string, tuple) else each.string
        assert _filled(english) == _filled(chinese), english
        assert english.count("\b") == chinese.count("\b"), english
        assert (english[:1] == " ", english[-1:] == " ") == (
            chinese[:1] == " ",
            chinese[-1:] == " ",
        )


def _filled(sentence: str) -> set[str]:
    try:
        braces = {name for _, name, _, _ in Formatter().parse(sentence) if name is not None}
    except ValueError:  # no format: a brace that is meant
        braces = set()
    return braces | set(_PRINTF.findall(sentence))


def test_a_sentence_that_nobody_translated_stays_english() -> None:
    with speaking("zh"):
        assert worded("no such sentence") == "no such sentence"
        assert head("no such column") == "no such column"


def test_columns_have_chinese_names() -> None:
    with speaking("zh"):
        names = [head(each) for each in HEADS]
    assert [each for each in names if re.search("[a-z]", each)] in ([], ["URL"])


@pytest.mark.parametrize(
    ("why", "said"),
    [("強調 after the marks", "強調"), ("read as “,”", "“,”"), ("指出 on the next line", "指出")],
)
def test_reasons_keep_the_words_they_name(why: str, said: str) -> None:
    with speaking("zh"):
        assert said in reason(why)
        assert "the" not in reason(why)
    assert reason(why) == why


def test_rows_of_a_corpus_are_english_wherever_they_are_made() -> None:
    document = Document("a", 0, "a", ARTICLE)
    with speaking("zh"):
        chinese = outcome(document)
    assert chinese == outcome(document)
    assert chinese.findings


@pytest.mark.parametrize(
    "words",
    [("list", "--json"), ("list",), ("list", "--csv"), ("parse", "--jsonl", "seeds/003_a.txt"),
     ("export", "jsonl", "--include", "todo"), ("export", "sqlite", "--include", "todo", "-o", "a.db"),
     ("stats", "--json"), ("slogans",), ("variants", "--jsonl"), ("rules", "--json"), ("cite", "003-01")],
)  # fmt: skip
def test_data_are_the_same_in_both_languages(filled: Newsroom, words: tuple[str, ...]) -> None:
    assert told(filled.root, "zh", *words).stdout == told(filled.root, "en", *words).stdout


def test_what_is_written_is_the_same_in_both_languages(newsroom: Newsroom) -> None:
    told(newsroom.root, "zh", "extract", "seeds")
    chinese = newsroom.tree()
    for path in (newsroom.root / "catalog").glob("*.yaml"):
        path.unlink()
    told(newsroom.root, "en", "extract", "seeds")
    assert newsroom.tree() == chinese


@pytest.mark.parametrize(
    ("words", "names"),
    [(("list", "--table"), "编号 日期 说话人"), (("slogans", "--table"), "口号"),
     (("parse", "--ledger", "-"), "引号")],
)  # fmt: skip
def test_tables_have_chinese_heads(filled: Newsroom, words: tuple[str, ...], names: str) -> None:
    filled.write("seeds/004_b.txt", SPOKEN)
    told(filled.root, "zh", "extract", "seeds")
    shown = told(filled.root, "zh", *words).stdout
    for name in names.split():
        assert name in shown


def test_help_and_errors_are_chinese(filled: Newsroom) -> None:
    assert "命令" in told(filled.root, "zh", "--help").stdout
    assert "撤回" in told(filled.root, "zh", "review", "--help").stdout
    nobody = told(filled.root, "zh", "list", "--speaker", "李四光", code=2).stderr
    assert "下一步" in nobody
    assert not re.search("[a-z]{3,} [a-z]{3,}", nobody.replace("quotes stats", ""))
    assert "错误" in told(filled.root, "zh", "list", "--nope", code=2).stderr
    assert "錯誤" in told(filled.root, "zh_TW", "list", "--nope", code=2).stderr


def test_faults_are_told_in_chinese_with_the_same_places(filled: Newsroom) -> None:
    filled.edit("speaker: 王忠林", "speaker：王忠林")
    chinese, english = (
        json.loads(told(filled.root, language, "check", "--format", "json", code=1).stdout)
        for language in ("zh", "en")
    )
    assert chinese["problems"]
    for one, other in zip(chinese["problems"], english["problems"], strict=True):
        assert one["code"] == other["code"]
        assert one["line"] == other["line"]
        assert one["message"] != other["message"]
