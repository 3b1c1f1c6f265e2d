"""Histories: people and the program take turns at one catalog, and nobody's work is lost.

A history is a chain of steps in any order: somebody types, deletes, reorders, comments, sets a
field, changes an article or breaks a file; the rules get newer; the program extracts. After
every run of the program the catalog is held against what people are known to have typed.

    python -m torture.histories 20000
"""

import difflib
import os
import shutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Mapping
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import ClassVar
from unittest.mock import patch

from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from quotes.catalog import store
from quotes.catalog.amend import NotEditable, amend
from quotes.catalog.document import Document, bare, read_document
from quotes.catalog.splice import Value
from quotes.errors import QuotesError, UnreadableCatalog
from quotes.workflow import articles, extracting
from torture import hands
from torture.memory import MARK, Memory, differing
from torture.newsdesk import PARAGRAPHS, Newsdesk, Rules
from torture.sheets import Item, Sheet, said, sheet

COUNT = int(os.environ.get("QUOTES_HISTORIES", "20000"))
STEPS = int(os.environ.get("QUOTES_HISTORY_STEPS", "14"))
BATCH = 250
SCRATCH = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None  # noqa: S108 - only scratch

NASTY = (
    "no", "12:30", "2020-02-31", "~", "- 一", "a: b", "a #b", " 前空", "後空 ", "{", "[", "*x",
    "&y z", "!t", "%", "@", "`", "？ ", "：", "'", '"', "''", "\\", "一\n二", "一\n\n二", "\n一",
    "一\n", "\t", "一\t二", "|", ">", "---", "...", "# 不是註", "一\u2028二", "\u200b", "\ufeff",
    "𠮷", "é", "null", "<<", "=", "一\n- 二", "一\n鍵: 值", '"一', "'一", "[一, 二]", "{一: 二}",
)  # fmt: skip
words = st.one_of(
    st.sampled_from(NASTY),
    st.text("好細節決定成敗。：:#'\"-[]{}&*!|>%@,?~ \n\u3000\x85一a1", min_size=1, max_size=10),
)
number = st.integers(0, 40)
key = st.sampled_from(
    ("text", "kind", "speaker", "via", "date", "occasion", "note", "tags", "printed", "auto", "自")
)
settable = key.filter(lambda name: name not in ("auto", "自"))
status = st.sampled_from(("ok", "drop", "unsure", "todo"))

PEOPLE = (
    "  - name: 李明\n", "  - name: 李明\n    aliases: [明]\n", "  - name: 應勇\n    aliases: [应勇]\n",
    "  - name: 護士\n", "  - name: 陳一新\n    aliases: [一新, 新强调]\n",
)  # fmt: skip

Tree = dict[str, bytes]
Stamp = tuple[bytes, int, int]
"""The bytes of a file, when it was written, and which one it is."""


