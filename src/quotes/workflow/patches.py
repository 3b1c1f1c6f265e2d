"""A change of a file as bytes that `patch -p1` and `git apply` turn into the very same file."""

import difflib

_NO_NEWLINE = b"\n\\ No newline at end of file\n"


def patch(name: str, before: bytes | None, after: bytes) -> bytes:
    r"""The unified diff; `before` is None for a file that does not exist yet.

    >>> print(patch("a.yaml", b"a: 1\n", b"a: 2\n").decode(), end="")
    --- a/a.yaml
    +++ b/a.yaml
    @@ -1 +1 @@
    -a: 1
    +a: 2
    """
    old = b"/dev/null" if before is None else _shown(b"a/", name)
    new = _shown(b"b/", name)
    lines = difflib.diff_bytes(difflib.unified_diff, _lines(before or b""), _lines(after), old, new)
    return b"".join(line if line.endswith(b"\n") else line + _NO_NEWLINE for line in lines)


def _shown(side: bytes, name: str) -> bytes:
    """A name with a blank ends with a tab, or `patch` would take its first word for it."""
    return side + name.encode(errors="surrogateescape") + (b"\t" if " " in name else b"")


def _lines(content: bytes) -> list[bytes]:
    """Lines end at LF alone, as `patch` counts them."""
    lines = content.split(b"\n")
    return [line + b"\n" for line in lines[:-1]] + ([lines[-1]] if lines[-1] else [])
