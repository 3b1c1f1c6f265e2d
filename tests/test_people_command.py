"""`quotes people`: names are gathered, and what people wrote stays as they wrote it."""

import json

import pytest

from newsroom import ARTICLE, Newsroom
from quotes.catalog.people import read_people
from quotes.catalog.roster import NotByProgram, Roster
from quotes.catalog.speakers import Role

HAND = """\
# 我們的人名表

people:

  - name: 王忠林   # 市委書記
    roles:
      - title: 武汉市委书记
        since: 2020-02-13   # 上任

  - name: 陈一新
    aliases: [一新]
    note: 見報道

  - name: 應勇
    # 湖北省委
"""


@pytest.fixture
def known(filled: Newsroom) -> Newsroom:
    filled.write("catalog/people.yaml", HAND)
    return filled


def people_of(room: Newsroom) -> str:
    return (room.root / "catalog/people.yaml").read_text(encoding="utf-8")


def without(text: str, *lines: str) -> str:
    for line in lines:
        assert line in text
        text = text.replace(line, "", 1)
    return text


@pytest.mark.parametrize(
    ("args", "code", "said"),
    [
        (["add", "李明", "--alias", "一新"], 2, "is a name of 陈一新 already"),
        (["add", "王忠林", "--alias", "应勇"], 2, "is a name of 應勇 already"),
        (["add", "李明", "--since", "2020"], 2, "--role TITLE"),
        (["add", "李明", "--role", "x", "--since", "昨天"], 2, "no date"),
        (
            ["add", "李明", "--role", "x", "--since", "2021", "--until", "2020"],
            2,
            "--until 2020 lies before --since 2021",
        ),
        (["merge", "王忠林", "陈一新"], 2, "note"),
        (["merge", "李明", "一新"], 2, "quotes people merge 陈一新"),
        (["merge", "陈一新", "應勇"], 2, "a comment stands with"),
        (["merge", "王忠林"], 2, ""),
    ],
)
def test_what_would_take_something_from_somebody_is_refused(
    known: Newsroom, args: list[str], code: int, said: str
) -> None:
    result = known.run("people", *args, code=code)

    assert said in result.stderr
    assert people_of(known) == HAND


def test_a_file_with_errors_is_not_written_to(filled: Newsroom) -> None:
    wrong = "people:\n  - name: 王忠林\n    roles:\n      - {title: 书记, since: 昨天}\n"
    filled.write("catalog/people.yaml", wrong)

    filled.run("people", "add", "李明", code=3)

    assert people_of(filled) == wrong


def test_what_is_there_already_is_not_written_again(known: Newsroom) -> None:
    for args in (
        ["add", "王忠林"],
        ["merge", "陈一新", "一新"],
        ["add", "陈一新", "--alias", "一新"],
    ):
        assert "already" in known.run("people", *args).stderr
        assert people_of(known) == HAND


@pytest.mark.parametrize("command", [[], ["near"]])
def test_looking_writes_nothing(known: Newsroom, command: list[str]) -> None:
    before = known.tree()
    known.run("people", *command)
    assert known.tree() == before


def test_a_person_is_added_behind_everybody_and_comments_stay(known: Newsroom) -> None:
    known.run("people", "add", "李明", "--alias", "小李", "--role", "记者", "--since", "2019")

    put = "\n  - name: 李明\n    aliases: [小李]\n    roles:\n      - title: 记者\n        since: 2019\n"
    assert without(people_of(known), put) == HAND
    assert people_of(known).endswith(put)


def test_an_office_may_end_in_the_year_in_which_it_begins(known: Newsroom) -> None:
    known.run("people", "add", "李明", "--role", "書記", "--since", "2021-02", "--until", "2021")
    known.run("check")


def test_the_first_person_begins_the_file(filled: Newsroom) -> None:
    filled.run("people", "add", "王忠林", "--alias", "王書記")
    filled.run("people", "add", "应勇")

    people, problems = read_people(people_of(filled), "people.yaml")
    assert problems == ()
    assert [person.names for person in people.persons] == [("王忠林", "王書記"), ("应勇",)]
    assert "$schema=people.schema.json" in people_of(filled)


