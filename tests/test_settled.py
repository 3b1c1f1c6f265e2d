"""Articles that are as they were are not read again; many are read by several processes."""

import os
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Future
from pathlib import Path
from typing import Self

import pytest

from newsroom import ARTICLE, Newsroom
from quotes import derived, reading
from quotes.catalog import homes
from quotes.catalog.speakers import People
from quotes.model import Reading
from quotes.workflow import extracting, parallel
from quotes.workflow.articles import read_as_told
from quotes.workflow.extracting import extract

PEOPLE = "people:\n  - name: 孫春蘭\n"
Read = list[str]


@pytest.fixture(autouse=True)
def _place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(derived.VARIABLE, str(tmp_path / "cache"))


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> Read:
    """The articles that a run has read."""
    seen: Read = []
    whole = reading.read_article

    def counted(path: str) -> object:
        seen.append(Path(path).name)
        return whole(path)

    monkeypatch.setattr(extracting, "read_article", counted)
    return seen


@pytest.fixture
def room(newsroom: Newsroom) -> Newsroom:
    """Three articles, extracted and settled."""
    for name in ("004_b", "005_c"):
        newsroom.write(f"seeds/{name}.txt", ARTICLE.replace("細節", f"細節{name}"))
    newsroom.run("extract", "seeds")
    newsroom.run("extract", "seeds")
    return newsroom


def _again(room: Newsroom, *options: str) -> str:
    return room.run("extract", "seeds", *options).stdout


def test_an_article_that_is_as_it_was_is_not_read_again(room: Newsroom, read: Read) -> None:
    told = _again(room)
    assert read == []
    assert told.count("0 added, 0 refreshed, 3 unchanged, 0 kept, 0 suggested") == 3


def test_what_is_told_is_what_reading_would_have_told(
    room: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = _again(room)
    monkeypatch.setenv(derived.VARIABLE, "off")
    assert _again(room) == told


def _touch_article(room: Newsroom) -> None:
    room.write("seeds/004_b.txt", ARTICLE.replace("細節", "小節"))


def _same_size_and_time(room: Newsroom) -> None:
    path = room.root / "seeds" / "004_b.txt"
    times = path.stat()
    path.write_bytes(path.read_bytes().replace("人命".encode(), "性命".encode()))
    os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))


def _touch_entry(room: Newsroom) -> None:
    room.edit("speaker: 應勇", "speaker: 应勇", "004_b")


@pytest.mark.parametrize("change", [_touch_article, _same_size_and_time, _touch_entry])
def test_only_what_has_changed_is_read(
    room: Newsroom, read: Read, change: Callable[[Newsroom], None]
) -> None:
    change(room)
    _again(room)
    assert read == ["004_b.txt"]


def test_other_people_another_question_and_another_program_read_all(
    room: Newsroom, read: Read, monkeypatch: pytest.MonkeyPatch
) -> None:
    room.write("catalog/people.yaml", PEOPLE)
    _again(room)
    assert len(read) == 3
    _again(room, "--terms")
    assert len(read) == 6
    monkeypatch.setattr(derived, "program_stamp", lambda: "another")
    _again(room, "--terms")
    assert len(read) == 9


