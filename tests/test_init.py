"""`quotes init`, and the schemas that it hands to editors."""

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft7Validator

from newsroom import ARTICLE, Newsroom
from quotes.catalog.entries import ENTRY_KEYS, SOURCE_KEYS
from quotes.catalog.people import PERSON_KEYS, ROLE_KEYS
from quotes.catalog.schemas import article_schema, people_schema, schemas
from quotes.catalog.syntax import compose, plain

ROOT = Path(__file__).parents[1]
MADE = {
    "catalog/article.schema.json",
    "catalog/people.schema.json",
    ".vscode/settings.json",
    ".pre-commit-config.yaml",
    ".gitattributes",
    ".gitignore",
}


def wrong(schema: str, text: str) -> list[str]:
    """What an editor would mark, which types scalars as YAML 1.2 does."""
    validator = Draft7Validator(json.loads(schema))
    return sorted(error.message for error in validator.iter_errors(yaml.safe_load(text)))


def every_node(node: Any) -> list[Any]:
    below = node.values() if isinstance(node, dict) else node if isinstance(node, list) else ()
    return [node, *(each for child in below for each in every_node(child))]


# init


def test_what_is_there_is_left_to_the_byte(tmp_path: Path) -> None:
    room = Newsroom(tmp_path)
    for name in MADE:
        room.write(name, f"# {name}: 我的\r\n")
    before = room.tree()

    result = room.run("init")

    assert result.stdout == ""
    after = room.tree()
    after.pop("catalog/.lock")
    assert after == before
    for name in MADE:
        assert f"left {name} as it is" in result.stderr
    assert "you may want to add to .gitattributes:" in result.stderr
    assert "    catalog/*.yaml diff=quotes" in result.stderr


def test_a_second_run_makes_nothing(tmp_path: Path) -> None:
    room = Newsroom(tmp_path)
    room.run("init")
    before = room.tree()

    result = room.run("init")

    assert result.stdout == ""
    assert "you may want" not in result.stderr
    assert room.tree() == before


def test_a_new_catalog_is_made_where_it_is_wanted(tmp_path: Path) -> None:
    result = Newsroom(tmp_path).run("init", "neu/語錄")

    made = {line.removeprefix("made ") for line in result.stdout.splitlines()}
    assert made == MADE
    assert "git config diff.quotes.wordRegex ." in result.stderr
    room = Newsroom(tmp_path / "neu/語錄")
    assert room.tree().keys() == MADE | {"catalog/.lock"}
    room.write("seeds/003_a.txt", ARTICLE)
    room.run("extract", "seeds")
    room.run("check")


def test_schemas_are_written_anew_only_when_that_is_asked(tmp_path: Path) -> None:
    room = Newsroom(tmp_path)
    room.run("init")
    old = room.write("catalog/article.schema.json", "{}\n")
    room.run("init")
    assert old.read_text(encoding="utf-8") == "{}\n"

    result = room.run("init", "--update-schemas")

    assert result.stdout == "made catalog/article.schema.json\n"
    assert old.read_text(encoding="utf-8") == article_schema()


def test_the_files_for_others_are_what_they_read(tmp_path: Path) -> None:
    room = Newsroom(tmp_path)
    room.run("init")
    tree = room.tree()

    settings = json.loads(tree[".vscode/settings.json"])
    assert set(settings["yaml.schemas"]) == {f"catalog/{name}" for name in schemas()}
    [repo] = yaml.safe_load(tree[".pre-commit-config.yaml"])["repos"]
    assert repo["hooks"][0]["entry"] == "quotes check"
    [hook] = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    assert (hook["id"], hook["entry"]) == ("quotes-check", "quotes check")


# schemas


@pytest.mark.parametrize("schema", schemas().values(), ids=schemas())
def test_a_schema_is_one_of_draft_07(schema: str) -> None:
    made = json.loads(schema)

    assert made["$schema"] == "http://json-schema.org/draft-07/schema#"
    Draft7Validator.check_schema(made)
    nodes = [each for each in every_node(made) if isinstance(each, dict)]
    assert not any("$defs" in each or "prefixItems" in each for each in nodes)
    assert not any("$ref" in each and len(each) > 1 for each in nodes)
    targets = {each["$ref"] for each in nodes if isinstance(each.get("$ref"), str)}
    assert targets <= {f"#/definitions/{name}" for name in made["definitions"]}


@pytest.mark.parametrize("schema", schemas().values(), ids=schemas())
def test_every_key_is_told_of_in_chinese_and_english(schema: str) -> None:
    for name, shape in json.loads(schema)["definitions"].items():
        for key, field in shape.get("properties", {}).items():
            chinese, dot, english = field.get("description", "").partition(" · ")
            assert dot, f"{name}.{key}"
            assert any("一" <= char <= "鿿" for char in chinese), f"{name}.{key}"
            assert english.isascii(), f"{name}.{key}"


def test_the_schemas_know_the_keys_of_the_files() -> None:
    article = json.loads(article_schema())["definitions"]
    people = json.loads(people_schema())["definitions"]

    assert tuple(article["EntryRecord"]["properties"]) == ENTRY_KEYS
    assert tuple(article["SourceRecord"]["properties"]) == SOURCE_KEYS
    assert set(people["PersonRecord"]["properties"]) == set(PERSON_KEYS)
    assert set(people["RoleRecord"]["properties"]) == set(ROLE_KEYS)


GOOD = """\
source: {file: a.txt, title: 2020, author: 謝燃岸, published: 2020}
entries:
  - {id: a-1, text: 好, kind: quote, status: todo, line: 7, tags: [防疫, 2020], date: 2020}
"""


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("status: todo", "status: toodo", "'toodo' is not one of"),
        ("kind: quote", "kind: zitat", "'zitat' is not one of"),
        ("line: 7", "lnie: 7", "'lnie' was unexpected"),
        ("file: a.txt", "flie: a.txt", "'file' is a required property"),
        ("text: 好", "text: ", "None is not of type"),
        ("status: todo, ", "", "'status' is a required property"),
    ],
)
def test_a_slip_is_marked(old: str, new: str, said: str) -> None:
    assert wrong(article_schema(), GOOD) == []
    assert old in GOOD
    assert any(said in each for each in wrong(article_schema(), GOOD.replace(old, new)))


def test_our_own_catalog_is_marked_nowhere(filled: Newsroom) -> None:
    filled.run("set", "003-01", "tags=防疫", "standing=disputed", "note=x", "mode=written")
    for path in [*(ROOT / "catalog").glob("*.yaml"), filled.catalog()]:
        schema = people_schema() if path.stem == "people" else article_schema()
        text = path.read_text(encoding="utf-8")
        values = plain(compose(text, path.name))
        errors = Draft7Validator(json.loads(schema)).iter_errors(values)
        assert [error.message for error in errors] == [], path.name


def test_the_schemas_beside_our_catalog_are_those_of_today() -> None:
    for name, schema in schemas().items():
        assert (ROOT / "catalog" / name).read_text(encoding="utf-8") == schema, (
            "run: quotes init --update-schemas"
        )
