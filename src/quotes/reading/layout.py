"""A page's blocks of text, and which of them are the article.

The article is the smallest box that holds most of the page's sentences. A sentence has Chinese
characters and a stop; menus, lists of other articles and buttons have neither, or are links.
"""

import re
from dataclasses import dataclass, field

from quotes.reading.tags import Token, tokens

_ROOT = 0
_BOXES = frozenset({
    "html", "body", "main", "article", "section", "div", "header", "footer", "nav", "aside",
    "form", "figure", "figcaption", "table", "tbody", "thead", "tr", "td", "th", "ul", "ol",
    "li", "dl", "dt", "dd", "blockquote", "p", "h1", "h2", "h3", "h4", "h5", "h6", "pre",
    "center", "address", "details", "fieldset", "button", "select", "option", "title", "head",
})  # fmt: skip
_NEVER = frozenset({
    "nav", "footer", "aside", "form", "figure", "figcaption", "button", "select", "option",
    "head", "title",
})  # fmt: skip
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_PARAGRAPHS = _HEADINGS | {"p", "li", "blockquote", "center"}
_CLOSED_BY_ITS_LIKE = frozenset({"p", "li", "option", "dt", "dd", "tr", "td"})
_FURNITURE = re.compile(
    r"(?:^|[\s_-])(?:nav|menu|breadcrumbs?|crumbs?|footer|sidebar|aside|related|recommend\w*|more|share|"
    r"social|comments?|advert\w*|ads?|copyright|subscribe|newsletter|tags?|keywords?|hot|rank\w*|"
    r"toolbar|pager|pagination|login|banner|promo|popup|app-?download|caption|photo-?desc|editor)(?:$|[\s_-])",
    re.IGNORECASE,
)
_HAN = re.compile(r"[㐀-鿿]")
_STOP = re.compile(r"[。，！？；：”」』…]")
_DAY = re.compile(r"(?:19|20)\d\d[-/.年]\d{1,2}[-/.月]\d{1,2}")
MOST_TOKENS = 500_000
"""Tags and stretches of words of a page: saved articles have some thousands, and half a million
are read in five seconds."""

_SHARE = 0.7
"""A box that holds this much of the page's sentences holds the article."""


class TooManyTags(Exception):
    """No article's page has so many."""


@dataclass(slots=True)
class Box:
    parent: int
    name: str
    skip: bool
    """Never the article, by its element."""
    furniture: bool
    """Probably not the article, by its name."""
    sentences: int = 0


@dataclass(frozen=True, slots=True)
class Block:
    """One line of the page."""

    box: int
    words: str
    linked: int
    """How many of its characters are links."""

    @property
    def sentences(self) -> int:
        if self.is_link or not (_HAN.search(self.words) and _STOP.search(self.words)):
            return 0
        return len(self.words)

    @property
    def is_dateline(self) -> bool:
        """2020年2月16日 来源：某某日报 stands above the article, outside its box."""
        return len(self.words) <= 60 and bool(_DAY.search(self.words)) and not self.is_link

    @property
    def is_link(self) -> bool:
        return 2 * self.linked > len(self.words)


@dataclass(slots=True)
class Layout:
    """What one walk over the tags leaves behind."""

    boxes: list[Box] = field(default_factory=lambda: [Box(_ROOT, "", False, False)])
    blocks: list[Block] = field(default_factory=list)
    tags: list[Token] = field(default_factory=list)
    """`meta`, `link`, `time` and data scripts, in order."""

    def headings(self, name: str) -> list[str]:
        return [one.words for one in self.blocks if self.boxes[one.box].name == name]

    def article(self) -> list[str]:
        """The lines of the article, in order."""
        self._count(spare_furniture=True)
        if 5 * self.boxes[_ROOT].sentences < sum(one.sentences for one in self.blocks):
            self._forgive()
            self._count(spare_furniture=False)
        main = self._main()
        inside = self._inside(main)
        return [one.words for one in self.blocks if self._belongs(one, main, inside)]

    def _belongs(self, block: Block, main: int, inside: set[int]) -> bool:
        if block.box in inside:
            return not block.is_link or self.boxes[block.box].name in _HEADINGS
        return block.box < main and block.is_dateline and not self.boxes[block.box].skip

    def _forgive(self) -> None:
        """Where most of the text would be furniture, names mean nothing on this page."""
        for box in self.boxes:
            box.furniture = False

    def _count(self, *, spare_furniture: bool) -> None:
        for box in self.boxes:
            box.sentences = 0
        for block in self.blocks:
            box = self.boxes[block.box]
            if not (box.skip or (spare_furniture and box.furniture)):
                box.sentences += block.sentences
        for number in range(len(self.boxes) - 1, _ROOT, -1):
            box = self.boxes[number]
            self.boxes[box.parent].sentences += box.sentences

    def _main(self) -> int:
        """The deepest box with its share, a paragraph excepted: an article may be a long one and a short one."""
        enough = _SHARE * self.boxes[_ROOT].sentences
        return max(
            (
                number
                for number, box in enumerate(self.boxes)
                if box.sentences >= enough > 0 and box.name not in _PARAGRAPHS
            ),
            default=_ROOT,
        )

    def _inside(self, main: int) -> set[int]:
        """The box and all in it, without furniture; boxes come after those that hold them."""
        inside = {main}
        for number in range(main + 1, len(self.boxes)):
            box = self.boxes[number]
            if box.parent in inside and not box.skip and not box.furniture:
                inside.add(number)
        return inside


