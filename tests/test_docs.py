"""The pages say what the program does: their output is real, and nothing goes unmentioned."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import refresh

ROOT = refresh.ROOT
FORMATS = sorted((ROOT / "src" / "quotes" / "present" / "formats").glob("as_*.py"))
MANUAL = "README.md", "docs/commands.md"

pytestmark = pytest.mark.xdist_group("docs")  # so that the stage is set once

STALE = """\
# A page

<!-- run: echo 好 -->
```text
坏
```

Words between.

<!-- run: printf 'a  \\n\\nb\\n\\n' -->

````console
```
````
"""

FRESH = """\
# A page

<!-- run: echo 好 -->
```text
好
```

Words between.

<!-- run: printf 'a  \\n\\nb\\n\\n' -->

````console
$ printf 'a  \\n\\nb\\n\\n'
a

b
````
"""


@pytest.fixture(scope="module")
def run() -> Iterator[refresh.Runner]:
    with refresh.stage() as runner:
        yield runner


@pytest.fixture(scope="module")
def commands(run: refresh.Runner) -> list[str]:
    return refresh.names_in(run("quotes --help"))


@pytest.fixture(scope="module")
def manual() -> str:
    return "".join((ROOT / page).read_text(encoding="utf-8") for page in MANUAL)


def in_folder(folder: Path) -> refresh.Runner:
    return lambda command: refresh.run_in(folder, command)


@pytest.mark.parametrize(
    "page",
    [
        "```text\nno marker\n```\n",
        "A sentence that speaks of <!-- run: echo 好 --> in its middle.\n```text\n坏\n```\n",
        "<!-- run: echo 好 -->\n\nWords come first.\n\n```text\n坏\n```\n",
        "<!-- a remark -->\n```text\n坏\n```\n",
    ],
)
def test_a_block_without_its_own_marker_is_left_alone(page: str, tmp_path: Path) -> None:
    assert refresh.refreshed(page, in_folder(tmp_path)) == page


def test_a_stale_block_is_replaced_and_nothing_else(tmp_path: Path) -> None:
    assert refresh.refreshed(STALE, in_folder(tmp_path)) == FRESH


def test_refreshing_twice_is_refreshing_once(tmp_path: Path) -> None:
    assert refresh.refreshed(FRESH, in_folder(tmp_path)) == FRESH


def test_a_stale_page_is_told_by_its_difference(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(STALE, encoding="utf-8")

    difference = refresh.difference(page, in_folder(tmp_path))

    assert "-坏\n" in difference
    assert "+好\n" in difference


def test_a_command_that_fails_stops_the_refreshing(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="`exit 2` failed with 2"):
        refresh.run_in(tmp_path, "exit 2")


def test_a_command_that_crashes_stops_the_refreshing(tmp_path: Path) -> None:
    """Python ends with 1 then, which otherwise says that problems were found."""
    with pytest.raises(SystemExit, match="RuntimeError"):
        refresh.run_in(tmp_path, "python -c 'raise RuntimeError'")


def test_commands_see_a_plain_terminal_of_a_hundred_columns(tmp_path: Path) -> None:
    assert refresh.run_in(tmp_path, "echo $COLUMNS $NO_COLOR $LC_ALL") == "100 1 C.UTF-8\n"


def test_what_one_command_writes_neither_the_next_nor_the_project_sees(
    run: refresh.Runner,
) -> None:
    assert run("echo 坏 > catalog/people.yaml && cat catalog/people.yaml") == "坏\n"

    assert run("cat catalog/people.yaml 2>&1 || true") != "坏\n"
    assert run("quotes list --count") != "0\n"
    assert Path(run("pwd").strip()).resolve() != ROOT


@pytest.mark.parametrize("page", refresh.pages(), ids=lambda page: page.name)
def test_a_page_shows_what_the_program_prints(page: Path, run: refresh.Runner) -> None:
    difference = refresh.difference(page, run)

    assert not difference, f"run `make docs`\n{difference}"


def test_the_readme_shows_real_output_in_both_languages() -> None:
    for name in ("README.md", "README.zh-CN.md"):
        page = (ROOT / name).read_text(encoding="utf-8")
        assert len(refresh.commands_in(page)) >= 6, name


def test_every_command_is_in_the_manual(commands: list[str], manual: str) -> None:
    missing = [name for name in commands if f"quotes {name}" not in manual]

    assert len(commands) > 1
    assert not missing


def test_every_command_has_help_and_an_example(commands: list[str], run: refresh.Runner) -> None:
    def speaks(name: str) -> bool:
        text = run(f"quotes {name} --help")
        said = text.splitlines()[2].strip()
        return bool(said) and re.search(rf"Examples?:\s+.*quotes {name}", text) is not None

    assert [name for name in commands if not speaks(name)] == []


@pytest.mark.parametrize("module", FORMATS, ids=lambda path: path.stem)
def test_every_export_format_is_in_the_manual(module: Path, manual: str) -> None:
    name = module.stem.removeprefix("as_").replace("_", "-")

    assert re.search(rf"\b{re.escape(name)}\b", manual), f"{name} is mentioned in neither {MANUAL}"


def _words(page: Path) -> str:
    """A page without its code, in which examples look like links."""
    return re.sub(r"(`+).*?\1", "", page.read_text(encoding="utf-8"))


def test_the_documentation_is_built_as_pages(tmp_path: Path) -> None:
    pytest.importorskip("material", reason="Material for MkDocs is not installed")
    quiet = os.environ | {"DISABLE_MKDOCS_2_WARNING": "true", "NO_MKDOCS_2_WARNING": "1"}
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", str(tmp_path)],
        cwd=ROOT, env=quiet, capture_output=True, encoding="utf-8", timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    built = [str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*.html")]
    asked = {
        str(page.relative_to(ROOT / "docs").with_suffix(".html"))
        for page in refresh.pages()
        if page.parent != ROOT
    }
    assert asked <= set(built)
    for path in tmp_path.rglob("*.html"):
        loaded = re.findall(
            r'(?:src|link[^>]*href)="(https?:[^"]*)"', path.read_text(encoding="utf-8")
        )
        assert loaded == [], "a page asks others for something"


def test_every_link_into_the_project_leads_somewhere() -> None:
    broken = [
        f"{page.name}: {target}"
        for page in [*refresh.pages(), ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md"]
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", _words(page))
        if not (page.parent / target).exists()
    ]

    assert broken == []
