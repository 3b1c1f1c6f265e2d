"""The site as files: every link leads somewhere, nothing from a source is obeyed, every entry is found."""

import json
import re
import socket
import struct
import time
from collections.abc import Iterator
from contextlib import closing
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import unquote, urldefrag, urlsplit
from urllib.request import urlopen

import pytest

pytest.importorskip("jinja2", reason="the extra `site` is not installed")

from lxml import html

from newsroom import Newsroom, kept
from quotes.catalog.kept import Kept
from quotes.cli import _serving
from quotes.cli._serving import rebuild, served
from quotes.errors import UsageError
from quotes.present.site import addresses, pages, search
from quotes.reading import article_from_text
from quotes.sayings.anchors import anchors
from quotes.sayings.library import Library, Printed, Reasoned

HOSTILE = (
    "</script><script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "{{ 7 * 7 }}{% raw %}", "左\u202e右\u200b藏",
    "&lt;b&gt;", "javascript:alert(1)", "\x1b[31m紅", "']);alert(1)//",
)  # fmt: skip
SELF_ONLY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'"


def library(*entries: Kept, text: str | None = None) -> Library:
    by_file: dict[str, list[Kept]] = {}
    for each in entries:
        by_file.setdefault(each.file, []).append(each)
    printed = []
    for file, inside in by_file.items():
        placed = anchors(article_from_text(text), [each.entry for each in inside]) if text else {}
        reasons = {
            each.entry.id or "": Reasoned("certain", (("kind", "a/b", "<i>why</i>"),))
            for each in inside
        }
        printed.append(
            Printed(Path(file).stem, inside[0].source, tuple(inside), text, placed, reasons)
        )
    return Library(tuple(entries), tuple(printed), {}, (), (), (), {"todo": 2})


def written(what: Library) -> dict[str, str]:
    return {name: content.decode() for name, content in pages(what)}


def hostile() -> Library:
    text = "\n".join(f"他說：“{each}”。" for each in HOSTILE)
    entries = [
        kept(each, id=f"{0:03}-{number:02}", line=str(number + 1), speaker=each, occasion=each, via=each,
             title=each, outlet=each, url="javascript:alert(1)", standing="disputed")
        for number, each in enumerate(HOSTILE)
    ]  # fmt: skip
    return library(*entries, text=text)


def test_pages_hold_no_element_of_a_source() -> None:
    for name, page in written(hostile()).items():
        if not name.endswith(".html"):
            continue
        tree = html.fromstring(page)
        scripts = [
            each for each in tree.iter("script") if each.get("type") != "application/ld+json"
        ]
        assert all(each.get("src") and not (each.text or "").strip() for each in scripts), name
        assert not list(tree.iter("img", "style", "i")) or name.startswith(
            ("articles", "sayings")
        ), name
        assert not [
            each
            for each in tree.iter()
            if any(key.startswith("on") or key == "style" for key in each.attrib)
        ]
        assert not [
            each for each in tree.iter("a") if (each.get("href") or "").startswith("javascript")
        ]
        assert "\u202e" not in page
        assert "\x1b" not in page


def test_data_in_a_page_is_read_back_whole() -> None:
    page = written(hostile())["articles/000.html"]
    [data] = html.fromstring(page).xpath("//script[@type='application/ld+json']/text()")
    assert [each["text"] for each in json.loads(data)["hasPart"]] == list(HOSTILE)


def test_every_page_may_load_nothing_but_what_lies_beside_it() -> None:
    for name, page in written(hostile()).items():
        if name.endswith(".html"):
            tree = html.fromstring(page)
            [policy] = tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
            assert policy == SELF_ONLY
            assert not [each for each in tree.xpath("//@src | //link/@href") if ":" in each]


def test_a_text_is_whole_with_every_quotation_marked_in_it() -> None:
    what = hostile()
    page = html.fromstring(written(what)["articles/000.html"])
    [text] = page.xpath("//div[@class='text']")
    from quotes.present.escape import visible

    assert text.text_content() == visible(what.articles[0].text or "")
    assert [each.get("id") for each in text.xpath("a")] == [each.entry.id for each in what.kept]


