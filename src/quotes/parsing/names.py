"""Find the names of an article's people by the company they keep. No person is listed anywhere.

A string that begins with a surname is a name if it stands where only names stand: after an office
or a calling, before a form of address, or as the subject of a reporting verb. Its length is told
by what follows it elsewhere in the article: a character that always follows belongs to it.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from quotes.parsing.cues import cue_re
from quotes.rules import Rules, alternation
from quotes.span import Span

_HAN = "㐀-鿿"
_BOUNDARY = "，。：；！？“”（）()、\\s《》—·"
_PLACE_AFTER = re.compile(
    r"(?:省|市|县|区|镇|乡|村|州|路|街|站|大学|医院|政府|人民|银行|集团|公司|岛|港|社区)"
)
_ACTS_IN_DASH_LINE = re.compile(r"\n[—–-]{1,2}[^，。\n]{0,16}[日号][^，。\n]{0,4}，$")
_LATIN = re.compile(r"(?<![A-Za-z])[A-Z][A-Za-z’'.-]*(?:\s[A-Z][A-Za-z’'.-]*){0,3}(?![A-Za-z])")
_DOTTED = re.compile(f"[{_HAN}]{{1,7}}(?:[·‧．•・][{_HAN}]{{1,9}}){{1,3}}")


@dataclass(frozen=True, slots=True)
class Mention:
    """A name as it stands in the text, and the full name that it means."""

    span: Span
    name: str


@dataclass(frozen=True)
class Names:
    """The full names of an article's people (folded), and every mention of them, in order."""

    full: tuple[str, ...]
    mentions: tuple[Mention, ...]

    def within(self, start: int, end: int) -> tuple[Mention, ...]:
        from bisect import bisect_left

        first = bisect_left(self.mentions, start, key=lambda one: one.span.start)
        found = []
        for mention in self.mentions[first:]:
            if mention.span.end > end:
                break
            found.append(mention)
        return tuple(found)

    def most_mentioned(self) -> str | None:
        """Who the article is about, if one name clearly leads."""
        ranked = Counter(one.name for one in self.mentions).most_common(2)
        if not ranked or ranked[0][1] < 3:
            return None
        if len(ranked) == 2 and ranked[1][1] * 2 > ranked[0][1]:
            return None
        return ranked[0][0]


def find_names(plain: str, narration: str, rules: Rules) -> Names:
    """All names and mentions of an article, over its folded text."""
    candidates = _weigh(plain, narration, rules)
    full = tuple(name for name in candidates if not _is_part(name, candidates))
    dotted = {found[0] for found in _DOTTED.finditer(narration)}
    latin = {found[0] for found in _LATIN.finditer(narration)}
    everyone = tuple(dict.fromkeys([*full, *sorted(dotted), *sorted(latin)]))
    return Names(everyone, tuple(_mentions(narration, everyone, rules)))


@lru_cache(maxsize=1)
def _surname_re(rules: Rules) -> re.Pattern[str]:
    surnames = rules.words("name", "surname", "compound-surname")
    return re.compile(f"(?={alternation(surnames)}[{_HAN}])")


@lru_cache(maxsize=8)
def _characters(rules: Rules, row: str) -> frozenset[str]:
    return frozenset(rules.words("name", row))


@lru_cache(maxsize=1)
def _before_re(rules: Rules) -> re.Pattern[str]:
    titles = [word for row in rules.title_rows if not row.after_only for word in row.words]
    return re.compile(alternation(titles) + "$")


@lru_cache(maxsize=1)
def _after_re(rules: Rules) -> re.Pattern[str]:
    address = [
        word for row in rules.title_rows if row.name in ("office", "address") for word in row.words
    ]
    return re.compile(alternation(address))


@lru_cache(maxsize=1)
def _follows_re(rules: Rules) -> re.Pattern[str]:
    """What may follow a name that is a subject."""
    words = (*rules.words("adverb"), *rules.words("name", "follows-a-subject"))
    return re.compile(f"[{_BOUNDARY}]|$|{cue_re(rules).pattern}|{alternation(words)}")


def _weigh(plain: str, narration: str, rules: Rules) -> tuple[str, ...]:
    """Names in order of first mention, each with anchors enough to be believed."""
    doubtful = _characters(rules, "doubtful-surname")
    weights: dict[str, float] = {}
    order: dict[str, None] = {}
    for found in _surname_re(rules).finditer(narration):
        at = found.start()
        name = _cut(plain, narration, at, rules)
        if name is None:
            continue
        weight = _weight(narration, at, name, rules)
        if weight:
            weights[name] = weights.get(name, 0.0) + weight
            order.setdefault(name)
    return tuple(
        name
        for name in order
        if weights[name] >= _needed(name, plain, doubtful) and not _is_place(name, plain)
    )


