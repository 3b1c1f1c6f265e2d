"""`quotes review`, with a test at the desk: keys in, files out."""

import io
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import pytest
from rich.console import Console

from newsroom import ARTICLE, Newsroom
from quotes.catalog.kept import Wanted
from quotes.cli import _editor
from quotes.cli._keys import Keyboard, Script, folded
from quotes.cli._walk import Walk
from quotes.cli._walks import Entries, Suggestions, Terms
from quotes.workflow.looking import open_catalog
from quotes.workflow.reviewing import Desk

TODO = Wanted(statuses=("todo", "unsure"))
ANY = Wanted(statuses=("todo", "ok", "drop", "unsure"))


class Sitting:
    """One run of a walk over a project, with what it printed."""

    def __init__(
        self,
        room: Newsroom,
        keys: Iterable[str],
        kind: type[Walk] = Entries,
        *,
        low_first: bool = False,
    ) -> None:
        desk = Desk(open_catalog(room.root))
        if kind is Suggestions:
            waiting = desk.suggestions(ANY)
        elif kind is Terms:
            waiting = desk.terms(ANY)
        else:
            waiting = desk.entries(TODO, low_first=low_first)
        out = io.StringIO()
        console = Console(file=out, width=100, markup=False, emoji=False, highlight=False)
        self.waiting = waiting
        self.tally = kind(desk, waiting, Script(keys), console).run()
        self.said = out.getvalue()


def statuses(room: Newsroom, name: str = "003_a") -> list[str]:
    lines = room.catalog(name).read_text(encoding="utf-8").splitlines()
    return [line.partition(": ")[2] for line in lines if line.startswith("    status: ")]


def bytes_of(room: Newsroom) -> bytes:
    return room.catalog().read_bytes()


# what must not happen


@pytest.mark.parametrize("key", ["3", "5", "6", "7"])
def test_an_answer_that_is_no_text_is_refused_and_the_next_key_counts(
    filled: Newsroom, key: str
) -> None:
    sitting = Sitting(filled, [key, "\udcff\udcfe", "1"])
    assert "“‹U+DCFF›‹U+DCFE›” holds bytes that are no text" in sitting.said
    assert statuses(filled) == ["ok", "todo", "todo"]


