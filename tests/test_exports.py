"""Exports, read back by other people's tools: the same ids, the same words, and nothing obeyed."""

import csv
import io
import json
import re
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("pyarrow", reason="the extra `corpus` is not installed")

import mwparserfromhell
import pyarrow.parquet
import sqlite_utils
from citeproc import (
    Citation,
    CitationItem,
    CitationStylesBibliography,
    CitationStylesStyle,
    formatter,
)
from citeproc.source.json import CiteProcJSON
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from pybtex.database import parse_bytes
from pyld import jsonld

from newsroom import Newsroom, kept
from quotes.catalog.entries import Entry
from quotes.catalog.speakers import Person, Role
from quotes.present import formats
from quotes.present.escape import visible
from quotes.present.formats import Options
from quotes.reading import article_from_text
from quotes.sayings.anchors import Anchor, anchors
from quotes.sayings.selection import Selection

HOSTILE = (
    "</script><script>alert(1)</script>", "=1+1", "@人民日报", "他說\x1b[31m好\x07", "左\u202e右\u200b藏", "[[武汉]]{{删除}}",
    "100%_{a}\\input{x} $y$ #1 ~^", "''粗''<b>x</b>", "一\n二\r\n三", "--> <!-- x", "]]>&amp;&#x41;", "`代码` *星* _线_ |表|",
    'C:\\new "引" \'引\'', "\ufeff前", "'; DROP TABLE entries; --", "~~~", "# 题", "1. 项", "- 项", "==題==", "</nowiki>",
)  # fmt: skip
CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069]")
EVERY = {name: formats.load(name) for name in formats.names()}


def selection(*texts: str, **fields: Any) -> Selection:
    """Entries with these words, everything else of them as hostile."""
    listed = tuple(
        kept(
            text,
            id=f"{number:03}-01",
            speaker=text,
            title=text,
            outlet=text,
            occasion=text,
            **fields,
        )
        for number, text in enumerate(texts)
    )
    found = {
        each.entry.id or "": Anchor(
            4, 4 + len(each.entry.text or ""), each.entry.text or "", "他說：“", "”", 1
        )
        for each in listed
    }
    return Selection(listed, {"todo": 3}, (), found)


def made(name: str, what: Selection, options: Options | None = None) -> bytes:
    return EVERY[name].export(what, options or Options())


Pairs = list[tuple[str, str]]


def _json(raw: bytes) -> Pairs:
    whole = json.loads(raw)
    assert (whole["format"], whole["left_out"]) == ("quotes-export/1", {"todo": 3})
    return [(each["id"], each["text"]) for each in whole["entries"]]


def _jsonl(raw: bytes) -> Pairs:
    lines = [json.loads(each) for each in raw.decode().split("\n") if each]
    assert {each["format"] for each in lines} <= {"quotes-entry/1"}
    return [(each["id"], each["text"]) for each in lines]


def _csv(raw: bytes) -> Pairs:
    return [
        (each["id"], each["text"]) for each in csv.DictReader(io.StringIO(raw.decode(), newline=""))
    ]


def _parquet(raw: bytes) -> Pairs:
    table = pyarrow.parquet.read_table(io.BytesIO(raw))
    assert json.loads(table.schema.metadata[b"quotes"]) == {"left_out": {"todo": 3}}
    return [(each["id"], each["text"]) for each in table.to_pylist()]


def _sqlite(raw: bytes) -> Pairs:
    database = sqlite_utils.Database(memory=True)
    database.conn.deserialize(raw)
    assert list(database.query("PRAGMA foreign_key_check")) == []
    assert list(database.query("PRAGMA integrity_check")) == [{"integrity_check": "ok"}]
    assert database["entries"].detect_fts() == "entries_fts"
    assert json.loads(database["meta"].get("left_out")["value"]) == {"todo": 3}
    return [(each["id"], each["text"]) for each in database["entries"].rows]


CONTEXTS = {
    # The terms as the vocabularies define them: https://www.w3.org/TR/annotation-vocab/
    "http://www.w3.org/ns/anno.jsonld": {
        "oa": "http://www.w3.org/ns/oa#", "as": "http://www.w3.org/ns/activitystreams#",
        "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#", "schema": "http://schema.org/",
        "id": "@id", "type": "@type",
        **{name: f"oa:{name}" for name in (
            "Annotation", "TextualBody", "SpecificResource", "TextQuoteSelector",
            "TextPositionSelector", "start", "end", "exact", "prefix", "suffix",
        )},
        **{name: {"@id": f"oa:has{name.title()}", "@type": "@id"} for name in (
            "body", "target", "source", "selector", "scope",
        )},
        "first": {"@id": "as:first", "@type": "@id"},
        "items": {"@id": "as:items", "@type": "@id", "@container": "@list"},
        "value": "rdf:value",
    },
    "https://schema.org": {"@vocab": "https://schema.org/"},
}  # fmt: skip