def test_every_link_leads_somewhere(filled: Newsroom) -> None:
    told = filled.run("site", "out", "--include", "todo")
    assert "open out/index.html" in told.stdout
    out = filled.root / "out"
    trees = {path: html.parse(str(path)) for path in out.rglob("*.html")}
    assert len(trees) > 8
    for path, tree in trees.items():
        for link in tree.xpath("//a/@href | //link/@href | //script/@src"):
            target, fragment = urldefrag(link)
            place = (path.parent / unquote(target)).resolve() if target else path
            assert place.exists(), (path, link)
            if fragment and place.suffix == ".html":
                found = trees[place].xpath("//*[@id=$id]", id=unquote(fragment))
                assert len(found) == 1, (path, link)


def test_the_same_catalog_gives_the_same_bytes_and_rewrites_none(filled: Newsroom) -> None:
    filled.run("site", "out", "--include", "todo")
    before = {
        path: (path.read_bytes(), path.stat().st_mtime_ns)
        for path in (filled.root / "out").rglob("*")
        if path.is_file()
    }
    filled.run("site", "out", "--include", "todo")
    assert before == {
        path: (path.read_bytes(), path.stat().st_mtime_ns)
        for path in (filled.root / "out").rglob("*")
        if path.is_file()
    }


def test_what_nobody_reviewed_is_left_out_and_told(filled: Newsroom) -> None:
    filled.run("set", "003-01", "status=ok")
    told = filled.run("site", "out")
    assert "--include todo" in told.stderr
    assert "003-02" not in "".join(
        path.read_text() for path in (filled.root / "out").rglob("*.html")
    )


def test_every_entry_is_found_by_its_runs() -> None:
    entries = [
        kept(words, id=f"1-{number}", speaker="王忠林")
        for number, words in enumerate(("水龍頭不關", "細節決定成敗", "水龙头没有关", "好"))
    ]
    scripts = dict(search.files(entries, {"王忠林": "people/a.html"}))
    start = json.loads(
        scripts["search/start.js"].decode().removeprefix("quotes.start(").removesuffix(");\n")
    )

    def numbers(gram: str) -> list[int]:
        piece = scripts[f"search/p{search.piece_of(gram, start['pieces'])}.js"].decode()
        held = json.loads(piece[piece.index(",") + 1 :].removesuffix(");\n"))
        found, last = [], 0
        for step in held.get(gram, "").split():
            last += int(step, 36)
            found.append(last)
        return found

    assert numbers("水龙") == [0, 2]
    assert numbers("决定") == [1]
    assert numbers("好") == [3]
    assert start["names"] == [["王忠林", "王忠林", "people/a.html"]]
    folding = list(start["fold"])
    assert dict(zip(folding[::2], folding[1::2], strict=True))["龍"] == "龙"


@pytest.mark.parametrize("url", ["https://example.org/a#b", "https://example.org/a"])
def test_a_text_fragment_leads_to_the_words(url: str) -> None:
    [anchor] = anchors(article_from_text("他說：“水-龍，頭”。"), [kept("水-龍，頭").entry]).values()
    link = addresses.fragment(url, anchor)
    base, _, words = link.partition("#:~:text=")
    assert base == "https://example.org/a"
    before, exact, after = words.split(",")
    assert unquote(exact) == "水-龍，頭"
    assert re.fullmatch(r"[%\w.]+-", before)
    assert after.startswith("-")


def test_sites_are_not_written_into_the_catalog(filled: Newsroom) -> None:
    before = filled.tree()
    filled.run("site", "catalog", code=2)
    assert filled.tree() == before


