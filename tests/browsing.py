"""A built site on a server of its own, and what somebody sees of it in a browser.

Owns: how a folder is served and Chromium is started, what makes a page accessible. In: a folder, a page's address. Out:
what the page asked for and said, what axe has to say of it.
"""

from __future__ import annotations

import os
import shutil
import threading
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

from axe_playwright_python.sync_playwright import Axe

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import BrowserContext, Page, Request

CHROMIUM_OPTIONS = [
    "--no-sandbox",  # the tests may run as root, in a container
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
WIDTHS = [390, 1280]
"""Pixels: a phone, a laptop."""


def chromium() -> str:
    """Where Chromium is; nowhere if it isn't installed."""
    return os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser") or ""


class Quiet(SimpleHTTPRequestHandler):
    """A server that says nothing."""

    def log_message(self, *args: object) -> None:
        """Says nothing."""


@contextmanager
def serving(html: Path) -> Iterator[str]:
    """The address of a built site on this machine, ending in a slash."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(html))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


class Visit:
    """A page as somebody sees it, with all that it asked for and said."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.requests: list[str] = []
        self.told: list[str] = []
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("requestfailed", self._note_failure)
        page.on("console", lambda message: self.told.append(message.text))
        page.on("pageerror", lambda error: self.told.append(str(error)))

    def _note_failure(self, request: Request) -> None:
        if request.failure != "net::ERR_ABORTED":  # as where the browser leaves a page before it has its icon
            self.told.append(f"failed: {request.url}")


def assert_accessible(context: BrowserContext, served: str, name: str, width: int, scheme: str) -> None:
    """Fails unless a page is accessible, quiet, no wider than the window, and asks nobody else."""
    seen = Visit(context.new_page())
    seen.page.set_viewport_size({"width": width, "height": 844})
    seen.page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    seen.page.goto(served + name)
    if "?q=" in name:
        seen.page.wait_for_selector("#weblog-search li")
        seen.page.wait_for_load_state("networkidle")
    assert seen.told == []
    assert [url for url in seen.requests if not url.startswith(served)] == []
    assert seen.page.evaluate("document.documentElement.scrollWidth") <= width
    assert seen.page.evaluate("document.documentElement.dataset.theme") == scheme
    violations = Axe().run(seen.page).response["violations"]
    seen.page.close()
    told = [f"{found['id']}: {node['html'][:200]}" for found in violations for node in found["nodes"]]
    assert told == []
