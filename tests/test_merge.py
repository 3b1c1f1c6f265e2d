"""What a person has changed is theirs; what the program proposed it may better."""

import re
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotes.catalog.document import Document, read_document
from quotes.catalog.entries import Source
from quotes.catalog.merge import Plan, highest, plan, prefix_of, source_of
from quotes.catalog.naming import file_name, id_prefix
from quotes.catalog.proposal import fingerprint, is_untouched, propose
from quotes.catalog.splice import new_file, revise
from quotes.model import About, Article, Confidence, Finding, Kind, Place, Reading
from quotes.span import Span


def finding(text: str, line: int = 1, **more: Any) -> Finding:
    values: dict[str, Any] = {
        "span": Span(line * 100, line * 100 + len(text)),
        "depth": 0,
        "text": text,
        "raw": text,
        "kind": Kind.QUOTE,
        "place": Place.BODY,
        "line": line,
        "confidence": Confidence.CERTAIN,
    }
    return Finding(**(values | more))


DETAILS = finding("細節決定成敗。", 3, speaker="王忠林")
ALL_IN = finding("應收盡收", 5, kind=Kind.SLOGAN)
RETREAT = finding("沒有退路", 7, speaker="王忠林")


def reading(*findings: Finding, sha256: str = "0" * 64, **about: Any) -> Reading:
    article = Article("a.txt", "", sha256, "utf-8", About(), Span(0, 0))
    return Reading(article, About(**about), findings)


def planned(document: Document | None, found: Reading, terms: bool = False) -> Plan:
    return plan(document, found, "seeds/a.txt", "a", terms)


def first(found: Reading) -> str:
    made = planned(None, found)
    return new_file(made.source, made.added)


def again(text: str, found: Reading) -> tuple[str, Plan]:
    document = read_document(text, "a.yaml")
    made = planned(document, found)
    return (revise(document, made.revision) if made.revision else text), made


def test_the_same_findings_plan_nothing_the_second_time() -> None:
    found = reading(DETAILS, ALL_IN, RETREAT, title="背水一戰", author=("謝燃岸",))
    text = first(found)
    after, made = again(text, found)
    assert after == text
    assert made.unchanged == ("a-01", "a-02", "a-03")


@pytest.mark.parametrize(
    "left_out",
    [
        replace(ALL_IN, kind=Kind.TERM),
        replace(ALL_IN, depth=1),
        replace(ALL_IN, repeats=True),
        replace(ALL_IN, place=Place.FURNITURE),
        replace(ALL_IN, text=" "),
    ],
)
def test_what_is_not_worth_a_minute_is_left_out(left_out: Finding) -> None:
    assert planned(None, reading(left_out)).added == ()


def test_terms_are_kept_where_they_are_asked_for() -> None:
    term = replace(ALL_IN, kind=Kind.TERM)
    assert len(planned(None, reading(term), terms=True).added) == 1


def test_a_better_extraction_refreshes_what_nobody_touched() -> None:
    text = first(reading(DETAILS))
    better = reading(replace(DETAILS, speaker="應勇", date="2020-02-16"))
    after, made = again(text, better)
    assert made.refreshed == ("a-01",)
    assert "speaker: 應勇\n    date: 2020-02-16\n" in after
    assert again(after, better)[0] == after


def test_a_value_that_is_no_longer_proposed_goes() -> None:
    text = first(reading(DETAILS))
    after, _ = again(text, reading(replace(DETAILS, speaker=None)))
    assert "speaker" not in after


@pytest.mark.parametrize(
    ("printed", "written"),
    [
        ("speaker: 王忠林", "speaker: 王忠林書記"),
        ("status: todo", "status: ok"),
        ("kind: quote", "kind: slogan"),
    ],
)
def test_what_a_person_changed_is_only_suggested(printed: str, written: str) -> None:
    text = first(reading(DETAILS)).replace(printed, written)
    after, made = again(text, reading(replace(DETAILS, speaker="應勇")))
    assert after == text
    assert [offer.id for offer in made.suggested] == ["a-01"]
    assert ("speaker", "應勇") in [(key, new) for key, _, new in made.suggested[0].fields]