def _expanded(raw: bytes) -> list[Any]:
    def load(url: str, _: Any) -> dict[str, Any]:
        return {"contextUrl": None, "documentUrl": url, "document": {"@context": CONTEXTS[url]}}

    found: list[Any] = jsonld.expand(
        json.loads(raw), {"documentLoader": load, "base": "https://example.org/a/"}
    )
    return found


OA, AS = "http://www.w3.org/ns/oa#", "http://www.w3.org/ns/activitystreams#"


def _annotation(raw: bytes) -> Pairs:
    [collection] = _expanded(raw)
    [items] = collection[f"{AS}first"][0][f"{AS}items"]
    found = []
    for each in items["@list"]:
        [target] = each[f"{OA}hasTarget"]
        quoted, placed = target[f"{OA}hasSelector"]
        [exact] = quoted[f"{OA}exact"]
        start, end = (placed[f"{OA}{name}"][0]["@value"] for name in ("start", "end"))
        assert end - start == len(exact["@value"])
        assert target[f"{OA}hasSource"][0]["@id"].startswith("https://example.org/a/seeds/")
        found.append((each["@id"].removeprefix("urn:quotes:annotation:"), exact["@value"]))
    return found


def _schema_org(raw: bytes) -> Pairs:
    [collection] = _expanded(raw)
    assert "3 todo" in collection["https://schema.org/description"][0]["@value"]
    return [
        (
            each["https://schema.org/identifier"][0]["@value"],
            each["https://schema.org/text"][0]["@value"],
        )
        for each in collection["https://schema.org/hasPart"]
    ]


TEI = {"t": "http://www.tei-c.org/ns/1.0"}
SCHEMA = etree.RelaxNG(etree.parse(Path(__file__).parent / "data" / "tei_subset.rng"))


def _tei(raw: bytes) -> Pairs:
    root = etree.fromstring(raw)
    SCHEMA.assertValid(root)
    assert "3 todo" in "".join(root.xpath("//t:publicationStmt/t:p/text()", namespaces=TEI))
    return [(each.get("n"), each[0].text or "") for each in root.xpath("//t:cit", namespaces=TEI)]


def _wikiquote(raw: bytes) -> Pairs:
    code = mwparserfromhell.parse(raw.decode())
    assert not code.filter_wikilinks()
    assert not code.filter_templates()
    assert {str(each.tag) for each in code.filter_tags()} <= {"nowiki", "li"}
    found = re.findall(r"^\* <nowiki>(.*)</nowiki> <!-- (.*?) -->$", raw.decode(), re.MULTILINE)
    plain = [
        (name, mwparserfromhell.parse(words).strip_code(normalize=True)) for words, name in found
    ]
    return sorted((name, words) for name, words in plain)


SHOWN: dict[str, Callable[[bytes], Pairs]] = {"tei": _tei, "csv": _csv}
"""What cannot be held, or is not seen, is shown there as ‹U+001B›."""
EXACT: dict[str, Callable[[bytes], Pairs]] = {
    "json": _json, "jsonl": _jsonl, "parquet": _parquet, "sqlite": _sqlite,
    "annotation": _annotation, "schema-org": _schema_org,
}  # fmt: skip


@pytest.mark.parametrize("name", EXACT)
def test_ids_and_words_come_back_as_they_were(name: str) -> None:
    assert EXACT[name](made(name, selection(*HOSTILE))) == [
        (f"{number:03}-01", text) for number, text in enumerate(HOSTILE)
    ]


@pytest.mark.parametrize("name", SHOWN)
def test_the_words_come_back_with_what_is_not_seen_shown(name: str) -> None:
    assert SHOWN[name](made(name, selection(*HOSTILE))) == [
        (f"{number:03}-01", visible(text)) for number, text in enumerate(HOSTILE)
    ]


def test_wikitext_holds_no_link_template_or_tag_of_a_source() -> None:
    found = _wikiquote(made("wikiquote", selection("應收盡收", *HOSTILE)))
    assert len(found) == len(HOSTILE) + 1
    assert found[0] == ("000-01", "應收盡收")


