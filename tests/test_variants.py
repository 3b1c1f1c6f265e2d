"""One saying in several printings: which came first, who changed it, and what they do not agree on."""

import io
import json
from collections import Counter
from collections.abc import Sequence
from typing import Any

import pytest
from rich.console import Console

from newsroom import Newsroom, kept
from quotes.catalog.kept import Kept
from quotes.parsing import mend, parse
from quotes.present.variants import overview
from quotes.reading import article_from_text
from quotes.sayings.conflicts import conflicts
from quotes.sayings.copies import Copied, Copy, find_copies
from quotes.sayings.headlines import unsupported
from quotes.sayings.narration import Told
from quotes.sayings.unmarked import overlaps
from quotes.sayings.variants import Originals, Saying, saying
from quotes.sayings.years import lent_years
from quotes.script import key

FULL = "桥修好了，我们才走，一个人也不许先走。"
STORY = (
    "大堤决口的那个晚上，镇上的人都搬到了山上的小学里。教室的灯亮了一夜，谁也没有睡。"
    "镇长挨个数人头，数到第三遍才放下心来。天快亮的时候，水终于退了一点。"
    "他对着话筒喊：“桥修好了，我们才走，一个人也不许先走。”大家听着，没有人说话。"
    "后来修桥的队伍到了，带来了木料和绳子，也带来了热粥。孩子们围着锅，一碗接着一碗。"
)
RETOLD = (
    "那晚大堤决口，镇上的人全都搬到山上的小学。教室里的灯一夜亮着，没有人睡着。"
    "镇长逐个数了人头，一直数到第三遍才放心。快天亮时，水终于退下去了一点。"
    "他拿着话筒喊道：“桥修好我们再走，谁也不准先走。”大家听了都没说话。"
    "之后修桥队来了，带着木料、绳子和热粥。孩子们围在锅边，吃了一碗又一碗。"
)
OTHER = "今年的早稻比往年早熟了十天，农技站的人说，明天就可以开镰了。收割机已经开到了田边，司机在擦车灯。"


def _said(text: str, number: int, **fields: Any) -> Kept:
    return kept(text, f"{number:03}-01", **fields)


def _who(name: str) -> str:
    return key(name).removeprefix("镇长")


def _clashes(*group: Kept) -> list[tuple[str, str, str]]:
    found = conflicts(saying(group), _who)
    return [(each.what.value, each.one.entry.id or "", each.other.entry.id or "") for each in found]


def _notes(made: Saying) -> dict[str, list[str]]:
    return {each.kept.entry.id or "": [note.value for note in each.notes] for each in made.variants}


def test_the_fullest_is_what_the_others_are_held_against() -> None:
    made = saying([_said("一个人也不许先走", 1), _said(FULL, 2)])
    assert made.fullest.entry.id == "002-01"
    assert _notes(made)["001-01"] == ["shortened"]


@pytest.mark.parametrize(
    ("text", "notes"),
    [
        (FULL, []),
        ("橋修好了，我們才走，一個人也不許先走。", ["script"]),
        ("桥修好了,我们才走,一个人也不许先走", ["punctuation"]),
        ("桥修好了，我们才走，一个人都不许先走。", ["changed"]),
        ("我们才走，一个人也不许先走", ["shortened"]),
        ("桥修好我们再走，谁也不许先走。", ["reworded"]),
        ("桥修好了，我们才走，一个人也不□先走。", ["changed", "damaged"]),
    ],
)
def test_a_printing_tells_what_became_of_the_words(text: str, notes: list[str]) -> None:
    assert _notes(saying([_said(FULL, 1), _said(text, 2)]))["002-01"] == notes


def test_what_was_published_first_is_the_earliest() -> None:
    late, early = _said(FULL, 1, published="2024-06-03"), _said(FULL, 2, published="2024-06-02")
    assert saying([late, early]).earliest == early


def test_no_day_of_publication_is_no_claim_to_be_first() -> None:
    assert saying([_said(FULL, 1), _said(FULL, 2)]).earliest is None


def test_a_copy_never_comes_before_its_original_whatever_its_day() -> None:
    original, copy = _said(FULL, 1, published="2024-06-03"), _said(FULL, 2, published="2024-06-01")
    made = saying(
        [original, copy], Originals([Copy("seeds/001.txt", "seeds/002.txt", Copied.REPOST, 1.0)])
    )
    assert made.earliest == original
    assert made.variants[1].copy_of == "seeds/001.txt"


def test_a_retelling_says_that_it_retells() -> None:
    group = [_said(FULL, 1), _said("桥修好我们再走，谁也不许先走。", 2)]
    made = saying(group, Originals([Copy("seeds/001.txt", "seeds/002.txt", Copied.RETELLING, 0.6)]))
    assert _notes(made)["002-01"] == ["retold"]


