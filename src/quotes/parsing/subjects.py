"""Who a reporting verb belongs to: the phrase before it, cleaned of time, place and manner.

Looked for in the verb's own clause first, then at the heads of the clauses of its sentence. What
is found is a form of words; whom it means is settled in `discourse`.
"""

import re
from collections.abc import Iterator

from quotes.parsing.layers import MASK, clause_start
from quotes.parsing.mentions import Mention, Names
from quotes.parsing.name_patterns import titled_before
from quotes.parsing.peeling import peel
from quotes.parsing.phrases import (
    FALSE_PRONOUN,
    PAPER,
    Form,
    Subject,
    by_place_alone,
    ends_as_speaker,
    head_phrase,
    is_counted,
    past_lead,
    past_while,
    shifted,
    speaker_words,
    without_name,
)
from quotes.rules import Rules
from quotes.rules.needed import sought
from quotes.rules.shortlist import Shortlist
from quotes.span import Span

LONGEST_TERM = 6
"""Characters in marks that may be a name woven into a clause; more are words of their own."""

LONGEST_CLAUSE = 120
"""Characters before a verb in which its subject stands."""

MOST_CLAUSES = 6
"""How many clauses of a sentence are searched."""

_ACTED_ON = re.compile(
    r"(?:对|向|跟|和|与|同|给|为|把|(?<![上中少大])将|让|请|于|在|及|、|到|陪同|落实|贯彻|按照|遵照|学习|执行|拥护|围绕|关于|会见|"
    r"支持|反对|感谢|采访|访问|质疑|批评|评论?|致|(?<!顾)问|称呼?|提名|(?<![大特公])使|(?<!司)令|如|像)$"
)
_FAMILY = (
    "老婆|妻子|丈夫|太太|母亲|父亲|妈妈|爸爸|儿子|女儿|哥哥|弟弟|姐姐|妹妹|家属|家人|亲属|代理律师|代表律师|"
    "辩护律师|发言人|办公室|团队|经纪人"
)
"""Whom a name stands before with or without 的; 李明律师 is Li Ming himself, and 李明的律师 is not."""

_KIN_OF = re.compile(
    f"的?(?:{_FAMILY})(?!好)们?|的(?:孩子|律师|同事|朋友|邻居|同学|老师|学生|秘书|助理|粉丝|支持者)们?"
)
_SPEECH_NOUN = re.compile(
    r"的?(?:回应|解释|说法|介绍|描述|遗书|声明|信|微博|话|讲话|报告|文章|帖子|判词|律师信)?(?:中|里)?$"
)
_CLOSES_NAME = re.compile(r"[（(][^）)]*[）)]|等人?|本人")
_ATTRIBUTE = re.compile(r"的|[㐀-鿿]{1,4}的")
_VOICE = re.compile("的(?:语气|声音|口气|回答|回应|答案|眼神|神情|表情|反应|评价|态度|解释|答复)")
_AGENT = sought(r"(?:被(?!告|害人|访者|问)|遭到?|获)(?=[^，。]+$)")
_WHEN = ("时", "后")
_PERCEIVES = sought("(?:听到|听见|看到|看见|只见|目睹)(?=[^，。]{2,}$)")
"""李明听到有人喊: who is heard speaks, and not who hears."""

_OWNED = sought("(?:所在|所属|任职|就读|供职|效力|创办|旗下|居住)的?(?=[^，。]{2,}$)")
"""李明就读的学校说: the school speaks."""

_OTHER_ACTORS = Shortlist(enumerate((_AGENT, _PERCEIVES, _OWNED)))

_AT_HOME = re.compile("家(?:门口|门外|门前|里|中|楼下|附近|的)")

_NOT_AT_HEAD = re.compile(
    r"虽然|尽管|由于|因为|随着|为了|如果|若|除了|关于|对于|根据|按照|通过|经过|经(?!理)"
)
_CONTRAST = re.compile("而(?!且|是|非|言|来|又|今)(?=[一-鿿]{2})")
"""What a clause opens with that turns to somebody else, who is not understood here to be one."""

