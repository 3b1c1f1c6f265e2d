"""A writer's draft held against the catalog: no slip passes, and nothing right is accused."""

import io
import json
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
import yaml
from docx import Document

from newsroom import Newsroom
from quotes.errors import UnreadableArticle
from quotes.present.verdicts import CODES
from quotes.reading import drafts
from quotes.sayings.verdicts import MILD, Verdict
from quotes.workflow.looking import look_up
from quotes.workflow.verifying import Examined, verify
from test_variants import FULL, RETOLD, STORY

ROOT = Path(__file__).resolve().parent.parent
DRAFTS = Path(__file__).parent / "drafts"
PLANTED: list[dict[str, Any]] = yaml.safe_load((DRAFTS / "planted.yaml").read_text("utf-8"))
CORRECT: list[dict[str, Any]] = yaml.safe_load((DRAFTS / "correct.yaml").read_text("utf-8"))
FOUND_AS = {
    "changed": Verdict.CHANGED,
    "speaker": Verdict.SPEAKER,
    "date": Verdict.DATE,
    "script": Verdict.SCRIPT,
    "shortened": Verdict.SHORTENED,
    "stitched": Verdict.STITCHED,
    "invented": Verdict.NOT_FOUND,
}
SAID = "不能不當回事，人命關天。"
"""What 王忠林 said on 2020-02-16 by the newsroom's article."""


def _examined(name: str) -> Examined:
    return verify(look_up(ROOT), str(DRAFTS / name))


@pytest.fixture(scope="module")
def planted() -> dict[str, tuple[Verdict, ...]]:
    return {each.finding.text: each.verdicts for each in _examined("planted.md").quotations}


def test_nothing_right_is_accused_in_either_script() -> None:
    found = _examined("correct.md").quotations
    assert [each.finding.text for each in found] == [case["text"] for case in CORRECT]
    assert [each for each in found if not each.is_mild] == []
    assert len(found) >= 40


@pytest.mark.parametrize("case", PLANTED, ids=lambda case: f"{case['error']} {case['text'][:12]}")
def test_no_slip_passes(planted: dict[str, tuple[Verdict, ...]], case: dict[str, Any]) -> None:
    assert FOUND_AS[case["error"]] in planted[case["text"]]


def test_every_sort_of_slip_was_planted() -> None:
    assert {case["error"] for case in PLANTED} == set(FOUND_AS)
    assert len(PLANTED) >= 40


DIFFERENCES: Sequence[tuple[str, list[str]]] = (
    (f"王忠林說：“{SAID}”", ["verbatim"]),
    ("王忠林說：“不能不當回事,人命關天”。", ["punctuation"]),
    ("王忠林说：“不能不当回事，人命关天。”", ["script"]),
    ("王忠林說：“不能不當回事。”", ["shortened"]),
    ("王忠林說：“不能不當回事，人命在天。”", ["words changed"]),
    (f"應勇說：“{SAID}”", ["other speaker"]),
    (f"2020年2月18日，王忠林說：“{SAID}”", ["other date"]),
    (f"2020年2月18日，應勇說：“{SAID}”", ["other speaker", "other date"]),
    ("他說：“王忠林正式上任。”", ["no quotation in the source"]),
    ("他說：“細節決定成敗。拖地板再起勁也是徒勞。”", ["stitched"]),
    ("王忠林說：“春天的花開得比往年都晚一些。”", ["not found"]),
    ("王忠林說：“不能不當回事……”", ["edit shown"]),
    ("應勇說：“水龍頭不關……也是徒勞。”", ["edit shown"]),
    ("應勇說：“水龍頭（水源）不關，拖地板再起勁也是徒勞。”", ["edit shown"]),
    ("王忠林說：“……當回事，人命關天。”", ["words changed"]),
    ("王忠林說：“當回事，人命關天。”", ["words changed"]),
    ("王忠林說：“細節決定成敗？”", ["words changed"]),
    ("市委書記說：“細節決定成敗。”", ["verbatim"]),
    ("2月16日前後，王忠林說：“細節決定成敗。”", ["verbatim"]),
)


