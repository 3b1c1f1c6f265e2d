"""The index answers as the files would, whatever was done to them or to it."""

import os
import random
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from torture.leftovers import forge

from newsroom import ARTICLE, Newsroom
from quotes import derived
from quotes.catalog import index
from quotes.catalog.index import VERSION
from quotes.catalog.kept import Wanted, choose
from quotes.catalog.seal import is_sound
from quotes.workflow.looking import look_up, open_catalog

ROOT = Path(__file__).resolve().parent.parent
PEOPLE = """\
people:
  - name: 王忠林
    aliases: [王书记]
    roles:
      - {title: 武漢市委書記, since: 2020-02-13}
"""
COMMANDS = (
    ["list"],
    ["list", "--json"],
    ["list", "--speaker", "王忠林"],
    ["list", "--speaker", "市委书记王忠林", "--table"],
    ["list", "--speaker", "王书记"],
    ["list", "--speaker", "武汉市委书记"],
    ["list", "--grep", "人命关天"],
    ["list", "--grep", "水"],
    ["list", "--since", "2020-02-17"],
    ["list", "--kind", "quote", "--status", "todo", "--count"],
    ["search", "人命关天"],
    ["search", "不"],
    ["search", "水龙头没关拖地是白费"],
    ["search", "当回事 人命", "--jsonl"],
    ["show", "003-02"],
    ["cite", "003-02"],
)
FORBIDDEN = {"pydantic", "ruamel", "rich", "yaml", "opencc", "pandas", "numpy", "rapidfuzz"}


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(derived.VARIABLE, str(tmp_path / "cache"))
    return tmp_path / "cache" / "catalogs"


@pytest.fixture
def room(filled: Newsroom, place: Path) -> Newsroom:
    """Three articles and people.yaml, and an index of them."""
    filled.write("catalog/people.yaml", PEOPLE)
    filled.write("seeds/004_b.txt", ARTICLE.replace("2月16日", "2020年2月18日"))
    filled.write("seeds/005_c.txt", "孫春蘭說：“應收盡收，刻不容緩。”\n")
    filled.run("extract", "seeds")
    filled.run("list")
    assert list(place.iterdir())
    return filled


def _index(place: Path) -> Path:
    (found,) = place.glob("*.sqlite")
    return found


def _agrees(root: Path) -> None:
    shelf, lookup = open_catalog(root), look_up(root)
    assert lookup.select(Wanted()) == shelf.kept
    assert lookup.broken == shelf.broken
    assert lookup.people == shelf.people
    assert lookup.is_empty is not bool(shelf.kept)


def _told(room: Newsroom) -> list[tuple[str, str, int]]:
    told = (room.run(*command, code=None) for command in COMMANDS)
    return [(each.stdout, each.stderr, each.exit_code) for each in told]


def test_answers_are_the_same_with_the_index_without_it_and_where_none_is_kept(
    room: Newsroom, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_it = _told(room)
    shutil.rmtree(place)
    assert _told(room) == with_it
    monkeypatch.setenv(derived.VARIABLE, "off")
    assert _told(room) == with_it


@pytest.mark.parametrize(
    "wanted",
    [
        Wanted(kinds=("quote",)),
        Wanted(grep="水龙头"),
        Wanted(grep="不"),
        Wanted(statuses=("ok",)),
        Wanted(speakers=frozenset({"王忠林"})),
    ],
)
def test_what_is_chosen_is_what_the_files_give(room: Newsroom, wanted: Wanted) -> None:
    expected = choose(open_catalog(room.root).kept, wanted)
    assert choose(look_up(room.root).select(wanted), wanted) == expected


def _edit(path: Path, chance: random.Random) -> None:
    path.write_text(
        path.read_text(encoding="utf-8").replace(
            "王忠林", chance.choice(("王忠林", "應勇", "孫春蘭"))
        ),
        encoding="utf-8",
    )


def _break(path: Path, chance: random.Random) -> None:
    path.write_text(chance.choice(("entries: [", "", "source: x\n", "\t- a\n")), encoding="utf-8")


def _append(path: Path, chance: random.Random) -> None:
    with path.open("a", encoding="utf-8") as file:
        file.write(
            f"  - id: {path.stem}-{chance.randrange(90, 99)}\n    text: 再說一次{chance.random()}\n"
        )


def _copy(path: Path, chance: random.Random) -> None:
    shutil.copy2(path, path.with_name(f"{chance.randrange(100):03}_x.yaml"))


def _swap(path: Path, _: random.Random) -> None:
    """As editors save: another file under the same name, with the times of the old one."""
    spare, times = path.with_suffix(".new"), path.stat()
    spare.write_bytes(path.read_bytes().replace("不".encode(), "没".encode()))
    os.utime(spare, ns=(times.st_atime_ns, times.st_mtime_ns))
    spare.replace(path)


CHANGES: tuple[Callable[[Path, random.Random], None], ...] = (
    _edit, _break, _append, _copy, _swap, lambda path, _: path.unlink(), lambda path, _: os.utime(path),
)  # fmt: skip


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.integers(0, len(CHANGES) - 1), st.integers(0, 99)), max_size=8))
def test_whatever_is_done_to_the_files_the_index_knows(
    room: Newsroom, changes: list[tuple[int, int]]
) -> None:
    shutil.copytree(room.root / "catalog", room.root / "before", dirs_exist_ok=True)
    for number, seed in changes:
        files = sorted((room.root / "catalog").glob("*.yaml"))
        if files:
            chance = random.Random(seed)  # noqa: S311
            CHANGES[number](chance.choice(files), chance)
        _agrees(room.root)
    shutil.rmtree(room.root / "catalog")
    shutil.copytree(room.root / "before", room.root / "catalog")
    _agrees(room.root)


