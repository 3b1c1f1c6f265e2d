"""Whom a form of words means, given what the article has told so far."""

import re
from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from quotes.parsing.antecedents import asked_before, last_brought_in, last_named, of_two
from quotes.parsing.cues import Cue
from quotes.parsing.layers import MASK, Layers, plain
from quotes.parsing.mentions import Mention, Names
from quotes.parsing.phrases import Form, Subject, is_introduced, speaker_words
from quotes.parsing.segment import Line, Role
from quotes.parsing.speaker import BODY_ENDS, BODY_POINTED_AT, Speaker, is_group
from quotes.parsing.subjects import (
    is_in_paper,
    leftover,
    own_subject,
    stirred_before,
    subject_before,
    turn_since,
)
from quotes.rules import Rules, alternation
from quotes.span import Span

if TYPE_CHECKING:
    from quotes.parsing.evidence import Evidence

LONGEST_NOUN = 4
"""Characters before a verb that are rather a subject not understood than what it did before."""

_OPEN = tuple("，：“")
"""Behind a verb: what was said follows. 他强调，中方主张对话，并指…: 主张 is part of what he says."""

_MEASURES = ("位", "名", "个")
"""这位写过许多书的学者: whoever was told of last, described once more."""

_MANY = re.compile("不少|许多|很多|大批|众多|大量|部分|一些|有些|[多数几]名|多位")

SHORT_PHRASE = 3
"""Characters; a phrase as short as this points back at a longer one of the same noun."""

LONGEST_MEMORY = 60
"""Mentions back to which somebody is looked for."""


DIALOGUE_LINES, DIALOGUE_SHARE = 8, 0.4
"""How many paragraphs, and which share of all, open with a mark where people talk in turn."""


@lru_cache(maxsize=2)
def _titles_at_end(rules: Rules) -> re.Pattern[str]:
    return re.compile(alternation(rules.titles) + "$")


