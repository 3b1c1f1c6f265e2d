"""All of it, at full length: `make torture`. Each harness ends with its figures in one line.

Each has a process of its own: what one has patched or imported anew is nothing to the next.
"""

import subprocess
import sys

HARNESSES = (
    "articles", "catalogs", "patterns", "leftovers", "outputs", "histories", "faults", "crowd", "mutants",
)  # fmt: skip

if __name__ == "__main__":
    codes = [
        subprocess.run([sys.executable, "-m", f"torture.{name}"], check=False).returncode
        for name in HARNESSES
    ]
    sys.exit(max(map(abs, codes)))
