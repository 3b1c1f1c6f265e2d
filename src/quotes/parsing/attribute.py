"""Who said it: look around each outermost pair of marks for what names a speaker.

The ways of naming one are tried in the order of `WAYS`; the first that answers wins. Each says
how sure it is. What a reporter's sentence tells is remembered for the sentences after it.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from quotes.model import Confidence, Mode
from quotes.parsing.cues import Cue, cue_re, find_cues
from quotes.parsing.discourse import Discourse, Speaker
from quotes.parsing.frames import FrameHit, find_frame
from quotes.parsing.layers import MASK
from quotes.parsing.marks import Pair
from quotes.parsing.segment import LONGEST_HEADING, Line, Role
from quotes.parsing.subjects import Form, Subject, find_subject
from quotes.span import Span


@dataclass(frozen=True, slots=True)
class Setting:
    """One outermost pair of marks and where it stands."""

    pair: Pair
    line: Line
    index: int
    """Of the line."""
    sentence: Span
    """The reporter's sentence around it."""
    previous: "Evidence | None"
    """Of the marks before it on the same line."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What names the speaker of one pair of marks."""

    pair: Pair
    line: int
    sentence: Span
    rule: str = ""
    """The way that answered; empty where none did."""
    why: str = ""
    cue: str = ""
    """How a reporting verb stands to the marks; see shape.Setting."""
    speaker: Speaker | None = None
    confidence: Confidence = Confidence.GUESS
    span: Span | None = None
    mode: Mode | None = None
    undated: bool = False
    item_of: Line | None = None
    """The dash line that attributes a list item."""


_SERIAL = re.compile(r"[、，和与及以或并跟\s]*(?:以及|还有|或者)?")
_LINKS = re.compile(r"[道过着了]?(?:的是|是)?[：，:]?\s*")
_AFTER_SUBJECT = re.compile(r"^[，。]?\s*(?:[^，。；]{0,24}，){0,2}")


def attribute(told: Discourse) -> tuple[Evidence, ...]:
    """Evidence for every outermost pair of marks, in order."""
    outermost = [pair for pair in told.layers.pairs if not pair.depth]
    found: list[Evidence] = []
    at = 0
    for index, line in enumerate(told.lines):
        _enter(told, index, line)
        here = []
        while at < len(outermost) and outermost[at].outer.start < line.span.end:
            here.append(outermost[at])
            at += 1
        found += _line(told, line, index, here)
    return tuple(found)


def _enter(told: Discourse, index: int, line: Line) -> None:
    if line.role is Role.SALUTATION:
        told.author = _letter_writer(told, index)
    elif line.role is Role.FURNITURE:
        told.author = None
    if _goes_on(told, index, line):
        told.last_line = index


_BARE_DEMAND = re.compile("^(?:要|必须|务必|应当|坚持|加强|确保|同时要|还要|切实|全面)")


def _goes_on(told: Discourse, index: int, line: Line) -> bool:
    """A paragraph that opens with a demand nobody is named for goes on with the last speaker."""
    if told.last is None or not _BARE_DEMAND.match(line.plain):
        return False
    between = told.lines[told.last_line + 1 : index]
    return all(_only_interrupts(one) for one in between)


def _only_interrupts(line: Line) -> bool:
    """A heading, a caption, marked or not, or another demand."""
    if line.role in (Role.HEADING, Role.CAPTION) or _BARE_DEMAND.match(line.plain):
        return True
    return len(line.plain) <= LONGEST_HEADING and "“" not in line.plain


def _letter_writer(told: Discourse, index: int) -> Speaker | None:
    """Whoever names himself in the first lines of the letter, else the last to speak before it."""
    for line in told.lines[index + 1 : index + 4]:
        named = re.search(r"(?<![一-鿿])我(?:是|叫)([一-鿿]{2,4})(?=[，。！])", line.plain)
        if named:
            start = line.span.start + named.start(1)
            span = Span(start, start + len(named[1]))
            return Speaker(span.of(told.layers.text), span, "letter")
    return told.last and replace(told.last, rule="letter")


def _line(told: Discourse, line: Line, index: int, pairs: list[Pair]) -> list[Evidence]:
    if line.role in (Role.FURNITURE, Role.BYLINE):
        return [Evidence(pair, index, line.span) for pair in pairs]
    cues = find_cues(told.layers.narration, line.span.start, line.span.end, told.rules)
    found: list[Evidence] = []
    floor, heard = line.span.start, 0
    for pair in pairs:
        sentence = _sentence(told, line, pair, floor)
        heard = _hear(told, cues, heard, pair.outer.start, line, index)
        setting = Setting(pair, line, index, sentence, found[-1] if found else None)
        evidence = _first_answer(told, setting, cues)
        if evidence.speaker is not None and evidence.rule in REMEMBERED:
            told.remember(evidence.speaker, index)
        found.append(evidence)
        if pair.inner.of(told.layers.plain)[-1:] in tuple("。！？…"):
            floor = pair.outer.end
    _hear(told, cues, heard, line.span.end, line, index)
    return found


