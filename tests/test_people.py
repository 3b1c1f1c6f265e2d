"""One person under every script, alias and title, and the office held on a day."""

from datetime import date

import pytest

from newsroom import ARTICLE, Newsroom
from quotes.catalog.people import read_people
from quotes.catalog.speakers import People, Speakers

FILE = """\
people:
  - name: 王忠林
    aliases: [王書記]
    roles:
      - title: 济南市委书记
        until: 2020-02-12
      - title: 武汉市委书记
        since: 2020-02-13
  - name: 陈一新
    scripts: {hant: 陳一新}
"""
TITLES = frozenset({"书记", "市委书记", "秘书长"})


def speakers(*printed: str, people: People | None = None) -> Speakers:
    return Speakers(people or read_people(FILE, "people.yaml")[0], printed, lambda: TITLES)


PRINTED = ("王忠林", "市委書記王忠林", "王忠林书记", "王書記", "陳一新", "值班人員")


@pytest.mark.parametrize("name", ["习近平", "王忠", "书记", "市委书记"])
def test_a_stranger_is_not_somebody_else(name: str) -> None:
    assert speakers(*PRINTED).printings(name) is None


@pytest.mark.parametrize("name", ["王忠林", "王书记", "武汉市委书记王忠林", "王忠林書記"])
def test_a_person_is_found_under_every_name(name: str) -> None:
    found = speakers(*PRINTED).printings(name)
    assert found == frozenset({"王忠林", "市委書記王忠林", "王忠林书记", "王書記"})


@pytest.mark.parametrize("name", ["陈一新", "陳一新", "秘书长陈一新"])
def test_any_script_will_do(name: str) -> None:
    assert speakers(*PRINTED).printings(name) == frozenset({"陳一新"})


def test_a_spokesman_is_not_the_body_he_speaks_for() -> None:
    known = speakers("外交部", "外交部书记")
    assert known.printings("外交部") == frozenset({"外交部"})
    assert known.printings("外交部书记") == frozenset({"外交部书记"})


def test_nobody_must_be_in_the_file() -> None:
    nobody = speakers(*PRINTED, people=People())
    assert nobody.printings("王忠林") == frozenset({"王忠林", "市委書記王忠林", "王忠林书记"})
    assert nobody.printings("值班人员") == frozenset({"值班人員"})


def test_a_person_who_never_spoke_is_known_all_the_same() -> None:
    assert speakers("應勇").printings("陈一新") == frozenset()


def test_titles_are_not_asked_for_where_no_name_has_one() -> None:
    def refuse() -> frozenset[str]:
        raise AssertionError("titles were loaded")

    known = Speakers(People(), ("王忠林", "陳一新"), refuse)
    assert known.printings("陈一新") == frozenset({"陳一新"})


def test_near_names_are_offered() -> None:
    assert speakers(*PRINTED).near("陳一信")[0] == "陳一新"


def test_the_office_is_the_one_held_that_day() -> None:
    person = speakers().person("王忠林")
    assert person is not None
    assert person.role_on(date(2020, 2, 12)) == "济南市委书记"
    assert person.role_on(date(2020, 2, 13)) == "武汉市委书记"
    assert person.role_on(None) is None


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("people: 王忠林\n", 1),
        ("people:\n  - 王忠林\n", 2),
        ("people:\n  - name: 甲\n    roles:\n      - since: 2020\n", 4),
        ("people:\n  - name: 甲\n    roles:\n      - {title: 乙, since: 2020-13}\n", 4),
        ("people:\n  - name: 甲\n  - name: 乙\n    aliases: [甲]\n", 3),
        ("people:\n  - name: 甲\n    alias: 乙\n", 3),
    ],
)
def test_a_fault_in_the_file_has_a_line(text: str, line: int) -> None:
    _, problems = read_people(text, "people.yaml")
    assert [problem.line for problem in problems] == [line]


def test_a_wrong_person_does_not_hide_the_others() -> None:
    people, problems = read_people(FILE + "  - 應勇\n", "people.yaml")
    assert (len(people.persons), len(problems)) == (2, 1)


@pytest.mark.parametrize(
    ("names", "sentence", "speaker"),
    [
        ("name: 高興", "高興說：“再等一天。”", "高興"),
        ("name: 陳一新, aliases: [一新]", "一新強調：“再等一天。”", "一新"),
        ("name: 陈一新, aliases: [一新]", "陳一新來了，一新強調：“再等一天。”", "陳一新"),
        ("name: 喜多川", "喜多川笑著說：“再等一天。”", "喜多川"),
        ("name: 王某, aliases: [書記]", "書記說：“再等一天。”", "書記"),
    ],
)
def test_whom_somebody_has_put_into_people_yaml_the_parser_knows_by_name(
    names: str, sentence: str, speaker: str, newsroom: Newsroom
) -> None:
    newsroom.write("seeds/003_a.txt", f"今天的會議\n\n{sentence}\n")
    newsroom.write("catalog/people.yaml", f"people:\n  - {{{names}}}\n")

    newsroom.run("extract", "seeds")

    assert f"speaker: {speaker}\n" in newsroom.catalog().read_text(encoding="utf-8")
    newsroom.run("check")


def test_a_broken_people_yaml_is_told_by_an_extraction_that_does_the_rest(
    newsroom: Newsroom,
) -> None:
    newsroom.write("seeds/003_a.txt", ARTICLE)
    newsroom.write("catalog/people.yaml", "people: [")

    result = newsroom.run("extract", "seeds", code=3)

    assert "people.yaml:1" in result.stderr
    assert newsroom.catalog().exists()