def _needed(name: str, plain: str, doubtful: frozenset[str]) -> float:
    if name[0] not in doubtful:
        return 2.0
    return 2.0 if plain.count(name) >= 2 else 3.0


def _is_place(name: str, plain: str) -> bool:
    at = plain.find(name)
    while at >= 0:
        if _PLACE_AFTER.match(plain, at + len(name)):
            return True
        at = plain.find(name, at + 1)
    return False


def _cut(plain: str, narration: str, at: int, rules: Rules) -> str | None:
    """The name that begins at `at`: its surname and one or two characters more."""
    never = _characters(rules, "never-in-names")
    never_last = _characters(rules, "never-last-in-names") | never
    width = 2 if narration[at : at + 2] in rules.words("name", "compound-surname") else 1
    given = narration[at + width : at + width + 2]
    if not given or given[0] in never or not _is_han(given[0]):
        return None
    short, long = narration[at : at + width + 1], narration[at : at + width + 2]
    if len(given) < 2 or given[1] in never_last or not _is_han(given[1]):
        return None if given[0] in never_last else short
    short_count, long_count = plain.count(short), plain.count(long)
    if long_count >= 2:
        return long if long_count * 5 >= short_count * 4 else short
    return _cut_once(narration, at + width + 1, short, long, rules)


def _cut_once(narration: str, at: int, short: str, long: str, rules: Rules) -> str | None:
    """The length of a name that stands only once, by the word after it; `at` ends the short one."""
    follows = _follows_re(rules)
    after_short, after_long = follows.match(narration, at), follows.match(narration, at + 1)
    if after_short and len(after_short[0]) > 1:
        return short
    if after_long:
        return long
    return short if after_short else None


def _is_han(char: str) -> bool:
    return "㐀" <= char <= "鿿"


def _weight(narration: str, at: int, name: str, rules: Rules) -> float:
    """How much one place says for a name: title 2, address 2, verb 2, dash line 2, clause 0.7."""
    before, after = narration[max(0, at - 8) : at], at + len(name)
    weight = 0.0
    if _before_re(rules).search(before):
        weight += 2
    if _after_re(rules).match(narration, after):
        weight += 2
    starts = not before or re.search(f"[{_BOUNDARY}]$", before)
    reports = cue_re(rules).match(narration, after) or _adverb_then_cue(rules).match(
        narration, after
    )
    if (reports and (starts or weight)) or _ACTS_IN_DASH_LINE.search(
        narration, max(0, at - 24), at
    ):
        weight += 2
    elif starts and _follows_re(rules).match(narration, after):
        weight += 0.7
    return weight


@lru_cache(maxsize=1)
def _adverb_then_cue(rules: Rules) -> re.Pattern[str]:
    return re.compile(f"{alternation(rules.words('adverb'))}{{1,3}}{cue_re(rules).pattern}")


def _is_part(name: str, others: Iterable[str]) -> bool:
    return any(name != other and name in other for other in others)


def _mentions(narration: str, names: tuple[str, ...], rules: Rules) -> Iterator[Mention]:
    """Full names, and surnames before a form of address or an office."""
    if not names:
        return
    address = _after_re(rules).pattern
    by_surname = _by_surname(names, rules)
    short = f"|(?P<short>{alternation(by_surname)})(?={address})" if by_surname else ""
    for found in re.finditer(f"(?P<full>{alternation(names)}){short}", narration):
        if found["full"]:
            yield Mention(Span(*found.span()), found["full"])
        else:
            name = by_surname[found["short"]]
            yield Mention(Span(*found.span()), name)


def _by_surname(names: tuple[str, ...], rules: Rules) -> dict[str, str]:
    """Surnames that only one person of the article has."""
    compound = rules.words("name", "compound-surname")
    owners: dict[str, list[str]] = {}
    for name in names:
        if _is_han(name[0]) and not re.search("[·‧．•・]", name):
            surname = name[:2] if name[:2] in compound else name[0]
            owners.setdefault(surname, []).append(name)
    return {surname: people[0] for surname, people in owners.items() if len(people) == 1}
