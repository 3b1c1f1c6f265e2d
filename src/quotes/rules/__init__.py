"""The rule tables: read once, validated, compiled, frozen.

Everything a reader of news may change without knowing Python stands in the YAML files beside
this one; README.md there says which file holds what.
"""

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache

from quotes.rules import shapes
from quotes.rules.needed import needed
from quotes.rules.patterns import alternation
from quotes.rules.tables import rows


@dataclass(frozen=True)
class Repair:
    name: str
    kind: str
    why: str
    find_re: re.Pattern[str]
    put: str
    needs: tuple[str, ...] = ()
    """Words of which one stands where there is something to repair; empty if none is sure."""


@dataclass(frozen=True, eq=False)
class Rules:
    """All tables; the same only as itself, so that caches can be kept by it. Tuples keep the order of the files; compiled patterns are made once."""

    mark_rows: tuple[shapes.MarkRow, ...]
    repair_rows: tuple[shapes.RepairRow, ...]
    verb_rows: tuple[shapes.VerbRow, ...]
    adverb_rows: tuple[shapes.WordsRow, ...]
    title_rows: tuple[shapes.WordsRow, ...]
    name_rows: tuple[shapes.WordsRow, ...]
    speaker_rows: tuple[shapes.WordsRow, ...]
    kind_rows: tuple[shapes.FeatureRow, ...]
    frame_rows: tuple[shapes.FrameRow, ...]
    line_rows: tuple[shapes.LineRow, ...]
    meta_rows: tuple[shapes.MetaRow, ...]
    date_rows: tuple[shapes.DateRow, ...]

    @cached_property
    def straight_marks(self) -> frozenset[str]:
        return frozenset(row.open for row in self.mark_rows if row.open == row.close)

    @cached_property
    def closing_marks(self) -> frozenset[str]:
        return frozenset(row.close for row in self.mark_rows)

    @cached_property
    def opening_for(self) -> dict[str, str]:
        """The opening marks that a closing one may close."""
        found: dict[str, str] = {}
        for row in self.mark_rows:
            found[row.close] = found.get(row.close, "") + row.open
        return found

    @cached_property
    def closing_for(self) -> dict[str, str]:
        return {row.open: row.close for row in reversed(self.mark_rows)}

    @cached_property
    def mark_re(self) -> re.Pattern[str]:
        """Any mark, or a newline with all blank lines and indents after it."""
        return re.compile(rf"[{self._listed_marks}\n](?:(?<=\n)\s*+)?")

    @cached_property
    def pair_re(self) -> re.Pattern[str]:
        """The same, and a pair of marks in one line, with no mark inside, as a whole.

        >>> load().pair_re.findall("他说“走”，“‘好’\\n")
        ['“走”', '“', '‘好’', '\\n']
        """
        closing: dict[str, str] = {}
        for row in self.mark_rows:
            closing[row.open] = closing.get(row.open, "") + re.escape(row.close)
        inside = rf"[^{self._listed_marks}\n]*+"
        pairs = (rf"{re.escape(mark)}(?:{inside}[{ends}])?" for mark, ends in closing.items())
        return re.compile("|".join([*pairs, self.mark_re.pattern]))

    @cached_property
    def _listed_marks(self) -> str:
        marks = {char for row in self.mark_rows for char in (row.open, row.close)}
        return "".join(sorted(map(re.escape, marks)))

    @cached_property
    def repairs(self) -> tuple[Repair, ...]:
        return tuple(
            Repair(
                row.name, row.kind, row.why, re.compile(row.find), row.put, tuple(needed(row.find))
            )
            for row in self.repair_rows
        )

    @property
    def titles(self) -> frozenset[str]:
        return titles()

    @cached_property
    def speakers(self) -> tuple[str, ...]:
        """Words for whoever can say something: people, bodies, papers, offices and callings."""
        named = self.words("speaker", "unnamed"), self.words("title", "office", "calling")
        return tuple(dict.fromkeys(word for words in named for word in words))

    def words(self, table: str, *names: str) -> tuple[str, ...]:
        """The words of the named rows of a words table, longest first."""
        return _words(self, table, names)

    def patterns(self, table: str, *names: str) -> tuple[str, ...]:
        rows: tuple[shapes.WordsRow, ...] = getattr(self, f"{table}_rows")
        return tuple(one for row in rows if not names or row.name in names for one in row.patterns)


@lru_cache(maxsize=64)
def _words(rules: Rules, table: str, names: tuple[str, ...]) -> tuple[str, ...]:
    rows: tuple[shapes.WordsRow, ...] = getattr(rules, f"{table}_rows")
    chosen = {word for row in rows if not names or row.name in names for word in row.words}
    return tuple(sorted(chosen, key=lambda word: (-len(word), word)))


@lru_cache(maxsize=1)
def load() -> Rules:
    """All tables of the program. Raises BadRules where a row does not hold together."""
    return Rules(
        mark_rows=rows("marks"),
        repair_rows=rows("repairs"),
        verb_rows=rows("verbs"),
        adverb_rows=rows("adverbs"),
        title_rows=rows("titles"),
        name_rows=rows("names"),
        speaker_rows=rows("speakers"),
        kind_rows=rows("kinds"),
        frame_rows=rows("frames"),
        line_rows=rows("lines"),
        meta_rows=rows("meta"),
        date_rows=rows("dates"),
    )


@lru_cache(maxsize=1)
def titles() -> frozenset[str]:
    """Words for offices, callings and forms of address, simplified; no other table is loaded."""
    named = ("office", "calling", "address")
    return frozenset(word for row in rows("titles") if row.name in named for word in row.words)


def word_rows(table: str) -> tuple[shapes.WordsRow, ...]:
    """A table of words that parsing does without: `formulas` or `wording`."""
    return rows(table)


@lru_cache(maxsize=32)
def words_of(table: str, name: str) -> tuple[str, ...]:
    """The words of one row of such a table, longest first."""
    [row] = [row for row in word_rows(table) if row.name == name]
    return tuple(sorted(row.words, key=lambda word: (-len(word), word)))


__all__ = ["Repair", "Rules", "alternation", "load", "titles", "word_rows", "words_of"]
