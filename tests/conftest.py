"""What the tests share: small weblogs, the real site built once, and a browser that looks at it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings
from lxml import etree
from playwright.sync_api import sync_playwright

import weblog.builder
import weblog.workers

from .sites import Site

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser

# A slow machine is no mistake, so no example has a deadline; all else is as it would be, on CI and elsewhere.
settings.register_profile("weblog", settings.get_profile(settings.get_current_profile_name()), deadline=None)
settings.load_profile("weblog")

PROJECT = Path(__file__).parent.parent
LEFT_OUT = shutil.ignore_patterns("_build", ".venv", ".git", ".*_cache", ".hypothesis", "__pycache__", "tests", "docs")
CHROMIUM_OPTIONS = [
    "--no-sandbox",  # the tests may run as root, in a container
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(autouse=True, scope="session")
def a_few_documents_count_as_many() -> None:
    """The tests' weblogs are small, and are to be read and written as large ones are, all the same."""
    weblog.workers.ENOUGH = 2
    weblog.workers.BATCH = 3
    weblog.workers.SHARE = 3
    weblog.KEPT = 3


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """An empty weblog."""
    return Site.from_root(tmp_path)


@pytest.fixture
def root(tmp_path: Path) -> Callable[[str], Site]:
    """The weblog of tests/roots/<name>."""
    return partial(Site.from_root, tmp_path)


@pytest.fixture(scope="session")
def grammar() -> etree.RelaxNG:
    """The form of Atom feeds."""
    return etree.RelaxNG(etree.parse(Path(__file__).parent / "data" / "atom.rng"))


@pytest.fixture(scope="session")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the real weblog's source."""
    folder = tmp_path_factory.mktemp("weblog") / "source"
    shutil.copytree(PROJECT, folder, ignore=LEFT_OUT)
    return folder


@pytest.fixture(scope="session")
def html(source: Path) -> Path:
    """The real weblog, built once, as `make html` builds it."""
    out = source.parent / "html"
    command = [sys.executable, "-m", "sphinx", "-b", "html", "-W", "--keep-going", "-j", "auto", "-d"]
    subprocess.run([*command, source.parent / "doctrees", source, out], check=True, capture_output=True, text=True)
    return out


@pytest.fixture(scope="session")
def served(html: Path) -> Iterator[str]:
    """The address of the real weblog on this machine, ending in a slash."""

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *args: object) -> None:
            """Says nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(html))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium."""
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    if not chromium:
        pytest.fail(
            "Chromium isn't installed (Debian: apt install chromium); or name it, CHROMIUM=/path/to/chromium; "
            'or go without these tests, pytest -m "not browser"'
        )
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=CHROMIUM_OPTIONS)
        yield browser
        browser.close()
