"""What the pages of the documentation need beyond their Markdown (a hook of MkDocs).

Pages link to files of the project, which a book does not hold: such a link becomes its words.
"""

import re
from typing import Any

_LINK = re.compile(r"(?<!!)\[([^\]]*)\]\(([^)#\s]+)(#[^)]*)?\)")


def on_page_markdown(markdown: str, *, page: Any, **_: Any) -> str:
    """The page without links that lead out of docs/."""
    depth = page.file.src_uri.count("/")

    def kept(link: re.Match[str]) -> str:
        outside = link[2].startswith("../" * (depth + 1))
        return f"`{link[1].strip('`')}`" if outside else link[0]

    return _LINK.sub(kept, markdown)
