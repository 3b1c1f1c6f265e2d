"""A line for a fault and one for the next step: for editors, `grep` and pipes."""

from quotes.errors import Problem
from quotes.present.escape import on_one_line
from quotes.present.messages import NEXT
from quotes.present.reports import Report


def render(report: Report) -> str:
    return "".join(f"{line(each)}\n{step(each)}" for each in report.problems)


def line(problem: Problem) -> str:
    return on_one_line(f"{problem.place} {problem.code} {problem.message}")


def step(problem: Problem) -> str:
    said = on_one_line(NEXT.format(step=problem.next_step))
    return f"  {said}\n" if problem.next_step else ""
