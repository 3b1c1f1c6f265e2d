"""Ten invented articles of several genres, in both scripts: what the parser gets right it keeps.

They were written and annotated without regard to what the parser can do. Raise a floor when a change lifts the
figure; where a change lowers one, see which article lost: quotes eval tests/eval/gold.jsonl --errors
"""

from pathlib import Path

import pytest

from annotate import annotated, made
from quotes.workflow.evaluating import Evaluation, evaluate

GOLD = Path(__file__).parent / "eval" / "gold.jsonl"
FLOORS = {
    "span_f1": 1.0,
    "kind_accuracy": 0.9718,
    "quote_f1": 0.9756,
    "quote_p": 0.9756,
    "quote_r": 0.9756,
    "speaker_accuracy": 0.875,
    "speaker_precision_when_answered": 0.9211,
    "who_said_what_f1": 0.8537,
    "slogan_f1": 0.9524,
    "slogan_speaker_accuracy": 0.6667,
    "nested_recall": 1.0,
    "date_accuracy": 0.775,
    "date_recall_of_dated": 0.8621,
}


@pytest.fixture(scope="module")
def evaluation() -> Evaluation:
    return evaluate(GOLD)


def test_a_note_behind_no_closing_mark_is_a_slip() -> None:
    with pytest.raises(AssertionError, match="no closing mark"):
        annotated("a", "李明说。{quote: 李明}")


def test_nested_words_are_annotated_one_deeper() -> None:
    text, rows = annotated("a", "他說：「我聽見『好』{term}了。」{quote: 李明}")

    assert text == "他說：「我聽見『好』了。」"
    assert [(row["kind"], row["depth"]) for row in rows] == [("quote", 0), ("term", 1)]


@pytest.mark.parametrize(
    ("path", "content"), list(made()), ids=lambda part: getattr(part, "name", "")
)
def test_articles_and_annotations_are_made_from_the_annotated_texts(
    path: Path, content: str
) -> None:
    assert path.read_text(encoding="utf-8") == content, "run: python tests/annotate.py"


def test_every_article_is_measured(evaluation: Evaluation) -> None:
    assert evaluation.counts["docs"] == len(list(GOLD.parent.glob("annotated/*.md"))) == 10


@pytest.mark.parametrize("name", FLOORS)
def test_no_figure_falls(name: str, evaluation: Evaluation) -> None:
    assert round(evaluation.figures[name], 4) >= FLOORS[name]
