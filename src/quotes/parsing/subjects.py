"""Who a reporting verb belongs to: the phrase before it, cleaned of time, place and manner.

Looked for in the verb's own clause first, then at the heads of the clauses before it in the same
sentence. What is found is a form of words; whom it means is settled in `discourse`.
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from quotes.parsing.layers import MASK, clause_start
from quotes.parsing.names import Mention, Names
from quotes.rules import Rules, alternation
from quotes.span import Span


class Form(StrEnum):
    NAME = "name"
    PRONOUN = "pronoun"
    POINTING = "pointing"
    """该员工, 这位新书记: somebody who was introduced before."""
    FIRST_PERSON = "first-person"
    UNNAMED = "unnamed"
    """值班人员, 外交部: the phrase itself is all there is."""


@dataclass(frozen=True, slots=True)
class Subject:
    form: Form
    words: str
    """The phrase, folded; a full name for names."""
    span: Span


MOST_CLAUSES = 5
"""How far back in a sentence a subject is looked for."""

_ADDRESSEE = re.compile(
    r"(?:对|向|跟|和|与|同|给|为|把|将|让|请|于|在|及|、|到|陪同|落实|贯彻|按照|遵照|学习|执行|拥护|围绕|关于|会见|"
    r"支持|反对|感谢|采访|访问|质疑|批评)$"
)
_POSSESSED = re.compile(r"的|之")
_LEAD = re.compile(
    r"^(?:(?:\d{1,4}年)?(?:\d{1,2}月)?\d{1,2}[日号](?:上午|下午|晚上|晚间|晚|凌晨|中午|早上|早)?"
    r"|今天|昨天|今日|昨日|近日|日前|此前|随后|当天|当日|当晚|同时|此外|另外|对此|其中|目前|不过|但是|但|而|因此|据悉|有"
    r"|在[^，。]{1,24}?(?:上|中|里|内|时|后|前|会|期间)(?=.))\s*"
)
_COUNTED = re.compile(r"^(?:一|两|多|几|数|某|另一)(?:名|位|个|些|家|群)")


@lru_cache(maxsize=1)
def _trailing_re(rules: Rules) -> re.Pattern[str]:
    adverbs = alternation(rules.words("adverb"))
    circumstances = "|".join(rules.patterns("adverb"))
    return re.compile(f"(?:{adverbs}|{circumstances})$")


@lru_cache(maxsize=8)
def _speaker_words(rules: Rules, row: str) -> re.Pattern[str]:
    return re.compile(alternation(rules.words("speaker", row)))


@lru_cache(maxsize=1)
def _unnamed_re(rules: Rules) -> re.Pattern[str]:
    return re.compile(f"{_unnamed_pattern(rules)}(?:们|等人|等)?$")


@lru_cache(maxsize=1)
def _head_re(rules: Rules) -> re.Pattern[str]:
    """An unnamed subject at the head of a clause, told by what follows it."""
    words = _unnamed_pattern(rules)
    follows = "在|于|接受|近日|日前|昨|今|对|就|向|说|表示|也|还|则|又|已|曾|称|介绍"
    return re.compile(f"([^，。]{{0,14}}?{words})(?={follows})")


def peel(words: str, rules: Rules) -> str:
    """The clause before a verb without the adverbs and circumstances at its end.

    >>> from quotes.rules import load
    >>> peel("李明在昨天的大会上再次", load())
    '李明'
    """
    trailing = _trailing_re(rules)
    while (found := trailing.search(words)) is not None and found.start() < len(words):
        words = words[: found.start()]
    return words


def find_subject(narration: str, at: int, floor: int, names: Names, rules: Rules) -> Subject | None:
    """The subject of the verb that begins at `at`; nothing before `floor` is looked at."""
    end = at
    for distance in range(MOST_CLAUSES):
        start = clause_start(narration, end, floor)
        clause = Span(start, end)
        found = (
            _before_verb(narration, clause, names, rules)
            if distance == 0
            else _at_head(narration, clause, names, rules)
        )
        if found is not None:
            return found
        if start <= floor or narration[start - 1] not in "，、”）) \u3000—：；“":
            return None
        end = start - 1
    return None


def _before_verb(narration: str, clause: Span, names: Names, rules: Rules) -> Subject | None:
    rest = peel(clause.of(narration).rstrip(" \u3000"), rules)
    if not rest:
        return None
    end = clause.start + len(rest)
    mentions = _acting(narration, names.within(clause.start, end), clause.start)
    if mentions:
        last = mentions[-1]
        tail = narration[last.span.end : end]
        if not tail or _closes_name(tail, rules):
            return Subject(Form.NAME, last.name, last.span)
        if not _POSSESSED.match(tail):
            return Subject(Form.NAME, mentions[0].name, mentions[0].span)
    return _without_name(rest, clause.start, rules) or _possessor(narration, mentions, end)


def _possessor(narration: str, mentions: tuple[Mention, ...], end: int) -> Subject | None:
    """王忠林的回应：the owner of the answer gave it."""
    if mentions and narration[mentions[-1].span.end : end] == "的":
        return Subject(Form.NAME, mentions[-1].name, mentions[-1].span)
    return None


def _closes_name(tail: str, rules: Rules) -> bool:
    """书记, （民）, 等人: what may follow a name inside one phrase."""
    return bool(re.fullmatch(r"[（(][^）)]*[）)]|等人?|本人", tail)) or tail in rules.words("title")


def _acting(narration: str, mentions: tuple[Mention, ...], floor: int) -> tuple[Mention, ...]:
    """Mentions that may be a subject: not an addressee, not the companion after 和."""
    return tuple(one for one in mentions if not is_addressee(narration, one.span.start, floor))


def is_addressee(narration: str, at: int, floor: int) -> bool:
    """Whether what begins at `at` is spoken to or acted on: 对李明, 落实李明的指示."""
    return _ADDRESSEE.search(narration[max(floor, at - 3) : at]) is not None


def _at_head(narration: str, clause: Span, names: Names, rules: Rules) -> Subject | None:
    words = clause.of(narration)
    if not words or words.startswith(MASK):
        return None
    mentions = _acting(narration, names.within(clause.start, clause.end), clause.start)
    for mention in mentions:
        if not _POSSESSED.match(narration, mention.span.end):
            return Subject(Form.NAME, mention.name, mention.span)
    start, rest = _past_lead(words, clause.start)
    for form, row in ((Form.PRONOUN, "pronoun"), (Form.FIRST_PERSON, "first-person")):
        found = _speaker_words(rules, row).match(rest)
        if found and not rest.startswith(
            ("其中", "其他", "其实", "自己的", "他的", "她的", "我的")
        ):
            return Subject(form, found[0], Span(start, start + found.end()))
    return _head_phrase(rest, start, rules)


def _head_phrase(rest: str, start: int, rules: Rules) -> Subject | None:
    pointing = re.match(
        f"{_speaker_words(rules, 'pointing').pattern}[^，。的]{{0,12}}?{_unnamed_pattern(rules)}",
        rest,
    )
    if pointing:
        return Subject(Form.POINTING, pointing[0], Span(start, start + pointing.end()))
    found = _head_re(rules).match(rest)
    if found and found.end() <= 18:
        return Subject(Form.UNNAMED, found[1], Span(start, start + found.end()))
    return None


@lru_cache(maxsize=1)
def _unnamed_pattern(rules: Rules) -> str:
    titles = rules.words("title", "office", "calling")
    words = alternation([*rules.words("speaker", "unnamed"), *titles])
    return f"(?:{words}|(?<=[一-鿿]{{2}}){alternation(rules.words('speaker', 'body-suffix'))})"


def _past_lead(words: str, start: int) -> tuple[int, str]:
    while (found := _LEAD.match(words)) is not None and found.end():
        words, start = words[found.end() :], start + found.end()
    return start, words


def _without_name(rest: str, start: int, rules: Rules) -> Subject | None:
    """A pronoun, a pointing phrase or an unnamed one, right before the verb."""
    start, words = _past_lead(rest, start)
    whole = Span(start, start + len(words))
    if not words:
        return None
    if _speaker_words(rules, "first-person").fullmatch(words):
        return Subject(Form.FIRST_PERSON, words, whole)
    if _speaker_words(rules, "pronoun").fullmatch(words):
        return Subject(Form.PRONOUN, words, whole)
    if _speaker_words(rules, "pronoun").match(words) and len(words) > 2 and words[0] in "他她":
        return Subject(Form.PRONOUN, words[0], Span(start, start + 1))
    if not _unnamed_re(rules).search(words):
        return None
    if _speaker_words(rules, "pointing").match(words):
        return Subject(Form.POINTING, words, whole)
    return _phrase(words, start)


def _phrase(words: str, start: int) -> Subject | None:
    """The shortest phrase that still identifies: what follows the last 的 or a place word."""
    cut = (
        max(words.rfind(one) + len(one) for one in ("的", "，") if one in words)
        if any(one in words for one in ("的", "，"))
        else 0
    )
    phrase = words[cut:]
    if not 2 <= len(phrase) <= 20:
        return None
    return Subject(Form.UNNAMED, phrase, Span(start + cut, start + len(words)))


__all__ = ["Form", "Subject", "find_subject", "peel"]
