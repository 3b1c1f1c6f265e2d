"""Ways of naming a speaker that stand next to the marks: a verb, a colon, a frame, a dash line."""

import re
from bisect import bisect_left, bisect_right
from itertools import islice

from quotes.model import Confidence, Mode
from quotes.parsing.cues import Cue, cue_re, find_cues
from quotes.parsing.discourse import Discourse
from quotes.parsing.evidence import Evidence, Setting
from quotes.parsing.frames import FrameHit, find_frame, find_relay
from quotes.parsing.layers import MASK, STOPS, clause_start, plain
from quotes.parsing.name_shapes import is_name
from quotes.parsing.phrases import Form, Subject, comes_back, ends_as_speaker, is_counted
from quotes.parsing.segment import Role
from quotes.parsing.speaker import BODY_ENDS, Speaker
from quotes.parsing.subjects import is_acted_on
from quotes.span import Span

FARTHEST_CUE = 48
"""Characters between the closing mark and a verb that may still belong to it."""

FARTHEST_COLON = 12
"""Characters between a verb and the colon that ends its line."""

LONGEST_TAG = 16
"""Characters of a line that only tells who spoke the line before."""

_PAUSES = ("，", *STOPS)
_ENDS_WITH_CUE = re.compile("[：，]$")
_I = re.compile("我(?![们国市省校院司部局方党台军县区厂社])")
_SERIAL = re.compile(r"[、，和与及以或并跟\s]*(?:以及|还有|或者)?")
_LINKS = re.compile(
    r"[道过着了]?(?:的是|是|一句|了一句)?(?:[^，。：；“]{0,8}(?=：)|[^，。：；“]{0,3}(?=，))?[：，:]?\s*"
)
"""What may stand between verb and mark: particles, and whom the words are said to."""

_PAUSE = re.compile("[道过着了]?(?:的是)?[，：]")
_COLON = re.compile(r"(?:^|[，。”\s])([^，。：“”\s]{2,24})：$")
_OTHER_MATTER = re.compile(f"[。！？；]|“{MASK}{{9}}|“{MASK}*”[，。]")
"""Between marks and verb: another sentence, or other words that the verb may belong to."""

_BY_SOMEBODY = re.compile("由[^，。]{2,14}$")
_REOPENS = re.compile(r"[道着]?[，：]?“")
_BETWEEN = re.compile("(?![、和与及的是])[^。；！？：“”]{2,40}[，：]“")
_PRONOUN_AFTER = re.compile(r"(?:[，。]?[^，。“]{0,12}，)?[，。]?(他|她)(?!们)")


def by_dash_line(told: Discourse, here: Setting, _: tuple[Cue, ...]) -> Evidence | None:
    """1.“…” ——2月16日，李明到会讲话: the dash line attributes all items since the last one."""
    if here.line.role is not Role.ITEM:
        return None
    for line in islice(told.lines, here.number + 1, None):
        if line.role is Role.DASH:
            named = told.names.within(line.span.start, line.span.end)
            speaker = told.named(named[0]) if named else None
            why = "the dash line under the items attributes them"
            found = here.answer("dash-line", why, speaker, line.span)
            return found._replace(confidence=Confidence.CERTAIN, cue="item", item_of=line)
        if line.role is not Role.ITEM:
            return None
    return None


def by_frame(told: Discourse, here: Setting, _: tuple[Cue, ...]) -> Evidence | None:
    """用李明的话说，“…”: a turn of phrase of rules/frames.yaml."""
    layers = told.layers
    hit = find_frame(layers.plain, layers.narration, here.sentence, here.pair.outer, told.rules)
    if hit is None:
        return None
    row = hit.row
    if row.nobody:
        return here.answer(row.name, row.why, None, hit.span)._replace(cue="nobody")
    speaker = _framed(told, hit)
    if speaker is None:
        return None
    return here.answer(row.name, row.why, speaker, hit.span)._replace(
        confidence=Confidence(row.confidence),
        cue="frame",
        mode=Mode(row.mode) if row.mode else None,
        undated=row.undated,
    )


