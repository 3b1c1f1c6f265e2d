"""Changes to people.yaml as replacements of stretches of its text; comments and layout stay.

The result is read again and must say what was meant; else the change is refused with its place,
and a person makes it by hand.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from quotes.catalog import render
from quotes.catalog.speakers import Role
from quotes.catalog.splice import Edit, apply
from quotes.catalog.syntax import Listing, Mapping, Node, Scalar, compose, end_of, plain
from quotes.errors import UnreadableCatalog, UsageError
from quotes.language import worded
from quotes.script import key
from quotes.span import Lines, Span

MODELINE = "# yaml-language-server: $schema=people.schema.json"
_HEAD = f"{MODELINE}\n# Who is who: one person under all names that the articles print.\npeople:\n"


class NotByProgram(UsageError):
    """people.yaml cannot be changed there without touching what a person has written."""

    def __init__(self, path: str, text: str, node: Node | None, why: str) -> None:
        line, column = Lines(text).place(node.span.start if node else 0)
        super().__init__(f"{path}:{line}:{column}: {why}", worded("change it there by hand"))


@dataclass(frozen=True, slots=True)
class Roster:
    """people.yaml as it stands."""

    path: str
    text: str

    def entry(self, name: str) -> Mapping | None:
        """The lines of the person of this name, whatever the script."""
        for item in self._items():
            own = item.get("name") if isinstance(item, Mapping) else None
            if (
                isinstance(item, Mapping)
                and isinstance(own, Scalar)
                and key(own.value) == key(name)
            ):
                return item
        return None

    def with_person(self, name: str, aliases: Sequence[str], roles: Sequence[Role]) -> str:
        """Behind everybody else."""
        items = self._items()
        dash, gap, text = 2, 2, self.text or _HEAD
        if items:
            listing = self._listing()
            assert listing is not None
            if listing.flow:
                raise self._refusal(listing, worded("the people stand in braces"))
            dash = _column(text, listing.span.start)
            gap = _column(text, items[0].span.start) - dash
        at = self._end(text, items)
        body = _person(name, aliases, roles, dash, gap)
        put = f"\n{body}" if items else body
        before = "" if text[:at].endswith("\n") or not at else "\n"
        meant = [*_plain(items), _values(name, aliases, roles)]
        return self._proven([Edit(Span(at, at), f"{before}{put}\n")], meant, text)

    def with_aliases(self, name: str, aliases: Sequence[str]) -> str:
        """Added to those that are there; the list becomes one line."""
        entry = self._insist(name)
        had = entry.get("aliases")
        words = [*_strings(had), *aliases]
        put = render.field("aliases", tuple(words), 0)
        if had is None:
            edit = self._line_behind(entry, ("name",), f"aliases: {put}")
        else:
            self._insist_on_no_comment(had)
            start = _after_colon(self.text, entry, "aliases")
            edit = Edit(Span(start, end_of(had)), f" {put}")
        return self._proven([edit], self._meant(entry, aliases=words), self.text)

    def with_role(self, name: str, role: Role) -> str:
        entry = self._insist(name)
        had = entry.get("roles")
        if isinstance(had, Listing) and not had.flow and had.items:
            at = _line_end(self.text, end_of(had))
            pad = " " * _column(self.text, had.items[0].span.start)
            dash = " " * _column(self.text, had.span.start) + "- "
            edit = Edit(Span(at, at), "\n" + _role(role, dash, pad))
        elif had is None:
            indent = _column(self.text, entry.pairs[0][0].span.start)
            dash = " " * (indent + 2) + "- "
            lines = "roles:\n" + _role(role, dash, " " * (indent + 4))
            edit = self._line_behind(entry, ("name", "aliases", "scripts"), lines)
        else:
            raise self._refusal(had, worded("the roles stand in brackets"))
        roles = [*(plain(had) or []), _role_values(role)]
        return self._proven([edit], self._meant(entry, roles=roles), self.text)

    def without(self, name: str) -> str:
        """The lines of somebody who has nothing but names go; anything more is a person's work."""
        entry = self._insist(name)
        extra = [own.value for own, _ in entry.pairs if own.value not in ("name", "aliases")]
        if extra:
            raise self._refusal(
                entry,
                worded("{name} has lines of their own here ({names})").format(
                    name=name, names=", ".join(extra)
                ),
            )
        items = self._items()
        index = items.index(entry)
        start = _line_start(self.text, entry.span.start)
        end = _behind(self.text, entry)
        if "#" in self.text[start:end] or index + 1 == len(items) == 1:
            raise self._refusal(
                entry,
                worded("a comment stands with {name}, or nobody would be left").format(name=name),
            )
        while self.text.startswith(("\n", "\r\n"), end):
            end = _next_line(self.text, end)
        if end == len(self.text):
            start = len(self.text[:start].rstrip()) + len(self._newline)
        meant = _plain([*items[:index], *items[index + 1 :]])
        return self._proven([Edit(Span(start, end), "")], meant, self.text)

    @property
    def _newline(self) -> str:
        return "\r\n" if "\r\n" in self.text else "\n"

    # finding places

    def _root(self) -> Mapping | None:
        root = compose(self.text, self.path)
        if root is not None and not isinstance(root, Mapping):
            raise self._refusal(root, worded("people.yaml holds a list under `people:`"))
        return root

    def _listing(self) -> Listing | None:
        root = self._root()
        found = root.get("people") if root else None
        if isinstance(found, Listing) or found is None:
            return found
        if isinstance(found, Scalar) and not found.value:
            return None
        raise self._refusal(found, worded("people.yaml holds a list under `people:`"))

    def _items(self) -> list[Node]:
        listing = self._listing()
        return list(listing.items) if listing else []

    def _insist(self, name: str) -> Mapping:
        entry = self.entry(name)
        assert entry is not None
        if entry.flow:
            raise self._refusal(entry, worded("{name} stands in braces").format(name=name))
        return entry

    def _insist_on_no_comment(self, node: Node) -> None:
        stretch = self.text[node.span.start : _line_end(self.text, end_of(node))]
        if "#" in stretch:
            raise self._refusal(node, worded("a comment stands here"))

    def _line_behind(self, entry: Mapping, keys: Sequence[str], line: str) -> Edit:
        indent = _column(self.text, entry.pairs[0][0].span.start)
        last = [value for own, value in entry.pairs if own.value in keys][-1]
        at = _line_end(self.text, end_of(last))
        return Edit(Span(at, at), f"\n{' ' * indent}{line}")

    def _end(self, text: str, items: Sequence[Node]) -> int:
        if items:
            return _behind(text, items[-1])
        root = compose(text, self.path)
        name = root.key("people") if isinstance(root, Mapping) else None
        if name is None:
            raise self._refusal(root, worded("people.yaml has no line `people:`"))
        return _next_line(text, _line_end(text, name.span.end))

    # proving

    def _meant(self, entry: Mapping, **values: Any) -> list[Any]:
        changed = {**_as_dict(entry), **values}
        return [changed if each is entry else plain(each) for each in self._items_of(entry)]

    def _items_of(self, entry: Mapping) -> list[Node]:
        """The same objects as `entry` was taken from are not at hand: they are told by place."""
        return [entry if each.span == entry.span else each for each in self._items()]

    def _proven(self, edits: Sequence[Edit], meant: list[Any], text: str) -> str:
        edits = [Edit(each.at, each.put.replace("\n", self._newline)) for each in edits]
        after = apply(text, edits)
        try:
            root = plain(compose(after, self.path))
        except UnreadableCatalog:
            root = None
        rest = plain(compose(text, self.path))
        wanted = {**(rest if isinstance(rest, dict) else {}), "people": meant}
        if root != wanted:
            raise self._refusal(None, worded("it cannot be changed without touching other lines"))
        return after

    def _refusal(self, node: Node | None, why: str) -> NotByProgram:
        return NotByProgram(self.path, self.text, node, why)


