"""The words of a beginning."""

from quotes.language import worded

MADE = worded("made {name}")
LEFT = worded("left {name} as it is")
MISSING = worded("you may want to add to {name}:")
WORD_DIFF = worded(
    "to see differences by character (once for each clone): git config diff.quotes.wordRegex . — then: git diff --word-diff"
)
NEXT = worded("next: quotes add FILE, or put articles into seeds/ and: quotes extract seeds")


def indented(lines: str) -> str:
    r"""As an excerpt.

    >>> indented("catalog/*.yaml diff=quotes\n")
    '    catalog/*.yaml diff=quotes'
    """
    return "\n".join(f"    {line}" if line else "" for line in lines.splitlines())
