"""`quotes eval`: how far the parser agrees with people who annotated articles."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from quotes.workflow.evaluating import Evaluation


@click.command("eval")
@click.argument("gold", metavar="GOLD", type=click.Path(path_type=Path))
@click.option(
    "--docs",
    metavar="DIR",
    type=click.Path(path_type=Path, file_okay=False, readable=False),
    help="Where the articles are; otherwise in docs/ beside GOLD.",
)
@click.option("--errors", is_flag=True, help="List what differs, by the rule that answered.")
@click.option("--by-rule", is_flag=True, help="How often each rule fires, and is right.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
@click.option(
    "--bootstrap",
    metavar="N",
    type=click.IntRange(min=0),
    default=1000,
    show_default=True,
    help="Draws for the intervals; 0 for none.",
)
def command(
    gold: Path, docs: Path | None, errors: bool, by_rule: bool, as_json: bool, bootstrap: int
) -> None:
    """Measure the parser against articles that people annotated.

    GOLD holds one annotation a line, in JSON.

    \b
    Examples:
      quotes eval gold.jsonl
      quotes eval gold.jsonl --errors | less
      quotes eval gold.jsonl --json --bootstrap 0 | jq .who_said_what_f1
    """
    from quotes.workflow.evaluating import evaluate

    found = evaluate(gold, docs)
    show = _print_json if as_json else _print
    show(found, errors, by_rule, bootstrap)


def _print(found: "Evaluation", errors: bool, by_rule: bool, draws: int) -> None:
    from quotes.cli._talk import console
    from quotes.present import scores

    out = console()
    if errors:
        for each in scores.errors(found.misses):
            out.print(each)
        out.print()
    if by_rule:
        out.print(scores.rules(found.records))
    out.print(scores.table(found.counts, found.figures, found.intervals(draws)))
    out.print(scores.calibration(found.counts))


def _print_json(found: "Evaluation", errors: bool, by_rule: bool, draws: int) -> None:
    import json

    from quotes.cli._talk import put
    from quotes.present import scores

    told = scores.values(found.counts, found.figures, found.intervals(draws))
    if errors:
        told["errors"] = [scores.miss_values(each) for each in found.misses]
    if by_rule:
        told["rules"] = [scores.record_values(each) for each in found.records]
    put(json.dumps(told, ensure_ascii=False) + "\n")
