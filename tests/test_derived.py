"""Derived files cost time where they are gone or damaged, and nothing else."""

import random
from pathlib import Path

import pytest

from quotes import derived, rules
from quotes.errors import BadRules
from quotes.rules import tables

VALUE = {"words": ["水龍頭", "不關"], "number": 3}


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(derived.VARIABLE, str(tmp_path / "cache"))
    return tmp_path / "cache" / "a.json"


def test_what_was_saved_is_there_again(place: Path) -> None:
    derived.save("a.json", [1, "x"], VALUE)
    assert derived.load("a.json", (1, "x")) == VALUE
    assert [each.name for each in place.parent.iterdir()] == ["a.json"]


@pytest.mark.usefixtures("place")
@pytest.mark.parametrize("stamp", [[2, "x"], [1], None])
def test_another_stamp_is_another_thing(stamp: object) -> None:
    derived.save("a.json", [1, "x"], VALUE)
    assert derived.load("a.json", stamp) is None


def test_every_damage_is_noticed(place: Path) -> None:
    derived.save("a.json", 1, VALUE)
    whole = place.read_bytes()
    chance = random.Random(4)  # noqa: S311
    for _ in range(500):
        at = chance.randrange(len(whole))
        other = bytes([whole[at] ^ chance.randrange(1, 256)])
        place.write_bytes(whole[:at] + chance.choice((other, b"", other + other)) + whole[at + 1 :])
        assert derived.load("a.json", 1) is None
    for end in range(len(whole)):
        place.write_bytes(whole[:end])
        assert derived.load("a.json", 1) is None


@pytest.mark.parametrize("content", ["[" * 100_000, "5", "{}", '{"stamp": 1}', '["stamp"]'])
def test_what_no_save_has_written_is_nothing(place: Path, content: str) -> None:
    derived.put_if_other(place, f"{derived._digest(content.encode())}\n{content}".encode())  # noqa: SLF001
    assert derived.load("a.json", 1) is None


def test_a_folder_that_cannot_be_written_costs_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("no folder")
    monkeypatch.setenv(derived.VARIABLE, str(tmp_path / "file"))
    derived.save("a.json", 1, VALUE)
    assert derived.load("a.json", 1) is None


def test_none_are_kept_where_none_shall_be(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(derived.VARIABLE, "off")
    derived.save("a.json", 1, VALUE)
    assert derived.load("a.json", 1) is None


def test_a_folder_in_ones_home_is_not_one_called_tilde(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    monkeypatch.setenv(derived.VARIABLE, "~/cache")
    assert derived.folder() == tmp_path / "cache"
    monkeypatch.setenv(derived.VARIABLE, "~nobody-of-this-name/cache")
    assert derived.folder() is None


def _forget() -> None:
    for cached in (tables.rows, tables.compiled, rules.load):
        cached.cache_clear()


def test_rules_are_the_same_compiled_or_not(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told = []
    for _ in range(2):
        _forget()
        told.append({name: tables.rows(name) for name in tables.SHAPES})
    assert (place.parent / "rules.json").exists()
    monkeypatch.setenv(derived.VARIABLE, "off")
    _forget()
    assert told[0] == told[1] == {name: tables.rows(name) for name in tables.SHAPES}


@pytest.mark.parametrize(
    "row", [{"nme": "x"}, {"name": "x", "why": "y", "wrds": ["好"]}, {"name": "x"}]
)
def test_a_misspelt_row_is_told(row: dict[str, object], monkeypatch: pytest.MonkeyPatch) -> None:
    import yaml

    monkeypatch.setattr(yaml, "load", lambda *_, **__: [row])
    with pytest.raises(BadRules, match=r"rules/verbs\.yaml"):
        tables.validated("verbs")
