"""The forms of words by which a sentence names who acts: what a phrase may and may not be."""

import re
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from quotes.parsing.layers import MASK
from quotes.parsing.name_shapes import LONGEST_END, name_re
from quotes.rules import Rules, alternation
from quotes.rules.edges import ends_with
from quotes.span import Span


class Form(StrEnum):
    NAME = "name"
    PRONOUN = "pronoun"
    POINTING = "pointing"
    """该员工, 这位新书记: somebody who was introduced before."""
    FIRST_PERSON = "first-person"
    NOBODY = "nobody"
    """有人, 人们: said to speak, and not to be known."""
    UNNAMED = "unnamed"
    """值班人员, 外交部, 《条例》: the phrase itself is all there is."""


class Subject(NamedTuple):
    form: Form
    words: str
    """The phrase, folded; a full name for names."""
    span: Span


LONGEST_OVERLAP = 3
"""Characters that two words for speakers may share or that the longer one goes on with."""

LONGEST_PHRASE = 24
"""Characters; a longer phrase is a clause that was not understood."""

NEAR = 20_000
"""Characters around a verb in which a word must come back to be taken for a body."""

_SHORT_WORD = re.compile("[一-鿿]{2,5}|[A-Za-z]{2,12}")
_LEAD = (
    r"近日|日前|早前|较早前|稍早|稍后|随即|其后|事后|当时|此前|随后|同时|此外|另外|对此|其中|目前|现在|如今|不过|但是|但|而(?!且)|因此|据悉|"
    r"(?:又|并|还|也)?(?:引述|援引|转述|引用)有?|若|惟|唯|然而|可是|可(?=[一-鿿]{2})|反而|如果|尤其|虽然|尽管|由于|即使|当(?!地|局|事|时)|另|后来|很快|一次|有一次|视频最后|最终|也有|还有|就有|期间有?|有(?!关|线|限)(?:位|名|个|些|的(?=[一-鿿]{2}))?|也|就|并|且|至于|比如|例如|像"
    r"|在[^，。]{1,24}?(?:上|中|里|内|时|后|前|会|期间)(?=.)|、"
)
"""What opens a clause before its subject, days apart: 但是, 据悉, 在会上."""
_NO_PHRASE = re.compile(
    r"(?!从业|应届|以色列|对手|对方|向导|同事|同学|同行|使馆|在野|在场|在校|为首)[在应对向按由从以为把让使要请令将如因及、给跟与和于是该]|都(?!市)|靠|(?:便|并|又|再|亦|也|则|就|遂)?(?:说(?!唱)|称(?!职)|指(?!导|挥|控|战)|表示|回应|形容|质疑|批评(?!者|人士)|反驳|强调|声称|坦言|直言|透露)|发现|得知|看到|听到|了解|参与|参加|出席|进行|开展|举办|举行|召开|推动|推进|加强|打击|保护|维护|违反|侵犯|损害|危害|被(?!告)|认为|要求|包括|据|引述|援引|转述|引用|获|无论|不管|不论|只要|只有|或者|再者|又|仍|凡|连(?!长)|除|经(?!理|济)"
)
_ACTS = re.compile(
    "[对向把让没了着过后]|会(?=[比令使让有是被再更])|比较|足以|令人|(?<!大)使|被(?!告)|不(?!少)|来到|成为|负责(?!人)|联系|找到|赶到|公开|吸引"
)
_A_PERSON = re.compile("(?![他她我你])[一-鿿]{1,12}的人")
"""守门的人: whoever does something."""

_COUNTED = re.compile(
    r"(?:另?一|两|几|某|第一|数)(?:名|位|个|些|群|家)|不少|多(?:名|位)|许多|部分|很多|众多|大批|大量"
)
_ONE_PERSON = re.compile("(?:另外?)?[一某]?(?:名|位|个)(?!月)|姓[一-鿿]的")
_ONLY_WHEN = re.compile(rf"[^，。]{{3,40}}?(?:时|(?<![最背此])后)(?=(?:{_COUNTED.pattern}))")
PAPER = re.compile(
    r"《[^》]{2,40}》(?=(?:第[^，。《》条款项]{1,12}[条款项])*+(?:则|还|中|也|明确|均|对此|曾)*$)"
)
_BRINGS_IN = re.compile(
    "(?:[^，。]{0,12}?[有由])?(?:当地|本地|附近|现场|在场|另外?|其中)?(?:来自[^，。]{1,10}的)?"
)
"""Before 一名店员: nothing, or words that bring somebody in; behind a verb it is an object."""

