"""Ways of naming a speaker that rest on what the article has told so far."""

from bisect import bisect_left

from quotes.model import Confidence
from quotes.parsing.adjacent import ends_utterance, says_i
from quotes.parsing.cues import Cue
from quotes.parsing.discourse import Discourse
from quotes.parsing.evidence import Evidence, Setting
from quotes.parsing.layers import STOPS, plain
from quotes.parsing.phrases import Form, Subject, is_introduced
from quotes.parsing.segment import Role
from quotes.parsing.speaker import BODY_ENDS, Speaker, is_group
from quotes.parsing.subjects import find_subject
from quotes.span import Span

LEADING_SHARE = 0.7
"""Share of all reported speech from which on somebody is taken to speak on over paragraphs."""

AROUND = 8
"""Lines before and after in which somebody may be the only one who speaks."""

MOST_CUES = 4
"""Verbs behind the marks at which the next speaker is looked for."""

LONGEST_ASIDE = 8
"""Characters in marks that may be a term."""

NEAR_HEAD = 6
"""Characters of time and place before who opens a sentence."""

FARTHEST_TOPIC = 20
"""Characters from the head of a paragraph within which whom it is about is named."""

FARTHEST_CARRY = 2
"""Lines over which the last speaker is still taken to go on."""


def by_author(told: Discourse, here: Setting, _: tuple[Cue, ...]) -> Evidence | None:
    """A letter or a talk is its author's, from the salutation on."""
    if told.author is None or here.line.role is Role.SALUTATION:
        return None
    why = "stands in a letter or talk by its author"
    return here.answer("letter", why, told.author)._replace(undated=True)


def by_heading(told: Discourse, here: Setting, _: tuple[Cue, ...]) -> Evidence | None:
    """A quoted heading is the words of the one the article is about."""
    if here.line.role is not Role.HEADING:
        return None
    speaker = told.protagonist
    if speaker is None:
        return None
    why = "a quoted heading is the words of the one the article is about"
    return here.answer("heading", why, speaker)._replace(undated=True)


def by_sentence_subject(told: Discourse, here: Setting, _: tuple[Cue, ...]) -> Evidence | None:
    """李明在群里与大家见面——“…”: the sentence's subject, without a reporting verb."""
    narration, at = told.layers.narration, here.pair.outer.start
    left = narration[max(here.sentence.start, at - 1) : at]
    if not left or left not in "，：—":
        return None
    subject = find_subject(narration, at, here.sentence.start, told.names, told.rules)
    if subject is None or subject.form in (Form.FIRST_PERSON, Form.NOBODY):
        return None
    opens = subject.span.start - here.sentence.start <= NEAR_HEAD and left.endswith("：")
    acts = opens and (subject.form is Form.NAME or is_introduced(narration, subject))
    heads = subject.span.start - here.sentence.start <= NEAR_HEAD
    acts = acts or (subject.form is Form.PRONOUN and heads)
    acts = acts or (subject.form is Form.NAME and heads and ends_utterance(told, here))
    if subject.form is Form.UNNAMED and not opens and not is_introduced(narration, subject):
        return None
    speaker = told.resolve(subject)
    if not acts or (speaker and speaker.name in here.pair.inner.of(told.layers.text)):
        speaker = not_spoken_of(told, here, speaker)
    if speaker is None:
        return None
    why = "the subject of the sentence that leads to the marks"
    return here.answer("sentence-subject", why, speaker)


def not_spoken_of(told: Discourse, here: Setting, speaker: Speaker | None) -> Speaker | None:
    """Not whom the words themselves name; and 我 is whoever has been speaking, not told of."""
    if speaker is None or told.last is None:
        return speaker
    words = here.pair.inner.of(told.layers.text)
    if speaker.name.endswith(BODY_ENDS) and not told.is_person(speaker) and says_i(words):
        return told.last_person
    silent = told.voices[speaker.name] < told.voices[told.last.name]
    if speaker.name in words or (silent and says_i(words)) or _only_told_of(told, speaker):
        other = _other_than(told, here, words) if speaker.name in words else None
        return other or (told.last if told.last.name not in words else None)
    return speaker


def _other_than(told: Discourse, here: Setting, words: str) -> Speaker | None:
    """The only other one of whom the sentence tells, and whom the words do not name."""
    named = told.names.within(here.sentence.start, here.pair.outer.start)
    others = {one.name: one for one in named if told.written(one.name) not in words}
    return told.named(next(iter(others.values()))) if len(others) == 1 else None


def _only_told_of(told: Discourse, speaker: Speaker) -> bool:
    """Whether the article never says that this one speaks, and the last who spoke does often."""
    names, last = told.names, told.last
    if last is None or names.speaks(plain(speaker.name)):
        return False
    return names.speaks(plain(last.name)) > 1


def by_announcement(told: Discourse, here: Setting, _: tuple[Cue, ...]) -> Evidence | None:
    """许多市民留言感谢。 and the words on the next line: the paragraph before has told who speaks."""
    before = here.number - 1
    if not here.opens_line or told.last_line != before or not _is_silent(told, before):
        return None
    if told.is_dialogue and told.lines[before].plain.startswith("“"):
        return None
    if told.names.within(here.pair.outer.end, here.line.span.end):
        return None
    last = told.last
    if last is None or plain(last.name) in here.pair.inner.of(told.layers.plain):
        return None
    why = "the paragraph before says who speaks, without a word of theirs"
    return here.answer("announced", why, last._replace(rule="carried"))


