"""The catalog's one writer: nobody's save is lost, and what need not change does not."""

import os
import stat
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from quotes.catalog import refusals, store
from quotes.catalog.document import Document
from quotes.catalog.entries import Entry
from quotes.catalog.root import NoCatalog, find_root
from quotes.catalog.splice import Insertion, Revision, revise
from quotes.errors import ChangedUnderneath, SystemFailed, UnreadableCatalog

FILE = "source:\n  file: a.txt\n\nentries:\n\n  - id: a-1\n    text: 好\n    status: todo\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "catalog").mkdir()
    return tmp_path


@pytest.fixture
def file(root: Path) -> Path:
    path = root / "catalog" / "a.yaml"
    path.write_bytes(FILE.encode())
    return path


def adding(name: str) -> store.Reviser:
    """A run that has found one more quotation."""

    def add(document: Document | None) -> str:
        assert document is not None
        entry = Entry(id=name, text="應收盡收", status="todo")
        after = len(document.entries) - 1
        return revise(document, Revision(insertions=(Insertion(after, (entry,)),)))

    return add


def ids(root: Path, path: Path) -> list[str | None]:
    return [each.entry.id for each in store.read_file(path, root).entries]


def droppings(root: Path) -> list[str]:
    names = {path.name for path in (root / "catalog").iterdir()}
    return sorted(names - {"a.yaml", ".lock"})


def interrupted_by(
    save: Callable[[], object], times: int = 1
) -> Callable[[store.Reviser], store.Reviser]:
    """Somebody saves while the run is planning."""
    left = [times]

    def wrap(inner: store.Reviser) -> store.Reviser:
        def plan(document: Document | None) -> str | None:
            text = inner(document)
            if left[0]:
                left[0] -= 1
                save()
            return text

        return plan

    return wrap


def test_nothing_to_change_writes_nothing(root: Path, file: Path) -> None:
    before = file.stat()
    with store.Writing(root) as writing:
        assert not writing.revise(file, lambda _: None)
        assert not writing.revise(file, lambda document: document.text if document else None)
    assert (file.stat().st_mtime_ns, file.stat().st_ino) == (before.st_mtime_ns, before.st_ino)


@pytest.mark.parametrize("exchange", [True, False], ids=["exchange", "replace"])
def test_a_save_made_meanwhile_is_kept_and_planned_upon(
    root: Path, file: Path, monkeypatch: pytest.MonkeyPatch, *, exchange: bool
) -> None:
    if not exchange:
        monkeypatch.setattr(store, "_renameat2", lambda: None)
    theirs = FILE.replace("todo", "ok  # 已核")
    meddle = interrupted_by(lambda: file.write_bytes(theirs.encode()))
    with store.Writing(root) as writing:
        assert writing.revise(file, meddle(adding("a-2")))
    assert "ok  # 已核" in file.read_text()
    assert ids(root, file) == ["a-1", "a-2"]
    assert droppings(root) == []


