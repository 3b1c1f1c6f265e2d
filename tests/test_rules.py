"""Every row of every table has examples, and obeys them."""

import re
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

import pytest
from _pytest.mark.structures import ParameterSet

from quotes.model import Finding, Kind
from quotes.parsing import parse
from quotes.parsing.attribute import attribute
from quotes.parsing.classify import observed
from quotes.parsing.cues import find_cues
from quotes.parsing.dates import Calendar
from quotes.parsing.discourse import Discourse
from quotes.parsing.kinds import settings
from quotes.parsing.layers import layer, plain
from quotes.parsing.marks import pair
from quotes.parsing.mend import mend
from quotes.parsing.names import find_names
from quotes.parsing.segment import segment
from quotes.reading import article_from_text
from quotes.rules import Rules, load, shapes
from quotes.rules.edges import begins_with, ends_with
from quotes.rules.needed import sought
from quotes.rules.shortlist import Shortlist
from quotes.when import Day, When

RULES = load()


def _texts(rows: Sequence[shapes.Row], side: str) -> list[ParameterSet]:
    """The examples alone, where a table's rows all make the same promise."""
    return [pytest.param(one.values[1], id=one.id) for one in _examples(rows, side)]


def _examples(rows: Sequence[shapes.Row], side: str) -> list[ParameterSet]:
    return [
        pytest.param(row, example, id=f"{row.name}-{index}")
        for row in rows
        for index, example in enumerate(getattr(row, side))
    ]


def _first(text: str) -> Finding:
    return parse(article_from_text(text)).findings[0]


def _rules_of(finding: Finding) -> set[str]:
    return {reason.rule for reason in finding.reasons}


def _repaired(row: shapes.RepairRow, text: str) -> str:
    alone = Rules(**{**vars_of(RULES), "repair_rows": (row,)})
    return mend(text, alone).text


def vars_of(rules: Rules) -> dict[str, Any]:
    return {name: getattr(rules, name) for name in Rules.__dataclass_fields__}


@pytest.mark.parametrize(("row", "example"), _examples(RULES.repair_rows, "leave"))
def test_a_repair_leaves_sound_text_alone(row: shapes.RepairRow, example: str) -> None:
    assert _repaired(row, example) == example


@pytest.mark.parametrize(("row", "example"), _examples(RULES.repair_rows, "examples"))
def test_a_repair_reads_damage_as_its_row_says(
    row: shapes.RepairRow, example: shapes.FromTo
) -> None:
    if row.kind == "note":
        alone = Rules(**{**vars_of(RULES), "repair_rows": (row,)})
        assert mend(example.printed, alone).notes
    assert _repaired(row, example.printed) == example.read
    assert _repaired(row, example.read) == example.read


@pytest.mark.parametrize(("row", "example"), _examples(RULES.verb_rows, "leave"))
def test_what_only_looks_like_a_reporting_verb_names_no_speaker(
    row: shapes.VerbRow, example: str
) -> None:
    folded = plain(example)
    cues = find_cues(layer(folded, pair(folded, RULES)).narration, 0, len(folded), RULES)
    handing_over = [cue for cue in cues if folded[cue.span.end :].startswith("“")]
    assert not [cue for cue in handing_over if cue.row == row.name]


NO_SPEAKERS_ALONE = ("将", "声明", "古人")
"""上将 is rather 会上将; a statement and the ancients are nobody to be found."""

SPEAKER_WORDS = tuple(word for word in RULES.speakers if not word.endswith(NO_SPEAKERS_ALONE))


@pytest.mark.parametrize(
    "sentence",
    [
        "一名{title}李建国说：“明天会更冷，路上要小心。”",
        "当地{title}李建国12日在会上表示，“明天会更冷，路上要小心”。",
        "“明天会更冷，路上要小心。”{title}李建国告诉记者。",
    ],
)
def test_a_name_is_heard_behind_every_title(sentence: str) -> None:
    titles = dict.fromkeys(RULES.words("title", "office", "calling"))
    texts = {title: sentence.format(title=title) for title in titles}
    heard = {
        title: _first(f"处长王芳说，雪大。\n\n{text}\n\n王芳说，路滑。").speaker
        for title, text in texts.items()
    }
    assert {title: who for title, who in heard.items() if who != "李建国"} == {}


@pytest.mark.parametrize("said", ["说", "称", "表示", "告诉记者", "近日在会上说", "要求"])
def test_whoever_a_word_stands_for_can_say_something(said: str) -> None:
    unheard = []
    for word in SPEAKER_WORDS:
        speaker = _first(f"一名当地{word}{said}：“明天会更冷，路上小心。”").speaker
        if speaker is None or not speaker.endswith(word):
            unheard.append((word, speaker))
    assert not unheard


