"""Every code is told on a page, and the page's own example is found by `check`."""

import pytest

from newsroom import Newsroom
from quotes.catalog.explanations import EXPLANATIONS
from quotes.catalog.faults import SENTENCES

SHOWN = {code: each for code, each in EXPLANATIONS.items() if each.right}
PEOPLE = """\
people:
  - name: 王忠林
    roles:
      - {title: 武漢市委書記, since: 2020-02-13}
"""


@pytest.fixture
def dated(newsroom: Newsroom) -> Newsroom:
    """A sound catalog in which every example finds its place."""
    newsroom.run("extract", "seeds")
    newsroom.edit("entries:\n", "  published: 2020-02-20\n\nentries:\n")
    newsroom.run("extract", "seeds")
    newsroom.edit("    status: todo\n", "    status: todo\n    tags: [防疫]\n")
    newsroom.write("catalog/people.yaml", PEOPLE)
    return newsroom


def test_every_code_is_explained_and_nothing_else() -> None:
    assert list(EXPLANATIONS) == list(SENTENCES)
    assert len(SHOWN) > 25


def test_the_catalog_of_the_examples_is_sound(dated: Newsroom) -> None:
    assert dated.run("check", "--strict").stdout == ""


@pytest.mark.parametrize("code", SHOWN)
def test_an_example_is_what_it_says(dated: Newsroom, code: str) -> None:
    dated.edit(SHOWN[code].right, SHOWN[code].wrong)
    told = dated.run("check", code=None).stdout
    assert f" {code} " in told


@pytest.mark.parametrize("code", SENTENCES)
def test_a_page_says_what_why_and_how(newsroom: Newsroom, code: str) -> None:
    page = newsroom.run("check", "--explain", code.lower()).stdout
    assert page.startswith(f"{code} (")
    assert "mend: " in page
    assert EXPLANATIONS[code].why in page


def test_all_pages_are_told_at_once(newsroom: Newsroom) -> None:
    told = newsroom.run("check", "--explain", "all").stdout
    assert [code for code in SENTENCES if f"{code} (" not in told] == []


def test_an_unknown_code_is_a_mistake_with_the_nearest(newsroom: Newsroom) -> None:
    assert "E-DUPLICATE-ID" in newsroom.run("check", "--explain", "E-DUPLICAT-ID", code=2).stderr