QUIET: Sequence[tuple[str, Kept, Kept]] = (
    ("one is silent", _said(FULL, 1, speaker="林远"), _said(FULL, 2)),
    ("one name", _said(FULL, 1, speaker="林远"), _said(FULL, 2, speaker="鎮長林遠")),
    ("one day", _said(FULL, 1, date="2024-06-02"), _said(FULL, 2, date="2024-06")),
    ("an open year", _said(FULL, 1, date="XXXX-06-02"), _said(FULL, 2, date="2024-06-02")),
    ("a month, no year", _said(FULL, 1, date="XXXX-06"), _said(FULL, 2, date="XXXX-06-02")),
    ("one meeting", _said(FULL, 1, occasion="防汛会"), _said(FULL, 2, occasion="主持召开镇防汛会")),
    ("a slogan", _said(FULL, 1, speaker="林远", kind="slogan"), _said(FULL, 2, speaker="周舟", kind="slogan")),
    ("two by decree", _said(FULL, 1, speaker="林远"), _said(FULL, 2, speaker="周舟", not_same_as=("001-01",))),
)  # fmt: skip
LOUD: Sequence[tuple[str, Kept, Kept]] = (
    ("speaker", _said(FULL, 1, speaker="林远"), _said(FULL, 2, speaker="周舟")),
    ("date", _said(FULL, 1, date="2024-06-02"), _said(FULL, 2, date="2024-06-05")),
    ("date", _said(FULL, 1, date="XXXX-06-02"), _said(FULL, 2, date="XXXX-06-05")),
    ("occasion", _said(FULL, 1, occasion="镇防汛会"), _said(FULL, 2, occasion="看望受灾学生")),
)


@pytest.mark.parametrize(
    ("one", "other"), [each[1:] for each in QUIET], ids=[each[0] for each in QUIET]
)
def test_what_agrees_is_no_conflict(one: Kept, other: Kept) -> None:
    assert _clashes(one, other) == []


@pytest.mark.parametrize(("what", "one", "other"), LOUD)
def test_what_does_not_agree_is_told_once(what: str, one: Kept, other: Kept) -> None:
    assert _clashes(one, other) == [(what, "002-01", "001-01")]
    again = _said(
        FULL, 3, speaker=other.entry.speaker, date=other.entry.date, occasion=other.entry.occasion
    )
    assert len(_clashes(one, other, again)) == 1


@pytest.mark.parametrize(
    "group",
    [
        [{"speaker": "林远", "date": "2024-06-02"}, {"speaker": "周舟", "date": "2024-06-05"}],
        [{}, {"date": "2024-06-02", "speaker": "林远"}, {"date": "2024-06-05", "speaker": "周舟"}],
        [
            {"speaker": "林远", "date": "2024-06-02"},
            {"speaker": "周舟"},
            {"speaker": "林远", "date": "2024-06-05"},
        ],
    ],
    ids=["both at once", "the first is silent", "one in the middle is silent"],
)
def test_every_disagreement_is_told(group: list[dict[str, str]]) -> None:
    told = _clashes(*(_said(FULL, number, **each) for number, each in enumerate(group)))
    assert {what for what, *_ in told} == {"speaker", "date"}


def test_what_only_a_second_hand_tells_is_said() -> None:
    relayed = _said(FULL, 1, speaker="林远", via="周舟")
    assert [what for what, *_ in _clashes(relayed)] == ["via"]
    assert _clashes(relayed, _said(FULL, 2, speaker="林远")) == []


ORDER = ("a", "b")


def _copies(one: str, other: str) -> list[tuple[str, str, str]]:
    found = find_copies({"a": one, "b": other}, ORDER)
    return [(each.first, each.second, each.how.value) for each in found]


@pytest.mark.parametrize(
    ("other", "how"),
    [
        (OTHER, None),
        (STORY + OTHER, "extension"),
        (STORY, "repost"),
        (STORY.replace("。", "！"), "repost"),
        (RETOLD, "retelling"),
        ("", None),
    ],
    ids=["another", "longer", "the same", "other marks", "retold", "nothing"],
)
def test_articles_that_are_copies_are_known(other: str, how: str | None) -> None:
    assert _copies(STORY, other) == ([("a", "b", how)] if how else [])


def test_what_an_outlet_prints_below_all_its_articles_makes_no_copies() -> None:
    foot = "本报版权所有，未经书面授权不得转载、摘编或以其他方式使用上述作品。"
    texts = {
        f"{n:03}": "".join(chr(0x4E00 + n * 80 + at % 80) for at in range(200)) + foot
        for n in range(250)
    }
    assert find_copies(texts, texts) == ()


def _lent(kept_: Kept, *others: Kept, copies: Sequence[Copy] = ()) -> list[str]:
    everything = [kept_, *others]
    return [each.date for each in lent_years(everything, [everything], copies)]


def test_a_year_is_lent_by_another_printing_of_the_same_day() -> None:
    assert _lent(_said(FULL, 1, date="XXXX-06-02"), _said(FULL, 2, date="2024-06-02")) == [
        "2024-06-02"
    ]


@pytest.mark.parametrize(
    "others",
    [
        [],
        [_said(FULL, 2, date="2024-06-05")],
        [_said(FULL, 2, date="2024-06-02"), _said(FULL, 3, date="2023-06-02")],
        [_said(FULL, 2, date="XXXX-06-02")],
        [_said(FULL, 2)],
    ],
    ids=["alone", "another day", "two years", "open too", "undated"],
)
def test_no_year_is_lent_where_nothing_is_sure(others: list[Kept]) -> None:
    assert _lent(_said(FULL, 1, date="XXXX-06-02"), *others) == []