@given(st.text(min_size=1, max_size=40))
def test_whatever_the_words_every_format_can_be_read(text: str) -> None:
    whole = text.encode("utf-8", "ignore").decode()
    what = selection(whole)
    for name, read in EXACT.items():
        assert read(made(name, what)) == [("000-01", whole)]
    assert _csv(made("csv", what)) == [("000-01", visible(whole))]
    assert len(_tei(made("tei", what))) == 1
    _wikiquote(made("wikiquote", what))
    assert len(parse_bytes(made("bibtex", what), "bibtex").entries) == 1
    json.loads(made("csl", what))


@pytest.mark.parametrize("name", [each for each in EVERY if EVERY[each].is_text])
def test_no_export_in_text_holds_what_a_terminal_obeys(name: str) -> None:
    told = made(name, selection(*HOSTILE)).decode().replace("\r\n", "\n")
    assert not CONTROLS.search(told)


@pytest.mark.parametrize("name", EVERY)
def test_nothing_chosen_is_exported_as_nothing(name: str) -> None:
    raw = made(name, Selection((), {}))
    if name in EXACT and name not in ("json", "parquet", "sqlite", "schema-org"):
        assert EXACT[name](raw) == []
    if name == "tei":
        SCHEMA.assertValid(etree.fromstring(raw.replace(b"quotes 0", b"3 todo quotes 0")))


def test_a_spreadsheet_opens_rightly_and_runs_nothing() -> None:
    raw = made("csv", selection(*HOSTILE, "＝1", "\t=1"), Options(excel=True))
    assert raw.startswith(b"\xef\xbb\xbf")
    for row in csv.reader(io.StringIO(raw.decode("utf-8-sig"), newline="")):
        assert not [cell for cell in row if re.match(r"\s*[=+\-@＝＋－＠]", cell)]
    assert not made("csv", selection("=1")).startswith(b"\xef\xbb\xbf")


def _blocks(raw: bytes) -> list[str]:
    return re.findall(r"^> (.+)$", raw.decode(), re.MULTILINE)


def test_a_briefing_obeys_no_markdown() -> None:
    told = made("markdown", selection(*HOSTILE)).decode()
    assert re.findall(r"(?<!\\)(?:\[\[|<script|</|\*\*)", told.replace("**", "", 0)) == []
    assert "3 todo" in told


@pytest.mark.parametrize("words", ["12. 不是", " - 第二", "+ 三", "= 題", "1) 一", ": 解"])
def test_words_begin_no_list_and_no_heading(words: str) -> None:
    [line] = [
        each
        for each in made("markdown", selection(words)).decode().split("\n")
        if each.startswith("> ") and "—" not in each
    ]
    assert re.match(r"> (?:\d*)\\", line), line


def test_ids_are_inert_too() -> None:
    told = made("markdown", Selection((kept("好", id="a` <img src=x>"),), {})).decode()
    assert "<img" not in told.replace("\\<img", "")


@pytest.mark.parametrize("name", ["wikiquote", "markdown"])
def test_who_reads_is_warned_of_what_was_denied(name: str) -> None:
    one = kept("好", id="1-01", speaker="甲", mode="denied", status="unsure")
    assert "待核，此话被否认" in made(name, Selection((one,), {})).decode()


def test_json_can_be_pasted_into_a_script_element() -> None:
    assert b"</script" not in made("schema-org", selection(*HOSTILE))


def test_faulty_catalogs_are_exported_all_the_same() -> None:
    twice = (
        kept("好", id="1-01", tags=("a",)),
        kept("二", id="1-01"),
        kept("三", id="1-02")._replace(entry=Entry(text="三", kind="quote", tags=("b",))),
    )
    person = Person("甲")
    what = Selection(twice, {}, (person, person))
    for name in EVERY:
        made(name, what)


def test_keys_of_articles_do_not_collide() -> None:
    listed = tuple(
        kept("好", id=f"1-0{at}")._replace(file=f"catalog/{name}.yaml")
        for at, name in enumerate(("a(1)", "a-1-"))
    )
    found = parse_bytes(made("bibtex", Selection(listed, {})), "bibtex")
    assert list(found.entries) == ["a-1-", "a-1-.2"]


def test_an_address_is_no_command_of_tex() -> None:
    told = made(
        "bibtex", Selection((kept("好", url="http://x.example/a\\input{x}^^5c"),), {})
    ).decode()
    assert re.search(r"url = \{http://x.example/a%5Cinput%7Bx%7D%5E%5E5c\}", told)