def test_more_is_added_to_one_who_is_there_in_any_script(known: Newsroom) -> None:
    known.run(
        "people", "add", "陳一新", "--alias", "陈宜欣", "--role", "副组长", "--since", "2020-02-08"
    )

    after = people_of(known)
    assert "    aliases: [一新, 陈宜欣]\n" in after
    assert "    roles:\n      - title: 副组长\n        since: 2020-02-08\n" in after
    assert "    note: 見報道\n" in after


def test_a_second_office_stands_below_the_first(known: Newsroom) -> None:
    known.run("people", "add", "王忠林", "--role", "省长", "--since", "2021-05")

    line = "      - title: 省长\n        since: 2021-05\n"
    assert without(people_of(known), line) == HAND


def test_other_names_become_aliases(known: Newsroom) -> None:
    known.run("people", "merge", "王忠林", "王仲林", "市委書記王忠林")

    line = "    aliases: [王仲林, 市委書記王忠林]\n"
    assert without(people_of(known), line) == HAND


def test_somebody_with_nothing_but_names_is_taken_in(known: Newsroom) -> None:
    known.run("people", "add", "王仲林", "--alias", "仲林")

    known.run("people", "merge", "王忠林", "王仲林")

    assert without(people_of(known), "    aliases: [王仲林, 仲林]\n") == HAND


def test_merging_makes_a_person_where_there_is_none(known: Newsroom) -> None:
    known.run("people", "merge", "李明", "李名")

    assert people_of(known).endswith("\n  - name: 李明\n    aliases: [李名]\n")


def test_the_listing_counts_entries_under_all_names(known: Newsroom) -> None:
    known.run("set", "003-02", "speaker=一新")
    rows = [line.split("\t") for line in known.run("people").stdout.splitlines()]

    counted = {row[0]: int(row[3]) for row in rows}
    assert counted["陈一新"] == 1
    assert sum(counted.values()) == 3
    assert {row[0]: row[2] for row in rows}["王忠林"] == "武汉市委书记"
    lines = known.run("people", "--json").stdout.splitlines()
    assert [json.loads(line)["name"] for line in lines] == [row[0] for row in rows]


def test_names_that_may_be_one_are_told_with_the_command(newsroom: Newsroom) -> None:
    newsroom.write("seeds/003_a.txt", ARTICLE + "王仲林说：“好。”市委书记王忠林表示：“要快。”")
    newsroom.run("extract", "seeds")
    ids = newsroom.run("list", "--ids").stdout.split()
    for name, speaker in zip(
        ids, ["王忠林", "王仲林", "市委书记王忠林", "應勇", "应勇"], strict=False
    ):
        newsroom.run("set", name, f"speaker={speaker}")

    said = newsroom.run("people", "near").stdout

    assert "one character apart" in said
    assert "王忠林 市委书记王忠林" in said
    assert "the same but for the script" in said
    assert "quotes people merge" in said
    newsroom.run("people", "merge", "王忠林", "王仲林", "市委书记王忠林")
    assert "王仲林" not in newsroom.run("people", "near").stdout


@pytest.mark.parametrize(
    "text",
    [
        "people: [{name: 王忠林}]\n",
        "people:\n  - {name: 王忠林}\n",
        "people: 王忠林\n",
        "- name: 王忠林\n",
        "other: 1\n",
    ],
)
def test_a_layout_of_ones_own_is_refused_or_kept(text: str) -> None:
    roster = Roster("people.yaml", text)
    try:
        after = roster.with_person("李明", (), ())
    except NotByProgram:
        return
    assert after.startswith(text)


def test_carriage_returns_stay() -> None:
    text = HAND.replace("\n", "\r\n")

    after = Roster("people.yaml", text).with_role("應勇", Role("省委书记", "2020-02-13"))

    assert after.count("\n") == after.count("\r\n") == text.count("\n") + 3
