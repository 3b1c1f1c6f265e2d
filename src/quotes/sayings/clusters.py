"""Sayings out of printings: which of them are one, kept up to date as articles change.

Printings whose words are the same share a node. Nodes that are near are one saying, and what is
near to either is too. A retelling or a part joins the one saying it is like; what is part of two
sayings is a saying of its own, for a phrase that many use joins nobody. What people wrote into
`same_as` and `not_same_as` decides before all of this.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from quotes.sayings.likeness import Relation, Wording, relation, wording
from quotes.sayings.neighbours import Neighbours, runs

SHORTEST = 4
"""Characters of what somebody said: of fewer, the same words of two people are no saying."""


@dataclass(frozen=True, slots=True)
class Printing:
    """Words that one article prints, as far as grouping asks."""

    id: str
    text: str
    kind: str
    same_as: tuple[str, ...] = ()
    not_same_as: tuple[str, ...] = ()


_Name = tuple[str, bool, str]
"""Key, whether it is a set phrase, and the id of a printing that shares a node with nobody."""


def _name_of(words: Wording, printing: Printing) -> _Name:
    """What is told to be apart from something, or is too short, keeps to itself."""
    alone = printing.not_same_as or _is_short(words)
    return words.key, words.is_set_phrase, printing.id if alone else ""


def _is_short(words: Wording) -> bool:
    return len(words.key) < SHORTEST and not words.is_set_phrase


@dataclass(slots=True)
class _Node:
    """All printings of the same words."""

    wording: Wording
    name: "_Name"
    printings: dict[str, Printing] = field(default_factory=dict)
    edges: dict[int, Relation] = field(default_factory=dict)


class Sayings:
    """Every saying of a catalog; articles are put in and taken out one by one."""

    def __init__(self) -> None:
        self._nodes: dict[int, _Node] = {}
        self._numbers: dict[_Name, int] = {}
        self._node_of: dict[str, int] = {}
        self._articles: dict[str, tuple[Printing, ...]] = {}
        self._neighbours = Neighbours()
        self._told_by: dict[str, set[str]] = {}
        """Ids by the ids that name them as `same_as`."""
        self._group_of: dict[int, tuple[int, ...]] = {}
        self._dirty: set[int] = set()
        self._next = 0

    def put(self, article: str, printings: Iterable[Printing]) -> None:
        """What an article prints now, in place of what it printed before."""
        self.drop(article)
        kept = tuple(each for each in printings if wording(each.text, each.kind).key)
        self._articles[article] = kept
        for each in kept:
            self._file(each)

    def drop(self, article: str) -> None:
        for each in self._articles.pop(article, ()):
            for name in each.same_as:
                self._told_by[name].discard(each.id)
            number = self._node_of.pop(each.id)
            node = self._nodes[number]
            node.printings.pop(each.id, None)
            self._dirty.add(number)
            if not node.printings:
                self._remove(number, node)

    def _file(self, printing: Printing) -> None:
        words = wording(printing.text, printing.kind)
        name = _name_of(words, printing)
        number = self._numbers.get(name)
        if number is None:
            number = self._next
            self._next += 1
            self._add(number, words, name)
        for told in printing.same_as:
            self._told_by.setdefault(told, set()).add(printing.id)
        self._nodes[number].printings[printing.id] = printing
        self._node_of[printing.id] = number
        self._dirty.add(number)

    def _add(self, number: int, words: Wording, name: "_Name") -> None:
        node = self._nodes[number] = _Node(words, name)
        self._numbers[name] = number
        if _is_short(words):
            return
        own = runs(words)
        for other in self._neighbours.of(own):
            found = relation(words, self._nodes[other].wording)
            if found is not None:
                node.edges[other] = self._nodes[other].edges[number] = found
        self._neighbours.add(number, own)

    def _remove(self, number: int, node: _Node) -> None:
        for other in node.edges:
            self._nodes[other].edges.pop(number, None)
            self._dirty.add(other)
        if not _is_short(node.wording):
            self._neighbours.drop(number, runs(node.wording))
        del self._nodes[number], self._numbers[node.name]

    def groups(self) -> tuple[tuple[Printing, ...], ...]:
        """The printings of each saying, in the order in which they were put in."""
        self._regroup()
        seen = dict.fromkeys(self._group_of.values())
        return tuple(self._printings(group) for group in seen)

    def group_of(self, name: str) -> tuple[Printing, ...]:
        """All printings of the saying that this entry is one of."""
        self._regroup()
        return self._printings(self._group_of[self._node_of[name]])

    def like(self, text: str) -> tuple[tuple[Printing, ...], ...]:
        """Every saying that these words are a printing of, whether as speech or as a set phrase."""
        self._regroup()
        found: dict[tuple[int, ...], None] = {}
        for kind in ("quote", "slogan"):
            words = wording(text, kind)
            same = self._numbers.get((words.key, words.is_set_phrase, ""))
            for number in (*([] if same is None else [same]), *self._neighbours.of(runs(words))):
                if relation(words, self._nodes[number].wording) is not None:
                    found[self._group_of[number]] = None
        return tuple(self._printings(group) for group in found)

    def _printings(self, group: Sequence[int]) -> tuple[Printing, ...]:
        return tuple(each for number in group for each in self._nodes[number].printings.values())

    def _regroup(self) -> None:
        """Anew for whatever can be reached from what has changed, and for nothing else."""
        stale = self._dirty | {n for one in self._dirty for n in self._group_of.get(one, ())}
        self._dirty = set()
        for number in stale:
            self._group_of.pop(number, None)
        seen: set[int] = set()
        for number in sorted(stale & self._nodes.keys()):
            if number not in seen:
                component = self._reachable(number)
                seen |= component
                self._group(component)

    def _group(self, component: set[int]) -> None:
        for group in _Grouping(self._nodes, component, self._node_of).groups():
            for number in group:
                self._group_of[number] = group

    def _reachable(self, start: int) -> set[int]:
        seen, ahead = {start}, [start]
        while ahead:
            node = self._nodes[ahead.pop()]
            for other in (*node.edges, *self._told(node)):
                if other in self._nodes and other not in seen:
                    seen.add(other)
                    ahead.append(other)
        return seen

    def _told(self, node: _Node) -> Iterator[int]:
        for each in node.printings.values():
            for name in (*each.same_as, *self._told_by.get(each.id, ())):
                if name in self._node_of:
                    yield self._node_of[name]


class _Grouping:
    """One component of nodes, parted into sayings."""

    def __init__(
        self, nodes: dict[int, _Node], component: set[int], node_of: dict[str, int]
    ) -> None:
        self._nodes, self._node_of = nodes, node_of
        self._order = sorted(component, key=lambda n: (-len(nodes[n].wording.key), n))
        self._parent = {number: number for number in self._order}
        self._apart = self._pairs("not_same_as")

    def groups(self) -> Iterator[tuple[int, ...]]:
        for one, other in sorted(self._pairs("same_as")):
            self._join(one, other)
        for one, other in self._edges(Relation.SAME, Relation.NEAR):
            self._join(one, other)
        self._join_guests()
        found: dict[int, list[int]] = {}
        for number in sorted(self._order):
            found.setdefault(self._root(number), []).append(number)
        return (tuple(group) for group in found.values())

    def _pairs(self, field_name: str) -> set[tuple[int, int]]:
        told = (
            (number, self._node_of.get(name))
            for number in self._order
            for each in self._nodes[number].printings.values()
            for name in getattr(each, field_name)
        )
        return {(one, other) for one, other in told if other in self._parent and other is not None}

    def _edges(self, *wanted: Relation) -> Iterator[tuple[int, int]]:
        for number in self._order:
            for other, found in self._nodes[number].edges.items():
                if found in wanted and other in self._parent:
                    yield number, other

    def _join_guests(self) -> None:
        """What is like exactly one longer saying joins it, the longest first: 甲 in 甲乙 in 甲乙丙."""
        rank = {number: at for at, number in enumerate(self._order)}
        longest: dict[int, int] = {}
        for number in self._order:
            longest.setdefault(self._root(number), rank[number])
        hosts: dict[int, set[int]] = {}
        for number, other in self._edges(Relation.REWORDED, Relation.PART):
            if rank[number] < rank[other]:
                hosts.setdefault(self._root(other), set()).add(number)
        for guest in sorted(hosts, key=longest.__getitem__):
            found = {self._root(host) for host in hosts[guest]} - {self._root(guest)}
            if len(found) == 1:
                self._join(found.pop(), guest)

    def _root(self, number: int) -> int:
        while self._parent[number] != number:
            self._parent[number] = self._parent[self._parent[number]]
            number = self._parent[number]
        return number

    def _join(self, one: int, other: int) -> None:
        """Unless somebody has said that something in one is not the same as something in the other."""
        first, second = self._root(one), self._root(other)
        if first != second and not self._are_apart(first, second):
            self._parent[max(first, second)] = min(first, second)

    def _are_apart(self, first: int, second: int) -> bool:
        roots = {first, second}
        return any({self._root(a), self._root(b)} == roots for a, b in self._apart)
