"""A catalog as a folder of pages: no server, no build, no request to anybody else."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from quotes.catalog.kept import Kept
from quotes.errors import MissingLibrary
from quotes.language import speaking
from quotes.present.cite import caution, citation
from quotes.present.escape import visible
from quotes.present.formats.as_jsonl import safe
from quotes.present.formats.as_schema_org import article as described_article
from quotes.present.formats.as_schema_org import quotation
from quotes.present.reasons import reason
from quotes.present.rows import row_of
from quotes.present.site import addresses, plots, search
from quotes.present.site.marked import marked
from quotes.present.site.words import WORDS
from quotes.sayings.differences import difference
from quotes.sayings.library import Library, Printed
from quotes.sayings.variants import Saying

NEWEST = 20
_STATIC = ("site.css", "site.js")
NAMES = (
    "index.html", "people.html", "articles.html", "sayings.html", "slogans.html", "doubts.html", "plots.html",
    "people", "articles", "sayings", "slogans", "search", *_STATIC,
)  # fmt: skip
"""The files and folders that a site has."""

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
    yield "plots.html", render("plots.html", "", site | {"plots": _plots(library, speakers)})
    drawn = _most(speakers, lambda name: len(speakers[name]))
    for name, kept in speakers.items():
        plot = plots.over_time(kept) if name in drawn else None
        facts = {"name": name, "kept": kept, "person": library.persons.get(name), "plot": plot}
        yield people[name], render("person.html", "../", facts)
    for each in library.articles:
        yield _article(render, each)
    for saying in library.sayings:
        yield _saying(render, saying)
    used = {each.text: len(each.uses) for each in library.slogans}
    drawn = _most(used, used.__getitem__)
    for slogan in library.slogans:
        plot = plots.slogan(slogan) if slogan.text in drawn else None
        page = render("slogan.html", "../", {"slogan": slogan, "plot": plot})
        yield addresses.slogan(slogan.text), page
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
        "caution": lambda kept: caution(row_of(kept)), "words": WORDS, "at": addresses, "cite": lambda kept: citation(row_of(kept)), "row": row_of,
        "in_chinese": _in_chinese,
        "difference": difference,
        "data": lambda value: Markup(_data(value)),  # noqa: S704 # JSON, escaped
        "drawing": lambda plot: Markup(plot.svg),  # noqa: S704 # Vega escapes what it writes
    }  # fmt: skip
    return environment


def _in_chinese(why: str) -> str:
    """A reason of the parser, whoever builds the site."""
    with speaking("zh"):
        return reason(why)


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


def _plots(library: Library, speakers: Mapping[str, Sequence[Kept]]) -> dict[str, plots.Plot]:
    """By what they show; what nothing is known of is not drawn."""
    found = {
        "by_day": plots.speakers(speakers),
        "spread": plots.slogans(library.slogans),
        "who_whom": plots.told_by(library.kept),
    }
    return {name: plot for name, plot in found.items() if plot}


def _most(names: Iterable[str], count: Callable[[str], int]) -> frozenset[str]:
    """Those whose pages have a picture."""
    return frozenset(sorted(names, key=lambda name: (-count(name), name))[: plots.DRAWN])


def _newest(kept: Sequence[Kept]) -> list[Kept]:
    """What has no known day is not the latest."""
    return [each for each in reversed(kept) if each.known_days][:NEWEST]


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