def test_a_briefing_is_ordered_by_speaker_or_by_month() -> None:
    listed = (
        kept("一", id="1-01", speaker="乙", date="2020-03-01"),
        kept("二", id="1-02", speaker="甲", date="2020-02-01"),
        kept("三", id="1-03", speaker="乙", date="2020-02-02"),
        kept("四", id="1-04"),
    )
    what = Selection(listed, {})
    heads = {
        by: re.findall("^## (.*)", made("markdown", what, Options(by=by)).decode(), re.MULTILINE)
        for by in ("speaker", "month")
    }
    assert heads == {
        "speaker": ["乙", "甲", "not known"],
        "month": ["2020-02", "2020-03", "not known"],
    }


def test_wikiquote_has_a_section_for_each_standing() -> None:
    listed = (
        kept("一", id="1-01", speaker="甲", standing="disputed"),
        kept("二", id="1-02", speaker="甲"),
        kept("三", id="1-03", speaker="甲", standing="misattributed"),
        kept("四", id="1-04"),
    )
    told = made("wikiquote", Selection(listed, {"drop": 2})).decode()
    heads = [str(each.title).strip() for each in mwparserfromhell.parse(told).filter_headings()]
    assert heads == ["<nowiki>甲</nowiki>", "语录", "存疑", "误传"]
    assert told.startswith("<!-- left out: 2 drop, 1 without a speaker -->")


def test_articles_are_cited_by_a_processor() -> None:
    source = {
        "title": "履新一週",
        "outlet": "封面新聞",
        "author": ("謝燃岸",),
        "published": "2020-02-20~",
    }
    items = json.loads(
        made(
            "csl",
            Selection((kept("好", id="003-01", **source), kept("二", id="003-02", **source)), {}),
        )
    )

    assert [each["id"] for each in items] == ["003"]
    style = CitationStylesStyle("harvard-cite-them-right", validate=False)
    shelf = CitationStylesBibliography(style, CiteProcJSON(items), formatter.plain)
    shelf.register(Citation([CitationItem("003")]))
    cited = str(shelf.bibliography()[0])
    assert "履新一週" in cited
    assert "封面新聞" in cited
    assert "2020" in cited


def test_articles_are_read_by_bibtex() -> None:
    source = {
        "title": "100%_{a}",
        "outlet": "封面",
        "author": ("甲", "乙"),
        "published": "2020-02-20",
    }
    found = parse_bytes(
        made("bibtex", Selection((kept("好", id="003-01", **source),), {})), "bibtex"
    )

    [(name, entry)] = found.entries.items()
    assert name == "003"
    assert [str(each) for each in entry.persons["author"]] == ["{甲}", "{乙}"]
    assert entry.fields["title"] == r"{100\%\_\textbraceleft{}a\textbraceright{}}"
    assert (entry.fields["year"], entry.fields["month"], entry.fields["day"]) == ("2020", "2", "20")


def test_datasette_sees_people_offices_and_a_view() -> None:
    person = Person("王忠林", ("王書記",), (Role("武汉市委书记", "2020-02-13", "2021"),))
    entry = kept("細節決定成敗。", id="1-01", speaker="王忠林", tags=("抗疫",))._replace(
        name="王忠林"
    )
    database = sqlite_utils.Database(memory=True)
    database.conn.deserialize(made("sqlite", Selection((entry,), {}, (person,))))

    assert {each.table for each in database["entries"].foreign_keys} == {"entries"}
    assert next(database["roles"].rows)["title"] == "武汉市委书记"
    assert [each["who"] for each in database.query("SELECT * FROM quotations")] == ["王忠林"]
    found = database.query("SELECT rowid FROM entries_fts WHERE entries_fts MATCH '節決定'")
    assert len(list(found)) == 1
    assert database.view_names() == ["quotations", "speakers"]


# Places in the sources


def test_anchors_are_the_raw_words_of_mended_texts() -> None:
    article = article_from_text("他說：“細　節決定”。\n他說：“好。”她說：“好。”\n")
    found = anchors(
        article,
        [
            Entry(id="1", text="好。", line="2"),
            Entry(id="2", text="好。", line="2"),
            Entry(id="3", text="無"),
        ],
    )
    assert [found[each].start for each in ("1", "2")] == [16, 23]
    assert "3" not in found
    for each in found.values():
        assert article.text[each.start : each.end] == each.exact
        assert article.text[: each.start].endswith(each.prefix)
        assert article.text[each.end :].startswith(each.suffix)


