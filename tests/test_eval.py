"""Figures that were computed by hand, and annotations that cannot be meant."""

import json
from typing import Any

import pytest

from newsroom import Newsroom
from quotes.model import Confidence, Finding, Kind, Place, Reason
from quotes.sayings.diagnosis import NO_RULE, Miss, Record, misses, records
from quotes.sayings.gold import Annotation, BadAnnotations, annotations
from quotes.sayings.resampling import intervals
from quotes.sayings.scoring import Compared, Counts, compare, figures, same_name, trimmed
from quotes.span import Span

TEXT = "“一一。”“二二。”\n“三三”“四四”“五五”\n“六六”“七七‘八’”“九九”"


def at(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start, start + len(words))


def gold(words: str, kind: str, speaker: str | None = None, **more: Any) -> str:
    where = {"doc": "a", "start": at(words).start, "end": at(words).end}
    return json.dumps({**where, "kind": kind, "speaker": speaker, **more})


def found(words: str, kind: str, speaker: str | None = None, **more: Any) -> Finding:
    given = {"depth": 0, "confidence": Confidence.LIKELY, **more}
    return Finding(
        at(words), text=words, raw=words, kind=Kind(kind), place=Place.BODY, line=1,
        speaker=speaker, **given,
    )  # fmt: skip


def by_rule(*names: str, about: str = "speaker") -> tuple[Reason, ...]:
    return tuple(Reason(about, "attribution", name, "because") for name in names)


WANTED = annotations(
    "\n".join(
        [
            gold("一一。", "quote", "李明", date="2020-01-01"),
            gold("二二。", "quote", "王芳"),
            gold("三三", "quote", "李明", alt_kinds=["slogan"]),
            gold("四四", "slogan", "陳平"),
            gold("五五", "term"),
            gold("六六", "quote", None, date="XXXX-02", alt_dates=["XXXX-03"]),
            gold("七七‘八’", "quote", "李明"),
            gold("八", "term", depth=1),
        ]
    ),
    "gold.jsonl",
)
SEEN = (
    found(
        "一一", "quote", "李明", date="2020-01-01",
        confidence=Confidence.CERTAIN, reasons=by_rule("cue-before"),
    ),
    found("二二。", "quote", None, candidates=("王芳",), date="2019"),
    found("三三", "slogan"),
    found("四四", "slogan", "《陈平》"),
    found("五五", "quote", "李明", reasons=by_rule("cue-before")),
    found("六六", "quote"),
    found("八", "term", depth=1),
    found("九九", "slogan"),
)  # fmt: skip
BY_HAND = {
    "span_f1": 6 / 7,
    "kind_accuracy": 5 / 6,
    "quote_f1": 3 / 4,
    "quote_p": 3 / 4,
    "quote_r": 3 / 4,
    "speaker_accuracy": 2 / 3,
    "speaker_precision_when_answered": 1,
    "who_said_what_f1": 1 / 2,
    "slogan_f1": 2 / 3,
    "slogan_speaker_accuracy": 1,
    "nested_recall": 1,
    "date_accuracy": 1 / 3,
    "date_recall_of_dated": 1 / 2,
}


@pytest.fixture
def compared() -> Compared:
    return compare("a", TEXT, WANTED, SEEN)


@pytest.fixture
def measured(newsroom: Newsroom) -> Newsroom:
    """A project with an annotated article, one of whose annotations the parser cannot meet."""
    text = "天冷了\n\n李明说：“今天很冷。”\n\n王芳说：“是的，很冷。”\n"
    newsroom.write("gold/docs/a.txt", text)
    rows = [
        {"doc": "a", "kind": "quote", "speaker": speaker, "text": words,
         "start": text.index(words), "end": text.index(words) + len(words)}
        for words, speaker in (("今天很冷。", "李明"), ("是的，很冷。", "陈平"))
    ]  # fmt: skip
    newsroom.write("gold/gold.jsonl", "\n".join(map(json.dumps, rows)))
    return newsroom


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("{", "no JSON"),
        ("[]", "must be an object"),
        pytest.param("[" * 100_000, "no JSON: maximum recursion", id="deep"),
        pytest.param('{"start": %s}' % ("9" * 5_000), "digits", id="long"),
        ('{"doc": "a", "start": 1, "end": 2}', "“kind” is missing"),
        ('{"doc": "a", "start": 1, "end": 2, "kind": "Quote"}', "“Quote” is no kind"),
        ('{"doc": "a", "start": 3, "end": 2, "kind": "quote"}', "lies behind"),
        ('{"doc": "a", "start": "1", "end": 2, "kind": "quote"}', "“start” must be a whole"),
        ('{"doc": "a", "start": true, "end": 2, "kind": "quote"}', "“start” must be a whole"),
        ('{"doc": "a", "start": 1, "end": 2, "kind": "quote", "speaker": 7}', "must be text"),
        ('{"doc": "a", "start": 1, "end": 2, "kind": "term", "alt_dates": "x"}', "a list"),
        ('{"doc": "a", "start": 1, "end": 2, "kind": "term", "spaeker": "x"}', "“spaeker” is no"),
        ('{"doc": "b", "start": 1, "end": 2, "kind": "term"}', "no article “b”"),
        ('{"doc": "a", "start": 1, "end": 999, "kind": "term"}', "behind the end of a"),
        ('{"doc": "a", "start": 0, "end": 2, "kind": "term", "text": "好了"}', "not “好了”"),
    ],
)
def test_a_line_that_cannot_be_meant_is_refused_with_its_place(
    measured: Newsroom, line: str, why: str
) -> None:
    measured.write("gold/gold.jsonl", f"\n{line}\n")

    refused = measured.run("eval", "gold/gold.jsonl", code=3).output

    assert "gold/gold.jsonl:2:" in refused
    assert why in refused