def _is_silent(told: Discourse, line: int) -> bool:
    """Whether a line holds nobody's words, or of one person no more than a part of what is reported:
    a few words without a stop.
    """
    said = told.last_quote
    if said is None or said.line < line:
        return True
    if told.last is not told.last_person:
        return False
    words = said.pair.inner.of(told.layers.plain)
    return len(words) <= LONGEST_ASIDE and words[-1:] not in STOPS


def by_line_topic(told: Discourse, here: Setting, _: tuple[Cue, ...]) -> Evidence | None:
    """许红云上了车。门锁着，“我推不开。”: who opens the paragraph, where nobody in it speaks yet."""
    if told.last_line == here.number or here.line.role is not Role.BODY or here.opens_line:
        return None
    words = here.pair.inner.of(told.layers.plain)
    if not (_stands_alone(told, here) or says_i(words) or ends_utterance(told, here)):
        return None
    speaker = _opens_paragraph(told, here)
    if speaker is None or plain(speaker.name) in words:
        return None
    return here.answer("line-topic", "whom the paragraph begins with", speaker)


def _opens_paragraph(told: Discourse, here: Setting) -> Speaker | None:
    start, narration = here.line.span.start, told.layers.narration
    for mention in told.names.within(start, start + FARTHEST_TOPIC):
        if "，" not in narration[start : mention.span.start]:
            return told.named(mention)
    if narration[start : start + 1] in tuple("他她") and narration[start + 1] not in "们的":
        return told.resolve(Subject(Form.PRONOUN, narration[start], Span(start, start + 1)))
    return None


def by_continuation(told: Discourse, here: Setting, _: tuple[Cue, ...]) -> Evidence | None:
    """Words that open a paragraph right after a paragraph that ended in somebody's words."""
    said = told.last_quote
    if said is None or said.speaker is None or not here.opens_line or told.is_dialogue:
        return None
    ended_line = told.lines[said.line].span.end <= said.pair.outer.end
    if here.number - said.line != 1 or not ended_line or not ends_utterance(told, here):
        return None
    if _follows_question(told, here):
        return None
    why = "goes on after the quotation that ends the paragraph before"
    return here.answer("continuation", why, said.speaker._replace(rule="carried"))


def _follows_question(told: Discourse, here: Setting) -> bool:
    """Whether the paragraph before ended in a question, which somebody else may answer here."""
    said = told.last_quote
    if said is None or not here.opens_line or here.number - said.line != 1:
        return False
    ended = told.lines[said.line].span.end <= said.pair.outer.end
    return ended and said.pair.inner.of(told.layers.plain).endswith("？")


def by_next_speaker(told: Discourse, here: Setting, cues: tuple[Cue, ...]) -> Evidence | None:
    """Where nobody has spoken yet in the paragraph, the words are the next speaker's."""
    close = here.pair.outer.end
    if told.last_line == here.number:
        return None
    first = bisect_left(cues, close, key=lambda cue: cue.span.start)
    for cue in cues[first : first + MOST_CUES]:
        floor = told.layers.sentence_start(cue.span.start, close)
        subject = find_subject(told.layers.narration, cue.span.start, floor, told.names, told.rules)
        if subject is not None and subject.form is Form.NAME:
            speaker = told.resolve(subject)
            why = "the next one who speaks in the paragraph"
            return here.answer("next-speaker", why, speaker)
    return None


def by_only_voice(told: Discourse, here: Setting, _: tuple[Cue, ...]) -> Evidence | None:
    """Words that nobody hands over, where for many paragraphs around just one person speaks."""
    if here.line.role is Role.HEADING or not _stands_alone(told, here) or told.is_dialogue:
        return None
    around = told.lines[max(0, here.number - AROUND) : here.number + AROUND + 1]
    mention = told.names.only_voice(around[0].span.start, around[-1].span.end)
    if mention is None or mention.name in here.pair.inner.of(told.layers.plain):
        return None
    why = "the only one who speaks in the paragraphs around"
    return here.answer("only-voice", why, told.named(mention))


def by_carrying(told: Discourse, here: Setting, _: tuple[Cue, ...]) -> Evidence | None:
    """The last one who spoke goes on, within the paragraph or at the head of the next."""
    last = not_spoken_of(told, here, told.recent(here.pair.outer.start))
    if last is None or here.line.role is Role.HEADING:
        return None
    if (told.is_dialogue and here.opens_line) or _follows_question(told, here):
        return None
    if last is told.last and here.number - told.last_line > FARTHEST_CARRY:
        return None
    why = "the last one who spoke goes on"
    far = last.span.start < here.line.span.start and told.last_line != here.number
    vague = (far and not _leads(told, last.name)) or is_group(last.name)
    sure = Confidence.GUESS if vague else Confidence.LIKELY
    found = here.answer("carried", why, last._replace(rule="carried"))
    return found._replace(far=far, confidence=sure, woven=not _stands_alone(told, here))


def _stands_alone(told: Discourse, here: Setting) -> bool:
    """Whether the marks open a sentence or follow a comma, and are not woven into a clause."""
    at = here.pair.outer.start
    before = told.layers.narration[at - 1 : at]
    return at == here.sentence.start or before in ("，", "：", "—", "。", "")


def _leads(told: Discourse, name: str) -> bool:
    """Whether somebody has spoken far more often than all others so far."""
    return told.voices[name] >= LEADING_SHARE * told.voices.total()
