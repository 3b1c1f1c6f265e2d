"""What stands before and behind a name, as patterns that are made once for all articles."""

import re
from functools import lru_cache

from quotes.parsing.cues import cue_re
from quotes.rules import Rules, alternation

HAN = "㐀-鿿"
BOUNDARY = "，。：；！？“”（）()、\\s《》—·▲▪"
_TIME = "(?:上|本|这)?(?:周|星期|礼拜)[一二三四五六日天]|[0-9]{1,4}[年月日号岁]|[今昨前当][天日晚早晨年]|[一两三四五六七八九几数][天周年个]|[上下]午|凌晨|民国|[一二][〇零○一二三四五六七八九]{3}年|去年|早前"


def _before_words(rules: Rules) -> list[str]:
    return [word for row in rules.title_rows if not row.after_only for word in row.words]


@lru_cache(maxsize=1)
def _titles_by_last(rules: Rules) -> dict[str, tuple[str, ...]]:
    by_last: dict[str, list[str]] = {}
    for word in dict.fromkeys(_before_words(rules)):
        by_last.setdefault(word[-1], []).append(word)
    return {last: tuple(words) for last, words in by_last.items()}


def titled_before(narration: str, at: int, rules: Rules) -> bool:
    """Whether an office or a calling that stands before names ends at `at`."""
    words = _titles_by_last(rules).get(narration[at - 1 : at])
    return words is not None and narration.endswith(words, 0, at)


@lru_cache(maxsize=1)
def title_re(rules: Rules) -> re.Pattern[str]:
    return re.compile(alternation(rules.words("title", "office")))


@lru_cache(maxsize=1)
def titled_speaker_re(rules: Rules) -> re.Pattern[str]:
    """总统拜登批评: between an office and a reporting verb stands a name, though it comes once."""
    offices = alternation(rules.words("title", "office"))
    sounds = "".join(rules.words("name", "transliteration"))
    return re.compile(f"{offices}([{sounds}]{{2,5}}?)(?={speaks_re(rules).pattern})")


@lru_cache(maxsize=1)
def after_re(rules: Rules) -> re.Pattern[str]:
    """Offices and forms of address that stand behind a name; callings if they speak there."""
    callings = alternation(rules.words("title", "calling"))
    offices = alternation(rules.words("title", "office", "address"))
    return re.compile(f"{offices}|{callings}(?={speaks_re(rules).pattern})")


@lru_cache(maxsize=1)
def titled_after_re(rules: Rules) -> re.Pattern[str]:
    """钟南山院士, 苟晶班主任: whatever people are called by, behind a name or as whose it is."""
    return re.compile(alternation(word for word in rules.words("title") if len(word) > 1))


@lru_cache(maxsize=1)
def follows_re(rules: Rules) -> re.Pattern[str]:
    """What may follow a name that is a subject."""
    words = (*rules.words("adverb"), *rules.words("name", "follows-a-subject"))
    return re.compile(f"[{BOUNDARY}]|$|{cue_re(rules).pattern}|{alternation(words)}|{_TIME}")


@lru_cache(maxsize=1)
def speaks_re(rules: Rules) -> re.Pattern[str]:
    """A reporting verb, with adverbs, a day and one circumstance before it: 12日在会上说."""
    reports = adverbs_then_cue(rules).pattern
    adverbs = f"{alternation(rules.words('adverb'))}{{0,3}}"
    day = f"(?:{'|'.join(rules.patterns('adverb', 'days'))})"
    where = "(?:(?:在|于|对|向|跟|通过|透过|接受|受)[^，。：；“”]{1,16}?)"
    return re.compile(f"{reports}|{adverbs}(?:{day}{where}?|{where}){reports}")


@lru_cache(maxsize=1)
def time_re() -> re.Pattern[str]:
    return re.compile(_TIME)


@lru_cache(maxsize=1)
def adverbs_then_cue(rules: Rules) -> re.Pattern[str]:
    """A reporting verb, with up to three adverbs before it."""
    return re.compile(f"{alternation(rules.words('adverb'))}{{0,3}}{cue_re(rules).pattern}")
