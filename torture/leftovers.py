"""Derived files, damaged in every way: answers stay what the files of the catalog say.

python -m torture.leftovers             2,000 damaged files of each kind
python -m torture.leftovers --files 100

Of an index the bytes are cut off, changed, doubled, zeroed, swapped, forged; so are those of its seal, and
SQLite finds a journal beside it that is not its own; of what a JSON file keeps as well. A damaged one may
be noticed or answer rightly. It may not answer wrongly, crash, or stay damaged.
"""

import argparse
import os
import random
import sqlite3
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from click.testing import CliRunner

from quotes import derived
from quotes.catalog.index import VERSION
from quotes.catalog.seal import BESIDE, is_sound, seal
from quotes.cli import main as quotes
from torture.newsdesk import HEADS, PARAGRAPHS

FILES = 2000
_ASKED = (
    ("list", "--json"), ("search", "細節"), ("show", "003-01"), ("list", "--speaker", "王忠林"),
    ("list", "--grep", "人命關天", "--count"), ("cite", "003-02"), ("list", "--kind", "quote", "--count"),
    ("list", "--since", "2020-02-16", "--count"),
)  # fmt: skip


@dataclass
class Tally:
    files: int = 0
    faults: list[str] = field(default_factory=list)


def _changed(raw: bytes, dice: random.Random) -> bytes:
    at = dice.randrange(len(raw))
    return raw[:at] + bytes([raw[at] ^ dice.randrange(1, 256)]) + raw[at + 1 :]


def _many(raw: bytes, dice: random.Random) -> bytes:
    for _ in range(dice.randint(2, 60)):
        raw = _changed(raw, dice)
    return raw


def _cut(raw: bytes, dice: random.Random) -> bytes:
    return raw[: dice.randrange(len(raw))]


def _zeroed(raw: bytes, dice: random.Random) -> bytes:
    start = dice.randrange(len(raw))
    length = min(dice.choice((16, 512, 4096)), len(raw) - start)
    return raw[:start] + bytes(length) + raw[start + length :]


def _doubled(raw: bytes, dice: random.Random) -> bytes:
    at = dice.randrange(len(raw))
    return raw[:at] + raw[at : at + 512] + raw[at:]


def _swapped(raw: bytes, dice: random.Random) -> bytes:
    """Two pages of a database change places."""
    pages = [raw[at : at + 4096] for at in range(0, len(raw), 4096)]
    one, other = dice.randrange(len(pages)), dice.randrange(len(pages))
    pages[one], pages[other] = pages[other], pages[one]
    return b"".join(pages)


_FORGED = (
    ("王忠林", "李忠林"),
    ("細節", "小節"),
    ("细节", "小节"),
    ("quote", "other"),
    ("003-01", "003-09"),
)


def _forged(raw: bytes, dice: random.Random) -> bytes:
    """Damage that keeps its form: some words become others of the same length, here and there."""
    old, new = (each.encode() for each in dice.choice(_FORGED))
    pieces = raw.split(old)
    return b"".join(
        piece + (dice.choice((old, new)) if more else b"")
        for piece, more in zip(pieces, [True] * (len(pieces) - 1) + [False], strict=True)
    )


def _noise(raw: bytes, dice: random.Random) -> bytes:
    return dice.randbytes(dice.choice((0, 1, 100, len(raw))))


Damage = Callable[[bytes, random.Random], bytes]
COARSE: tuple[Damage, ...] = (_cut, _noise)
"""What a full disk or a broken copy leaves."""
DAMAGES: tuple[Damage, ...] = (
    _changed, _many, _cut, _zeroed, _doubled, _swapped, _forged, _noise,
)  # fmt: skip


def build(root: Path) -> None:
    for number, paragraphs in ((3, PARAGRAPHS[:5]), (4, PARAGRAPHS[5:])):
        path = root / "seeds" / f"{number:03}_a.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("\n\n".join((HEADS[0], *paragraphs)), encoding="utf-8")
    _run(root, ("extract", "seeds"))


def _run(root: Path, args: Sequence[str]) -> str:
    """What is said; a crash is no answer that equals another."""
    done = CliRunner().invoke(quotes, ["-C", str(root), *args])
    crashed = done.exception is not None and not isinstance(done.exception, SystemExit)
    return f"{done.exit_code} {done.output}" + (repr(done.exception) if crashed else "")


