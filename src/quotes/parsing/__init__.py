"""Article in, findings out. No files, no clock, no terminal; the stages stand in `parse`, in order."""

from collections.abc import Iterable, Sequence

from quotes.model import Article, Reading
from quotes.parsing.about import complete
from quotes.parsing.assemble import Judged, assemble, loose_marks
from quotes.parsing.attribute import attribute
from quotes.parsing.discourse import Discourse
from quotes.parsing.kinds import tell_kinds
from quotes.parsing.layers import layer
from quotes.parsing.marks import pair
from quotes.parsing.mend import Mended
from quotes.parsing.mend import mend as mend_with
from quotes.parsing.names import find_names, known_names
from quotes.parsing.segment import segment
from quotes.parsing.timing import time
from quotes.rules import load
from quotes.when import When

__all__ = ["Mended", "mend", "parse"]


def mend(text: str) -> Mended:
    """The mended reading of a raw text, with the way back."""
    return mend_with(text, load())


def parse(
    article: Article, published: str | None = None, people: Iterable[Sequence[str]] = ()
) -> Reading:
    """Find every pair of marks in an article and say what is in it, who said it and when.

    `published` (EDTF) outranks what the article prints; it gives a year to days without one.
    `people` are names that need no witness in the article: each one's, in any script.

    >>> from quotes.reading import article_from_text
    >>> [one] = parse(article_from_text("2月16日，王小明说：“细节决定成败。”")).findings
    >>> one.kind.value, one.speaker, one.date, one.text
    ('quote', '王小明', 'XXXX-02-16', '细节决定成败。')
    """
    rules = load()
    mended = mend_with(article.body.of(article.text), rules)
    pairing = pair(mended.text, rules)
    layers = layer(mended.text, pairing)
    lines = segment(layers, article.about.title, rules)
    about = complete(article.about, layers, lines, rules)
    day = published or about.published
    known = known_names(people, layers.narration, rules)
    names = find_names(layers.plain, layers.narration, rules, known)
    told = Discourse(layers, names, lines, rules)
    evidence = attribute(told)
    timings = time(told, evidence, When.parse(day) if day else None)
    judged = tuple(map(Judged, evidence, timings, tell_kinds(told, evidence)))
    findings = assemble(article, mended, told, judged)
    return Reading(article, about, findings, loose_marks(article, mended, pairing))
