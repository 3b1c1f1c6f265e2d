"""What a corpus is read from: three formats, compressed or not, cut wherever it may be."""

import datetime as dt
import time
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("pyarrow", reason="the extra `corpus` is not installed")

import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st

import archive
from quotes.corpus import storage
from quotes.corpus.documents import Document, article_of, day, document_of, names_of
from quotes.corpus.inputs import ENDINGS, Part, as_jsonl, as_parquet, as_warc, format_of, parts
from quotes.corpus.shards import readable
from quotes.errors import QuotesError, UnreadableArticle, UsageError

RECORDS = [archive.record(number) for number in range(8)]


def documents(path: Path, size: int = 10**9) -> list[Document]:
    [found] = storage.find(str(path), ENDINGS)
    form = format_of(found.uri)
    return [each for part in parts(found, size) for each in form.documents(found.uri, part, {})]


FILES = {
    "a.jsonl": archive.lines(RECORDS),
    "a.ndjson": archive.lines(RECORDS),
    "a.jsonl.gz": archive.zipped(archive.lines(RECORDS)),
    "members.jsonl.gz": archive.zipped(archive.lines(RECORDS[:3]))
    + archive.zipped(archive.lines(RECORDS[3:])),
    "a.jsonl.zst": archive.zstd(archive.lines(RECORDS)),
    "a.parquet": archive.parquet(RECORDS),
}


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("size", [1, 700, 10**9])
def test_every_format_gives_the_same_documents(tmp_path: Path, name: str, size: int) -> None:
    (tmp_path / name).write_bytes(FILES[name])

    found = documents(tmp_path / name, size)

    assert [(each.id, each.text) for each in found] == [
        (each["id"], each["content"]) for each in RECORDS
    ]
    assert {each.about.published for each in found} == {each["date"] for each in RECORDS}
    assert found[1].about.outlet == "乙社"


