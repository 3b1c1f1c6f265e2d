"""Set phrases as people look at them: all in a table, one with its lists, its drift and its places."""

from collections.abc import Iterator, Sequence
from datetime import date

from rich.box import SIMPLE
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from quotes.present import messages
from quotes.present.bars import over_time
from quotes.present.escape import inert, on_one_line
from quotes.present.formats.as_jsonl import line
from quotes.present.heads import head
from quotes.sayings.formulas import Formula
from quotes.sayings.slogans import Slogan, SpeltOut, Use
from quotes.script import key

_COLUMNS = ("slogan", "marked", "bare", "in", "first", "last", "over time", "voiced by", "items")

_SHARE = {"slogan": 3, "voiced by": 2, "items": 4}
"""How the columns of words share the room that is left."""


_WIDE = {"over time": 100, "voiced by": 100, "first": 72, "last": 72, "in": 60}
"""Cells that a terminal must have before a column is shown."""


def overview(found: Sequence[Slogan], width: int) -> RenderableType:
    """One row a phrase; `bare` counts uses without marks. Some columns need a wide terminal."""
    table = Table(box=SIMPLE, show_edge=False, pad_edge=False, padding=(0, 2, 0, 0))
    chosen = [name for name in _COLUMNS if width >= _WIDE.get(name, 0)]
    for name in chosen:
        table.add_column(
            head(name),
            overflow="fold",
            justify="right" if name in ("marked", "bare", "in") else "left",
            ratio=_SHARE.get(name),
            no_wrap=name not in _SHARE,
        )
    spans = [each.span for each in found if each.span]
    bounds = (min(s[0] for s in spans), max(s[1] for s in spans)) if spans else None
    for each in found:
        cells = dict(zip(_COLUMNS, _cells(each, bounds), strict=True))
        table.add_row(*(cells[name] for name in chosen))
    return table


def _cells(slogan: Slogan, bounds: tuple[date, date] | None) -> Iterator[Text]:
    yield inert(on_one_line(slogan.text), "bold")
    yield Text(str(len(slogan.uses)))
    yield Text(str(len(slogan.unmarked) or ""), "dim")
    yield Text(str(len(slogan.sources)))
    yield from map(Text, _days(slogan))
    days = [each.days[0] for each in slogan.uses if each.days]
    yield Text(over_time(days, *bounds) if bounds else "", "magenta")
    yield inert("、".join(map(on_one_line, slogan.voices)))
    yield inert(_items(slogan))


def _items(slogan: Slogan) -> str:
    """The list that was printed first, and how many others there are."""
    if not slogan.spelt_out:
        return ""
    more = f" (+{len(slogan.spelt_out) - 1})" if len(slogan.spelt_out) > 1 else ""
    return "、".join(map(on_one_line, slogan.spelt_out[0].items)) + more


def _days(slogan: Slogan) -> tuple[str, str]:
    return (str(slogan.span[0]), str(slogan.span[1])) if slogan.span else ("", "")


def detail(slogan: Slogan) -> RenderableType:
    """What it is spelt out as, how that drifts, and every place where it stands."""
    parts = [inert(on_one_line(slogan.text), "bold"), Text(_counted(slogan), "dim")]
    parts += [_list(each) for each in slogan.spelt_out]
    parts += [inert(on_one_line(each), "yellow") for each in drift(slogan)]
    for title, uses in ((messages.MARKED, slogan.uses), (messages.UNMARKED_USES, slogan.unmarked)):
        if uses:
            parts += [Text(title.format(count=len(uses)), "dim"), *map(_use, uses)]
    return Group(*parts, Text(""))


def _counted(slogan: Slogan) -> str:
    if slogan.formula is None:
        return messages.NO_FORMULA
    said = counting(slogan.formula)
    return said if slogan.spelt_out else f"{said}; {messages.NOT_SPELT_OUT}"


