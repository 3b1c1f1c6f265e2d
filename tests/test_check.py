"""Every entry is proved against its source, and every fault has a place and a next step."""

import os
import re
import subprocess

import pytest

from newsroom import ARTICLE, Newsroom
from quotes.catalog import store
from quotes.catalog.proposal import propose
from quotes.parsing import parse
from quotes.reading import read_article
from test_variants import FULL, STORY

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
        ("細節決定成敗。", "细节决定成败。", "E-TEXT-SCRIPT"),
        ("細節決定成敗。", "細節決定成敗！", "E-TEXT-MARKS"),
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
        ("file: seeds/003_a.txt", "file: nowhere/003_a.txt", "E-SOURCE-MISSING"),
        ("file: seeds/003_a.txt", "file: seeds/renamed.txt", "E-SOURCE-MOVED"),
        ("speaker: 王忠林", "speaker: 「王忠林」", "E-CURLY-QUOTES"),
        ("file: seeds/003_a.txt", "file: ../outside.txt", "E-SOURCE-OUTSIDE"),
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


# What typists do.


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("    speaker: 王忠林", "    speaker：王忠林", "E-WIDE-COLON"),
        ("    speaker: 王忠林", "      speaker：王忠林", "E-WIDE-COLON"),
        ("    speaker: 王忠林", "    speaker:王忠林", "E-NO-SPACE"),
        ("    speaker: 王忠林", "\u3000\u3000speaker: 王忠林", "E-WIDE-SPACE"),
        ("    speaker: 王忠林", "    \u3000speaker: 王忠林", "E-WIDE-SPACE"),
        ("    speaker: 王忠林", "    speaker:\u3000王忠林", "E-WIDE-SPACE"),
        ("    speaker: 王忠林", "    speaker: “王忠林”", "E-CURLY-QUOTES"),
        ("    kind: quote", "    kind: “quote”", "E-CURLY-QUOTES"),
        ("    occasion: 調研", "    occasion: #武漢加油#", "E-CUT-OFF"),
        ("    speaker: 王忠林", "\tspeaker: 王忠林", "E-TAB"),
        ("    speaker: 王忠林", "    speaker: 王忠林\n    speaker: 應勇", "E-DUPLICATE-KEY"),
        ("    speaker: 王忠林", "<<<<<<< HEAD\n    speaker: 王忠林", "E-MERGE"),
    ],
)
def test_what_a_typist_does_is_named(filled: Newsroom, old: str, new: str, code: str) -> None:
    filled.edit(old, new)
    assert code in {found for _, _, found in faults(filled)}


@pytest.mark.parametrize(
    "line",
    [
        "    occasion: 調研“方艙醫院”",
        "    note: “王忠林”據長江日報",
        "    note: 見 http://example.org/a#b",
        "    note: 調研  # 據長江日報",
        "    note: |-\n      speaker：王忠林\n      speaker:王忠林\n      \u3000\u3000某\n      # 好",
        "    note: 'speaker：王忠林'",
    ],
)
def test_what_only_looks_like_a_slip_is_left_in_peace(filled: Newsroom, line: str) -> None:
    filled.edit("    occasion: 調研\n", f"{line}\n")
    assert [code for *_, code in faults(filled, code=0)] in ([], ["W-SUGGESTION"])


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("2020年3月6日", "2020-03-06"),
        ("二〇二〇年三月六日", "2020-03-06"),
        ("2020/3/6", "2020-03-06"),
        ("3月6日", "XXXX-03-06"),
        ("2020年3月", "2020-03"),
    ],
)
def test_a_date_by_hand_is_told_in_edtf(filled: Newsroom, written: str, meant: str) -> None:
    filled.edit("date: XXXX-02-16", f"date: {written}")
    assert f"write {meant}" in filled.run("check", code=1).stdout


def test_all_faults_of_a_file_that_does_not_parse_are_told(filled: Newsroom) -> None:
    filled.edit("    speaker: 王忠林", "    speaker：王忠林")
    filled.edit("    status: todo\n    auto", "    status:todo\n    auto")
    assert {"E-WIDE-COLON", "E-NO-SPACE"} <= {code for *_, code in faults(filled)}


