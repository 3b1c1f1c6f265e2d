"""Pictures of who spoke when, of set phrases over time and of who quotes whom, as SVG in the page.

Vega-Lite draws them (https://vega.github.io/vega-lite/), which puts every colour and place into
attributes: a page that allows no inline style may hold them. Lights follow the style of the page.
"""

import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from rich.cells import cell_len, set_cell_size

from quotes.catalog.kept import Kept
from quotes.errors import MissingLibrary
from quotes.present.escape import on_one_line
from quotes.sayings.slogans import Slogan

ROWS = 20
"""Names in one picture: the most frequent. All of them have pages of their own."""
DRAWN = 100
"""People and slogans with a picture on their page, the most frequent: each takes a twentieth of a second."""
ENOUGH = 3
"""Uses with a known day below which a list says as much."""

_BY_DAY, _BY_MONTH = 92, 366 * 10
"""Days of a series up to which its bars are days, and up to which they are months."""
_UNITS = {"yearmonthdate": "%Y-%m-%d", "yearmonth": "%Y-%m", "year": "%Y"}
_WIDTH, _ROW, _LABELS = 620, 24, 150
_CELLS = 22
"""Halves of a Chinese character that fit into a label."""
_KINDS = {"quote": "#3f8f57", "slogan": "#a8529a", "term": "#857f72"}
"""Legible on paper and in the dark: 3:1 against both grounds."""
_SHADE = "#3d7dc4"

Days = tuple[date, date]


class Plot(NamedTuple):
    svg: str
    rows: tuple[tuple[str, ...], ...]
    """What is drawn, in words: for who cannot see it."""
    heads: tuple[str, ...] = ("date", "speaker", "count")
    legend: bool = False
    """Whether colours tell kinds."""
    undated: int = 0
    """Left out, since they fall into no single day, month or year of the picture."""


def over_time(kept: Sequence[Kept]) -> Plot | None:
    """One person's words by day, month or year, each kind in its colour."""
    kinds = [(each.entry.kind or "term", each.known_days) for each in kept]
    spread = _spread(kinds)
    if spread is None:
        return None
    unit, counts, undated = spread
    spec = {
        "mark": {"type": "bar", "width": {"band": 0.9}},
        "height": 90,
        "encoding": _time(unit) | {
            "y": {"field": "count", "type": "quantitative", "axis": _COUNTS},
            "color": {"field": "name", "type": "nominal", "legend": None, "scale": _scale(_KINDS)},
        },
    }  # fmt: skip
    return Plot(
        drawn(spec, _values(counts)), _told(counts, unit), ("date", "kind", "count"), True, undated
    )


def speakers(by_speaker: Mapping[str, Sequence[Kept]]) -> Plot | None:
    """Who spoke when: a dot for each day, as large as much was said."""
    most = sorted(by_speaker, key=lambda name: (-len(by_speaker[name]), name))[:ROWS]
    return _dots([(name, each.known_days) for name in most for each in by_speaker[name]], most)


def slogans(found: Iterable[Slogan]) -> Plot | None:
    """When set phrases were printed."""
    most = sorted(found, key=lambda each: (-_uses(each), each.text))[:ROWS]
    dated = [(each.text, use.days) for each in most for use in (*each.uses, *each.unmarked)]
    return _dots(dated, [each.text for each in most], "slogan")


def slogan(one: Slogan) -> Plot | None:
    """One set phrase: when it stood between marks, and who voiced it."""
    voiced = [
        ((use.kept.name if use.kept and use.kept.name else use.source), use.days)
        for use in one.uses
    ]
    most = [name for name, _ in Counter(name for name, _ in voiced).most_common(ROWS)]
    return _dots([each for each in voiced if each[0] in set(most)], most)


def told_by(kept: Iterable[Kept]) -> Plot | None:
    """Who quotes whom: those through whom words have come to us, and whose words they are."""
    pairs = Counter((each.entry.via, each.name) for each in kept if each.entry.via and each.name)
    if not pairs:
        return None
    tellers = _most_frequent((via, count) for (via, _), count in pairs.items())
    voices = _most_frequent((name, count) for (_, name), count in pairs.items())
    shown = {
        pair: count for pair, count in pairs.items() if pair[0] in tellers and pair[1] in voices
    }
    values = [
        {"via": _label(via), "name": _label(name), "count": count}
        for (via, name), count in sorted(shown.items())
    ]
    spec = {
        "mark": {"type": "rect", "stroke": None},
        "width": {"step": _ROW + 8}, "height": {"step": _ROW},
        "encoding": {
            "x": _names("name", voices, labelAngle=-45, orient="top"),
            "y": _names("via", tellers),
            "color": {"field": "count", "type": "quantitative", "legend": None,
                      "scale": {"range": ["#a9c8ea", "#1f5fa6"], "domainMin": 1}},
        },
    }  # fmt: skip
    rows = sorted(pairs.items(), key=lambda item: (-item[1], item[0]))
    return Plot(
        drawn(spec, values),
        tuple((via, name, str(count)) for (via, name), count in rows),
        ("via", "speaker", "count"),
    )


def drawn(spec: Mapping[str, Any], values: Sequence[Mapping[str, Any]]) -> str:
    """The picture of a Vega-Lite specification; the same one gives the same bytes."""
    try:
        from vl_convert import vegalite_to_svg
    except ImportError as error:
        raise MissingLibrary(error.name, "site") from None
    whole: dict[str, Any] = {
        "width": _WIDTH,
        "background": None,
        "config": _CONFIG,
        "data": {"values": values},
    }
    picture: str = vegalite_to_svg(whole | dict(spec))
    return _without_size(picture)