def try_index(
    root: Path, files: int, seed: int = 2020, damages: Sequence[Damage] = DAMAGES
) -> Tally:
    """One damaged index a time, asked one question and, every tenth time, all of them."""
    dice, tally = random.Random(seed), Tally()  # noqa: S311 - the same everywhere
    answers = {args: _run(root, args) for args in _ASKED}
    index = _settled_index(root)
    place = next(path for path in index if path.suffix == ".sqlite")
    for number in range(files):
        damage = damages[number % len(damages)]
        hit = dice.choice((place, place, place, *_beside(place)))
        derived.throw_away(*_beside(place))
        for path, whole in index.items():
            derived.put(path, whole)
        derived.put(hit, damage(index.get(hit, index[place]), dice))
        for args in _ASKED if number % 10 == 0 else (dice.choice(_ASKED),):
            if _run(root, args) != answers[args]:
                tally.faults.append(f"{damage.__name__} {number}: {args} answers otherwise")
        if not is_sound(place, VERSION):
            tally.faults.append(f"{damage.__name__} {number}: it stays damaged")
        tally.files += 1
    return tally


def _beside(place: Path) -> list[Path]:
    """Its seal, and what SQLite would take for its own."""
    return [place.with_suffix(".seal"), *(place.with_name(place.name + end) for end in BESIDE)]


def _settled_index(root: Path) -> dict[Path, bytes]:
    """Its file and its seal, when the catalog's files are old enough to be taken as they were seen:
    left alone it is used as it is, and not made anew.
    """
    (place,) = _folder().glob("catalogs/*.sqlite")
    forge(place, "UPDATE project SET read = read + 10000000000")
    index = {path: path.read_bytes() for path in (place, place.with_suffix(".seal"))}
    before = derived.stamp_of(place)
    _run(root, _ASKED[0])
    assert derived.stamp_of(place) == before
    return index


def forge(place: Path, change: str, version: int = VERSION) -> None:
    """Changed, and sealed as if a program had done it."""
    with sqlite3.connect(place) as database:
        database.execute(change)
    database.close()
    seal(place, version)


def try_versions(root: Path) -> Tally:
    """An index of another version of the program, and of another project."""
    tally = Tally()
    answers = {args: _run(root, args) for args in _ASKED}
    (place,) = _folder().glob("catalogs/*.sqlite")
    other = "UPDATE entries SET fields = '{}', proof = 0, speaker = 'x'"
    for change, version in ((other, VERSION + 1), ("UPDATE project SET path = '/x'", VERSION)):
        for args in _ASKED:
            forge(place, change, version)
            if _run(root, args) != answers[args] or not is_sound(place, VERSION):
                tally.faults.append(f"{change}: {args}")
            tally.files += 1
    return tally


def try_rules(files: int, seed: int = 2020) -> Tally:
    """A damaged file of compiled rules, or of anything kept as JSON, is as none."""
    dice, tally = random.Random(seed), Tally()  # noqa: S311
    kept = {"words": ["水龍頭", "不關"], "number": 3, "more": [{"why": "細節" * 40}] * 9}
    derived.save("try.json", [1, "x"], kept)
    place = _folder() / "try.json"
    whole = place.read_bytes()
    for number in range(files):
        damage = DAMAGES[number % len(DAMAGES)]
        raw = damage(whole, dice)
        derived.put(place, raw)
        read = derived.load("try.json", (1, "x"))
        if read is not None and not (read == kept and raw == whole):
            tally.faults.append(f"{damage.__name__} {number} was taken for sound")
        tally.files += 1
    return tally


def _folder() -> Path:
    place = derived.folder()
    assert place is not None
    return place


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m torture.leftovers", description=__doc__)
    parser.add_argument("--files", type=int, default=FILES)
    files = parser.parse_args(argv).files
    with tempfile.TemporaryDirectory(prefix="leftovers-") as folder:
        os.environ |= {derived.VARIABLE: str(Path(folder) / "cache"), "QUOTES_LANG": "en"}
        root = Path(folder) / "project"
        build(root)
        tallies = (try_index(root, files), try_versions(root), try_rules(files))
    found = [fault for tally in tallies for fault in tally.faults]
    print("".join(f"{fault}\n" for fault in found[:40]), end="")
    counts = " + ".join(f"{tally.files:,}" for tally in tallies)
    print(f"derived files: {counts} damaged; {len(found)} answered wrongly")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
