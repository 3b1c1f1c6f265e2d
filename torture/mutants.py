"""What writes, merges, escapes and pairs, changed in one place at a time: a test has to notice.

python -m torture.mutants           all of them, a quarter of an hour; what was tried stays in mutants/
python -m torture.mutants --told    what the last run came to, and which changes nobody noticed

`[tool.mutmut]` in pyproject.toml names the modules and the tests. A change that leaves the program as
it was (another name of a codec, a larger limit that nothing reaches) counts as not noticed too.
"""

import argparse
import json
import subprocess
import sys
from collections import Counter
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

ENOUGH = 0.9
_ROOT = Path(__file__).resolve().parent.parent
NOTICED = frozenset({1, 3, -24, 24, 36, 152, 255})
"""Of pytest a failure or an error; of the system a time that ran out: an endless loop."""


def outcomes(folder: Path) -> dict[str, int | None]:
    """The exit code of the tests for each change, by its name; `None` where it was not tried."""
    told: dict[str, int | None] = {}
    for path in sorted(folder.rglob("*.meta")):
        told |= json.loads(path.read_bytes())["exit_code_by_key"]
    return told


def _modules(names: Sequence[str]) -> str:
    counted = Counter(name.rpartition(".")[0].removeprefix("quotes.") for name in names)
    return ", ".join(f"{number} in {module}" for module, number in counted.most_common())


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m torture.mutants", description=__doc__)
    parser.add_argument("--told", action="store_true", help="run nothing")
    wanted = parser.parse_args(argv)
    if not wanted.told:
        if find_spec("mutmut") is None:
            print("mutmut is not here: make mutants, or pip install mutmut")
            return 1
        done = subprocess.run([sys.executable, "-m", "mutmut", "run"], cwd=_ROOT, check=False)
        if done.returncode:
            print("mutmut broke off; what lies in mutants/ is of an earlier run, or half")
            return 1
    told = outcomes(_ROOT / "mutants")
    left = [name for name, code in told.items() if code not in NOTICED]
    killed = len(told) - len(left)
    if wanted.told:
        print("".join(f"{name}\n" for name in left), end="")
    share = killed / len(told) if told else 0
    print(
        f"mutants: {killed:,} of {len(told):,} killed ({share:.1%}); {_modules(left)} not noticed"
    )
    return 0 if share >= ENOUGH else 1


if __name__ == "__main__":
    sys.exit(main())
