"""Articles that nobody should send: long ones, strange ones, and what is no article at all.

python -m torture.articles                full sizes: 64 MB, a million marks, pages of 4 MB
python -m torture.articles --size 2000000 --marks 100000
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO
from unittest.mock import patch

from torture import documents

SIZE = 64 * 1024 * 1024
MARKS = 1_000_000
PAGE = 4_000_000

UNIT = "2月16日，王忠林強調：“細節決定成敗，要堅決落實。”他說，水龍頭不關，地上的水永遠拖不乾。"
ENCODINGS = {
    "UTF-8": ("utf-8", b"", UNIT + "\n"),
    "UTF-8, one line": ("utf-8", b"", UNIT),
    "UTF-8, wide characters": ("utf-8", b"", UNIT + "😀𠮷\n"),
    "GB18030": ("gb18030", b"", UNIT + "\n"),
    "Big5": ("big5", b"", "2月16日，王忠林強調：「細節決定成敗，要堅決落實。」他說，水龍頭不關。\n"),
    "UTF-16": ("utf-16-le", b"\xff\xfe", UNIT + "\n"),
    "a web page": ("utf-8", b"<html><body>", f"<p>{UNIT * 8}</p>\n"),
    "ASCII": ("utf-8", "好。".encode(), "a b "),
}  # fmt: skip
SHAPES = {
    "never closed": "“", "never opened": "”", "alternating": "“”", "straight": '"', "mixed": "“「‘",
    "the wrong way round": "”“", "typed twice": "““”", "a paragraph each": "“\n",
}  # fmt: skip
PAGES = {
    "<": "<", "<!--": "<!--", "<a ": "<a ", "<div>": "<div>", "<p>好。": "<p>好。", "</div>": "</div>",
    "&": "&", "&#26216;": "&#26216;", "an attribute that never closes": '<a x="', "<script>": "<script>",
    "scripts": "<script></script>", "lists": "<ul><li>好。", "<meta>": "<meta name=a content=b>",
    "quotation marks in tags": "<a''", "headings": "<h1>好。", "titles": "<title>好", "links": "<a><p>",
    "instructions": "<?x", "blanks": " \n", "one long tag": "a=b ",
}  # fmt: skip

_CHILD = """
import resource, sys, time
from quotes.errors import QuotesError
from quotes.parsing import mend
from quotes.reading import read_article
mend("“好”")
begin = time.process_time()
try:
    article = read_article(sys.argv[1])
    mend(article.body.of(article.text))
    said = article.encoding
except QuotesError as refusal:
    said = "refused"
