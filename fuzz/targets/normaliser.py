"""Damaged text: repairs can be replayed, and each stretch of the reading has its raw one."""

from fuzz.words import spelt
from quotes.parsing import mend
from quotes.parsing.mend import replay
from quotes.span import Span

SEEDS = (
    b"FEHa", "市长ABCh：a天冷qlb".encode(), "當v,,疫情qsub".encode(), "aaBwbmt天冷ub".encode(),
    "1.李明Ya天冷?!b\n2.王芳说：“应收尽收?!?\n".encode(), "[BY](https://example.org)：**aNb**".encode(),
)  # fmt: skip


def attempt(raw: bytes) -> None:
    text = spelt(raw)
    mended = mend(text)
    assert replay(text, mended.passes) == mended.text
    before = Span(0, 0)
    for at in range(0, len(mended.text), max(1, len(mended.text) // 40)):
        span = mended.raw_span(Span(at, at + 1))
        assert 0 <= before.start <= span.start <= span.end <= len(text)
        before = span
    for _, span, _ in mended.repairs():
        assert 0 <= span.start <= span.end <= len(text)
