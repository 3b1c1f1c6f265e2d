"""`quotes corpus`: the parser over Parquet, JSON lines and web archives, and what comes out of it."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import click

from quotes.cli._options import jobs
from quotes.corpus.engines import NAMES
from quotes.language import worded

if TYPE_CHECKING:
    from quotes.corpus.choosing import Chosen
    from quotes.corpus.engines import Engine
    from quotes.corpus.runs import Ran
    from quotes.corpus.warehouse import Answer


@click.group("corpus")
def command() -> None:
    """Find quotations in whole corpora, ask what was found, and take the best into the catalog.

    \b
    Example:
      quotes corpus run news/*.parquet found/
      quotes corpus query found/ sayings
      quotes corpus promote found/ "speaker = '王忠林' AND date >= '2020-02'"
    """


def _engine_options(function: Callable[..., Any]) -> Callable[..., Any]:
    for option in (
        jobs,
        click.option("--address", help="Of a running cluster; without it one is started here."),
        click.option(
            "--engine", "on", type=click.Choice(NAMES), default="local", show_default=True
        ),
    ):
        function = option(function)
    return function


def _engine(on: str, address: str | None, workers: int | None) -> "Callable[[], Engine]":
    def start() -> "Engine":
        from quotes.corpus.engines import engine

        return engine(on, address, workers)

    return start


@command.command("run")
@click.argument("inputs", metavar="IN…", nargs=-1, required=True)
@click.argument("out", metavar="OUT")
@_engine_options
@click.option(
    "--field", "fields", metavar="FIELD=NAME", multiple=True,
    help="Where a record has its text, id, title, outlet, author, published or url.",
)  # fmt: skip
@click.option(
    "--time-limit", type=click.FloatRange(min=0.1, max=86_400), default=30.0, show_default=True,
    help="Seconds for a document.",
)  # fmt: skip
@click.option(
    "--shard-size", type=click.FloatRange(min=0.1, max=65_536), default=16.0, show_default=True,
    help="Megabytes of a file that one process does at a time.",
)  # fmt: skip
def run(
    inputs: tuple[str, ...],
    out: str,
    on: str,
    address: str | None,
    jobs: int | None,
    fields: tuple[str, ...],
    time_limit: float,
    shard_size: float,
) -> None:
    """Parse every document of a corpus; write Parquet files of findings, documents and errors.

    Inputs are files, folders or patterns, here or in an object store: .parquet, .jsonl (also .gz,
    .zst), .warc(.gz). A run that was stopped goes on where it was; what is done is not done again. A
    document that fails, takes too long or ends its process becomes a row of `errors`.

    \b
    Example:
      quotes corpus run archive/ found/
      quotes corpus run --field text=content --field published=meta.date news.jsonl.zst found/
      quotes corpus run --engine ray --address auto s3://bucket/news/ s3://bucket/found/
    """
    from quotes.cli._progress import progress_of_shards
    from quotes.cli._talk import say_failures
    from quotes.corpus import runs
    from quotes.corpus.documents import names_of

    wanted = runs.Wanted(inputs, out, names_of(fields), time_limit, int(shard_size * 1_000_000))
    with progress_of_shards() as progress:
        ran = runs.run(wanted, _engine(on, address, jobs), progress)
    _tell(ran, out)
    raise click.exceptions.Exit(say_failures(runs.errors_of(ran.failed)))


def _tell(ran: "Ran", out: str) -> None:
    import shlex

    from quotes.cli._talk import put, say
    from quotes.present import corpora
    from quotes.present.messages import plural

    counts = {name: plural(count, name[:-1]) for name, count in ran.rows.items()}
    before = corpora.DONE_BEFORE.format(count=ran.skipped) if ran.skipped else ""
    put(corpora.RAN.format(**counts, shards=plural(ran.shards, "shard"), before=before) + "\n")
    if ran.rows["errors"]:
        say(corpora.LISTED.format(out=shlex.quote(out)))
    elif not ran.failed:
        say(corpora.ASK_NEXT.format(out=shlex.quote(out)))


@command.command("query")
@click.argument("out", metavar="OUT")
@click.argument("step", metavar="[STEP]", required=False)
@click.option("--sql", help="A question of your own over findings, documents and errors.")
@click.option(
    "--limit", type=click.IntRange(min=0), default=50, show_default=True, help="Rows; 0 is all."
)
@click.option("--table", "form", flag_value="table", help="A table, also into a pipe.")
@click.option("--jsonl", "form", flag_value="jsonl")
@click.option("--csv", "form", flag_value="csv")
@click.option("--tsv", "form", flag_value="tsv")
@_engine_options
def query(
    out: str,
    step: str | None,
    sql: str | None,
    limit: int,
    form: str | None,
    on: str,
    address: str | None,
    jobs: int | None,
) -> None:
    """Ask what a run has found.

    \b
    Steps:
      sayings   the same words, whatever script and punctuation, the most printed first
      first     where words that several documents print were printed first
      speakers  how often each speaker is quoted, month by month
      near      words that are nearly the same, or retell each other, found within blocks
      copies    documents of the very same text, the earliest first
      errors    documents that could not be read, and why

    \b
    Example:
      quotes corpus query found/ sayings --limit 20
      quotes corpus query found/ --sql "SELECT outlet, count(*) FROM findings GROUP BY ALL"
    """
    from quotes.corpus import steps, warehouse
    from quotes.errors import UsageError
    from quotes.present.corpora import EITHER

    if (step is None) == (sql is None):
        raise UsageError(
            EITHER,
            worded("steps are {names}").format(names=", ".join(each.name for each in steps.STEPS)),
        )
    most = limit + 1 if limit else None
    if sql is not None:
        answer = warehouse.ask(out, sql, limit=most)
    else:
        answer = steps.take(out, steps.step_of(step or ""), _engine(on, address, jobs), most)
    try:
        _print(answer, limit, form)
    except RecursionError:
        raise warehouse.BadQuery("the answer is lists within lists, too deep to be shown") from None


def _print(answer: "Answer", limit: int, form: str | None) -> None:
    from quotes.cli._talk import console, is_terminal, put, say
    from quotes.present import answers, corpora

    rows = answer.rows[:limit] if limit else answer.rows
    form = form or ("table" if is_terminal() else "tsv")
    if form != "table":
        put(answers.render(answer.columns, rows, form))
    elif rows:
        screen = console()
        screen.print(answers.drawn(answer.columns, rows, screen.width))
    if not rows:
        say(corpora.NOTHING_ANSWERS)
    if len(rows) < len(answer.rows):
        say(corpora.AND_MORE.format(shown=len(rows)))


@command.command("promote")
@click.argument("out", metavar="OUT")
@click.argument("where", metavar="WHERE")
@click.option(
    "--into", default="promoted", show_default=True, help="The folder for their articles."
)
@click.option(
    "--limit", type=click.IntRange(min=1), default=100, show_default=True,
    help="Documents that may become articles.",
)  # fmt: skip
@click.option(
    "--from", "trusted", metavar="URI", multiple=True,
    help="A store, or a folder in one, that documents may be fetched from.",
)  # fmt: skip
@click.option("-n", "--dry-run", is_flag=True, help="List the findings; write nothing.")
def promote(
    out: str, where: str, into: str, limit: int, trusted: tuple[str, ...], dry_run: bool
) -> None:
    """Turn chosen findings into entries of the catalog, with their articles as evidence.

    WHERE is a condition in SQL over the columns of `findings`. The documents are fetched from the
    files that the corpus was read from, and written into the project as articles; of each only the
    chosen findings are entered. Doing it again changes nothing. What OUT names on other machines is
    fetched only from the store of OUT itself and from those that you name.

    \b
    Example:
      quotes corpus promote found/ "text LIKE '%水龙头%'" --dry-run
      quotes corpus promote found/ "speaker = '王忠林' AND kind = 'quote'"
      quotes corpus promote found/ "speaker = '王忠林'" --from s3://bucket/news/
    """
    from quotes.cli._project import root_or_new
    from quotes.cli._talk import put, say, say_failures
    from quotes.cli.extract import counted
    from quotes.corpus.choosing import chosen as choose
    from quotes.present import corpora
    from quotes.workflow.promoting import promote as promote_all

    chosen = choose(out, where, limit)
    if chosen.left_out:
        say(corpora.LEFT_OUT.format(count=chosen.left_out))
    if not chosen.findings:
        say(corpora.NOTHING_CHOSEN)
    elif dry_run:
        _list(chosen)
    else:
        promotion = promote_all(root_or_new(), out, chosen.findings, into, trusted)
        put("".join(f"{counted(each)}\n" for each in promotion.done))
        raise click.exceptions.Exit(say_failures(promotion.failed))


def _list(chosen: "Chosen") -> None:
    from quotes.cli._talk import say
    from quotes.corpus.warehouse import Answer
    from quotes.present import corpora

    columns = ("doc", "kind", "speaker", "date", "text")
    rows = [tuple(getattr(each, name) for name in columns) for each in chosen.findings]
    _print(Answer(columns, rows), 0, None)
    counts = {"findings": len(chosen.findings), "documents": chosen.documents}
    say(corpora.WOULD_PROMOTE.format(**counts))