def test_bytes_that_a_terminal_cannot_read_are_handed_on_for_a_refusal(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("builtins.input", lambda _: b"\xff".decode())
    assert Keyboard().line("") == "\udcff"


def test_a_number_of_any_length_is_no_name(filled: Newsroom) -> None:
    before = filled.tree()
    assert "there is no number" in Sitting(filled, ["3", "9" * 5_000]).said
    assert filled.tree() == before


def test_without_a_terminal_there_is_a_hint(filled: Newsroom) -> None:
    before = filled.tree()

    result = filled.run("review", code=2)

    assert "quotes list --status todo" in result.stderr
    assert "quotes set" in result.stderr
    assert filled.tree() == before


@pytest.mark.parametrize("keys", ["", "q", "000", "   ", "x", "???", "h", "uuu", "bb", "\x1b"])
def test_looking_writes_nothing(filled: Newsroom, keys: str) -> None:
    before = filled.tree()
    Sitting(filled, keys)
    assert filled.tree() == before


@pytest.mark.parametrize(
    "keys",
    [["3", ""], ["3", "99"], ["5", ""], ["5", "二月"], ["6", "zitat"], ["6", ""], ["7", ""]],
    ids="/".join,
)
def test_an_answer_that_cannot_be_meant_writes_nothing(
    filled: Newsroom, keys: Sequence[str]
) -> None:
    before = filled.tree()
    Sitting(filled, keys)
    assert filled.tree() == before


def test_an_undo_never_overwrites_what_somebody_wrote_since(filled: Newsroom) -> None:
    def keys() -> Iterable[str]:
        yield "1"
        filled.edit("# yaml-language-server", "# 王編輯：已核\n# yaml-language-server")
        yield "u"

    sitting = Sitting(filled, keys())

    assert "changed by somebody else" in sitting.said
    assert statuses(filled) == ["ok", "todo", "todo"]
    assert b"\xe7\x8e\x8b\xe7\xb7\xa8\xe8\xbc\xaf" in bytes_of(filled)


def test_an_entry_that_was_taken_out_meanwhile_is_passed_over(filled: Newsroom) -> None:
    def keys() -> Iterable[str]:
        yield "1"
        text = filled.catalog().read_text(encoding="utf-8")
        start, end = text.index("  - id: 003-03"), len(text)
        filled.catalog().write_text(text[:start] + text[end:], encoding="utf-8")
        yield "1"
        yield "1"

    sitting = Sitting(filled, keys())

    assert "003-03 is no longer in catalog/003_a.yaml" in sitting.said
    assert statuses(filled) == ["ok", "ok"]


def test_an_id_that_stands_twice_is_decided_by_nobody(filled: Newsroom) -> None:
    filled.edit("id: 003-02", "id: 003-01")

    sitting = Sitting(filled, "111")

    assert "more than one entry has the id 003-01" in sitting.said
    assert statuses(filled) == ["todo", "todo", "ok"]


def test_words_from_a_source_are_no_orders_to_the_terminal(newsroom: Newsroom) -> None:
    evil = ARTICLE.replace("細節", "細\x1b]0;x\x07[/red]節")
    newsroom.write("seeds/003_a.txt", evil)
    newsroom.run("extract", "seeds")

    sitting = Sitting(newsroom, "0")

    assert "\x1b" not in sitting.said
    assert "[/red]" in sitting.said


# what a key does


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ("1", "ok"), ("y", "ok"), ("\n", "ok"), ("\r", "ok"), ("Y", "ok"), ("１", "ok"),
        ("ｙ", "ok"), ("2", "drop"), ("n", "drop"), ("Ｎ", "drop"), ("9", "unsure"), ("m", "unsure"),
        ("0", "todo"), (" ", "todo"), ("\u3000", "todo"),
    ],
)  # fmt: skip
def test_one_key_decides_and_is_on_disk(filled: Newsroom, keys: str, expected: str) -> None:
    Sitting(filled, keys)
    assert statuses(filled) == [expected, "todo", "todo"]


def test_a_decision_changes_one_line(filled: Newsroom) -> None:
    filled.edit("status: todo", "status: todo  # 存疑")
    before = filled.catalog().read_text(encoding="utf-8")

    Sitting(filled, "1")

    after = filled.catalog().read_text(encoding="utf-8")
    assert after == before.replace("status: todo  # 存疑", "status: ok  # 存疑")


def test_going_on_later_begins_where_it_was_left(filled: Newsroom) -> None:
    Sitting(filled, "1q")

    second = Sitting(filled, "2q")

    assert [each.id for each in second.waiting] == ["003-02", "003-03"]
    assert statuses(filled) == ["ok", "drop", "todo"]


def test_undo_goes_back_to_the_byte_as_often_as_one_likes(filled: Newsroom) -> None:
    filled.edit("entries:\n", "entries:   # 手記\n")
    before = bytes_of(filled)

    sitting = Sitting(
        filled, ["1", "3", "李明", "7", "據通稿", "2", "9", "b", "u", "u", "u", "u", "u"]
    )

    assert bytes_of(filled) == before
    assert sitting.tally.decided == set()


def test_after_an_undo_one_stands_where_it_was_decided(filled: Newsroom) -> None:
    Sitting(filled, "11u2")
    assert statuses(filled) == ["ok", "drop", "todo"]


def test_an_undo_reaches_across_files(filled: Newsroom) -> None:
    filled.write("seeds/004_b.txt", ARTICLE)
    filled.run("extract", "seeds")
    before = filled.tree()

    Sitting(filled, "111111" + "uuuuuu")

    assert filled.tree() == before


