"""Charts of the site: what they count, what they leave out, and that no name becomes part of a picture."""

import pytest

pytest.importorskip("vl_convert", reason="the extra `site` is not installed")

from lxml import etree

from newsroom import kept
from quotes.catalog.kept import Kept
from quotes.present.escape import on_one_line
from quotes.present.site import plots
from quotes.sayings.slogans import Slogan, Use

SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = (
    "</svg><script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "左\u202e右\u200b藏", "&lt;b&gt;",
    "\x1b[31m紅", "datum.name", "a.b[0]", "']);alert(1)//", "{{ 7 * 7 }}",
)  # fmt: skip


def spoken(*days: str | None, speaker: str = "王忠林", **fields: str) -> list[Kept]:
    return [
        kept("不獲全勝決不收兵", id=f"000-{at}", date=day, speaker=speaker, **fields)
        for at, day in enumerate(days)
    ]


@pytest.mark.parametrize("days", [(), (None, None, None), ("2020-02-16", "2020-02-17")])
def test_few_known_days_make_no_chart(days: tuple[str | None, ...]) -> None:
    assert plots.over_time(spoken(*days)) is None
    assert plots.speakers({"王忠林": spoken(*days)}) is None


def test_nobody_quoted_at_second_hand_makes_no_chart() -> None:
    assert plots.told_by(spoken("2020-02-16")) is None
    assert plots.told_by([kept("好", via="新华社")]) is None


@pytest.mark.parametrize(
    ("days", "rows", "undated"),
    [
        (("2020-02-16", "2020-02-16", "2020-02-18", "2020-02", None),
         [("2020-02-16", "quote", "2"), ("2020-02-18", "quote", "1")], 2),
        (("2020-02-16", "2020-02", "2021-02-01", "2020", "XXXX-02-01"),
         [("2020-02", "quote", "2"), ("2021-02", "quote", "1")], 2),
        (("1998", "1998-05-04", "2020", "199X"), [("1998", "quote", "2"), ("2020", "quote", "1")], 1),
    ],
)  # fmt: skip
def test_days_months_or_years_are_counted_as_the_series_is_long(
    days: tuple[str | None, ...], rows: list[tuple[str, ...]], undated: int
) -> None:
    plot = plots.over_time(spoken(*days))
    assert plot is not None
    assert list(plot.rows) == rows
    assert plot.undated == undated


def test_who_quotes_whom_is_counted_by_pairs() -> None:
    told = spoken(None, None, via="新华社") + spoken(None, speaker="应勇", via="新华社")
    plot = plots.told_by([*told, kept("好", via="央视", speaker="应勇")])
    assert plot is not None
    assert plot.rows == (("新华社", "王忠林", "2"), ("央视", "应勇", "1"), ("新华社", "应勇", "1"))


def test_a_set_phrase_is_drawn_by_its_voices() -> None:
    said = spoken("2020-02-10", "2020-02-12") + spoken("2020-02-13", speaker="应勇")
    uses = tuple(Use("应收尽收", "a", 1, each.days, each) for each in said)
    plot = plots.slogan(Slogan("应收尽收", uses))
    assert plot is not None
    assert {row[1] for row in plot.rows} == {"王忠林", "应勇"}
    assert plots.slogans([Slogan("应收尽收", uses)]) is not None


def test_only_the_most_frequent_are_drawn() -> None:
    many = {f"人{at}": spoken(*["2020-02-16"] * (at + 1)) for at in range(40)}
    plot = plots.speakers(many)
    assert plot is not None
    assert {row[1] for row in plot.rows} == {f"人{at}" for at in range(20, 40)}


def test_names_stay_words_in_a_picture() -> None:
    by_speaker = {name: spoken("2020-02-16", "2020-02-20", speaker=name) for name in HOSTILE}
    told = [kept("好", via=name, speaker=name) for name in HOSTILE]
    for plot in (plots.speakers(by_speaker), plots.told_by(told)):
        assert plot is not None
        tree = etree.fromstring(plot.svg.encode())
        tags = {each.tag.removeprefix(SVG) for each in tree.iter()}
        assert tags <= {"svg", "g", "path", "line", "text", "rect"}
        keys = {key for each in tree.iter() for key in each.attrib}
        assert not [key for key in keys if key.startswith("on") or key in ("style", "href")]
        shown = ["".join(each.itertext()) for each in tree.iter(f"{SVG}text")]
        for name in HOSTILE:
            begun = [each.rstrip("…") for each in shown if len(each) > 2]
            assert any(on_one_line(name).startswith(each) for each in begun), name
        assert "\u202e" not in plot.svg


def test_the_same_words_give_the_same_picture() -> None:
    days = ("2020-02-16", "2020-02-18", "2020-02-19")
    assert plots.over_time(spoken(*days)) == plots.over_time(spoken(*days))


@pytest.mark.parametrize("more", range(12))
def test_a_long_label_is_cut_between_characters(more: int) -> None:
    """Drawing ended in an error where the cut fell into a character beyond U+FFFF."""
    name = "名" * more + "𠮷" * 20
    kept = spoken("2020-02-16", "2020-02-17", "2020-02-18", speaker=name)
    plot = plots.speakers({name: kept, "王忠林": spoken("2020-02-16")})
    assert plot is not None
    shown = [each.text or "" for each in etree.fromstring(plot.svg.encode()).iter(f"{SVG}text")]
    assert "王忠林" in shown
    [label] = [each for each in shown if each.endswith("…")]
    assert name.startswith(label[:-1])
    assert len(label) == 11
