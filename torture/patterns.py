"""Every regular expression of the program on texts that are made to slow it down.

python -m torture.patterns             all of them, on 32,000 characters: prints the slowest
python -m torture.patterns --size 8000

A pattern is taken apart, and the texts are made of what it repeats: what it repeats many times over,
what it begins with many times over, both, each with an end that does not match. What takes long on one of them is held
against the same on a quarter of it: four times as long is linear, sixteen times as long a square.
"""

import argparse
import ast
import importlib
import inspect
import pkgutil
import re
import signal
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from re import _constants as codes  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

SIZE = 32_000
"""Characters of a text. Its square takes a second and a half at 1.5 ns a step."""
NOTICED = 1e-6
"""Seconds for each character that are worth a second look."""
STEEPEST = 8.0
"""How many times as long a text may take that is four times as long."""

SOUGHT_ONCE = {"quotes.reading.tags"}
"""Modules that stop asking for what was sought in vain once; pages are timed in torture/articles.py."""

GIVEN_UP = 3.0
"""Seconds after which a search is given up: it may be exponential."""

_SAMPLES = "天说市长他a1 \n　“”，。：（）-/<>&\"'#*|"
"""Of a class of characters, those of these that are in it stand for it."""
_ENDS = ("\x00", "")


@dataclass(frozen=True)
class Pattern:
    name: str
    """Its table and row, or the module that compiles it."""
    source: str
    flags: int = 0
    anchored: bool = False
    """Whether it is only asked whether a text begins with it, or is it."""


@dataclass(frozen=True)
class Grown:
    pattern: Pattern
    seconds: float
    text: str
    """The text that took longest."""
    growth: float = 0.0
    """How many times as long it took as a quarter of it; 0 where it took next to nothing."""

    @property
    def is_steep(self) -> bool:
        return self.growth > STEEPEST or self.seconds >= GIVEN_UP


def of_tables() -> Iterator[Pattern]:
    """The patterns of all rows of all tables."""
    from quotes.rules import tables

    for table in tables.SHAPES:
        for row in tables.rows(table):
            for field in ("find", "pattern", "left", "inner", "right"):
                if source := getattr(row, field, ""):
                    yield Pattern(f"{table}/{row.name}", source)
            for source in getattr(row, "patterns", ()):
                yield Pattern(f"{table}/{row.name}", source)


def of_modules() -> Iterator[Pattern]:
    """What our own code compiles when it is loaded, and while an article is read."""
    taken: dict[tuple[str, int], str] = {}
    honest = re._compile  # type: ignore[attr-defined]  # noqa: SLF001 - every way to a pattern leads here

    def noting(pattern: Any, flags: int) -> Any:
        caller = sys._getframe(2).f_globals.get("__name__", "")  # noqa: SLF001
        if caller.startswith("quotes.") and isinstance(pattern, str):
            taken.setdefault((pattern, int(flags)), caller)
        return honest(pattern, flags)

    re._compile = noting  # type: ignore[attr-defined]  # noqa: SLF001
    try:
        _load_everything()
        _read_something()
    finally:
        re._compile = honest  # type: ignore[attr-defined]  # noqa: SLF001
    anchored = set(_only_matched())
    return (
        Pattern(name, source, flags, (name, source) in anchored)
        for (source, flags), name in taken.items()
    )


def _only_matched() -> Iterator[tuple[str, str]]:
    """Modules and patterns of which nothing but `match` and `fullmatch` is ever asked."""
    trees = {
        name: ast.parse(inspect.getsource(module))
        for name, module in sys.modules.items()
        if name.startswith("quotes.") and module.__file__
    }
    asked: dict[str, set[str]] = {}
    for node in (node for tree in trees.values() for node in ast.walk(tree)):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            asked.setdefault(node.value.id, set()).add(node.attr)
    for name in trees:
        for known, value in vars(sys.modules[name]).items():
            if isinstance(value, re.Pattern) and asked.get(known, {""}) <= {"match", "fullmatch"}:
                yield name, str(value.pattern)


def _load_everything() -> None:
    """Modules that were loaded before are loaded again, so that nothing compiled is missed."""
    import quotes

    for name in [each for each in sys.modules if each.startswith("quotes.")]:
        del sys.modules[name]
    for found in pkgutil.walk_packages(quotes.__path__, "quotes."):
        if not found.name.endswith((".on_ray", ".on_dask")):
            importlib.import_module(found.name)


def _read_something() -> None:
    from quotes.parsing import mend, parse
    from quotes.reading import article_from_bytes
    from torture.newsdesk import HEADS, PARAGRAPHS

    text = "\n\n".join((*HEADS, *PARAGRAPHS))
    for raw, name in ((text, "a.txt"), (f"<html><body><p>{text}</p>", "a.html")):
        parse(article_from_bytes(raw.encode(), name))
    mend("當(dāng)前,,?!本珠L答。")