@pytest.mark.parametrize("value", ["[一, 二]", "{name: 一}", "\n      - 一"])
@pytest.mark.parametrize("name", ["via", "mode"])
def test_a_value_of_a_shape_that_nobody_proposes_is_a_persons(name: str, value: str) -> None:
    text = first(reading(DETAILS)).replace("    status:", f"    {name}: {value}\n    status:")
    after, plan = again(text, reading(replace(DETAILS, text="細節決定成敗", occasion="調研")))
    assert after == text
    assert plan.kept == ("a-01",)


def test_a_person_is_not_asked_twice_about_what_they_have_seen() -> None:
    found = reading(DETAILS)
    text = first(found).replace("speaker: 王忠林", "speaker: 應勇")
    _, made = again(text, found)
    assert (made.suggested, made.kept) == ((), ("a-01",))


def test_a_note_is_not_the_programs_and_does_not_end_its_care() -> None:
    text = first(reading(DETAILS)).replace("    auto:", "    note: 待核\n    auto:")
    after, made = again(text, reading(replace(DETAILS, speaker="應勇")))
    assert made.refreshed == ("a-01",)
    assert "note: 待核" in after


def test_a_refresh_that_would_cost_a_comment_is_only_suggested() -> None:
    text = first(reading(DETAILS)).replace("|-", "|-  # 原文如此")
    after, made = again(text, reading(replace(DETAILS, text="細節決定成敗！")))
    assert after == text
    assert len(made.suggested) == 1


def test_a_dropped_entry_does_not_come_back() -> None:
    text = first(reading(ALL_IN)).replace("todo", "drop")
    after, made = again(text, reading(ALL_IN))
    assert after == text
    assert made.added == ()


def test_deleted_lines_come_back_under_a_new_number() -> None:
    found = reading(DETAILS, RETREAT)
    text = first(found)
    without = text[: text.index("  - id: a-01")] + text[text.index("  - id: a-02") :]
    _, made = again(without, found)
    assert [entry.id for entry in made.added] == ["a-03"]


def test_new_findings_stand_in_the_order_of_the_source() -> None:
    text = first(reading(DETAILS, RETREAT))
    after, _ = again(text, reading(finding("背水一戰", 1), DETAILS, ALL_IN, RETREAT))
    entries = [each.entry.id for each in read_document(after, "a.yaml").entries]
    assert entries == ["a-03", "a-01", "a-04", "a-02"]


def test_a_text_that_a_person_mended_is_not_entered_again() -> None:
    text = first(reading(DETAILS)).replace("細節決定成敗。", "細節決定成敗！這是第二句")
    after, made = again(text, reading(DETAILS))
    assert after == text
    assert made.kept == ("a-01",)


def test_words_kept_as_printed_are_known_by_them() -> None:
    mended = "    text: |-\n      全然不同的話\n    printed: 細節決定成敗。\n"
    text = first(reading(DETAILS)).replace("    text: |-\n      細節決定成敗。\n", mended)
    _, made = again(text, reading(DETAILS))
    assert made.added == ()


def test_equal_words_meet_at_the_nearest_line() -> None:
    twice = reading(replace(ALL_IN, line=2), replace(ALL_IN, line=9))
    text = first(twice)
    without = text[: text.index("  - id: a-01")] + text[text.index("  - id: a-02") :]
    _, made = again(without, twice)
    assert [(entry.id, entry.line) for entry in made.added] == [("a-03", "2")]


def test_what_is_gone_is_told_and_stays() -> None:
    text = first(reading(DETAILS, ALL_IN))
    after, made = again(text, reading(DETAILS))
    assert (after, made.gone) == (text, ("a-02",))


def test_an_entry_made_by_hand_is_never_gone() -> None:
    text = first(reading(DETAILS)) + "\n  - id: a-07\n    text: 手記\n    status: ok\n"
    after, made = again(text, reading(DETAILS))
    assert (after, made.gone) == (text, ())


def test_the_source_is_filled_where_it_is_silent_and_never_overwritten() -> None:
    text = first(reading(DETAILS, title="背水一戰")).replace("背水一戰", "履新一週")
    after, _ = again(text, reading(DETAILS, title="背水一戰", outlet="封面新聞"))
    assert "title: 履新一週\n  outlet: 封面新聞\n" in after


def test_lines_follow_a_source_that_has_changed() -> None:
    text = first(reading(DETAILS))
    after, made = again(text, reading(replace(DETAILS, line=4), sha256="1" * 64))
    assert made.refreshed == ("a-01",)
    assert "line: 4" in after


