"""Whom a form of words means, given what the article has told so far."""

import re
from dataclasses import dataclass, field

from quotes.parsing.layers import Layers
from quotes.parsing.names import Mention, Names
from quotes.parsing.segment import Line, Role
from quotes.parsing.subjects import Form, Subject
from quotes.rules import Rules, alternation
from quotes.span import Span


@dataclass(frozen=True, slots=True)
class Speaker:
    """Somebody who is answerable for words, as the article writes them."""

    name: str
    span: Span
    """Where the article names them, or points at them, in the mended text."""
    rule: str
    """How the form of words was resolved."""


MEANT = {
    "named": "named there",
    "unnamed": "the phrase by which the article identifies them",
    "self": "names himself in the words",
    "pronoun": "a pronoun means the last one who spoke, or was last told of",
    "pointing": "points back at the one introduced with that office",
    "first-person": "我 is the author",
    "letter": "the author of the letter or talk",
    "protagonist": "whom the article is about",
    "dropped-subject": "no subject is printed: the last one who spoke goes on",
    "carried": "the last one who spoke goes on",
}
"""How a form of words leads to somebody: the rules that `Speaker.rule` may hold."""


@dataclass(slots=True)
class Discourse:
    """What has been told so far. The only state of a pass over an article."""

    layers: Layers
    names: Names
    lines: tuple[Line, ...]
    rules: Rules
    last: Speaker | None = None
    last_line: int = -99
    """Index of the line in which `last` spoke."""
    author: Speaker | None = None
    """Who writes the letter or gives the talk that goes on, if one does."""
    _written: dict[str, str] = field(default_factory=dict)

    def remember(self, speaker: Speaker, line: int) -> None:
        self.last, self.last_line = speaker, line

    def named(self, mention: Mention) -> Speaker:
        """The one whom a mention names."""
        return Speaker(self.written(mention.name), mention.span, "named")

    def written(self, name: str) -> str:
        """A full name as this article writes it, in its own script."""
        if name not in self._written:
            at = self.layers.plain.find(name)
            self._written[name] = self.layers.text[at : at + len(name)] if at >= 0 else name
        return self._written[name]

    def resolve(self, subject: Subject | None) -> Speaker | None:
        if subject is None:
            return None
        match subject.form:
            case Form.NAME:
                return Speaker(self.written(subject.words), subject.span, "named")
            case Form.UNNAMED:
                return self._introduced(subject) or self._unnamed(subject)
            case Form.FIRST_PERSON:
                return self.author and Speaker(self.author.name, subject.span, "first-person")
            case Form.POINTING:
                return self._pointed_at(subject) or self._before(subject, "pointing")
            case _:
                return self._before(subject, "pronoun")

    def _unnamed(self, subject: Subject) -> Speaker:
        words = subject.span.of(self.layers.text)
        return Speaker(words, subject.span, "unnamed")

    def _before(self, subject: Subject, rule: str) -> Speaker | None:
        """The last one who spoke, else the last one named at the head of a sentence."""
        named = self._last_named(subject.span.start)
        recent = self.last is not None and (
            named is None or self.last.span.start >= named.span.start or self.last.rule != "named"
        )
        chosen = self.last if recent else named
        chosen = chosen or self.last or self.protagonist()
        return chosen and Speaker(chosen.name, subject.span, rule)

    def _last_named(self, at: int) -> Speaker | None:
        """The name last used as a subject before `at`, within the paragraph and the one before."""
        floor = self.layers.text.rfind("\n", 0, at)
        floor = self.layers.text.rfind("\n", 0, max(0, floor - 1)) + 1
        for mention in reversed(self.names.within(floor, at)):
            before = self.layers.narration[max(0, mention.span.start - 1) : mention.span.start]
            after = self.layers.narration[mention.span.end : mention.span.end + 1]
            if before not in "对向跟和与同给为把将让被于" and after not in "的、和与":
                return self.named(mention)
        return None

    def _pointed_at(self, subject: Subject) -> Speaker | None:
        """该书记: the one introduced with that office."""
        office = re.search(alternation(self.rules.titles) + "$", subject.words)
        return self._titled(office[0], subject) if office else None

    def _introduced(self, subject: Subject) -> Speaker | None:
        """局长 alone: the one introduced as such, if there is just one."""
        return self._titled(subject.words, subject) if subject.words in self.rules.titles else None

    def _titled(self, office: str, subject: Subject) -> Speaker | None:
        before = self.layers.narration[: subject.span.start]
        owners = {
            mention.name
            for mention in self.names.within(0, subject.span.start)
            if before[: mention.span.start].endswith(office)
            or before.startswith(office, mention.span.end)
        }
        if len(owners) != 1:
            return None
        return Speaker(self.written(owners.pop()), subject.span, "pointing")

    def protagonist(self) -> Speaker | None:
        """Whom the article is about: named before a colon in the title, or by far most often."""
        title = next((one for one in self.lines if one.role is Role.TITLE), None)
        leading = self.names.most_mentioned()
        if title is not None:
            named = self.names.within(title.span.start, title.span.end)
            for mention in named[:1]:
                follows = self.layers.plain[mention.span.end : mention.span.end + 1]
                if mention.name == leading or follows == "：":
                    return Speaker(self.written(mention.name), mention.span, "protagonist")
        return None
