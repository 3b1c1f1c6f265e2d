"""Words ready to paste, with who said them, in what office, when, and where it is printed."""

from quotes.present.rows import Row


def citation(row: Row) -> str:
    """One line of prose in the manner of Chinese notes.

    >>> from quotes.catalog.entries import Entry, Source
    >>> from quotes.catalog.shelf import Kept
    >>> from quotes.present.rows import row_of
    >>> entry = Entry(text="細節決定成敗。", speaker="王忠林", date="2020-02-16", line="113")
    >>> source = Source(file="seeds/003.txt", title="履新一週", outlet="封面新聞")
    >>> print(citation(row_of(Kept(entry, source, "catalog/003.yaml", 0, "王忠林", None))))
    “細節決定成敗。”——王忠林，2020-02-16。封面新聞：《履新一週》，seeds/003.txt:113
    """
    who = " ".join(part for part in (row.role, row.name) if part)
    said = "，".join(part for part in (who, row.date) if part)
    return f"{_in_marks(row.text or '')}{f'——{said}' if said else ''}。{_source(row)}"


def _in_marks(text: str) -> str:
    """Marks inside become the inner ones."""
    return "“" + text.replace("“", "‘").replace("”", "’") + "”"


def _source(row: Row) -> str:
    title = f"《{row.title}》" if row.title else ""
    printed = "：".join(part for part in (row.outlet, title) if part)
    published = row.published if row.published and row.published != row.date else None
    return "，".join(part for part in (printed, published, row.url, row.where) if part)