@pytest.mark.parametrize("plain", ["utf-8", "UTF_8", "utf8", "ASCII"])
def test_an_encoding_that_everybody_expects_is_not_noted(plain: str) -> None:
    article = Article("a.txt", "", "0" * 64, plain, About(), Span(0, 0))
    assert source_of(article, About(), "a.txt").encoding is None


def test_a_source_says_all_that_an_article_says_of_itself() -> None:
    article = Article("a.txt", "", "0" * 64, "gb18030", About(), Span(0, 0))
    about = About(
        title="背水一戰", outlet="封面新聞", host="騰訊網", author=("謝燃岸",), editor=("王越欣",),
        published="2020-02-20", url="https://example.org/a",
    )  # fmt: skip
    assert source_of(article, about, "seeds/a.txt") == Source(
        file="seeds/a.txt", sha256="0" * 64, encoding="gb18030", title="背水一戰", outlet="封面新聞",
        host="騰訊網", author=("謝燃岸",), editor=("王越欣",), published="2020-02-20",
        url="https://example.org/a",
    )  # fmt: skip


def test_a_field_of_the_source_that_a_person_has_emptied_stays_empty() -> None:
    text = first(reading(DETAILS, title="背水一戰")).replace("title: 背水一戰", "title:")
    after, made = again(text, reading(DETAILS, title="背水一戰"))
    assert after == text
    assert not made.revision


@pytest.mark.parametrize(
    ("first_id", "prefix"), [("003-12", "003"), ("武汉-2-7", "武汉-2"), ("好", "x"), (None, "x")]
)
def test_the_ids_of_a_file_begin_as_its_first(first_id: str | None, prefix: str) -> None:
    assert prefix_of(first_id, "x") == prefix


def test_a_file_goes_on_with_its_own_numbers() -> None:
    text = "entries:\n  - text: 無號\n  - id: b-7\n    text: 好\n  - id: c-9\n    text: 很好\n"
    assert highest(read_document(text, "a.yaml").entries, "a") == ("b", 7)
    assert highest((), "a") == ("a", 0)


def test_what_was_refreshed_is_the_programs_still() -> None:
    after, _ = again(first(reading(DETAILS)), reading(replace(DETAILS, speaker="應勇")))
    _, made = again(after, reading(replace(DETAILS, speaker="陳一新")))
    assert made.refreshed == ("a-01",)


def test_each_is_told_and_none_for_another() -> None:
    """Two of every sort: refreshed, suggested for a comment's sake, suggested to a person, kept."""
    found = [finding(f"第{at}句話", at) for at in range(1, 9)]
    parts = first(reading(*found)).split("  - id:")
    for at in (3, 4):
        parts[at] = parts[at].replace("|-", "|-  # 原文如此")
    for at in (5, 6, 7, 8):
        parts[at] = parts[at].replace("todo", "ok")
    better = [
        replace(each, text=f"{each.text}。") if each.line < 5
        else replace(each, speaker="應勇") if each.line < 7 else each
        for each in found
    ]  # fmt: skip
    after, made = again("  - id:".join(parts), reading(*better))
    assert made.refreshed == ("a-01", "a-02")
    assert "第1句話。" in after
    assert "第2句話。" in after
    assert [each.id for each in made.suggested] == ["a-03", "a-04", "a-05", "a-06"]
    assert made.suggested[0].fields == (("text", "第3句話", "第3句話。"),)
    assert made.suggested[2].fields == (("speaker", None, "應勇"),)
    assert (made.kept, made.moved) == (("a-07", "a-08"), ())


@pytest.mark.parametrize("status", ["todo", "ok"])
def test_an_entry_without_a_number_is_told_without_one(status: str) -> None:
    text = first(reading(DETAILS)).replace("id: a-01\n    ", "").replace("todo", status)
    _, made = again(text, reading(replace(DETAILS, speaker="應勇")))
    assert made.refreshed + tuple(each.id for each in made.suggested) == ("",)
    _, made = again(text, reading(RETREAT))
    assert made.gone == ("",)