def test_every_doubled_key_is_told(filled: Newsroom) -> None:
    filled.edit("    speaker: 王忠林", "    speaker: 王忠林\n    speaker: 王忠林")
    filled.edit("    status: todo", "    status: todo\n    status: ok")
    assert [code for *_, code in faults(filled)] == ["E-DUPLICATE-KEY"] * 2


# What must agree with the source and with the rest.


def test_what_differs_is_shown_character_by_character(filled: Newsroom) -> None:
    filled.edit("細節決定成敗。", "細節決定勝敗。")
    assert "it has “細節決定成敗。” (勝 → 成)" in filled.run("check", code=1).stdout


def test_a_suggestion_that_is_open_is_a_warning(filled: Newsroom) -> None:
    filled.edit("    speaker: 王忠林", "    speaker: 應勇")
    assert faults(filled, code=0) == []
    filled.edit("entries:\n", "  published: 2020-02-20\n\nentries:\n")
    assert [code for *_, code in faults(filled, code=0)] == ["W-SUGGESTION"]
    assert "the program would now say speaker: 王忠林" in filled.run("check").stdout


def test_a_suggestion_that_was_refused_is_not_told_again(filled: Newsroom) -> None:
    """Whoever refuses stores the fingerprint of what was proposed."""
    filled.edit("    speaker: 王忠林", "    speaker: 應勇")
    filled.edit("entries:\n", "  published: 2020-02-20\n\nentries:\n")
    document = store.read_file(filled.catalog(), filled.root)
    reading = parse(read_article(filled.root / "seeds/003_a.txt"), published="2020-02-20")
    offered = propose(next(each for each in reading.findings if each.text == "細節決定成敗。"))
    assert offered.auto
    assert document.entries[0].entry.auto
    filled.edit(document.entries[0].entry.auto, offered.auto)
    assert faults(filled, code=0) == []


def test_an_office_that_was_not_held_that_day_is_a_warning(filled: Newsroom) -> None:
    filled.write(
        "catalog/people.yaml",
        "people:\n  - name: 王忠林\n    roles:\n      - {title: 市委書記, since: 2020-02-13}\n",
    )
    filled.edit("speaker: 王忠林", "speaker: 市委書記王忠林")
    filled.edit("date: XXXX-02-16", "date: 2020-02-16")
    assert "W-ROLE" not in {code for *_, code in faults(filled, code=0)}
    filled.edit("date: 2020-02-16", "date: 2019-02-16")
    assert "W-ROLE" in {code for *_, code in faults(filled, code=0)}


@pytest.mark.parametrize("name", ["王忠琳", "王忠琳書記", "市委書記王忠琳", "王忠林大哥", "王忠"])
def test_a_slip_is_seen_behind_a_title_as_well(filled: Newsroom, name: str) -> None:
    filled.write("catalog/people.yaml", "people:\n  - name: 王忠林\n")
    filled.edit("speaker: 王忠林", f"speaker: {name}")
    told = [code for *_, code in faults(filled, code=0)]
    assert told.count("W-NEAR-NAME") == (name != "王忠")


@pytest.mark.parametrize(
    "name", ["王忠林", "市委书记王忠林", "應勇", "值班人員", "王忠林的秘書", "王忠林和應勇"]
)
def test_a_name_that_people_fold_together_is_no_slip(filled: Newsroom, name: str) -> None:
    filled.write("catalog/people.yaml", "people:\n  - name: 王忠林\n  - name: 应勇\n")
    filled.edit("speaker: 王忠林", f"speaker: {name}")
    assert "W-NEAR-NAME" not in {code for *_, code in faults(filled, code=0)}


SECOND = ARTICLE.replace("“細節決定成敗。”", "“细节决定成败！”")


def same_words(room: Newsroom, old: str, new: str) -> list[str]:
    """The codes for a second article in which one thing is told otherwise."""
    room.write("seeds/004_b.txt", SECOND)
    room.run("extract", "seeds")
    room.edit(old, new, "004_b")
    lines = room.run("check", code=None).stdout
    return re.findall(r"004_b\.yaml:\d+:\d+ (W-SAME-WORDS)", lines)


