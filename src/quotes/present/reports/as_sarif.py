"""SARIF 2.1.0, which code hosts and editors read."""

import json
from urllib.parse import quote

from quotes.catalog.explanations import EXPLANATIONS
from quotes.errors import Problem
from quotes.language import worded
from quotes.present.formats.as_jsonl import safe
from quotes.present.reports import Report

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def render(report: Report) -> str:
    codes = sorted({each.code for each in report.problems})
    run = {
        "tool": {"driver": {"name": "quotes", "rules": [_rule(code) for code in codes]}},
        "columnKind": "unicodeCodePoints",
        "results": [_result(each, codes.index(each.code)) for each in report.problems],
    }
    made = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    return safe(json.dumps(made, ensure_ascii=False, indent=2)) + "\n"


def _rule(code: str) -> dict[str, object]:
    explained = EXPLANATIONS[code]
    return {
        "id": code,
        "shortDescription": {"text": worded(explained.what)},
        "help": {"text": worded(explained.mend)},
        "defaultConfiguration": {"level": "warning" if code.startswith("W-") else "error"},
    }


def _result(problem: Problem, index: int) -> dict[str, object]:
    place: dict[str, object] = {"artifactLocation": {"uri": quote(problem.path)}}
    if problem.line:
        region = {"startLine": problem.line, "startColumn": problem.column}
        if problem.end_column:
            region["endColumn"] = problem.end_column
        place["region"] = region
    step = f" Next: {problem.next_step}." if problem.next_step else ""
    return {
        "ruleId": problem.code,
        "ruleIndex": index,
        "level": "warning" if problem.warning else "error",
        "message": {"text": f"{problem.message}.{step}"},
        "locations": [{"physicalLocation": place}],
    }