_TEXT = {"labelFont": "sans-serif", "labelFontSize": 13, "title": None}
_LABELLED = {"labelLimit": _LABELS, "minExtent": _LABELS, "maxExtent": _LABELS, "domain": False, "ticks": False}  # fmt: skip
_COUNTS = {"tickCount": 3, "tickMinStep": 1, "format": "d", "minExtent": 30}
_CONFIG = {"view": {"stroke": None}, "aria": False, "axis": _TEXT, "font": "sans-serif"}


def _dots(
    named: Sequence[tuple[str, Days | None]], order: Sequence[str], head: str = "speaker"
) -> Plot | None:
    spread = _spread(named)
    if spread is None:
        return None
    unit, counts, undated = spread
    held = {name for name, _ in counts}
    spec = {
        "mark": {"type": "circle", "opacity": 0.75, "color": _SHADE},
        "height": {"step": _ROW},
        "encoding": _time(unit, padding=14) | {
            "y": _names("name", [each for each in order if each in held]),
            "size": {"field": "count", "type": "quantitative", "legend": None,
                     "scale": {"range": [30, 400], "domainMin": 1}},
        },
    }  # fmt: skip
    return Plot(
        drawn(spec, _values(counts)), _told(counts, unit), ("date", head, "count"), undated=undated
    )


def _spread(
    named: Sequence[tuple[str, Days | None]],
) -> tuple[str, Counter[tuple[str, str]], int] | None:
    """The unit of time that suits, and how many there are of each name in each of them."""
    dated = [(name, days) for name, days in named if days]
    if len(dated) < ENOUGH:
        return None
    length = (max(days[1] for _, days in dated) - min(days[0] for _, days in dated)).days
    unit = "yearmonthdate" if length <= _BY_DAY else "yearmonth" if length <= _BY_MONTH else "year"
    within = [(name, days[0]) for name, days in dated if _in_one(days, unit)]
    if len(within) < ENOUGH:
        return None
    counts = Counter((name, _stamp(day, unit)) for name, day in within)
    return unit, counts, len(named) - len(within)


def _stamp(day: date, unit: str) -> str:
    whole = day.isoformat()
    return whole if unit == "yearmonthdate" else f"{whole[:7]}-01" if unit == "yearmonth" else f"{whole[:4]}-01-01"  # fmt: skip


def _in_one(days: Days, unit: str) -> bool:
    return _stamp(days[0], unit) == _stamp(days[1], unit)


def _values(counts: Mapping[tuple[str, str], int]) -> list[dict[str, object]]:
    return [
        {"name": _label(name), "day": day, "count": count}
        for (name, day), count in sorted(counts.items())
    ]


def _told(counts: Mapping[tuple[str, str], int], unit: str) -> tuple[tuple[str, ...], ...]:
    kept = {"yearmonthdate": 10, "yearmonth": 7, "year": 4}[unit]
    return tuple(
        (day[:kept], name, str(count))
        for (name, day), count in sorted(counts.items(), key=lambda item: (item[0][1], item[0][0]))
    )


def _time(unit: str, padding: int = 0) -> dict[str, Any]:
    """In universal time, or a day would move with the clock of who builds the site."""
    axis = {"format": _UNITS[unit], "labelOverlap": True, "labelFlush": True, "grid": True}
    return {
        "x": {
            "field": "day", "type": "temporal", "timeUnit": f"utc{unit}", "axis": axis,
            "scale": {"padding": padding},
        }
    }  # fmt: skip


def _names(field: str, order: Sequence[str], **axis: object) -> dict[str, Any]:
    labels = [_label(each) for each in order]
    axis = _LABELLED | (axis or {"grid": True}) | _cut(labels)
    return {"field": field, "type": "nominal", "sort": labels, "axis": axis}


def _cut(labels: Sequence[str]) -> dict[str, object]:
    """Vega cuts long labels at any half of a character that takes two in JavaScript (𠮷, 👨), and then
    cannot tell how wide they are; where there are such, they are cut here.
    """
    if max(map(max, filter(None, labels)), default="") <= "\uffff":
        return {}
    known = json.dumps(labels, ensure_ascii=False)
    cut = json.dumps([*map(_shortened, labels)], ensure_ascii=False)
    return {"labelLimit": 0, "labelExpr": f"{cut}[indexof({known}, datum.label)]"}


def _shortened(label: str) -> str:
    if cell_len(label) <= _CELLS:
        return label
    return set_cell_size(label, _CELLS - 1).rstrip() + "…"


def _scale(colours: Mapping[str, str]) -> dict[str, Any]:
    return {"domain": list(colours), "range": list(colours.values())}


def _label(name: str) -> str:
    return on_one_line(name)


def _most_frequent(counted: Iterable[tuple[str, int]]) -> list[str]:
    counts: Counter[str] = Counter()
    for name, count in counted:
        counts[name] += count
    return [name for name, _ in sorted(counts.items(), key=lambda item: (-item[1], item[0]))][:ROWS]


def _uses(one: Slogan) -> int:
    return len(one.uses) + len(one.unmarked)


def _without_size(svg: str) -> str:
    """The page says how large it is; for ears there is the table beside it."""
    return re.sub(r'<svg ([^>]*?) width="\d+" height="\d+"', r'<svg aria-hidden="true" \1', svg, count=1)  # fmt: skip