def test_a_year_that_stands_is_left_alone() -> None:
    assert _lent(_said(FULL, 1, date="2023-06-02"), _said(FULL, 2, date="2024-06-02")) == []


@pytest.mark.parametrize("width", [40, 60, 72, 80, 100, 140])
def test_no_table_loses_a_character(width: int) -> None:
    """What does not fit is folded; a terminal that is narrower than its columns shows fewer."""
    made = [saying([_said(FULL, 1), _said("打好武汉保卫战要发起总攻！", 2)])]
    console = Console(width=width, file=io.StringIO(), record=True)
    console.print(overview(made))
    printed = Counter(console.export_text())
    assert not Counter(made[0].fullest.entry.text or "") - printed


HEADED = "镇长：“{title}”\n\n6月2日，镇长林远说：“{body}”大家都听见了。\n"


@pytest.mark.parametrize(
    ("title", "body", "missing"),
    [
        ("一个人也不许先走", FULL, []),
        ("谁都不许先走", FULL, ["谁都不许先走"]),
        ("大家都听见了", FULL, []),
        (
            "桥修好再走，谁都不许先走",
            "桥修好了，我们再走，谁也不准先走。",
            ["桥修好再走，谁都不许先走"],
        ),
    ],
)
def test_a_headline_is_held_against_its_text(title: str, body: str, missing: list[str]) -> None:
    reading = parse(article_from_text(HEADED.format(title=title, body=body)))
    assert [each.text for each in unsupported(reading)] == missing


def _told(text: str) -> Told:
    return Told(mend(text))


def test_reported_speech_that_shares_clauses_is_shown() -> None:
    told = _told("粥已经熬好了。\n\n他要求大桥修好之前谁都不走，一个人也不许先走，粮食随后到。\n")
    (found,) = overlaps(told, "大桥修好之前，一个人也不许先走，违者要写检查。")
    assert (found.line, found.clauses) == (3, 2)
    assert found.text == "大桥修好之前谁都不走，一个人也不许先走"


@pytest.mark.parametrize("text", [f"他说：“{FULL}”\n", "桥修好了，车开过去了。\n", OTHER])
def test_marked_words_and_single_clauses_are_no_overlap(text: str) -> None:
    assert list(overlaps(_told(text), FULL)) == []


SECOND = """\
鎮長的話

2020年2月21日 海邊日報

2月16日，王忠林說：“细节决定成败”。2月17日，孫春蘭說：“不能不當回事，人命關天！”
"""


@pytest.fixture
def two(newsroom: Newsroom) -> Newsroom:
    """Two articles that share two sayings and do not agree on who said the second."""
    newsroom.write("seeds/005_b.txt", SECOND)
    newsroom.run("extract", "seeds")
    return newsroom


def test_the_overview_counts_printings(two: Newsroom) -> None:
    told = two.run("variants", "--table").stdout
    assert "细节决定成败" in told
    assert "2 × in 2" in told


def test_one_saying_is_shown_with_its_differences(two: Newsroom) -> None:
    told = two.run("variants", "细节决定").stdout
    assert "earliest in this catalog" in told
    assert "細節決定成敗{+。+}" in told
    assert "2 × in 2" in told


def test_conflicts_show_both_passages(two: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "140")
    told = two.run("variants", "--conflicts").stdout
    for seen in ("005-02 has 孫春蘭 (seeds/005_b.txt:5)", "003-02 has 王忠林 (seeds/003_a.txt:7)"):
        assert seen in told
    assert "W-SAME-WORDS" in two.run("check").stdout


def test_programs_get_every_printing(two: Newsroom) -> None:
    lines = two.run("variants", "--jsonl").stdout.splitlines()
    made = [json.loads(line) for line in lines]
    assert {len(each["printings"]) for each in made} == {2}
    assert {each["what"] for one in made for each in one["conflicts"]} == {"speaker", "date"}
    assert len(two.run("variants", "--tsv").stdout.splitlines()) == 4


def test_an_id_or_words_that_are_nowhere_are_told(two: Newsroom) -> None:
    told = two.run("variants", "春天的花")
    assert (told.stdout, told.stderr) == ("", "no entry is a printing of “春天的花”\n")


def test_a_catalog_in_which_all_agree_says_so(filled: Newsroom) -> None:
    assert "agree" in filled.run("variants", "--conflicts").stderr
    assert "no saying is printed more than once" in filled.run("variants").stderr


def test_a_repost_is_told(newsroom: Newsroom) -> None:
    newsroom.write("seeds/006_c.txt", f"水退之后\n\n2024年6月3日 山里日报\n\n{STORY}\n")
    newsroom.write("seeds/007_d.txt", f"转载：水退之后\n\n2024年6月5日 海边日报\n\n{STORY}\n")
    newsroom.run("extract", "seeds")
    assert "seeds/007_d.txt is a copy of seeds/006_c.txt" in newsroom.run("variants").stderr