_REPORT = re.compile("([^的]*?(?:([社报网台刊媒])|[一-鿿]))(?:的?报[道导])")
"""路透社报道, 当地媒体的报导: a medium, and that it reports."""

_THERE_ARE = re.compile(
    "[^，。有]{0,6}(?<![所拥没国私持具占享公共])有(?![关限效名线机色钱害利])(?=[^，。有的]{2,8}$)"
)
"""其中一段有职员追问: who is there speaks, without what is said to have them."""

_NICKNAME = re.compile(f"“({MASK}{{2,10}})”$")
_NOBODY_ENDS = re.compile(r"(?:人|人们|大家|谁)(?:都|在[^，。]{1,10})?$")
_SOMEBODY = re.compile("(?:有人|某人|谁)(?:在[^，。]{1,10})?")
_THERE_IS = re.compile("[也亦还更又就]?有")
"""也有留言“…”: words that are there, and nobody's."""

FALSE_PRONOUN = (
    "其中",
    "其他",
    "其实",
    "其它",
    "其余",
    "自己的",
    "他的",
    "她的",
    "我的",
    "我们的",
)


@lru_cache(maxsize=8)
def speaker_words(rules: Rules, row: str) -> re.Pattern[str]:
    return re.compile(alternation(rules.words("speaker", row)))


@lru_cache(maxsize=1)
def _unnamed_pattern(rules: Rules) -> str:
    words = alternation(rules.speakers)
    bodies = alternation(rules.words("speaker", "body-suffix"))
    people = alternation(rules.words("speaker", "person-suffix"))
    return f"(?:{words}|(?<=[一-鿿]{{2}}){bodies}|(?<=[一-鿿]){people})"


@lru_cache(maxsize=1)
def _unnamed_re(rules: Rules) -> re.Pattern[str]:
    return re.compile(f"{_unnamed_pattern(rules)}(?:们|等人|等)?$")


@lru_cache(maxsize=1)
def _last_of_unnamed(rules: Rules) -> frozenset[str]:
    """The last characters of all that ends in such a word: told at a look."""
    last = ends_with(_unnamed_re(rules).pattern)
    assert last is not None
    return last


@lru_cache(maxsize=1)
def _head_re(rules: Rules) -> re.Pattern[str]:
    """An unnamed subject at the head of a clause: short, or counted, or told by what follows."""
    words = alternation(rules.speakers)
    bodies = alternation(rules.words("speaker", "body-suffix"))
    people = alternation(
        word for word in rules.words("speaker", "person-suffix") if word not in "民工商人"
    )
    follows = (
        "在|于|接受|近日|日前|昨|今|对|就|向|说|表示|也|还|则|又|已|曾|称|介绍|告诉|反对|叹|透露|"
        "拒绝|同意|决定|通知|回复|答复|公布|宣布|发布|禁止|允许|承诺|正在|未|没有|仅|并"
    )
    return re.compile(
        f"(?P<counted>(?:{_COUNTED.pattern})[^，。]{{0,20}}?(?:{words}|[一-鿿][官员者师友迷](?!工)))"
        f"|(?P<withheld>[^，。的]{{0,8}}某{words})(?=[一-鿿，])(?!的|们的|和|与|、)"
        f"|(?P<short>[^，。的]{{0,4}}?{words})(?=[一-鿿，])(?!的|们的|和|与|、|{words})"
        f"|(?P<called>(?!国|人|居)[一-鿿]{{2,3}}{people})(?=[一-鿿])(?!的|们的|和|与|、)"
        f"|(?P<followed>[^，。]{{0,14}}?(?:{words}|(?<=[一-鿿]{{2}}){bodies}))(?={follows})"
    )


def ends_as_speaker(words: str, rules: Rules) -> bool:
    """Whether a phrase ends in a word for people, bodies or papers."""
    if words[-1:] not in _last_of_unnamed(rules):
        return False
    return _unnamed_re(rules).search(words, max(0, len(words) - LONGEST_END)) is not None


def is_introduced(narration: str, subject: Subject) -> bool:
    """一位村民, 有村民: a phrase that brings somebody new into the text."""
    return (
        is_counted(subject.words)
        or narration[max(0, subject.span.start - 1) : subject.span.start] == "有"
    )