def attacks(pattern: Pattern, size: int) -> Iterator[str]:
    """Texts that a pattern may take long to give up on."""
    seen = set()
    for pump in _pumps(pattern):
        for before, again in pump:
            times = max(1, size // max(1, len(again)))
            for end in _ENDS:
                text = f"{before}{again * times}"[:size] + end
                if text not in seen:
                    seen.add(text)
                    yield text


def _pumps(pattern: Pattern) -> Iterator[tuple[tuple[str, str], ...]]:
    tree = parser.parse(pattern.source, pattern.flags & ~re.DEBUG)
    whole = _sample(tree)
    yield (("", whole or "天"), ("", "天"), ("", " "), ("", "\n"), (whole, "天"))
    for before, body in _repeats(tree, ""):
        for again in body:
            yield (before, again), ("", f"{before}{again}"), (before * 2, again)
            if before:
                yield (("", before),)


def _repeats(tree: Any, before: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """What stands before each part that may be repeated often, and what it may be."""
    for kind, value in tree:
        if kind in (codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT):
            _, most, body = value
            if most >= 8:
                yield before, _samples(body)
        for inner in _inside(kind, value):
            yield from _repeats(inner, before)
        before += _sample([(kind, value)])


def _inside(kind: Any, value: Any) -> Sequence[Any]:
    if kind in (codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT):
        return (value[2],)
    if kind is codes.SUBPATTERN:
        return (value[3],)
    if kind is codes.BRANCH:
        return tuple(value[1][:3])
    if kind is codes.ATOMIC_GROUP:
        return (value,)
    return (value[1],) if kind in (codes.ASSERT, codes.ASSERT_NOT) else ()


def _sample(tree: Any) -> str:
    """One text that the parts may match, repeated parts as seldom as may be."""
    return "".join(_one(kind, value) for kind, value in tree)


def _one(kind: Any, value: Any) -> str:
    if kind is codes.LITERAL:
        return chr(value)
    if kind in (codes.IN, codes.NOT_LITERAL, codes.ANY):
        return _members(kind, value)[0]
    if kind in (codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT):
        return _sample(value[2]) * max(1, value[0]) if value[0] else ""
    inner = [] if kind in (codes.ASSERT, codes.ASSERT_NOT) else _inside(kind, value)
    return _sample(inner[0]) if inner else ""


def _samples(body: Any) -> tuple[str, ...]:
    """Several texts that a repeated part may match."""
    if len(body) == 1 and body[0][0] in (codes.IN, codes.NOT_LITERAL, codes.ANY):
        return _members(*body[0])[:6]
    first = _sample(body) or "天"
    if len(body) == 1 and body[0][0] is codes.SUBPATTERN:
        return (first, *_samples(body[0][1][3])[:2])
    if len(body) == 1 and body[0][0] is codes.BRANCH:
        return tuple(filter(None, map(_sample, body[0][1][1][:4]))) or (first,)
    return (first,)


def _members(kind: Any, value: Any) -> tuple[str, ...]:
    """Characters that a class takes; the first of its own where none of ours is in it."""
    state = parser.State()
    tree = parser.SubPattern(state, [(kind, value)])
    compiled = re._compiler.compile(tree)  # type: ignore[attr-defined]  # noqa: SLF001
    ours = tuple(char for char in _SAMPLES if compiled.fullmatch(char))
    if ours or kind is not codes.IN:
        return ours or ("天",)
    first, what = value[0]
    if first is codes.RANGE:
        return (chr(what[0]),)
    return (chr(what),) if first is codes.LITERAL else ("a",)


def measure(pattern: Pattern, size: int = SIZE) -> Grown:
    """The longest of all searches."""
    compiled = re.compile(pattern.source, pattern.flags)
    worst = Grown(pattern, 0.0, "")
    for text in attacks(pattern, size):
        seconds = _search(compiled.match if pattern.anchored else compiled.search, text)
        if seconds > worst.seconds:
            worst = Grown(pattern, seconds, text)
        if seconds >= GIVEN_UP:
            return worst
    if worst.seconds < NOTICED * size:
        return worst
    return replace(
        worst, growth=_growth(compiled.match if pattern.anchored else compiled.search, worst.text)
    )


def _growth(look: Callable[[str], object], text: str) -> float:
    """The best of five of each: other work on the machine makes things slower, never faster."""
    quarter = text[: len(text) // 4] + text[-1:]
    long, short = (min(_search(look, each) for _ in range(5)) for each in (text, quarter))
    return long / short


class _TooLong(Exception):
    """A search was given up."""


def _give_up(*_: object) -> None:
    raise _TooLong


def _search(look: Callable[[str], object], text: str) -> float:
    signal.signal(signal.SIGVTALRM, _give_up)
    signal.setitimer(signal.ITIMER_VIRTUAL, GIVEN_UP)
    begin = time.perf_counter()
    try:
        look(text)
    except _TooLong:
        return GIVEN_UP
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    return time.perf_counter() - begin


def main(argv: Sequence[str] | None = None) -> int:
    wanted = argparse.ArgumentParser(prog="python -m torture.patterns", description=__doc__)
    wanted.add_argument("--size", type=int, default=SIZE)
    size = wanted.parse_args(argv).size
    patterns = [each for each in (*of_modules(), *of_tables()) if each.name not in SOUGHT_ONCE]
    measured = sorted((measure(each, size) for each in patterns), key=lambda one: -one.seconds)
    steep = [one for one in measured if one.is_steep]
    for one in steep or measured[:3]:
        where = f"{one.pattern.name}  {one.pattern.source[:60]!r} on {one.text[:20]!r}…"
        print(f"{one.seconds:7.3f} s, {one.growth:4.1f} times a quarter's  {where}")
    print(
        f"patterns: {len(patterns)} on {size:,} characters, {len(steep)} grow faster than the text;"
        f" slowest {measured[0].seconds:.3f} s"
    )
    return 1 if steep else 0


if __name__ == "__main__":
    sys.exit(main())
