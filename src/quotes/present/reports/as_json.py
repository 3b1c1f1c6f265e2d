"""For programs: one object, whose `version` grows when a key changes its meaning."""

import json

from quotes.errors import Problem
from quotes.present.formats.as_jsonl import safe
from quotes.present.reports import Report

VERSION = 1


def render(report: Report) -> str:
    made = {
        "version": VERSION,
        "errors": report.errors,
        "warnings": report.warnings,
        "problems": [_one(each) for each in report.problems],
    }
    return safe(json.dumps(made, ensure_ascii=False, indent=2)) + "\n"


def _one(problem: Problem) -> dict[str, object]:
    """Lines and columns count from 1 in code points; `null` is what is not known."""
    return {
        "code": problem.code,
        "severity": "warning" if problem.warning else "error",
        "file": problem.path,
        "line": problem.line or None,
        "column": problem.column or None,
        "end_column": problem.end_column or None,
        "id": problem.entry or None,
        "message": problem.message,
        "next": problem.next_step or None,
    }