def test_a_save_between_the_last_look_and_the_exchange_is_put_back(
    root: Path, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    theirs = FILE.replace("好", "很好")
    real = store._exchange  # noqa: SLF001 - the moment between two steps has no public name
    saves = [theirs]

    def save_first(one: Path, other: Path) -> bool:
        if saves:
            file.write_text(saves.pop())
        return real(one, other)

    monkeypatch.setattr(store, "_exchange", save_first)
    with store.Writing(root) as writing:
        assert writing.revise(file, adding("a-2"))
    assert "很好" in file.read_text()
    assert ids(root, file) == ["a-1", "a-2"]
    assert droppings(root) == []


def test_a_file_that_never_rests_is_left_alone(root: Path, file: Path) -> None:
    count = [0]

    def save() -> None:
        count[0] += 1
        file.write_text(FILE + f"# {count[0]}\n")

    with store.Writing(root) as writing, pytest.raises(ChangedUnderneath):
        writing.revise(file, interrupted_by(save, times=99)(adding("a-2")))
    assert file.read_text() == FILE + f"# {count[0]}\n"
    assert droppings(root) == []


def test_a_deleted_file_is_not_brought_back(root: Path, file: Path) -> None:
    def plan(document: Document | None) -> str | None:
        if document is None:
            return None
        file.unlink()
        return adding("a-2")(document)

    with store.Writing(root) as writing:
        assert not writing.revise(file, plan)
    assert not file.exists()


def test_a_new_file_does_not_bury_one_that_has_just_appeared(root: Path) -> None:
    path = root / "catalog" / "b.yaml"

    def plan(document: Document | None) -> str | None:
        if document is None:
            path.write_text("# 我的\n")
            return FILE
        return None

    with store.Writing(root) as writing:
        assert not writing.revise(path, plan)
    assert path.read_text() == "# 我的\n"


def test_bytes_are_put_back_over_what_was_found_and_nothing_else(root: Path, file: Path) -> None:
    noise, whole = b"\xff", b"\xef\xbb\xbfentries: []\r\n"
    for found, there, done in ((noise, noise, True), (noise, b"\xfe", False), (None, noise, False)):
        file.write_bytes(there)
        with store.Writing(root) as writing:
            assert writing.put_back(file, found, whole) is done
        assert file.read_bytes() == (whole if done else there)
    file.unlink()
    with store.Writing(root) as writing:
        assert not writing.put_back(file, noise, whole)
        assert writing.put_back(file, None, whole)
    assert file.read_bytes() == whole


def test_nothing_is_put_back_outside(root: Path, file: Path, tmp_path: Path) -> None:
    outside = tmp_path.parent / "outside.yaml"
    outside.write_bytes(b"\xff")
    file.unlink()
    file.symlink_to(outside)
    with store.Writing(root) as writing, pytest.raises(UnreadableCatalog):
        writing.put_back(file, b"\xff", b"")
    assert outside.read_bytes() == b"\xff"


@pytest.mark.parametrize("step", ["fsync", "link", "open"])
def test_a_disk_that_fails_leaves_the_old_file(
    root: Path, file: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    target = file if step != "link" else root / "catalog" / "b.yaml"

    def refuse(*_: object, **__: object) -> int:
        raise OSError(28, "No space left on device")

    with store.Writing(root) as writing:
        monkeypatch.setattr(os, step, refuse)
        with pytest.raises(SystemFailed):
            writing.revise(target, lambda _: FILE + "# 新\n")
        monkeypatch.undo()
    assert file.read_text() == FILE
    assert droppings(root) == []


STEPS = (
    (os, "open"),
    (os, "fsync"),
    (os, "link"),
    (os, "chmod"),
    (os, "stat"),
    (os, "unlink"),
    (Path, "read_bytes"),
    (Path, "replace"),
    (store, "_exchange"),
)
"""Whatever a write asks of the system."""


def failing_at(
    number: int, error: BaseException, patch: pytest.MonkeyPatch, after: bool
) -> list[int]:
    """Let the step with this number fail, before or after it is done; count them all."""
    count = [0]

    def wrapped(real: Callable[..., Any]) -> Callable[..., Any]:
        def step(*args: Any, **more: Any) -> Any:
            count[0] += 1
            if count[0] != number:
                return real(*args, **more)
            if after:
                real(*args, **more)
            raise error

        return step

    for owner, name in STEPS:
        patch.setattr(owner, name, wrapped(getattr(owner, name)))
    return count


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
@pytest.mark.parametrize("exchange", [True, False], ids=["exchange", "replace"])
@pytest.mark.parametrize(
    "error", [OSError(28, "No space left on device"), KeyboardInterrupt()], ids=["full", "stopped"]
)
def test_whichever_step_fails_the_file_is_old_or_new(
    root: Path,
    file: Path,
    monkeypatch: pytest.MonkeyPatch,
    error: BaseException,
    *,
    exchange: bool,
    after: bool,
) -> None:
    """Step after step fails until a run comes through; no state between is ever left."""
    if not exchange:
        monkeypatch.setattr(store, "_renameat2", lambda: None)
    new = FILE + "# 新\n"
    for number in range(1, 99):
        file.write_text(FILE)
        failed = False
        with store.Writing(root) as writing:
            with monkeypatch.context() as patch:
                count = failing_at(number, error, patch, after)
                try:
                    writing.revise(file, lambda _: new)
                except (SystemFailed, KeyboardInterrupt):
                    failed = True
            assert file.read_text() in ((FILE, new) if failed else (new,))
        for name in droppings(root):
            assert (root / "catalog" / name).read_text() in ("", FILE, new)
            (root / "catalog" / name).unlink()
        if count[0] < number:
            break
    assert number > 8


def test_a_file_that_does_not_parse_is_never_taken_for_empty(root: Path, file: Path) -> None:
    file.write_text("entries: [")
    with store.Writing(root) as writing, pytest.raises(UnreadableCatalog):
        writing.revise(file, lambda _: FILE)
    assert file.read_text() == "entries: ["


def test_a_file_that_is_too_large_is_not_read(
    root: Path, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(refusals, "LARGEST", 10)
    with pytest.raises(UnreadableCatalog, match="E-SIZE"):
        store.read_file(file, root)


def test_an_empty_file_is_looked_at_again_before_it_is_filled(
    root: Path, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Some editors empty a file before they write into it."""
    file.write_bytes(b"")
    monkeypatch.setattr("time.sleep", lambda _: file.write_text(FILE))
    with store.Writing(root) as writing:
        assert writing.revise(file, adding("a-2"))
    assert ids(root, file) == ["a-1", "a-2"]


def test_bytes_that_are_not_utf8_are_named_with_their_place(root: Path, file: Path) -> None:
    file.write_bytes("entries: []\n# 好".encode() + b"\xff")
    with pytest.raises(UnreadableCatalog) as refused:
        store.read_file(file, root)
    problem = refused.value.problems[0]
    assert (problem.place, problem.code) == ("catalog/a.yaml:2:4", "E-ENCODING")


def test_what_editors_drop_is_no_catalog_file(root: Path, file: Path) -> None:
    for name in (".a.yaml.swp", "a.yaml~", "a.yaml.orig", ".#a.yaml", "#a.yaml#", ".b.yaml"):
        (root / "catalog" / name).write_text("entries: [")
    (root / "catalog" / "people.yaml").write_text("people: []\n")
    assert store.article_files(root) == (file,)


def test_a_byte_order_mark_and_line_ends_stay(root: Path, file: Path) -> None:
    file.write_bytes(b"\xef\xbb\xbf" + FILE.replace("\n", "\r\n").encode())
    with store.Writing(root) as writing:
        assert writing.revise(file, adding("a-2"))
    raw = file.read_bytes()
    assert raw.startswith(b"\xef\xbb\xbfsource")
    assert raw.count(b"\n") == raw.count(b"\r\n")


@pytest.mark.skipif(os.name == "nt", reason="modes are a matter of POSIX")
def test_the_mode_of_a_file_stays(root: Path, file: Path) -> None:
    file.chmod(0o640)
    with store.Writing(root) as writing:
        writing.revise(file, adding("a-2"))
    assert stat.S_IMODE(file.stat().st_mode) == 0o640


def test_a_link_stays_a_link(root: Path, file: Path) -> None:
    real = root / "elsewhere.yaml"
    file.rename(real)
    file.symlink_to(real)
    with store.Writing(root) as writing:
        writing.revise(file, adding("a-2"))
    assert file.is_symlink()
    assert ids(root, real) == ["a-1", "a-2"]


def test_without_exchange_a_file_is_still_replaced_whole(
    root: Path, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "_renameat2", lambda: None)
    with store.Writing(root) as writing:
        assert writing.revise(file, adding("a-2"))
    assert ids(root, file) == ["a-1", "a-2"]
    assert droppings(root) == []


def test_many_runs_at_once_lose_nothing(root: Path, file: Path) -> None:
    def run(number: int) -> bool:
        with store.Writing(root) as writing:
            return writing.revise(file, adding(f"a-{number}"))

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(run, range(2, 34)))
    assert sorted(int(str(name)[2:]) for name in ids(root, file)) == list(range(1, 34))


def test_a_leftover_of_an_interrupted_write_is_found(root: Path) -> None:
    (root / "catalog" / ".a.yaml.0a1b2c3d.quotes-tmp").write_text(FILE)
    assert len(store.leftovers(root)) == 1


def test_no_catalog_above_says_where_it_looked(tmp_path: Path) -> None:
    with pytest.raises(NoCatalog, match="no folder `catalog`"):
        find_root(tmp_path)


def test_the_root_is_found_from_below(root: Path) -> None:
    below = root / "seeds" / "2020"
    below.mkdir(parents=True)
    assert find_root(below) == root.resolve()
