"""A whole article: every finding points at its raw words, and none names a speaker who is not there."""

from fuzz.words import spelt
from quotes.parsing import parse
from quotes.reading import article_from_text

SEEDS = (
    "F，ECB：a天冷，要多穿lbEBCh：aMlb".encode(), "a天冷，bEBCh，a要多穿lbj".encode(),
    "FGEDYa天冷lbj（记者DC）VXYaNbl".encode(), b"VEBYcaMbdlUJUVaVb",
)  # fmt: skip


def attempt(raw: bytes) -> None:
    text = spelt(raw)
    if not text.strip():
        return
    article = article_from_text(text)
    for one in parse(article).findings:
        assert one.span.of(article.text) == one.raw
        for reason in one.reasons:
            span = reason.span
            assert span is None or 0 <= span.start <= span.end <= len(text)
