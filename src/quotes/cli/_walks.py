"""The three walks: through entries, through what the program would change, through what it left."""

import os
from collections.abc import Mapping, Sequence

from quotes.catalog.assignments import Assignment
from quotes.cli import _editor
from quotes.cli._keys import folded
from quotes.cli._walk import Action, Walk
from quotes.model import Kind
from quotes.present import messages, review
from quotes.present import review_words as words
from quotes.workflow.reviewing import Card

_AWAY = ("-", "－", "—")


class _Editing(Walk):
    """A walk from which the file can be opened."""

    def open_editor(self, command: Sequence[str]) -> int:
        return _editor.run(command)

    def edit(self) -> None:
        """Open the file at the entry; what was done there can be undone as well."""
        editor = _editor.choose(os.environ)
        if editor is None:
            self.tell(words.NO_EDITOR)
            return
        while self._edited(editor):
            problems = self.desk.problems(self.here)
            for problem in problems:
                self.tell(f"{problem.place} {problem.code} {problem.message}")
            errors = sum(not problem.warning for problem in problems)
            if not errors:
                break
            self.tell(words.AGAIN.format(count=messages.plural(errors, "error")))
            key = folded(self.keys.press())
            if key == "u":
                self.undo()
            if key not in ("e", "4"):
                break
        self.again()

    def _edited(self, editor: str) -> bool:
        before = self.desk.content(self.here)
        path = str(self.desk.path(self.here))
        code = self.open_editor(_editor.words_for(editor, path, self.card.line))
        if code == _editor.NOT_FOUND:
            self.tell(words.NO_SUCH_EDITOR.format(name=editor))
        elif code:
            self.tell(words.EDITOR_FAILED.format(code=code))
        changed = self.desk.edited(self.at, self.here, before)
        if not changed:
            self.tell(words.SAME)
        return changed


class Entries(_Editing):
    """Right, wrong, somebody else, some other day."""

    SHOWN = (
        ("1/y", "ok"), ("2/n", "drop"), ("3/s", "speaker"), ("4/e", "edit"), ("5/d", "date"),
        ("6/k", "kind"), ("7/t", "note"), ("0", "skip"), ("9/m", "unsure"), ("u", "undo"),
        ("b", "back"), ("q", "quit"), ("?", "help"),
    )  # fmt: skip
    HELP = words.HELP

    def own(self) -> Mapping[str, Action]:
        return {
            **dict.fromkeys(("1", "y", "\n"), lambda: self._status("ok")),
            **dict.fromkeys(("2", "n"), lambda: self._status("drop")),
            **dict.fromkeys(("9", "m"), lambda: self._status("unsure")),
            **dict.fromkeys(("3", "s"), self._speaker),
            **dict.fromkeys(("4", "e"), self.edit),
            **dict.fromkeys(("5", "d"), lambda: self._typed("date", words.WHEN)),
            **dict.fromkeys(("6", "k"), self._kind),
            **dict.fromkeys(("7", "t"), lambda: self._typed("note", words.NOTE)),
        }

    def _status(self, status: str) -> None:
        self.desk.decide(self.at, self.here, [Assignment("status", status)])
        self.tell(words.DONE.format(id=self.here.id, said=status))
        self.decided()

    def _speaker(self) -> None:
        names = self.desk.speakers(self.card)[:20]
        self.console.print(review.choices(names, self.console.width))
        answer = self.asked(words.WHO)
        number = folded(answer)
        if number.isdecimal():
            numbered = {str(at): name for at, name in enumerate(names, 1)}
            if number.lstrip("0") not in numbered:
                self.tell(words.NO_SUCH_NUMBER.format(number=number))
                return
            answer = numbered[number.lstrip("0")]
        self._put("speaker", answer)

    def _kind(self) -> None:
        answer = folded(self.asked(words.WHAT_KIND))
        kinds = {**{str(number): kind.value for number, kind in enumerate(Kind, 1)}}
        first = {kind.value[0]: kind.value for kind in Kind}
        self._put("kind", {**kinds, **first}.get(answer, answer))

    def _typed(self, key: str, prompt: str) -> None:
        self._put(key, self.asked(prompt))

    def _put(self, key: str, answer: str) -> None:
        """Stays with the entry: it may be right now."""
        if answer:
            value = "" if answer in _AWAY else answer
            self.desk.decide(self.at, self.here, [Assignment(key, value)])
            self.done()
        self.again()


class Suggestions(_Editing):
    """The program's new words beside the person's."""

    SHOWN = (
        ("1/y", "take"), ("2/n", "refuse"), ("4/e", "edit"), ("0", "skip"), ("u", "undo"),
        ("b", "back"), ("q", "quit"), ("?", "help"),
    )  # fmt: skip
    HELP = words.HELP_SUGGESTIONS

    def own(self) -> Mapping[str, Action]:
        return {
            **dict.fromkeys(("1", "y", "\n"), self._take),
            **dict.fromkeys(("2", "n"), self._refuse),
            **dict.fromkeys(("4", "e"), self.edit),
        }

    def more(self, card: Card) -> None:
        self.console.print(review.offer(self.desk.offer(card)))

    def _take(self) -> None:
        if self.card.finding:
            self.desk.take(self.at, self.here, self.card.finding)
        self.decided()

    def _refuse(self) -> None:
        if self.card.finding:
            self.desk.refuse(self.at, self.here, self.card.finding)
            self.tell(words.REFUSED.format(id=self.here.id))
        self.decided()


class Terms(Walk):
    """What the program took for no quotation."""

    SHOWN = (
        ("1/y", "quote"), ("2/s", "slogan"), ("3/t", "term"), ("0/n", "leave out"), ("u", "undo"),
        ("b", "back"), ("q", "quit"), ("?", "help"),
    )  # fmt: skip
    HELP = words.HELP_TERMS

    def own(self) -> Mapping[str, Action]:
        return {
            **dict.fromkeys(("1", "y"), lambda: self._promote(Kind.QUOTE)),
            **dict.fromkeys(("2", "s"), lambda: self._promote(Kind.SLOGAN)),
            **dict.fromkeys(("3", "t"), lambda: self._promote(Kind.TERM)),
            **dict.fromkeys(("n", "\n"), self.on),
        }

    def _promote(self, kind: Kind) -> None:
        if self.at in self.tally.decided:
            self.tell(words.SAME)
            return
        name = self.desk.promote(self.at, self.here, kind)
        self.tell(words.PROMOTED.format(id=name))
        self.decided()
