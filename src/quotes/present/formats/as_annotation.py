"""W3C Web Annotation (JSON-LD), for Hypothesis, archives and IIIF: each quotation on its source.

The target is the article's file, for its positions are counted there; where the article was published is
its `scope`. `exact` are the raw words, also where the entry's text is mended.
https://www.w3.org/TR/annotation-model/
"""

import json
from typing import TYPE_CHECKING, Any

from quotes.present.cite import citation
from quotes.present.formats.as_jsonl import safe
from quotes.present.formats.as_schema_org import iri, quotation
from quotes.present.rows import row_of

if TYPE_CHECKING:
    from quotes.catalog.kept import Kept
    from quotes.present.formats import Options
    from quotes.sayings.anchors import Anchor
    from quotes.sayings.selection import Selection

NAME, SUFFIX, ANCHORED = "annotation", ".jsonld", True

CONTEXT = "http://www.w3.org/ns/anno.jsonld"


def export(selection: "Selection", _: "Options") -> bytes:
    placed = ((each, selection.anchors.get(each.entry.id or "")) for each in selection.kept)
    items = [_annotation(each, anchor) for each, anchor in placed if anchor]
    page = {
        "@context": CONTEXT,
        "id": "urn:quotes:annotations",
        "type": "AnnotationCollection",
        "label": _told(selection, len(items)),
        "total": len(items),
        "first": {"id": "urn:quotes:annotations:1", "type": "AnnotationPage", "items": items},
    }
    return (safe(json.dumps(page, ensure_ascii=False, indent=1)) + "\n").encode()


def _told(selection: "Selection", count: int) -> str:
    left = dict(selection.left_out)
    if lost := len(selection.kept) - count:
        left["not found in their source"] = lost
    said = ", ".join(f"{number} {why}" for why, number in left.items())
    return f"{count} quotations" + (f"; left out: {said}" if said else "")


def _annotation(kept: "Kept", anchor: "Anchor") -> dict[str, Any]:
    row = row_of(kept)
    tags = [{"type": "TextualBody", "purpose": "tagging", "value": tag} for tag in row.tags]
    target = {
        "source": iri(kept.source.file or ""),
        "scope": kept.source.url,
        "selector": [
            {"type": "TextQuoteSelector", "exact": anchor.exact, "prefix": anchor.prefix,
             "suffix": anchor.suffix},
            {"type": "TextPositionSelector", "start": anchor.start, "end": anchor.end},
        ],
    }  # fmt: skip
    bodies = [
        {"type": "TextualBody", "purpose": "describing", "format": "text/plain",
         "language": "zh", "value": citation(row)},
        {"type": "TextualBody", "purpose": "classifying", "value": row.kind},
        *tags,
        {"type": "SpecificResource", "purpose": "identifying", "source": _prefixed(quotation(kept))},
    ]  # fmt: skip
    return {
        "id": f"urn:quotes:annotation:{iri(row.id or '')}",
        "type": "Annotation",
        "motivation": "identifying",
        "body": bodies,
        "target": {name: value for name, value in target.items() if value},
    }


def _prefixed(value: Any) -> Any:
    """The terms of schema.org under a prefix: unprefixed ones belong to annotations."""
    if isinstance(value, list):
        return [_prefixed(each) for each in value]
    if not isinstance(value, dict):
        return value
    known = {"@type": "type", "@id": "id"}
    return {
        known.get(name, f"schema:{name}"): f"schema:{each}" if name == "@type" else _prefixed(each)
        for name, each in value.items()
    }