def is_counted(words: str) -> bool:
    """一名店员, 许多人: somebody who has not been told of before."""
    return _COUNTED.match(words) is not None


def brings_in(words: str) -> bool:
    """一名店员, 姓朱的学生: a phrase by which one person is told of for the first time."""
    return _ONE_PERSON.match(words) is not None


def comes_back(narration: str, phrase: Span) -> bool:
    """Whether a short word without a known ending is one the article keeps coming back to."""
    words = phrase.of(narration)
    if words.endswith(tuple("中上下里后前时内外间")):
        return False
    if not _SHORT_WORD.fullmatch(words) or _NO_PHRASE.match(words) or _ACTS.search(words):
        return False
    return narration.count(words, max(0, phrase.start - NEAR), phrase.end + NEAR) >= 3


@lru_cache(maxsize=1)
def _called_name_re(rules: Rules) -> re.Pattern[str]:
    """公民党发起人杨岳桥: a name of three that ends the phrase, behind a calling."""
    before = alternation(rules.words("name", "before-a-name"))
    return re.compile(f"(?:{before})(?P<name>{name_re(rules).pattern})(?<=[一-鿿]{{3}})$")


def by_place_alone(narration: str, phrase: Span, rules: Rules) -> Subject | None:
    """A short word that fills the subject's place: a firm, a name that stands only once."""
    words = phrase.of(narration)
    if comes_back(narration, phrase) or _A_PERSON.fullmatch(words):
        return Subject(Form.UNNAMED, words, phrase)
    cut = words.rfind("的") + 1
    if name_re(rules).fullmatch(words, cut):
        return Subject(Form.UNNAMED, words[cut:], Span(phrase.start + cut, phrase.end))
    called = _called_name_re(rules).search(words)
    if called is None:
        return None
    start = phrase.start + called.start("name")
    return Subject(Form.UNNAMED, called["name"], Span(start, phrase.end))


def past_while(words: str) -> int:
    """李明被捕时大批街坊起哄: where the main clause begins, behind a clause that only says when."""
    found = _ONLY_WHEN.match(words) if "时" in words or "后" in words else None
    return found.end() if found else 0


@lru_cache(maxsize=1)
def _lead_re(rules: Rules) -> re.Pattern[str]:
    days = "|".join(rules.patterns("adverb", "days"))
    return re.compile(rf"(?:{days}|{_LEAD})\s*")


def past_lead(words: str, start: int, rules: Rules) -> tuple[int, str]:
    lead = _lead(words, rules)
    return start + lead, words[lead:]


@lru_cache(maxsize=64)
def _lead(words: str, rules: Rules) -> int:
    """How many characters open a clause before its subject."""
    lead, rest = _lead_re(rules), words
    while (found := lead.match(rest)) is not None and found.end():
        rest = rest[found.end() :]
    return len(words) - len(rest)


@lru_cache(maxsize=1)
def _pointing_re(rules: Rules) -> re.Pattern[str]:
    pointing = speaker_words(rules, "pointing").pattern
    return re.compile(
        f"(?!此[刻时前后次外事案举类间地]){pointing}[^，。的]{{0,12}}?{_unnamed_pattern(rules)}"
    )


def head_phrase(rest: str, start: int, rules: Rules) -> Subject | None:
    pointing = _pointing_re(rules).match(rest)
    if pointing:
        end = _whole_phrase(rest, pointing.end(), rules)
        return Subject(Form.POINTING, rest[:end], Span(start, start + end))
    counted = _COUNTED.search(rest, 0, LONGEST_PHRASE)
    if counted is not None and _BRINGS_IN.fullmatch(rest[: counted.start()]):
        start, rest = start + counted.start(), rest[counted.start() :]
    found = None if _NO_PHRASE.match(rest) else _head_re(rules).match(rest)
    if found is None or _ACTS.search(found[0]):
        return None
    end = _whole_phrase(rest, found.end(), rules)
    return Subject(Form.UNNAMED, rest[:end], Span(start, start + end))


def _whole_phrase(rest: str, end: int, rules: Rules) -> int:
    """知情人|士, 教育部|有关负责人: where a phrase ends that a shorter word for a speaker begins."""
    for further in range(min(len(rest), end + LONGEST_OVERLAP), end, -1):
        last = _unnamed_re(rules).search(rest[:further], max(0, end - LONGEST_OVERLAP))
        if last is not None and last.start() < end:
            return _whole_phrase(rest, further, rules)
    behind = _goes_on_re(rules).match(rest, end)
    return _whole_phrase(rest, behind.end(), rules) if behind else end