def test_what_a_person_entered_or_dropped_is_not_bettered() -> None:
    better = reading(replace(DETAILS, speaker="應勇"))
    hand = "entries:\n  - id: a-01\n    text: 細節決定成敗。\n    status: ok\n"
    dropped = first(reading(DETAILS)).replace("todo", "drop")
    for text in (hand, dropped):
        _, made = again(text, better)
        assert (made.suggested, made.kept) == ((), ("a-01",))


def test_a_dropped_entry_that_is_found_no_more_is_not_told() -> None:
    text = first(reading(DETAILS)).replace("todo", "drop")
    assert again(text, reading())[1].gone == ()


def test_an_entry_by_hand_is_not_gone_from_a_source_that_has_not_changed() -> None:
    hand = "\n  - id: a-07\n    text: 手記\n    status: ok\n"
    found = reading(DETAILS)
    printed = replace(found, article=replace(found.article, text="細節決定成敗。"))
    assert again(first(found) + hand, printed)[1].gone == ()


def test_a_line_does_not_follow_where_the_source_has_not_changed() -> None:
    text = first(reading(DETAILS)).replace("todo", "ok")
    after, made = again(text, reading(replace(DETAILS, line=9)))
    assert (after, made.moved) == (text, ())


def test_a_source_that_has_changed_is_measured_and_filled_at_once() -> None:
    text = first(reading(DETAILS))
    found = replace(shifted(DETAILS, by=0), about=About(title="背水一戰"))
    after, _ = again(text, found)
    assert after == text.replace("0" * 64 + '"\n', OTHER + '"\n  title: 背水一戰\n')


def test_of_equal_words_those_that_are_kept_meet_first() -> None:
    """A term on a nearer line is none of the catalog's, unless terms were asked for."""
    term, quote = replace(ALL_IN, kind=Kind.TERM, line=5), replace(ALL_IN, line=30)
    text = first(reading(ALL_IN)).replace("todo", "ok")
    assert planned(read_document(text, "a.yaml"), reading(term, quote)).added == ()
    asked = planned(read_document(text, "a.yaml"), reading(term, quote), terms=True)
    assert [each.line for each in asked.added] == ["30"]


# A source that has changed.

OTHER = "1" * 64


def shifted(*findings: Finding, by: int = 1) -> Reading:
    return reading(*(replace(each, line=each.line + by) for each in findings), sha256=OTHER)


def test_the_hash_of_a_changed_source_is_measured_again() -> None:
    text = first(reading(DETAILS))
    after, made = again(text, shifted(DETAILS, by=0))
    assert after == text.replace("0" * 64, OTHER)
    assert made.unchanged == ("a-01",)


def test_a_person_has_no_word_in_the_hash_but_may_comment_on_it() -> None:
    text = first(reading(DETAILS)).replace('0"\n', '0"  # 二刷\n')
    after, _ = again(text, shifted(DETAILS, by=0))
    assert f'"{OTHER}"  # 二刷' in after


def test_the_line_of_an_entry_that_was_only_approved_follows() -> None:
    text = first(reading(DETAILS)).replace("status: todo", "status: ok")
    after, made = again(text, shifted(DETAILS))
    assert after == text.replace("0" * 64, OTHER).replace("line: 3", "line: 4")
    assert (made.moved, made.kept) == (("a-01",), ("a-01",))


def test_the_line_of_an_entry_that_somebody_changed_is_only_suggested() -> None:
    text = first(reading(DETAILS)).replace("speaker: 王忠林", "speaker: 應勇")
    after, made = again(text, shifted(DETAILS))
    assert after == text.replace("0" * 64, OTHER)
    assert [offer.fields for offer in made.suggested] == [(("line", "3", "4"),)]


def test_a_line_that_somebody_took_away_stays_away() -> None:
    text = first(reading(DETAILS)).replace("    line: 3\n", "")
    after, _ = again(text, shifted(DETAILS))
    assert "line:" not in after


def test_the_same_words_keep_their_order_when_all_lines_shift() -> None:
    """The nearest line alone would take the second for the first."""
    twice = (replace(ALL_IN, line=2), replace(ALL_IN, line=9))
    text = first(reading(*twice)).replace("todo", "ok")
    after, made = again(text, shifted(*twice, by=7))
    assert after.index("line: 9") < after.index("line: 16")
    assert made.moved == ("a-01", "a-02")