@pytest.mark.parametrize(("draft", "verdicts"), DIFFERENCES)
def test_a_quotation_is_told_how_it_differs(
    filled: Newsroom, draft: str, verdicts: list[str]
) -> None:
    filled.write("draft.txt", draft + "\n")
    told = json.loads(filled.run("verify", "--json", "draft.txt", code=None).stdout)
    assert [each["verdicts"] for each in told["quotations"]] == [verdicts]
    assert told["counts"] == dict.fromkeys(verdicts, 1)


@pytest.mark.parametrize(("draft", "verdicts"), DIFFERENCES)
def test_the_exit_code_tells_what_is_worse_than_a_house_style(
    filled: Newsroom, draft: str, verdicts: list[str]
) -> None:
    filled.write("draft.txt", draft + "\n")
    is_mild = MILD.issuperset(map(Verdict, verdicts))
    filled.run("verify", "draft.txt", code=0 if is_mild else 1)
    filled.run("verify", "--strict", "draft.txt", code=0 if verdicts == ["verbatim"] else 1)


def _verdicts(room: Newsroom, draft: str) -> list[tuple[str, list[str]]]:
    room.write("draft.txt", draft + "\n")
    told = json.loads(room.run("verify", "--json", "draft.txt", code=None).stdout)
    return [(each["text"], each["verdicts"]) for each in told["quotations"]]


def test_two_halves_of_one_quotation_are_one(filled: Newsroom) -> None:
    said = "“水龍頭不關，”應勇說，“拖地板再起勁也是徒勞。”"
    assert [verdicts for _, verdicts in _verdicts(filled, said)] == [["verbatim"]] * 2
    other = "“水龍頭不關，”應勇說，“拖地板就沒有用。”"
    assert [verdicts for _, verdicts in _verdicts(filled, other)] != [["verbatim"]] * 2


def test_what_somebody_quotes_is_asked_for_itself(filled: Newsroom) -> None:
    assert _verdicts(filled, "王忠林說：“他強調‘細節決定成敗。’”") == [
        ("細節決定成敗。", ["verbatim"])
    ]


def test_a_nearly_equal_sentence_of_the_same_speaker_is_meant(newsroom: Newsroom) -> None:
    article = "周舟說：“我們已轉移群眾三千二百人。”林遠說：“我們已轉移群眾兩千三百人。”\n"
    newsroom.write("seeds/003_a.txt", article)
    newsroom.run("extract", "seeds")
    assert _verdicts(newsroom, "周舟說：“我們已轉移群眾三千四百人。”") == [
        ("我們已轉移群眾三千四百人。", ["words changed"])
    ]


def test_one_of_two_speakers_is_right_and_disputed(filled: Newsroom) -> None:
    filled.write("seeds/004_b.txt", f"2月16日，孫春蘭說：“{SAID}”\n")
    filled.run("extract", "seeds")
    assert _verdicts(filled, f"孫春蘭說：“{SAID}”") == [(SAID, ["verbatim", "disputed"])]
    assert _verdicts(filled, f"應勇說：“{SAID}”") == [(SAID, ["other speaker"])]
    assert "told of" not in filled.run("verify", "draft.txt", code=1).stdout


def test_words_that_the_article_denies_were_never_said(filled: Newsroom) -> None:
    other = f"應勇說：“{SAID}”"
    assert _verdicts(filled, f"王忠林說：“{SAID}”") == [(SAID, ["verbatim"])]
    [number] = [each["id"] for each in _listed(filled) if each["text"] == SAID]
    filled.run("set", number, "mode=written")
    assert _verdicts(filled, f"王忠林說：“{SAID}”") == [(SAID, ["verbatim"])]
    filled.run("set", number, "mode=denied")
    assert _verdicts(filled, f"王忠林說：“{SAID}”") == [(SAID, ["denied"])]
    assert _verdicts(filled, other) == [(SAID, ["other speaker", "denied"])]
    assert "E-DRAFT-DENIED" in filled.run("verify", "draft.txt", code=1).stdout


