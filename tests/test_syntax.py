"""What is refused before anything is built, and that each refusal names its place."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotes.catalog.syntax import Mapping, compose, plain
from quotes.errors import UnreadableCatalog

BAD = [
    ("a: [", "E-YAML", 1),
    ("a: 1\nb: 'x\nc: 2\n", "E-YAML", 2),
    ("a: b\n\tc: d\n", "E-TAB", 2),
    ("a: 1\nspeaker：王\nb: 1\n", "E-WIDE-COLON", 2),
    ("a: 1\n<<<<<<< HEAD\nb: 2\n=======\nb: 3\n>>>>>>> x\n", "E-MERGE", 2),
    ("a: 1\na: 2\n", "E-DUPLICATE-KEY", 2),
    ("a: &x 1\nb: *x\n", "E-ALIAS", 1),
    ("a: !!python/object:os.system x\n", "E-TAG", 1),
    ("a: 1\n---\nb: 2\n", "E-SHAPE", 2),
    ("a: x\x01y\n", "E-CONTROL", 1),
    ("? [一]\n: 二\n", "E-SHAPE", 1),
    ("[" * 100_000, "E-DEEP", 1),
    ("- " * 100_000, "E-DEEP", 1),
    ("{a: " * 1_000, "E-DEEP", 1),
]


@pytest.mark.parametrize(("text", "code", "line"), BAD)
def test_what_is_refused_says_where(text: str, code: str, line: int) -> None:
    with pytest.raises(UnreadableCatalog) as refused:
        compose(text, "x.yaml")
    problem = refused.value.problems[0]
    assert (problem.code, problem.line) == (code, line)
    assert problem.column > 0
    assert problem.next_step


@pytest.mark.parametrize("text", ["", "# 只有注释\n", "\n\n"])
def test_a_file_without_values_is_none(text: str) -> None:
    assert compose(text, "x.yaml") is None


def test_every_scalar_is_the_string_on_the_page() -> None:
    text = "a: no\nb: 12:30\nc: 0123\nd: 2020-02-31\ne: ~\nf: 1_000\n"
    read = plain(compose(text, "x.yaml"))
    assert read == {"a": "no", "b": "12:30", "c": "0123", "d": "2020-02-31", "e": "~", "f": "1_000"}


def test_marks_are_code_points_also_behind_an_emoji() -> None:
    text = "a: 😀\nb: 王忠林\n"
    root = compose(text, "x.yaml")
    assert isinstance(root, Mapping)
    value = root.get("b")
    assert value is not None
    assert value.span.of(text) == "王忠林"


@given(st.text() | st.text("a甲: \n\t#-[]{}\"'|>&*!%@`~?,\u0085\u2028\ufeff\r"))
def test_whatever_stands_in_a_file_is_read_or_refused_with_a_place(text: str) -> None:
    try:
        root = compose(text, "x.yaml")
    except UnreadableCatalog as refused:
        problem = refused.problems[0]
        lines = re.split("\r\n|\r|\n", text)
        assert 1 <= problem.line <= len(lines)
        assert 1 <= problem.column <= len(lines[problem.line - 1]) + 2
    else:
        assert root is None or 0 <= root.span.start <= root.span.end <= len(text)


def test_the_pure_parser_serves_where_the_fast_one_is_missing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    import yaml

    monkeypatch.setattr("quotes.catalog.syntax._LOADER", yaml.BaseLoader)
    assert plain(compose("a: |-\n  一\n  二\n", "x.yaml")) == {"a": "一\n二"}
    with pytest.raises(UnreadableCatalog):
        compose("[" * 10_000, "x.yaml")