def test_the_same_words_of_the_same_speaker_are_no_fault(filled: Newsroom) -> None:
    assert same_words(filled, "speaker: 王忠林", "speaker: 市委书记王忠林") == []


@pytest.mark.parametrize(
    ("old", "new"),
    [("speaker: 王忠林", "speaker: 應勇"), ("date: XXXX-02-16", "date: XXXX-03-16")],
)
def test_the_same_words_told_otherwise_elsewhere_are_a_warning(
    filled: Newsroom, old: str, new: str
) -> None:
    assert same_words(filled, old, new) == ["W-SAME-WORDS"]


def test_words_that_are_said_to_be_others_are_no_fault(filled: Newsroom) -> None:
    new = "speaker: 應勇\n    not_same_as: [003-01]"
    assert same_words(filled, "speaker: 王忠林", new) == []


@pytest.mark.parametrize("key", ["speaker\u200b", "\u202espeaker"])
def test_invisible_characters_in_a_key_are_named(filled: Newsroom, key: str) -> None:
    filled.edit("    speaker: 王忠林", f"    {key}: 王忠林")
    assert "W-INVISIBLE" in {code for *_, code in faults(filled, code=0)}


def test_invisible_characters_in_people_are_named(filled: Newsroom) -> None:
    filled.write("catalog/people.yaml", "people:\n  - name: 王忠\u200b林\n")
    assert "people.yaml:2:13 W-INVISIBLE" in filled.run("check").stdout


# What a person wants to live with.


def test_a_fault_is_ignored_where_a_comment_says_why(filled: Newsroom) -> None:
    filled.edit("    speaker: 王忠林", "    speker: 王忠林  # quotes: ignore W-UNKNOWN-KEY 舊稿")
    result = filled.run("check", "--strict", code=None)
    assert "W-UNKNOWN-KEY" not in result.stdout
    assert "1 ignored on purpose" in result.stderr


def test_a_comment_on_a_block_stands_for_its_words(filled: Newsroom) -> None:
    filled.edit(
        "text: |-\n      細節決定成敗。",
        "text: |-  # quotes: ignore E-TEXT 據錄音\n      細節決定勝敗。",
    )
    assert faults(filled, code=0) == []


def test_people_may_have_such_a_comment_too(filled: Newsroom) -> None:
    people = "people:\n  - name: 王忠林\n    born: 1962  # quotes: ignore W-UNKNOWN-KEY 備查\n"
    filled.write("catalog/people.yaml", people)
    result = filled.run("check", "--strict")
    assert (result.stdout, "1 ignored on purpose" in result.stderr) == ("", True)


@pytest.mark.parametrize(
    ("comment", "said"),
    [
        ("W-UNKNOWN-KEY 舊稿", "has nothing to ignore"),
        ("W-NONSENSE 舊稿", "names W-NONSENSE, which is no code"),
        ("W-UNKNOWN-KEY", "gives no reason"),
        ("舊稿", "names no code"),
    ],
)
def test_a_comment_that_ignores_nothing_is_told(filled: Newsroom, comment: str, said: str) -> None:
    filled.edit("status: todo", f"status: todo  # quotes: ignore {comment}")
    result = filled.run("check")
    assert f"W-IGNORE this `quotes: ignore` {said}" in result.stdout


def test_what_cannot_be_read_cannot_be_ignored(filled: Newsroom) -> None:
    filled.edit("    speaker: 王忠林", "    speaker：王忠林  # quotes: ignore E-WIDE-COLON 習慣")
    assert [code for *_, code in faults(filled)] == ["E-WIDE-COLON"]


def test_the_words_of_a_comment_inside_a_value_are_words(filled: Newsroom) -> None:
    filled.edit("    occasion: 調研", '    note: "# quotes: ignore E-TEXT 舊稿"')
    assert "W-IGNORE" not in filled.run("check").stdout


# Which files, and which exit code.