def _person(name: str, aliases: Sequence[str], roles: Sequence[Role], dash: int, gap: int) -> str:
    pad = " " * (dash + gap)
    lines = [f"{pad}name: {render.scalar(name)}"]
    if aliases:
        lines.append(f"{pad}aliases: {render.field('aliases', tuple(aliases), 0)}")
    if roles:
        lines.append(f"{pad}roles:")
        lines += [_role(role, f"{pad}  - ", f"{pad}    ") for role in roles]
    first = " " * dash + "-" + " " * (gap - 1)
    return first + "\n".join(lines)[dash + gap :]


def _role(role: Role, dash: str, pad: str) -> str:
    lines = [
        f"{own}: {render.scalar(value, number=own != 'title')}"
        for own, value in _role_values(role).items()
    ]
    return dash + f"\n{pad}".join(lines)


def _role_values(role: Role) -> dict[str, str]:
    values = {"title": role.title, "since": role.since, "until": role.until}
    return {own: value for own, value in values.items() if value}


def _values(name: str, aliases: Sequence[str], roles: Sequence[Role]) -> dict[str, Any]:
    values = {
        "name": name,
        "aliases": list(aliases),
        "roles": [_role_values(each) for each in roles],
    }
    return {own: value for own, value in values.items() if value}


def _plain(items: Sequence[Node]) -> list[Any]:
    return [plain(item) for item in items]


def _as_dict(entry: Mapping) -> dict[str, Any]:
    return {own.value: plain(value) for own, value in entry.pairs}


def _strings(node: Node | None) -> list[str]:
    if isinstance(node, Scalar):
        return [node.value] if node.value else []
    return (
        [item.value for item in node.items if isinstance(item, Scalar)]
        if isinstance(node, Listing)
        else []
    )


def _after_colon(text: str, entry: Mapping, name: str) -> int:
    own = entry.key(name)
    assert own is not None
    return text.index(":", own.span.end) + 1


def _behind(text: str, item: Node) -> int:
    """Below the lines of an item and the comments that lean on it: those further in."""
    end = _line_end(text, end_of(item))
    while (begin := _next_line(text, end)) > end:
        line = text[begin : _line_end(text, begin)]
        inside = len(line) - len(line.lstrip()) >= _column(text, item.span.start)
        if not (line.lstrip().startswith("#") and inside):
            return begin
        end = begin + len(line)
    return end


def _line_start(text: str, offset: int) -> int:
    return max(text.rfind("\n", 0, offset), text.rfind("\r", 0, offset)) + 1


def _line_end(text: str, offset: int) -> int:
    ends = [at for at in (text.find("\n", offset), text.find("\r", offset)) if at >= 0]
    return min(ends, default=len(text))


def _next_line(text: str, end: int) -> int:
    return end + (2 if text.startswith("\r\n", end) else 1 if end < len(text) else 0)


def _column(text: str, offset: int) -> int:
    return offset - _line_start(text, offset)