@pytest.mark.parametrize(
    ("row", "word"),
    [pytest.param(row, word, id=word) for row in RULES.verb_rows for word in row.words],
)
def test_every_reporting_verb_hands_over_its_subjects_words(row: shapes.VerbRow, word: str) -> None:
    text = row.frame.replace("{verb}", word)
    finding = _first(f"市长李明昨天来了。\n{text}")
    assert finding.speaker == text.partition(word)[0]
    assert finding.kind is Kind.QUOTE
    assert finding.mode == row.mode


@pytest.mark.parametrize(("row", "example"), _examples(RULES.kind_rows, "leave"))
def test_an_observation_is_not_made_where_it_does_not_hold(
    row: shapes.FeatureRow, example: str
) -> None:
    assert row.name not in _observed(example)


@pytest.mark.parametrize(("row", "example"), _examples(RULES.kind_rows, "match"))
def test_an_observation_is_made_where_it_holds(row: shapes.FeatureRow, example: str) -> None:
    assert row.name in _observed(example)


def _observed(example: str) -> set[str]:
    text = f"市长李明昨天来了。\n{example}"
    layers = layer(text, pair(text, RULES))
    lines = segment(layers, "无题", RULES)
    names = find_names(layers.plain, layers.narration, RULES)
    told = Discourse(layers, names, lines, RULES)
    first = next(iter(settings(told, attribute(told))))
    return {row.name for row in observed(first, RULES)}


@pytest.mark.parametrize(("row", "example"), _examples(RULES.frame_rows, "leave"))
def test_a_turn_of_phrase_is_not_seen_where_it_is_not(row: shapes.FrameRow, example: str) -> None:
    assert row.name not in _rules_of(_first(f"市长李明昨天来了。\n{example}"))


@pytest.mark.parametrize(("row", "example"), _examples(RULES.frame_rows, "match"))
def test_a_turn_of_phrase_names_its_speaker(row: shapes.FrameRow, example: str) -> None:
    findings = parse(article_from_text(f"市长李明昨天来了。\n{example}")).findings
    named = {one.via if row.relay else one.speaker for one in findings if one.kind is not Kind.TERM}
    assert named <= {None} if row.nobody else any("李明" in (name or "") for name in named)


@pytest.mark.parametrize(("row", "example"), _examples(RULES.line_rows, "leave"))
def test_an_ordinary_line_is_body(row: shapes.LineRow, example: str) -> None:
    assert not re.search(row.pattern, plain(example))


@pytest.mark.parametrize(("row", "example"), _examples(RULES.line_rows, "match"))
def test_a_line_plays_the_part_its_row_gives_it(row: shapes.LineRow, example: str) -> None:
    assert re.search(row.pattern, plain(example))


@pytest.mark.parametrize(("row", "example"), _examples(RULES.meta_rows, "leave"))
def test_what_only_looks_like_metadata_is_left(row: shapes.MetaRow, example: str) -> None:
    assert not re.search(row.pattern, plain(example))


@pytest.mark.parametrize(("row", "example"), _examples(RULES.meta_rows, "match"))
def test_metadata_is_read_where_it_is_printed(row: shapes.MetaRow, example: str) -> None:
    found = re.search(row.pattern, plain(example))
    assert found is not None
    assert any(found.groupdict().values())


def _dates(example: str) -> tuple[str, ...]:
    layers = layer(example, pair(example, RULES))
    calendar = Calendar(layers, RULES, When.of(date(2020, 3, 31)), Day(2020, 3, 20))
    return tuple(one.row for one in calendar.read(0, len(example)))


@pytest.mark.parametrize(("row", "example"), _examples(RULES.date_rows, "leave"))
def test_what_only_looks_like_a_date_is_none_of_its_row(row: shapes.DateRow, example: str) -> None:
    assert row.name not in _dates(example)


@pytest.mark.parametrize(("row", "example"), _examples(RULES.date_rows, "match"))
def test_a_date_word_is_read_by_its_row(row: shapes.DateRow, example: str) -> None:
    assert row.name in _dates(example)


WORD_ROWS = (*RULES.adverb_rows, *RULES.title_rows, *RULES.speaker_rows)


@pytest.mark.parametrize("example", _texts(WORD_ROWS, "match"))
def test_words_of_a_table_lead_to_the_speaker(example: str) -> None:
    assert _first(f"{INTRODUCED}\n{example}").speaker is not None


