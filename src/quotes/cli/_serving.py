"""A folder of pages on this machine alone, built again whenever the catalog or a source changes."""

import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from quotes.errors import MissingLibrary, QuotesError

HOST = "127.0.0.1"


class _Quiet(SimpleHTTPRequestHandler):
    def end_headers(self) -> None:
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def log_message(self, *_: Any) -> None:
        """Every page that is looked at is nobody's news."""


@contextmanager
def served(folder: Path, port: int) -> Iterator[str]:
    """The address under which a folder can be looked at; port 0 takes a free one."""
    server = ThreadingHTTPServer((HOST, port), partial(_Quiet, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://{HOST}:{server.server_address[1]}/"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def changes(folders: Iterable[Path]) -> Iterator[Any]:
    """One item each time something is saved. Raises MissingLibrary."""
    try:
        from watchfiles import watch
    except ImportError as error:
        raise MissingLibrary(error.name, "site") from None
    return iter(watch(*folders, raise_interrupt=True))


def rebuild(
    changed: Iterable[Any], build: Callable[[], object], failed: Callable[[QuotesError], None]
) -> None:
    """Build after each change; what cannot be built is told, and the next change tried."""
    for _ in changed:
        try:
            build()
        except QuotesError as error:
            failed(error)
