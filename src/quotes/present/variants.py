"""Sayings as people look at them: all of them in a table, one with every printing beside it."""

from collections import Counter
from collections.abc import Iterator, Sequence

from rich.box import SIMPLE
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from quotes.catalog.kept import Kept
from quotes.language import worded
from quotes.present import messages
from quotes.present.differences import drawn
from quotes.present.escape import inert, on_one_line
from quotes.present.formats.as_jsonl import line
from quotes.present.heads import head
from quotes.sayings.conflicts import Clash, Conflict
from quotes.sayings.copies import Copy
from quotes.sayings.differences import difference
from quotes.sayings.unmarked import Unmarked
from quotes.sayings.variants import Saying, Variant
from quotes.script import key

_INDENT = "    "


def overview(sayings: Sequence[Saying]) -> RenderableType:
    """One row a saying: how often it is printed, where first, and what became of it."""
    table = Table(box=SIMPLE, show_edge=False, pad_edge=False, padding=(0, 2, 0, 0))
    for name in ("id", "printed", "first", "speaker", "notes"):
        table.add_column(head(name), overflow="fold")
    table.add_column(head("words"), overflow="fold", ratio=1)
    for each in sayings:
        table.add_row(*(inert(cell) for cell in _cells(each)))
    return table


def _cells(saying: Saying) -> Iterator[str]:
    entry = saying.fullest.entry
    yield on_one_line(entry.id or "")
    yield messages.PRINTED_IN.format(times=len(saying.variants), sources=len(saying.sources))
    yield on_one_line((saying.earliest and saying.earliest.source.published) or "?")
    yield on_one_line("\n".join(_speakers(saying))).replace("⏎", "\n")
    yield "\n".join(_notes(saying))
    yield on_one_line(entry.text or "")


def _speakers(saying: Saying) -> tuple[str, ...]:
    first: dict[str, str] = {}
    for each in saying.variants:
        first.setdefault(key(each.kept.name or ""), each.kept.name or "?")
    return tuple(first.values())


def _notes(saying: Saying) -> Iterator[str]:
    counts = Counter(worded(note.value) for each in saying.variants for note in each.notes)
    for note, times in counts.items():
        yield note if times == 1 else f"{note} ×{times}"


def tsv(sayings: Sequence[Saying]) -> str:
    """A line a printing: the saying's id, its own, date, speaker, source, notes, words."""
    rows = ((saying, each) for saying in sayings for each in saying.variants)
    return "".join("\t".join(map(on_one_line, _row(*each))) + "\n" for each in rows)


def _row(saying: Saying, variant: Variant) -> tuple[str, ...]:
    kept = variant.kept
    return (
        saying.fullest.entry.id or "",
        kept.entry.id or "",
        kept.entry.date or "",
        kept.entry.speaker or "",
        where(kept),
        " ".join(note.value for note in variant.notes),
        variant.text,
    )


def where(kept: Kept) -> str:
    place = kept.source.file or kept.file
    return f"{place}:{kept.entry.line}" if kept.entry.line else place


def detail(
    saying: Saying, conflicts: Sequence[Conflict], overlaps: Sequence[tuple[str, Unmarked]]
) -> RenderableType:
    """Every printing with its differences from the fullest, then unmarked uses and conflicts."""
    parts: list[Text] = [inert(saying.fullest.entry.text or "", "bold"), _count(saying), Text("")]
    for each in saying.variants:
        parts += _printing(saying, each)
    full = saying.fullest.entry.text or ""
    for source, found in overlaps:
        head = messages.UNMARKED.format(where=f"{source}:{found.line}", count=found.clauses)
        parts += [
            inert(on_one_line(head), "yellow"),
            _indented(drawn(difference(full, found.text))),
        ]
    parts += [inert(on_one_line(told(each)), "red") for each in conflicts]
    return Group(*parts, Text(""))