@pytest.mark.parametrize(
    ("standing", "verdict"),
    [("verified", ["verbatim"]), ("disputed", ["verbatim", "disputed"]), ("misattributed", ["refuted"]),
     ("withdrawn", ["refuted"])],
)  # fmt: skip
def test_what_people_found_of_the_words_is_told(
    filled: Newsroom, standing: str, verdict: list[str]
) -> None:
    [number] = [each["id"] for each in _listed(filled) if each["text"] == SAID]
    filled.run("set", number, f"standing={standing}", "note=查過")
    assert _verdicts(filled, f"王忠林說：“{SAID}”") == [(SAID, verdict)]


def _listed(room: Newsroom) -> list[dict[str, str]]:
    return list(map(json.loads, room.run("list", "--jsonl").stdout.splitlines()))


def test_words_that_only_a_retelling_has_are_nobodys(newsroom: Newsroom) -> None:
    newsroom.write("seeds/003_a.txt", f"{STORY}他又說：“{FULL}”\n")
    newsroom.write("seeds/004_b.txt", f"{RETOLD}他又說：“{FULL}”\n")
    newsroom.run("extract", "seeds")
    told = dict(_verdicts(newsroom, "他喊道：“桥修好我们再走，谁也不准先走。”"))
    assert "only retold" in told["桥修好我们再走，谁也不准先走。"]


def test_a_source_that_has_it_nearly_is_shown(filled: Newsroom) -> None:
    told = dict(_verdicts(filled, "他說：“武漢市委書記王忠林正式就上任。”"))
    assert told["武漢市委書記王忠林正式就上任。"] == [
        "words changed", "no quotation in the source",
    ]  # fmt: skip


def test_terms_that_nobody_keeps_are_left_alone(filled: Newsroom) -> None:
    filled.write("draft.txt", "這裡的“網紅”餐廳很多。\n")
    assert filled.run("verify", "draft.txt").stderr == "no quotations\n"


def test_dropped_entries_vouch_for_no_speaker(filled: Newsroom) -> None:
    shown = filled.run("list", "--grep", "細節", "--ids").stdout.strip()
    filled.run("set", shown, "status=drop")
    filled.write("draft.txt", "應勇說：“細節決定成敗。”\n")
    (told,) = json.loads(filled.run("verify", "--json", "draft.txt").stdout)["quotations"]
    assert told["verdicts"] == ["verbatim"]
    assert [each["id"] for each in told["passages"]] == [None]


def test_an_empty_catalog_is_said_to_be_empty(newsroom: Newsroom) -> None:
    newsroom.write("draft.txt", f"王忠林說：“{SAID}”\n")
    told = newsroom.run("verify", "draft.txt", code=1)
    assert "E-DRAFT-NOT-FOUND" in told.stdout
    assert "the catalog is empty" in told.stderr


def test_a_name_in_people_is_one_person_in_every_printing(filled: Newsroom) -> None:
    filled.write("catalog/people.yaml", "people:\n  - name: 王忠林\n    aliases: [王书记]\n")
    filled.write("draft.txt", f"王書記說：“{SAID}”\n")
    assert filled.run("verify", "draft.txt").stderr == "1 quotation: verbatim 1\n"


def test_a_pipe_is_a_draft(filled: Newsroom) -> None:
    told = filled.run(
        "verify", "-", stdin="王忠林說：“不能不當回事，人命由天。”\n".encode(), code=1
    )
    assert told.stdout.startswith("-:1:7 E-DRAFT-")


def test_editors_are_told_the_columns(filled: Newsroom) -> None:
    filled.write("draft.md", "# 題\n\n王忠林說：“不能不當回事，人命在天。”\n")
    told = filled.run("verify", "--format", "github", "draft.md", code=1).stdout
    assert told.startswith(
        "::error file=draft.md,title=E-DRAFT-CHANGED,line=3,col=7,endColumn=19::"
    )
    assert "人命[-關-]{+在+}天" in told
    sarif = json.loads(filled.run("verify", "--format", "sarif", "draft.md", code=1).stdout)
    result = sarif["runs"][0]["results"][0]
    assert result["ruleId"] == "E-DRAFT-CHANGED"
    assert result["locations"][0]["physicalLocation"]["region"] == {
        "startLine": 3, "startColumn": 7, "endColumn": 19,
    }  # fmt: skip


