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
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import BrowserContext, Page, Request

CHROMIUM_OPTIONS = [
    "--no-sandbox",  # the tests may run as root, in a container
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--in-process-gpu",  # all pages are ours: none needs processes of its own, which take longer to start than to work
    "--disable-site-isolation-trials",
]
WIDTHS = [390, 1280]
"""Pixels: a phone, a laptop."""


def chromium() -> str:
    """Where Chromium is; nowhere if it isn't installed."""
    return os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser") or ""


def quick_chromium() -> str:
    """Where the part of Chromium is that shows pages and has no windows, and needs half the time; else Chromium."""
    return os.environ.get("CHROMIUM") or shutil.which("chromium-headless-shell") or chromium()


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
        self.heard: dict[str, Callable[..., None]] = {
            "request": lambda request: self.requests.append(request.url),
            "requestfailed": self._note_failure,
            "console": lambda message: self.told.append(message.text),
            "pageerror": lambda error: self.told.append(str(error)),
        }
        for event, note in self.heard.items():
            page.on(event, note)  # type: ignore[call-overload]

    def end(self) -> None:
        """Hears no more of the page, which stays open."""
        for event, note in self.heard.items():
            self.page.remove_listener(event, note)

    def _note_failure(self, request: Request) -> None:
        if request.failure != "net::ERR_ABORTED":  # as where the browser leaves a page before it has its icon
            self.told.append(f"failed: {request.url}")


@contextmanager
def visiting(context: BrowserContext) -> Iterator[Visit]:
    """A visit in the page that is open already: a new one takes the browser three times as long as what it shows."""
    visit = Visit(context.pages[0] if context.pages else context.new_page())
    try:
        yield visit
    finally:
        visit.end()


def assert_accessible(context: BrowserContext, served: str, name: str, width: int, scheme: str) -> None:
    """Fails unless a page is accessible, quiet, no wider than the window, and asks nobody else."""
    with visiting(context) as seen:
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
    told = [f"{found['id']}: {node['html'][:200]}" for found in violations for node in found["nodes"]]
    assert told == []
