"""Who the people of an article are. No person is listed anywhere."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType

from quotes.parsing.cues import cue_re
from quotes.parsing.foreign_names import dotted_names
from quotes.parsing.layers import MASK, WORK
from quotes.parsing.mentions import Names, brings_in_somebody, find_mentions, forms_of, short_forms
from quotes.parsing.name_candidates import NameCandidates
from quotes.parsing.name_characters import GRAMMAR, characters
from quotes.parsing.name_patterns import BOUNDARY, HAN, adverbs_then_cue, titled_before
from quotes.rules import Rules, alternation
from quotes.script import fold

_LATIN = re.compile(
    r"[A-Z](?<![A-Za-z][A-Z])[A-Za-z’'.-]{0,30}(?:\s[A-Z][A-Za-z’'.-]{0,30}){0,3}(?![A-Za-z])"
)

_ALIAS = re.compile("[（(](?:化名|网名|笔名|艺名|昵称|绰号)")
_BEFORE_ALIAS = re.compile(f"(?:[{HAN}]{{2,12}}|[A-Z]{{1,4}})$")
_KIN = "哥姐叔姨婶嫂伯爷婆妹仔"
_KIN_NAME = re.compile(f"[{_KIN}](?![{_KIN}弟])(?<=[{HAN}].)")
_NO_KIN_NAME = f"{GRAMMAR}{_KIN}大小老表堂外阿姑舅亲师弟奶帅美男女位个名这那"
_WITHHELD = re.compile(f"某某?(?<=[{HAN}]某)(?<![{GRAMMAR}由如因为该和与]某)")
_CIVIL = re.compile("先生|女士|小姐|太太|同学(?!们|会|校)")
_LATIN_LETTER = re.compile("[A-Z]")
LONGEST_ALIAS = 4
"""Characters of a name that is not the real one."""

_PRONOUNS = "我你他她它们咱其这那谁"
_AT_HEAD = re.compile(f"(?<=[{BOUNDARY}])")


def known_names(people: Iterable[Sequence[str]], narration: str, rules: Rules) -> dict[str, str]:
    """Names that somebody vouches for and the article prints, each with the full name it means.

    A given name means the full one if the article prints that too. 王书记 is no name: it is told
    by its title.

    >>> from quotes.rules import load
    >>> known_names([("陳一新", "一新", "陈书记")], "陈一新说。一新说。陈书记说。", load())
    {'陈一新': '陈一新', '一新': '陈一新'}
    """
    known: dict[str, str] = {}
    for person in people:
        there = [name for name in map(fold, person) if len(name) > 1 and name in narration]
        plain = [name for name in there if not _ends_in_title(name, rules)]
        known |= {name: next(filter(_longer(name), plain), name) for name in plain}
    return known


def _longer(name: str) -> Callable[[str], bool]:
    return lambda other: other != name and other.endswith(name)


def _ends_in_title(name: str, rules: Rules) -> bool:
    return name.endswith((*rules.titles, *rules.words("title", "address")))


def find_names(
    plain: str, narration: str, rules: Rules, known: Mapping[str, str] = MappingProxyType({})
) -> Names:
    """All names and mentions of an article, over its folded text."""
    vouched = dict.fromkeys(known.values())
    narration = WORK.sub(lambda work: MASK * len(work[0]), narration)
    believed = NameCandidates(plain, narration, rules).believed()
    seen = [name for name in believed if not any(name in one for one in known)]
    full = (*vouched, *seen)
    dotted = dotted_names(narration, rules)
    latin = {
        found[0]
        for found in _LATIN.finditer(narration)
        if not found[0].isupper() and _is_persons(narration, found, rules)
    }
    addressed = _only_addressed(narration, full, rules)
    familiar = (*_familiar(narration, rules), *_returning(narration, rules))
    familiar = (
        *familiar,
        *_aliases(narration, rules),
        *_withheld(narration, full, rules),
        *_by_kin(narration),
    )
    alone = [name for name in full if not any(one.endswith(f"·{name}") for one in dotted)]
    everyone = tuple(
        dict.fromkeys([*alone, *addressed, *familiar, *sorted(dotted), *sorted(latin)])
    )
    doubted = {name for name in vouched if len(name) == 2 and name not in believed}
    mentions = find_mentions(narration, forms_of(everyone, narration, rules, known, doubted), rules)
    reports = adverbs_then_cue(rules)
    speaking = (one for one in mentions if reports.match(narration, one.span.end))
    return Names(everyone, mentions, tuple(speaking))


def _is_persons(narration: str, found: re.Match[str], rules: Rules) -> bool:
    """Two words are a name; one is a firm's or a thing's, unless a title or a verb stands by it.
    In brackets they only spell out what stands before.
    """
    if narration[found.start() - 1 : found.start()] in ("（", "("):
        return False
    if " " in found[0]:
        return True
    titled = narration.endswith(tuple(rules.titles), 0, found.start())
    end = found.end() + narration.startswith(" ", found.end())
    return titled or adverbs_then_cue(rules).match(narration, end) is not None


def _returning(narration: str, rules: Rules) -> tuple[str, ...]:
    """晴天林, 小帆: no surname tells them, but twice or more they head a clause and speak."""
    reports = adverbs_then_cue(rules)
    heard = Counter(
        found[1]
        for found in _returning_re(rules).finditer(narration)
        if not reports.match(narration, found.start(1) + 1)
    )
    often = (name for name, times in heard.items() if times > 1)
    return tuple(name for name in often if not _no_name_re(rules).search(name))


@lru_cache(maxsize=1)
def _no_name_re(rules: Rules) -> re.Pattern[str]:
    """What heads a clause before a reporting verb and is somebody else's word: 他又, 信中, 外界."""
    speakers = alternation([*rules.words("speaker"), *rules.titles])
    adverbs = alternation(rules.words("adverb"))
    return re.compile(
        f"(?:{speakers}|{adverbs}|{cue_re(rules).pattern})$"
        "|[中上里内时后前外间来去道界闻]$|^[一二三四五六七八九十两几]"
    )


