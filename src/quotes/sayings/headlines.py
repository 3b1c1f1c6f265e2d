"""Quotations of a headline that the text below it does not have."""

from collections.abc import Iterator

from quotes.model import Finding, Kind, Place, Reading
from quotes.sayings.likeness import Relation, Wording, relation, wording
from quotes.script import key


def unsupported(reading: Reading) -> Iterator[Finding]:
    """What stands between marks in the title, and nowhere in the text, marked or not."""
    titled = [each for each in _quotes(reading) if each.place is Place.TITLE and not each.repeats]
    if not titled:
        return
    below = [each for each in _quotes(reading) if each.place is not Place.TITLE]
    text = _body(reading, {key(_line(reading, each)) for each in titled})
    for each in titled:
        words = wording(each.text)
        if words.key not in text and not any(
            _is_printed(words, wording(other.text)) for other in below
        ):
            yield each


def _is_printed(one: Wording, other: Wording) -> bool:
    """In a few other characters perhaps, but not in other words."""
    return relation(one, other) in (Relation.SAME, Relation.PART, Relation.NEAR)


def _quotes(reading: Reading) -> list[Finding]:
    return [each for each in reading.findings if each.kind is Kind.QUOTE and not each.depth]


def _line(reading: Reading, finding: Finding) -> str:
    text, at = reading.article.text, finding.span.start
    return text[text.rfind("\n", 0, at) + 1 :].split("\n", 1)[0]


def _body(reading: Reading, titles: set[str]) -> str:
    """The key of all lines but those that repeat the title."""
    lines = map(key, reading.article.body.of(reading.article.text).split("\n"))
    return "\n".join(line for line in lines if line not in titles)