@lru_cache(maxsize=1)
def _goes_on_re(rules: Rules) -> re.Pattern[str]:
    """What a body's name goes on with: 有关负责人, 国家监委, 负责人."""
    return re.compile(
        f"(?:有关|相关|内部|新闻|首席|高级|资深|国家|办公室)(?:{alternation(rules.speakers)})"
        "|(?:负责人|发言人|工作人员|主管|经理|员工|职员|成员|代表|高管|老板|创办人|客服|主任|校长|院长)"
    )


def without_name(rest: str, start: int, rules: Rules) -> Subject | None:
    """A pronoun, a pointing phrase, a paper, a nickname or an unnamed one, right before a verb."""
    if _THERE_IS.fullmatch(rest) or _SOMEBODY.fullmatch(rest):
        return Subject(Form.NOBODY, rest, Span(start, start + len(rest)))
    nickname = _nickname(rest, start, rules)
    start, words = past_lead(rest, start, rules)
    whole = Span(start, start + len(words))
    if not words or nickname is not None:
        return nickname
    if speaker_words(rules, "first-person").fullmatch(words):
        return Subject(Form.FIRST_PERSON, words, whole)
    if speaker_words(rules, "nobody").search(words) and _NOBODY_ENDS.search(words):
        return Subject(Form.NOBODY, words, whole)
    pronoun = _pronoun_re(rules).search(words)
    if pronoun:
        return Subject(Form.PRONOUN, words[pronoun.start() :].lstrip("”的"), whole)
    if words[0] in "他她" and not words.startswith(FALSE_PRONOUN):
        return Subject(Form.PRONOUN, words[0], Span(start, start + 1))
    paper = PAPER.search(words)
    if paper:
        return Subject(Form.UNNAMED, paper[0], shifted(paper.span(), start))
    return _unnamed(words, start, rules)


@lru_cache(maxsize=1)
def _pronoun_re(rules: Rules) -> re.Pattern[str]:
    return re.compile(f"(?:^|”|的){speaker_words(rules, 'pronoun').pattern}$")


@lru_cache(maxsize=1)
def _pointing_within_re(rules: Rules) -> re.Pattern[str]:
    return re.compile(f"(?:^|[“”]){speaker_words(rules, 'pointing').pattern}")


def shifted(at: tuple[int, int], start: int) -> Span:
    return Span(start + at[0], start + at[1])


def _nickname(words: str, start: int, rules: Rules) -> Subject | None:
    """网民“冷译心挥”说: a name in marks, alone or behind a calling."""
    found = _NICKNAME.search(words)
    if found is None:
        return None
    before = words[: found.start()]
    if before and not before.endswith("的") and not ends_as_speaker(before, rules):
        return None
    span = Span(start + found.start(1), start + found.end(1))
    return Subject(Form.UNNAMED, found[1], span)


def _unnamed(words: str, start: int, rules: Rules) -> Subject | None:
    if not ends_as_speaker(words, rules):
        return None
    pointing = _pointing_within_re(rules).search(words)
    if pointing:
        return Subject(Form.POINTING, words, Span(start, start + len(words)))
    counted = list(_COUNTED.finditer(words))
    if counted:
        cut = counted[-1].start()
    else:
        cut = max(words.rfind("的") + 1, words.rfind("”") + 1)
        if words[cut - 1 : cut] == "的" and len(words) - cut <= 2:
            cut = 0 if len(words) <= LONGEST_PHRASE // 2 else cut
    cut += words.startswith("的", cut)
    if (there := _THERE_ARE.match(words, cut)) is not None:
        cut = there.end()
    phrase = _without_report(words[cut:], rules)
    if not counted and _ACTS.search(phrase):
        return None
    if not 2 <= len(phrase) <= LONGEST_PHRASE or (not counted and _NO_PHRASE.match(phrase)):
        return None
    return Subject(Form.UNNAMED, phrase, Span(start + cut, start + cut + len(phrase)))


def _without_report(phrase: str, rules: Rules) -> str:
    """路透社报道称: the agency speaks, and not its report; 媒体报道, 港媒报道 likewise."""
    found = _REPORT.fullmatch(phrase)
    return found[1] if found and (found[2] or ends_as_speaker(found[1], rules)) else phrase