def lay_out(page: str) -> Layout:
    """Walk over a page once. Raises TooManyTags."""
    walk = _Walk()
    for number, token in enumerate(tokens(page)):
        if number == MOST_TOKENS:
            raise TooManyTags
        walk.take(token)
    walk.end_block()
    return walk.layout


class _Walk:
    def __init__(self) -> None:
        self.layout = Layout()
        self._open = [_ROOT]
        self._names: dict[str, int] = {}
        self._words: list[str] = []
        self._linked = 0
        self._link_from = 0
        """How deep the open link began; 0 outside of links."""

    def take(self, token: Token) -> None:
        if not token.name:
            self._words.append(token.words)
            self._linked += len(token.words.strip()) if self._link_from else 0
        elif token.name == "a":
            self._link_from = 0 if token.closes else len(self._open)
        elif token.name == "br":
            self.end_block()
        elif token.name in _BOXES:
            self.end_block()
            self._close(token.name) if token.closes else self._enter(token)
        elif token.name in ("meta", "link", "time", "script") and not token.closes:
            self.layout.tags.append(token)

    def end_block(self) -> None:
        words = tidy("".join(self._words))
        if words:
            self.layout.blocks.append(Block(self._open[-1], words, self._linked))
        self._words, self._linked = [], 0

    def _enter(self, token: Token) -> None:
        boxes = self.layout.boxes
        if boxes[self._open[-1]].name in _CLOSED_BY_ITS_LIKE & {token.name, "p"}:
            self._close(boxes[self._open[-1]].name)
        above = boxes[self._open[-1]]
        given = token.attributes
        called = f"{given.get('class', '')} {given.get('id', '')}"
        hidden = token.name in _NEVER or "display:none" in given.get("style", "").replace(" ", "")
        furniture = bool(_FURNITURE.search(called)) and token.name not in ("html", "body")
        boxes.append(
            Box(self._open[-1], token.name, above.skip or hidden, above.furniture or furniture)
        )
        self._open.append(len(boxes) - 1)
        self._names[token.name] = self._names.get(token.name, 0) + 1

    def _close(self, name: str) -> None:
        """Close the nearest box of this name and all in it; an end without a beginning is nothing."""
        if not self._names.get(name):
            return
        while True:
            closed = self.layout.boxes[self._open.pop()].name
            self._names[closed] -= 1
            if closed == name:
                break
        if len(self._open) < self._link_from:
            self._link_from = 0


_SPACE = re.compile(r"[ \t\r\n\f]+")


def tidy(words: str) -> str:
    """Spaces as a browser shows them; a line broken between Chinese characters is joined.

    >>> tidy("　　市長\\n  說：「好」\\xa0")
    '市長說：「好」'
    """
    joined = _SPACE.sub(_space, words)
    return joined.strip(" \u3000\xa0\u200b\ufeff")


def _space(found: re.Match[str]) -> str:
    around = found.string[max(found.start() - 1, 0) : found.end() + 1].strip(" \t\r\n\f")
    broken = "\n" in found[0] or "\r" in found[0]
    return "" if broken and any(char >= "⺀" for char in around) else " "