def test_an_article_saved_while_others_are_read_is_read_the_next_time(
    room: Newsroom, read: Read, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A process may have read it long before the run comes to it, and somebody saved in between."""
    monkeypatch.setattr(derived, "RECENT", 0)  # as if the run had gone on for long after the save
    path = room.root / "seeds" / "004_b.txt"
    old = path.read_text(encoding="utf-8") + "\n應勇說：“不能再等了。”\n"
    room.write("seeds/004_b.txt", old)

    def early(tasks: Sequence[parallel.Task], people: People, _: int | None) -> list[Reading]:
        made = [read_as_told(reading.read_article(each.path), None, people) for each in tasks]
        path.write_text(old + "\n應勇說：“今晚就辦。”\n", encoding="utf-8")
        return made

    with monkeypatch.context() as patch:
        patch.setattr(extracting, "readings", lambda *each: iter(early(*each)))
        _again(room)
    read.clear()
    _again(room)
    assert read == ["004_b.txt"]


def test_what_has_something_to_say_says_it_every_time(room: Newsroom, read: Read) -> None:
    room.edit("    speaker: 應勇\n", "    speaker: 李強\n", "004_b")
    text = (room.root / "seeds/004_b.txt").read_text(encoding="utf-8")
    room.write("seeds/004_b.txt", text.replace("應勇", "孫春蘭"))
    first, second = room.run("extract", "seeds"), room.run("extract", "seeds")
    assert "1 suggested" in first.stdout
    assert (first.stdout, first.stderr) == (second.stdout, second.stderr)
    assert read == ["004_b.txt", "004_b.txt"]


def test_a_rehearsal_settles_nothing(newsroom: Newsroom, read: Read) -> None:
    newsroom.run("extract", "--dry-run", "seeds")
    newsroom.run("extract", "seeds")
    assert read == ["003_a.txt", "003_a.txt"]


def test_several_processes_give_the_same_catalog(newsroom: Newsroom, tmp_path: Path) -> None:
    for number in range(12):
        newsroom.write(f"seeds/{number:03}.txt", ARTICLE.replace("細節", f"第{number}節"))
    newsroom.write("seeds/100.txt", b"\x00\x01 no text")
    other = Newsroom(tmp_path / "other")
    for path in (newsroom.root / "seeds").iterdir():
        other.write(f"seeds/{path.name}", path.read_bytes())
    (other.root / "catalog").mkdir()
    told = newsroom.run("extract", "seeds", "-j", "1", code=3)
    assert other.run("extract", "seeds", "-j", "2", code=3).stdout == told.stdout
    ours = {name: raw for name, raw in newsroom.tree().items() if "cache" not in name}
    theirs = other.tree()
    assert {name: raw for name, raw in ours.items() if not name.startswith("other/")} == theirs


def _dies(_: parallel.Task) -> Reading | None:
    os._exit(9)


def test_a_process_that_dies_costs_nothing_but_time(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parallel, "_read", _dies)
    told = newsroom.run("extract", "seeds", "-j", "2").stdout
    assert "3 added" in told


def test_a_few_articles_are_not_worth_a_process(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    def never(*_: object) -> object:
        raise AssertionError

    monkeypatch.setattr(parallel, "_by_processes", never)
    assert "3 added" in newsroom.run("extract", "seeds").stdout


def test_no_more_than_a_window_is_under_way(monkeypatch: pytest.MonkeyPatch) -> None:
    class Pool:
        submitted = 0

        def __init__(self, *_: object) -> None: ...
        def __enter__(self) -> Self:
            return self

        def __exit__(self, *_: object) -> None: ...
        def submit(self, *_: object) -> Future[Reading | None]:
            Pool.submitted += 1
            done: Future[Reading | None] = Future()
            done.set_result(None)
            return done

    monkeypatch.setattr(parallel, "Processes", Pool)
    tasks: Sequence[parallel.Task] = [parallel.Task(str(n)) for n in range(200)]
    most = 0
    for taken, _ in enumerate(parallel.readings(tasks, People(), 2)):
        most = max(most, Pool.submitted - taken)
    assert Pool.submitted == 200
    assert most <= 20


def test_somebody_is_told_how_far_it_is(newsroom: Newsroom) -> None:
    newsroom.write("seeds/004_b.txt", ARTICLE)
    told: list[tuple[int, int]] = []
    extract(newsroom.root, [str(newsroom.root / "seeds")], progress=lambda *each: told.append(each))
    assert told == [(1, 2), (2, 2)]


def test_no_room_for_the_index_costs_nobody_an_extraction(
    room: Newsroom, monkeypatch: pytest.MonkeyPatch, read: Read
) -> None:
    whole = homes.Homes.settle

    def full(self: homes.Homes, found: Iterable[homes.Settled]) -> None:
        self._database.execute("PRAGMA max_page_count = 1")  # as a full disk would say
        whole(self, [each._replace(source=f"{each.source}{'x' * 100_000}") for each in found])

    monkeypatch.setattr(homes.Homes, "settle", full)
    _touch_article(room)
    assert "1 added" in _again(room)
    assert read == ["004_b.txt"]