def test_a_table_shows_what_was_changed_and_where_it_is_printed(
    filled: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "140")
    filled.write("draft.txt", "應勇說：“不能不當回事，人命在天。”\n")
    table = filled.run("verify", "--format", "table", "draft.txt", code=1).stdout
    for seen in (
        "words changed",
        "other speaker",
        "[-關-]{+在+}",
        "told of 王忠林, not 應勇",
        "003-",
    ):
        assert seen in table


def test_every_verdict_but_verbatim_has_its_code() -> None:
    assert set(CODES) == set(Verdict) - {Verdict.VERBATIM}


def _document(*paragraphs: str, cell: str = "") -> bytes:
    document = Document()
    for each in paragraphs:
        document.add_paragraph(each)
    if cell:
        document.add_table(1, 1).cell(0, 0).text = cell
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def test_a_word_document_is_read_with_its_tables(filled: Newsroom) -> None:
    made = _document(
        "題目", f"王忠林說：“{SAID}”", cell="應勇說：“水龍頭不關，拖地板再起勁也是徒勞。”"
    )
    filled.write("draft.docx", made)
    told = json.loads(filled.run("verify", "--json", "draft.docx").stdout)
    assert told["counts"] == {"verbatim": 2}
    assert [each["line"] for each in told["quotations"]] == [2, 3]


@pytest.mark.parametrize("wrapper", ["ins", "sdt"])
def test_what_was_put_in_under_tracked_changes_is_read(filled: Newsroom, wrapper: str) -> None:
    inserted = f"<w:{wrapper}><w:r><w:t>絕對不</w:t></w:r></w:{wrapper}>"
    if wrapper == "sdt":
        inserted = "<w:sdt><w:sdtContent><w:r><w:t>絕對不</w:t></w:r></w:sdtContent></w:sdt>"
    deleted = "<w:del><w:r><w:delText>當然</w:delText></w:r></w:del>"
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(_document("HERE"))) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            said = f"王忠林說：“不能不當回事，人命</w:t></w:r>{inserted}{deleted}<w:r><w:t>關天。”"
            new.writestr(name, old.read(name).replace(b"HERE", said.encode()))
    filled.write("draft.docx", made.getvalue())
    told = json.loads(filled.run("verify", "--json", "draft.docx", code=1).stdout)
    assert [each["text"] for each in told["quotations"]] == ["不能不當回事，人命絕對不關天。"]


def _archive(**members: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "/"), content)
    return made.getvalue()


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (_document("好")[:-40], "a broken archive"),
        (_archive(draft=b"x"), "an archive, not a draft"),
        (_archive(**{"word__document.xml": b"<w:document"}), "a broken Word document"),
        (_document(""), "a document without text"),
    ],
    ids=["cut off", "another archive", "broken inside", "empty"],
)
def test_a_document_that_cannot_be_read_is_told(filled: Newsroom, content: bytes, why: str) -> None:
    filled.write("draft.docx", content)
    told = filled.run("verify", "draft.docx", code=3).stderr
    assert f"draft.docx: {why}" in told
    assert "next: " in told


def test_an_archive_is_not_unpacked_to_learn_its_size(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(drafts, "MAX_BYTES", 1_000)
    draft = tmp_path / "draft.docx"
    draft.write_bytes(_archive(**{"word__document.xml": b" " * 2_000}))
    with pytest.raises(UnreadableArticle, match="longer than"):
        drafts.read_draft(draft)


def test_a_missing_draft_is_told(filled: Newsroom) -> None:
    assert "nowhere.md" in filled.run("verify", "nowhere.md", code=3).stderr
