"""From a document to rows, whatever it holds: the pure function that every engine runs."""

from collections.abc import Iterator, Sequence
from hashlib import blake2b
from typing import Any, NamedTuple

from quotes.corpus.documents import Document, article_of
from quotes.errors import QuotesError
from quotes.language import speaking
from quotes.model import Finding, Reading
from quotes.parsing import parse
from quotes.sayings.anchors import around
from quotes.script import key
from quotes.unseen import storable

Row = dict[str, Any]


LONGEST_NAME = 1_000
"""Characters of an outlet or an id: what is longer is none, and stands in the row of every finding."""


class TookTooLong(Exception):
    """A document has used up its time."""


class Outcome(NamedTuple):
    """What became of a document."""

    document: Row | None = None
    findings: Sequence[Row] = ()
    error: Row | None = None


def outcome(document: Document) -> Outcome:
    """All that one document yields; an error is a row as well, so that it stops nothing else."""
    try:
        with speaking("en"):
            reading = parse(article_of(document))
    except QuotesError as error:
        return Outcome(
            error=error_row(document, "read", error.message.removeprefix(f"{document.id}: "))
        )
    except TookTooLong as error:
        return Outcome(error=error_row(document, "time", str(error)))
    except Exception as error:  # noqa: BLE001 # one document of millions must not end the run
        return Outcome(error=error_row(document, "parse", f"{type(error).__name__}: {error}"))
    return Outcome(_document_row(document, reading), tuple(_finding_rows(document, reading)))


def error_row(document: Document, stage: str, why: str) -> Row:
    return {
        **_address(document),
        "stage": stage, "why": _sound(why),
    }  # fmt: skip


def _address(document: Document) -> Row:
    name = document.id if len(document.id) <= LONGEST_NAME else f"{document.uri}#{document.at}"
    return {"source": _sound(document.uri), "record": document.at, "doc": _sound(name)}


def bucket_of(words: str) -> int:
    """16 bits of a key: rows that are to meet have equal ones, and any range of them is a task.

    >>> bucket_of("应收尽收") == bucket_of(key("應收盡收")), bucket_of("") < 2**16
    (True, True)
    """
    return int.from_bytes(blake2b(words.encode("utf-8", "replace"), digest_size=2).digest())


def _document_row(document: Document, reading: Reading) -> Row:
    about, text = reading.about, reading.article.text
    return {
        **_address(document),
        "url": _sound(about.url), "title": _sound(about.title), "outlet": _name(about.outlet),
        "published": about.published, "characters": len(text), "sha256": reading.article.sha256,
        "findings": len(reading.findings),
    }  # fmt: skip


def _finding_rows(document: Document, reading: Reading) -> Iterator[Row]:
    about, text = reading.about, reading.article.text
    shared = {
        **_address(document),
        "outlet": _name(about.outlet), "published": about.published,
    }  # fmt: skip
    for each in reading.findings:
        start, end = each.span
        prefix, suffix = around(text, each.span)
        words = key(each.text)
        yield {
            **shared, **_values(each),
            "start": start, "end": end, "key": _sound(words), "bucket": bucket_of(words),
            "prefix": _sound(prefix), "suffix": _sound(suffix),
        }  # fmt: skip


def _values(finding: Finding) -> Row:
    return {
        "depth": finding.depth, "text": _sound(finding.text), "raw": _sound(finding.raw),
        "kind": finding.kind.value, "speaker": _sound(finding.speaker),
        "speaker_key": _sound(key(finding.speaker or "")) or None,
        "candidates": [_sound(each) for each in finding.candidates],
        "via": _sound(finding.via), "mode": finding.mode.value if finding.mode else None,
        "date": finding.date, "occasion": _sound(finding.occasion), "line": finding.line,
        "place": finding.place.value, "confidence": finding.confidence.value,
        "repeats": finding.repeats,
        "reasons": [
            {
                "about": each.about, "table": each.table, "rule": each.rule, "why": _sound(each.why),
                "start": each.span.start if each.span else None,
                "end": each.span.end if each.span else None,
            }
            for each in finding.reasons
        ],
    }  # fmt: skip


def _name(words: str | None) -> str | None:
    return _sound(words) if words and len(words) <= LONGEST_NAME else None


def _sound(words: str | None) -> str | None:
    """What a column of text can hold."""
    return None if words is None else storable(words)
