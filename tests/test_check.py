"""Every entry is proved against its source, and every fault has a place and a next step."""

import re

import pytest

from newsroom import Newsroom

PLACE = re.compile(r"catalog/003_a\.yaml:(\d+):(\d+) ([EW]-[A-Z-]+) \S")


def faults(room: Newsroom, code: int = 1) -> list[tuple[int, int, str]]:
    lines = room.run("check", code=code).stdout.splitlines()
    found = [PLACE.match(line) for line in lines if not line.startswith("  next: ")]
    assert all(found), lines
    return [(int(each[1]), int(each[2]), each[3]) for each in found if each]


def test_a_good_catalog_is_sound(filled: Newsroom) -> None:
    result = filled.run("check", "--strict")
    assert (result.stdout, result.stderr) == ("", "the catalog is sound\n")


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("細節決定成敗。", "細節決定勝敗。", "E-TEXT"),
        ("細節決定成敗。", "细节决定成败。", "E-TEXT"),
        ("細節決定成敗。", "細節決定成敗！", "E-TEXT"),
        ("細節決定成敗。", "細節決定成敗", "E-TEXT-PART"),
        ("細節決定成敗。", "決定成敗。", "E-TEXT-PART"),
        ("細節決定成敗。", "王忠林", "E-TEXT-PART"),
        ("細節決定成敗。", "不能不當回事，人命關天。", "E-TEXT-TWICE"),
        ("細節決定成敗。", "背水一戰", "E-TEXT-ELSEWHERE"),
        ("細節決定成敗。", "今晚必須結硬賬", "E-TEXT"),
        ("line: 7", "line: 9", "E-TEXT-ELSEWHERE"),
        ("kind: quote", "kind: quot", "E-FIELD"),
        ("status: todo", "status: maybe", "E-FIELD"),
        ("date: XXXX-02-16", "date: 2020-02-31", "E-FIELD"),
        ("date: XXXX-02-16", "date: 2020年2月16日", "E-FIELD"),
        ("line: 7", "line: seven", "E-FIELD"),
        ("    status: todo\n", "", "E-MISSING"),
        ("id: 003-02", "id: 003-01", "E-DUPLICATE-ID"),
        ("status: todo", "status: todo\n    same_as: [003-99]", "E-UNKNOWN-ID"),
        ("occasion: 調研", "occasion: 調研 #武漢加油", "E-CUT-OFF"),
        ("file: seeds/003_a.txt", "file: seeds/nowhere.txt", "E-SOURCE-MISSING"),
        ("file: seeds/003_a.txt", "file: ../outside.txt", "E-SOURCE-MISSING"),
        ("sha256: ", "sha256: 0", "E-FIELD"),
    ],
)
def test_a_fault_is_found(filled: Newsroom, old: str, new: str, code: str) -> None:
    filled.edit(old, new)
    assert code in {found for _, _, found in faults(filled)}


def test_a_changed_word_is_named_with_its_column(filled: Newsroom) -> None:
    filled.edit("細節決定成敗。", "細節決定勝敗。")
    assert faults(filled) == [(11, 11, "E-TEXT")]
    assert "it has “細節決定成敗。”" in filled.run("check", code=1).stdout


def test_words_mended_on_purpose_keep_what_is_printed(filled: Newsroom) -> None:
    filled.edit("      細節決定成敗。\n", "      細節決定勝敗。\n    printed: 細節決定成敗。\n")
    assert faults(filled, code=0) == []


def test_an_entry_by_hand_may_be_part_of_a_sentence(filled: Newsroom) -> None:
    path = filled.catalog()
    entry = "\n  - id: 003-09\n    text: 正式上任\n    kind: quote\n    line: 5\n    status: ok\n"
    path.write_text(path.read_text(encoding="utf-8") + entry, encoding="utf-8")
    assert faults(filled, code=0) == []


def test_a_changed_source_is_told_at_its_hash(filled: Newsroom) -> None:
    path = filled.root / "seeds/003_a.txt"
    path.write_text(path.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    assert faults(filled) == [(4, 11, "E-SOURCE-CHANGED")]


def test_a_warning_is_listed_and_only_strict_fails(filled: Newsroom) -> None:
    filled.edit("    speaker: 王忠林", "    speker: 王忠林")
    assert faults(filled, code=0) == [(13, 5, "W-UNKNOWN-KEY")]
    result = filled.run("check", "--strict", code=1)
    assert "did you mean “speaker”?" in result.stdout


def test_a_name_that_is_nearly_somebody_is_a_warning(filled: Newsroom) -> None:
    filled.write("catalog/people.yaml", "people:\n  - name: 王忠林\n")
    filled.edit("speaker: 王忠林", "speaker: 王忠琳")
    assert faults(filled, code=0) == [(13, 14, "W-NEAR-NAME")]


def test_invisible_characters_are_a_warning(filled: Newsroom) -> None:
    filled.edit("occasion: 調研", "occasion: 調\u200b研")
    assert [code for *_, code in faults(filled, code=0)] == ["W-INVISIBLE"]


def test_one_broken_file_does_not_hide_the_others(filled: Newsroom) -> None:
    filled.write("catalog/kaputt.yaml", "a: [\n")
    filled.edit("kind: quote", "kind: quot")
    lines = filled.run("check", code=1).stdout.splitlines()
    codes = [line.split()[1] for line in lines if not line.startswith("  next")]
    assert codes == ["E-FIELD", "E-YAML"]


def test_a_leftover_of_an_interrupted_write_is_told(filled: Newsroom) -> None:
    filled.write("catalog/.003_a.yaml.00.quotes-tmp", "x")
    assert "W-LEFTOVER" in filled.run("check").stdout


def test_every_word_of_the_catalog_is_guarded(filled: Newsroom) -> None:
    """Any one character of any text, changed, is found."""
    good = filled.catalog().read_text(encoding="utf-8")
    texts = [line for line in good.splitlines() if line.startswith("      ")]
    assert texts
    for line in texts:
        for at in range(6, len(line)):
            changed = line[:at] + "龘" + line[at + 1 :]
            filled.catalog().write_text(good.replace(line, changed, 1), encoding="utf-8")
            filled.run("check", code=1)
