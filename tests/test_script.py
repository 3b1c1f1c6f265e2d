"""Keys for comparing: what must stay apart, what must meet, and what holds for every text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotes.script import fold, key

APART = [
    ("应收尽收", "应检尽检"),
    ("王忠林", "王忠"),
    ("乾隆", "干隆"),  # 乾 stays where it is read qián
    ("慰藉", "慰借"),
    ("瞭望", "了望"),
    ("10 个", "1 个"),
    ("計程車", "出租车"),  # words of two places are two words
    ("軟體", "软件"),
    ("隨身碟", "U盘"),
]

SAME_WORDS = [
    ("背水一戰", "背水一战"),
    ("應收盡收", "应收尽收"),
    ("拖地板再起勁也是徒勞", "拖地板再起劲也是徒劳"),
    ("看著", "看着"),  # where plain t2s leaves 著
    ("著名", "著名"),
    ("甚麼", "什么"),
    ("怎麼", "怎么"),
    ("祇有", "只有"),
    ("衹要", "只要"),
    ("妳們", "你们"),
    ("裏面", "裡面"),
    ("群衆", "羣眾"),
    ("後來", "后来"),
    ("籤責任狀", "簽責任狀"),
]

RARE_FORMS = [
    ("鍾南山", "锺南山"),  # both forms of his name are printed in Simplified text
    ("衛生", "衞生"),  # the second is Hong Kong's
    ("幹麼", "干么"),
]

SILENT = [
    ("今晚必须结硬账。", "今晚必须结硬账"),
    ("“四应四尽”", "「四应四尽」"),
    ("应收尽收、应检尽检", "应收尽收,应检尽检"),
    ("武汉 加油", "武汉加油"),
    ("第　一", "第一"),
    ("ＣＯＶＩＤ－１９", "covid-19"),
    ("沒有……退路", "没有退路"),
]

chinese = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF))
mixed = st.text(st.sampled_from("著着後后麵面裡里，。！“”「」 　\nAａ1１王忠林"))


@pytest.mark.parametrize(("one", "other"), APART)
def test_different_words_keep_different_keys(one: str, other: str) -> None:
    assert key(one) != key(other)


@pytest.mark.parametrize("text", ["“好”，他说。", "「好」", "a, b", "10%", "　第一", ""])
def test_fold_leaves_marks_spaces_and_latin_alone(text: str) -> None:
    assert fold(text) == text


@pytest.mark.parametrize(("one", "other"), SAME_WORDS)
def test_the_same_words_meet_whatever_the_script(one: str, other: str) -> None:
    assert fold(one) == fold(other)
    assert key(one) == key(other)


@pytest.mark.parametrize(("one", "other"), RARE_FORMS)
def test_rare_forms_meet_their_common_form(one: str, other: str) -> None:
    assert key(one) == key(other)


@pytest.mark.parametrize(("one", "other"), SILENT)
def test_a_key_does_not_hear_punctuation_width_spacing_or_case(one: str, other: str) -> None:
    assert key(one) == key(other)


@pytest.mark.parametrize("text", ["", "。", "“”", " \n　", "……——"])
def test_text_without_words_has_an_empty_key(text: str) -> None:
    assert key(text) == ""


@given(st.one_of(chinese, mixed))
def test_folding_keeps_the_length(text: str) -> None:
    """So an offset into the folded text is an offset into the text."""
    assert len(fold(text)) == len(text)


@given(mixed)
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(mixed)
def test_a_key_is_its_own_key(text: str) -> None:
    assert key(key(text)) == key(text)


@given(mixed)
def test_marks_around_words_do_not_change_their_key(text: str) -> None:
    assert key(f"“{text}。”") == key(text)
