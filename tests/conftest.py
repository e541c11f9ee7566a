"""What all tests share: how examples are drawn, that a few documents count as many, a browser, a feed's form."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings
from lxml import etree
from playwright.sync_api import sync_playwright

from .asked_once import ask_once
from .browsing import CHROMIUM_OPTIONS, quick_chromium
from .sizes import count_a_few_as_many

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, BrowserContext

# A slow machine is no mistake, so no example has a deadline; all else is as it would be, on CI and elsewhere.
settings.register_profile("weblog", settings.get_profile(settings.get_current_profile_name()), deadline=None)
settings.load_profile("weblog")


@pytest.fixture(autouse=True, scope="session")
def a_few_documents_count_as_many() -> None:
    """The tests' sites are small, and are to be read and written as large ones are, all the same."""
    count_a_few_as_many()


@pytest.fixture(autouse=True, scope="session")
def what_is_installed_stays_the_same() -> None:
    """No test installs anything into the environment that runs it."""
    ask_once()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium."""
    if not quick_chromium():
        pytest.fail(
            "Chromium isn't installed (Debian: apt install chromium-headless-shell); or name it, "
            "CHROMIUM=/path/to/chromium; "
            'or go without these tests, pytest -m "not browser"'
        )
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=quick_chromium(), args=CHROMIUM_OPTIONS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def context(browser: Browser) -> Iterator[BrowserContext]:
    """Where pages are looked at that change nothing: another context would have to compile all scripts anew."""
    context = browser.new_context()
    yield context
    context.close()


@pytest.fixture(scope="session")
def grammar() -> etree.RelaxNG:
    """The form of Atom feeds."""
    return etree.RelaxNG(etree.parse(Path(__file__).parent / "data" / "atom.rng"))
