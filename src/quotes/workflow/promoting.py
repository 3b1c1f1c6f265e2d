"""From a corpus into the catalog: chosen findings as entries, with their articles to check them by."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path, PurePosixPath

from quotes.catalog import store
from quotes.catalog.entries import Entry
from quotes.catalog.naming import portable
from quotes.corpus.choosing import Choice, Finding, fetched
from quotes.corpus.documents import Document, encoded, page_of, with_record
from quotes.errors import QuotesError, UnreadableArticle
from quotes.language import worded
from quotes.model import Reading
from quotes.reading import article_from_bytes, read_article, read_with_bytes
from quotes.script import key
from quotes.workflow.articles import read_as_told
from quotes.workflow.copying import folder_for_articles
from quotes.workflow.extracting import Extracted, Harvest


@dataclass(frozen=True, slots=True)
class Promotion:
    done: tuple[Extracted, ...]
    failed: tuple[QuotesError, ...]


class NotFoundAgain(QuotesError):
    def __init__(self, file: str, finding: Finding) -> None:
        super().__init__(
            worded("{file}: “{text}” is not found in it today").format(
                file=file, text=finding.text
            ),
            worded(
                "the program is another than the one that read the corpus: quotes corpus run again"
            ),
        )


def promote(
    root: Path, out: str, findings: Iterable[Finding], into: str, trusted: Sequence[str] = ()
) -> Promotion:
    """Write the documents as articles into the folder `into`, and enter the findings.

    A document that was promoted before is not written again; what people changed stays.
    """
    folder = folder_for_articles(root, into, "--into promoted")
    done: list[Extracted] = []
    failed: list[QuotesError] = []
    with store.Writing(root) as writing:
        harvest = Harvest(root, terms=True)
        for choice in fetched(out, findings, trusted):
            try:
                path = _kept(writing, folder, choice.document)
                file = store.shown(path, root)
                reading, missing = _reading(harvest, path, choice)
                failed += [NotFoundAgain(file, each) for each in missing]
                done.append(replace(harvest.extract(str(path), writing, reading), source=file))
            except QuotesError as error:
                failed.append(error)
    return Promotion(tuple(done), tuple(failed))


def _kept(writing: store.Writing, folder: Path, document: Document) -> Path:
    """The article, written if it is not there. One address gets one file, whoever promotes it."""
    path = folder / _file_name(document)
    content = page_of(document) or _with_front(document)
    _insist_on_article(path, content, document)
    writing.ensure(path, content)
    if read_with_bytes(path)[1] != content:
        raise UnreadableArticle(
            str(path),
            worded("there is another text under this name"),
            worded("move it, then promote again"),
        )
    return path


def _insist_on_article(path: Path, content: bytes, document: Document) -> None:
    """What could not be read again is not written: a run reads text that no file may hold, such as NUL."""
    try:
        article_from_bytes(content, str(path))
    except UnreadableArticle as error:
        why = error.message.removeprefix(f"{path}: ")
        raise UnreadableArticle(document.id, why, worded("mend the text in the corpus")) from None


def _file_name(document: Document) -> str:
    """From the id, as far as a file can be called that, and from the whole address."""
    address = f"{document.uri}\n{document.at}"
    last = PurePosixPath(document.id.rstrip("/")).name.partition("?")[0]
    stem = portable(last.removesuffix(".html").removesuffix(".htm").replace("_", "-"))[:40]
    suffix = ".html" if page_of(document) else ".txt"
    return f"{stem}-{sha256(address.encode('utf-8', 'replace')).hexdigest()[:8]}{suffix}"


def _with_front(document: Document) -> bytes:
    about = document.about
    fields = {
        "title": about.title, "outlet": about.outlet, "author": list(about.author),
        "published": about.published, "url": about.url, "corpus": f"{document.uri}#{document.at}",
    }  # fmt: skip
    lines = [f"{name}: {_scalar(value)}" for name, value in fields.items() if value]
    return encoded("\n".join(["---", *lines, "---", document.text]), document.id)


def _scalar(value: object) -> str:
    """JSON is YAML; what is not seen is written as an escape."""
    plain = json.dumps(value, ensure_ascii=False)
    return plain if plain.isprintable() else json.dumps(value)


def _reading(harvest: Harvest, path: Path, choice: Choice) -> tuple[Reading, list[Finding]]:
    """The article with the findings that are wanted and those that are entries already, and what is
    wanted and not found.
    """
    article = with_record(read_article(path), choice.document.about)
    told = harvest.task(str(path)).published or article.about.published
    whole = read_as_told(article, told, harvest.people)
    shift = article.body.start
    wanted = {(each.start + shift, each.end + shift): each for each in choice.findings}
    entered = {_mark(each) for each in _entries(harvest, path)}
    kept = tuple(
        each
        for each in whole.findings
        if tuple(each.span) in wanted or (str(each.line), key(each.raw)) in entered
    )
    found = {tuple(each.span) for each in kept}
    missing = [each for span, each in wanted.items() if span not in found]
    return replace(whole, findings=kept), missing


def _entries(harvest: Harvest, path: Path) -> Sequence[Entry]:
    home = harvest.home_of(str(path))
    if home is None:
        return ()
    return [each.entry for each in store.read_file(home, harvest.root).entries]


def _mark(entry: Entry) -> tuple[str, str]:
    return str(entry.at_line), key(entry.printed or entry.text or "")
