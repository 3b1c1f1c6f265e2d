"""Who is answerable for words, how the article pointed at them, and whether that is one person."""

import re
from functools import lru_cache
from typing import NamedTuple

from quotes.parsing.layers import plain
from quotes.span import Span


class Speaker(NamedTuple):
    """Somebody who is answerable for words, as the article writes them."""

    name: str
    span: Span
    """Where the article names them, or points at them, in the mended text."""
    rule: str
    """How the form of words was resolved."""


MEANT = {
    "named": "named there",
    "unnamed": "the phrase by which the article identifies them",
    "head-phrase": "the phrase at the head of the sentence",
    "self": "names himself in the words",
    "pronoun": "a pronoun means the last one who spoke, or was last told of",
    "pointing": "points back at the one introduced with that office",
    "first-person": "我 is the author",
    "letter": "the author of the letter or talk",
    "protagonist": "whom the article is about",
    "dropped-subject": "no subject is printed: the last one who spoke goes on",
    "carried": "the last one who spoke goes on",
}
"""How a form of words leads to somebody: the rules that `Speaker.rule` may hold."""

BODY_ENDS = tuple("位司府部局院会會社厅廳处處署委团團党黨校行方中美共")
"""Last characters of the names of bodies, in both scripts."""

BODY_POINTED_AT = (
    "公司", "集团", "企业", "机构", "部门", "平台", "网站", "医院", "学校", "大学", "学院", "组织",
    "委员会", "协会", "报", "社", "店", "厂", "局", "院", "校",
)  # fmt: skip
"""What 该 and its kin point at that is no person."""

_GROUP = re.compile(
    "^(?!.*(?:一[名位个]|该|某|姓)).*(?:网友|网民|球迷|居民|老年人|年轻人|民众|市民|村民|群众|学生|家长|读者|观众|粉丝|工人|员工|司机|游客|记者)$"
    "|[们等]$|记者$|(?:报[道导告]|消息|声明|文章|公[告报]|通[告知报]|会议|法律|条例|判决书?|裁定书?|文件|[》”])$|(?:多|数|几|两|三|十|百|不少|许多|部分|一些|有些|大批)[^，。]*(?:人|名|位|个)?[^，。]*$(?<!几乎)"
)


@lru_cache(maxsize=1024)
def is_group(name: str) -> bool:
    """More than one, the reporter, or a paper: whom 他 and 她 do not mean, and who speaks but once.

    >>> is_group("许多市民"), is_group("《长江日报》"), is_group("一名记者的母亲")
    (True, True, False)
    """
    return _GROUP.search(plain(name)) is not None