def test_all_bad_lines_are_told_at_once() -> None:
    with pytest.raises(BadAnnotations) as refused:
        annotations("{\n[]\n" + gold("一一。", "quote"), "gold.jsonl")

    assert [problem.line for problem in refused.value.problems] == [1, 2]


def test_two_articles_of_one_name_are_refused(measured: Newsroom) -> None:
    measured.write("gold/docs/a.md", "李明说：“今天很冷。”")

    assert "2 articles" in measured.run("eval", "gold/gold.jsonl", code=3).output


def test_annotations_that_are_not_there_are_refused(newsroom: Newsroom) -> None:
    newsroom.write("empty.jsonl", "\n\n")

    newsroom.run("eval", "nothing.jsonl", code=3)
    newsroom.run("eval", "empty.jsonl", code=3)


def test_figures_are_those_computed_by_hand(compared: Compared) -> None:
    assert figures(compared.counts) == pytest.approx(BY_HAND)


def test_nothing_of_nothing_is_zero_and_not_a_crash() -> None:
    assert set(figures(Counts()).values()) == {0.0}
    assert intervals([Counts()], 10) == {}


def test_an_article_without_outermost_annotations_holds_no_finding_to_be_wrong() -> None:
    nested = [one for one in WANTED if one.depth]

    assert compare("a", TEXT, nested, SEEN).counts["found"] == 0


def test_a_kind_that_can_be_defended_is_neither_asked_for_nor_punished(compared: Compared) -> None:
    [defended] = [one for one in compared.meetings if one.gold and one.gold.kinds > {Kind.QUOTE}]

    assert not defended.asks_for(Kind.QUOTE)
    assert not defended.invents(Kind.SLOGAN)


def test_certainty_is_counted_apart(compared: Compared) -> None:
    counts = compared.counts

    assert (counts["certain"], counts["certain_right"]) == (1, 1)
    assert (counts["likely"], counts["guesses"], counts["guesses_right"]) == (0, 1, 1)


def test_words_meet_without_stops_and_marks_at_their_ends() -> None:
    assert trimmed("“「好，走。」”", Span(0, 8)).of("“「好，走。」”") == "好，走"
    assert trimmed("……", Span(0, 2)).length == 0


def test_names_are_compared_in_one_script_without_marks() -> None:
    assert same_name("「長江 日報」") == same_name("《长江日报》") != same_name("江日报")
    assert same_name(None) is same_name("") is None


def test_every_difference_is_told_with_the_rule_that_answered(compared: Compared) -> None:
    told = [(one.about, one.rule, one.line, one.said, one.wanted) for one in _misses(compared)]

    assert told == [
        ("speaker", NO_RULE, 1, None, "王芳"),
        ("date", NO_RULE, 1, "2019", None),
        ("kind", NO_RULE, 2, "quote", "term"),
        ("date", NO_RULE, 3, None, "XXXX-02"),
        ("span", NO_RULE, 3, None, "quote"),
        ("span", NO_RULE, 3, "slogan", None),
    ]


def _misses(compared: Compared) -> tuple[Miss, ...]:
    return misses(compared, TEXT)


def test_a_rule_answers_for_quotes_that_were_found_as_quotes(compared: Compared) -> None:
    assert records([compared]) == (Record("speaker", "attribution", "cue-before", 1, 1),)


def test_intervals_hold_the_figure_and_are_the_same_every_time(compared: Compared) -> None:
    perfect = compare("b", TEXT, WANTED, [_as_wanted(one) for one in WANTED])
    drawn = intervals([compared.counts, perfect.counts], 200)

    assert drawn["quote_f1"] == (0.75, 1.0)
    assert drawn == intervals([compared.counts, perfect.counts], 200)


def _as_wanted(one: Annotation) -> Finding:
    return found(one.span.of(TEXT), one.kind.value, one.speaker, date=one.date, depth=one.depth)


def test_the_command_prints_figures_intervals_and_calibration(measured: Newsroom) -> None:
    shown = measured.run("eval", "gold/gold.jsonl").output

    assert "who_said_what_f1" in shown
    assert "0.500" in shown
    assert "speakers right" in shown


def test_articles_may_stand_elsewhere(measured: Newsroom) -> None:
    (measured.root / "gold/docs").rename(measured.root / "elsewhere")

    measured.run("eval", "gold/gold.jsonl", code=3)
    measured.run("eval", "gold/gold.jsonl", "--docs", "elsewhere")


def test_errors_are_grouped_by_rule_with_their_place(measured: Newsroom) -> None:
    shown = measured.run("eval", "gold/gold.jsonl", "--errors", "--by-rule").output

    assert "speaker: cue-before · named (1)" in shown
    assert "a:5  王芳 for 陈平" in shown


def test_programs_get_all_of_it_as_one_object(measured: Newsroom) -> None:
    shown = measured.run("eval", "gold/gold.jsonl", "--errors", "--by-rule", "--json").output

    told = json.loads(shown)

    assert told["docs"] == 1
    assert told["speaker_accuracy"] == 0.5
    assert told["intervals"]["speaker_accuracy"] == [0.5, 0.5]
    assert told["errors"][0]["wanted"] == "陈平"
    assert told["rules"][0]["precision"] == 0.5
