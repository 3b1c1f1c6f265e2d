"""What editors complete and check against while somebody types: the records as JSON Schema.

Editors read draft-07 well and its successors not at all, and pydantic emits 2020-12. The schema is
stricter than `check` in one thing: a key that quotes does not know is marked, since it is most
often a slip; `check` only warns of it, and it is kept.
"""

import json
from functools import cache
from typing import Any

from pydantic import BaseModel

from quotes.catalog.records import ArticleRecord, PeopleRecord

ARTICLE = "article.schema.json"
PEOPLE = "people.schema.json"
_DRAFT = "http://json-schema.org/draft-07/schema#"


def article_schema() -> str:
    return _printed(ArticleRecord)


def people_schema() -> str:
    return _printed(PeopleRecord)


def schemas() -> dict[str, str]:
    """Every schema of a catalog by the name of its file."""
    return {ARTICLE: article_schema(), PEOPLE: people_schema()}


@cache  # the records are the same as long as the program runs
def _printed(record: type[BaseModel]) -> str:
    made = {"$schema": _DRAFT, **draft_07(record.model_json_schema())}
    return json.dumps(made, ensure_ascii=False, indent=2) + "\n"


def draft_07(schema: dict[str, Any]) -> dict[str, Any]:
    """A schema of draft 2020-12, as far as pydantic makes use of it, in the words of draft-07.

    >>> draft_07({"$ref": "#/$defs/Kind", "description": "语录或口号"})
    {'allOf': [{'$ref': '#/definitions/Kind'}], 'description': '语录或口号'}
    """
    made: dict[str, Any] = _translated(schema)
    return made


def _translated(node: Any, name: str = "") -> Any:
    if isinstance(node, list):
        return [_translated(each) for each in node]
    if not isinstance(node, dict):
        return node
    if name in ("properties", "$defs"):
        return {key: _translated(value) for key, value in node.items()}
    made = {
        "definitions" if key == "$defs" else key: _translated(value, key)
        for key, value in node.items()
        if key not in ("default", "title") or (key == "title" and "properties" in node)
    }
    return _closed(_alone(_without_null(_with_path(made))))


def _with_path(node: dict[str, Any]) -> dict[str, Any]:
    if "$ref" in node:
        node["$ref"] = node["$ref"].replace("#/$defs/", "#/definitions/")
    return node


def _without_null(node: dict[str, Any]) -> dict[str, Any]:
    """What is not known is left out of a file, never written as null."""
    if "anyOf" not in node:
        return node
    options = [each for each in node["anyOf"] if each != {"type": "null"}]
    rest = {key: value for key, value in node.items() if key != "anyOf"}
    return {**options[0], **rest} if len(options) == 1 else {**rest, "anyOf": options}


def _alone(node: dict[str, Any]) -> dict[str, Any]:
    """In draft-07 nothing beside a `$ref` is read."""
    if "$ref" not in node or len(node) == 1:
        return node
    rest = {key: value for key, value in node.items() if key != "$ref"}
    return {"allOf": [{"$ref": node["$ref"]}], **rest}


def _closed(node: dict[str, Any]) -> dict[str, Any]:
    return {**node, "additionalProperties": False} if "properties" in node else node
