"""What is written stays in its folder, and is never put over an article or a file of the catalog."""

import os
from pathlib import Path

import pytest

from newsroom import ARTICLE, Newsroom
from quotes import derived
from quotes.catalog import refusals, store
from quotes.present.site import NAMES, addresses
from quotes.sayings.numerals import figures

pytestmark = pytest.mark.skipif(os.name == "nt", reason="links are a matter of POSIX here")

PAGE = "<html><body><h1>背水一戰</h1><p>2月16日，王忠林說：“細節決定成敗。”</p></body></html>"


@pytest.fixture
def elsewhere(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("elsewhere")


def refused(room: Newsroom, *args: str, code: int, word: str) -> None:
    """With these words, and with every file as it was."""
    before = room.tree()
    told = room.run(*args, code=code)
    assert word in told.stderr
    assert room.tree() == before


# The site


def test_a_site_is_not_put_among_articles(filled: Newsroom) -> None:
    filled.write("seeds/index.html", PAGE)
    filled.run("extract", "seeds")
    refused(filled, "site", "seeds", code=2, word="holds articles of the catalog")
    refused(filled, "site", ".", code=2, word="holds articles of the catalog")


@pytest.mark.parametrize("name", ["index.html", "people.html", "site.css", "articles/a.html"])
def test_a_site_is_not_put_over_somebody_elses_page(filled: Newsroom, name: str) -> None:
    filled.write(f"out/{name}", PAGE)
    refused(filled, "site", "out", code=2, word="not what quotes has written")


def test_an_article_of_a_broken_file_is_no_page(filled: Newsroom) -> None:
    filled.write("out/people.html", PAGE)
    filled.edit("file: seeds/003_a.txt", "file: out/people.html")
    filled.catalog().write_text(
        filled.catalog().read_text(encoding="utf-8") + "  bad: [\n", encoding="utf-8"
    )
    refused(filled, "site", "out", code=2, word="not what quotes has written")


def test_every_page_of_a_site_has_a_name_that_is_looked_for(filled: Newsroom) -> None:
    filled.run("site", "out", "--include", "todo")
    assert {path.name for path in (filled.root / "out").iterdir()} <= set(NAMES)


def test_a_pipe_in_a_site_is_told(filled: Newsroom) -> None:
    filled.run("site", "out", "--include", "todo")
    (filled.root / "out" / "people.html").unlink()
    os.mkfifo(filled.root / "out" / "people.html")
    assert "people.html: File exists" in filled.run("site", "out", code=5).stderr


def test_a_site_is_put_beside_other_files_and_over_its_own(filled: Newsroom) -> None:
    filled.write("out/cv.html", PAGE)
    for _ in range(2):
        filled.run("site", "out", "--include", "todo")
    assert (filled.root / "out" / "cv.html").read_text(encoding="utf-8") == PAGE


@pytest.mark.parametrize("name", ["index.html", "people.html", "articles"])
def test_no_page_of_a_site_is_written_through_a_link(
    filled: Newsroom, elsewhere: Path, name: str
) -> None:
    (filled.root / "out").mkdir()
    (filled.root / "out" / name).symlink_to(
        elsewhere if name == "articles" else filled.catalog(), target_is_directory="." not in name
    )
    before = filled.catalog().read_bytes()
    filled.run("site", "out", "--include", "todo", code=2)
    assert filled.catalog().read_bytes() == before
    assert not list(elsewhere.iterdir())


def test_an_article_with_a_long_name_in_characters_has_a_page(newsroom: Newsroom) -> None:
    newsroom.write(f"seeds/{'履新一週市委書記' * 6}.txt", ARTICLE)
    newsroom.run("extract", "seeds")
    newsroom.run("site", "out", "--include", "todo")
    pages = {path.name for path in (newsroom.root / "out" / "articles").iterdir()}
    assert len(pages) == 2
    assert all(name.isascii() for name in pages)


@pytest.mark.parametrize("name", ["履新一周", "a b", "a%20b", "..", ".a", "a" * 200, "a#b", "a?b"])
def test_what_means_another_thing_in_an_address_is_no_name_of_a_page(name: str) -> None:
    assert name not in addresses.article(name)
    assert addresses.article(name) != addresses.article(f"{name}x")


# Exports


def test_an_article_without_entries_is_not_exported_over(filled: Newsroom) -> None:
    filled.write("seeds/new.txt", ARTICLE)
    filled.run("add", str(filled.root / "seeds" / "new.txt"))
    refused(filled, "export", "csv", "-o", "seeds/new.txt", code=2, word="belongs to the catalog")


def test_an_article_of_a_file_in_another_encoding_is_not_exported_over(filled: Newsroom) -> None:
    filled.write("seeds/履新.txt", ARTICLE)
    filled.edit("file: seeds/003_a.txt", "file: seeds/履新.txt")
    text = filled.catalog().read_text(encoding="utf-8")
    filled.catalog().write_bytes(text.encode("gb18030"))
    refused(filled, "export", "csv", "-o", "seeds/履新.txt", code=2, word="belongs to the catalog")


def test_another_name_for_an_article_is_no_way_around(filled: Newsroom) -> None:
    """As where a disk makes no difference between small letters and capitals."""
    os.link(filled.root / "seeds" / "003_a.txt", filled.root / "003_A.TXT")
    refused(filled, "export", "csv", "-o", "003_A.TXT", code=2, word="belongs to the catalog")


def test_an_export_through_a_pipe_is_written(filled: Newsroom) -> None:
    os.mkfifo(filled.root / "pipe")
    reader = os.open(filled.root / "pipe", os.O_RDONLY | os.O_NONBLOCK)
    filled.run("export", "csv", "--include", "todo", "-o", "pipe")
    assert b"003-01" in os.read(reader, 10_000)
    os.close(reader)


def test_an_article_of_a_broken_file_is_not_exported_over(filled: Newsroom) -> None:
    filled.catalog().write_text(
        filled.catalog().read_text(encoding="utf-8") + "  bad: [\n", encoding="utf-8"
    )
    refused(filled, "export", "csv", "-o", "seeds/003_a.txt", code=2, word="belongs to the catalog")
    filled.run("export", "csv", "-o", "out.csv", code=3)
    filled.run("export", "csv", "-o", "out.csv", code=3)


# Links that lead out, or nowhere


def linked(path: Path, to: Path) -> Path:
    """The file moved there, and a link in its place."""
    to.write_bytes(path.read_bytes())
    path.unlink()
    path.symlink_to(to)
    return to


def test_a_catalog_file_that_leads_out_is_neither_read_nor_written(
    filled: Newsroom, elsewhere: Path
) -> None:
    outside = linked(filled.catalog(), elsewhere / "a.yaml")
    before = outside.read_bytes()
    assert "leads out of the project" in filled.run("list", code=3).stderr
    assert "leads out of the project" in filled.run("check", code=3).stdout
    filled.run("set", "003-01", "note=待核", code=3)
    filled.run("extract", "seeds", code=3)
    assert outside.read_bytes() == before


def test_people_that_lead_out_are_not_written_to(filled: Newsroom, elsewhere: Path) -> None:
    filled.run("people", "add", "王忠林", "--role", "书记")
    outside = linked(filled.root / "catalog" / "people.yaml", elsewhere / "people.yaml")
    before = outside.read_bytes()
    filled.run("people", "add", "應勇", "--role", "书记", code=3)
    assert outside.read_bytes() == before


def test_the_folder_of_the_catalog_may_be_a_link(filled: Newsroom, elsewhere: Path) -> None:
    (filled.root / "catalog").rename(elsewhere / "kept")
    (filled.root / "catalog").symlink_to(elsewhere / "kept")
    filled.run("set", "003-01", "note=待核")
    assert "待核" in (elsewhere / "kept" / "003_a.yaml").read_text(encoding="utf-8")


def test_a_file_in_a_catalog_that_is_a_link_is_checked(filled: Newsroom, elsewhere: Path) -> None:
    (filled.root / "catalog").rename(elsewhere / "kept")
    (filled.root / "catalog").symlink_to(elsewhere / "kept")
    filled.edit("kind: quote", "kind: qoute")
    assert "12:11 E-FIELD" in filled.run("check", str(filled.catalog()), code=1).stdout


def test_no_article_is_put_among_the_files_of_a_catalog_that_is_a_link(filled: Newsroom) -> None:
    (filled.root / "catalog").rename(filled.root / "kept")
    (filled.root / "catalog").symlink_to("kept")
    (filled.root.parent / "new.txt").write_text(f"{ARTICLE}完。\n", encoding="utf-8")
    filled.run("add", str(filled.root.parent / "new.txt"), "--to", "kept", code=2)


def test_an_article_is_known_by_the_folder_that_became_a_link(filled: Newsroom) -> None:
    (filled.root / "seeds").rename(filled.root / "material")
    (filled.root / "seeds").symlink_to("material")
    assert "0 added" in filled.run("extract", "seeds").stdout
    assert len(list((filled.root / "catalog").glob("*.yaml"))) == 1


def test_what_is_there_by_a_link_out_is_left_and_ends_nothing(
    filled: Newsroom, elsewhere: Path
) -> None:
    schema = filled.root / "catalog" / store.SCHEMA
    linked(schema, elsewhere / "schema.json")
    (elsewhere / "settings.json").write_text("{}")
    (filled.root / ".vscode").symlink_to(elsewhere)
    filled.write("seeds/004_b.txt", ARTICLE)
    filled.run("extract", "seeds")
    assert "left .vscode/settings.json as it is" in filled.run("init").output


def test_a_schema_that_is_a_link_is_not_renewed(filled: Newsroom) -> None:
    schema = filled.root / "catalog" / store.SCHEMA
    schema.unlink()
    schema.symlink_to("../seeds/003_a.txt")
    filled.run("init", "--update-schemas")
    assert (filled.root / "seeds" / "003_a.txt").read_text(encoding="utf-8") == ARTICLE


def test_nothing_is_begun_through_a_link_that_leads_out(filled: Newsroom, elsewhere: Path) -> None:
    (filled.root / ".gitignore").symlink_to(elsewhere / "ignored")
    filled.run("init", code=3)
    assert not (elsewhere / "ignored").exists()


def test_an_entry_by_hand_is_made_of_no_source_outside(filled: Newsroom, elsewhere: Path) -> None:
    (elsewhere / "secret.txt").write_text("王忠林說：“祕密在此。”\n", encoding="utf-8")
    filled.edit("file: seeds/003_a.txt", f"file: {elsewhere}/secret.txt")
    told = filled.run("new", "secret:1", code=3)
    assert "outside the project" in told.stderr
    assert "祕密" not in told.output


ASKED = (
    ("list",), ("show", "003-01"), ("explain", "003-01"), ("check",), ("export", "csv", "-o", "x.csv"),
    ("site", "out", "--include", "todo"), ("variants", "003-01"), ("slogans",), ("extract", "seeds"),
)  # fmt: skip


@pytest.mark.parametrize(
    "name", ["seeds/circle.txt", f"seeds/{'长' * 100}.txt", '"seeds/a\\0b.txt"']
)
def test_a_source_that_no_system_can_open_is_told_by_every_command(
    filled: Newsroom, name: str
) -> None:
    (filled.root / "seeds" / "circle.txt").symlink_to("circle.txt")
    filled.edit("file: seeds/003_a.txt", f"file: {name}")
    for args in ASKED:
        done = filled.run(*args, code=None)
        assert done.exception is None or isinstance(done.exception, SystemExit), args
        assert done.exit_code in (0, 1, 3), (args, done.output)
    assert "003_a.yaml:3:9 E-SOURCE" in filled.run("check", code=1).stdout


@pytest.mark.parametrize("args", [("export", "csv", "-o"), ("site",), ("init",), ("-C",)])
def test_a_circle_of_links_is_no_place(filled: Newsroom, args: tuple[str, ...]) -> None:
    (filled.root / "circle").symlink_to("circle")
    more = ("list",) if args == ("-C",) else ()
    place = str(filled.root / "circle")
    done = filled.run(*args, place, *more, code=None)
    assert done.exception is None or isinstance(done.exception, SystemExit)


# What is no ordinary file, or of no ordinary time


def test_a_pipe_in_the_catalog_is_told_each_time(filled: Newsroom) -> None:
    os.mkfifo(filled.root / "catalog" / "pipe.yaml")
    for _ in range(2):
        assert "no ordinary file" in filled.run("list", code=3).stderr


def test_what_is_wrong_with_a_file_now_is_told(filled: Newsroom) -> None:
    place = filled.root / "catalog" / "other.yaml"
    place.symlink_to("other.yaml")
    assert "symbolic links" in filled.run("list", code=3).stderr
    place.unlink()
    place.mkdir()
    assert "no ordinary file" in filled.run("list", code=3).stderr


def test_a_pipe_has_no_digest(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert derived.digest_of_file(tmp_path / "pipe") == b""
    assert not derived.has_near_top(tmp_path / "pipe", b"")


@pytest.mark.parametrize("year", [1901, 2300, 2400])
def test_files_may_be_of_any_time(filled: Newsroom, year: int) -> None:
    seconds = (year - 1970) * 31_556_952
    for path in (filled.catalog(), filled.root / "seeds" / "003_a.txt"):
        try:
            os.utime(path, (seconds, seconds))
        except OverflowError:
            pytest.skip("this system knows no such time")
    before = filled.run("list", "--count").stdout
    filled.run("extract", "seeds")
    assert filled.run("list", "--count").stdout == before


# What is written can be read again


def test_no_file_is_written_that_would_not_be_read(
    filled: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = filled.catalog().read_bytes()
    monkeypatch.setattr(refusals, "LARGEST", len(before) + 10)
    told = filled.run("set", "003-01", "note=" + "待核" * 10, code=3)
    assert "E-SIZE" in told.stderr
    assert filled.catalog().read_bytes() == before


def test_what_is_longer_than_a_value_may_be_is_left_out(newsroom: Newsroom) -> None:
    newsroom.write(
        "seeds/long.html",
        f"<html><head><title>{'標題' * 60_000}</title></head><body><p>2月16日，王忠林說：“細節決定成敗。”"
        f"應勇說：“{'細節決定成敗，' * 20_000}”</p></body></html>",
    )
    newsroom.run("extract", "seeds")
    assert newsroom.run("list", "--count").stdout.strip() == "4"
    newsroom.run("check", code=None)
    assert "E-LONG" not in newsroom.run("check", code=None).output


def test_a_numeral_that_nobody_can_tell_stays_as_it_is() -> None:
    many = "亿" * 700
    assert figures(f"一{many}个理由，三千二百人") == f"1{many}个理由，3200人"


# Names that are no text


def test_a_catalog_file_whose_name_is_no_text_is_told_and_stops_no_other(filled: Newsroom) -> None:
    place = os.fsencode(filled.root / "catalog") + b"/z\xff.yaml"
    try:
        Path(os.fsdecode(place)).write_bytes(filled.catalog().read_bytes())
    except OSError:
        pytest.skip("this system takes no such name")
    for args in (("list",), ("list",), ("extract", "seeds"), ("site", "out"), ("check",)):
        done = filled.run(*args, code=None)
        assert "E-FILE this file cannot be read: its name is no text" in done.output
        assert done.exit_code in (1, 3)
    assert "細節決定成敗" in filled.run("list", code=3).stdout


def test_an_article_whose_name_is_no_text_is_not_entered(newsroom: Newsroom) -> None:
    place = Path(os.fsdecode(os.fsencode(newsroom.root / "seeds") + b"/z\xff.txt"))
    try:
        place.write_text(ARTICLE, encoding="utf-8")
    except OSError:
        pytest.skip("this system takes no such name")
    for args in (("extract", "seeds"), ("extract", str(place)), ("add", str(place))):
        assert "its name is no text" in newsroom.run(*args, code=3).stderr
    assert newsroom.run("list", "--count").stdout.strip() == "3"
    newsroom.run("check")