def _sentence(told: Discourse, line: Line, pair: Pair, floor: int) -> Span:
    start = told.layers.sentence_start(pair.outer.start, floor)
    ceiling = max(line.span.end, pair.outer.end)
    end = told.layers.sentence_end(pair.outer.end, ceiling)
    if told.layers.narration[pair.outer.end : end] == "。" and pair.outer.start == line.span.start:
        end = told.layers.sentence_end(end, ceiling)
    return Span(start, end)


def _hear(
    told: Discourse, cues: tuple[Cue, ...], heard: int, until: int, line: Line, index: int
) -> int:
    """Take note of who speaks in the reporter's words up to `until`, with or without marks."""
    while heard < len(cues) and cues[heard].span.start < until:
        cue = cues[heard]
        floor = told.layers.sentence_start(cue.span.start, line.span.start)
        subject = find_subject(
            told.layers.narration, cue.span.start, floor, told.names, told.rules
        )
        speaker = told.resolve(subject)
        if speaker is not None:
            told.remember(speaker, index)
        heard += 1
    return heard


def _first_answer(told: Discourse, here: Setting, cues: tuple[Cue, ...]) -> Evidence:
    nothing = Evidence(here.pair, here.index, here.sentence)
    for way in WAYS:
        answer = way(told, here, cues)
        if answer is not None:
            return replace(answer, undated=answer.undated or told.author is not None)
    return nothing


def _answer(here: Setting, rule: str, why: str, **facts: object) -> Evidence:
    return replace(
        Evidence(here.pair, here.index, here.sentence, rule, why), **facts
    )


def _by_dash_line(told: Discourse, here: Setting, _: tuple[Cue, ...]) -> Evidence | None:
    if here.line.role is not Role.ITEM:
        return None
    for line in told.lines[here.index + 1 :]:
        if line.role is Role.DASH:
            named = told.names.within(line.span.start, line.span.end)
            speaker = named and Speaker(told.written(named[0].name), named[0].span, "named")
            return _answer(
                here, "dash-line", "the dash line under the items attributes them", cue="item",
                speaker=speaker or None, confidence=Confidence.CERTAIN, span=line.span,
                item_of=line,
            )  # fmt: skip
        if line.role is not Role.ITEM:
            return None
    return None


def _by_frame(told: Discourse, here: Setting, _: tuple[Cue, ...]) -> Evidence | None:
    layers = told.layers
    hit = find_frame(layers.plain, layers.narration, here.sentence, here.pair.outer, told.rules)
    if hit is None:
        return None
    row = hit.row
    if row.nobody:
        return _answer(here, row.name, row.why, cue="nobody", span=hit.span)
    speaker = _framed(told, hit)
    if speaker is None:
        return None
    return _answer(
        here, row.name, row.why, cue="frame", speaker=speaker, span=hit.span,
        confidence=Confidence(row.confidence), undated=row.undated,
        mode=Mode(row.mode) if row.mode else None,
    )  # fmt: skip


def _framed(told: Discourse, hit: FrameHit) -> Speaker | None:
    if hit.who is None:
        return None
    named = told.names.within(hit.who.start, hit.who.end)
    if named:
        return Speaker(told.written(named[-1].name), named[-1].span, "named")
    words = hit.who.of(told.layers.plain)
    if words in told.rules.words("speaker", "pronoun"):
        return told.resolve(Subject(Form.PRONOUN, words, hit.who))
    if hit.row.inner:
        return Speaker(hit.who.of(told.layers.text), hit.who, "self")
    office = re.search(r"[一-鿿*]{2,}$", words)
    if office and any(words.endswith(title) for title in told.rules.titles):
        return Speaker(hit.who.of(told.layers.text).lstrip("*"), hit.who, "unnamed")
    return None


def _by_colon(told: Discourse, here: Setting, _: tuple[Cue, ...]) -> Evidence | None:
    left = told.layers.narration[here.sentence.start : here.pair.outer.start]
    found = re.search(r"(?:^|[，。”\s])([^，。：“”\s]{2,24})：$", left)
    if not found or cue_re(told.rules).search(found[1]):
        return None
    start = here.sentence.start + found.start(1)
    named = told.names.within(start, start + len(found[1]))
    if named and named[-1].span.end == start + len(found[1]):
        speaker = Speaker(told.written(named[-1].name), named[-1].span, "named")
        return _answer(
            here, "colon", "the name before the colon speaks", cue="strong", speaker=speaker,
            confidence=Confidence.CERTAIN, span=named[-1].span,
        )  # fmt: skip
    return None