def test_one_of_the_same_words_stays_at_the_nearest_line() -> None:
    text = first(reading(replace(ALL_IN, line=20))).replace("todo", "ok")
    after, made = again(text, shifted(replace(ALL_IN, line=2), replace(ALL_IN, line=21), by=0))
    assert "line: 21" in after
    assert [(entry.id, entry.line) for entry in made.added] == [("a-02", "2")]


def test_exact_words_come_before_folded_ones() -> None:
    simplified = replace(ALL_IN, text="应收尽收", line=5)
    text = first(reading(ALL_IN)).replace("todo", "ok")
    after, made = again(text, shifted(simplified, replace(ALL_IN, line=40), by=0))
    assert "應收盡收" in after
    assert "line: 40" in after
    assert [entry.text for entry in made.added] == ["应收尽收"]


def test_folded_words_are_found_where_the_exact_ones_are_gone() -> None:
    text = first(reading(ALL_IN)).replace("todo", "ok")
    after, made = again(text, shifted(replace(ALL_IN, text="应收尽收！")))
    assert "應收盡收" in after
    assert "line: 6" in after
    assert made.gone == ()


def test_words_that_are_only_alike_are_not_taken_for_the_same() -> None:
    """In a source that has changed, an entry is told to be gone before it is moved by a guess."""
    long = finding("今晚必須結硬賬，不獲全勝決不收兵。", 3)
    text = first(reading(long)).replace("todo", "ok")
    changed = replace(long, text="今晚必須結硬賬，不獲全勝絕不收兵！")
    after, made = again(text, shifted(changed, by=0))
    assert made.gone == ("a-01",)
    assert [entry.id for entry in made.added] == ["a-02"]
    assert text[text.index("  - id: a-01") :] in after


def test_what_is_left_from_before_a_change_is_not_refreshed_by_a_later_extraction_either() -> None:
    """The newer rules cut the words in another place, and take them for a term."""
    text, changed = (
        first(reading(DETAILS)),
        shifted(replace(DETAILS, text="細節決定成", kind=Kind.TERM)),
    )
    once, made = again(text, changed)
    twice, _ = again(once, changed)
    assert made.gone == ("a-01",)
    assert twice == once


def test_words_that_a_person_has_mended_are_found_by_what_was_proposed() -> None:
    text = first(reading(DETAILS)).replace("細節決定成敗", "細節決定一切")
    after, made = again(text, shifted(DETAILS))
    assert after == text.replace("0" * 64, OTHER)
    assert (made.added, made.gone) == ((), ())
    assert [offer.fields for offer in made.suggested] == [(("line", "3", "4"),)]


def test_words_are_found_by_the_text_where_what_was_noted_as_printed_is_nowhere() -> None:
    """The same in a source that has changed and in the run after it: that one writes nothing."""
    noted = "\n      細節決定成敗。\n    printed: 別處的話\n"
    text = first(reading(DETAILS)).replace("\n      細節決定成敗。\n", noted)
    assert noted in text
    changed = shifted(replace(DETAILS, text="細節決定成敗", kind=Kind.TERM))
    once, made = again(text, changed)
    twice, _ = again(once, changed)
    assert (made.gone, made.added) == ((), ())
    assert twice == once


def test_the_lines_of_what_nobody_touched_follow_and_are_told() -> None:
    text = first(reading(DETAILS, RETREAT))
    after, made = again(text, shifted(DETAILS, RETREAT))
    assert (made.refreshed, made.moved) == (("a-01", "a-02"), ("a-01", "a-02"))
    assert after == text.replace("0" * 64, OTHER).replace("line: 3", "line: 4").replace(
        "line: 7", "line: 8"
    )


def test_an_entry_by_hand_without_words_is_not_told_to_be_gone() -> None:
    document = read_document(first(reading(DETAILS)) + "\n  - id: a-07\n    note: 待補\n", "a.yaml")
    found = shifted(DETAILS)
    printed = replace(found, article=replace(found.article, text="細節決定成敗。"))
    assert planned(document, printed).gone == ()


def test_an_entry_by_hand_whose_words_have_vanished_is_told() -> None:
    hand = "\n  - id: a-07\n    text: 手記\n    status: ok\n"
    document = read_document(first(reading(DETAILS)) + hand, "a.yaml")
    found = shifted(DETAILS)
    gone = replace(found, article=replace(found.article, text="細節決定成敗。"))
    there = replace(found, article=replace(found.article, text="細節決定成敗。手記"))
    assert planned(document, gone).gone == ("a-07",)
    assert planned(document, there).gone == ()