def counting(formula: Formula) -> str:
    """What the numeral counts, in words."""
    parts = " + ".join(f"{number} {word}" for number, word in formula.parts)
    return messages.COUNTS[formula.counts.value].format(number=formula.number, parts=parts)


def _list(spelt: SpeltOut) -> Text:
    items = "、".join(map(on_one_line, spelt.items))
    when = f"  {_day(spelt)}" if spelt.days else ""
    where = on_one_line(f"  {spelt.source}:{spelt.line}  {spelt.way}")
    return Text.assemble(
        f"  = {items}", (f"  ({len(spelt.items)})", "dim"), (when, ""), (where, "dim")
    )


def _day(each: SpeltOut | Use) -> str:
    if each.days is None:
        return "—"
    first, last = each.days
    return str(first) if first == last else f"{first}/{last}"


def drift(slogan: Slogan) -> Iterator[str]:
    """What changes from one printing to the next, in the order of the days."""
    if not slogan.drifts:
        return
    if slogan.formula is not None and len(slogan.printings) > 1:
        yield messages.DRIFT_OF_NAME.format(forms=" → ".join(slogan.printings))
    for one, other in zip(slogan.spelt_out, slogan.spelt_out[1:], strict=False):
        gone, new = _missing(one, other), _missing(other, one)
        yield messages.DRIFT_OF_ITEMS.format(
            before=len(one.items), after=len(other.items), first=_day(one), then=_day(other),
            gone="、".join(gone) or messages.NOTHING, new="、".join(new) or messages.NOTHING,
        )  # fmt: skip


def _missing(one: SpeltOut, other: SpeltOut) -> list[str]:
    there = set(map(key, other.items))
    return [item for item in one.items if key(item) not in there]


def _use(use: Use) -> Text:
    kept = use.kept
    return Text.assemble(
        (f"    {on_one_line((kept and kept.entry.id) or '')}  ", "cyan"),
        f"{_day(use) if use.said or not use.days else messages.PRINTED_ON.format(day=_day(use))}  ",
        (on_one_line((kept and kept.name) or ""), "bold"),
        (on_one_line(f"  {use.source}:{use.line}  {use.text}"), "dim"),
    )


def tsv(found: Sequence[Slogan]) -> str:
    """A line a phrase: words, marked, unmarked, sources, first, last, voices, items."""
    return "".join("\t".join(map(on_one_line, _row(each))) + "\n" for each in found)


def _row(slogan: Slogan) -> tuple[str, ...]:
    counts = (len(slogan.uses), len(slogan.unmarked), len(slogan.sources))
    items = " | ".join("、".join(each.items) for each in slogan.spelt_out)
    return (slogan.text, *map(str, counts), *_days(slogan), "、".join(slogan.voices), items)


def json_lines(found: Sequence[Slogan]) -> str:
    return "".join(line(_values(each)) + "\n" for each in found)


def _values(slogan: Slogan) -> dict[str, object]:
    formula = slogan.formula
    return {
        "slogan": slogan.text,
        "printings": list(slogan.printings),
        "first": _days(slogan)[0] or None,
        "last": _days(slogan)[1] or None,
        "voices": list(slogan.voices),
        "counts": formula.counts.value if formula else None,
        "number": formula.number if formula else None,
        "spelt_out": [
            {"items": list(e.items), "way": e.way, "source": e.source, "line": e.line, "date": _day(e) if e.days else None}
            for e in slogan.spelt_out
        ],
        "drift": list(drift(slogan)),
        "uses": [_use_values(each) for each in slogan.uses],
        "unmarked": [_use_values(each) for each in slogan.unmarked],
    }  # fmt: skip


def _use_values(use: Use) -> dict[str, object]:
    kept = use.kept
    return {
        "id": kept.entry.id if kept else None,
        "text": use.text,
        "speaker": kept.name if kept else None,
        "date": _day(use) if use.days and use.said else None,
        "printed": _day(use) if use.days and not use.said else None,
        "source": use.source,
        "line": use.line,
    }
