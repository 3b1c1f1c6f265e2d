"""Words ready to paste, with who said them, in what office, when, and where it is printed."""

from quotes.present.rows import Row


def citation(row: Row) -> str:
    """One line of prose in the manner of Chinese notes.

    >>> from quotes.catalog.entries import Entry, Source
    >>> from quotes.catalog.kept import Kept
    >>> from quotes.present.rows import row_of
    >>> entry = Entry(text="細節決定成敗。", speaker="王忠林", date="2020-02-16", line="113")
    >>> source = Source(file="seeds/003.txt", title="履新一週", outlet="封面新聞")
    >>> print(citation(row_of(Kept(entry, source, "catalog/003.yaml", 0, "王忠林", None))))
    “細節決定成敗。”——王忠林，2020-02-16。封面新聞：《履新一週》，seeds/003.txt:113
    """
    who = " ".join(part for part in (row.role, row.name) if part)
    told = f"据{row.via}转述" if row.via else None
    said = "，".join(part for part in (who, told, day(row.date)) if part)
    return (
        f"{_in_marks(row.text or '')}{f'——{said}' if said else ''}{caution(row)}。{source_of(row)}"
    )


_CAUTIONS = {
    "drop": "不作引文",
    "todo": "未审",
    "unsure": "待核",
    "disputed": "存疑",
    "misattributed": "误传",
    "withdrawn": "已撤回",
    "denied": "此话被否认",
    "hypothetical": "假设之语",
    "thought": "心中所想",
}


def caution(row: Row) -> str:
    """What a reader must know before they repeat the words: 〔存疑〕."""
    words = [_CAUTIONS[each] for each in (row.status, row.standing, row.mode) if each in _CAUTIONS]
    return f"〔{'，'.join(words)}〕" if words else ""


def _in_marks(text: str) -> str:
    """Marks inside become the inner ones."""
    return "“" + text.replace("“", "‘").replace("”", "’") + "”"


def source_of(row: Row) -> str:
    """Where the words are printed: outlet, title, day, address, file and line."""
    title = f"《{row.title}》" if row.title else ""
    printed = "：".join(part for part in (row.outlet, title) if part)
    published = row.published if row.published and row.published != row.date else None
    return "，".join(part for part in (printed, day(published), row.url, row.where) if part)


def day(edtf: str | None) -> str | None:
    """A day as a note prints it.

    >>> day("2020-02-20~"), day("XXXX-02-13"), day("2020-02")
    ('约2020-02-20', '02-13（年份不明）', '2020-02')
    """
    if not edtf:
        return None
    about = "约" if edtf.endswith("~") else ""
    plain = edtf.removesuffix("~")
    open_year = "（年份不明）" if plain.startswith("XXXX-") else ""
    return f"{about}{plain.removeprefix('XXXX-')}{open_year}"
