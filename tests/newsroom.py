"""A small project on disk, and the program run in it as its users run it."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result

from quotes.catalog.entries import ENTRY_KEYS, Entry, Source
from quotes.catalog.kept import Kept
from quotes.cli import main

ARTICLE = """\
履新一週 市委書記王忠林的“背水一戰”

2月20日 封面新聞

2月13日，武漢市委書記王忠林正式上任。

2月16日，王忠林在調研時強調：“細節決定成敗。”他說：“不能不當回事，人命關天。”

應勇指出：“水龍頭不關，拖地板再起勁也是徒勞。”
"""


@dataclass(frozen=True)
class Newsroom:
    root: Path

    def write(self, name: str, text: str | bytes) -> Path:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        return path

    def run(self, *args: str, code: int | None = 0, stdin: bytes | None = None) -> Result:
        """Run a command and insist on its exit code; `None` takes any."""
        result = CliRunner().invoke(main, ["-C", str(self.root), *args], input=stdin)
        if code is not None:
            assert result.exit_code == code, result.output
        return result

    def catalog(self, name: str = "003_a") -> Path:
        return self.root / "catalog" / f"{name}.yaml"

    def edit(self, old: str, new: str, name: str = "003_a") -> None:
        path = self.catalog(name)
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    def tree(self) -> dict[str, bytes]:
        files = (path for path in self.root.rglob("*") if path.is_file())
        return {str(path.relative_to(self.root)): path.read_bytes() for path in files}


def kept(text: str, id: str = "000-01", **fields: Any) -> Kept:  # noqa: A002 # as the catalog calls it
    """An entry as the catalog hands it over: `fields` are its own, and its source's."""
    own = {name: value for name, value in fields.items() if name in ENTRY_KEYS}
    source = {name: value for name, value in fields.items() if name not in ENTRY_KEYS}
    prefix = id.partition("-")[0]
    entry = Entry(id=id, text=text, **{"kind": "quote", "line": "1"} | own)
    place = Source(**{"file": f"seeds/{prefix}.txt"} | source)
    return Kept(entry, place, f"catalog/{prefix}.yaml", 0, entry.speaker, None)
