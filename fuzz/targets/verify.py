"""A writer's draft against a catalog: each quotation gets a verdict, and nothing is proved that is not
printed.
"""

from functools import cache

from fuzz.words import spelt
from quotes.catalog.entries import Entry, Source
from quotes.catalog.kept import Kept
from quotes.parsing import mend, parse
from quotes.reading import article_from_text
from quotes.sayings.archive import Archive
from quotes.sayings.drafts import Examiner
from quotes.sayings.narration import Told
from quotes.sayings.verdicts import Verdict
from quotes.script import key

_SAID = (
    ("李明", "天冷，要多穿，不能大意。"),
    ("王小明", "水龍頭不關，拖地板再起勁也是徒勞。"),
    ("李明", "應收盡收"),
)
_PRINTED = "".join(f"2月16日，{who}说：“{words}”\n\n" for who, words in _SAID)

SEEDS = (
    "EDYa天冷，要多穿，不能大意lb".encode(), "ECY“水龙头不关，……也是徒劳。”".encode(),
    "EYaMba应收尽收b，a天冷，bEh，a要多穿lb".encode(), "DY“水龙头关了，拖地板不起劲也是徒劳”".encode(),
)  # fmt: skip


@cache
def _examiner() -> Examiner:
    kept = [
        Kept(
            Entry(id=f"003-{at}", text=words, kind="quote", speaker=who, line="1"),
            Source(file="seeds/003.txt"), "catalog/003.yaml", at, who, None,
        )
        for at, (who, words) in enumerate(_SAID)
    ]  # fmt: skip
    return Examiner(Archive(kept, {"seeds/003.txt": Told(mend(_PRINTED))}), lambda name: name)


def attempt(raw: bytes) -> None:
    draft = spelt(raw)
    if not draft.strip():
        return
    article = article_from_text(draft)
    findings = parse(article).findings
    printed = key(_PRINTED)
    for each in _examiner().verify(article.text, findings):
        assert each.verdicts
        assert each.finding.span.of(article.text) == each.finding.raw
        if each.verdicts == (Verdict.VERBATIM,):
            assert each.finding.depth or key(each.finding.text) in printed
