"""Run the commands that our pages show, and put in what they print.

A block that is refreshed looks like this, the marker on a line of its own:

    <!-- run: quotes list --speaker 王忠林 --table -->
    ```console
    $ quotes list --speaker 王忠林 --table
    whatever the command printed last
    ```

A `console` block shows the command as well; any other shows only what was printed.
Where `then:` stands for `run:`, the block goes on in the shell and the folder of the block before.
`<!-- help -->` before a block of ordinary text, up to `<!-- /help -->`, is filled with the help of
every command; `<!-- rules -->` with the rule tables. Commands run through `sh`, each in a scratch copy of seeds/,
catalog/ and benchmarks/ as `make run` would leave them, so that no page can write into the catalog;
those of Chinese pages are told to speak Chinese.

    python docs/refresh.py            refresh README.md, README.zh-CN.md, docs/*.md and docs/zh/*.md
    python docs/refresh.py --check    say what differs, write nothing, exit 1 if anything does
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from difflib import unified_diff
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
STAGE = ("seeds", "catalog", "benchmarks")
SURROUNDINGS = {
    "COLUMNS": "100",
    "LINES": "50",
    "NO_COLOR": "1",
    "TERM": "dumb",
    "LC_ALL": "C.UTF-8",
    "LANG": "C.UTF-8",
    "PYTHONUTF8": "1",
    "TZ": "UTC",
}
BLOCK_RE = re.compile(
    r"(?P<head>^<!-- (?P<how>run|then): (?P<command>.+?) -->\n+(?P<fence>`{3,})(?P<language>[a-z]*)\n)"
    r"(?P<body>.*?)"
    r"(?P<foot>^(?P=fence)$)",
    re.MULTILINE | re.DOTALL,
)
RULES_RE = re.compile(r"(?<=^<!-- rules -->\n).*?(?=^<!-- /rules -->$)", re.MULTILINE | re.DOTALL)
HELP_RE = re.compile(r"(?<=^<!-- help -->\n).*?(?=^<!-- /help -->$)", re.MULTILINE | re.DOTALL)

Runner = Callable[[str], str]


def pages(root: Path = ROOT) -> list[Path]:
    return [*sorted(root.glob("README*.md")), *sorted((root / "docs").rglob("*.md"))]


def is_chinese(page: Path) -> bool:
    return page.parent.name == "zh" or ".zh" in page.name


def in_language(page: Path, run: Runner) -> Runner:
    return (lambda command: run(f"export QUOTES_LANG=zh\n{command}")) if is_chinese(page) else run


def commands_in(page: str) -> list[str]:
    r"""The commands of a page, in order.

    >>> commands_in("<!-- run: echo 好 -->\n```text\n```\n")
    ['echo 好']
    """
    return [block["command"] for block in BLOCK_RE.finditer(page)]


def surroundings() -> dict[str, str]:
    """What the commands see: the same everywhere, with our own `quotes` first on the path."""
    kept = {name: os.environ[name] for name in ("HOME", "SYSTEMROOT") if name in os.environ}
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", os.defpath)])
    return {**kept, **SURROUNDINGS, "PATH": path}


def run_in(folder: Path, command: str) -> str:
    """What the command prints, notices included; a command that fails stops everything."""
    done = subprocess.run(
        ["sh", "-c", command],
        cwd=folder,
        env=surroundings(),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        stdin=subprocess.DEVNULL,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    crashed = "Traceback (most recent call last)" in done.stdout
    if crashed or done.returncode > 1:  # 1 says that problems were found, which a page may show
        raise SystemExit(f"`{command}` failed with {done.returncode}:\n{done.stdout}")
    return "".join(f"{line.rstrip()}\n" for line in done.stdout.rstrip().splitlines())


def run_apart(stage: Path, command: str) -> str:
    """What the command prints in a copy of the stage, which is thrown away afterwards."""
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(stage, folder, dirs_exist_ok=True)
        return run_in(Path(folder), command)


@contextmanager
def stage() -> Iterator[Runner]:
    """The data brought up to date, in copies of which commands may do as they like.

    Two pages that show the same command run it once.
    """
    with tempfile.TemporaryDirectory() as folder:
        for name in STAGE:
            Path(folder, name).mkdir()
            if (ROOT / name).exists():
                shutil.copytree(ROOT / name, Path(folder, name), dirs_exist_ok=True)
        run_in(Path(folder), "quotes extract seeds")
        yield cache(lambda command: run_apart(Path(folder), command))


def names_in(listing: str) -> list[str]:
    r"""The commands in what `quotes --help` prints.

    >>> names_in("Usage: quotes …\n\nCommands:\n  cite  Ready to paste.\n  list  The catalog.\n")
    ['cite', 'list']
    """
    _, _, commands = listing.partition("Commands:\n")
    return re.findall(r"^  (\w[\w-]*)(?:  |$)", commands, re.MULTILINE)


def help_of_all(run: Runner) -> str:
    """The help of the program, of its commands, and of theirs."""
    return "".join(_sections("quotes", run)) + "\n"


def _sections(command: str, run: Runner) -> Iterator[str]:
    yield f"\n## `{command}`\n\n```text\n{run(f'{command} --help')}```\n"
    for name in names_in(run(f"QUOTES_LANG=en {command} --help")):
        yield from _sections(f"{command} {name}", run)


def rules(run: Runner) -> str:
    """Every table with its rows, reasons and examples."""
    return "\n" + run("quotes rules --markdown") + "\n"


def script_of(commands: Sequence[str]) -> str:
    """A shell that is silent until its last command.

    >>> script_of(["echo 好"])
    'echo 好'
    """
    *before, last = commands
    told = "\n".join(before)
    return f"{{\n{told}\n}} >/dev/null 2>&1\n{last}" if before else last


def blocks_of(run: Runner) -> Callable[[re.Match[str]], str]:
    """What replaces each block of one page, in their order."""
    commands: list[str] = []

    def one(block: re.Match[str]) -> str:
        if block["how"] == "run":
            commands.clear()
        commands.append(block["command"])
        shown = f"$ {block['command']}\n" if block["language"] == "console" else ""
        return block["head"] + shown + run(script_of(commands)) + block["foot"]

    return one


def refreshed(page: str, run: Runner) -> str:
    r"""The page with every block as it is printed today.

    >>> page = "<!-- run: echo 好 -->\n```text\n坏\n```\n"
    >>> print(refreshed(page, run=lambda command: f"ran {command}\n"), end="")
    <!-- run: echo 好 -->
    ```text
    ran echo 好
    ```
    """
    page = BLOCK_RE.sub(blocks_of(run), page)
    page = RULES_RE.sub(lambda _: rules(run), page)
    return HELP_RE.sub(lambda _: help_of_all(run), page)


def difference(path: Path, run: Runner) -> str:
    """What refreshing would change, as a diff; empty where nothing would."""
    old = path.read_text(encoding="utf-8")
    new = refreshed(old, in_language(path, run))
    lines = unified_diff(
        old.splitlines(keepends=True),
        new.splitlines(keepends=True),
        f"{path.name}",
        "as printed now",
    )
    return "".join(lines)


def refresh(path: Path, run: Runner) -> None:
    old = path.read_text(encoding="utf-8")
    new = refreshed(old, in_language(path, run))
    if new != old:
        path.write_text(new, encoding="utf-8", newline="\n")
        print(f"refreshed {path.relative_to(ROOT)}")


def main(arguments: list[str]) -> int:
    with stage() as run:
        if arguments == ["--check"]:
            differences = "".join(difference(path, run) for path in pages())
            print(differences, end="")
            return int(bool(differences))
        for path in pages():
            refresh(path, run)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
