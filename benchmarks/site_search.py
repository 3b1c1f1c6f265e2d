"""How long a reader waits for an answer of the site's search, in Chromium and from the disk.

    python benchmarks/site_search.py SITE [WORDS...]

For each query a page is opened afresh, so that no piece of the index is loaded yet; then it is asked
again, with the pieces at hand. Time runs from the keystroke to the rows on the page. Words are taken
from entries of the site where none are named.
"""

import json
import random
import shutil
import statistics
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

ASKED = 30
_WAIT = """(words) => new Promise((resolve) => {
  const list = document.getElementById("results");
  const field = document.getElementById("query");
  const told = document.getElementById("told");
  list.replaceChildren();
  told.textContent = "";
  const began = performance.now();
  new MutationObserver((_, seen) => {
    if (told.textContent) { seen.disconnect(); resolve([performance.now() - began, told.textContent]); }
  }).observe(told, {childList: true, characterData: true, subtree: true});
  field.value = words;
  field.dispatchEvent(new Event("input"));
})"""


def words_of(site: Path) -> Iterator[str]:
    """Runs of two to eight characters, from entries all over the site."""
    chance = random.Random(1)  # noqa: S311 # the same queries each time
    packs = sorted((site / "search").glob("t*.js"))
    for _ in range(ASKED):
        told = chance.choice(packs).read_text(encoding="utf-8")
        rows = json.loads(told[told.index(",") + 1 : told.rindex(")")])
        text = chance.choice(rows)[1]
        length = chance.randint(2, 8)
        start = chance.randint(0, max(0, len(text) - length))
        yield text[start : start + length]


def timed(browser: Any, site: Path, words: str) -> tuple[float, float, str]:
    page = browser.new_page()
    page.goto(f"file://{site}/index.html", wait_until="load")
    first, told = page.evaluate(_WAIT, words)
    again, _ = page.evaluate(_WAIT, words)
    page.close()
    return first, again, told


def main(site: Path, asked: list[str]) -> None:
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    with sync_playwright() as started:
        browser = started.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        rows = [timed(browser, site, words) for words in asked or words_of(site)]
        browser.close()
    for name, at in (("pieces to be loaded", 0), ("pieces at hand", 1)):
        times = sorted(float(row[at]) for row in rows)
        print(
            f"{name}: median {statistics.median(times):.0f} ms,"
            f" 9 of 10 under {times[int(len(times) * 0.9) - 1]:.0f} ms, slowest {times[-1]:.0f} ms"
        )


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve(), sys.argv[2:])