_AT_HEAD = re.compile(
    f"(?:(?P<paper>《[^》]{{2,40}}》)|(?P<before>[^，。“]{{1,12}})“(?P<nickname>{MASK}{{2,6}})”)(?![的中里上、和与])"
)
"""《晨报》昨日…, 网友“小鸟”昨日…: a paper or a nickname that heads a clause."""

_LIKEWISE = ("亦", "也", "则", "却", "仍")
"""王芳亦拒绝回应，只说: behind a name that another clause turns to."""

_IN_PAPER = re.compile(
    "(?:文|信|帖|文章|声明|公告|报告|书|日记|微博|留言|遗书|视频|致辞)[中里](?:还|并|也|则|亦|又|更|曾)?$"
)
_TURN = re.compile(f"[，；](?P<turn>{_CONTRAST.pattern}|(?:但是?|不过|然而|可是)(?=[一-鿿]{{2}}))")

_STIRRED = re.compile(
    "(?:引起|引发|惹来|激起|招致|触发|遭到?|惹)(?P<who>[^，。的]{2,12}?)的?(?:强烈|普遍|广泛)?"
    "(?:不满|反弹|质疑|愤怒|抗议|批评|担忧|反感|关注)$"
)

LONGEST_OFFICE = 10
"""Characters of an office between a verb or a preposition and whom it means."""

_TOLD_OF = re.compile(
    "(?:(?<![面针相绝反])对(?![方手外岸面此])|向(?!来)|跟|(?<!参)与(?!会)|问及|谈及|提及|论及|谈到|提到|会见|采访了?|访问|质疑|批评|感谢)"
    "[一-鿿]{1,8}$"
)
_TURNED_TO = re.compile(
    "(?:去信|致函|致信|致电|发函|回信|写信给|约见|会见|拜会|质问|追问|询问|采访)[^，。时中下后里间]{0,12}$"
)
_ASKS = re.compile("(?:问|采访|专访|追问|询问|访问)(?:了|到)?(?P<whom>[^，。问访]{0,12})$")


def is_acted_on(narration: str, at: int, floor: int) -> bool:
    """Whether what begins at `at` is spoken to or acted on: 对李明, 落实李明的指示."""
    before = narration[max(floor, at - 20) : at]
    return _ACTED_ON.search(before[-3:]) is not None or _TURNED_TO.search(before) is not None


def is_asked(narration: str, at: int, floor: int, rules: Rules) -> bool:
    """Whether who begins at `at` is asked, and so is the one to answer: 采访了市长李明."""
    found = _ASKS.search(narration, floor, at)
    return found is not None and (not found["whom"] or titled_before(narration, at, rules))


def is_attribute(narration: str, at: int) -> bool:
    """Whether a name that ends at `at` only says whose the thing after it is."""
    return _ATTRIBUTE.match(narration, at) is not None and _VOICE.match(narration, at) is None


def own_subject(narration: str, at: int, floor: int, names: Names, rules: Rules) -> Subject | None:
    """The subject in the very clause of the verb that begins at `at`."""
    start = max(clause_start(narration, at, floor), at - LONGEST_CLAUSE)
    return _before_verb(narration, Span(start, at), names, rules)


def find_subject(narration: str, at: int, floor: int, names: Names, rules: Rules) -> Subject | None:
    """The subject of the verb that begins at `at`; nothing before `floor` is looked at."""
    own = own_subject(narration, at, floor, names, rules)
    return own or subject_before(narration, at, floor, names, rules)


def subject_before(
    narration: str, at: int, floor: int, names: Names, rules: Rules
) -> Subject | None:
    """Who heads a clause of the sentence before the verb's own, the nearest first."""
    for clause in _clauses_before(narration, clause_start(narration, at, floor), floor):
        found = _at_head(narration, clause, names, rules)
        if found is not None:
            return found
        if _CONTRAST.match(narration, clause.start, clause.end):
            return Subject(Form.NOBODY, clause.of(narration), clause)
    return None


