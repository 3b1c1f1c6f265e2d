"""How long YAML readers take for a catalog of 10,000 entries, and which of them say where.

    python benchmarks/loaders.py            one file of 10,000 entries
    python benchmarks/loaders.py 2000       of 2,000

Readers that are not installed are left out: `pip install ryaml yaml-rs` adds the two in Rust.
A reader can serve here only if it gives the place of every value (`check` names line and column)
and leaves every scalar the string that stands on the page (`no`, `007`, `12:30`).
"""

import sys
import time
from collections.abc import Callable
from importlib import import_module
from typing import Any

import yaml
from ruamel.yaml import YAML

from quotes.catalog.document import read_document
from quotes.catalog.entries import Entry, Source
from quotes.catalog.splice import new_file

ENTRIES = 10_000
TRAPS = "a: no\nb: 007\nc: 12:30\nd: 2020-02-31\n"
AS_PRINTED = {"a": "no", "b": "007", "c": "12:30", "d": "2020-02-31"}


def catalog(count: int) -> str:
    """A file as `quotes extract` would write it."""
    entries = [
        Entry(
            id=f"003-{number:05}",
            text=f"水龍頭不關，拖地板再起勁也是徒勞。{number}",
            kind="quote",
            speaker="應勇",
            date="2020-02-16",
            occasion="調研督導“方艙醫院”建設",
            line=str(number),
            status="todo",
            auto="9c41d07e",
        )
        for number in range(1, count + 1)
    ]
    return new_file(Source(file="seeds/a.txt", sha256="0" * 64), entries)


def _pyyaml(loader: Any) -> Callable[[str], Any]:
    return lambda text: yaml.compose(text, Loader=loader)


def _pyyaml_load(loader: Any) -> Callable[[str], Any]:
    return lambda text: yaml.load(text, Loader=loader)  # noqa: S506 - loaders of strings alone


def _ruamel(kind: str) -> Callable[[str], Any]:
    return lambda text: YAML(typ=kind, pure=True).load(text)


def _rust(module: str) -> Callable[[str], Any] | None:
    try:
        loads: Callable[[str], Any] = import_module(module).loads
    except ImportError:
        return None
    return loads


READERS: dict[str, tuple[bool, Callable[[str], Any] | None]] = {
    "quotes (PyYAML's C events)": (True, lambda text: read_document(text, "a.yaml")),
    "PyYAML C, compose": (True, _pyyaml(yaml.CBaseLoader)),
    "PyYAML C, load": (False, _pyyaml_load(yaml.CBaseLoader)),
    "PyYAML pure, compose": (True, _pyyaml(yaml.BaseLoader)),
    "ruamel.yaml round trip": (True, _ruamel("rt")),
    "ruamel.yaml base": (False, _ruamel("base")),
    "ryaml (Rust)": (False, _rust("ryaml")),
    "yaml-rs (Rust)": (False, _rust("yaml_rs")),
}
"""Whether a reader tells the places of values, and the reader."""


def _keeps_strings(read: Callable[[str], Any]) -> bool:
    try:
        value = read(TRAPS)
    except Exception:  # noqa: BLE001 - whatever a reader makes of it, it is not what is printed
        return False
    return not isinstance(value, dict) or dict(value) == AS_PRINTED


def _seconds(read: Callable[[str], Any], text: str) -> float:
    begin = time.perf_counter()
    read(text)
    return time.perf_counter() - begin


def main(arguments: list[str]) -> int:
    count = int(arguments[0]) if arguments else ENTRIES
    text = catalog(count)
    print(f"{count:,} entries, {len(text.encode()) / 1e6:.1f} MB\n")
    print(f"{'reader':28} {'seconds':>8}  places  strings")
    for name, (places, read) in READERS.items():
        if read is None:
            print(f"{name:28} {'not here':>8}")
            continue
        best = min(_seconds(read, text) for _ in range(3))
        strings = _keeps_strings(read) if "quotes" not in name else True
        print(f"{name:28} {best:8.2f}  {'yes' if places else 'no':6}  {'yes' if strings else 'no'}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