def relayed(told: Discourse, found: Evidence) -> Evidence:
    """The same evidence, with whoever passes the words on, as in 据李明转述."""
    layers = told.layers
    hit = find_relay(layers.plain, layers.narration, found.sentence, found.pair.outer, told.rules)
    return found if hit is None else found._replace(via=_framed(told, hit))


def _framed(told: Discourse, hit: FrameHit) -> Speaker | None:
    if hit.who is None:
        return None
    named = told.names.within(hit.who.start, hit.who.end)
    if named:
        return told.named(named[-1])
    words = hit.who.of(told.layers.plain)
    if words in told.rules.words("speaker", "pronoun"):
        return told.resolve(Subject(Form.PRONOUN, words, hit.who))
    if hit.row.inner:
        if not is_name(words, told.rules):
            return None
        return Speaker(hit.who.of(told.layers.text), hit.who, "self")
    title = next((one for one in told.rules.titles if words.endswith(one)), "")
    if title and is_name(words[: -len(title)], told.rules):
        name = Span(hit.who.start, hit.who.end - len(title))
        return Speaker(name.of(told.layers.text), name, "unnamed")
    known = ends_as_speaker(words, told.rules) or comes_back(told.layers.narration, hit.who)
    if not known and not is_name(words, told.rules):
        return None
    return Speaker(hit.who.of(told.layers.text).lstrip("*"), hit.who, "unnamed")


def by_colon(told: Discourse, here: Setting, _: tuple[Cue, ...]) -> Evidence | None:
    """李明：“…”: nothing but a name before the colon."""
    left = told.layers.narration[here.sentence.start : here.pair.outer.start]
    found = _COLON.search(left)
    if not found or cue_re(told.rules).search(found[1]):
        return None
    start = here.sentence.start + found.start(1)
    named = told.names.within(start, start + len(found[1]))
    if not named or named[-1].span.end != start + len(found[1]):
        return None
    if is_acted_on(told.layers.narration, named[-1].span.start, start):
        return None
    why = "the name before the colon speaks"
    speaker = told.named(named[-1])
    found_here = here.answer("colon", why, speaker)
    return found_here._replace(confidence=Confidence.CERTAIN, cue="strong")


def by_cue_before(told: Discourse, here: Setting, cues: tuple[Cue, ...]) -> Evidence | None:
    """李明说：“…”, and 李明说天冷，…，“…” where reported speech slides into the words themselves."""
    narration = told.layers.narration
    cue = _last_before(narration, cues, here)
    if cue is None:
        return None
    speaker = told.spoken_by(cue, here.sentence.start)
    near = _LINKS.fullmatch(narration[cue.span.end : here.pair.outer.start]) is not None
    known = speaker is not None or cue.span.start in told.unknowable
    if not known and told.last is not None and told.last_line >= here.number - 1:
        speaker = told.last._replace(rule="dropped-subject")
    where = "before the marks" if near else "earlier in the sentence"
    rule = "cue-before" if near else "slide"
    sure = _sureness(speaker, near)
    if not near and _body_says_i(told, here, speaker):
        sure = Confidence.GUESS
    return here.answer(rule, f"{cue.word} {where}", speaker, cue.span)._replace(
        confidence=sure,
        cue=_standing(cue, near),
        mode=cue.mode,
    )


def _standing(cue: Cue, near: bool) -> str:
    if not near:
        return "sentence"
    return "strong" if cue.strong else "weak"


def _sureness(speaker: Speaker | None, near: bool) -> Confidence:
    if speaker is None:
        return Confidence.GUESS
    if near and speaker.rule in ("named", "unnamed"):
        return Confidence.CERTAIN
    if not near and speaker.rule == "head-phrase" and not is_counted(plain(speaker.name)):
        return Confidence.GUESS
    return Confidence.LIKELY


def _body_says_i(told: Discourse, here: Setting, speaker: Speaker | None) -> bool:
    """我 in the words, though what the sentence names is a body: somebody else goes on."""
    if speaker is None or speaker.rule not in ("unnamed", "head-phrase", "dropped-subject"):
        return False
    body = speaker.name.endswith(BODY_ENDS)
    return body and says_i(here.pair.inner.of(told.layers.plain))