@pytest.mark.parametrize("name", FILES)
def test_chosen_documents_are_those_that_were_read(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(FILES[name])
    [found] = storage.find(str(tmp_path / name), ENDINGS)
    read = documents(tmp_path / name)
    places = frozenset(each.at for each in read[2::3])

    assert list(format_of(found.uri).chosen(found.uri, places, {})) == read[2::3]


@given(
    st.lists(st.sampled_from(["{}", "[1]", "", "詞", "a\rb", '{"text": "好"}']), max_size=12),
    st.integers(1, 40),
    st.booleans(),
)
@settings(deadline=None)
def test_a_file_cut_anywhere_gives_every_line_once(
    tmp_path_factory: pytest.TempPathFactory, lines: list[str], size: int, ends: bool
) -> None:
    content = ("\n".join(lines) + ("\n" if ends else "")).encode()
    path = tmp_path_factory.mktemp("cut") / "a.jsonl"
    path.write_bytes(content)
    whole = list(as_jsonl._lines(str(path), (0, 0)))  # noqa: SLF001

    cut = [
        line
        for at in range(0, len(content), size)
        for line in as_jsonl._lines(str(path), (at, min(at + size, len(content))))  # noqa: SLF001
    ]

    assert cut == whole
    assert b"".join(line for _, line in whole) == content
    assert all(content[at:].startswith(line) for at, line in whole)


def test_a_line_that_does_not_end_fills_no_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(as_jsonl, "LONGEST", 50)
    monkeypatch.setattr(as_jsonl, "_BLOCK", 16)
    (tmp_path / "a.jsonl").write_bytes(b"x" * 5_000 + b'\n{"text": "\xe5\xa5\xbd"}\n')

    long, good = documents(tmp_path / "a.jsonl")

    assert long.wrong == "longer than 64 MB"
    assert good.text == "好"
    assert good.at == 5_001


WRONG = {
    "no JSON": b"{",
    "no JSON object": b"[1]",
    "empty": b'{"text": " "}',
    "text is int": b'{"text": 5}',
    "no field text; the record has title, words": b'{"title": "a", "words": "b"}',
}


@pytest.mark.parametrize("why", WRONG)
def test_a_record_that_is_no_document_says_why(tmp_path: Path, why: str) -> None:
    (tmp_path / "a.jsonl").write_bytes(WRONG[why])
    [found] = documents(tmp_path / "a.jsonl")

    assert found.wrong.startswith(why)
    with pytest.raises(UnreadableArticle, match=why):
        article_of(found)


def test_web_archives_give_their_pages(tmp_path: Path) -> None:
    big5 = "<html><head><title>豪雨</title></head><body><p>市長說：「今天停課，大家都回家了。」</p></body></html>"
    content = archive.warc(
        [
            ("https://example.org/1", "text/html; charset=utf-8", archive.page(1)),
            ("https://example.org/logo.png", "image/png", b"\x89PNG"),
            ("https://example.org/2", "text/html", big5.encode("big5")),
            ("https://example.org/3", "text/plain", "他說：“好。”".encode()),
        ]
    )
    (tmp_path / "a.warc.gz").write_bytes(archive.zipped(content))

    found = documents(tmp_path / "a.warc.gz")

    assert [each.id for each in found] == [f"https://example.org/{each}" for each in (1, 2, 3)]
    assert [each.at for each in found] == [0, 2, 3]
    texts = [article_of(each).text for each in found]
    assert archive.SAYINGS[1] in texts[0]
    assert "「今天停課，大家都回家了。」" in texts[1]
    assert article_of(found[1]).about.url == "https://example.org/2"


ANSWERS = archive.warc(
    (f"https://example.org/{number}", kind, body)
    for number, kind, body in (
        (0, "text/html", archive.page(0)),
        (1, "image/png", b"\x89PNG\r\n\r\n" * 9),
        (2, "text/html", archive.page(2)),
    )
)


def _read(path: Path) -> list[Document]:
    return list(readable(str(path), Part(0, 0), {}))


def test_a_web_archive_cut_anywhere_says_so(tmp_path: Path) -> None:
    path = tmp_path / "a.warc"
    starts = [at for at in range(len(ANSWERS)) if ANSWERS.startswith(b"WARC/1.0", at)]
    ends = [*starts[1:], len(ANSWERS)]
    for size in range(2, len(ANSWERS)):
        path.write_bytes(ANSWERS[:size])
        *good, last = _read(path)

        is_whole = any(end - len(b"\r\n\r\n") <= size <= end for end in ends)
        assert last.wrong.startswith("the file breaks off") != is_whole, size
        whole = [size >= ends[at] - 4 for at in (0, 2)]
        assert len([*good, last]) - (not is_whole) == sum(whole), size


NO_LENGTHS = ["10" * 15, "9" * 5_000, "-5", "x", "", "²"]


@pytest.mark.parametrize("length", NO_LENGTHS)
def test_a_record_of_no_length_that_could_be_costs_none_before_it(
    tmp_path: Path, length: str
) -> None:
    head, told, rest = ANSWERS.rpartition(b"Content-Length: ")  # of HTTP; WARC's is the one before
    head, told, block = head.rpartition(b"Content-Length: ")
    rest = block.partition(b"\r\n")[2] + b"Content-Length: " + rest
    (tmp_path / "a.warc").write_bytes(head + told + length.encode() + b"\r\n" + rest)

    good, broken = _read(tmp_path / "a.warc")

    assert good.id == "https://example.org/0"
    assert broken.wrong.startswith("the file breaks off: a record has no length that could be")
    assert len(broken.wrong) < 200


def _with_header(answers: bytes, header: bytes) -> bytes:
    """The second answer has one more header, of HTTP."""
    one, two, three = answers.partition(b"HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n")
    length = int(one.rpartition(b"Content-Length: ")[2].split(b"\r", 1)[0])
    told = b"Content-Length: %d\r\n\r\n" % (length + len(header))
    return one.rpartition(b"Content-Length: ")[0] + told + two + header + three


HEADERS = {
    "a line without an end": b"X: " + b"A" * 3_000,
    "one that goes on": b"X: 1\r\n" + b" y\r\n" * 1_000,
    "many": b"X: 1\r\n" * 1_000,
}


@pytest.mark.parametrize("header", HEADERS.values(), ids=HEADERS)
def test_an_answer_of_headers_without_end_costs_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, header: bytes
) -> None:
    monkeypatch.setattr(as_warc, "_HEADERS", 1_000)
    (tmp_path / "a.warc").write_bytes(_with_header(ANSWERS, header + b"\r\n"))
    assert [each.id[-1] for each in _read(tmp_path / "a.warc")] == ["0", "2"]


@pytest.mark.parametrize("header", HEADERS.values(), ids=HEADERS)
def test_a_record_of_headers_without_end_costs_none_before_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, header: bytes
) -> None:
    monkeypatch.setattr(as_warc, "_HEADERS", 1_000)
    (tmp_path / "a.warc").write_bytes(ANSWERS + b"WARC/1.0\r\n" + header * 9)

    *good, broken = _read(tmp_path / "a.warc")

    assert [each.id[-1] for each in good] == ["0", "2"]
    assert broken.wrong == "the file breaks off: headers of more than 1 MB"