def test_a_file_that_is_not_asked_for_is_not_told(filled: Newsroom) -> None:
    filled.write("seeds/004_b.txt", SECOND)
    filled.run("extract", "seeds")
    filled.edit("kind: quote", "kind: quot")
    assert filled.run("check", "catalog/004_b.yaml").stdout == ""
    assert "E-FIELD" in filled.run("check", "seeds/003_a.txt", code=1).stdout
    assert "E-FIELD" in filled.run("check", "catalog", code=1).stdout
    filled.run("check", "nowhere.yaml", code=2)


def test_only_what_git_has_staged_is_told(filled: Newsroom) -> None:
    def git(*args: str) -> None:
        subprocess.run(["git", "-C", filled.root, *args], check=True, capture_output=True)

    filled.run("check", "--staged", code=2)
    git("init")
    filled.edit("kind: quote", "kind: quot")
    assert filled.run("check", "--staged").stdout == ""
    git("add", "catalog/003_a.yaml")
    assert "E-FIELD" in filled.run("check", "--staged", code=1).stdout


def test_what_is_staged_is_looked_at_and_not_what_was_typed_since(filled: Newsroom) -> None:
    def git(*args: str) -> None:
        subprocess.run(["git", "-C", filled.root, *args], check=True, capture_output=True)

    git("init")
    filled.edit("kind: quote", "kind: quot")
    git("add", ".")
    filled.edit("kind: quot\n", "kind: quote\n")
    (filled.root / "seeds/003_a.txt").unlink()

    told = filled.run("check", "--staged", code=1).stdout
    assert [line.split()[1] for line in told.splitlines() if line[0] != " "] == ["E-FIELD"]

    git("add", "catalog")
    filled.edit("kind: quote\n", "kind: quot\n")
    assert filled.run("check", "--staged").stdout == ""


def test_a_file_that_the_system_withholds_is_worse_than_a_fault(filled: Newsroom) -> None:
    (filled.root / "catalog/pipe.yaml").symlink_to(filled.root / "nowhere")
    (filled.root / "catalog/folder.yaml").mkdir()
    os.mkfifo(filled.root / "catalog/fifo.yaml")
    filled.edit("kind: quote", "kind: quot")
    lines = filled.run("check", code=3).stdout.splitlines()
    codes = [line.split()[1] for line in lines if not line.startswith("  ")]
    assert codes == ["E-FIELD", "E-FILE", "E-FILE", "E-FILE"]


def test_a_commit_that_takes_a_source_out_is_told(filled: Newsroom) -> None:
    def git(*args: str) -> None:
        who = ("-c", "user.name=a", "-c", "user.email=a@example.org")
        subprocess.run(["git", "-C", filled.root, *who, *args], check=True, capture_output=True)

    git("init")
    git("add", ".")
    git("commit", "-m", "a")
    assert filled.run("check", "--staged").stdout == ""

    git("rm", "--cached", "seeds/003_a.txt")
    assert "E-SOURCE-MISSING" in filled.run("check", "--staged", code=1).stdout
    git("reset")
    git("mv", "seeds/003_a.txt", "seeds/004_b.txt")
    assert "E-SOURCE-M" in filled.run("check", "--staged", code=1).stdout


def test_a_renamed_source_is_not_entered_a_second_time(filled: Newsroom) -> None:
    (filled.root / "seeds/003_a.txt").rename(filled.root / "seeds/004_b.txt")
    before = filled.tree()

    said = filled.run("extract", "seeds", code=3).stderr

    assert "write `file: seeds/004_b.txt` in catalog/003_a.yaml" in said
    assert filled.tree() == before
    filled.edit("seeds/003_a.txt", "seeds/004_b.txt")
    filled.run("extract", "seeds")
    filled.run("check")


def test_what_is_told_of_a_file_does_not_depend_on_the_others_asked_for(newsroom: Newsroom) -> None:
    for name, line in (("003_a", ""), ("004_b", "2024年6月3日 山里日报\n\n")):
        newsroom.write(f"seeds/{name}.txt", f"{line}{STORY}6月2日，镇长林远说：“{FULL}”\n")
    newsroom.run("extract", "seeds")
    everything = newsroom.run("check").stdout
    assert "W-YEAR" in everything
    alone = newsroom.run("check", "catalog/003_a.yaml").stdout
    assert alone == "".join(
        line for line in everything.splitlines(keepends=True) if "004_b.yaml:" not in line
    )