def _damaged(whole: bytes, chance: random.Random) -> bytes:
    sort, at = chance.randrange(4), chance.randrange(len(whole))
    if sort == 0:
        return whole[:at]
    if sort == 1:
        return whole[:at] + bytes(min(512, len(whole) - at)) + whole[at + 512 :]
    if sort == 2:
        return chance.randbytes(len(whole) // 8)
    return b"no index"


def test_a_damaged_index_is_made_anew(room: Newsroom, place: Path) -> None:
    index = _index(place)
    expected = _told(room)[0]
    whole = index.read_bytes()
    chance = random.Random(3)  # noqa: S311
    for _ in range(60):
        index.write_bytes(_damaged(whole, chance))
        told = room.run("list")
        assert (told.stdout, told.stderr, told.exit_code) == expected


@pytest.mark.parametrize(
    ("change", "version"),
    [
        ("UPDATE entries SET speaker = '應勇'", VERSION + 1),
        ("UPDATE project SET path = '/elsewhere'", VERSION),
        ("UPDATE project SET listing = '{'", VERSION),
        ("DROP TABLE project", VERSION),
    ],
)
def test_the_index_of_another_version_or_project_is_not_used_and_goes(
    room: Newsroom, place: Path, change: str, version: int
) -> None:
    expected = _told(room)[0]
    forge(_index(place), change, version)
    assert _told(room)[0] == expected
    with sqlite3.connect(_index(place)) as database:
        assert database.execute("SELECT path FROM project").fetchall() == [(str(room.root),)]
    database.close()


def test_a_damaged_index_that_cannot_be_taken_away_is_not_used(
    room: Newsroom, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As where the folder is somebody else's, or the system keeps open files from going."""
    expected = _told(room)[0]
    forge(_index(place), "DELETE FROM entries WHERE number > 1", VERSION + 1)
    monkeypatch.setattr(derived, "throw_away", lambda *_: None)
    for _ in range(2):
        assert _told(room)[0] == expected
    assert not is_sound(_index(place), VERSION)


def test_an_index_that_somebody_has_in_hand_for_ever_is_left_to_him(
    room: Newsroom, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index, "PATIENCE", 0.05)
    lookup, before = look_up(room.root), _index(place).stat().st_ino
    expected = look_up(room.root).kept
    writer = sqlite3.connect(_index(place), isolation_level=None)
    writer.execute("BEGIN EXCLUSIVE")
    assert lookup.kept == expected
    assert lookup.ids() == [each.entry.id for each in expected]
    writer.close()
    assert _index(place).stat().st_ino == before


def test_the_folder_of_indexes_may_be_a_link(room: Newsroom, place: Path, tmp_path: Path) -> None:
    real = tmp_path / "elsewhere"
    shutil.move(place, real)
    place.symlink_to(real)
    for _ in range(2):
        room.run("extract", "seeds")
    with sqlite3.connect(_index(place)) as database:
        assert database.execute("SELECT count(*) FROM settled").fetchone()[0] == 3
    database.close()
    assert is_sound(_index(place), VERSION)


def test_where_no_index_can_be_written_there_is_an_answer(
    room: Newsroom, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = _told(room)
    (tmp_path / "file").write_text("no folder")
    monkeypatch.setenv(derived.VARIABLE, str(tmp_path / "file"))
    assert _told(room) == expected


def test_many_at_once_get_whole_answers(room: Newsroom) -> None:
    """While one saves, others ask: each answer is that of one state of the files or the next."""
    path = room.catalog()
    texts = [path.read_text(encoding="utf-8")]
    texts.append(texts[0].replace("細節決定成敗", "細節決定勝敗"))
    expected = set()
    for text in texts:
        path.write_text(text, encoding="utf-8")
        expected.add(_run(room.root))
    with ThreadPoolExecutor(6) as pool:
        asked = [pool.submit(_run, room.root) for _ in range(24)]
        for number in range(40):
            spare = path.with_suffix(".new")
            spare.write_text(texts[number % 2], encoding="utf-8")
            spare.replace(path)
        assert {each.result() for each in asked} <= expected


def _run(root: Path) -> str:
    command = [sys.executable, "-m", "quotes", "-C", str(root), "list"]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


@pytest.mark.parametrize(
    "command",
    [
        ["list", "--speaker", "王忠林"],
        ["search", "細節決定"],
        ["show", "003-02"],
        ["cite", "003-02"],
    ],
)
def test_the_piped_path_loads_nothing_heavy(room: Newsroom, command: list[str]) -> None:
    _loaded(room.root, command)  # the index and the rules are made
    loaded = _loaded(room.root, command)
    allowed = {"show": {"yaml", "opencc", "rapidfuzz"}, "search": {"opencc", "rapidfuzz"}}
    assert (loaded & FORBIDDEN) - allowed.get(command[0], set()) == set()


def _loaded(root: Path, command: list[str]) -> set[str]:
    program = (
        "import sys; from quotes.cli import main\n"
        "try: main(sys.argv[1:])\n"
        "finally: print(*sorted({name.partition('.')[0] for name in sys.modules}), file=sys.stderr)"
    )
    asked = [sys.executable, "-c", program, "-C", str(root), *command]
    done = subprocess.run(asked, capture_output=True, text=True, check=True)
    assert done.stdout
    return set(done.stderr.split())


@pytest.fixture(autouse=True)
def _no_leftovers() -> Iterator[None]:
    yield
    import gc

    gc.collect()  # connections are closed when they are let go
