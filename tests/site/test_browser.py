"""A page of each kind in a real browser: accessible, quiet, no wider than the window, and of use without JavaScript."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from ..browsing import WIDTHS, Visit, assert_accessible

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from bs4 import BeautifulSoup
    from playwright.sync_api import Browser, BrowserContext

pytestmark = pytest.mark.browser


@pytest.fixture(scope="session")
def of_each_kind(pages: dict[str, BeautifulSoup], settings: Mapping[str, Any]) -> list[str]:
    """The front page, the longest page of posts, lists, events and speakers, and the longest of all others."""
    longest = {}
    for name in sorted(pages, key=lambda name: (len(str(pages[name])), name)):
        first, _, rest = name.partition("/")
        longest[
            f"{settings['blog_path']}/tag" if name.startswith(f"{settings['blog_path']}/tag") else first * bool(rest)
        ] = name
    return sorted({"index", *longest.values()})


LOOKS = list(zip(WIDTHS, ("dark", "light"), strict=True))


def test_pages_are_accessible_quiet_and_fit(context: BrowserContext, served: str, of_each_kind: list[str]) -> None:
    """On a phone at night and on a laptop by day in turn; the sample's pages are looked at in all ways."""
    for number, name in enumerate(of_each_kind):
        assert_accessible(context, served, f"{name}.html", *LOOKS[number % 2])


def test_the_sidebar_leads_to_its_pages_without_javascript(browser: Browser, served: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{served}index.html")
    for text in page.locator(".weblog-navigation a").all_inner_texts():
        page.click(f".weblog-navigation >> text={text}")
        page.locator("article h1").first.wait_for()
        assert page.locator(".weblog-navigation [aria-current=page]").inner_text() == text
    context.close()


def test_the_site_works_from_the_disk(browser: Browser, html: Path) -> None:
    context = browser.new_context()
    seen = Visit(context.new_page())
    seen.page.goto((html / "index.html").as_uri())
    seen.page.fill("form[role=search] input", "a")
    seen.page.press("form[role=search] input", "Enter")
    seen.page.locator("h1").first.wait_for()
    assert seen.told == []
    context.close()