def _by_cue_before(told: Discourse, here: Setting, cues: tuple[Cue, ...]) -> Evidence | None:
    cue = _last_before(cues, here)
    if cue is None:
        return None
    narration = told.layers.narration
    subject = find_subject(narration, cue.span.start, here.sentence.start, told.names, told.rules)
    speaker = told.resolve(subject)
    between = narration[cue.span.end : here.pair.outer.start]
    near = _LINKS.fullmatch(between) is not None
    stands = ("strong" if cue.strong else "weak") if near else "sentence"
    if speaker is None and told.last is not None and told.last_line >= here.index - 1:
        speaker = replace(told.last, rule="dropped-subject")
    rule = "cue-before" if near else "slide"
    why = f"{cue.word} before the marks" if near else f"{cue.word} earlier in the sentence"
    return _answer(
        here, rule, why, cue=stands, speaker=speaker, span=cue.span, mode=cue.mode,
        confidence=_sureness(speaker, near),
    )  # fmt: skip


def _sureness(speaker: Speaker | None, near: bool) -> Confidence:
    if speaker is None:
        return Confidence.GUESS
    if near and speaker.rule in ("named", "unnamed"):
        return Confidence.CERTAIN
    return Confidence.LIKELY


def _last_before(cues: tuple[Cue, ...], here: Setting) -> Cue | None:
    before = [
        cue
        for cue in cues
        if here.sentence.start <= cue.span.start and cue.span.end <= here.pair.outer.start
    ]
    return before[-1] if before else None


def _by_series(told: Discourse, here: Setting, _: tuple[Cue, ...]) -> Evidence | None:
    previous = here.previous
    if previous is None or not previous.rule:
        return None
    between = told.layers.narration[previous.pair.outer.end : here.pair.outer.start]
    if not _SERIAL.fullmatch(between):
        return None
    return replace(
        previous, pair=here.pair, rule="series", why="stands in a row with the marks before it"
    )


def _by_cue_after(told: Discourse, here: Setting, cues: tuple[Cue, ...]) -> Evidence | None:
    """“…”李明说。 or, where the marks open the paragraph, “…”李明说，…"""
    narration, close = told.layers.narration, here.pair.outer.end
    after = next((cue for cue in cues if cue.span.start >= close), None)
    if after is None or after.span.start - close > 40:
        return None
    lead = narration[close : after.span.start]
    if re.search("[。！？；“]", lead) or lead.count("，") > 1:
        return None
    opens = here.pair.outer.start == here.line.span.start
    ends_clause = narration[after.span.end : after.span.end + 1] in ("。", "：", "“", "")
    reopens = re.match(r"[道着]?[，：]?“", narration[after.span.end :]) is not None
    if not (opens or ends_clause or reopens or here.sentence.start == here.pair.outer.start):
        return None
    floor = close + (1 if lead.startswith("，") else 0)
    subject = find_subject(narration, after.span.start, floor, told.names, told.rules)
    speaker = told.resolve(subject)
    if speaker is None:
        return None
    sure = Confidence.CERTAIN if ends_clause and speaker.rule == "named" else Confidence.LIKELY
    return _answer(
        here, "cue-after", f"{after.word} after the marks", cue="after", speaker=speaker,
        confidence=sure, span=after.span, mode=after.mode,
    )  # fmt: skip


def _by_subject_after(told: Discourse, here: Setting, _: tuple[Cue, ...]) -> Evidence | None:
    """“水龙头不关…！”李明把它作为关键: marks that open a paragraph are the subject's that follows."""
    if here.pair.outer.start != here.line.span.start or here.line.role is Role.HEADING:
        return None
    close, narration = here.pair.outer.end, told.layers.narration
    right = narration[close : here.line.span.end]
    if not right or re.match("[的、]|[和与及]“", right) or (right[0] != "，" and not _ends(told, here)):
        return None
    end = close + len(right)
    stop = re.search("[。！？；]", right[1:])
    if stop:
        end = close + 1 + stop.start()
    for mention in told.names.within(close, end):
        before = narration[max(close, mention.span.start - 1) : mention.span.start]
        if before in "对向跟和与同给为把将让被于" and before:
            continue
        speaker = Speaker(told.written(mention.name), mention.span, "named")
        return _following(here, speaker, mention.span)
    pronoun = re.match(r"(?:[，。]?[^，。“]{0,12}，)?[，。]?(他|她)(?!们)", right)
    if pronoun:
        span = Span(close + pronoun.start(1), close + pronoun.end(1))
        speaker = told.resolve(Subject(Form.PRONOUN, pronoun[1], span))
        return speaker and _following(here, speaker, span)
    return None