def test_a_site_is_served_on_this_machine_alone(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("好", encoding="utf-8")
    with served(tmp_path, 0) as address:
        assert address.startswith("http://127.0.0.1:")
        with urlopen(address) as answer:  # noqa: S310 # our own
            assert answer.read().decode() == "好"
            assert answer.headers["Cache-Control"] == "no-store"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Pages, with links in it that lead out or round."""
    secret = tmp_path / "secret"
    secret.mkdir()
    (secret / "index.html").write_text("祕密", encoding="utf-8")
    place = tmp_path / "pages"
    (place / "bare").mkdir(parents=True)
    (place / "linked").mkdir()
    (place / "index.html").write_text("好", encoding="utf-8")
    (place / "bare" / "a.html").write_text("好", encoding="utf-8")
    for name, target in {
        "out.html": secret / "index.html", "outside": secret, "ring": place / "ring",
        "linked/index.html": secret / "index.html", "in.html": place / "index.html",
    }.items():  # fmt: skip
        (place / name).symlink_to(target)
    return place


def answer(address: str, path: str, *hosts: str) -> tuple[int, str]:
    """What a server says to a request that names these hosts."""
    client = HTTPConnection("127.0.0.1", urlsplit(address).port or 0, timeout=60)
    client.putrequest("GET", path, skip_host=True)
    for host in hosts:
        client.putheader("Host", host.format(port=urlsplit(address).port))
    client.endheaders()
    with closing(client):
        got = client.getresponse()
        return got.status, got.read().decode()


HERE = "127.0.0.1:{port}"


@pytest.mark.parametrize(
    "path",
    ["/%00", "/out.html", "/outside/", "/outside/index.html", "/ring", "/linked/", "/bare", "/bare/",
     "/%2e%2e/secret/index.html", "/" + "a" * 5_000, "/%ff"],
)  # fmt: skip
def test_nothing_but_pages_of_the_folder_is_served(
    folder: Path, path: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with served(folder, 0) as address:
        status, text = answer(address, path, HERE)
        assert (status, "祕密" in text, "a.html" in text) == (404, False, False)
        assert [answer(address, each, HERE) for each in ("/", "/in.html", "/bare/a.html")] == [
            (200, "好")
        ] * 3
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize(
    ("hosts", "status"),
    [
        ([HERE], 200),
        (["localhost:{port}"], 200),
        (["LOCALHOST:{port}"], 200),
        (["[::1]:{port}"], 200),
        (["evil.example:{port}"], 421),
        (["localhost.evil.example:{port}"], 421),
        (["localhost"], 200),
        (["localhost:1"], 200),  # a port that is forwarded
        ([HERE, "evil.example"], 421),
        ([], 421),
    ],
)
def test_a_website_cannot_read_the_pages_under_a_name_of_its_own(
    folder: Path, hosts: list[str], status: int
) -> None:
    with served(folder, 0) as address:
        assert answer(address, "/", *hosts)[0] == status


def test_a_tab_that_is_closed_is_nobodys_news(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with served(folder, 0) as address:
        for _ in range(5):
            gone = socket.create_connection(("127.0.0.1", urlsplit(address).port or 0))
            gone.sendall(b"GET / HTTP/1.1\r\n")
            gone.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            gone.close()
        assert answer(address, "/", HERE) == (200, "好")
        time.sleep(0.5)
    assert capsys.readouterr().err == ""


def test_a_port_that_is_taken_is_a_mistake_with_a_way_out(filled: Newsroom) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        told = filled.run("site", "out", "--serve", "--port", str(port), code=2).stderr
    assert f"quotes: port {port} cannot be had: " in told
    assert "next: name another with --port N" in told


def test_what_cannot_be_built_is_told_and_the_next_change_tried() -> None:
    told: list[str] = []
    tried: list[int] = []

    def build() -> None:
        tried.append(1)
        if len(tried) == 2:
            raise UsageError("broken")

    rebuild(range(3), build, lambda error: told.append(error.message))
    assert (len(tried), told) == (3, ["broken"])


def test_a_change_of_the_catalog_is_on_the_page(
    filled: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    def saved(_: object) -> Iterator[int]:
        filled.edit("speaker: 王忠林", "speaker: 王忠林書記")
        yield 1

    monkeypatch.setattr(_serving, "changes", saved)
    filled.run("site", "out", "--include", "todo", "--serve", "--port", "0")
    assert "王忠林書記" in (filled.root / "out" / "people.html").read_text(encoding="utf-8")
