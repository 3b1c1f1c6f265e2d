"""Who said it: look around each outermost pair of marks for what names a speaker.

The ways of naming one are tried in the order of `WAYS`; the first that answers wins. Each says
how sure it is. What a reporter's sentence tells is remembered for the sentences after it.
"""

import re
from collections.abc import Callable, Iterator
from itertools import islice

from quotes.model import Confidence
from quotes.parsing import adjacent, remembered
from quotes.parsing.cues import Cue, find_cues
from quotes.parsing.discourse import Discourse
from quotes.parsing.evidence import Evidence, Setting
from quotes.parsing.layers import STOPS
from quotes.parsing.marks import Pair
from quotes.parsing.segment import LONGEST_HEADING, Line, Role
from quotes.parsing.speaker import Speaker
from quotes.script import bare
from quotes.span import Span

Way = Callable[[Discourse, Setting, tuple[Cue, ...]], Evidence | None]

WAYS: tuple[Way, ...] = (
    adjacent.by_dash_line,
    adjacent.by_frame,
    adjacent.by_colon,
    adjacent.by_cue_before,
    adjacent.by_line_before,
    adjacent.by_series,
    remembered.by_author,
    adjacent.by_cue_after,
    adjacent.by_split,
    adjacent.by_line_after,
    adjacent.by_subject_after,
    remembered.by_heading,
    remembered.by_sentence_subject,
    remembered.by_announcement,
    remembered.by_line_topic,
    remembered.by_continuation,
    remembered.by_next_speaker,
    remembered.by_carrying,
    remembered.by_only_voice,
)
"""Tried in this order: what stands next to the marks first, what is only remembered last."""

REMEMBERED = frozenset(
    {
        "cue-before",
        "slide",
        "cue-after",
        "split",
        "subject-after",
        "colon",
        "dash-line",
        "line-before",
        "line-after",
    }
)
"""Ways whose speaker is then the last one who spoke."""

LONGEST_SIDE = 4
"""Characters of 中方, 柬方, 我国: a side that a speaker speaks for."""

MOST_SAID = 2000
"""Quotations that are looked through for the words of one heading."""

SHORTEST_HEADING = 4
"""Letters of a heading's quotation that may be found inside a longer one below."""

_BY = re.compile("[一-鿿](?:被(?!告)|遭到?|获|由)[^，。的]{0,12}$")
_BARE_DEMAND = re.compile("^(?:要|必须|务必|应当|坚持|加强|确保|同时要|还要|切实|全面)")


def attribute(told: Discourse) -> tuple[Evidence, ...]:
    """Evidence for every outermost pair of marks, in order."""
    outermost = [pair for pair in told.layers.pairs if not pair.depth]
    found: list[Evidence] = []
    at = 0
    for index, line in enumerate(told.lines):
        if at == len(outermost):
            break
        _enter(told, index, line)
        here = []
        while at < len(outermost) and outermost[at].outer.start < line.span.end:
            here.append(outermost[at])
            at += 1
        found += _line(told, line, index, here)
    return tuple(_same_words(told, _rows_filled(told, found)))


def _rows_filled(told: Discourse, found: list[Evidence]) -> list[Evidence]:
    """“甲？”“乙？”李明问: what stands right before marks that have a speaker is theirs too."""
    filled = list(found)
    for at in range(len(filled) - 2, -1, -1):
        one, following = filled[at], filled[at + 1]
        between = told.layers.narration[one.pair.outer.end : following.pair.outer.start]
        if not one.rule and following.cue == "after" and between == "":
            why = "stands in a row with the marks behind it"
            filled[at] = following._replace(pair=one.pair, rule="series", why=why)
    return filled


def _same_words(told: Discourse, found: list[Evidence]) -> Iterator[Evidence]:
    """A heading quotes the text below it: where that says who spoke, the heading does."""
    said: dict[str, Evidence] = {}
    for one in found:
        if one.speaker is not None and one.rule in REMEMBERED:
            said.setdefault(bare(one.pair.inner.of(told.layers.plain)), one)
    for one in found:
        role = told.lines[one.line].role
        if role not in (Role.HEADING, Role.TITLE):
            yield one
            continue
        words = bare(one.pair.inner.of(told.layers.plain))
        below = said.get(words) or (_holding(said, words) if role is Role.HEADING else None)
        yield one if below is None else _repeated(one, below)


def _holding(said: dict[str, Evidence], words: str) -> Evidence | None:
    """The first longer quotation that holds the words of a heading, of the first thousands."""
    if len(words) < SHORTEST_HEADING:
        return None
    first = islice(said.items(), MOST_SAID)
    return next((one for longer, one in first if words in longer), None)


def _repeated(heading: Evidence, below: Evidence) -> Evidence:
    why = "the text below quotes the same words"
    return heading._replace(
        rule="same-words", why=why, speaker=below.speaker, span=below.span,
        confidence=Confidence.LIKELY, cue=heading.cue,
    )  # fmt: skip


def _enter(told: Discourse, index: int, line: Line) -> None:
    if line.role is Role.SALUTATION:
        told.author = _letter_writer(told, index)
    elif line.role is Role.FURNITURE:
        told.author = None
    if _goes_on(told, index, line):
        told.last_line = index


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
    return told.last and told.last._replace(rule="letter")


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
        told.last_quote = evidence
        if pair.inner.of(told.layers.plain)[-1:] in STOPS:
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
        within = told.speaks_in(floor)
        speaker = told.spoken_by(cue, floor)
        part = within and _is_told_to(told, cue)
        other = part or _is_agent(told, floor, speaker) or _is_of_a_side(told, cue, speaker, index)
        if speaker is not None and not other:
            addressee = told.addressee(cue)
            told.remember(speaker, index)
            told.questioned = addressee
        heard += 1
    return heard


def _is_agent(told: Discourse, floor: int, speaker: Speaker | None) -> bool:
    """李明获王芳邀请致辞，他说: by whom something is done to somebody; the text goes on about him."""
    if speaker is None or speaker.span.start < floor:
        return False
    return _BY.search(told.layers.narration, floor, speaker.span.start) is not None


def _is_told_to(told: Discourse, cue: Cue) -> bool:
    """她说，李明告诉她，…: what is told to 她 is part of what she says."""
    return told.layers.narration[cue.span.end : cue.span.end + 1] in tuple("他她")


def _is_of_a_side(told: Discourse, cue: Cue, speaker: Speaker | None, index: int) -> bool:
    """中方希望扩大合作 while somebody goes on speaking: the side is spoken for."""
    if speaker is None:
        return False
    goes_on = told.last_person is not None and told.last_line >= index - 1
    side = speaker.name.endswith(("方", "國", "国")) and len(speaker.name) <= LONGEST_SIDE
    return goes_on and side and not adjacent.lays_open(told.layers.narration, cue)


def _first_answer(told: Discourse, here: Setting, cues: tuple[Cue, ...]) -> Evidence:
    for way in WAYS:
        answer = way(told, here, cues)
        if answer is not None:
            if told.author is not None and not answer.undated:
                answer = answer._replace(undated=True)
            return adjacent.relayed(told, answer)
    return Evidence(here.pair, here.number, here.sentence)
