"""A catalog as a folder of pages: no server, no build, no request to anybody else."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from quotes.catalog.kept import Kept
from quotes.errors import MissingLibrary
from quotes.present.cite import citation
from quotes.present.escape import visible
from quotes.present.formats.as_jsonl import safe
from quotes.present.formats.as_schema_org import article as described_article
from quotes.present.formats.as_schema_org import quotation
from quotes.present.rows import row_of
from quotes.present.site import addresses, search
from quotes.present.site.marked import marked
from quotes.present.site.words import WORDS
from quotes.sayings.differences import difference
from quotes.sayings.library import Library, Printed
from quotes.sayings.variants import Saying

NEWEST = 20
_STATIC = ("site.css", "site.js")

Page = tuple[str, bytes]
"""Its path inside the folder, and its bytes."""


def pages(library: Library) -> Iterator[Page]:
    """Every file of the site, in an order of their own; the same library gives the same bytes."""
    environment = _environment()
    render = _renderer(environment)
    speakers = _by_speaker(library.kept)
    people = {name: addresses.person(name) for name in sorted(speakers)}
    site = {"library": library, "people": people, "speakers": speakers}
    yield "index.html", render("index.html", "", site | {"newest": _newest(library.kept)})
    yield "people.html", render("people.html", "", site)
    yield "articles.html", render("articles.html", "", site)
    yield "sayings.html", render("sayings.html", "", site)
    yield "slogans.html", render("slogans.html", "", site)
    yield "doubts.html", render("doubts.html", "", site | {"doubted": _doubted(library.kept)})
    for name, kept in speakers.items():
        facts = {"name": name, "kept": kept, "person": library.persons.get(name)}
        yield people[name], render("person.html", "../", facts)
    for each in library.articles:
        yield _article(render, each)
    for saying in library.sayings:
        yield _saying(render, saying)
    for slogan in library.slogans:
        yield addresses.slogan(slogan.text), render("slogan.html", "../", {"slogan": slogan})
    yield from search.files(library.kept, people)
    for name in _STATIC:
        yield name, environment.loader.get_source(environment, name)[0].encode()


Render = Callable[[str, str, Mapping[str, Any]], bytes]


def _environment() -> Any:
    """Everything that a template prints is shown first and escaped then."""
    try:
        from jinja2 import Environment, PackageLoader, StrictUndefined
        from markupsafe import Markup
    except ImportError as error:
        raise MissingLibrary(error.name, "site") from None

    def shown(value: object) -> object:
        return value if isinstance(value, Markup) else visible("" if value is None else str(value))

    environment = Environment(
        loader=PackageLoader(__name__),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=shown,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals |= {
        "words": WORDS, "at": addresses, "cite": lambda kept: citation(row_of(kept)), "row": row_of,
        "difference": difference, "data": lambda value: Markup(_data(value)),  # noqa: S704 # JSON, escaped
    }  # fmt: skip
    return environment


def _renderer(environment: Any) -> Render:
    """`root` leads from a page to the front."""

    def render(template: str, root: str, facts: Mapping[str, Any]) -> bytes:
        page: str = environment.get_template(template).render(root=root, **facts)
        return page.encode()

    return render


def _data(value: Any) -> str:
    """JSON inside a script element: nothing in it can end that."""
    import json

    whole = safe(json.dumps(value, ensure_ascii=False))
    return whole.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def _by_speaker(kept: Sequence[Kept]) -> dict[str, list[Kept]]:
    found: dict[str, list[Kept]] = {}
    for each in kept:
        if each.name:
            found.setdefault(each.name, []).append(each)
    return found


def _newest(kept: Sequence[Kept]) -> list[Kept]:
    """What has no known day is not the latest."""
    return [each for each in reversed(kept) if each.days][:NEWEST]


def _doubted(kept: Sequence[Kept]) -> list[Kept]:
    return [
        each
        for each in kept
        if each.entry.standing not in (None, "verified") or each.entry.status == "unsure"
    ]


def _article(render: Render, printed: Printed) -> Page:
    graph = [quotation(each) for each in printed.kept]
    facts = {
        "printed": printed,
        "pieces": marked(printed),
        "described": {
            "@context": "https://schema.org", **described_article(printed.source, printed.name), "hasPart": graph,
        },
    }  # fmt: skip
    return addresses.article(printed.name), render("article.html", "../", facts)


def _saying(render: Render, saying: Saying) -> Page:
    return addresses.saying(saying.fullest.entry.id or ""), render(
        "saying.html", "../", {"saying": saying}
    )