def is_in_paper(narration: str, at: int, floor: int) -> bool:
    """文中提到, 信中写道: the verb is his who was told to have written."""
    return _IN_PAPER.search(narration, clause_start(narration, at, floor), at) is not None


def turn_since(narration: str, start: int, at: int, names: Names, rules: Rules) -> int | None:
    """Where the last clause between two verbs begins that turns to somebody else, if one does:
    但学校…, 而…, 王芳亦….
    """
    turns = [found.start("turn") for found in _TURN.finditer(narration, start, at)]
    for mention in names.within(start, at):
        begins = clause_start(narration, mention.span.start, start)
        clear = begins == mention.span.start or titled_before(narration, mention.span.start, rules)
        likewise = narration[mention.span.end : mention.span.end + 1] in _LIKEWISE
        if begins > start and clear and likewise:
            turns.append(begins)
    return max(turns, default=None)


def stirred_before(narration: str, at: int, floor: int, rules: Rules) -> Subject | None:
    """引起居民不满，质疑…: whom the clause right before the verb's has stirred."""
    for clause in _clauses_before(narration, clause_start(narration, at, floor), floor):
        found = _STIRRED.search(clause.of(narration))
        if found is None or not ends_as_speaker(found["who"], rules):
            return None
        return Subject(Form.UNNAMED, found["who"], shifted(found.span("who"), clause.start))
    return None


def _clauses_before(narration: str, at: int, floor: int) -> Iterator[Span]:
    """The clauses before `at`, the nearest first."""
    for _ in range(MOST_CLAUSES):
        if at <= floor or narration[at - 1] not in "，、；：—":
            return
        end = at - 1
        at = clause_start(narration, end, floor)
        yield Span(at, end)


def _before_verb(narration: str, clause: Span, names: Names, rules: Rules) -> Subject | None:
    rest = peel(clause.of(narration).rstrip(" \u3000"), rules)
    if not rest:
        return None
    end = clause.start + len(rest)
    cut = next((one for one in names.within(clause.start, clause.end) if one.span.end > end), None)
    if cut is not None and cut.span.start <= end:
        end = cut.span.end
    start = clause.start + _past_other_words(rest)
    start += past_while(narration[start:end])
    if not narration.endswith(_WHEN, clause.start, clause.end):
        start += _past_other_actors(narration[start:end])
    mentions = _acting(narration, names.within(start, end), start, rules)
    if mentions and _is_described(narration, mentions[-1].span.end, Span(start, end), rules):
        mentions = ()
    named = _named(narration, mentions, Span(start, end), rules) if mentions else None
    return (
        named
        or without_name(narration[start:end], start, rules)
        or by_place_alone(narration, Span(start, end), rules)
        or _head_phrase(narration[start:end], start, rules)
    )


def _is_described(narration: str, at: int, clause: Span, rules: Rules) -> bool:
    """一位李明不认识的亲属说: who is counted speaks, and whoever is named only describes them."""
    words = clause.of(narration)
    described = "的" in narration[at : clause.end] and is_counted(words)
    return described and ends_as_speaker(words, rules)


def _head_phrase(words: str, start: int, rules: Rules) -> Subject | None:
    begins, rest = past_lead(words, start, rules)
    return head_phrase(rest, begins, rules)


def _past_other_actors(words: str) -> int:
    """李明被王芳质疑, 李明听到王芳说, 李明就读的学校说: the verb belongs to who comes last."""
    return max((found.end() for _, found in _OTHER_ACTORS.matches(words)), default=0)


def _past_other_words(rest: str) -> int:
    """甲反击“…”乙也表示: the verb belongs to whoever stands behind the last long quotation, and in
    a list to whoever stands behind the last item.
    """
    close = rest.rfind("”")
    if rest.startswith("、", close + 1):
        return close + 2
    opened = rest.rfind("“", 0, close)
    return close + 1 if close - opened > LONGEST_TERM and close + 1 < len(rest) else 0


