"""What a fault's code means, for `check --explain` and docs/checks.md."""

from quotes.catalog.explanations import EXPLANATIONS
from quotes.catalog.faults import SENTENCES
from quotes.errors import UsageError
from quotes.language import worded
from quotes.present.escape import visible

_LONG = 500
WARNING, ERROR = worded("warning"), worded("error")
WRONG, RIGHT, MEND = worded("wrong:"), worded("right:"), worded("  mend: {how}")


class UnknownCode(UsageError):
    def __init__(self, code: str, near: str) -> None:
        hint = (
            worded("did you mean {near}?").format(near=near)
            if near
            else worded("see them all with: quotes check --explain all")
        )
        super().__init__(worded("no fault has the code {code}").format(code=code), hint)


def explanation(code: str) -> str:
    """One code, or all of them."""
    wanted = code.upper()
    if wanted == "ALL":
        return "\n".join(map(_page, SENTENCES))
    if wanted not in SENTENCES:
        raise UnknownCode(code, _nearest(wanted))
    return _page(wanted)


def _page(code: str) -> str:
    told = EXPLANATIONS[code]
    level = WARNING if code.startswith("W-") else ERROR
    parts = [f"{code} ({level})", _indented(worded(told.what)), _indented(worded(told.why))]
    if told.wrong:
        parts += [f"  {WRONG}", _indented(_short(told.wrong), 6)]
    if told.right:
        parts += [f"  {RIGHT}", _indented(told.right, 6)]
    parts += [MEND.format(how=worded(told.mend))]
    return "\n".join(parts) + "\n"


def _short(text: str) -> str:
    """An example may be as long as the fault it shows, and may hold what nobody sees."""
    return visible((text if len(text) < _LONG else f"{text[:40]}…").replace("\t", "⇥"))


def _indented(text: str, by: int = 2) -> str:
    return "\n".join(" " * by + line if line else "" for line in text.split("\n"))


def _nearest(code: str) -> str:
    from rapidfuzz import fuzz, process

    found = process.extractOne(code, list(SENTENCES), scorer=fuzz.ratio, score_cutoff=50)
    return found[0] if found else ""
