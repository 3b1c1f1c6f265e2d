"""schema.org `Quotation` (JSON-LD), as search engines read it.

The speaker is `creator`: `spokenByCharacter` is for fiction. A date without a year goes into `temporal`,
which takes words. https://schema.org/Quotation
"""

import json
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from quotes.present.formats.as_jsonl import safe
from quotes.present.rows import row_of
from quotes.when import When

if TYPE_CHECKING:
    from quotes.catalog.entries import Source
    from quotes.catalog.kept import Kept
    from quotes.present.formats import Options
    from quotes.sayings.selection import Selection

NAME, SUFFIX = "schema-org", ".jsonld"


def export(selection: "Selection", _: "Options") -> bytes:
    persons = {each.name for each in selection.persons}
    graph = [quotation(each, is_person=each.name in persons) for each in selection.kept]
    described = f"{len(graph)} quotations" + (
        f"; left out: {selection.told}" if selection.left_out else ""
    )
    whole = {
        "@context": "https://schema.org",
        "@type": "Collection",
        "description": described,
        "hasPart": graph,
    }
    told = safe(json.dumps(whole, ensure_ascii=False, indent=1))
    return (told.replace("<", "\\u003c") + "\n").encode()  # it is pasted into script elements


def quotation(kept: "Kept", *, is_person: bool = False) -> dict[str, Any]:
    """An entry in the words of schema.org; what is not known is left out."""
    row = row_of(kept)
    creator = {"@type": "Person" if is_person else "", "name": row.name, "jobTitle": row.role}
    made = {
        "@type": "Quotation",
        "@id": f"urn:quotes:{iri(row.id)}" if row.id else None,
        "identifier": row.id,
        "text": row.text,
        "inLanguage": "zh",
        "creator": _filled(creator) if row.name else None,
        **_when(row.date),
        "contentLocation": row.place,
        "about": row.occasion,
        "keywords": list(row.tags),
        "creativeWorkStatus": row.standing,
        "isPartOf": article(kept.source, kept.file),
    }
    return _filled(made)


def iri(words: str) -> str:
    """A path or an id as part of an IRI.

    >>> iri("seeds/履新 一週.txt")
    'seeds/%E5%B1%A5%E6%96%B0%20%E4%B8%80%E9%80%B1.txt'
    """
    return quote(words.encode("utf-8", "replace"), safe="/")


def article(source: "Source", file: str) -> dict[str, Any]:
    outlet = {"@type": "Organization", "name": source.outlet} if source.outlet else None
    return _filled(
        {
            "@type": "NewsArticle",
            "headline": source.title,
            "author": [{"@type": "Person", "name": name} for name in source.author],
            "publisher": outlet,
            "datePublished": _when(source.published).get("dateCreated"),
            "url": source.url,
            "identifier": source.file or file,
        }
    )


def _when(edtf: str | None) -> dict[str, str]:
    """ISO 8601 where it is one day, month or year; else the words."""
    if not edtf:
        return {}
    try:
        When.parse(edtf)
    except ValueError:
        return {}
    is_plain = edtf.replace("-", "").isdecimal()
    return {"dateCreated": edtf} if is_plain else {"temporal": edtf}


def _filled(fields: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value not in (None, "", [], {})}
