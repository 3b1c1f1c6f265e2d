"""Annotations on the lines of a pull request: GitHub's workflow commands."""

from quotes.errors import Problem
from quotes.present.escape import visible
from quotes.present.reports import Report


def render(report: Report) -> str:
    return "".join(_one(each) for each in report.problems)


def _one(problem: Problem) -> str:
    facts = {"file": problem.path, "title": problem.code}
    if problem.line:
        facts |= {"line": str(problem.line), "col": str(problem.column)}
    if problem.end_column:
        facts["endColumn"] = str(problem.end_column)
    said = ",".join(f"{name}={_property(value)}" for name, value in facts.items())
    level = "warning" if problem.warning else "error"
    step = f"\n{problem.next_step}" if problem.next_step else ""
    return f"::{level} {said}::{_words(problem.message + step)}\n"


def _words(text: str) -> str:
    r"""What a command's words may hold.

    >>> _words("100%\n好")
    '100%25%0A好'
    """
    return visible(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _words(text).replace(":", "%3A").replace(",", "%2C")