def leftover(narration: str, at: int, floor: int, rules: Rules) -> str:
    """What stands in a verb's clause before it, when time, place and manner are taken away."""
    start = max(clause_start(narration, at, floor), at - LONGEST_CLAUSE)
    return past_lead(peel(narration[start:at].rstrip(" \u3000"), rules), start, rules)[1]


def _named(
    narration: str, mentions: tuple[Mention, ...], clause: Span, rules: Rules
) -> Subject | None:
    last = mentions[-1]
    tail = narration[last.span.end : clause.end]
    kin = _KIN_OF.match(tail)
    if kin:
        span = Span(last.span.start, last.span.end + kin.end())
        return Subject(Form.UNNAMED, span.of(narration), span)
    if _closes_name(tail, rules) or _SPEECH_NOUN.fullmatch(tail):
        return Subject(Form.NAME, last.name, last.span)
    if tail.startswith("的") or _AT_HOME.match(tail):
        return None
    first = mentions[0]
    return Subject(Form.NAME, first.name, first.span)


def _closes_name(tail: str, rules: Rules) -> bool:
    """书记, （民）, 等人: what may follow a name inside one phrase."""
    if not tail:
        return True
    return _CLOSES_NAME.fullmatch(tail) is not None or tail in rules.words("title")


def _acting(
    narration: str, mentions: tuple[Mention, ...], floor: int, rules: Rules
) -> tuple[Mention, ...]:
    """Mentions that may be a subject: not an addressee, not the companion after 和."""
    return tuple(
        one
        for one in mentions
        if not is_acted_on(narration, one.span.start, floor)
        and not _is_told_of(narration, one.span.start, floor, rules)
    )


def _is_told_of(narration: str, at: int, floor: int, rules: Rules) -> bool:
    """被问及市长李明时说, 对市长李明说: with an office between the verb and the name."""
    before = narration[max(floor, at - LONGEST_OFFICE) : at]
    return _TOLD_OF.search(before) is not None and titled_before(narration, at, rules)


def _closing(
    narration: str, mentions: tuple[Mention, ...], clause: Span, rules: Rules
) -> Mention | None:
    """The name that ends the clause behind its own title, or behind 的: 坐在门口的李明，."""
    if not mentions:
        return None
    last = mentions[-1]
    before = narration[clause.start : last.span.start]
    titled = _closes_name(narration[last.span.end : clause.end], rules)
    described = before.endswith("的") and last.span.end == clause.end
    return last if described or (titled and ends_as_speaker(before, rules)) else None


def _at_head(narration: str, clause: Span, names: Names, rules: Rules) -> Subject | None:
    clause = Span(clause.start + past_while(clause.of(narration)), clause.end)
    words = clause.of(narration)
    paper = PAPER.search(words)
    if paper:
        return Subject(Form.UNNAMED, paper[0], shifted(paper.span(), clause.start))
    called = _AT_HEAD.match(words)
    if called is not None and (called["paper"] or ends_as_speaker(called["before"], rules)):
        which = "paper" if called["paper"] else "nickname"
        return Subject(Form.UNNAMED, called[which], shifted(called.span(which), clause.start))
    if not words or words.startswith("“" + MASK) or _NOT_AT_HEAD.match(words):
        return None
    mentions = _acting(narration, names.within(clause.start, clause.end), clause.start, rules)
    named = _closing(narration, mentions, clause, rules) or next(
        (one for one in mentions if not is_attribute(narration, one.span.end)), None
    )
    if named is not None:
        return Subject(Form.NAME, named.name, named.span)
    start, rest = past_lead(words, clause.start, rules)
    for form, row in ((Form.PRONOUN, "pronoun"), (Form.FIRST_PERSON, "first-person")):
        found = speaker_words(rules, row).match(rest)
        if found and not rest.startswith(FALSE_PRONOUN):
            return Subject(form, found[0], Span(start, start + found.end()))
    return head_phrase(rest, start, rules)
