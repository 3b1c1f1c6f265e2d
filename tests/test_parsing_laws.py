"""Laws of parsing that hold for any text whatever."""

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from quotes.model import Reading
from quotes.parsing import mend, parse
from quotes.parsing.marks import pair
from quotes.parsing.mend import replay
from quotes.reading import article_from_text
from quotes.rules import load
from quotes.span import Span

PIECES = [
    "“", "”", "‘", "’", "「", "」", "『", "』", '"', "\n", "\n\n", "　", "。", "，", "：", "！", "？",
    ",", ",,", ",、", "?!", "?!?", "?!本珠L", "*", "(dāng)", "——", "1.", "他说", "李明", "王芳", "表示",
    "市长", "2月16日", "昨天", "天冷", "要", "應收盡收", "O’Brien", "\u2028", "\r", "😀", "𠮷",
]  # fmt: skip
TEXTS = st.lists(st.sampled_from(PIECES), max_size=40).map("".join).filter(str.strip)


def _read(text: str) -> Reading:
    return parse(article_from_text(text))


@given(TEXTS)
def test_every_finding_points_at_its_raw_words(text: str) -> None:
    for one in _read(text).findings:
        assert one.span.of(text) == one.raw


@given(TEXTS)
def test_replaying_the_repairs_gives_the_reading(text: str) -> None:
    mended = mend(text)
    assert replay(text, mended.passes) == mended.text


@given(TEXTS)
def test_the_raw_span_of_a_finding_replays_to_its_text(text: str) -> None:
    """The reading of the raw words alone, placed among the repairs, is the finding's text."""
    mended = mend(text)
    for one in _read(text).findings:
        covering = [
            at for at in range(len(mended.text) + 1)
            if mended.text.startswith(one.text, at)
            and one.span.start <= mended.raw_span(Span(at, at + len(one.text))).start
            and mended.raw_span(Span(at, at + len(one.text))).end <= one.span.end
        ]  # fmt: skip
        assert covering


@given(TEXTS)
def test_mending_twice_is_mending_once(text: str) -> None:
    once = mend(text).text
    assert mend(once).text == once


@given(TEXTS)
def test_pairs_nest_or_lie_apart(text: str) -> None:
    outers = [one.outer for one in pair(text, load()).pairs]
    for index, one in enumerate(outers):
        for other in outers[index + 1 :]:
            assert one.contains(other) or not one.overlaps(other)


@given(TEXTS)
def test_no_mark_is_skipped(text: str) -> None:
    """Each mark opens or closes a pair, goes on with one, is a slip, or is reported as loose."""
    rules = load()
    pairing = pair(text, rules)
    seen = [at for one in pairing.pairs for at in (one.outer.start, one.outer.end - 1)]
    seen += [at for one in pairing.pairs for at in one.continues]
    seen += [*pairing.strays, *(one.at for one in pairing.loose)]
    marks = [
        at for at, char in enumerate(text)
        if char in '“”‘’「」『』"' and not re.fullmatch("[A-Za-z]’[A-Za-z]", text[max(0, at - 1) : at + 2])
    ]  # fmt: skip
    assert sorted(seen) == marks


@given(st.text(alphabet="天冷。，\n李明说：《》", min_size=1).filter(str.strip))
def test_text_without_marks_has_no_findings(text: str) -> None:
    assert not _read(text).findings


@given(TEXTS)
@settings(max_examples=50)
def test_parsing_is_the_same_every_time(text: str) -> None:
    assert _read(text) == _read(text)


@given(TEXTS)
def test_an_entry_of_the_text_never_holds_a_mark_that_was_a_slip(text: str) -> None:
    for one in _read(text).findings:
        assert one.line >= 1
        assert one.raw != "" or one.text == ""


@given(TEXTS)
def test_a_pair_read_at_once_is_the_pair_read_mark_by_mark(text: str) -> None:
    """Pairs with no mark inside are taken as a whole; an apostrophe anywhere makes them be read mark by mark."""
    whole, by_mark = pair(text, load()), pair(f"{text}\nO’a", load())
    assert whole.pairs == by_mark.pairs
    assert whole.strays == by_mark.strays
    assert list(whole.loose) == list(by_mark.loose)