class Histories(RuleBasedStateMachine):
    """One history; its rules are what may happen next."""

    lived: ClassVar[Counter[str]] = Counter()

    def __init__(self) -> None:
        super().__init__()
        self.root = Path(tempfile.mkdtemp(prefix="history-", dir=SCRATCH)).resolve()
        self.desk = Newsdesk(self.root)
        self.memory = Memory()
        self.newer = Rules()
        self.whole: dict[str, bytes] = {}
        """What stood in files that somebody has broken since."""
        self.serial = self.steps = 0
        self.pace = 1
        self.paragraphs = [list(PARAGRAPHS[:3]), list(PARAGRAPHS[3:5])]

    @initialize(pace=st.integers(1, 3))
    def begin(self, pace: int) -> None:
        self.desk.begin()
        self.pace = pace

    @invariant()
    def the_program_runs_now_and_then(self) -> None:
        self.steps += 1
        if self.desk.catalog.exists() and self.steps % self.pace == 0:
            self.extract()

    def teardown(self) -> None:
        shutil.rmtree(self.root, ignore_errors=True)
        self.lived["histories"] += 1

    # The program.

    def extract(self) -> None:
        self.lived["runs"] += 1
        before = self.desk.tree()
        failed = self._run()
        after = self.desk.tree()
        self._nothing_lost(before, after, failed)
        self._learn(before, after)
        self._again_changes_nothing()

    @rule(pick=number, field=settable, value=words, stays=st.booleans())
    def set_by_command(self, pick: int, field: str, value: str, stays: bool) -> None:
        put = (value,) if field == "tags" else value
        self._set(pick, field, put if stays else None)

    @rule(pick=number, to=status)
    def review(self, pick: int, to: str) -> None:
        self._set(pick, "status", to)

    @rule(generation=st.integers(0, 99))
    def rules_get_newer(self, generation: int) -> None:
        self.newer.generation = generation

    # People and the catalog.

    @rule(pick=number, field=key, value=words, style=st.sampled_from(hands.STYLES))
    def type_over(self, pick: int, field: str, value: str, style: str) -> None:
        def hand(page: Sheet, item: Item) -> str:
            found = next((each for each in item.fields if each.key == field), None)
            put = hands.typed(value, style, page.newline)
            if found:
                return hands.retype(page, found, put)
            return hands.add_line(page, item, f"{field}: {put}", pick)

        self._at_entry(pick, hand)

    @rule(pick=number, field=st.sampled_from(("title", "published", "note", "outlet")), value=words)
    def type_into_source(self, pick: int, field: str, value: str) -> None:
        def hand(page: Sheet) -> str:
            if page.source is None or not page.source.fields:
                return page.text
            found = next((each for each in page.source.fields if each.key == field), None)
            put = "2020-02-2" + str(pick % 10) if field == "published" else value
            put = hands.typed(put, "double")
            if found:
                return hands.retype(page, found, put)
            return hands.add_line(page, page.source, f"{field}: {put}", pick)

        self._at_file(pick, hand)

    @rule(pick=number, field=number)
    def delete_a_line(self, pick: int, field: int) -> None:
        def hand(page: Sheet, item: Item) -> str:
            free = [each for each in item.fields[1:] if each.key not in ("id", "line")]
            return hands.drop_field(page, free[field % len(free)]) if free else page.text

        self._at_entry(pick, hand)

    @rule(pick=number)
    def delete_an_entry(self, pick: int) -> None:
        self._at_entry(pick, lambda page, item: hands.drop_entry(page, page.entries.index(item)))

    @rule(pick=number, other=number)
    def reorder(self, pick: int, other: int) -> None:
        def hand(page: Sheet, item: Item) -> str:
            one, two = page.entries.index(item), other % len(page.entries)
            return hands.swap_entries(page, one, two) if one != two else page.text

        self._at_entry(pick, hand)

    @rule(pick=number, value=words)
    def write_an_entry(self, pick: int, value: str) -> None:
        self.serial += 1
        name = f"我{self.serial}-1"

        def hand(page: Sheet, item: Item) -> str:
            return hands.add_entry(page, page.entries.index(item), name, value)

        self._at_entry(pick, hand)

    @rule(pick=number)
    def put_an_entry_on_one_line(self, pick: int) -> None:
        self._at_entry(pick, lambda page, item: hands.into_flow(page, page.entries.index(item)))

    @rule(pick=number, at=number, indent=st.integers(0, 8), value=words)
    def comment(self, pick: int, at: int, indent: int, value: str) -> None:
        note = self._note(value)
        self._at_file(pick, lambda page: hands.comment_line(page, at, indent, note))

    @rule(pick=number, at=number, value=words)
    def comment_behind(self, pick: int, at: int, value: str) -> None:
        note = self._note(value)
        self._at_file(pick, lambda page: hands.comment_behind(page, at, note))

    @rule(pick=number, at=number)
    def blank_line(self, pick: int, at: int) -> None:
        self._at_file(pick, lambda page: hands.blank_line(page, at))

    @rule(pick=number, newline=st.sampled_from(("\r\n", "\n")))
    def change_line_ends(self, pick: int, newline: str) -> None:
        self._at_file(pick, lambda page: hands.with_newlines(page.text, newline))

    @rule(pick=number)
    def keep_only_comments(self, pick: int) -> None:
        if pick % 4 == 0:
            self._at_file(pick, hands.only_comments)

    @rule(pick=number)
    def cut_the_last_line_end(self, pick: int) -> None:
        self._at_file(pick, lambda page: page.text.rstrip("\r\n"))

    @rule(pick=number)
    def byte_order_mark(self, pick: int) -> None:
        path = self._pick(pick)
        if path:
            raw = path.read_bytes()
            mark = b"\xef\xbb\xbf"
            path.write_bytes(raw.removeprefix(mark) if raw.startswith(mark) else mark + raw)

    @rule(pick=number, at=number)
    def conflict(self, pick: int, at: int) -> None:
        if pick % 4 == 0:
            self._at_file(pick, lambda page: hands.conflict(page, at))

    @precondition(lambda self: self.whole)
    @rule()
    def mend(self) -> None:
        """Undo, in the editor where the file was broken."""
        name, raw = self.whole.popitem()
        (self.desk.catalog / name).write_bytes(raw)

    @rule(pick=number)
    def delete_a_file(self, pick: int) -> None:
        path = self._pick(pick) if pick % 4 == 0 else None
        if path:
            self.memory.person_saved(path.name, _text(path.read_bytes()), None)
            path.unlink()

    @rule(pick=number)
    def rename_a_file(self, pick: int) -> None:
        path = self._pick(pick)
        if path:
            self.serial += 1
            new = path.with_name(f"改名{self.serial}.yaml")
            path.rename(new)
            if path.name in self.memory.comments:
                self.memory.comments[new.name] = self.memory.comments.pop(path.name)

    # People and what stands beside it.

    @rule(value=words)
    def write_people(self, value: str) -> None:
        (self.desk.catalog / "people.yaml").write_bytes(value.encode(errors="replace"))

    @rule(pick=st.lists(number, min_size=1, max_size=3, unique_by=lambda each: each % 5))
    def introduce_people(self, pick: list[int]) -> None:
        lines = "".join(PEOPLE[each % len(PEOPLE)] for each in pick)
        (self.desk.catalog / "people.yaml").write_text(f"people:\n{lines}", encoding="utf-8")

    @rule()
    def delete_schema(self) -> None:
        (self.desk.catalog / store.SCHEMA).unlink(missing_ok=True)

    @rule(which=st.integers(0, 1), at=number, paragraph=st.sampled_from(PARAGRAPHS))
    def add_to_the_article(self, which: int, at: int, paragraph: str) -> None:
        lines = self.paragraphs[which]
        lines.insert(at % (len(lines) + 1), paragraph)
        self.desk.publish(which, tuple(lines))

    @rule(which=st.integers(0, 1), at=number, put=st.sampled_from(("", *PARAGRAPHS)))
    def replace_in_the_article(self, which: int, at: int, put: str) -> None:
        lines = self.paragraphs[which]
        if lines:
            lines[at % len(lines)] = put
        self.desk.publish(which, tuple(lines))

    @rule(which=st.integers(0, 1), at=number, cut=number)
    def damage_the_article(self, which: int, at: int, cut: int) -> None:
        """A mark or a letter is lost."""
        lines = self.paragraphs[which]
        if lines and lines[at % len(lines)]:
            line = lines[at % len(lines)]
            cut %= len(line)
            lines[at % len(lines)] = line[:cut] + line[cut + 1 :]
        self.desk.publish(which, tuple(lines))

    # How it is done.

    def _run(self) -> tuple[QuotesError, ...]:
        with patch.object(articles, "parse", self.newer.parse):
            return extracting.extract(self.root, [str(self.root / "seeds")]).failed

    def _pick(self, pick: int) -> Path | None:
        """A file that is whole."""
        sound = [path for name, path in self.desk.sheets().items() if name not in self.whole]
        return sound[pick % len(sound)] if sound else None

    def _at_file(self, pick: int, hand: Callable[[Sheet], str]) -> None:
        path = self._pick(pick)
        if path is not None:
            raw = path.read_bytes()
            before = _text(raw)
            after = hand(sheet(before))
            self._save(path, raw, before, after)

    def _at_entry(self, pick: int, hand: Callable[[Sheet, Item], str]) -> None:
        def at_file(page: Sheet) -> str:
            if not page.entries:
                return page.text
            return hand(page, page.entries[pick % len(page.entries)])

        self._at_file(pick // 3, at_file)

    def _save(self, path: Path, raw: bytes, before: str, after: str) -> None:
        mark = raw[:3] if raw.startswith(b"\xef\xbb\xbf") else b""
        path.write_bytes(mark + after.encode(errors="surrogatepass"))
        if _is_sound(after):
            self.memory.person_saved(path.name, before, after)
            self.lived["edits"] += before != after
        else:
            self.whole[path.name] = raw
            self.lived["broken"] += 1

    def _note(self, value: str) -> str:
        self.serial += 1
        return f"{MARK.format(number=self.serial)} {' '.join(value.split())}"

    def _set(self, pick: int, field: str, value: Value) -> None:
        path = self._pick(pick // 3)
        if path is None:
            return
        before = self.desk.tree()
        page = sheet(_text(before[path.name]))
        if not page.entries:
            return
        entry = page.entries[pick % len(page.entries)]
        try:
            with store.Writing(self.root) as writing:
                writing.revise(path, lambda document: _changed(document, entry.id, field, value))
        except (NotEditable, UnreadableCatalog):
            self.lived["refused"] += 1
        after = self.desk.tree()
        self._only_the_field_changed(before, after, path.name, entry.id, field)
        self.memory.person_saved(path.name, page.text, _text(after[path.name]))
        self.lived["sets"] += before != after

    def _only_the_field_changed(
        self, before: Tree, after: Tree, name: str, entry: str, field: str
    ) -> None:
        for other in before.keys() | after.keys():
            assert other == name or before.get(other) == after.get(other), other
        old, new = sheet(_text(before[name])), sheet(_text(after[name]))
        faults = differing(old, new, lambda one, key: (one, key) == (entry, field))
        faults += [
            f"comment {note}"
            for note in self.memory.comments.get(name, {}).values()
            if note not in new.text
        ]
        assert not faults, faults

    def _nothing_lost(self, before: Tree, after: Tree, failed: tuple[QuotesError, ...]) -> None:
        for error in failed:
            assert isinstance(error, UnreadableCatalog), error
            if error.problems[0].path.endswith("people.yaml"):
                continue
            self.lived["refused"] += not self.whole
            assert self.whole or error.problems[0].code == "E-SHAPE", error
        self._ids_are_single(after)
        self._one_file_an_article(after)
        for name, raw in before.items():
            assert name in after, f"{name} is gone"
            if name in self.whole or name in ("people.yaml", store.SCHEMA):
                assert after[name] == raw, f"{name} was touched"
            elif after[name] != raw:
                self._only_splices(name, raw, after[name])

    def _only_splices(self, name: str, before: bytes, after: bytes) -> None:
        mark = b"\xef\xbb\xbf"
        assert before.startswith(mark) == after.startswith(mark), f"{name}: byte-order mark"
        old, new = _text(before), _text(after)
        assert _is_sound(new), f"{name} was broken by the program"
        faults = self.memory.lost(name, old, new)
        assert not faults, faults
        if "\n" in old and old.count("\n") == old.count("\r\n"):
            assert new.count("\n") == new.count("\r\n"), f"{name}: mixed line ends"

    def _ids_are_single(self, tree: Tree) -> None:
        pages = [sheet(_text(tree[name])) for name in self._sound(tree)]
        ids = Counter(item.id for page in pages for item in page.entries)
        assert all(count == 1 for count in ids.values()), f"an id is given twice: {ids}"

    def _one_file_an_article(self, tree: Tree) -> None:
        """Also where the file is broken, and says nothing of its article any more."""
        raws = [self.whole.get(name, tree[name]) for name in self.desk.sheets() if name in tree]
        pages = [sheet(_text(raw)) for raw in raws]
        files = Counter(page.source.values.get("file") for page in pages if page.source)
        assert all(count == 1 for count in files.values()), f"an article has two files: {files}"

    def _sound(self, tree: Tree) -> list[str]:
        return [
            name
            for name in tree
            if name.endswith(".yaml") and name != "people.yaml" and name not in self.whole
        ]

    def _learn(self, before: Tree, after: Tree) -> None:
        for name in self._sound(after):
            old = _text(before[name]) if name in before else None
            self.memory.program_saved(old, _text(after[name]))
            if old is None:
                self.memory.comments[name] = {}

    def _again_changes_nothing(self) -> None:
        before = {path: _stamp(path) for path in self.desk.catalog.iterdir()}
        self._run()
        after = {path: _stamp(path) for path in self.desk.catalog.iterdir()}
        assert after == before, f"a second run has written{_changes(before, after)}"


def _changed(document: Document | None, name: str, field: str, value: Value) -> str | None:
    assert document is not None
    index = next(i for i, each in enumerate(document.entries) if each.entry.id == name)
    if field not in bare(document)["entries"][index] and value is None:
        return None
    return amend(document, index, ((field, value),))


def _stamp(path: Path) -> Stamp:
    if path.name == ".lock":
        return b"", 0, 0
    state = path.stat()
    return path.read_bytes(), state.st_mtime_ns, state.st_ino


def _changes(before: Mapping[Path, Stamp], after: Mapping[Path, Stamp]) -> str:
    lines: list[str] = []
    for path in sorted(before.keys() | after.keys()):
        old, new = (_text(files.get(path, (b"", 0, 0))[0]) for files in (before, after))
        lines += difflib.unified_diff(old.splitlines(), new.splitlines(), path.name, lineterm="")
    return "\n" + "\n".join(lines)


def _text(raw: bytes) -> str:
    return raw.removeprefix(b"\xef\xbb\xbf").decode()


def _is_sound(text: str) -> bool:
    """A file that the program reads, and that says the same to PyYAML."""
    try:
        document = read_document(text, "x.yaml")
        text.encode()
    except (UnreadableCatalog, UnicodeEncodeError):
        return False
    assert said(text) is not None
    return all(each.entry.id for each in document.entries)


def live(
    machine: type[RuleBasedStateMachine], count: int, steps: int, number: int | None = None
) -> None:
    """So many histories; the first that loses something is raised."""
    if number is not None:
        seed(number)(machine)
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=count,
            stateful_step_count=steps,
            database=None,
            deadline=None,
            derandomize=number is None,
            phases=(Phase.generate,),
            report_multiple_bugs=False,
            suppress_health_check=list(HealthCheck),
        ),
    )


def _batch(number: int) -> tuple[int, Counter[str], str]:
    import traceback

    store._MOMENT = 0.0  # noqa: SLF001 - nobody else writes here, so nobody is waited for
    Histories.lived = Counter()
    try:
        live(Histories, BATCH, STEPS, number)
    except BaseException:  # noqa: BLE001 - whatever it is, it is a fault found
        return number, Histories.lived, traceback.format_exc()
    return number, Histories.lived, ""


def main(count: int = COUNT) -> int:
    started, total, faults = time.monotonic(), Counter[str](), 0
    jobs = range(-(-count // BATCH))
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        for number, lived, fault in pool.map(_batch, jobs):
            total += lived
            if fault:
                faults += 1
                print(f"seed {number}:\n{fault}", flush=True)
    seconds = time.monotonic() - started
    counts = ", ".join(f"{count} {name}" for name, count in sorted(total.items()))
    print(f"histories: {counts}; {faults} batches with a loss; {seconds:.0f} s")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:2])))