def _ends(told: Discourse, here: Setting) -> bool:
    after = told.layers.narration[here.pair.outer.end : here.pair.outer.end + 1]
    return here.pair.inner.of(told.layers.plain)[-1:] in tuple("。！？…") or after == "。"


def _following(here: Setting, speaker: Speaker, span: Span) -> Evidence:
    return _answer(
        here, "subject-after", "the marks open the paragraph of the one who acts next",
        speaker=speaker, confidence=Confidence.LIKELY, span=span,
    )  # fmt: skip


def _by_author(told: Discourse, here: Setting, _: tuple[Cue, ...]) -> Evidence | None:
    if told.author is None or here.line.role is Role.SALUTATION:
        return None
    return _answer(
        here, "letter", "stands in a letter or talk by its author", speaker=told.author,
        confidence=Confidence.LIKELY, span=told.author.span, undated=True,
    )  # fmt: skip


def _by_heading(told: Discourse, here: Setting, _: tuple[Cue, ...]) -> Evidence | None:
    if here.line.role is not Role.HEADING:
        return None
    speaker = told.protagonist()
    return speaker and _answer(
        here, "heading", "a quoted heading is the words of the one the article is about",
        speaker=speaker, confidence=Confidence.LIKELY, span=speaker.span, undated=True,
    )  # fmt: skip


def _by_sentence_subject(told: Discourse, here: Setting, _: tuple[Cue, ...]) -> Evidence | None:
    """李明在群里与大家见面——“…”: the sentence's subject, without a reporting verb."""
    left = told.layers.narration[here.sentence.start : here.pair.outer.start]
    if not left or left[-1] not in "，：—":
        return None
    subject = find_subject(
        told.layers.narration, here.pair.outer.start, here.sentence.start, told.names, told.rules
    )
    if subject is None or subject.form not in (Form.NAME, Form.PRONOUN, Form.POINTING):
        return None
    speaker = told.resolve(subject)
    return speaker and _answer(
        here, "sentence-subject", "the subject of the sentence that leads to the marks",
        speaker=speaker, confidence=Confidence.LIKELY, span=speaker.span,
    )  # fmt: skip


def _by_carrying(told: Discourse, here: Setting, _: tuple[Cue, ...]) -> Evidence | None:
    """The last one who spoke goes on, within the paragraph or at the head of the next."""
    if told.last is None or here.line.role is Role.HEADING or here.index - told.last_line > 2:
        return None
    return _answer(
        here, "carried", "the last one who spoke goes on", speaker=replace(
            told.last, rule="carried"), confidence=Confidence.LIKELY, span=told.last.span,
    )  # fmt: skip


def _by_next_speaker(told: Discourse, here: Setting, cues: tuple[Cue, ...]) -> Evidence | None:
    """Where nobody has spoken yet in the paragraph, the words are the next speaker's."""
    close = here.pair.outer.end
    if told.last_line == here.index:
        return None
    for cue in cues:
        if cue.span.start < close:
            continue
        floor = told.layers.sentence_start(cue.span.start, close)
        subject = find_subject(
            told.layers.narration, cue.span.start, floor, told.names, told.rules
        )
        if subject is not None and subject.form is Form.NAME:
            speaker = told.resolve(subject)
            return speaker and _answer(
                here, "next-speaker", "the next one who speaks in the paragraph",
                speaker=speaker, confidence=Confidence.LIKELY, span=speaker.span,
            )  # fmt: skip
    return None


Way = Callable[[Discourse, Setting, tuple[Cue, ...]], Evidence | None]

WAYS: tuple[Way, ...] = (
    _by_dash_line,
    _by_frame,
    _by_colon,
    _by_cue_before,
    _by_series,
    _by_author,
    _by_cue_after,
    _by_subject_after,
    _by_heading,
    _by_sentence_subject,
    _by_next_speaker,
    _by_carrying,
)
"""Tried in this order: what stands next to the marks first, what is only remembered last."""

REMEMBERED = frozenset({"cue-before", "slide", "cue-after", "subject-after", "colon", "dash-line"})
"""Ways whose speaker is then the last one who spoke."""

__all__ = ["MASK", "Evidence", "attribute"]