def test_back_shows_the_one_before(filled: Newsroom) -> None:
    Sitting(filled, "0b1")
    assert statuses(filled) == ["ok", "todo", "todo"]


def test_arrows_move(filled: Newsroom) -> None:
    Sitting(filled, ["\x1b[C", "\x1bOD", "1"])
    assert statuses(filled) == ["ok", "todo", "todo"]


def test_a_speaker_is_picked_by_number_or_typed(filled: Newsroom) -> None:
    filled.run("set", "003-03", "speaker=應勇")

    Sitting(filled, ["3", "1", "0", "3", "李明", "0", "3", "1"])

    text = filled.catalog().read_text(encoding="utf-8")
    assert [line.strip() for line in text.splitlines() if "speaker:" in line] == [
        "speaker: 應勇",
        "speaker: 李明",
        "speaker: 李明",
    ]


def test_people_can_be_picked(filled: Newsroom) -> None:
    filled.run("set", "003-03", "speaker=應勇")
    filled.write("catalog/people.yaml", "people:\n  - name: 李明\n  - name: 应勇\n")

    sitting = Sitting(filled, ["3", "２"])

    assert "1 應勇   2 李明" in sitting.said
    assert "speaker: 李明" in filled.catalog().read_text(encoding="utf-8")


def test_a_dash_takes_a_field_away(filled: Newsroom) -> None:
    Sitting(filled, ["3", "-", "d", "-"])

    first = filled.catalog().read_text(encoding="utf-8").partition("003-01")[2].partition("- id")[0]
    assert "speaker" not in first
    assert "date" not in first


def test_date_kind_and_note_are_typed(filled: Newsroom) -> None:
    Sitting(filled, ["5", "2020-02-16", "k", "2", "t", "據通稿"])

    first = filled.catalog().read_text(encoding="utf-8").partition("003-01")[2].partition("- id")[0]
    assert "date: 2020-02-16" in first
    assert "kind: slogan" in first
    assert "note: 據通稿" in first


def test_a_card_shows_the_words_in_their_paragraph_with_reasons_and_keys(filled: Newsroom) -> None:
    said = Sitting(filled, "q").said

    assert "[1/3] 003-01" in said
    assert "強調：“【細節決定成敗。】”他說" in said
    assert "speaker 王忠林" in said
    assert "speaker: " in said.partition("status todo")[2]
    for key in ("1/y ok", "2/n drop", "u undo", "b back", "q quit"):
        assert key in said


def test_the_least_certain_come_first(filled: Newsroom) -> None:
    filled.edit(
        "  - id: 003-01",
        "  - id: 003-09\n    text: 無此話\n    kind: quote\n    status: todo\n\n  - id: 003-01",
    )

    assert Sitting(filled, "q", low_first=True).waiting[0].id == "003-09"


def test_a_missing_source_is_told_on_the_card(filled: Newsroom) -> None:
    (filled.root / "seeds/003_a.txt").unlink()

    sitting = Sitting(filled, "1")

    assert "no such file" in sitting.said.lower()
    assert statuses(filled) == ["ok", "todo", "todo"]


# the editor


class AtTheEditor(Entries):
    """Edits as the test says, instead of opening an editor."""

    edits: Sequence[tuple[str, str]] = ()
    code = 0

    def open_editor(self, command: Sequence[str]) -> int:
        self.opened = [*getattr(self, "opened", []), list(command)]
        edits = list(type(self).edits)
        if len(self.opened) <= len(edits):
            old, new = edits[len(self.opened) - 1]
            path = Path(command[-1])
            text = path.read_text(encoding="utf-8")
            path.write_text(text.replace(old, new, 1), encoding="utf-8")
        return self.code


