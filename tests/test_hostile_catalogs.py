"""Files that nobody should write: each is told with its place, at once, and in little memory.

`python -m torture.catalogs` reads each of them in a process of its own, and more accidents.
"""

import time
from pathlib import Path

import pytest
from torture import catalogs
from torture.catalogs import MEGABYTES, SECONDS, Case, Told, content, project

from newsroom import Newsroom
from quotes.errors import Problem
from quotes.present.reports import Report
from quotes.workflow.checking import examine

pytestmark = pytest.mark.torture

CASES = catalogs.cases()


def told_here(root: Path) -> Told:
    begin = time.process_time()
    problems = examine(root).problems
    seconds = time.process_time() - begin
    return Told(seconds, 0, [[each.code, each.line, each.column] for each in problems])


def test_there_are_many_cases_and_no_name_twice() -> None:
    names = [case["name"] for case in CASES]
    assert len(set(names)) == len(names) >= 150
    assert sum(bool(case["faults"]) for case in CASES) >= 130
    assert sum("heavy" in case for case in CASES) >= 30


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_a_hostile_file_is_told_with_its_place(case: Case, tmp_path: Path) -> None:
    if "heavy" in case:
        told, fault = catalogs.try_case(case)
        assert not fault
        assert told.megabytes < MEGABYTES
        return
    root = project(tmp_path / "hostile", content(case))
    told = told_here(root)
    assert not catalogs.otherwise(case, told.faults)
    assert told.seconds < SECONDS
    assert (root / "catalog" / "a.yaml").read_bytes() == content(case)


def test_a_case_that_is_told_otherwise_is_seen() -> None:
    case = {"name": "one", "faults": [["E-YAML", 3, 5], ["and", 2]]}
    rest = [["E-KIND", 9, 1], ["E-TEXT", 9, 7]]
    assert not catalogs.otherwise(case, [["E-YAML", 3, 5], *rest])
    assert catalogs.otherwise(case, [["E-YAML", 3, 6], *rest])
    assert catalogs.otherwise(case, [["E-YAML", 3, 5], *rest[:1]])
    assert catalogs.otherwise(case, [])


def test_whatever_slips_into_a_file_is_told_in_every_format(filled: Newsroom) -> None:
    """Three hundred sound files with one to four accidents each: a place, and no crash."""
    told, found = catalogs.try_slips(filled.root, filled.catalog(), 300)
    assert found == []
    assert told > 200


def test_a_place_outside_the_file_is_seen() -> None:
    inside, below, beyond = (
        Problem("a.yaml", line, column, "E-YAML", "x") for line, column in ((2, 3), (3, 1), (1, 9))
    )
    report = Report((inside, below, beyond), {"a.yaml": "id: x\r\n好"})
    assert catalogs.outside(report) == [below, beyond]