def _count(saying: Saying) -> Text:
    said = messages.PRINTED_IN.format(times=len(saying.variants), sources=len(saying.sources))
    wordings = messages.plural(saying.wordings, "wording")
    return Text(worded("{said}, {wordings}").format(said=said, wordings=wordings), "dim")


def _printing(saying: Saying, variant: Variant) -> Iterator[Text]:
    kept = variant.kept
    notes = [worded(note.value) for note in variant.notes]
    if variant.copy_of:
        notes.append(messages.COPY_OF.format(source=variant.copy_of))
    if kept is saying.fullest:
        notes.insert(0, messages.FULLEST)
    if kept is saying.earliest:
        notes.insert(0, messages.EARLIEST)
    yield Text.assemble(
        (on_one_line(kept.entry.id or "?"), "cyan"),
        f"  {on_one_line(kept.entry.date or '—')}  ",
        (on_one_line(_name(kept)), "bold"),
        (f"  {on_one_line(where(kept))}", "dim"),
        (f"  {on_one_line(kept.source.published or '')}", "dim"),
    )
    full = saying.fullest.entry.text or ""
    yield _indented(drawn(difference(full, variant.text)))
    if notes:
        yield _indented(Text(on_one_line(" · ".join(notes)), "magenta"))


def _name(kept: Kept) -> str:
    printed, name = kept.entry.speaker, kept.name
    return f"{name} ({printed})" if printed and printed != name else name or "?"


def _indented(text: Text) -> Text:
    return Text(_INDENT).append_text(text)


def told(conflict: Conflict) -> str:
    """One sentence with both passages."""
    facts = {
        "what": head(conflict.what.value),
        "one": conflict.one.entry.id,
        "said": conflict.said or messages.NOTHING,
        "where": where(conflict.one),
        "other": conflict.other.entry.id,
        "theirs": conflict.theirs or messages.NOTHING,
        "there": where(conflict.other),
    }
    second = conflict.what is Clash.SECOND_HAND
    return (messages.SECOND_HAND if second else messages.CONFLICT).format(**facts)


def copied(copy: Copy) -> str:
    return messages.COPIED.format(
        second=copy.second, how=messages.HOW_COPIED[copy.how.value], first=copy.first,
        share=f"{copy.share:.0%}", unit=messages.UNITS.get(copy.how.value, messages.RUNS),
    )  # fmt: skip


def json_lines(
    shown: Sequence[tuple[Saying, Sequence[Conflict], Sequence[tuple[str, Unmarked]]]],
) -> str:
    """One object a saying."""
    return "".join(line(_values(*each)) + "\n" for each in shown)


def _values(
    saying: Saying, conflicts: Sequence[Conflict], overlaps: Sequence[tuple[str, Unmarked]]
) -> dict[str, object]:
    return {
        "saying": saying.fullest.entry.id,
        "text": saying.fullest.entry.text,
        "earliest": saying.earliest and saying.earliest.entry.id,
        "printings": [_printed(saying, each) for each in saying.variants],
        "unmarked": [
            {"source": source, "line": found.line, "text": found.text, "clauses": found.clauses}
            for source, found in overlaps
        ],
        "conflicts": [
            {
                "what": each.what.value,
                "one": each.one.entry.id, "said": each.said,
                "other": each.other.entry.id, "theirs": each.theirs,
            }
            for each in conflicts
        ],
    }  # fmt: skip


def _printed(saying: Saying, variant: Variant) -> dict[str, object]:
    kept = variant.kept
    full = saying.fullest.entry.text or ""
    return {
        "id": kept.entry.id,
        "text": variant.text,
        "date": kept.entry.date,
        "speaker": kept.entry.speaker,
        "name": kept.name,
        "source": kept.source.file,
        "line": kept.entry.at_line or None,
        "published": kept.source.published,
        "notes": [note.value for note in variant.notes],
        "copy_of": variant.copy_of,
        "difference": [[p.change.value, p.text] for p in difference(full, variant.text)],
    }
