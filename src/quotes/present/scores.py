"""What an evaluation found: figures with their intervals, rules with their precision, errors."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from rich.box import SIMPLE
from rich.table import Table
from rich.text import Text

from quotes.language import worded
from quotes.present.escape import inert, on_one_line
from quotes.present.heads import head
from quotes.present.messages import CALIBRATION, GUESSES
from quotes.sayings.diagnosis import Miss, Record
from quotes.sayings.scoring import COUNTS_TOLD

Intervals = Mapping[str, tuple[float, float]]

_OPEN = "—"
"""Nothing was said, or nothing should have been."""


def table(counts: Mapping[str, int], figures: Mapping[str, float], bounds: Intervals) -> Table:
    rows = _grid("", "value", "95 %" if bounds else "")
    for name in COUNTS_TOLD:
        rows.add_row(name, str(counts[name]), "")
    for name, value in figures.items():
        rows.add_row(name, f"{value:.3f}", _range(bounds.get(name)))
    return rows


def _range(bounds: tuple[float, float] | None) -> str:
    return f"{bounds[0]:.3f}…{bounds[1]:.3f}" if bounds else ""


def calibration(counts: Mapping[str, int]) -> str:
    """Whether the words certain and likely mean what they say."""
    held = [
        CALIBRATION.format(
            name=name, right=counts[f"{name}_right"], all=counts[name], share=_share(counts, name)
        )
        for name in ("certain", "likely")
    ]
    guesses = GUESSES.format(right=counts["guesses_right"], all=counts["guesses"])
    return "\n".join([*held, guesses])


def _share(counts: Mapping[str, int], name: str) -> str:
    return f"{counts[f'{name}_right'] / counts[name]:.3f}" if counts[name] else _OPEN


def rules(records: Sequence[Record]) -> Table:
    rows = _grid("about", "table", "rule", "fires", "right", "precision")
    for each in records:
        figures = (str(each.fires), str(each.right), f"{each.precision:.3f}")
        rows.add_row(each.about, each.table, each.rule, *figures)
    return rows


def _grid(*names: str) -> Table:
    rows = Table(box=SIMPLE, show_edge=False, pad_edge=False)
    for name in names:
        words = name in ("", "about", "table", "rule")
        rows.add_column(head(name), justify="left" if words else "right", overflow="fold")
    return rows


def errors(misses: Iterable[Miss]) -> Iterator[Text]:
    """Grouped by what is wrong and by the rule that answered, the largest group first."""
    groups: dict[tuple[str, str], list[Miss]] = {}
    for each in misses:
        groups.setdefault((each.about, each.rule), []).append(each)
    for (about, rule), group in sorted(groups.items(), key=lambda item: -len(item[1])):
        yield Text(f"\n{about}: {rule} ({len(group)})", "bold")
        yield from map(_miss, group)


def _miss(one: Miss) -> Text:
    said = on_one_line(
        worded("{said} for {wanted}").format(said=one.said or _OPEN, wanted=one.wanted or _OPEN)
    )
    line = Text(f"  {on_one_line(one.doc)}:{one.line}  ", "dim") + inert(said)
    context = inert(on_one_line(f"\n    {one.context}").replace("⏎", "\n", 1), "dim")
    context.overflow = "fold"
    return line + context


def values(
    counts: Mapping[str, int], figures: Mapping[str, float], bounds: Intervals
) -> dict[str, Any]:
    """The figures for programs; names and rounding stay as they are."""
    told: dict[str, Any] = {name: counts[name] for name in COUNTS_TOLD}
    told |= {name: round(value, 4) for name, value in figures.items()}
    told["intervals"] = {name: [round(one, 4) for one in both] for name, both in bounds.items()}
    told["calibration"] = {
        name: {"answers": counts[name], "right": counts[f"{name}_right"]}
        for name in ("certain", "likely", "guesses")
    }
    return told


def miss_values(one: Miss) -> dict[str, Any]:
    return {name: getattr(one, name) for name in Miss.__slots__}


def record_values(one: Record) -> dict[str, Any]:
    own = {name: getattr(one, name) for name in Record.__slots__}
    return own | {"precision": round(one.precision, 4)}
