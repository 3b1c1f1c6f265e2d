"""One entry at a time, as a reviewer likes to see it: the place, the words in their paragraph,
what is said of them and why.
"""

from collections.abc import Iterable, Iterator, Sequence

from rich.cells import cell_len
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from quotes.catalog.kept import Kept
from quotes.catalog.proposal import propose
from quotes.model import Article, Finding
from quotes.present.context import paragraph
from quotes.present.escape import on_one_line, visible
from quotes.present.heads import head as named
from quotes.present.reasons import reason as told
from quotes.present.review_words import BY_HAND
from quotes.span import Span

_MARKED = "bold reverse"
_BEGIN, _END = "【", "】"
"""Seen also where there is no colour."""
_REACH = 240
"""Characters of a long paragraph that are shown on either side of the words."""
_GLANCE = 40
"""The same, of another paragraph."""
_ABOUT = ("speaker", "via", "mode", "kind", "date", "occasion")
_MOST_REASONS = 1
_NOBODY = "—"
_GAP = "   "


def head(count: tuple[int, int], kept: Kept, place: str, finding: Finding | None) -> RenderableType:
    """`[3/27] 003-34 · 封面新聞 2020-02-20~ · likely`."""
    source = kept.source
    printed = " ".join(part for part in (source.outlet, source.published) if part)
    sure = finding.confidence.value if finding else ""
    parts = (kept.entry.id or "", printed, sure, place)
    said = " · ".join(on_one_line(part) for part in parts if part)
    return Text.assemble((f"[{count[0]}/{count[1]}] ", "dim"), (said, "bold"))


def body(
    kept: Kept, article: Article | None, finding: Finding | None, why_not: str, columns: int
) -> Group:
    """The paragraph, then what is said of the words, then why."""
    lines: list[RenderableType] = [_words(kept, article, finding), Text(why_not, "yellow")]
    if finding and article:
        lines += _elsewhere(article, finding)
    if finding and article and finding.text != kept.entry.text:
        lines.append(
            Text.assemble((f"{named('kept as')}  ", "dim"), visible(kept.entry.text or ""))
        )
    fields = ((named(name), on_one_line(value)) for name, value in _fields(kept))
    lines += [_laid(fields, columns, ("dim", "bold")), *_reasons(finding, kept)]
    return Group(*(line for line in lines if not isinstance(line, Text) or line.plain.strip()))


def _words(kept: Kept, article: Article | None, finding: Finding | None) -> Text:
    if article is None or finding is None:
        return Text(_BEGIN + visible(kept.entry.text or "") + _END, _MARKED, overflow="fold")
    around = paragraph(article.text, finding.span)
    start = max(around.start, finding.span.start - _REACH)
    end = min(around.end, finding.span.end + _REACH)
    before = Span(start, finding.span.start).of(article.text)
    after = Span(finding.span.end, end).of(article.text)
    return Text.assemble(
        "…" if start > around.start else "",
        visible(before),
        (_BEGIN + visible(finding.raw) + _END, _MARKED),
        visible(after),
        "…" if end < around.end else "",
        overflow="fold",
    )


def _elsewhere(article: Article, finding: Finding) -> Iterator[RenderableType]:
    """The paragraphs on which the speaker and the date stand, where they are others."""
    shown = [paragraph(article.text, finding.span)]
    for reason in finding.reasons:
        span = reason.span
        if span is None or any(each.contains(span) for each in shown) or not span.length:
            continue
        around = paragraph(article.text, span)
        shown.append(around)
        near = Span(max(around.start, span.start - _GLANCE), min(around.end, span.end + _GLANCE))
        before, after = "…" * (near.start > around.start), "…" * (near.end < around.end)
        words = before + on_one_line(near.of(article.text)) + after
        line = Text(f"{named(reason.about)}：{words}", "dim", overflow="fold")
        yield Padding(line, (0, 0, 0, 2))


def _fields(kept: Kept) -> Iterator[tuple[str, str]]:
    entry = kept.entry
    role = f"（{kept.role}）" if kept.role else ""
    yield "speaker", (entry.speaker or _NOBODY) + role
    for name in ("kind", "via", "mode", "date", "place", "occasion", "standing", "status", "note"):
        if value := getattr(entry, name):
            yield name, value
    if entry.tags:
        yield "tags", ", ".join(entry.tags)


def _reasons(finding: Finding | None, kept: Kept) -> Iterator[Text]:
    """The reasons in the order of what they are about, each once; none for what is a person's."""
    if finding is None:
        return
    proposed = propose(finding)
    for about in _ABOUT:
        theirs = getattr(proposed, about)
        if theirs != getattr(kept.entry, about):
            said = BY_HAND.format(said=theirs or _NOBODY)
            yield Text(on_one_line(f"  {named(about)}: {said}"), "dim", overflow="fold")
            continue
        reasons = [each for each in finding.reasons if each.about == about]
        whys = dict.fromkeys(f"{told(one.why)} [{one.table}/{one.rule}]" for one in reasons)
        if whys:
            line = f"  {named(about)}: {'; '.join(list(whys)[:_MOST_REASONS])}"
            yield Text(on_one_line(line), "dim", overflow="fold")
    if finding.candidates:
        yield Text(f"  {named('perhaps')} " + on_one_line("、".join(finding.candidates)), "dim")


def offer(fields: Sequence[tuple[str, str | None, str | None]]) -> RenderableType:
    """What the entry says beside what the program would say now."""
    table = Table(box=None, show_edge=False, pad_edge=False, padding=(0, 2, 0, 0))
    for title in ("", "yours", "proposed"):
        table.add_column(named(title), overflow="fold", header_style="dim")
    for key, old, new in fields:
        table.add_row(
            Text(named(key), "dim"),
            Text(visible(old or _NOBODY)),
            Text(visible(new or _NOBODY), "bold"),
        )
    return table


def choices(names: Sequence[str], columns: int) -> RenderableType:
    """`1 王忠林   2 應勇`: to be picked by number."""
    pairs = ((str(number), on_one_line(name)) for number, name in enumerate(names, 1))
    return _laid(pairs, columns, ("cyan", ""))


def keys(shown: Sequence[tuple[str, str]], columns: int) -> RenderableType:
    """The keys, always in sight."""
    return _laid(((key, named(word)) for key, word in shown), columns, ("cyan", "dim"))


def _laid(pairs: Iterable[tuple[str, str]], columns: int, styles: tuple[str, str]) -> Text:
    """Pairs in lines, none of them torn apart where it fits into one.

    >>> print(_laid([("1/y", "ok"), ("2/n", "drop"), ("u", "undo")], 17, ("", "")).plain)
    1/y ok   2/n drop
    u undo
    """
    line = Text("", overflow="fold")
    used = 0
    for first, second in pairs:
        room = cell_len(f"{first} {second}")
        if used:
            fits = used + len(_GAP) + room <= columns
            line.append(_GAP if fits else "\n")
            used = used + len(_GAP) if fits else 0
        line.append(f"{first} ", styles[0]).append(second, styles[1])
        used += room
    return line