@pytest.fixture
def nano(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VISUAL", "nano")


@pytest.mark.usefixtures("nano")
def test_an_edit_is_checked_and_offered_again_and_can_be_undone(filled: Newsroom) -> None:
    class Slipping(AtTheEditor):
        edits = (("status: todo", "status： todo"), ("status： todo", "status: ok"))

    before = bytes_of(filled)
    sitting = Sitting(filled, ["4", "e", "q"], Slipping)
    assert "E-WIDE-COLON" in sitting.said
    assert statuses(filled) == ["ok", "todo", "todo"]

    filled.catalog().write_bytes(before)
    Sitting(filled, ["e", "4", "u", "u", "q"], Slipping)
    assert bytes_of(filled) == before


@pytest.mark.usefixtures("nano")
def test_an_edit_that_breaks_the_file_can_be_taken_back_at_once(filled: Newsroom) -> None:
    class Breaking(AtTheEditor):
        edits = (("status: todo", "status： todo"),)

    before = bytes_of(filled)
    Sitting(filled, ["4", "u", "q"], Breaking)
    assert bytes_of(filled) == before


def _in_gb18030(path: Path) -> None:
    path.write_bytes(path.read_text(encoding="utf-8").encode("gb18030"))


def _noise(path: Path) -> None:
    path.write_bytes(bytes(range(256)))


@pytest.mark.usefixtures("nano")
@pytest.mark.parametrize("harm", [_in_gb18030, _noise, Path.unlink])
@pytest.mark.parametrize("before", [[], ["y"], ["y", "y"]], ids=len)
def test_whatever_an_editor_leaves_is_taken_back_and_no_other_decision(
    filled: Newsroom, harm: Callable[[Path], None], before: list[str]
) -> None:
    class Harming(AtTheEditor):
        def open_editor(self, command: Sequence[str]) -> int:
            harm(Path(command[-1]))
            return 0

    sitting = Sitting(filled, [*before, "e", "u", "q"], Harming)

    assert "undone: catalog/003_a.yaml is as it was" in sitting.said
    assert statuses(filled) == [*["ok"] * len(before), *["todo"] * (3 - len(before))]


@pytest.mark.usefixtures("nano")
def test_what_cannot_be_taken_back_is_said_and_no_other_decision_goes(filled: Newsroom) -> None:
    class Replacing(AtTheEditor):
        def open_editor(self, command: Sequence[str]) -> int:
            Path(command[-1]).unlink()
            Path(command[-1]).mkdir()
            return 0

    filled.write("seeds/004_b.txt", ARTICLE)
    filled.run("extract", "seeds")
    sitting = Sitting(filled, ["y", "y", "y", "e", "u", "q"], Replacing)

    assert "was changed by somebody else since" in sitting.said
    assert statuses(filled) == ["ok"] * 3


@pytest.mark.usefixtures("nano")
def test_a_file_that_an_editor_deletes_costs_no_other(filled: Newsroom) -> None:
    class Deleting(AtTheEditor):
        def open_editor(self, command: Sequence[str]) -> int:
            Path(command[-1]).unlink()
            return 0

    filled.write("seeds/004_b.txt", ARTICLE)
    filled.run("extract", "seeds")
    sitting = Sitting(filled, ["e", "x", "y", "y", "y"], Deleting)

    assert "003-01 is no longer in catalog/003_a.yaml" in sitting.said
    assert statuses(filled, "004_b") == ["ok"] * 3


@pytest.mark.usefixtures("nano")
def test_nothing_edited_is_nothing_changed(filled: Newsroom) -> None:
    sitting = Sitting(filled, ["4", "u"], AtTheEditor)

    assert "nothing changed" in sitting.said
    assert "nothing is left to undo" in sitting.said


def test_no_editor_is_said(filled: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.delenv("EDITOR", raising=False)
    monkeypatch.setenv("PATH", "")
    assert "set VISUAL or EDITOR" in Sitting(filled, "4").said


def test_an_editor_that_is_not_there_is_said() -> None:
    assert _editor.run(["/nowhere/editor"]) == 127


@pytest.mark.parametrize("editor", ["vim 'x", 'code "-w', "vim \\"])
def test_an_editor_that_no_shell_would_take_is_said(
    filled: Newsroom, monkeypatch: pytest.MonkeyPatch, editor: str
) -> None:
    monkeypatch.setenv("VISUAL", editor)
    before = filled.tree()
    sitting = Sitting(filled, "4q")
    assert f"“{editor}” is no command" in sitting.said
    assert "set VISUAL or EDITOR" in sitting.said
    assert filled.tree() == before


def test_an_editor_of_blanks_is_none() -> None:
    assert _editor.choose({"VISUAL": " ", "EDITOR": "ed"}) == "ed"


def test_a_persons_own_editor_comes_first() -> None:
    assert _editor.choose({"VISUAL": "code -w", "EDITOR": "ed"}) == "code -w"
    assert _editor.words_for("code -w", "a", 3) == ["code", "-w", "-g", "a:3"]


# what the program would now say


def test_a_suggestion_is_taken(filled: Newsroom) -> None:
    _disagree(filled)

    sitting = Sitting(filled, "1", Suggestions)

    assert "李明" in sitting.said
    assert "王忠林" in sitting.said
    assert "speaker: 王忠林" in filled.catalog().read_text(encoding="utf-8")
    assert Sitting(filled, "", Suggestions).waiting == ()


def test_a_suggestion_is_refused_for_good(filled: Newsroom) -> None:
    _disagree(filled)

    Sitting(filled, "2", Suggestions)

    assert "speaker: 李明" in filled.catalog().read_text(encoding="utf-8")
    assert Sitting(filled, "", Suggestions).waiting == ()
    assert "0 suggested" in filled.run("extract", "seeds").stdout


def test_a_refusal_can_be_undone(filled: Newsroom) -> None:
    _disagree(filled)
    before = bytes_of(filled)

    Sitting(filled, "2u", Suggestions)

    assert bytes_of(filled) == before
    assert len(Sitting(filled, "", Suggestions).waiting) == 1


def _disagree(room: Newsroom) -> None:
    """As if a person had changed what an older program had proposed."""
    text = room.catalog().read_text(encoding="utf-8")
    auto = text.partition("auto: ")[2][:8]
    room.edit("speaker: 王忠林", "speaker: 李明")
    room.edit(f"auto: {auto}", "auto: 0badcafe")


# what was taken for no quotation


def test_a_term_becomes_an_entry_with_the_next_id(newsroom: Newsroom) -> None:
    newsroom.write("seeds/003_a.txt", ARTICLE + "\n人們走進“方艙醫院”。\n")
    newsroom.run("extract", "seeds")
    before = bytes_of(newsroom)

    sitting = Sitting(newsroom, "0", Terms)
    assert "方艙醫院" in sitting.said
    assert bytes_of(newsroom) == before

    Sitting(newsroom, "0" * (len(sitting.waiting) - 1) + "2", Terms)
    text = newsroom.catalog().read_text(encoding="utf-8")
    assert "方艙醫院" in text
    assert "kind: slogan" in text
    assert len(Sitting(newsroom, "", Terms).waiting) == len(sitting.waiting) - 1
    again = bytes_of(newsroom)
    newsroom.run("extract", "seeds")
    assert bytes_of(newsroom) == again
    newsroom.run("check")


def test_a_promotion_can_be_undone(newsroom: Newsroom) -> None:
    newsroom.write("seeds/003_a.txt", ARTICLE + "\n人們走進“方艙醫院”。\n")
    newsroom.run("extract", "seeds")
    before = bytes_of(newsroom)

    Sitting(newsroom, "1u", Terms)

    assert bytes_of(newsroom) == before


# keys


def test_an_input_method_may_send_several_keys_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    sent = iter(["１２", "\x1b[C", "\x03"])
    monkeypatch.setattr("click.getchar", lambda: next(sent))
    keyboard = Keyboard()

    assert [folded(keyboard.press()) for _ in range(3)] == ["1", "2", "\x1b[C"]
    with pytest.raises(KeyboardInterrupt):
        keyboard.press()
