"""How long it takes to group 100,000 entries that are in memory into sayings.

    python benchmarks/sayings.py            100,000 entries
    python benchmarks/sayings.py 10000      another number

The entries are made: sentences of words that are drawn as unevenly as words are in texts (Zipf), in
articles of twenty, every third a printing of an earlier sentence: in the other script, shortened, or
with one to three characters changed. Printed: seconds from scratch, after one article has changed,
and beside them those of a comparison of each with each by rapidfuzz, measured on 3,000 entries and
reckoned for all; and the most memory that the process took, libraries and entries among it.
"""

import random
import resource
import sys
import time
from collections.abc import Callable, Sequence

import opencc
from catalogs import CHARACTERS, Maker

from quotes.catalog.entries import Entry, Source
from quotes.catalog.kept import Kept
from quotes.sayings.variants import Catalogued, printing, saying

COUNT = 100_000
IN_ARTICLE = 20
SAMPLE = 3_000


def catalog(count: int) -> list[Kept]:
    """Made entries, the same for the same count."""
    maker = Maker()
    made: list[str] = []
    for _ in range(count):
        again = made and maker.chance.random() < 1 / 3
        made.append(_printed_again(maker.chance, made) if again else maker.sentence())
    return [_kept(number, text, maker) for number, text in enumerate(made)]


def _printed_again(chance: random.Random, made: list[str]) -> str:
    text = chance.choice(made)
    sort = chance.randrange(4)
    if sort == 0:
        return text
    if sort == 1:
        return _TRADITIONAL(text)
    if sort == 2 and "，" in text:
        return text[: text.rindex("，")]
    at = chance.randrange(len(text))
    return text[:at] + chance.choice(CHARACTERS) + text[at + 1 :]


_TRADITIONAL: Callable[[str], str] = opencc.OpenCC("s2tw").convert


def _kept(number: int, text: str, maker: Maker) -> Kept:
    article = f"{number // IN_ARTICLE:06}"
    day = maker.day()
    entry = Entry(id=f"{article}-{number % IN_ARTICLE:02}", text=text, kind="quote", line="1")
    return Kept(
        entry,
        Source(file=f"seeds/{article}.txt", published=day),
        f"catalog/{article}.yaml",
        0,
        None,
        None,
    )


def groups_of(catalogued: Catalogued) -> int:
    return sum(len(saying(group).variants) > 1 for group in catalogued.groups())


def seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def each_with_each(entries: Sequence[Kept]) -> float:
    """What a plain comparison of all pairs takes, reckoned from a sample."""
    from rapidfuzz import fuzz, process

    texts = [each.entry.text or "" for each in entries[:SAMPLE]]

    def compare() -> None:
        for text in texts:
            process.extract(text, texts, scorer=fuzz.ratio, score_cutoff=80, limit=None)

    return seconds(compare) * (len(entries) / len(texts)) ** 2


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else COUNT
    entries = catalog(count)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = time.perf_counter()
    catalogued = Catalogued(entries)
    found = groups_of(catalogued)
    print(
        f"{count:,} entries, {found:,} sayings printed twice: {time.perf_counter() - start:.1f} s"
    )
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(f"memory: {most / 1024:.0f} MB, {before / 1024:.0f} before")
    print(f"one article changed: {seconds(lambda: changed(catalogued, entries)):.3f} s")
    print(f"each with each by rapidfuzz: {each_with_each(entries):,.0f} s")


def changed(catalogued: Catalogued, entries: Sequence[Kept]) -> None:
    """The first article loses an entry and has another one's words."""
    first = list(entries[:IN_ARTICLE])
    catalogued.sayings.put(first[0].file, [printing(each) for each in first[1:]])
    for each in first[1:]:
        saying(catalogued.group_of(each.entry.id or ""))
    print(f"   {len(catalogued.sayings.groups()):,} sayings")


if __name__ == "__main__":
    main()
