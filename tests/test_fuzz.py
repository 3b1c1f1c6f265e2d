"""What fuzzing begins from, and what it once found, is tried by every run of the suite.

The fuzzer itself is `make fuzz`; it needs atheris, these tests do not.
"""

import pytest
from fuzz.__main__ import CASES, cases, corpus
from fuzz.targets import load, names
from fuzz.words import PIECES, dictionary, spelt
from hypothesis import given
from hypothesis import strategies as st

pytestmark = pytest.mark.torture

INPUTS = [
    *((name, raw) for name in names() for raw in load(name).SEEDS),
    *((name, path.read_bytes()) for name in names() for path in cases(name)),
]
PIECES_OF_BYTES = st.lists(
    st.one_of(st.binary(max_size=8), st.sampled_from([raw[at : at + 12] for _, raw in INPUTS for at in (0, 5, 20)])),
    max_size=12,
).map(b"".join)  # fmt: skip


@pytest.mark.parametrize(
    ("name", "raw"), INPUTS, ids=[f"{name}-{at}" for at, (name, _) in enumerate(INPUTS)]
)
def test_no_known_input_does_harm(name: str, raw: bytes) -> None:
    load(name).attempt(raw)


@pytest.mark.parametrize("name", names())
def test_no_way_that_was_found_does_harm(name: str) -> None:
    for raw in corpus(name):
        load(name).attempt(raw)


@pytest.mark.parametrize("name", names())
def test_bytes_of_all_kinds_do_no_harm(name: str) -> None:
    @given(PIECES_OF_BYTES)
    def attempt(raw: bytes) -> None:
        load(name).attempt(raw)

    attempt()


def test_a_target_says_what_it_promises() -> None:
    assert all(load(name).__doc__ for name in names())
    assert {path.name for path in CASES.iterdir() if path.is_dir()} <= set(names())


def test_a_letter_is_a_piece() -> None:
    assert spelt(b"aJb") == f"“{PIECES[35]}”"
    assert "\\xE2\\x80\\x9C" in dictionary()


def test_an_empty_pairing_would_be_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    """The targets see something: one that forgets a mark fails."""
    target = load("span_pairing")
    honest = target.pair
    monkeypatch.setattr(target, "pair", lambda text, rules: honest(text.replace("“", " "), rules))
    with pytest.raises(AssertionError):
        target.attempt("“天冷。”".encode())
