"""The writing commands, each with the project it is run in: a new command is a row of a table."""

import io
import os
import sys
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

from quotes.cli import _keys, main, review
from torture.newsdesk import HEADS, PARAGRAPHS

CRASHED = 70
"""What a run ends with that ended in a traceback."""

NOTE = "# 人手寫的一行\n"


@dataclass(frozen=True)
class Scene:
    """A command about to be run."""

    name: str
    args: tuple[str, ...]
    prepare: Callable[[Path], None]
    repeatable: bool = True
    """Whether the command, run again when all is done, ends with 0 and changes nothing."""
    keys: tuple[str, ...] = ()
    """What a person presses and types, where the command asks for it."""


@dataclass(frozen=True)
class Ended:
    code: int
    """0 to 255, or minus the number of the signal that killed it."""
    said: str = ""


def publish(root: Path, name: str, number: int, *paragraphs: str) -> None:
    path = root / "seeds" / name
    path.parent.mkdir(exist_ok=True)
    path.write_text("\n\n".join((HEADS[number], *paragraphs, "")), encoding="utf-8")


def _article(root: Path) -> None:
    publish(root, "003_a.txt", 0, *PARAGRAPHS[:2])


def _catalog(root: Path) -> None:
    """A catalog in which somebody has written."""
    _article(root)
    run(root, "extract", "seeds")
    path = root / "catalog" / "003_a.yaml"
    path.write_bytes(path.read_bytes() + NOTE.encode())


def _article_has_grown(root: Path) -> None:
    _catalog(root)
    publish(root, "003_a.txt", 0, *PARAGRAPHS[:3])


def _inbox(root: Path) -> None:
    """An article beside the project."""
    _catalog(root)
    publish(root, "005_c.txt", 1, *PARAGRAPHS[5:])
    (root / "seeds" / "005_c.txt").rename(root.parent / "005_c.txt")


def _people(root: Path) -> None:
    _catalog(root)
    path = root / "catalog" / "people.yaml"
    path.write_text(
        "# 人手寫的\npeople:\n\n  - name: 應勇\n    aliases: [应勇]\n", encoding="utf-8"
    )


def _doubled(root: Path) -> None:
    """One person under two names."""
    _people(root)
    path = root / "catalog" / "people.yaml"
    path.write_text(path.read_text(encoding="utf-8") + "\n  - name: 鷹勇\n", encoding="utf-8")


def _a_suggestion_waits(root: Path) -> None:
    """Somebody has changed what an older program had proposed."""
    _catalog(root)
    path = root / "catalog" / "003_a.yaml"
    text = path.read_text(encoding="utf-8").replace("speaker: 王忠林", "speaker: 李明", 1)
    auto = text.partition("auto: ")[2][:8]
    path.write_text(text.replace(auto, "0badcafe", 1), encoding="utf-8")


def _new_article(root: Path) -> None:
    _article_has_grown(root)
    publish(root, "004_b.txt", 1, *PARAGRAPHS[3:6])


SCENES = (
    Scene("extract, no catalog yet", ("extract", "seeds"), _article),
    Scene("extract, the article has grown", ("extract", "seeds"), _article_has_grown),
    Scene("extract, one file grows and one is new", ("extract", "seeds"), _new_article),
    Scene("set", ("set", "003-01", "speaker=應勇", "status=ok", "note=已核"), _catalog),
    Scene("set, several entries", ("set", "003-01", "003-03", "status=drop"), _catalog),
    Scene("add", ("add", "../005_c.txt", "--note", "手機截圖轉錄"), _inbox),
    Scene("people add", ("people", "add", "王忠林", "--alias", "王書記"), _people),
    Scene("people merge", ("people", "merge", "應勇", "鷹勇"), _doubled),
    Scene("init", ("init",), _article),
    Scene(
        "new", ("new", "seeds/003_a.txt:1", "--text", "背水一戰"), _catalog, repeatable=False
    ),
    Scene("review, one key", ("review", "--limit", "1"), _catalog, repeatable=False, keys=("1", "q")),
    Scene("review, a name typed", ("review", "--limit", "1"), _catalog, keys=("3", "應勇同志", "q")),
    Scene("review, undone", ("review", "--limit", "1"), _catalog, repeatable=False, keys=("2", "u", "q")),
    Scene(
        "review, a suggestion taken", ("review", "--suggestions"), _a_suggestion_waits,
        keys=("1", "q"),
    ),
)  # fmt: skip

READERS = frozenset(
    (
        *("check", "cite", "corpus", "eval", "explain", "export", "list", "parse", "rules"),
        *("search", "show", "site", "slogans", "stats", "timeline", "variants", "verify"),
    )
)
"""Commands that never write into the catalog."""


def without_a_scene() -> list[str]:
    """Commands that may write and that nobody has put into the table."""
    import click

    names = set(main.list_commands(click.Context(main)))
    return sorted(names - READERS - {scene.args[0] for scene in SCENES})


def scenes() -> tuple[Scene, ...]:
    """Those whose command is there."""
    import click

    names = main.list_commands(click.Context(main))
    return tuple(scene for scene in SCENES if scene.args[0] in names)


def play(root: Path, scene: Scene) -> Ended:
    with answering(scene.keys):
        return run(root, *scene.args)


@contextmanager
def answering(keys: Sequence[str]) -> Iterator[None]:
    """Whatever asks for keys gets these."""
    with (
        patch.object(review, "_insist_on_a_terminal", lambda: None),
        patch.object(_keys, "Keyboard", lambda: _keys.Script(keys)),
    ):
        yield


def run(root: Path, *args: str) -> Ended:
    """The program in this process, as its users run it."""
    said = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True)
    with redirect_stdout(said), redirect_stderr(said):
        code = run_here(root, *args)
    said.seek(0)
    return Ended(code, said.read())


def run_here(root: Path, *args: str) -> int:
    before = Path.cwd()
    os.chdir(root)
    try:
        main(list(args))
    except SystemExit as stop:
        return int(stop.code or 0)
    except BaseException:  # noqa: BLE001 - this is what must not be
        sys.stderr.write(traceback.format_exc())
        return CRASHED
    finally:
        os.chdir(before)
    return 0


def kept(root: Path) -> dict[str, bytes]:
    """All files of the project, without the lock and without what a write cut short has left."""
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file() and path.name != ".lock" and not path.name.endswith("-tmp")
    }


def leftovers(root: Path) -> list[bytes]:
    return [path.read_bytes() for path in root.rglob(".*-tmp")]