def says_i(words: str) -> bool:
    """我, but not 我们 or 我省."""
    return _I.search(words) is not None


def _last_before(narration: str, cues: tuple[Cue, ...], here: Setting) -> Cue | None:
    """The verb right before the marks; else the last one that a comma or a colon lays open.

    他强调，中方主张对话，“…”: 主张 is part of what is reported.
    """
    first = bisect_left(cues, here.sentence.start, key=_begins)
    last = bisect_right(cues, here.pair.outer.start, lo=first, key=_ends)
    before = cues[first:last]
    if not before or _LINKS.fullmatch(narration[before[-1].span.end : here.pair.outer.start]):
        return before[-1] if before else None
    opened = [cue for cue in before if lays_open(narration, cue)]
    own = [cue for cue in opened if not _is_told_of(narration, cue)]
    return own[-1] if own else (opened[-1] if opened else _first_of_clause(narration, before))


def _is_told_of(narration: str, cue: Cue) -> bool:
    """他解释，措施由王芳提出，“…”: who has put something forward is only told of."""
    start = clause_start(narration, cue.span.start, 0)
    return _BY_SOMEBODY.search(narration, start, cue.span.start) is not None


def _first_of_clause(narration: str, cues: tuple[Cue, ...]) -> Cue:
    """他称若对方解释条文，“…”: in the last verb's clause the first one governs."""
    start = clause_start(narration, cues[-1].span.start, 0)
    return next(cue for cue in cues if cue.span.start >= start)


def _begins(cue: Cue) -> int:
    return cue.span.start


def _ends(cue: Cue) -> int:
    return cue.span.end


def lays_open(narration: str, cue: Cue) -> bool:
    """Whether a pause follows the verb, behind which it tells what was said."""
    return _PAUSE.match(narration, cue.span.end) is not None


def by_line_before(told: Discourse, here: Setting, _: tuple[Cue, ...]) -> Evidence | None:
    """她边走边抱怨： and the words on the next line: the verb that ends the line before."""
    if not here.opens_line or here.number == 0 or here.line.role is Role.ITEM:
        return None
    line = told.lines[here.number - 1]
    if not _ENDS_WITH_CUE.search(line.plain):
        return None
    cues = find_cues(told.layers.narration, line.span.start, line.span.end, told.rules)
    if not cues or line.span.end - cues[-1].span.end > FARTHEST_COLON:
        return None
    cue = cues[-1]
    floor = told.layers.sentence_start(cue.span.start, line.span.start)
    speaker = told.spoken_by(cue, floor)
    found = here.answer("line-before", f"{cue.word} ends the line before", speaker, cue.span)
    return found._replace(
        cue=_standing(cue, near=True),
        mode=cue.mode,
        confidence=_sureness(speaker, near=speaker is not None and speaker.rule != "pronoun"),
    )


def by_line_after(told: Discourse, here: Setting, _: tuple[Cue, ...]) -> Evidence | None:
    """The words alone on their line, and 少平问。 on the next."""
    if here.pair.outer.end < here.line.span.end or here.number + 1 >= len(told.lines):
        return None
    line = told.lines[here.number + 1]
    if len(line.plain) > LONGEST_TAG or not line.plain.endswith(("。", "！", "…")):
        return None
    cues = find_cues(told.layers.narration, line.span.start, line.span.end, told.rules)
    if not cues or line.span.end - cues[-1].span.end > 1:
        return None
    speaker = told.spoken_by(cues[-1], line.span.start)
    if speaker is None or speaker.rule == "dropped-subject":
        return None
    why = f"{cues[-1].word} on the next line"
    return here.answer("line-after", why, speaker, cues[-1].span)._replace(cue="after")


