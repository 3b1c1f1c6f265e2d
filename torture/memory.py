"""What people have typed, remembered without the help of the program."""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from torture.sheets import MACHINE, PROPOSED, Item, Sheet, said, sheet, unspliced

MEASURED = {"sha256", "encoding"}
"""Fields of the source that the program takes anew where the article has changed."""

Loose = Callable[[str, str], bool]
"""Whether the program may write the key of the entry with this id."""

MARK = "人{number}人"
_MARKED = re.compile(r"#[^#\r\n]*人(\d+)人[^\r\n]*")


@dataclass
class Memory:
    """For every entry what a person typed into it, and every comment, word for word."""

    typed: dict[tuple[str, str], Any] = field(default_factory=dict)
    """By id and key; `None` where the person took the line away."""
    proposed: dict[str, tuple[Any, ...]] = field(default_factory=dict)
    """What the program last wrote into an entry."""
    comments: dict[str, dict[str, str]] = field(default_factory=dict)
    """By file and number, from the # to the end of the line."""

    def person_saved(self, name: str, before: str | None, after: str | None) -> None:
        """Somebody changed, made or deleted a file."""
        old = sheet(before) if before is not None else None
        new = sheet(after) if after is not None else None
        for item in old.entries if old else ():
            if new is None or new.entry(item.id) is None:
                self._forget(item.id)
        for item in new.entries if new else ():
            self._compare(item.id, old.entry(item.id) if old else None, item)
        if new is None:
            self.comments.pop(name, None)
        else:
            self._compare(f"source of {name}", old.source if old else None, new.source)
            self.comments[name] = _comments(new)

    def program_saved(self, before: str | None, after: str) -> None:
        """New entries and those nobody had touched now say what the program proposes."""
        old = {item.id: item for item in (sheet(before).entries if before is not None else ())}
        for item in sheet(after).entries:
            if item.id not in old or self.is_programs(old[item.id]):
                self.proposed[item.id] = _proposal(item)

    def is_programs(self, item: Item) -> bool:
        """Whether the program may still refresh the entry."""
        return self.says_the_proposal(item) and item.values.get("status") == "todo"

    def says_the_proposal(self, item: Item) -> bool:
        """Whether nobody changed what was proposed: its line follows a source that has changed."""
        return self.proposed.get(item.id) == _proposal(item)

    def lost(self, name: str, before: str, after: str) -> list[str]:
        """What a run of the program has taken from people; empty as it should be."""
        old, new = sheet(before), sheet(after)
        loose = self._loose(old)
        faults = differing(old, new, loose)
        faults += self._changed_values(old, new, loose)
        faults += [
            f"comment {text!r}"
            for number, text in self.comments.get(name, {}).items()
            if _comments(new).get(number) != text
        ]
        return faults

    def _loose(self, page: Sheet) -> Loose:
        """What a run of the program may write: lines outside of it may not go, move or appear."""
        programs = {item.id for item in page.entries if self.is_programs(item)}
        placed = {item.id for item in page.entries if self.says_the_proposal(item)}

        def loose(name: str, key: str) -> bool:
            return key in MACHINE if name in programs else key == "line" and name in placed

        return loose

    def _changed_values(self, old: Sheet, new: Sheet, loose: Loose) -> list[str]:
        faults = []
        for item in old.entries:
            now = new.entry(item.id)
            if now is None:
                faults.append(f"entry {item.id}")
                continue
            for (name, key), value in self.typed.items():
                if name == item.id and not loose(name, key) and now.values.get(key) != value:
                    faults.append(f"{name} {key}: {value!r} is now {now.values.get(key)!r}")
        return faults

    def _compare(self, name: str, old: Item | None, new: Item | None) -> None:
        before = old.values if old else {}
        after = new.values if new else {}
        for key in before.keys() | after.keys():
            if before.get(key) != after.get(key):
                self.typed[name, key] = after.get(key)

    def _forget(self, name: str) -> None:
        self.proposed.pop(name, None)
        for key in [each for each in self.typed if each[0] == name]:
            del self.typed[key]


def _proposal(item: Item) -> tuple[Any, ...]:
    """An empty field says as much as one that is not there."""
    return tuple(item.values.get(key) or None for key in (*PROPOSED, "auto"))


def _comments(page: Sheet) -> dict[str, str]:
    values = json.dumps(said(page.text), ensure_ascii=False)
    return {
        found[1]: found[0]
        for found in _MARKED.finditer(page.text)
        if MARK.format(number=found[1]) not in values
    }


def differing(old: Sheet, new: Sheet, loose: Loose) -> list[str]:
    """Every byte outside a splice is the same: what is not, line by line."""
    added = {each.id for each in new.entries} - {each.id for each in old.entries}
    typed = set(old.source.values) if old.source else set()
    fields = (set(new.source.values) if new.source else set()) - typed
    before = _ended(unspliced(old, loose, frozenset(), MEASURED))
    after = _ended(unspliced(new, loose, added, fields | MEASURED))
    if [line for line in before if line.strip()] != [line for line in after if line.strip()]:
        known = {*after}
        gone = [line for line in before if line not in known]
        return [f"line {line!r}" for line in gone] or ["lines moved or invented"]
    rest = iter(after)
    return [] if all(line in rest for line in before) else ["a blank line is gone"]


def _ended(lines: tuple[str, ...]) -> list[str]:
    """The last line of a file may get its end, and what is empty may be filled."""
    kept = [line for line in lines if line.strip() not in ("entries:", "entries: []", "source:")]
    if kept and not kept[-1].endswith(("\n", "\r")):
        kept[-1] += "\r\n" if any(line.endswith("\r\n") for line in kept) else "\n"
    return kept
