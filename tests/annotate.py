"""Make articles and annotations from texts that are annotated behind their closing marks.

李明说：“天冷。”{quote: 李明 | 市长李明 @ 2020-02-16} 大家说“多穿衣”{slogan|quote}。

python tests/annotate.py          make tests/eval/docs/ and tests/eval/gold.jsonl anew
"""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent / "eval"
_CLOSES = {"“": "”", "‘": "’", "「": "」", "『": "』"}
_NOTE = re.compile(r"\{(?P<kinds>[a-z|]+)(?::(?P<names>[^@}]*))?(?:@(?P<dates>[^}]*))?\}")


def annotated(doc: str, marked: str) -> tuple[str, list[dict[str, Any]]]:
    """The article's text without the notes, and a row for each note, in order of the text.

    >>> text, [row] = annotated("a", "他说：“冷。”{quote: 李明 @ 2020|2021}")
    >>> text, row["start"], row["end"], row["speaker"], row["alt_dates"]
    ('他说：“冷。”', 4, 6, '李明', ['2021'])
    """
    text, rows = "", []
    at = 0
    for note in _NOTE.finditer(marked):
        text += marked[at : note.start()]
        at = note.end()
        start, depth = _opened(text)
        rows.append(
            {"doc": doc, "start": start + 1, "end": len(text) - 1, "depth": depth, **_row(note)}
        )
    return text + marked[at:], sorted(rows, key=lambda row: row["start"])


def _opened(text: str) -> tuple[int, int]:
    """Where the mark stands that the last character closes, and how deep it is."""
    stack: list[int] = []
    for at, char in enumerate(text):
        if char in _CLOSES:
            stack.append(at)
        elif stack and char == _CLOSES[text[stack[-1]]]:
            opened = stack.pop()
    assert text[-1] in _CLOSES.values(), f"a note stands behind no closing mark: {text[-20:]}"
    return opened, len(stack)


def _row(note: re.Match[str]) -> dict[str, Any]:
    kind, *kinds = note["kinds"].split("|")
    speaker, *speakers = _parts(note["names"])
    date, *dates = _parts(note["dates"])
    return {
        "kind": kind, "alt_kinds": kinds, "speaker": speaker, "alt_speakers": speakers,
        "date": date, "alt_dates": dates,
    }  # fmt: skip


def _parts(words: str | None) -> list[str | None]:
    return [part.strip() or None for part in (words or "").split("|")]


def made() -> Iterator[tuple[Path, str]]:
    """The files that belong in tests/eval, with what they must hold."""
    rows: list[dict[str, Any]] = []
    for path in sorted((HERE / "annotated").glob("*.md")):
        text, found = annotated(path.stem, path.read_text(encoding="utf-8"))
        rows += found
        yield HERE / "docs" / path.name, text
    lines = (json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    yield HERE / "gold.jsonl", "".join(lines)


if __name__ == "__main__":
    for file, content in made():
        file.parent.mkdir(exist_ok=True)
        file.write_text(content, encoding="utf-8", newline="\n")
