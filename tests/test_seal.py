"""An index is trusted as long as it is as it was sealed."""

import os
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from quotes import derived
from quotes.catalog import seal as sealing
from quotes.catalog.seal import BESIDE, break_up, is_damage, is_sound, seal, turn


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file of which a program of version 4 has left a seal."""
    monkeypatch.setenv(derived.VARIABLE, str(tmp_path))
    path = tmp_path / "catalogs" / "index.sqlite"
    path.parent.mkdir()
    path.write_bytes("水龍頭不關".encode())
    seal(path, 4)
    return path


def test_a_file_without_a_seal_is_not_sound(place: Path) -> None:
    place.with_suffix(".seal").unlink()
    assert not is_sound(place, 4)


def test_the_seal_of_another_version_is_none(place: Path) -> None:
    assert not is_sound(place, 5)


def test_a_file_that_is_gone_is_not_sound_and_not_sealed(place: Path) -> None:
    place.unlink()
    seal(place, 4)
    assert not is_sound(place, 4)
    place.write_bytes(b"")
    assert not is_sound(place, 4)


def pipe(path: Path) -> None:
    os.mkfifo(path)


def endless(path: Path) -> None:
    path.symlink_to("/dev/zero")


def hollow(path: Path) -> None:
    """Twenty gigabytes on paper; nobody reads them through."""
    with path.open("wb") as file:
        file.truncate(20 << 30)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="a system without pipes")
@pytest.mark.parametrize("stuff", [pipe, endless, hollow])
@pytest.mark.parametrize("ending", [".sqlite", ".seal"])
@pytest.mark.timeout(30)
def test_what_has_no_end_is_no_index_and_no_seal(
    place: Path, ending: str, stuff: Callable[[Path], None]
) -> None:
    one = place.with_suffix(ending)
    one.unlink()
    stuff(one)
    assert not is_sound(place, 4)
    break_up(place)
    assert not one.is_symlink()


@pytest.mark.parametrize("end", BESIDE)
def test_a_file_beside_which_a_database_would_take_up_another_is_not_sound(
    place: Path, end: str
) -> None:
    place.with_name(place.name + end).write_bytes(b"")
    assert not is_sound(place, 4)


def test_a_small_file_is_read_through_though_its_times_are_as_they_were(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = derived.stamp_of(place)
    place.write_bytes("水龍頭不开".encode())
    monkeypatch.setattr(derived, "stamp_of", lambda _: before)
    assert not is_sound(place, 4)


def test_a_large_file_is_read_through_as_soon_as_its_times_are_others(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sealing, "READ_THROUGH", 1)
    os.utime(place, (1, 1))
    assert not is_sound(place, 4, at_a_glance=True)
    assert is_sound(place, 4)
    place.write_bytes("水龍頭不开".encode())
    assert not is_sound(place, 4)


def test_a_large_file_with_its_times_is_not_read_at_all(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sealing, "READ_THROUGH", 1)
    monkeypatch.setattr(derived, "checksum_of_file", lambda _: pytest.fail("it was read"))
    assert is_sound(place, 4, at_a_glance=True)
    assert is_sound(place, 4)


def test_a_copy_with_other_times_is_sound(place: Path) -> None:
    os.utime(place, (1, 1))
    assert is_sound(place, 4)


def test_what_has_the_turn_is_alone(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sealing, "PATIENCE", 0.01)
    with turn(place), pytest.raises(sqlite3.OperationalError), turn(place):
        pytest.fail("two had the turn")
    with turn(place):
        pass


def test_a_lock_that_is_some_other_file_is_made_anew(place: Path) -> None:
    place.with_suffix(".turn").write_bytes(b"no database of anybody" * 100)
    with pytest.raises(sqlite3.DatabaseError), turn(place):
        pytest.fail("no lock can be had of it")
    with turn(place):
        pass


def test_a_lock_that_may_only_be_read_lets_nobody_in(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As root has left it in somebody else's folder."""
    with turn(place):
        pass
    connect, uri = sqlite3.connect, f"{place.with_suffix('.turn').as_uri()}?mode=ro"
    monkeypatch.setattr(sqlite3, "connect", lambda _, **more: connect(uri, uri=True, **more))
    with pytest.raises(sqlite3.OperationalError, match="readonly"), turn(place):
        pytest.fail("no lock can be had of it")


@pytest.mark.parametrize(
    ("code", "blamed"),
    [
        (sqlite3.SQLITE_BUSY, False),
        (sqlite3.SQLITE_FULL, False),
        (sqlite3.SQLITE_IOERR | 10 << 8, False),
        (sqlite3.SQLITE_CORRUPT, True),
        (sqlite3.SQLITE_NOTADB, True),
        (None, True),
    ],
)
def test_a_full_disk_is_no_damage(code: int | None, *, blamed: bool) -> None:
    error = sqlite3.OperationalError("as SQLite says it")
    if code is not None:
        error.sqlite_errorcode = code
    assert is_damage(error) is blamed


def test_what_cannot_be_taken_away_is_told(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever would make it anew has to do without."""
    monkeypatch.setattr(derived, "throw_away", lambda *_: None)
    with pytest.raises(OSError, match="cannot be taken away"):
        break_up(place)


def test_what_is_broken_up_leaves_nothing(place: Path) -> None:
    for end in BESIDE:
        place.with_name(place.name + end).write_bytes(b"")
    break_up(place)
    assert list(place.parent.iterdir()) == []