@lru_cache(maxsize=1)
def _returning_re(rules: Rules) -> re.Pattern[str]:
    reports = f"{adverbs_then_cue(rules).pattern}[，：“。]"
    verbs = (len(word) for row in rules.verb_rows for word in row.words)
    longest = 4 + 3 * max(map(len, rules.words("adverb"))) + max(verbs)
    short_clause = f"(?=[{HAN}]{{3,{longest}}}[，：“。])"
    name = f"(?:(?![{GRAMMAR}{_PRONOUNS}])[{HAN}]){{2,4}}?"
    return re.compile(f"[{BOUNDARY}]{short_clause}(?=({name}){reports})")


def _only_addressed(narration: str, full: tuple[str, ...], rules: Rules) -> tuple[str, ...]:
    """欧先生 is a name of its own where no one full name has the surname, or 市民 brings him in."""
    known, compounds = short_forms(full, narration, rules), characters(rules).compounds
    surnames, doubtful = compounds | characters(rules).surnames, characters(rules).doubtful
    found: dict[str, None] = {}
    for address in _CIVIL.finditer(narration):
        two = narration[max(0, address.start() - 2) : address.start()]
        if _LATIN_LETTER.fullmatch(two[-1:]):
            found.setdefault(two[-1] + address[0])
            continue
        surname = two if two in compounds else two[-1:]
        sure = surname not in doubtful or narration.count(surname + address[0]) > 1
        other = surname not in known or brings_in_somebody(narration, address.start() - 1, rules)
        if surname in surnames and other and sure:
            found.setdefault(surname + address[0])
    return tuple(found)


def _withheld(narration: str, full: tuple[str, ...], rules: Rules) -> Iterator[str]:
    """院长达某解释: a name of one character behind an office, though no common surname."""
    for found in _WITHHELD.finditer(narration):
        start = found.start() - 1
        name = narration[start : found.end()]
        told = any(one.startswith(name) for one in full)
        if not told and titled_before(narration, start, rules):
            yield name


def _aliases(narration: str, rules: Rules) -> Iterator[str]:
    """雀跃（化名）, 护士小美（化名）, AA（化名）: that it is no real name says that it is one."""
    for found in _ALIAS.finditer(narration):
        end = found.start()
        before = _BEFORE_ALIAS.search(narration[max(0, end - 12) : end])
        words = before[0] if before else ""
        sizes = range(2, min(len(words), LONGEST_ALIAS) + 1)
        titled = (n for n in sizes if titled_before(narration, end - n, rules))
        clear = len(words) <= LONGEST_ALIAS and _AT_HEAD.match(narration, end - len(words))
        size = next(titled, len(words) if clear else 0)
        if size:
            yield words[-size:]


def _by_kin(narration: str) -> Iterator[str]:
    """鸟哥, 兰姐: what people are called by, where it comes back, heads a clause, and is no kin."""
    stands: dict[str, list[int]] = {}
    for found in _KIN_NAME.finditer(narration):
        start = found.start() - 1
        if narration[start] not in _NO_KIN_NAME:
            stands.setdefault(narration[start : start + 2], []).append(start)
    for name, starts in stands.items():
        if len(starts) > 2 and _comes_back(narration, starts):
            yield name


def _familiar(narration: str, rules: Rules) -> tuple[str, ...]:
    """老赵, 小罗: behind a calling, or told to speak; an everyday word only if it speaks twice."""
    doubtful, callings = rules.words("name", "doubtful-surname"), rules.words("title", "calling")
    reports, common = adverbs_then_cue(rules), _no_familiar_names(rules)
    called: dict[str, None] = {}
    spoken: Counter[str] = Counter()
    stands: dict[str, list[int]] = {}
    for found in _familiar_re(rules).finditer(narration):
        name, at = found[0], found.start()
        if name in common:
            continue
        stands.setdefault(name, []).append(at)
        if name[1] in characters(rules).surnames and narration.endswith(callings, 0, at):
            called[name] = None
        elif reports.match(narration, found.end()):
            spoken[name] += 1
    heard = (
        name
        for name, times in spoken.items()
        if times > 1 or name[1] not in doubtful or narration.count(name) > 2
    )
    returning = (name for name, starts in stands.items() if _comes_back(narration, starts))
    return tuple(dict.fromkeys([*called, *heard, *returning]))


def _comes_back(narration: str, starts: Sequence[int]) -> bool:
    """老于 three times and more, once at the head of a clause, and before different words."""
    heads = any(_AT_HEAD.match(narration, at) for at in starts)
    return heads and len({narration[at + 2 : at + 3] for at in starts}) > 2


@lru_cache(maxsize=1)
def _no_familiar_names(rules: Rules) -> frozenset[str]:
    return frozenset(
        {*rules.words("name", "no-familiar-names"), *rules.words("speaker"), *rules.titles}
    )


@lru_cache(maxsize=1)
def _familiar_re(rules: Rules) -> re.Pattern[str]:
    surnames = alternation(rules.words("name", "surname"))
    return re.compile(f"[老小阿](?:(?<=[老小]){surnames}|(?<=阿)[{HAN}])")
