"""Words on their way out: nothing in them is obeyed by a terminal, a spreadsheet, a page or a table."""

import json
import re
import unicodedata

from torture.payloads import obeyed

from fuzz.words import read
from quotes.present.escape import on_one_line, visible
from quotes.present.formats import as_bibtex, as_csv, as_jsonl, as_markdown, as_wikiquote

SEEDS = (
    "\x1b[31m紅\x1b]8;;http://example.org\x07鏈".encode(), "=1+1\t＝2\u202e反\u200b".encode(),
    b"<script>alert(1)</script>|[a](javascript:b)", "\x9b1m\u2028\ufeff\U000e0041".encode(),
)  # fmt: skip

_BARE = re.compile(r"(?<!\\)(?:\\\\)*[<`\[\]*_]")
"""What Markdown obeys, without the sign before it that says not to."""
_COMMANDS = re.compile(r"\\(?:text[a-z]+\{\}|[$&#_%])")
"""What an escaper for TeX writes."""


def attempt(raw: bytes) -> None:
    for text in (raw.decode("utf-8", "surrogateescape"), read(raw)):
        for shown in (visible(text), on_one_line(text)):
            assert not obeyed(shown, "\n\t")
        assert not set("\n\t") & set(on_one_line(text))
        assert json.loads(as_jsonl.line({"text": text})) == {"text": text}
        assert unicodedata.normalize("NFKC", as_csv.guarded(text)).lstrip()[:1] not in tuple("=+-@")
        for inert in (as_markdown.inert, as_wikiquote.inert, as_bibtex.inert):
            assert "\n" not in inert(text)
        assert not _BARE.search(as_markdown.inert(text))
        assert "<" not in as_wikiquote.inert(text)[len("<nowiki>") : -len("</nowiki>")]
        assert not set("\\{}$&#^_~%") & set(_COMMANDS.sub("", as_bibtex.inert(text)))
