"""Findings that somebody wants to keep, and the documents they stand in, fetched from where they came."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import NamedTuple

from quotes.corpus import manifest, storage, warehouse
from quotes.corpus.documents import Document, Names
from quotes.corpus.inputs import format_of
from quotes.errors import Exit, QuotesError, UsageError
from quotes.language import worded


class Finding(NamedTuple):
    """Of a corpus, as far as it takes to find it again."""

    source: str
    record: int
    doc: str
    start: int
    """Code points from the beginning of the document's text, `[start, end)`."""
    end: int
    kind: str
    speaker: str | None
    date: str | None
    text: str


class Chosen(NamedTuple):
    """What a condition holds for."""

    findings: tuple[Finding, ...]
    left_out: int
    """Findings inside others, repeated captions, the site's own words: the catalog keeps none of them."""

    @property
    def documents(self) -> int:
        return len({(each.source, each.record) for each in self.findings})


class Choice(NamedTuple):
    """A document, and the findings of it that are wanted."""

    document: Document
    findings: tuple[Finding, ...]


_CHOSEN = """
    SELECT source, record, doc, start, "end", kind, speaker, date, text,
        depth = 0 AND NOT repeats AND place <> 'furniture' AND trim(text) <> '' AS is_kept
    FROM findings WHERE ({where}
    ) ORDER BY source, record, start
"""


class Changed(QuotesError):
    exit_code = Exit.CHANGED

    def __init__(self, uri: str) -> None:
        super().__init__(
            worded("{uri} has changed since it was read; nothing was written").format(uri=uri),
            worded("run the corpus again: quotes corpus run"),
        )


class Elsewhere(UsageError):
    """A folder that somebody else made could name any machine."""

    def __init__(self, uri: str) -> None:
        super().__init__(
            worded(
                "{uri} is not on this machine, and only the folder says that it is wanted"
            ).format(uri=uri),
            worded("if you trust it: --from {store}").format(store=storage.store_of(uri)),
        )


class TooMany(UsageError):
    def __init__(self, documents: int, limit: int) -> None:
        super().__init__(
            worded(
                "the findings stand in {documents} documents, which would become as many articles"
            ).format(documents=documents),
            worded("narrow the condition, or allow more than {limit}: --limit {documents}").format(
                limit=limit, documents=documents
            ),
        )


def chosen(out: str, where: str, limit: int) -> Chosen:
    """Findings for which the condition, in SQL, holds. Raises BadQuery and TooMany."""
    if ";" in where or "--" in where:
        raise warehouse.BadQuery(worded("the condition holds ; or --, which end one"))
    answer = warehouse.ask(out, _CHOSEN.format(where=where))
    kept = tuple(Finding(*values) for *values, is_kept in answer.rows if is_kept)
    found = Chosen(kept, len(answer.rows) - len(kept))
    if found.documents > limit:
        raise TooMany(found.documents, limit)
    return found


def fetched(out: str, findings: Iterable[Finding], trusted: Sequence[str] = ()) -> Iterator[Choice]:
    """The documents themselves, from the files of the corpus, if these are as they were.

    Nobody is asked for a file but this machine, the store of `out`, and what begins like one of `trusted`.
    Raises Elsewhere; Changed where a file is another than at the run, before anything is fetched.
    """
    wanted: dict[str, dict[int, list[Finding]]] = {}
    for each in findings:
        wanted.setdefault(each.source, {}).setdefault(each.record, []).append(each)
    _insist_on_trust(wanted, (*trusted, *([] if storage.is_here(out) else [storage.store_of(out)])))
    sources = _sources(out)
    names = {uri: _names_if_unchanged(uri, sources) for uri in wanted}
    for uri, records in wanted.items():
        found = format_of(uri).chosen(uri, frozenset(records), names[uri])
        for document in islice(found, len(records)):
            yield Choice(document, tuple(records[document.at]))


def _insist_on_trust(uris: Iterable[str], trusted: Sequence[str]) -> None:
    folders = tuple(f"{each.rstrip('/')}/" for each in trusted if each)
    for uri in uris:
        if not storage.is_here(uri) and not f"{uri}/".startswith(folders):
            raise Elsewhere(uri)


def _sources(out: str) -> Mapping[str, manifest.Made]:
    return {made.uri: made for _, made in manifest.made(out)}


def _names_if_unchanged(uri: str, sources: Mapping[str, manifest.Made]) -> Names:
    made = sources.get(uri)
    if made is None:
        raise warehouse.BadQuery(
            worded("the condition holds for {uri}, which is no file of this corpus").format(uri=uri)
        )
    if storage.look_at(uri).etag != made.etag:
        raise Changed(uri)
    return dict(made.names)
