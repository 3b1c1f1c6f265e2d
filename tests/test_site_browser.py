"""The site in a real browser, opened from the disk: search, filters, links, both lights, a phone, keys alone."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

playwright = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
CHROMIUM = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
)
if CHROMIUM is None:
    pytest.skip("no Chromium on this system: apt-get install chromium", allow_module_level=True)

from click.testing import CliRunner

from quotes.cli import main

ROOT = Path(__file__).parents[1]

pytestmark = pytest.mark.xdist_group("browser")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The catalog of the seeds."""
    folder = tmp_path_factory.mktemp("site")
    result = CliRunner().invoke(main, ["-C", str(ROOT), "site", str(folder)])
    assert result.exit_code == 0, result.output
    return folder


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with playwright.sync_playwright() as started:
        quiet = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        opened = started.chromium.launch(executable_path=CHROMIUM, args=quiet)
        yield opened
        opened.close()


@pytest.fixture
def page(browser: Any, site: Path) -> Iterator[Any]:
    """The front page; whatever the browser complains of fails the test, and nobody else may be asked."""
    context = browser.new_context(viewport={"width": 1200, "height": 900})
    opened = context.new_page()
    complaints: list[str] = []
    opened.on(
        "console",
        lambda said: complaints.append(said.text) if said.type in ("error", "warning") else None,
    )
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    opened.on(
        "request",
        lambda asked: None if asked.url.startswith("file://") else complaints.append(asked.url),
    )
    opened.goto(f"file://{site}/index.html")
    yield opened
    context.close()
    assert complaints == []


@pytest.mark.parametrize("asked", ["水龙头", "水龍頭", "水 龍，頭", "「水龙头」"])
def test_words_are_found_in_either_script_whatever_the_punctuation(page: Any, asked: str) -> None:
    page.fill("#query", asked)
    playwright.expect(page.locator("#results li")).to_have_count(3)
    assert page.inner_text("#told").startswith("3")


@pytest.mark.parametrize(("asked", "count"), [("再起劲", 2), ("劲", None), ("没有这样的话啊", 0)])
def test_many_one_or_no_words(page: Any, asked: str, count: int | None) -> None:
    page.fill("#query", asked)
    playwright.expect(page.locator("#told")).not_to_be_empty()
    found = page.locator("#results li").count()
    assert found == count if count is not None else found > 0


def test_a_person_is_found_by_name(page: Any) -> None:
    page.fill("#query", "王忠林")
    page.locator("#results .person a").first.click()
    assert "/people/" in page.url
    assert page.inner_text("h1") == "王忠林"
    assert "武汉市委书记" in page.inner_text("main")


def test_from_the_search_into_the_text_and_back_to_the_entry(page: Any) -> None:
    page.fill("#query", "水龙头不关，拖地板再起劲")
    page.locator("#results a").first.click()
    page.wait_for_url("**/articles/**")
    mark = page.locator(".mark:target")
    assert "水龙头" in mark.inner_text()
    assert mark.evaluate(
        "each => { const r = each.getBoundingClientRect(); return r.top >= 0 && r.bottom <= innerHeight; }"
    )
    assert "speaker" in mark.get_attribute("title")
    mark.click()
    assert "水龙头" in page.locator(".entry:target blockquote").inner_text()
    page.locator(".entry:target .id").click()
    assert "水龙头" in page.locator(".mark:target").inner_text()


def test_entries_are_narrowed_by_kind(page: Any) -> None:
    page.goto(page.url.replace("index", "people"))
    page.click("text=王忠林")
    whole = page.locator(".entry:visible").count()
    page.locator(".filter[data-kind=slogan]").click()
    slogans = page.locator(".entry:visible").count()
    assert 0 < slogans < whole
    assert page.locator(".entry.quote:visible").count() == 0
    page.locator(".filter[data-kind='']").click()
    assert page.locator(".entry:visible").count() == whole


def test_the_language_is_kept_from_page_to_page(page: Any) -> None:
    assert page.locator("nav a").nth(1).inner_text() == "人物"
    page.click("#language")
    assert page.locator("nav a").nth(1).inner_text() == "People"
    with page.expect_navigation():  # until the page's own script has run
        page.locator("nav a").nth(1).click()
    assert page.locator("nav a").nth(0).inner_text() == "Home"
    assert page.evaluate("document.documentElement.lang") == "en"
    assert (page.title(), page.inner_text("h1")) == ("People · Quotations", "People")


def test_charts_are_drawn_within_the_policy_and_told_in_words(page: Any) -> None:
    page.goto(page.url.replace("index", "plots"))
    drawing = page.locator(".plot svg").first
    assert drawing.bounding_box()["width"] > 300
    assert "王忠林" in drawing.text_content()
    page.locator(".plot summary").first.click()
    assert page.locator(".plot tr:visible", has_text="王忠林").count() > 0


def _paper(page: Any) -> str:
    return str(page.evaluate("getComputedStyle(document.body).backgroundColor"))


def test_light_and_dark_by_the_system_and_by_hand(browser: Any, site: Path) -> None:
    context = browser.new_context(color_scheme="dark")
    page = context.new_page()
    page.goto(f"file://{site}/index.html")
    dark = _paper(page)
    page.click("#theme")
    light = _paper(page)
    assert dark != light
    page.reload()
    assert _paper(page) == light
    context.close()


PAGES = [
    "index.html",
    "people.html",
    "sayings.html",
    "slogans.html",
    "plots.html",
    "articles.html",
    "doubts.html",
]


@pytest.mark.parametrize("name", [*PAGES, "articles", "people", "sayings", "slogans"])
def test_nothing_is_cut_off_on_a_phone(browser: Any, site: Path, name: str) -> None:
    path = site / name if name in PAGES else min((site / name).glob("*.html"))
    context = browser.new_context(viewport={"width": 360, "height": 740}, is_mobile=True)
    page = context.new_page()
    page.goto(f"file://{path}")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", [*PAGES, "articles", "people", "sayings", "slogans"])
def test_people_who_cannot_see_or_point_can_use_it(
    browser: Any, site: Path, name: str, scheme: str
) -> None:
    axe = pytest.importorskip(
        "axe_playwright_python.sync_playwright", reason="axe is not installed"
    )
    path = site / name if name in PAGES else min((site / name).glob("*.html"))
    context = browser.new_context(color_scheme=scheme, bypass_csp=True)
    page = context.new_page()
    page.goto(f"file://{path}")
    found = axe.Axe().run(page).response["violations"]
    serious = [
        (each["id"], each["nodes"][0]["html"][:120])
        for each in found
        if each["impact"] in ("serious", "critical")
    ]
    assert serious == []
    context.close()


def test_keys_alone_are_enough(page: Any) -> None:
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    for _ in range(12):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == "query":
            break
    page.keyboard.type("水龙头")
    page.wait_for_selector("#results a")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/articles/**")


def test_a_citation_is_copied(browser: Any, site: Path) -> None:
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(f"file://{site}/index.html")
    button = page.locator(".copy").first
    cited = button.get_attribute("data-cite")
    button.click()
    playwright.expect(button).to_contain_text("已复制")
    assert page.evaluate("navigator.clipboard.readText()") == cited
    assert cited.startswith("“")
    context.close()


def test_pages_read_without_scripts(browser: Any, site: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"file://{site}/index.html")
    assert "人物" in page.inner_text("nav")
    assert page.locator(".entry").count() > 5
    context.close()