@pytest.mark.parametrize("example", _texts(WORD_ROWS, "leave"))
def test_words_of_a_table_do_not_make_a_speaker_of_anything(example: str) -> None:
    speaker = parse(article_from_text(example)).findings[0].speaker
    assert speaker is None or speaker == "李明"


@pytest.mark.parametrize("example", _texts(RULES.name_rows, "match"))
def test_a_name_is_found_by_its_surname(example: str) -> None:
    assert _first(f"市长{example}").speaker == re.match(r"[^说]+?(?=说|召开)", example)[0]  # type: ignore[index]


@pytest.mark.parametrize("example", _texts(RULES.name_rows, "leave"))
def test_what_only_begins_like_a_name_is_none(example: str) -> None:
    assert not find_names(example, example.partition("“")[0], RULES).full


INTRODUCED = "市长李明昨天来了。"

ALL_ROWS = tuple(
    pytest.param(name, row, id=f"{name}-{row.name}")
    for name in Rules.__dataclass_fields__
    for row in getattr(RULES, name)
)


@pytest.mark.parametrize(("table", "row"), ALL_ROWS)
def test_every_row_has_a_reason_and_examples_of_both_sorts(table: str, row: shapes.Row) -> None:
    assert len(row.why) > 10
    if table == "mark_rows":
        return
    shown = [getattr(row, side, ()) for side in ("match", "examples", "frame", "leave")]
    assert sum(map(len, shown)) >= 1
    assert row.leave  # type: ignore[attr-defined]


@pytest.mark.parametrize("table", list(Rules.__dataclass_fields__))
def test_names_of_rows_are_unique_within_their_table(table: str) -> None:
    names = [row.name for row in getattr(RULES, table)]
    assert len(names) == len(set(names))


@pytest.mark.parametrize(("table", "row"), ALL_ROWS)
def test_no_word_stands_twice_in_a_row(table: str, row: shapes.Row) -> None:
    for field in ("words", "not_before", "not_after"):
        words = getattr(row, field, ())
        assert len(words) == len(set(words)), f"{table}/{row.name}: {field}"


PATTERNS = sorted(
    {
        pattern
        for table in ("kind", "frame", "line", "meta", "repair")
        for row in getattr(RULES, f"{table}_rows")
        for field in ("pattern", "left", "right", "inner", "find")
        if (pattern := getattr(row, field, ""))
    }
)
EXAMPLES: list[str] = [
    *(str(one.values[1]) for rows in (RULES.kind_rows, RULES.frame_rows) for one in _examples(rows, "match")),
    *(str(one.values[1]) for rows in (RULES.line_rows, RULES.meta_rows) for one in _examples(rows, "match")),
]  # fmt: skip


@pytest.mark.parametrize("pattern", PATTERNS)
def test_a_look_at_the_characters_that_a_pattern_needs_hides_none_of_its_matches(
    pattern: str,
) -> None:
    quick, whole = sought(pattern), re.compile(pattern)
    for example in EXAMPLES:
        for text in (example, *re.split("[“”]", example)):
            expected = whole.search(text)
            found = quick.find(text)
            assert (found and found.span()) == (expected and expected.span()), text


@pytest.mark.parametrize("pattern", PATTERNS)
def test_what_a_pattern_is_filed_under_hides_none_of_its_matches(pattern: str) -> None:
    filed, whole = Shortlist([(7, sought(pattern))]), re.compile(pattern)
    for example in EXAMPLES:
        for text in ("", "\n", example, example + "\n", *re.split("[“”]", example)):
            assert [number for number, _ in filed.matches(text)] == [7] * bool(whole.search(text))


@pytest.mark.parametrize(
    ("pattern", "firsts", "lasts"),
    [
        ("^(?:甲|乙丙)?丁", "甲乙丁", None),
        ("^[甲乙]*$", ["甲", "乙", "", "\n"], None),
        ("^[^甲]", None, None),
        ("^甲|乙$", None, None),
        ("(?<=甲)乙(?:丙|丁+)?(?=戊)?$", None, "乙丙丁\n"),
        ("甲(?!乙)$|[丙丁]{2,3}$", None, "甲丙丁\n"),
        ("甲.$", None, None),
        ("甲*$", None, None),
    ],
)
def test_the_edges_of_a_pattern_are_those_of_all_its_matches(
    pattern: str, firsts: Iterable[str] | None, lasts: Iterable[str] | None
) -> None:
    assert begins_with(pattern) == (firsts if firsts is None else frozenset(firsts))
    assert ends_with(pattern) == (lasts if lasts is None else frozenset(lasts))