def test_a_dropped_entry_stays_away_in_a_changed_source() -> None:
    text = first(reading(ALL_IN)).replace("todo", "drop")
    _, made = again(text, shifted(ALL_IN, by=30))
    assert (made.added, made.gone) == ((), ())


def test_a_suggestion_that_was_refused_is_not_made_again() -> None:
    """Refusing stores the fingerprint of what was proposed."""
    better = replace(DETAILS, speaker="應勇")
    text = first(reading(DETAILS)).replace("status: todo", "status: ok")
    _, made = again(text, reading(better))
    assert [offer.id for offer in made.suggested] == ["a-01"]
    refused = text.replace(str(propose(DETAILS).auto), str(propose(better).auto))
    after, made = again(refused, reading(better))
    assert (after, made.suggested, made.kept) == (refused, (), ("a-01",))
    _, made = again(refused, reading(replace(DETAILS, speaker="陳一新")))
    assert [offer.id for offer in made.suggested] == ["a-01"]


@given(
    st.lists(st.sampled_from(["ok", "todo", "drop", "unsure"]), min_size=4, max_size=4),
    st.lists(st.sampled_from(["應勇", "王忠林"]), min_size=4, max_size=4),
    st.booleans(),
)
def test_whatever_a_person_touched_keeps_every_byte(
    statuses: list[str], speakers: list[str], moved: bool
) -> None:
    """Of entries that are a person's, nothing but an untouched line number ever changes."""
    findings = [DETAILS, ALL_IN, RETREAT, finding("背水一戰", 9)]
    parts = first(reading(*findings)).split("  - id:")
    for at, (status, speaker) in enumerate(zip(statuses, speakers, strict=True), 1):
        parts[at] = parts[at].replace("status: todo", f"status: {status}")
        parts[at] = parts[at].replace("speaker: 王忠林", f"speaker: {speaker}")
    text = "  - id:".join(parts)
    better = [replace(each, occasion="調研", line=each.line + moved) for each in findings]
    after, _ = again(text, reading(*better, sha256=OTHER if moved else "0" * 64))
    for entry, before, now in zip(
        read_document(text, "a").entries, parts[1:], after.split("  - id:")[1:], strict=True
    ):
        if not is_untouched(entry.entry):
            assert without_line(now) == without_line(before)


def without_line(entry: str) -> str:
    return re.sub(r"line: \d+", "line: ", entry)


@given(st.lists(st.sampled_from([DETAILS, ALL_IN, RETREAT, finding("背水一戰", 9)]), unique=True))
def test_merging_is_idempotent_whatever_was_there(kept: list[Finding]) -> None:
    everything = reading(DETAILS, ALL_IN, RETREAT, finding("背水一戰", 9))
    once, _ = again(first(reading(*kept)), everything)
    twice, made = again(once, everything)
    assert (twice, made.revision, len(made.unchanged)) == (once, made.revision, 4)
    assert not made.revision


def test_the_fingerprint_is_of_what_was_proposed() -> None:
    entry = propose(DETAILS)
    assert entry.auto == fingerprint(entry._replace(line="99", note="待核", status="ok"))
    assert entry.auto != fingerprint(entry._replace(speaker="應勇"))


@pytest.mark.parametrize(
    ("stem", "taken", "name"),
    [
        ("people", set(), "people-1"),
        ("CON", set(), "con-1"),
        ("A", {"a"}, "A-2"),
        ("a", {"a", "a-2"}, "a-3"),
        ("../x:y", set(), "x-y"),
        ("...", set(), "article"),
        ("履新一週", set(), "履新一週"),
    ],
)
def test_file_names_are_portable_and_apart(stem: str, taken: set[str], name: str) -> None:
    assert file_name(stem, taken) == name


def test_a_name_is_never_too_long_for_a_file_system() -> None:
    assert len(file_name("武" * 300, set()).encode()) < 200


def test_a_prefix_is_short_only_while_it_is_alone() -> None:
    assert id_prefix("003_a", set()) == "003"
    assert id_prefix("003_b", {"003"}) == "003_b"
