"""Runs over corpora: complete and nothing twice, whatever dies in between."""

import bz2
import errno
import io
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("pyarrow", reason="the extra `corpus` is not installed")

import pyarrow as pa
import pyarrow.parquet

import archive
from archive import Here, digest, files, lines, record, rows, run
from quotes import derived
from quotes.corpus import storage, unpacking
from quotes.corpus.engines import engine, on_local
from quotes.errors import Exit, QuotesError, SystemFailed, UsageError

POISON = Path(__file__).parent / "poison"


@pytest.fixture
def news(tmp_path: Path) -> Path:
    """Twelve documents in three files of as many formats."""
    folder = tmp_path / "news"
    folder.mkdir()
    made = [record(number) for number in range(12)]
    (folder / "a.jsonl").write_bytes(lines(made[:4]))
    (folder / "b.jsonl.gz").write_bytes(archive.zipped(lines(made[4:8])))
    (folder / "c.parquet").write_bytes(archive.parquet(made[8:]))
    return folder


@pytest.fixture
def poisoned(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every process that is started obeys what documents tell it."""
    monkeypatch.setenv("PYTHONPATH", str(POISON))


def test_every_document_is_read_once(news: Path, tmp_path: Path) -> None:
    ran = run(news, tmp_path / "out")

    assert ran.rows == {"documents": 12, "findings": 24, "errors": 0}
    assert (ran.shards, ran.skipped, ran.failed) == (3, 0, ())
    said = rows(
        tmp_path / "out",
        "SELECT doc, text, speaker, published, outlet FROM findings WHERE doc = 'd9' ORDER BY start",
    )
    assert said[0] == ("d9", "細節決定成敗。", "李秀蓮", "2020-02-10", "乙社")
    assert rows(tmp_path / "out", "SELECT count(DISTINCT doc), count(*) FROM documents") == [
        (12, 12)
    ]


def test_a_finding_comes_with_what_it_takes_to_check_it(news: Path, tmp_path: Path) -> None:
    run(news, tmp_path / "out")
    [found] = rows(
        tmp_path / "out",
        'SELECT start, "end", raw, prefix, suffix, source, record, reasons FROM findings'
        " WHERE doc = 'd0' AND text LIKE '水%'",
    )
    start, end, raw, prefix, suffix, source, place, reasons = found
    text = record(0)["content"]

    assert text[start:end] == raw
    assert text[:start].endswith(prefix)
    assert text[end:].startswith(suffix)
    assert source == f"file://{news}/a.jsonl"
    assert place == 0
    assert {each["about"] for each in reasons} >= {"kind", "speaker"}


def test_what_is_done_is_not_done_again(news: Path, tmp_path: Path) -> None:
    run(news, tmp_path / "out")
    before = files(tmp_path / "out")

    again = run(news, tmp_path / "out", Here(lost=lambda _: True))

    assert (again.skipped, again.rows["documents"]) == (3, 12)
    assert files(tmp_path / "out") == before


def _changed_input(news: Path, _: Path) -> None:
    (news / "a.jsonl").write_bytes(lines([record(30)]))


def _another_program(_: Path, out: Path) -> None:
    for path in (out / "manifest").iterdir():
        path.write_text(path.read_text().replace(derived.program_digest(), "older"))


def _cut_short(_: Path, out: Path) -> None:
    path = next((out / "findings").glob("b-*"))
    path.write_bytes(path.read_bytes()[:-5])


def _deleted(_: Path, out: Path) -> None:
    next((out / "errors").glob("c-*")).unlink()


@pytest.mark.parametrize(
    ("harm", "skipped"),
    [(_changed_input, 2), (_another_program, 0), (_cut_short, 2), (_deleted, 2)],
)
def test_what_is_no_longer_so_is_done_again(
    news: Path, tmp_path: Path, harm: Any, skipped: int
) -> None:
    run(news, tmp_path / "out")
    harm(news, tmp_path / "out")

    again = run(news, tmp_path / "out")
    run(news, tmp_path / "fresh")

    assert again.skipped == skipped
    assert files(tmp_path / "out") == files(tmp_path / "fresh")


def test_other_sizes_of_shards_leave_nothing_twice(news: Path, tmp_path: Path) -> None:
    run(news, tmp_path / "out", size=200)
    run(news, tmp_path / "out", size=10**9)
    run(news, tmp_path / "fresh")

    assert files(tmp_path / "out") == files(tmp_path / "fresh")


def test_inputs_can_be_run_one_after_the_other(news: Path, tmp_path: Path) -> None:
    run(news / "a.jsonl", tmp_path / "out")
    run(news / "b.jsonl.gz", tmp_path / "out")
    run(news / "c.parquet", tmp_path / "out")
    run(news, tmp_path / "fresh")

    assert files(tmp_path / "out") == files(tmp_path / "fresh")


def test_what_killed_runs_left_is_removed_and_never_read(news: Path, tmp_path: Path) -> None:
    left = tmp_path / "out" / "findings" / "a-1.parquet.99.unfinished"
    left.parent.mkdir(parents=True)
    left.write_bytes(b"half")
    fresh = left.with_name("a-2.parquet.98.unfinished")
    fresh.write_bytes(b"half")
    os.utime(left, (1, 1))
    run(news, tmp_path / "out")

    assert not left.exists()
    assert fresh.exists(), "another run may be at it"
    assert rows(tmp_path / "out", "SELECT count(*) FROM findings") == [(24,)]


def test_a_file_that_breaks_off_gives_what_it_has(tmp_path: Path) -> None:
    whole = archive.zipped(lines(record(number) for number in range(400)))
    (tmp_path / "a.jsonl.gz").write_bytes(whole[: len(whole) // 2])
    ran = run(tmp_path / "a.jsonl.gz", tmp_path / "out")

    assert ran.rows["errors"] == 1
    [(stage, why)] = rows(tmp_path / "out", "SELECT stage, why FROM errors")
    assert (stage, why[:20]) == ("read", "the file breaks off:")


@pytest.mark.parametrize("name", ["a.jsonl.gz", "a.jsonl.bz2", "a.jsonl.zst"])
def test_a_small_file_that_breaks_off_gives_what_it_has(tmp_path: Path, name: str) -> None:
    made = b"".join(lines([record(number)]) for number in range(40))
    pack: Any = {"gz": archive.zipped, "bz2": bz2.compress, "zst": archive.zstd}[
        name.rpartition(".")[2]
    ]
    whole = pack(made) + pack(lines([record(number) for number in range(40, 2000)]))
    (tmp_path / name).write_bytes(whole[:-20])
    ran = run(tmp_path / name, tmp_path / "out")

    assert ran.rows["errors"] == 1
    assert ran.rows["documents"] >= 40


def test_a_failure_of_the_disk_is_no_finished_shard(
    news: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = storage.opened

    def opened(uri: str) -> Any:
        if uri.endswith("b.jsonl.gz"):
            raise TimeoutError(errno.ETIMEDOUT, "Connection timed out")
        return whole(uri)

    monkeypatch.setattr(unpacking, "opened", opened)
    ran = run(news, tmp_path / "out")
    monkeypatch.undo()

    [failure] = ran.failed
    assert "timed out" in failure.why
    assert ran.rows["errors"] == 0
    assert run(news, tmp_path / "out").rows["documents"] == 12


def _times(values: list[int], unit: str, zone: str | None) -> bytes:
    made = pa.table(
        {
            "text": [record(at)["content"] for at in range(len(values))],
            "date": pa.array(values, pa.timestamp(unit, zone)),
        }
    )
    sink = io.BytesIO()
    pyarrow.parquet.write_table(made, sink)
    return sink.getvalue()


def test_times_of_every_sort_cost_no_document(tmp_path: Path) -> None:
    (tmp_path / "ns.parquet").write_bytes(_times([1, 1_581_811_200_000_000_001], "ns", None))
    (tmp_path / "tz.parquet").write_bytes(_times([0, 1_581_811_200], "s", "Foo/Bar"))
    (tmp_path / "far.parquet").write_bytes(_times([2**40, 0], "s", None))
    last_day = 253_402_300_799  # in world time; in China it is the year 10000 already
    (tmp_path / "last.parquet").write_bytes(_times([last_day, 0], "s", "Asia/Shanghai"))
    (tmp_path / "last.jsonl").write_bytes(
        lines([{**record(1), "date": "9999-12-31T23:59:59Z"}, record(2)])
    )
    ran = run(tmp_path, tmp_path.parent / "out")

    assert (ran.rows["documents"], ran.rows["errors"], ran.failed) == (9, 1, ())
    assert rows(tmp_path.parent / "out", "SELECT stage FROM errors") == [("read",)]


LONG = "甲" * 1_000


@pytest.mark.parametrize("field", ["id", "source"])
def test_what_stands_in_every_row_is_no_longer_than_a_name(tmp_path: Path, field: str) -> None:
    made = [{**record(1), field: LONG}, {**record(2), field: f"{LONG}甲"}]
    (tmp_path / "a.jsonl").write_bytes(lines(made))
    run(tmp_path / "a.jsonl", tmp_path / "out")

    told = rows(tmp_path / "out", "SELECT DISTINCT doc, outlet FROM findings ORDER BY record")
    shown = [values[field == "source"] for values in told]
    address = f"file://{tmp_path}/a.jsonl#{len(lines(made[:1]))}"
    assert shown == [LONG, address if field == "id" else None]


def test_one_bad_file_of_any_sort_stops_no_other(news: Path, tmp_path: Path) -> None:
    (news / "d.jsonl").mkdir()
    (news / "foot.parquet").write_bytes(
        archive.parquet([record(1)])[:-30] + b"x" * 22 + b"\x10\0\0\0PAR1"
    )
    (news / "sur.jsonl").write_bytes(b'{"id": "\\ud800", "text": "\xe5\xa5\xbd"}\n')
    ran = run(f"{news}/*", tmp_path / "out")

    assert ran.rows["documents"] == 13
    assert ["foot.parquet" in each.shard.uri for each in ran.failed] == [True]


def test_rows_of_a_file_that_was_emptied_are_gone(news: Path, tmp_path: Path) -> None:
    run(news, tmp_path / "out")
    (news / "a.jsonl").write_bytes(b"")
    run(news, tmp_path / "out")
    assert rows(tmp_path / "out", "SELECT count(*) FROM documents") == [(8,)]


def test_a_pattern_does_not_find_the_output(news: Path) -> None:
    first = run(f"{news}/**", news.parent / "news" / ".." / "found")
    again = run(f"{news.parent}/**/*.parquet", news.parent / "found")
    assert first.rows["documents"] == 12
    assert (again.shards, again.skipped) == (1, 1)


@pytest.mark.parametrize("name", ["out[1]", "a::b", "what?"])
def test_names_that_stores_take_for_patterns_are_refused(
    news: Path, tmp_path: Path, name: str
) -> None:
    with pytest.raises(QuotesError, match="there can be no"):
        run(news, tmp_path / name)


def test_a_relative_output_is_where_the_run_was_asked_for(
    news: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Any] = []

    class Elsewhere(Here):
        def map(self, work: Any, jobs: Any) -> Any:
            for job in jobs:
                asked.append(job.out)
                yield job, work(job)

    monkeypatch.chdir(tmp_path)
    run(news, "found", Elsewhere())
    assert set(asked) == {f"file://{tmp_path}/found"}


def test_a_file_without_text_stops_no_other(news: Path, tmp_path: Path) -> None:
    (news / "d.parquet").write_bytes(archive.parquet([{"id": "1", "words": "好"}]))
    ran = run(news, tmp_path / "out")

    [failure] = ran.failed
    assert "no column of text; it has id, words" in failure.why
    assert ran.rows["documents"] == 12


def test_a_file_that_is_not_what_it_is_called_stops_no_other(news: Path, tmp_path: Path) -> None:
    (news / "d.parquet").write_bytes(b"PAR1 not at all")
    ran = run(news, tmp_path / "out")

    [failure] = ran.failed
    assert "d.parquet" in failure.shard.uri
    assert ran.rows["documents"] == 12


def test_the_output_does_not_lie_inside_the_input(news: Path) -> None:
    with pytest.raises(QuotesError, match="lies inside the input"):
        run(news, news / "found")


@pytest.mark.parametrize("out", [".", "./", "{news}"])
def test_a_file_beside_the_output_is_read(
    news: Path, monkeypatch: pytest.MonkeyPatch, out: str
) -> None:
    monkeypatch.chdir(news)
    for _ in range(2):
        ran = run("a.jsonl", out.format(news=news))
        assert (ran.shards, ran.rows["documents"]) == (1, 4)


@pytest.mark.parametrize(("source", "out"), [("a.jsonl", ""), ("", "out")])
def test_a_name_that_is_empty_is_refused(
    news: Path, monkeypatch: pytest.MonkeyPatch, source: str, out: str
) -> None:
    monkeypatch.chdir(news)
    with pytest.raises(UsageError, match="cannot be empty"):
        run(source, out)
    assert len(list(news.iterdir())) == 3


def test_an_output_of_which_nothing_could_be_asked_is_refused(news: Path, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="not UTF-8"):
        run(news, f"{tmp_path}/out\udcff")


def test_workers_of_another_version_are_refused(
    news: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = iter(["ours", *["theirs"] * 9])
    monkeypatch.setattr(derived, "program_digest", lambda: next(said))
    ran = run(news, tmp_path / "out")

    assert len(ran.failed) == 3
    assert "another version" in ran.failed[0].why


def test_a_full_disk_ends_the_run_and_a_rerun_completes_it(
    news: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole, left = storage.put, iter(range(5))

    def put(path: str, content: bytes) -> None:
        if next(left, None) is None:
            raise SystemFailed(path, OSError(errno.ENOSPC, "No space left on device"))
        whole(path, content)

    monkeypatch.setattr(storage, "put", put)
    ran = run(news, tmp_path / "out")
    monkeypatch.undo()

    [failure] = ran.failed
    assert (failure.exit_code, "No space left" in failure.why) == (Exit.SYSTEM, True)
    assert run(news, tmp_path / "out").skipped == 1
    run(news, tmp_path / "fresh")
    assert files(tmp_path / "out") == files(tmp_path / "fresh")


def test_a_shard_that_ends_its_process_each_time_is_told(news: Path, tmp_path: Path) -> None:
    ran = run(news, tmp_path / "out", Here(lost=lambda job: job.shard.uri.endswith(".gz")))

    [failure] = ran.failed
    assert failure.shard.uri.endswith("b.jsonl.gz")
    assert ran.rows["documents"] == 8


def test_object_stores_hold_corpora_too(news: Path) -> None:
    import fsspec

    store = fsspec.filesystem("memory")
    store.put(f"{news}/", "/bucket/news/", recursive=True)
    ran = run("memory://bucket/news", "memory://bucket/found")

    assert ran.rows == {"documents": 12, "findings": 24, "errors": 0}
    assert run("memory://bucket/news", "memory://bucket/found").skipped == 3
    assert rows("memory://bucket/found", "SELECT count(*) FROM findings") == [(24,)]
    assert not [name for name in store.find("/bucket") if "unfinished" in name]


# With processes, and clusters of this machine one after the other


POISONS = ("〔raise〕", "〔hang〕", "〔kill〕", "〔deaf〕")


def _poison(folder: Path) -> None:
    """Sixteen documents in four files, four of them poisonous, two in one file."""
    folder.mkdir()
    for number in range(4):
        poison = {0: ("〔raise〕", "〔kill〕"), 1: ("〔hang〕",), 3: ("〔deaf〕",)}.get(number, ())
        made = [record(4 * number + at, "".join(poison[at : at + 1])) for at in range(4)]
        (folder / f"{number}.jsonl").write_bytes(lines(made))


def _insist_on_all_but_the_poison(out: Path) -> None:
    found = rows(out, "SELECT doc, stage FROM errors ORDER BY record, source")
    assert sorted(found) == [("d0", "parse"), ("d1", "killed"), ("d12", "killed"), ("d4", "time")]
    assert rows(out, "SELECT count(DISTINCT doc), count(*) FROM documents") == [(12, 12)]
    assert rows(out, "SELECT count(*) FROM findings") == [(24,)]


@pytest.mark.usefixtures("poisoned")
@pytest.mark.xdist_group("engines")
@pytest.mark.filterwarnings("ignore")  # engines leave sockets to be collected
@pytest.mark.parametrize("name", ["local", "ray", "dask"])
def test_poison_costs_nothing_but_itself(tmp_path: Path, name: str) -> None:
    if name != "local":
        pytest.importorskip({"dask": "distributed"}.get(name, name), reason=f"no quotes[{name}]")
    _poison(tmp_path / "news")
    started = engine(name, None, 2)
    try:
        ran = run(tmp_path / "news", tmp_path / "out", started, limit=2.0)
    finally:
        _end(name, started)

    assert ran.failed == ()
    _insist_on_all_but_the_poison(tmp_path / "out")


@pytest.mark.xdist_group("engines")
@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("name", ["local", "ray", "dask"])
def test_every_engine_writes_the_same_bytes(news: Path, tmp_path: Path, name: str) -> None:
    if name != "local":
        pytest.importorskip({"dask": "distributed"}.get(name, name), reason=f"no quotes[{name}]")
    run(news, tmp_path / "here", size=500)
    started = engine(name, None, 2)
    try:
        run(news, tmp_path / "out", started, size=500)
    finally:
        _end(name, started)

    assert files(tmp_path / "out") == files(tmp_path / "here")


def _end(name: str, started: Any) -> None:
    if name == "ray":
        started.ray.shutdown()
    if name == "dask":
        started.client.shutdown()


def _start(news: Path, out: Path) -> "subprocess.Popen[bytes]":
    code = (
        "import sys; from pathlib import Path; sys.path.insert(0, sys.argv[3])\n"
        "import archive; from quotes.corpus.engines import engine\n"
        "if __name__ == '__main__':\n"
        "    archive.run(sys.argv[1], sys.argv[2], engine('local', None, 2), size=500)\n"
    )
    script = out.parent / "driver.py"
    script.write_text(code)
    command = [sys.executable, str(script), str(news), str(out), str(Path(__file__).parent)]
    return subprocess.Popen(command)


def _children(pid: int) -> list[int]:
    """The processes that parse: those that were spawned with a pipe to their parent."""
    found = []
    for path in Path("/proc").glob("[0-9]*"):
        try:
            parent = int((path / "stat").read_text().rpartition(")")[2].split()[1])
            command = (path / "cmdline").read_bytes()
        except (OSError, ValueError):
            continue
        if parent == pid and b"spawn_main" in command:
            found.append(int(path.name))
    return found


def _lives(pid: int) -> bool:
    """Whether it still runs; one that has ended may wait long for whoever adopted it."""
    try:
        return "Z" not in Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False


def _wait_for(what: Any, seconds: float = 60.0) -> None:
    end = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < end
        time.sleep(0.02)


def _done(out: Path) -> int:
    return len(list((out / "manifest").glob("*.json")))


@pytest.fixture
def slow_news(tmp_path: Path) -> Path:
    """Forty documents that take a moment each."""
    (tmp_path / "news").mkdir()
    made = [record(number, "〔doze〕") for number in range(40)]
    (tmp_path / "news" / "a.jsonl").write_bytes(lines(made))
    return tmp_path / "news"


linux = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks into /proc")


@linux
@pytest.mark.usefixtures("poisoned")
def test_a_worker_that_is_killed_costs_nothing(slow_news: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    driver = _start(slow_news, out)
    _wait_for(lambda: _done(out) > 3)
    os.kill(_children(driver.pid)[0], signal.SIGKILL)

    assert driver.wait(timeout=120) == 0
    run(slow_news, tmp_path / "fresh", size=500)
    assert digest(out) == digest(tmp_path / "fresh")
    assert files(out) == files(tmp_path / "fresh")


@linux
@pytest.mark.usefixtures("poisoned")
def test_a_run_that_is_killed_goes_on_where_it_was(slow_news: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    driver = _start(slow_news, out)
    _wait_for(lambda: _done(out) > 3)
    children = _children(driver.pid)
    driver.kill()
    driver.wait()
    _wait_for(lambda: not [each for each in children if _lives(each)])
    before = _done(out)
    again = run(slow_news, out, size=500)

    assert again.skipped >= before > 3
    assert again.skipped < again.shards
    run(slow_news, tmp_path / "fresh", size=500)
    assert files(out) == files(tmp_path / "fresh")


@linux
@pytest.mark.parametrize("moment", [0.05, 0.1, 0.2, 0.4, 0.8])
def test_an_interrupt_ends_all_processes_without_a_word(tmp_path: Path, moment: float) -> None:
    """While they are being started, and later: the terminal interrupts each of them."""
    (tmp_path / "a.jsonl").write_bytes(lines(record(number) for number in range(6_000)))
    asked = ["corpus", "run", "-j", "2", "--shard-size", "0.1", "a.jsonl", "out"]
    driver = subprocess.Popen(
        [sys.executable, "-m", "quotes", *asked],
        cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True,
    )  # fmt: skip
    _wait_for(lambda: _children(driver.pid))
    children = _children(driver.pid)
    time.sleep(moment)
    os.killpg(driver.pid, signal.SIGINT)

    _, told = driver.communicate(timeout=60)
    assert (driver.returncode, told.strip()) == (130, b"")
    assert not [each for each in children if _lives(each)]


def test_the_local_engine_has_no_address() -> None:
    with pytest.raises(QuotesError, match="--address is for a cluster"):
        on_local.start("auto", None)
