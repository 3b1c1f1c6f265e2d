"""What is right in a catalog file: the shapes that `check` holds entries against.

Every scalar arrives as a string and every string stays one; a field is right when its words
can be read as what the field is for.
"""

import re
from enum import StrEnum
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    WithJsonSchema,
)

from quotes.language import worded
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
        raise ValueError(worded("nothing is said here"))
    return text


def _named(text: str) -> str:
    if not any(char.isalnum() for char in text):
        raise ValueError(worded("“{text}” names nobody").format(text=text))
    return text


def _lines(text: str) -> str:
    if not _LINE.fullmatch(text):
        raise ValueError(
            worded("“{text}” is no line: write its number in figures, as 113").format(text=text)
        )
    return text


def _listed(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


_LINE = re.compile("[1-9][0-9]{0,8}")
_TYPED_BARE = {"type": ["string", "number"]}
"""`title: 2020` is a number to an editor, and a string to us."""

Words = Annotated[str, AfterValidator(_said), WithJsonSchema(_TYPED_BARE)]
Somebody = Annotated[Words, AfterValidator(_named)]
Date = Annotated[str, AfterValidator(_edtf), WithJsonSchema({"type": ["string", "integer"]})]
"""A year alone is a number to an editor, and a string to us."""
LineNumber = Annotated[
    str,
    AfterValidator(_lines),
    WithJsonSchema({"type": ["integer", "string"]}),
]
Names = Annotated[
    list[Words],
    BeforeValidator(_listed),
    WithJsonSchema({"type": ["array", "string"], "items": _TYPED_BARE}),
]
Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


_MAY_BE_EMPTY: Any = {"type": ["array", "null"]}
"""`entries:` with nothing below it, as a new file has it."""


def _about(chinese: str, english: str) -> str:
    """What an editor shows while the pointer rests on a key."""
    return f"{chinese} · {english}"


class SourceRecord(BaseModel):
    """出处 · Where the words are printed."""

    model_config = ConfigDict(frozen=True, extra="allow", title="source")

    file: Words = Field(
        description=_about("文章在项目里的路径", "The article, relative to the project's root")
    )
    sha256: Sha256 | None = Field(
        None,
        description=_about("原文件的指纹，由程序填写", "Of the article's bytes; leave it alone"),
    )
    encoding: Words | None = Field(
        None, description=_about("原文件编码，UTF-8 不写", "Of the article, where it is not UTF-8")
    )
    title: Words | None = Field(None, description=_about("标题", "The headline"))
    outlet: Words | None = Field(None, description=_about("首发媒体", "Who published it first"))
    host: Words | None = Field(None, description=_about("转载网站", "The site that reposts it"))
    author: Names | None = Field(None, description=_about("作者、记者", "Who wrote it"))
    editor: Names | None = Field(None, description=_about("编辑", "Who edited it"))
    published: Date | None = Field(
        None,
        description=_about(
            "发布日期：2020-02-20、2020-02、2020-02-20~（约）", "Day of publication, EDTF"
        ),
    )
    url: Words | None = Field(None, description=_about("网址", "Where it can be read"))
    note: Words | None = Field(None, description=_about("备注", "Whatever should be known of it"))


class EntryRecord(BaseModel):
    """一条语录或口号 · Words that the catalog keeps, and what is known of them."""

    model_config = ConfigDict(frozen=True, extra="allow", title="entry")

    id: Words = Field(description=_about("编号，一经给出不再更改", "Given once, never changed"))
    text: Words = Field(description=_about("原话，照所印的字写", "The words as printed"))
    kind: Kind = Field(
        description=_about(
            "quote 语录；slogan 口号；term 其他引号用法",
            "somebody's own words; a set phrase; any other use of the marks",
        )
    )
    speaker: Somebody | None = Field(
        None,
        description=_about(
            "说话人：姓名，或文中的称呼；不知则不写", "A name, or how the article names somebody"
        ),
    )
    via: Somebody | None = Field(None, description=_about("转述者", "Who relays the words"))
    mode: Mode | None = Field(
        None,
        description=_about(
            "written 写的；thought 想的；denied 否认说过；hypothetical 假设的；不写即说的",
            "How the words stand; absent: said",
        ),
    )
    date: Date | None = Field(
        None,
        description=_about(
            "说话的日期：2020-02-16、XXXX-02-16（年份未印）、2020-02-08/2020-03",
            "When it was said, EDTF",
        ),
    )
    place: Words | None = Field(None, description=_about("说话的地点", "Where it was said"))
    occasion: Words | None = Field(
        None, description=_about("说话的场合：会议、调研", "The meeting or visit")
    )
    line: LineNumber | None = Field(
        None, description=_about("在原文第几行", "The line of the source")
    )
    standing: Standing | None = Field(
        None,
        description=_about(
            "verified 已核实；disputed 有争议；misattributed 张冠李戴；withdrawn 已撤回；不写即据报道",
            "Whether the words are really the speaker's; absent: reported",
        ),
    )
    status: Status = Field(
        description=_about(
            "todo 待核；ok 通过；drop 剔除（保留以免再现）；unsure 存疑", "How far people are"
        )
    )
    printed: Words | None = Field(
        None,
        description=_about(
            "text 经人改正时，原文所印的字", "What the source has, where text was mended"
        ),
    )
    same_as: Names | None = Field(
        None, description=_about("与这些编号是同一句话", "Ids of the same saying")
    )
    not_same_as: Names | None = Field(
        None, description=_about("与这些编号不是同一句话", "Ids that only look like it")
    )
    tags: Names | None = Field(None, description=_about("标签", "Tags of your own"))
    note: Words | None = Field(None, description=_about("备注", "Whatever should be known of it"))
    auto: Annotated[str, Field(pattern=r"^[0-9a-f]{8}$")] | None = Field(
        None,
        description=_about("程序提议的指纹，请勿改动", "What the program proposed; leave it alone"),
    )


class ArticleRecord(BaseModel):
    """一篇文章的语录 · A file of the catalog."""

    model_config = ConfigDict(frozen=True, extra="allow", title="article")

    source: SourceRecord = Field(description=_about("出处", "Where the words are printed"))
    entries: list[EntryRecord] = Field(
        default=[],
        description=_about("语录与口号", "The words that are kept"),
        json_schema_extra=_MAY_BE_EMPTY,
    )


class RoleRecord(BaseModel):
    """职务 · An office and the days on which it was held."""

    model_config = ConfigDict(frozen=True, extra="allow", title="role")

    title: Words = Field(description=_about("职务名称", "The office"))
    since: Date | None = Field(None, description=_about("任职首日", "Its first day, EDTF"))
    until: Date | None = Field(
        None,
        description=_about("任职末日；在任不写", "Its last day; absent: still held, or unknown"),
    )
    note: Words | None = Field(None, description=_about("备注", "Whatever should be known of it"))


class PersonRecord(BaseModel):
    """一个人、一个机构 · Somebody under all names that the articles print."""

    model_config = ConfigDict(frozen=True, extra="allow", title="person")

    name: Words = Field(description=_about("通用姓名", "The name that listings show"))
    aliases: Names | None = Field(
        None, description=_about("别名、误写、简称", "Other names, misspellings, short forms")
    )
    scripts: Any = Field(
        None, description=_about("繁简异写（一般不必写）", "Other scripts; seldom needed")
    )
    roles: list[RoleRecord] | None = Field(
        None, description=_about("历任职务", "Offices, each with its days")
    )
    note: Words | None = Field(None, description=_about("备注", "Whatever should be known"))


class PeopleRecord(BaseModel):
    """人名表 · Who is who; nobody must be here."""

    model_config = ConfigDict(frozen=True, extra="allow", title="people")

    people: list[PersonRecord] = Field(
        default=[],
        description=_about("人与机构", "People and bodies"),
        json_schema_extra=_MAY_BE_EMPTY,
    )
