"""What is right in a catalog file: the shapes that `check` holds entries against.

Every scalar arrives as a string and every string stays one; a field is right when its words
can be read as what the field is for.
"""

import json
from enum import StrEnum
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    WithJsonSchema,
)

from quotes.model import Kind, Mode
from quotes.when import When


class Status(StrEnum):
    """How far people are with an entry."""

    TODO = "todo"
    OK = "ok"
    DROP = "drop"
    """Rejected; kept so that it does not come back."""
    UNSURE = "unsure"


class Standing(StrEnum):
    """Whether the words are really the speaker's; where it is absent they are reported."""

    VERIFIED = "verified"
    DISPUTED = "disputed"
    MISATTRIBUTED = "misattributed"
    WITHDRAWN = "withdrawn"


def _edtf(text: str) -> str:
    return str(When.parse(text))


def _said(text: str) -> str:
    if not text.strip():
        raise ValueError("nothing is said here")
    return text


def _listed(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


Words = Annotated[str, AfterValidator(_said)]
Date = Annotated[str, AfterValidator(_edtf), WithJsonSchema({"type": ["string", "integer"]})]
"""A year alone is a number to an editor, and a string to us."""
LineNumber = Annotated[
    str,
    StringConstraints(pattern=r"^[1-9][0-9]{0,8}$"),
    WithJsonSchema({"type": ["integer", "string"]}),
]
Names = Annotated[list[Words], BeforeValidator(_listed)]
Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class SourceRecord(BaseModel):
    """Where the words are printed."""

    model_config = ConfigDict(frozen=True, extra="allow", title="source")

    file: Words
    sha256: Sha256 | None = None
    encoding: Words | None = None
    title: Words | None = None
    outlet: Words | None = None
    host: Words | None = Field(None, description="The site that reposts it")
    author: Names | None = None
    editor: Names | None = None
    published: Date | None = Field(None, description="EDTF: 2020-02-20, 2020-02-20~, 2020-02")
    url: Words | None = None
    note: Words | None = None


class EntryRecord(BaseModel):
    """Words that the catalog keeps, and what is known of them."""

    model_config = ConfigDict(frozen=True, extra="allow", title="entry")

    id: Words = Field(description="Given once, never changed")
    text: Words = Field(description="As printed")
    kind: Kind
    speaker: Words | None = Field(None, description="A name, or how the article names somebody")
    via: Words | None = Field(None, description="Who relays the words")
    mode: Mode | None = Field(None, description="Absent: said")
    date: Date | None = Field(None, description="EDTF: 2020-02-16, XXXX-02-16, 2020-02-08/2020-03")
    place: Words | None = Field(None, description="Where it was said")
    occasion: Words | None = None
    line: LineNumber | None = None
    standing: Standing | None = Field(None, description="Absent: reported")
    status: Status
    printed: Words | None = Field(None, description="What the source has, where text was mended")
    same_as: Names | None = None
    not_same_as: Names | None = None
    tags: Names | None = None
    note: Words | None = None
    auto: Annotated[str, Field(pattern=r"^[0-9a-f]{8}$")] | None = Field(
        None, description="What the program proposed; leave it alone"
    )


class ArticleRecord(BaseModel):
    """A file of the catalog."""

    model_config = ConfigDict(frozen=True, extra="allow", title="article")

    source: SourceRecord
    entries: list[EntryRecord] = []


def schema() -> str:
    """The JSON Schema that editors complete and check against while somebody types."""
    made = {
        "$schema": "http://json-schema.org/draft-07/schema#",
        **ArticleRecord.model_json_schema(),
    }
    text = json.dumps(made, ensure_ascii=False, indent=2).replace("#/$defs/", "#/definitions/")
    return text.replace('"$defs"', '"definitions"') + "\n"