def test_a_line_of_a_header_is_joined_once(tmp_path: Path) -> None:
    made = b"WARC/1.0\r\nX: " + b"A" * (64 << 20)
    (tmp_path / "a.warc.gz").write_bytes(archive.zipped(made))
    began = time.process_time()
    [broken] = _read(tmp_path / "a.warc.gz")
    assert broken.wrong.startswith("the file breaks off")
    assert time.process_time() - began < 20


def test_a_body_may_come_in_more_chunks_than_headers_have_room(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(as_warc, "_HEADERS", 1_000)
    body = b"".join(b"1\r\n%c\r\n" % each for each in archive.page(1)) + b"0\r\n\r\n"
    kind = "text/html\r\nTransfer-Encoding: chunked"
    (tmp_path / "a.warc").write_bytes(archive.warc([("https://example.org/1", kind, body)]))
    [found] = _read(tmp_path / "a.warc")
    assert archive.SAYINGS[1] in article_of(found).text


def test_an_answer_without_an_address_is_a_document(tmp_path: Path) -> None:
    address = b"WARC-Target-URI: https://example.org/0\r\n"
    (tmp_path / "a.warc").write_bytes(ANSWERS.replace(address, b""))
    assert [each.id.rpartition("/")[2] for each in _read(tmp_path / "a.warc")] == ["a.warc#0", "2"]


def test_a_page_with_half_a_character_in_its_text_says_so() -> None:
    text = "<html><body><p>他說：“好。\ud800”</p></body></html>"
    with pytest.raises(UnreadableArticle, match="half a surrogate pair"):
        article_of(document_of({"text": text}, "a.jsonl", 0, {}))


FIELDS: list[tuple[dict[str, Any], tuple[str, ...], str, Any]] = [
    ({"content": "甲", "text": "乙"}, (), "text", "乙"),
    ({"content": "甲", "text": None}, (), "text", "甲"),
    ({"content": "甲", "text": "乙"}, ("text=content",), "text", "甲"),
    ({"text": "甲", "meta": {"date": "2020-02-16T23:00:00Z"}}, ("published=meta.date",), "published", "2020-02-17"),
    ({"text": "甲", "date": "2020/2/6"}, (), "published", "2020-02-06"),
    ({"text": "甲", "date": 20200216}, (), "published", None),
    ({"text": "甲", "date": "9999-12-31T23:59:59Z"}, (), "published", None),
    ({"text": "甲", "authors": ["王芳", " ", 5]}, (), "author", ("王芳",)),
    ({"text": "甲", "id": 7}, (), "id", "7"),
    ({"text": "甲", "id": ""}, (), "id", "a.jsonl#3"),
    ({"text": "甲", "outlet": " "}, (), "outlet", None),
    ({"text": "甲", "author": ["\ud800", "王芳\udfff"]}, (), "author", ("\ufffd", "王芳\ufffd")),
    ({"text": "甲", "title": "\ud800豪雨"}, (), "title", "\ufffd豪雨"),
    ({"text": "甲", "outlet": "甲報\udc00"}, (), "outlet", "甲報\ufffd"),
    ({"text": "甲", "url": "https://example.org/\ud800"}, (), "url", "https://example.org/\ufffd"),
    ({"text": "甲", "id": "\ud800"}, (), "id", "\ufffd"),
]  # fmt: skip


@pytest.mark.parametrize(("record", "told", "field", "value"), FIELDS)
def test_fields_are_found_under_the_names_that_corpora_have(
    record: dict[str, Any], told: tuple[str, ...], field: str, value: object
) -> None:
    found = document_of(record, "a.jsonl", 3, names_of(told))
    owner = found if hasattr(found, field) else found.about
    assert getattr(owner, field) == value


@pytest.mark.parametrize("told", ["words=content", "text", "text="])
def test_a_field_that_nobody_has_is_refused(told: str) -> None:
    with pytest.raises(UsageError, match="FIELD=NAME"):
        names_of((told,))


def test_a_time_of_the_world_is_a_day_in_china() -> None:
    late = dt.datetime(2020, 2, 16, 20, tzinfo=dt.UTC)
    assert day(late) == "2020-02-17"
    assert day(dt.datetime(2020, 2, 16, 20)) == "2020-02-16"  # noqa: DTZ001 # as corpora have it


def test_folders_are_searched_and_other_files_left(tmp_path: Path) -> None:
    for name in ("b/a.jsonl", "a.parquet", "b/notes.txt", ".hidden/a.jsonl", "_done/a.jsonl"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(FILES.get(path.name, b""))

    found = storage.find(str(tmp_path), ENDINGS)

    assert [each.uri.removeprefix(f"file://{tmp_path}/") for each in found] == [
        "a.parquet",
        "b/a.jsonl",
    ]
    assert [each.uri for each in storage.find(f"{tmp_path}/*.parquet", ENDINGS)] == [found[0].uri]


@pytest.mark.parametrize("path", ["nowhere", "nowhere/*.jsonl", "empty"])
def test_nothing_to_read_is_told(tmp_path: Path, path: str) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(QuotesError, match=r"no such file|no \.parquet"):
        storage.find(str(tmp_path / path), ENDINGS)


NO_ADDRESSES = [
    "zip://b.jsonl::{a}", "tar://b.jsonl::{a}", "zip://b.jsonl::nowhere.zip", "zip://::", "data:,x",
    "data:x", "github://x", "reference://x", "generic://x", "nonsense://x",
    "ftp://127.0.0.1:9/a.jsonl", "dir://x.jsonl",
]  # fmt: skip


@pytest.mark.parametrize("address", NO_ADDRESSES)
def test_an_address_that_is_none_is_told(tmp_path: Path, address: str) -> None:
    (tmp_path / "a.jsonl").write_bytes(FILES["a.jsonl"])
    path = address.format(a=tmp_path / "a.jsonl")
    with pytest.raises(QuotesError) as refused:
        storage.find(path, ENDINGS)
    assert path in refused.value.message


def test_an_ending_that_nobody_reads_is_told() -> None:
    with pytest.raises(QuotesError, match="no corpus format"):
        format_of("news.xml")


def test_a_name_in_a_folder_is_no_address(tmp_path: Path) -> None:
    for name in ("a::b.jsonl", "simplecache::memory.jsonl"):
        (tmp_path / name).write_bytes(FILES["a.jsonl"])
    for found in storage.find(str(tmp_path), ENDINGS):
        assert len(documents(Path(found.uri.removeprefix("file://")))) == len(RECORDS)


def test_a_text_that_stands_in_many_rows_is_unpacked_once_at_a_time(tmp_path: Path) -> None:
    """Some thousand bytes of Parquet, five hundred megabytes of words."""
    text = "市長說：“停課。”" + "好" * 1_000_000
    (tmp_path / "a.parquet").write_bytes(archive.parquet([{"text": text}] * 160, rows=160))
    before = pa.total_allocated_bytes()
    for at, _ in enumerate(as_parquet.documents(str(tmp_path / "a.parquet"), (0, 1), {})):
        assert pa.total_allocated_bytes() - before < 64_000_000, at


def test_a_row_that_is_longer_than_any_article_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(as_parquet, "LONGEST", 500)
    made = [*RECORDS[:2], {**RECORDS[2], "content": archive.SAYINGS[0] * 50}, RECORDS[3]]
    (tmp_path / "a.parquet").write_bytes(archive.parquet(made))
    wrong = [each.wrong for each in documents(tmp_path / "a.parquet")]
    assert wrong == ["", "", "the row cannot be read: longer than 64 MB", ""]


def test_rows_that_unpack_beyond_measure_cost_their_group(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(as_parquet, "LONGEST", 300_000)
    monkeypatch.setattr(as_parquet, "_DENSE", 5)
    made = [{"text": "好" * 200_000}, {"text": "市長說：“停課。”"}]
    (tmp_path / "a.parquet").write_bytes(archive.parquet(made, rows=1))
    dense, good = documents(tmp_path / "a.parquet")
    assert "would unpack to" in dense.wrong
    assert good.text == "市長說：“停課。”"
    with pytest.raises(QuotesError, match="would unpack to"):
        list(as_parquet.chosen(str(tmp_path / "a.parquet"), frozenset({0}), {}))


def test_the_parts_of_a_parquet_file_are_runs_of_row_groups(tmp_path: Path) -> None:
    (tmp_path / "a.parquet").write_bytes(archive.parquet(RECORDS, rows=2))
    [found] = storage.find(str(tmp_path / "a.parquet"), ENDINGS)

    assert parts(found, 1) == [Part(0, 1), Part(1, 2), Part(2, 3), Part(3, 4)]
    assert parts(found, 10**9) == [Part(0, 4)]
