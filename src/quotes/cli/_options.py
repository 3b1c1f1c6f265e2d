"""Options that several commands share, and what can be meant by them."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

import click

from quotes.errors import UsageError
from quotes.language import worded
from quotes.when import When

if TYPE_CHECKING:
    from quotes.catalog.kept import Wanted
    from quotes.catalog.lookup import Lookup

KINDS = ("quote", "slogan", "term")
STATUSES = ("todo", "ok", "drop", "unsure")

_FILTERS = (
    click.option(
        "--speaker",
        "speakers",
        metavar="NAME",
        multiple=True,
        help="In any script, with or without title.",
    ),
    click.option("--kind", "kinds", type=click.Choice(KINDS), multiple=True),
    click.option("--status", "statuses", type=click.Choice(STATUSES), multiple=True),
    click.option(
        "--source",
        "sources",
        metavar="TEXT",
        multiple=True,
        help="Part of a file name, outlet or title.",
    ),
    click.option("--since", metavar="DATE", help="Said on this day or later."),
    click.option("--until", metavar="DATE", help="Said on this day or earlier."),
    click.option("--tag", "tags", metavar="TAG", multiple=True),
    click.option(
        "--grep", metavar="TEXT", help="Words in the text, whatever the script or punctuation."
    ),
    click.option("--occasion", metavar="TEXT", help="Words in the occasion."),
)


class Exchanged(UsageError):
    """A time that ends before it begins."""

    def __init__(self, since: object, until: object) -> None:
        super().__init__(
            worded("--until {until} lies before --since {since}").format(until=until, since=since),
            worded("exchange the two"),
        )


def filters(command: Callable[..., Any]) -> Callable[..., Any]:
    """What a listing can be narrowed by; each may be given more than once where that makes sense."""
    for option in reversed(_FILTERS):
        command = option(command)
    return command


def wanted(lookup: "Lookup", *, speakers: Sequence[str], **asked: Any) -> "Wanted":
    """What the filters ask for; the speakers are found among those of the catalog."""
    from quotes.catalog.kept import Wanted
    from quotes.workflow.looking import find_speakers

    since = first_day("--since", asked.pop("since"))
    until = last_day("--until", asked.pop("until"))
    if since and until and until < since:
        raise Exchanged(since, until)
    for each in (asked["grep"], asked["occasion"]):
        words(each)
    insist_on_names(asked["sources"])
    return Wanted(find_speakers(lookup, speakers), since=since, until=until, **asked)


jobs = click.option(
    "-j",
    "--jobs",
    type=click.IntRange(min=1),
    help="Processes that parse; as many as there are processors where it pays.",
)


def insist_on_names(sources: Iterable[str]) -> None:
    """Nothing but blanks is a part of every name."""
    for each in sources:
        if not each.strip():
            words(each)


def words(text: str | None) -> str | None:
    """What is looked for, if it holds anything that can be found."""
    from quotes.script import key

    if text is not None and not key(text):
        raise UsageError(
            worded("“{text}” holds no words").format(text=text),
            worded("name some; marks and blanks are passed over"),
        )
    return text


def edtf(option: str, text: str | None) -> str | None:
    return str(_when(option, text)) if text else None


def first_day(option: str, text: str | None) -> date | None:
    bounds = _bounds(option, text)
    return bounds[0] if bounds else None


def last_day(option: str, text: str | None) -> date | None:
    bounds = _bounds(option, text)
    return bounds[1] if bounds else None


def _bounds(option: str, text: str | None) -> tuple[date, date] | None:
    if not text:
        return None
    bounds = _when(option, text).bounds()
    if bounds is None:
        raise UsageError(
            worded("{option}: “{text}” has no year").format(option=option, text=text),
            "write 2020-02-16, 2020-02 or 2020",
        )
    return bounds


def _when(option: str, text: str) -> When:
    try:
        return When.parse(text)
    except ValueError as error:
        raise UsageError(f"{option}: {error}") from None
