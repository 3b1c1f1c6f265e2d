"""Word documents: each word once, and what is damaged refused as that."""

import zipfile
from pathlib import Path

import pytest
from torture import documents

from newsroom import Newsroom
from quotes.reading import drafts

pytestmark = pytest.mark.torture


@pytest.fixture
def newsroom(tmp_path: Path) -> Newsroom:
    (tmp_path / "catalog").mkdir()
    return Newsroom(tmp_path)


def _paragraphs(body: str, folder: Path) -> list[str]:
    (folder / "draft.docx").write_bytes(
        documents.document({"word/document.xml": documents.whole(body)})
    )
    return drafts.read_draft(folder / "draft.docx").text.split("\n")


def _run(words: str) -> str:
    return f"<w:r><w:t>{words}</w:t></w:r>"


BOX = f"<w:txbxContent><w:p>{_run('王忠林說：“好。”')}</w:p></w:txbxContent>"
MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'


def _told_twice(first: str, second: str) -> str:
    ways = f"<mc:Choice Requires='wps'>{first}</mc:Choice><mc:Fallback>{second}</mc:Fallback>"
    return f"<w:r><mc:AlternateContent {MC}><!-- x -->{ways}</mc:AlternateContent></w:r>"


@pytest.mark.parametrize(
    "box",
    [
        f"<w:r><w:pict>{BOX}</w:pict></w:r>",
        _told_twice(f"<w:drawing>{BOX}</w:drawing>", f"<w:pict>{BOX}</w:pict>"),
        _told_twice(_told_twice(BOX, BOX), BOX),
        f"<w:r><mc:AlternateContent {MC}><mc:Fallback>{BOX}</mc:Fallback></mc:AlternateContent></w:r>",
    ],
    ids=["plain", "for old programs too", "one in another", "for old programs only"],
)
def test_a_text_box_is_read_once_and_parts_no_sentence_around_it(box: str, tmp_path: Path) -> None:
    body = f"<w:p>{_run('前')}{box}{_run('後')}</w:p><w:p>{_run('末')}</w:p>"

    assert _paragraphs(body, tmp_path) == ["前後", "王忠林說：“好。”", "末"]


@pytest.mark.parametrize("within", ["<!-- x -->", "<?x y?>", "<!-- x --><?x y?>"])
def test_what_is_not_printed_ends_no_words(within: str, tmp_path: Path) -> None:
    body = f"<w:p>{_run(f'王忠林說{within}：“好{within}。”')}</w:p>"

    assert _paragraphs(body, tmp_path) == ["王忠林說：“好。”"]


def test_paragraphs_in_paragraphs_are_read_once_each(tmp_path: Path) -> None:
    body = f"<w:p>{_run('好')}" * 70 + "</w:p>" * 70

    assert _paragraphs(body, tmp_path) == ["好"] * 70


def test_what_was_moved_is_read_where_it_stands_now(tmp_path: Path) -> None:
    body = (
        f"<w:p>{_run('前')}<w:moveFrom>{_run('好')}</w:moveFrom></w:p>"
        f"<w:p>{_run('後')}<w:moveTo>{_run('好')}</w:moveTo></w:p>"
    )

    assert _paragraphs(body, tmp_path) == ["前", "後好"]


def test_ways_to_tell_that_stand_nowhere_are_read_through(tmp_path: Path) -> None:
    stray = f"<mc:Choice {MC}>{_run('好')}</mc:Choice><mc:Fallback {MC}>{_run('的')}</mc:Fallback>"

    assert _paragraphs(f"<w:p>{stray}</w:p>", tmp_path) == ["好的"]


def _with_part(name: str, old: str, new: str) -> bytes:
    """A small document of three parts, one of them other than it should be."""
    return documents.document({name: documents.PARTS[name].replace(old, new)})


def _chain(parts: int) -> bytes:
    """Each part names the next one."""
    relation = documents.PARTS["_rels/.rels"]
    more = {"word/_rels/document.xml.rels": relation.replace("word/document.xml", "0.xml")}
    for number in range(parts):
        more[f"word/{number}.xml"] = "<a/>"
        more[f"word/_rels/{number}.xml.rels"] = relation.replace(
            "word/document.xml", f"{number + 1}.xml"
        )
    return documents.document(more | {f"word/{parts}.xml": "<a/>"})


BROKEN = {
    "no body": _with_part("word/document.xml", "w:body", "w:bodies"),
    "another root": _with_part("word/document.xml", "w:document", "w:settings"),
    "another namespace": _with_part("word/document.xml", "wordprocessingml/2006", "other/2006"),
    "no list of kinds": documents.document({"[Content_Types].xml": "<a/>"}),
    "a kind that is another": _with_part(
        "[Content_Types].xml", "wordprocessingml.document", "sheet"
    ),
    "a relation without a target": _with_part("_rels/.rels", 'Target="word/document.xml"', ""),
    "a chain of 3,000 parts": _chain(3_000),
    "a password": documents.marked(documents.document(), 8, 1),
    "an unknown way to compress": documents.marked(documents.document(), 10, 99),
    "damaged deflate": documents.damaged(zipfile.ZIP_DEFLATED),
    "damaged bzip2": documents.damaged(zipfile.ZIP_BZIP2),
    "damaged lzma": documents.damaged(zipfile.ZIP_LZMA),
}


@pytest.mark.parametrize("content", BROKEN.values(), ids=BROKEN)
def test_a_damaged_word_document_is_refused_as_one(newsroom: Newsroom, content: bytes) -> None:
    newsroom.write("draft.docx", content)
    told = newsroom.run("verify", "draft.docx", code=3).stderr

    assert "draft.docx: a broken Word document: " in told
    assert "next: save it again, or save it as text" in told
    assert " at 0x" not in told


def test_an_archive_that_asks_for_a_newer_program_is_refused(newsroom: Newsroom) -> None:
    newsroom.write("draft.docx", documents.marked(documents.document(), 6, 99))

    assert "draft.docx: a broken archive: " in newsroom.run("verify", "draft.docx", code=3).stderr


def test_a_small_document_of_three_parts_is_read(tmp_path: Path) -> None:
    (tmp_path / "draft.docx").write_bytes(documents.document())

    assert drafts.read_draft(tmp_path / "draft.docx").text == documents.WORDS
