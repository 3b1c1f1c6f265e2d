"""Walking through what waits: one key decides, is on disk, and leads on.

The loop takes its keys from whoever hands them over and draws on any console, so that a test can
sit at the desk too.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import ClassVar

from rich.console import Console
from rich.text import Text

from quotes.cli._keys import BACK, ON, Keys, folded
from quotes.cli._text import insist_on_text
from quotes.errors import Exit, QuotesError, SystemFailed, UnreadableCatalog, UsageError
from quotes.present import messages, review
from quotes.present import review_words as words
from quotes.present.escape import on_one_line
from quotes.workflow.reviewing import Card, Desk, Gone, Waiting

Action = Callable[[], None]


@dataclass
class Tally:
    seen: set[int] = field(default_factory=set)
    decided: set[int] = field(default_factory=set)
    failed: dict[int, QuotesError] = field(default_factory=dict)
    """What a person has asked for in vain, and not had since; slips of the hand do not count."""

    @property
    def exit_code(self) -> Exit:
        return max((each.exit_code for each in self.failed.values()), default=Exit.DONE)


class Walk(ABC):
    """What every walk can do: on, back, undo, leave, help."""

    SHOWN: ClassVar[Sequence[tuple[str, str]]]
    HELP: ClassVar[str]

    def __init__(
        self, desk: Desk, waiting: Sequence[Waiting], keys: Keys, console: Console
    ) -> None:
        self.desk, self.waiting, self.keys, self.console = desk, waiting, keys, console
        self.at = 0
        self.tally = Tally()
        self._done = False
        self._drawn = False
        self._card: Card | None = None

    @abstractmethod
    def own(self) -> Mapping[str, Action]:
        """The keys of this walk."""

    def more(self, card: Card) -> None:  # noqa: B027  # most walks show no more
        """Whatever this walk shows below the card."""

    def run(self) -> Tally:
        with suppress(EOFError):
            while not self._done:
                if self.at >= len(self.waiting):
                    self._end()
                elif self._drawn or self._draw():
                    self._press(folded(self.keys.press()))
                else:
                    self._pass_over()
        return self.tally

    def _pass_over(self) -> None:
        """What cannot be shown; of a file that cannot be read, all that waits in it."""
        broken = isinstance(self.tally.failed.get(self.at), UnreadableCatalog | SystemFailed)
        file = self.here.file
        self.at += 1
        while broken and self.at < len(self.waiting) and self.here.file == file:
            self.at += 1

    def _end(self) -> None:
        """Behind the last one: a slip of the finger can still be taken back."""
        self.tell(words.END)
        key = folded(self.keys.press())
        if key in ("u", "b", BACK):
            self._press(key)
        else:
            self.leave()

    def _press(self, key: str) -> None:
        common: dict[str, Action] = {
            "0": self.on, " ": self.on, ON: self.on, "b": self.back, BACK: self.back,
            "u": self.undo, "q": self.leave, "?": self.help, "h": self.help,
        }  # fmt: skip
        action = {**common, **self.own()}.get(key)
        if action is None:
            self.tell(words.NO_SUCH_KEY)
            return
        at = self.at
        try:
            action()
        except QuotesError as error:
            self._failed(at, error)

    # drawing

    @property
    def here(self) -> Waiting:
        return self.waiting[self.at]

    @property
    def card(self) -> Card:
        assert self._card is not None
        return self._card

    def _draw(self) -> bool:
        """False where there is nothing to show any more."""
        try:
            self._card = card = self.desk.card(self.here)
        except Gone as error:
            self.complain(error)
            return False
        except QuotesError as error:
            self._failed(self.at, error)
            return False
        place = f"{card.kept.file}:{card.line}" if card.line else self.here.source
        count = self.at + 1, len(self.waiting)
        article = card.reading.article if card.reading else None
        width = self.console.width
        self.console.print()
        self.console.print(review.head(count, card.kept, place, card.finding))
        self.console.print(review.body(card.kept, article, card.finding, card.why_not, width))
        self.more(card)
        self.console.print(review.keys(self.SHOWN, width))
        self.tally.seen.add(self.at)
        self._drawn = True
        return True

    def again(self) -> None:
        """Draw this one anew before the next key."""
        self._drawn = False

    def tell(self, text: str) -> None:
        self.console.print(Text("  " + on_one_line(text), "yellow", overflow="fold"))

    def complain(self, error: QuotesError) -> None:
        self.tell(error.message)
        if error.next_step:
            self.tell(messages.NEXT.format(step=error.next_step))

    def _failed(self, at: int, error: QuotesError) -> None:
        self.complain(error)
        if not isinstance(error, UsageError):
            self.tally.failed[at] = error

    def asked(self, prompt: str) -> str:
        """A line that is typed. Raises NoText, and the question may be asked again."""
        return insist_on_text(self.keys.line(prompt))

    # moving

    def on(self) -> None:
        self.at += 1
        self.again()

    def back(self) -> None:
        if self.at == 0:
            self.tell(words.FIRST)
            return
        self.at -= 1
        self.again()

    def leave(self) -> None:
        self._done = True

    def help(self) -> None:
        for line in self.HELP.splitlines():
            self.console.print(Text("  " + line))

    def undo(self) -> None:
        step, restored = self.desk.undo()
        if step is None:
            self.tell(words.NOTHING_TO_UNDO)
            return
        file = self.waiting[step.at].file
        if not restored:
            self.tell(words.CANNOT_UNDO.format(file=file))
            return
        self.tell(words.UNDONE.format(file=file))
        self.tally.decided.discard(step.at)
        self.at = step.at
        self.again()

    def decided(self) -> None:
        self.tally.decided.add(self.at)
        self.done()
        self.on()

    def done(self) -> None:
        """What was asked for here has been done."""
        self.tally.failed.pop(self.at, None)
