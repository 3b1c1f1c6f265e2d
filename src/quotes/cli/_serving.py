"""A folder of pages on this machine alone, built again whenever the catalog or a source changes."""

import re
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from quotes.errors import MissingLibrary, QuotesError, UsageError
from quotes.language import of_system, worded

HOST = "127.0.0.1"
_OUR_NAMES = (HOST, "localhost", "[::1]")
_PORT = re.compile(r":[0-9]{1,5}\Z")
"""Another than ours where it is forwarded from elsewhere: ssh -L 9000:localhost:8765."""
_PATIENCE = 60.0
"""Seconds for which a browser may hold a connection and ask for nothing."""


class _Pages(SimpleHTTPRequestHandler):
    """The files of one folder, and nothing else of this machine."""

    timeout = _PATIENCE

    def send_head(self) -> Any:
        if not self._is_meant():
            self.send_error(HTTPStatus.MISDIRECTED_REQUEST)
        elif not self._is_page():
            self.send_error(HTTPStatus.NOT_FOUND)
        else:
            return super().send_head()
        return None

    def _is_meant(self) -> bool:
        """A website may call itself by an address of this machine to read our pages: its own name
        still stands in what the browser asks.
        """
        named = self.headers.get_all("Host", [])
        return len(named) == 1 and _PORT.sub("", named[0].strip().casefold()) in _OUR_NAMES

    def _is_page(self) -> bool:
        """A file within the folder, wherever links lead; of a folder its index, and no listing."""
        try:
            asked = Path(self.translate_path(self.path))
            page = asked / "index.html" if asked.is_dir() else asked
            within = page.resolve().is_relative_to(Path(self.directory).resolve())
            return within and page.is_file()
        except (ValueError, OSError, RuntimeError):  # no name of a file, or links in a ring
            return False

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def log_message(self, *_: Any) -> None:
        """Every page that is looked at is nobody's news."""


class _Server(ThreadingHTTPServer):
    def handle_error(self, request: Any, client_address: Any) -> None:
        """A browser whose tab was closed is nobody's news either."""
        if not isinstance(sys.exc_info()[1], ConnectionError | TimeoutError):
            super().handle_error(request, client_address)


class NoSuchPort(UsageError):
    """Another program has it, or the system keeps it for itself."""

    def __init__(self, port: int, why: OSError) -> None:
        super().__init__(
            worded("port {port} cannot be had: {why}").format(port=port, why=of_system(why)),
            worded("name another with --port N; 0 takes any that is free"),
        )


@contextmanager
def served(folder: Path, port: int) -> Iterator[str]:
    """The address under which a folder can be looked at; port 0 takes a free one. Raises NoSuchPort."""
    try:
        server = _Server((HOST, port), partial(_Pages, directory=str(folder)))
    except OSError as error:
        raise NoSuchPort(port, error) from None
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
