"""Whom a pronoun may mean: who was asked, who last headed a clause, or whom a phrase brought in."""

import re

from quotes.parsing.cues import find_cues
from quotes.parsing.layers import Layers
from quotes.parsing.mentions import Mention, Names
from quotes.parsing.phrases import Subject, brings_in, head_phrase, past_lead
from quotes.parsing.subjects import is_acted_on, is_asked, is_attribute
from quotes.rules import Rules
from quotes.span import Span

LONGEST_CLAUSE = 80
"""Characters before a name in which its clause must begin."""

LONGEST_MEMORY = 60
"""Mentions back to which somebody is looked for."""

MOST_SENTENCES = 8
"""Sentences back in which a phrase may have brought somebody in."""

_TOLD_OF = re.compile(
    "看到|看见|听说|听到|得知|希望|发现|提到|指责|联系|遇到|找到|认识|感谢|期间|包括"
)
"""Before a name: the name is what is seen or told of, not who acts."""


def asked_before(layers: Layers, names: Names, at: int, rules: Rules) -> Mention | None:
    """记者问李明天气如何，他说: whoever is asked in the sentence, and not who asks."""
    start = layers.sentence_start(at, max(0, at - LONGEST_CLAUSE))
    for mention in names.within(start, at):
        if is_asked(layers.narration, mention.span.start, start, rules):
            return mention
    return None


def of_two(layers: Layers, names: Names, subject: Subject) -> Mention | None:
    """李明与王芳见面，后者说: the last whom the sentence has named, or for 前者 the first."""
    at = subject.span.start
    named = names.within(layers.sentence_start(at, 0), at)
    return named[-1 if subject.words == "后者" else 0] if named else None


def last_named(layers: Layers, names: Names, at: int, rules: Rules) -> Mention | None:
    """The name last used as a subject before `at`, within the paragraph and the one before."""
    for mention in names.before(at, _two_paragraphs(layers, at), LONGEST_MEMORY):
        if _heads_clause(layers, names, mention, rules):
            return mention
    return None


def _two_paragraphs(layers: Layers, at: int) -> int:
    floor = layers.text.rfind("\n", 0, at)
    return layers.text.rfind("\n", 0, max(0, floor - 1)) + 1


def _heads_clause(layers: Layers, names: Names, mention: Mention, rules: Rules) -> bool:
    """The first name of its sentence, acting, and no attribute of what follows; or who was asked."""
    narration, at = layers.narration, mention.span.start
    start = layers.sentence_start(at, max(0, at - LONGEST_CLAUSE))
    if is_asked(narration, at, start, rules):
        return True
    first = names.first_from(start) is mention
    acted_on = is_acted_on(narration, at, start) or _TOLD_OF.search(narration[start:at])
    only_whose = is_attribute(narration, mention.span.end) and at > start
    return first and not acted_on and not only_whose


def last_brought_in(layers: Layers, at: int, rules: Rules) -> Subject | None:
    """一个爷叔落座。他…, 姓朱的学生不满，他…: the phrase that heads a sentence and is nobody's name."""
    floor, end = _two_paragraphs(layers, at), at
    for _ in range(MOST_SENTENCES):
        start = layers.sentence_start(end, floor)
        found = _heads_sentence(layers.narration, Span(start, at), rules)
        if found is not None:
            return found
        if start <= floor:
            return None
        end = start - 1
    return None


def _heads_sentence(narration: str, sentence: Span, rules: Rules) -> Subject | None:
    """The phrase that heads one of the sentence's clauses before anybody in it speaks."""
    start = sentence.start
    while start < sentence.end:
        end = narration.find("，", start, sentence.end)
        clause = Span(start, sentence.end if end < 0 else end)
        found = _brought_in(narration, clause, rules)
        if found is not None:
            return found
        if find_cues(narration, clause.start, clause.end, rules):
            return None
        start = clause.end + 1
    return None


def _brought_in(narration: str, clause: Span, rules: Rules) -> Subject | None:
    words = clause.of(narration)
    begins = clause.start + len(words) - len(words.lstrip())
    start, rest = past_lead(words.lstrip(), begins, rules)
    found = head_phrase(rest, start, rules) if brings_in(rest) else None
    return found if found is not None and brings_in(found.words) else None