@dataclass
class Discourse:
    """What has been told so far. The only state of a pass over an article."""

    layers: Layers
    names: Names
    lines: tuple[Line, ...]
    rules: Rules
    last: Speaker | None = None
    last_person: Speaker | None = None
    """The last to speak who is no body: whom 他 can mean."""
    last_line: int = -99
    """Index of the line in which `last` spoke."""
    questioned: Speaker | None = None
    """Whom the last one who spoke has asked something: who is to answer."""
    last_quote: "Evidence | None" = None
    """The marks before, and who said what is in them."""
    author: Speaker | None = None
    """Who writes the letter or gives the talk that goes on, if one does."""
    voices: Counter[str] = field(default_factory=Counter)
    """How often everybody has spoken so far."""
    called: list[tuple[str, str]] = field(default_factory=list)
    """Unnamed speakers so far: the phrase folded, and as the article writes it."""
    unknowable: set[int] = field(default_factory=set)
    """Reporting verbs whose subject is 有人 or its kin, or a phrase that was not understood."""
    _written: dict[str, str] = field(default_factory=dict)
    _offices: dict[str, tuple[list[int], list[str | None]]] = field(default_factory=dict)
    _heard: dict[int, Speaker] = field(default_factory=dict)
    """Who speaks at the reporting verb that begins there."""
    _chain: tuple[int, Speaker | None] = (-1, None)
    """Start of the sentence that the last verb with a speaker stands in, and the speaker."""
    _spoke_at: int = -1
    """Where that verb stands."""

    @cached_property
    def is_dialogue(self) -> bool:
        """Whether the text is told in dialogue: most paragraphs open with somebody's words."""
        body = [line for line in self.lines if line.role is Role.BODY]
        spoken = sum(line.plain.startswith("“") for line in body)
        return spoken >= DIALOGUE_LINES and spoken >= DIALOGUE_SHARE * len(body)

    def remember(self, speaker: Speaker, line: int) -> None:
        self.last, self.last_line = speaker, line
        body = speaker.name.endswith(BODY_ENDS) and not self.is_person(speaker)
        if not body and not is_group(speaker.name):
            self.last_person = speaker
        self.voices[speaker.name] += 1

    def is_person(self, speaker: Speaker) -> bool:
        """Whether a name is a person's, though it ends like a body's: 李秀美."""
        return speaker.rule == "named" or plain(speaker.name) in self.names.full

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
                if is_introduced(self.layers.narration, subject):
                    return self._unnamed(subject)
                return (
                    self._introduced(subject)
                    or self._called_before(subject)
                    or self._unnamed(subject)
                )
            case Form.NOBODY:
                return None
            case Form.FIRST_PERSON:
                return self.author and Speaker(self.author.name, subject.span, "first-person")
            case Form.POINTING:
                return (
                    self._pointed_at(subject)
                    or self._called_before(subject)
                    or self._pointed_back(subject)
                )
            case _:
                return self._before(subject, "pronoun")

    def _unnamed(self, subject: Subject) -> Speaker:
        words = subject.span.of(self.layers.text)
        self.called.append((subject.words, words))
        return Speaker(words, subject.span, "unnamed")

    def _called_before(self, subject: Subject) -> Speaker | None:
        """医生 or 这位医生 after 一位接近医院的医生: whoever was first called so at length."""
        pointing = speaker_words(self.rules, "pointing").match(subject.words)
        words = subject.words[pointing.end() :] if pointing else subject.words
        if MASK in words or (pointing is None and len(words) > SHORT_PHRASE):
            return None
        short = len(words) <= SHORT_PHRASE + 1
        for folded, written in reversed(self.called[-LONGEST_MEMORY:]):
            if (
                not _MANY.match(folded)
                and folded.endswith(words[-2:] if short else words)
                and len(folded) > len(words)
            ):
                return Speaker(written, subject.span, "pointing")
        if pointing is None or short:
            return None
        if "的" in words and pointing[0].endswith(_MEASURES) and self.last_person is not None:
            return None
        start = subject.span.start + pointing.end()
        return self._unnamed(Subject(Form.UNNAMED, words, Span(start, subject.span.end)))

    def _before(self, subject: Subject, rule: str) -> Speaker | None:
        """Whom the sentence has asked, else the last one who spoke or heads a sentence."""
        if subject.words in ("前者", "后者"):
            mention = of_two(self.layers, self.names, subject)
            return self.named(mention)._replace(rule="pronoun") if mention else None
        at, singular = subject.span.start, subject.words[:1] in "他她" and "们" not in subject.words
        if singular and (same := self._same_pronoun(subject)):
            return Speaker(same.name, subject.span, rule)
        if singular and self.questioned is not None:
            return Speaker(self.questioned.name, subject.span, rule)
        asked = asked_before(self.layers, self.names, at, self.rules) if singular else None
        if asked is not None:
            return Speaker(self.written(asked.name), subject.span, rule)
        last = self.last_person if singular else self.last
        chosen = self._later(last, self._last_told_of(at))
        if singular:
            chosen = self._later(chosen, self._last_brought_in(at))
        chosen = chosen or self.protagonist
        return chosen and Speaker(chosen.name, subject.span, rule)

    def _pointed_back(self, subject: Subject) -> Speaker | None:
        """该公司: a body, and never a person who has spoken before; 该公司负责人 is somebody new."""
        if any(body in subject.words[1:-2] for body in BODY_POINTED_AT):
            return self._unnamed(subject)
        chosen = self._before(subject, "pointing")
        body = subject.words.endswith(BODY_POINTED_AT)
        person = chosen is not None and plain(chosen.name) in self.names.full
        return None if body and person else chosen

    def _same_pronoun(self, subject: Subject) -> Speaker | None:
        """她说，侯是大度的人；她呼吁: within a sentence a pronoun goes on meaning the same."""
        start, speaker = self._chain
        if speaker is None or speaker.rule != "pronoun":
            return None
        same = self.layers.narration[speaker.span.start] == subject.words[0]
        goes_on = self.layers.sentence_start(subject.span.start, start) == start
        return speaker if same and goes_on and speaker.span.start >= start else None

    def _last_brought_in(self, at: int) -> Speaker | None:
        phrase = last_brought_in(self.layers, at, self.rules)
        if phrase is None or is_group(phrase.words):
            return None
        return Speaker(phrase.span.of(self.layers.text), phrase.span, "unnamed")

    def addressee(self, cue: Cue) -> Speaker | None:
        """同事问他：“…”: whom a question is put to, right behind its verb."""
        narration, at = self.layers.narration, cue.span.end
        if not cue.word.endswith("问"):
            return None
        at += narration.startswith(("了", "过", "到"), at)
        if narration[at : at + 1] in ("他", "她"):
            return self._before(Subject(Form.PRONOUN, narration[at], Span(at, at + 1)), "pronoun")
        named = self.names.within(at, at + LONGEST_NOUN)
        return self.named(named[0]) if named and named[0].span.start == at else None

    def recent(self, at: int) -> Speaker | None:
        """Whoever the text was last about before `at`: the last to speak, or to be told of."""
        return self._later(self.last, self._last_told_of(at))

    def _later(self, one: Speaker | None, other: Speaker | None) -> Speaker | None:
        if one is None or other is None:
            return one or other
        return one if one.span.start >= other.span.start else other

    def _last_told_of(self, at: int) -> Speaker | None:
        mention = last_named(self.layers, self.names, at, self.rules)
        return self.named(mention) if mention else None

    def speaks_in(self, floor: int) -> bool:
        """Whether somebody has spoken already in the sentence that begins at `floor`."""
        return self._chain[0] == floor and self._chain[1] is not None

    def spoken_by(self, cue: Cue, floor: int) -> Speaker | None:
        """Who speaks at a reporting verb; a verb without a subject goes on with the last one's."""
        at, narration = cue.span.start, self.layers.narration
        if at in self._heard:
            return self._heard[at]
        own = own_subject(narration, at, floor, self.names, self.rules)
        speaker = self._resolve_or_go_on(own, at, floor)
        if speaker is not None:
            self._heard[at] = speaker
            if not self.speaks_in(floor) or narration[cue.span.end : cue.span.end + 1] in _OPEN:
                self._chain, self._spoke_at = (floor, speaker), at
        return speaker

    def _resolve_or_go_on(self, own: Subject | None, at: int, floor: int) -> Speaker | None:
        if own is not None:
            nobody = own.form is Form.FIRST_PERSON and self.author is None
            speaker = self.resolve(own)
            lost = speaker is None and own.form is Form.POINTING
            if nobody or lost or own.form is Form.NOBODY:
                self.unknowable.add(at)
            return speaker
        rest = leftover(self.layers.narration, at, floor, self.rules)
        if rest:
            self.unknowable.add(at)
        if 0 < len(rest) <= LONGEST_NOUN:
            return None
        stirred = stirred_before(self.layers.narration, at, floor, self.rules)
        if stirred is not None:
            return self.resolve(stirred)
        if is_in_paper(self.layers.narration, at, floor):
            author = self.recent(at)
            return author and author._replace(rule="dropped-subject")
        if self.speaks_in(floor):
            return self._go_on(at)
        return self._head(at, floor)

    def _go_on(self, at: int) -> Speaker | None:
        """The one who has spoken in the sentence, unless a clause since has turned to another."""
        speaker, narration = self._chain[1], self.layers.narration
        turn = turn_since(narration, self._spoke_at, at, self.names, self.rules)
        other = self._head(at, turn) if turn is not None else None
        lost = at in self.unknowable and narration.startswith("而", turn)
        if other is not None or speaker is None or (turn is not None and lost):
            return other
        return speaker._replace(rule="dropped-subject")

    def _head(self, at: int, floor: int) -> Speaker | None:
        """Who heads a clause before the verb's own, back to `floor`."""
        found = subject_before(self.layers.narration, at, floor, self.names, self.rules)
        speaker = self.resolve(found)
        if found is not None and speaker is None:
            self.unknowable.add(at)
        if speaker is not None and speaker.rule == "unnamed":
            return speaker._replace(rule="head-phrase")
        return speaker

    def _pointed_at(self, subject: Subject) -> Speaker | None:
        """该书记: the one introduced with that office."""
        office = _titles_at_end(self.rules).search(subject.words)
        return self._titled(office[0], subject) if office else None

    def _introduced(self, subject: Subject) -> Speaker | None:
        """局长 alone: the one introduced as such, if there is just one."""
        return self._titled(subject.words, subject) if subject.words in self.rules.titles else None

    def _titled(self, office: str, subject: Subject) -> Speaker | None:
        if office not in self._offices:
            self._offices[office] = self._owners(office)
        starts, chosen = self._offices[office]
        name = chosen[bisect_left(starts, subject.span.start)]
        return Speaker(self.written(name), subject.span, "pointing") if name else None

    def _owners(self, office: str) -> tuple[list[int], list[str | None]]:
        """Where somebody is named with the office, and whom it means up to there: the only one,
        or of several the one whom the article is about.
        """
        starts: list[int] = []
        meant: list[str | None] = [None]
        seen: set[str] = set()
        narration, leading = self.layers.narration, self.names.most_mentioned
        for mention in self.names.mentions:
            start, end = mention.span.start, mention.span.end
            before = narration.endswith(office, max(0, start - len(office)), start)
            if before or narration.startswith(office, end):
                seen.add(mention.name)
                starts.append(start)
                several = leading if leading in seen else None
                meant.append(mention.name if len(seen) == 1 else several)
        return starts, meant

    @cached_property
    def protagonist(self) -> Speaker | None:
        """Whom the article is about: named before a colon in the title, or by far most often."""
        title = next((one for one in self.lines if one.role is Role.TITLE), None)
        leading = self.names.most_mentioned
        if title is not None:
            named = self.names.within(title.span.start, title.span.end)
            for mention in named[:1]:
                follows = self.layers.plain[mention.span.end : mention.span.end + 1]
                if mention.name == leading or follows == "：":
                    return Speaker(self.written(mention.name), mention.span, "protagonist")
        return None
