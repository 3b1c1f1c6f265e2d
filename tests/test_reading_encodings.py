"""Bytes to text: what must be refused, then what must be told apart."""

from contextlib import suppress
from pathlib import Path

import pytest
import yaml

from quotes.errors import UnreadableArticle
from quotes.reading import read_article

CASES = yaml.safe_load(
    (Path(__file__).parent / "cases" / "encodings.yaml").read_text(encoding="utf-8")
)
SENTENCE = "市長李明在會上說：「應收盡收，不漏一戶。」"


def _read(folder: Path, raw: bytes) -> tuple[str, str]:
    path = folder / "article.txt"
    path.write_bytes(raw)
    article = read_article(path)
    return article.text, article.encoding


def _refusal(folder: Path, raw: bytes) -> UnreadableArticle:
    with pytest.raises(UnreadableArticle) as caught:
        _read(folder, raw)
    assert caught.value.next_step
    return caught.value


@pytest.mark.parametrize("case", CASES["foreign"], ids=lambda case: case["encoding"])
def test_what_is_no_chinese_is_not_read_as_chinese(case: dict[str, str], tmp_path: Path) -> None:
    refusal = _refusal(tmp_path, case["text"].encode(case["encoding"]))

    assert "neither UTF-8 nor GB18030 nor Big5" in refusal.message


@pytest.mark.parametrize("mark", [b"\xff\xfe", b"\xfe\xff"], ids=repr)
@pytest.mark.parametrize("encoding", ["gb18030", "big5", "utf-8"])
def test_two_bytes_that_look_like_a_utf16_mark_do_not_turn_text_into_nonsense(
    mark: bytes, encoding: str, tmp_path: Path
) -> None:
    _refusal(tmp_path, mark + SENTENCE.encode(encoding))


@pytest.mark.parametrize("encoding", ["utf-32-le", "utf-32-be", "utf-16-le", "utf-16-be"])
def test_text_with_nul_is_no_text_whatever_mark_it_begins_with(
    encoding: str, tmp_path: Path
) -> None:
    text = (
        "\ufeff他說：「\0應收盡收。」"
        if encoding.startswith("utf-16")
        else "\ufeff他說：「應收盡收。𠮷」"
    )
    refusal = _refusal(tmp_path, text.encode(encoding))

    assert "a binary file, not text" in refusal.message
    assert refusal.next_step == "save the article as text"


def test_a_word_that_reads_as_well_in_both_encodings_are_refused(tmp_path: Path) -> None:
    refusal = _refusal(tmp_path, "专家".encode("gb18030"))

    assert "reads as cp950 as well as gb18030" in refusal.message


def test_letters_that_no_chinese_article_has_are_not_preferred_to_chinese_words(
    tmp_path: Path,
) -> None:
    raw = "学校".encode("gb18030")
    assert raw.decode("utf-8") == "ѧУ"

    assert _read(tmp_path, raw) == ("学校", "gb18030")


def test_utf8_with_a_broken_byte_is_called_damaged_and_not_something_else(tmp_path: Path) -> None:
    whole = f"{SENTENCE}\n{SENTENCE}".encode()
    refusal = _refusal(tmp_path, whole[:-2])

    assert "UTF-8, but damaged" in refusal.message
    assert refusal.path.endswith(":2")


@pytest.mark.parametrize("text", [*CASES["simplified"], *CASES["traditional"]])
def test_gb18030_is_told_from_big5_in_either_script(text: str, tmp_path: Path) -> None:
    assert _read(tmp_path, text.encode("gb18030")) == (text, "gb18030")


@pytest.mark.parametrize("text", CASES["traditional"])
def test_big5_is_told_from_gb18030(text: str, tmp_path: Path) -> None:
    assert _read(tmp_path, text.encode("cp950")) == (text, "cp950")


@pytest.mark.parametrize("text", CASES["hong_kong"])
def test_what_hong_kong_added_to_big5_is_read(text: str, tmp_path: Path) -> None:
    assert _read(tmp_path, text.encode("big5hkscs")) == (text, "big5hkscs")


@pytest.mark.parametrize("size", range(8, 17))
def test_the_beginning_of_a_sentence_is_read_rightly_or_refused(size: int, tmp_path: Path) -> None:
    pieces = [(text[:size], "cp950") for text in CASES["traditional"]]
    pieces += [(text[:size], "gb18030") for text in CASES["simplified"] + CASES["traditional"]]

    for piece, encoding in pieces:
        with suppress(UnreadableArticle):
            assert _read(tmp_path, piece.encode(encoding)) == (piece, encoding)


@pytest.mark.parametrize(
    ("raw", "encoding"),
    [
        (SENTENCE.encode("utf-8"), "utf-8"),
        (SENTENCE.encode("utf-8-sig"), "utf-8-sig"),
        (b"\xff\xfe" + SENTENCE.encode("utf-16-le"), "utf-16"),
        (b"\xfe\xff" + SENTENCE.encode("utf-16-be"), "utf-16"),
    ],
    ids=repr,
)
def test_unicode_is_read_with_and_without_its_mark(
    raw: bytes, encoding: str, tmp_path: Path
) -> None:
    assert _read(tmp_path, raw) == (SENTENCE, encoding)


def test_half_a_character_at_the_end_of_a_gb18030_file_is_not_dropped_in_silence(
    tmp_path: Path,
) -> None:
    _refusal(tmp_path, CASES["simplified"][0].encode("gb18030")[:-1])