seconds = time.process_time() - begin
held = [line.split()[1] for line in open("/proc/self/status") if "VmHWM" in line]
print(said, seconds, int(held[0]) // 1024)
"""


@dataclass(frozen=True)
class Read:
    said: str
    """The encoding, or `refused`."""
    seconds: float
    megabytes: int


def read(path: Path) -> Read:
    """Read, decoded and mended by a process of its own."""
    done = subprocess.run(
        [sys.executable, "-c", _CHILD, str(path)],
        capture_output=True, text=True, encoding="utf-8", check=True,
    )  # fmt: skip
    said, seconds, megabytes = done.stdout.split()
    return Read(said, float(seconds), int(megabytes))


def long_article(place: Path, name: str, size: int) -> Path:
    encoding, before, unit = ENCODINGS[name]
    raw = unit.encode(encoding)
    suffix = ".html" if before.startswith(b"<") else ".txt"
    path = place / f"long{suffix}"
    path.write_bytes(before + raw * ((size - len(before)) // len(raw)))
    return path


def pairing(unit: str, marks: int) -> float:
    """Seconds for a text of so many marks, pairs among them."""
    from quotes.parsing.marks import pair
    from quotes.rules import load

    count = sum(char != "\n" for char in unit)
    text, rules = unit * (marks // count), load()
    pair("“好”", rules)
    begin = time.process_time()
    found = pair(text, rules)
    assert 2 * len(found.pairs) <= marks
    return time.process_time() - begin


def nested(marks: int) -> float:
    return pairing("“" * (marks // 2) + "”" * (marks // 2), marks)


def page(unit: str, size: int) -> float:
    """Seconds for a page of these tags, read or refused."""
    from quotes.errors import UnreadableArticle
    from quotes.reading import article_from_bytes

    raw = f"<html><body><p>{UNIT}</p>{unit * (size // len(unit))}".encode()
    begin = time.process_time()
    with suppress(UnreadableArticle):
        article_from_bytes(raw, "a.html")
    return time.process_time() - begin


def refused(root: Path) -> Iterator[tuple[str, float]]:
    """What is no article: seconds until it is refused; raises AssertionError where it is read."""
    for name, make in _NO_ARTICLES.items():
        place = root / name.replace(" ", "-").replace("/", "-")
        place.mkdir()
        yield name, _refusal(make(place))


def _refusal(path: Path) -> float:
    from quotes.errors import UnreadableArticle
    from quotes.reading import read_article
    from quotes.reading.drafts import read_draft

    begin = time.perf_counter()
    try:
        read_draft(path) if path.suffix == ".docx" else read_article(path)
    except UnreadableArticle:
        return time.perf_counter() - begin
    raise AssertionError(f"{path} was read")


def _file(place: Path, raw: bytes) -> Path:
    path = place / "a.txt"
    path.write_bytes(raw)
    return path


def _gigabyte(place: Path) -> Path:
    path = _file(place, "“好".encode())
    os.truncate(path, 1 << 30)
    return path


def _pipe(place: Path) -> Path:
    os.mkfifo(place / "a.txt")
    return place / "a.txt"


def _link(place: Path, to: str) -> Path:
    (place / "a.txt").symlink_to(to)
    return place / "a.txt"


def _archive(place: Path, kind: str) -> Path:
    import gzip
    import io
    import zipfile

    if kind == "gzip":
        return _file(place, gzip.compress(UNIT.encode() * 1000))
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", UNIT * 1000)
    return _file(place, held.getvalue())


def _word(place: Path, raw: bytes) -> Path:
    path = place / "a.docx"
    path.write_bytes(raw)
    return path


_HAN = "市长李明说天冷".encode()
_NO_ARTICLES: dict[str, Callable[[Path], Path]] = {
    "a gigabyte": _gigabyte,
    "a pipe": _pipe,
    "a device": lambda place: _link(place, "/dev/zero"),
    "a terminal": lambda place: _link(place, "/dev/tty"),
    "a link to itself": lambda place: _link(place, "a.txt"),
    "a folder": lambda place: place,
    "a missing file": lambda place: place / "none.txt",
    "an empty file": lambda place: _file(place, b""),
    "blanks": lambda place: _file(place, b" \n\t\r\n"),
    "NUL": lambda place: _file(place, _HAN + b"\0" + _HAN),
    "gzip": lambda place: _archive(place, "gzip"),
    "zip": lambda place: _archive(place, "zip"),
    "a picture": lambda place: _file(place, b"\x89PNG\r\n\x1a\n" + bytes(range(256))),
    "half a surrogate pair": lambda place: _file(place, b"\xff\xfe\x00\xd8" + "好".encode("utf-16-le")),
    "surrogates in UTF-8": lambda place: _file(place, _HAN * 9 + b"\xed\xa0\x80" + _HAN),
    "UTF-32": lambda place: _file(place, b"\xff\xfe\0\0" + UNIT.encode("utf-32-le")),
    "UTF-16 with NUL": lambda place: _file(place, b"\xfe\xff" + f"{UNIT}\0".encode("utf-16-be")),
    "damaged UTF-8": lambda place: _file(place, _HAN * 9 + b"\xe5\x80" + _HAN),
    "too short to tell": lambda place: _file(place, "说".encode("gb18030")),
    "no Chinese at all": lambda place: _file(place, bytes(range(128, 256)) * 9),
    "front matter that is none": lambda place: _file(place, b"---\na: [\n---\n" + _HAN),
    "a control character in front matter": lambda place: _file(place, b"---\na: \x01\n---\n" + _HAN),
    "front matter nested 5,000 deep": lambda place: _file(place, b"---\na: " + b"[" * 5000 + b"\n---\n" + _HAN),
    "a key of 100,000 parts in front matter": lambda place: _file(
        place, b"+++\n" + b"a." * 100_000 + b"a = 1\n+++\n" + _HAN
    ),
    "a number of 5,000 digits in front matter": lambda place: _file(
        place, b"+++\na = " + b"9" * 5000 + b"\n+++\n" + _HAN
    ),
    "a Word document nested 5,000 deep": lambda place: _word(place, documents.nested(5_000)),
    "a damaged Word document": lambda place: _word(place, documents.damaged(8)),
    "a Word document with a password": lambda place: _word(place, documents.marked(documents.document(), 8, 1)),
}  # fmt: skip


def moving(root: Path) -> bool:
    """Whether a file that somebody writes to while it is read is refused."""
    from quotes.errors import UnreadableArticle
    from quotes.reading import files, read_article

    path = _file(root, UNIT.encode())
    honest = files._insist_on_file  # noqa: SLF001 - somebody saves between two looks

    def saved(source: str, file: IO[bytes]) -> os.stat_result:
        found = honest(source, file)
        with path.open("ab") as editor:
            editor.write(b"\n")
        return found

    with patch.object(files, "_insist_on_file", saved):
        try:
            read_article(path)
        except UnreadableArticle:
            return True
    return False


def outside(root: Path) -> list[str]:
    """Sources that an entry names outside of its project, and that were looked at all the same."""
    from quotes.errors import UnreadableArticle
    from quotes.workflow.looking import source_path

    project = root / "project"
    (project / "seeds").mkdir(parents=True)
    (root / "secret.txt").write_text(UNIT, encoding="utf-8")
    (project / "link.txt").symlink_to(root / "secret.txt")
    (project / "folder").symlink_to(root)
    reached = []
    for name in (
        "../secret.txt", "/etc/passwd", str(root / "secret.txt"), "link.txt", "folder/secret.txt",
        "seeds/../../secret.txt", "a\0b", "", "..", "/", "/dev/zero", "//etc/passwd",
    ):  # fmt: skip
        with suppress(UnreadableArticle):
            source_path(project.resolve(), name)
            reached.append(name)
    return reached


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m torture.articles", description=__doc__)
    parser.add_argument("--size", type=int, default=SIZE)
    parser.add_argument("--marks", type=int, default=MARKS)
    parser.add_argument("--page", type=int, default=PAGE)
    wanted = parser.parse_args(argv)
    with tempfile.TemporaryDirectory(prefix="articles-") as folder:
        return max(
            _long(Path(folder), wanted.size), _marks(wanted.marks), _pages(wanted.page),
            _refused(Path(folder)),
        )  # fmt: skip


def _long(place: Path, size: int) -> int:
    reads = {name: read(long_article(place, name, size)) for name in ENCODINGS}
    for name, one in reads.items():
        print(
            f"{size / 2**20:5.0f} MB {name:24} {one.seconds:5.1f} s {one.megabytes:4} MB  {one.said}",
            flush=True,
        )
    worst = max(one.seconds for one in reads.values()), max(one.megabytes for one in reads.values())
    print(f"long articles: slowest {worst[0]:.1f} s, most memory {worst[1]} MB")
    return int(worst[0] > 10 or worst[1] > 400)


def _marks(marks: int) -> int:
    taken = {name: min(pairing(unit, marks) for _ in range(3)) for name, unit in SHAPES.items()}
    taken["nested"] = min(nested(marks) for _ in range(3))
    for name, seconds in taken.items():
        print(f"{marks:,} marks, {name:20} {seconds:5.2f} s", flush=True)
    print(f"marks: slowest {max(taken.values()):.2f} s")
    asked = ("never closed", "alternating", "nested")
    return int(any(taken[name] > 1.0 for name in asked))


def _pages(size: int) -> int:
    taken = {name: page(unit, size) for name, unit in PAGES.items()}
    slowest = max(taken, key=taken.__getitem__)
    print(
        f"pages: {len(taken)} shapes of {size / 1e6:g} MB, slowest {taken[slowest]:.1f} s ({slowest})"
    )
    return int(taken[slowest] > 10)


def _refused(place: Path) -> int:
    with tempfile.TemporaryDirectory(dir=place) as folder:
        taken = dict(refused(Path(folder)))
    slowest = max(taken, key=taken.__getitem__)
    with tempfile.TemporaryDirectory(dir=place) as folder:
        reached, noticed = outside(Path(folder)), moving(Path(folder))
    print(f"no articles: {len(taken)} refused, slowest {taken[slowest]:.2f} s ({slowest})")
    print(
        f"sources outside: {len(reached)} reached; a moving file is {'noticed' if noticed else 'read'}"
    )
    return int(bool(reached) or not noticed or taken[slowest] > 1)


if __name__ == "__main__":
    sys.exit(main())
