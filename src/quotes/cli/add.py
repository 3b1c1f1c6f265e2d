"""`quotes add`: an article copied into the project."""

import click


@click.command("add")
@click.argument("path", metavar="FILE")
@click.option("--to", default="seeds", show_default=True, help="The folder it is copied into.")
@click.option("--url", help="Where it was published.")
@click.option("--published", metavar="DATE", help="When, where the article does not print it.")
@click.option("--note", metavar="ORIGIN", help="How it came to you.")
def command(path: str, to: str, url: str | None, published: str | None, note: str | None) -> None:
    """Copy an article into the project, byte for byte.

    A file of the same name is never overwritten. The hash of its bytes, and what you say of its
    origin, are kept under `source:` in its catalog file; extracting fills in the rest.

    \b
    Example:
      quotes add ~/Downloads/履新一週.txt
      quotes add article.txt --url https://example.org/a/1 --note 手機截圖轉錄
    """
    import shlex

    from quotes.cli._options import edtf
    from quotes.cli._project import shelf_or_new
    from quotes.cli._talk import put, say
    from quotes.present import edited
    from quotes.present.escape import on_one_line
    from quotes.workflow.copying import add

    day = edtf("--published", published)
    opened, code = shelf_or_new()
    copied = add(opened, path, to, {"url": url, "published": day, "note": note})
    words = edited.COPIED if copied.is_new else edited.THERE_ALREADY
    put(on_one_line(words.format(path=path, file=copied.file, sha256=copied.sha256)) + "\n")
    say(on_one_line(edited.ORIGIN_KEPT.format(catalog=copied.catalog)))
    say(on_one_line(edited.EXTRACT_NEXT.format(file=shlex.quote(copied.file))))
    raise click.exceptions.Exit(code)
