"""Small corpora on disk, in every format that is read, and engines to run over them."""

import gzip
import io
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeVar

from quotes.corpus import runs
from quotes.corpus.engines import Crash

J = TypeVar("J")
D = TypeVar("D")

NAMES = ("王小明", "李秀蓮", "張志強", "陳美玲")
SAYINGS = (
    "水龍頭不關，拖地板再起勁也是徒勞。",
    "細節決定成敗。",
    "這件事不能再等了！",
    "應收盡收，一個都不能少。",
)


def record(number: int, poison: str = "") -> dict[str, Any]:
    """A document of a corpus: two sayings, of which every fourth document prints the same."""
    name, said = NAMES[number % 4], SAYINGS[number % 4]
    day = number % 28 + 1
    text = (
        f"2020年2月{day}日，市長{name}在會上說：“{said}”他又說：“第{number}次了，要記住。”{poison}"
    )
    return {
        "id": f"d{number}", "title": f"第{number}號", "source": ("甲報", "乙社")[number % 2],
        "date": f"2020-02-{day:02}", "url": f"https://example.org/{number}", "content": text,
    }  # fmt: skip


def lines(records: Iterable[dict[str, Any]]) -> bytes:
    return "".join(json.dumps(each, ensure_ascii=False) + "\n" for each in records).encode()


def zipped(content: bytes) -> bytes:
    return gzip.compress(content, mtime=0)


def zstd(content: bytes) -> bytes:
    import pyarrow as pa

    return bytes(pa.Codec("zstd").compress(content, asbytes=True))


def parquet(records: Sequence[dict[str, Any]], rows: int = 3) -> bytes:
    import pyarrow as pa
    from pyarrow import parquet as files

    sink = io.BytesIO()
    files.write_table(pa.Table.from_pylist(list(records)), sink, row_group_size=rows)
    return sink.getvalue()


def warc(pages: Iterable[tuple[str, str, bytes]]) -> bytes:
    """A web archive of address, type and body."""
    return b"".join(_answer(*each) for each in pages)


def _answer(url: str, kind: str, body: bytes, status: str = "200 OK") -> bytes:
    http = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n"
    block = http.encode() + body
    head = (
        "WARC/1.0\r\nWARC-Type: response\r\n"
        f"WARC-Target-URI: {url}\r\nWARC-Date: 2020-02-16T08:00:00Z\r\n"
        "WARC-Record-ID: <urn:uuid:8d7f2b1e-0000-4000-8000-000000000000>\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def page(number: int) -> bytes:
    one = record(number)
    return (
        f"<!DOCTYPE html><html><head><title>{one['title']}</title></head><body><h1>{one['title']}</h1>"
        f"<p>{one['content']}</p></body></html>"
    ).encode()


@dataclass(frozen=True)
class Here:
    """An engine without processes; `lost` names shards whose process is said to end."""

    lost: Callable[[Any], bool] = lambda _: False

    def map(self, work: Callable[[J], D], jobs: Iterable[J]) -> Iterator[tuple[J, D | Crash]]:
        return ((job, Crash("lost") if self.lost(job) else work(job)) for job in jobs)


def run(source: Path | str, out: Path | str, engine: Any = None, **asked: Any) -> runs.Ran:
    wanted = runs.Wanted((str(source),), str(out), **{"names": {}, **asked})
    return runs.run(wanted, lambda: engine or Here(), lambda *_: None)


def rows(out: Path | str, sql: str) -> list[tuple[Any, ...]]:
    from quotes.corpus import warehouse

    return warehouse.ask(str(out), sql).rows


def digest(out: Path) -> str:
    """Of every finding, error and document, in order; the same however a run came about."""
    whole = sha256()
    for table in ("findings", "documents", "errors"):
        order = "source, record, start" if table == "findings" else "source, record"
        for row in rows(out, f"SELECT * FROM {table} ORDER BY {order}"):  # noqa: S608 # our own words
            whole.update(repr(row).encode())
    return whole.hexdigest()


def files(out: Path) -> dict[str, str]:
    """Every finished file with the digest of its bytes; what a killed run was writing stays for a while."""
    return {
        str(path.relative_to(out)): sha256(path.read_bytes()).hexdigest()
        for path in sorted(out.rglob("*"))
        if path.is_file() and path.suffix != ".unfinished"
    }