def test_words_between_marks_come_before_the_same_words_without() -> None:
    article = article_from_text("王忠林强调应收尽收，提出“应收尽收”，又说“要‘应收尽收’”。\n")
    found = anchors(
        article,
        [Entry(id="1", text="应收尽收", line="1"), Entry(id="2", text="要‘应收尽收’", line="1")],
    )
    assert found["1"].start == article.text.index("“应") + 1


# The command line


@pytest.fixture
def reviewed(filled: Newsroom) -> Newsroom:
    """One entry approved, one dropped, the others as they were found."""
    filled.run("set", "003-01", "status=ok")
    filled.run("set", "003-02", "status=drop")
    return filled


def test_what_nobody_reviewed_is_left_out_and_told(reviewed: Newsroom) -> None:
    told = reviewed.run("export", "json")
    whole = json.loads(told.stdout)
    todo = whole["left_out"]["todo"]

    assert [each["id"] for each in whole["entries"]] == ["003-01"]
    assert whole["left_out"]["drop"] == 1
    assert f"{todo} todo left out; with them: --include todo" in told.stderr
    more = json.loads(reviewed.run("export", "json", "--include", "todo").stdout)
    assert (more["count"], more["left_out"]) == (todo + 1, {"drop": 1})
    asked = json.loads(reviewed.run("export", "json", "--status", "drop").stdout)
    assert [each["id"] for each in asked["entries"]] == ["003-02"]


@pytest.mark.parametrize("name", EVERY)
def test_every_format_is_written_into_a_file(reviewed: Newsroom, name: str) -> None:
    told = reviewed.run("export", name, "-o", "out.file", "--include", "todo")
    assert "written to out.file" in told.stderr
    assert (reviewed.root / "out.file").stat().st_size > 20
    assert not list(reviewed.root.glob(".out*"))


def test_a_file_that_cannot_be_written_is_told(reviewed: Newsroom) -> None:
    assert "nowhere" in reviewed.run("export", "json", "-o", "nowhere/a.json", code=5).stderr


@pytest.mark.parametrize("asked", [("json", "--excel"), ("csv", "--by", "month"), ("docx",)])
def test_what_a_format_does_not_know_is_refused(reviewed: Newsroom, asked: tuple[str, ...]) -> None:
    reviewed.run("export", *asked, code=2)


@pytest.mark.parametrize(
    "place", ["catalog/003_a.yaml", "catalog/new.csv", "seeds/003_a.txt", "", ".", "seeds"]
)
def test_neither_catalog_nor_sources_are_overwritten(reviewed: Newsroom, place: str) -> None:
    before = reviewed.tree()
    reviewed.run("export", "csv", "-o", place, code=2)
    assert reviewed.tree() == before


def test_a_link_stays_a_link(reviewed: Newsroom) -> None:
    reviewed.write("real.csv", "old")
    (reviewed.root / "link.csv").symlink_to("real.csv")
    reviewed.run("export", "csv", "-o", "link.csv")
    assert (reviewed.root / "link.csv").is_symlink()
    assert (reviewed.root / "real.csv").read_text().startswith('"id"')


def test_what_has_no_status_was_never_looked_at(reviewed: Newsroom) -> None:
    reviewed.edit("    status: todo\n", "")
    whole = json.loads(reviewed.run("export", "json").stdout)
    count = int(reviewed.run("list", "--count").stdout)
    assert whole["count"] + whole["left_out"]["todo"] == count


def test_an_export_without_its_source_says_so(reviewed: Newsroom) -> None:
    (reviewed.root / "seeds" / "003_a.txt").unlink()
    told = reviewed.run("export", "annotation")
    assert "003_a.txt cannot be read" in told.stderr
    assert "1 not found in their source" in json.loads(told.stdout)["label"]


def test_the_database_opens_with_the_standard_library(reviewed: Newsroom) -> None:
    reviewed.run("export", "sqlite", "-o", "a.sqlite")
    with sqlite3.connect(reviewed.root / "a.sqlite") as database:
        assert database.execute("SELECT count(*) FROM entries").fetchone() == (1,)


def test_a_dash_is_standard_output_and_no_file(filled: Newsroom) -> None:
    before = filled.tree()
    told = filled.run("export", "csv", "--include", "todo", "-o", "-")
    assert told.stdout == filled.run("export", "csv", "--include", "todo").stdout
    assert "written" not in told.stderr
    assert filled.tree() == before


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a disk that is always full")
def test_what_could_not_be_written_is_told_by_its_name(filled: Newsroom) -> None:
    told = filled.run("export", "csv", "-o", "/dev/full", code=5).stderr
    assert told.startswith("quotes: /dev/full: No space left on device\n")