def by_series(told: Discourse, here: Setting, _: tuple[Cue, ...]) -> Evidence | None:
    """“甲”“乙”、“丙”: what stands in a row has one speaker."""
    previous = here.previous
    if previous is None or not previous.rule:
        return None
    between = told.layers.narration[previous.pair.outer.end : here.pair.outer.start]
    if not _SERIAL.fullmatch(between):
        return None
    why = "stands in a row with the marks before it"
    return previous._replace(pair=here.pair, rule="series", why=why)


def by_cue_after(told: Discourse, here: Setting, cues: tuple[Cue, ...]) -> Evidence | None:
    """“…”李明说。 Where the verb does not end its clause, the marks must open the paragraph."""
    narration, close = told.layers.narration, here.pair.outer.end
    index = bisect_left(cues, close, key=_begins)
    after = cues[index] if index < len(cues) else None
    if after is None or after.span.start - close > FARTHEST_CUE:
        return None
    lead = narration[close : after.span.start]
    if _OTHER_MATTER.search(lead) or lead.count("，") > 2:
        return None
    ends = narration[after.span.end : after.span.end + 1] in ("。", "：", "“", "")
    reopens = _REOPENS.match(narration, after.span.end) is not None
    opens = here.opens_line or here.sentence.start == here.pair.outer.start
    adds = lead.startswith("，") and here.previous is None
    if not (opens or ends or reopens or adds):
        return None
    floor = close + lead.startswith("，")
    speaker = told.spoken_by(after, floor)
    if speaker is None:
        return None
    sure = Confidence.CERTAIN if ends and speaker.rule == "named" else Confidence.LIKELY
    why = f"{after.word} after the marks"
    found = here.answer("cue-after", why, speaker, after.span)
    return found._replace(confidence=sure, cue="after", mode=after.mode)


def by_split(told: Discourse, here: Setting, _: tuple[Cue, ...]) -> Evidence | None:
    """“天冷。”李明搓着手，“多穿点。” Who stands alone between two halves has said both."""
    narration, close = told.layers.narration, here.pair.outer.end
    between = _BETWEEN.match(narration, close)
    if between is None or here.pair.inner.of(told.layers.plain)[-1:] not in _PAUSES:
        return None
    why = "stands between two halves of the words"
    for mention in told.names.within(close, close + 1 + LONGEST_TAG):
        if mention.span.start == close:
            return here.answer("split", why, told.named(mention))
    if narration[close] not in "他她":
        return None
    subject = Subject(Form.PRONOUN, narration[close], Span(close, close + 1))
    return here.answer("split", why, told.resolve(subject))


def by_subject_after(told: Discourse, here: Setting, _: tuple[Cue, ...]) -> Evidence | None:
    """“水龙头不关…！”李明把它作为关键: marks that open a paragraph are the next subject's."""
    if not here.opens_line or here.line.role is Role.HEADING:
        return None
    close, narration = here.pair.outer.end, told.layers.narration
    right = narration[close : here.line.span.end]
    if not right or re.match("[的、]|[和与及]“", right):
        return None
    if right[0] != "，" and not ends_utterance(told, here):
        return None
    stop = re.search("[。！？；]", right[1:])
    end = close + 1 + stop.start() if stop else close + len(right)
    for mention in told.names.within(close, end):
        acts = not is_acted_on(narration, mention.span.start, close)
        if acts and not narration.startswith("的", mention.span.end):
            return _following(here, told.named(mention))
    pronoun = _PRONOUN_AFTER.match(right)
    if pronoun is None:
        return None
    span = Span(close + pronoun.start(1), close + pronoun.end(1))
    return _following(here, told.resolve(Subject(Form.PRONOUN, pronoun[1], span)))


def ends_utterance(told: Discourse, here: Setting) -> bool:
    """Whether a stop ends the words, inside the marks or right after them."""
    after = told.layers.narration[here.pair.outer.end : here.pair.outer.end + 1]
    return here.pair.inner.of(told.layers.plain)[-1:] in STOPS or after == "。"


def _following(here: Setting, speaker: Speaker | None) -> Evidence | None:
    if speaker is None:
        return None
    why = "the marks open the paragraph of the one who acts next"
    return here.answer("subject-after", why, speaker)
