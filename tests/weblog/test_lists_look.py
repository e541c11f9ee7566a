"""Lists, bylines and the ends of posts in other people's themes, as seen on a phone at night, on a laptop by day."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import pytest
from axe_playwright_python.sync_playwright import Axe

from ..browsing import WIDTHS
from .sites import THEMES, Site

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

LISTS = ".post-rows, .post-cards, .label-list, .talk-rows, .event-rows, .others ul"
OURS = f"{LISTS}, .post-byline, .others, .neighbours"
BULLETS = f"""() => [...document.querySelectorAll(":is({LISTS}):not(.postlist-style-disc) > li")].filter(line =>
    getComputedStyle(line).display === "list-item" && getComputedStyle(line).listStyleType !== "none"
).length"""
WIDE = f"""() => [...document.querySelectorAll("{OURS}")].filter(part =>
    part.getBoundingClientRect().right > document.documentElement.clientWidth
).length"""
INDENTED = f"""() => [...document.querySelectorAll(":is({LISTS}):not(.postlist-style-disc)")].filter(list =>
    list.firstElementChild.getBoundingClientRect().left !== list.parentElement.getBoundingClientRect().left
        + parseFloat(getComputedStyle(list.parentElement).paddingLeft)
).length"""
HIDDEN = """() => [...document.querySelectorAll(":is(.post-more, .feed-link) .visually-hidden")].filter(words =>
    words.getBoundingClientRect().width > 1
).length"""
QUIET = (
    "<time",
    '<p class="post-',
    '<p class="facts',
    '<span class="where',
    '<span class="post-',
    '<span class="count',
    "<span>Older",
    "<span>Newer",
)
QUIET_PARTS = (
    "time, p[class^='post-'], p[class^=facts], span[class^=where], span[class^='post-'], span[class^=count], "
    "span:not([class])"
)
"""Among these are all of them; axe has nothing to say of what it isn't shown, and is done sooner."""


@pytest.fixture(scope="module", params=THEMES)
def built(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small weblog in a theme, without a style sheet of its own."""
    site = Site.from_root(tmp_path_factory.mktemp(request.param))
    site.write(
        "index.rst",
        "Small\n=====\n\n.. postlist::\n\n.. postlist::\n   :list-style: disc\n\n.. postlist::\n   :excerpts:\n",
    )
    site.write("events/one.md", "# An event\n\n```{event}\n:dates: 2020-06-01\n```\n")
    for number in (1, 2, 3):
        talk = f"```{{talk}}\n:event: one\n:start: 1{number}:00\n```\n\nWords, and some more."
        site.post(
            f"2020/06/0{number}/a", f"A talk that has a long title, {number} - Bo Sample", "", ":tags: x, y", body=talk
        )
    site.build(html_theme=request.param, weblog_list_titles=["blog"], weblog_list_excerpts=1)
    return site.out


@pytest.mark.parametrize(("width", "is_dark"), list(zip(WIDTHS, (True, False), strict=True)))
def test_lists_have_no_bullets_fit_and_can_be_read(browser: Browser, built: Path, width: int, is_dark: bool) -> None:
    scheme: Literal["dark", "light"] = "dark" if is_dark else "light"
    context = browser.new_context(viewport={"width": width, "height": 844}, color_scheme=scheme)
    page = context.new_page()
    for name in (
        "index",
        "blog",
        "blog/tag",
        "blog/tag/x",
        "events",
        "events/one",
        "talks",
        "speakers/bo-sample",
        "posts/2020/06/02/a",
    ):
        page.goto((built / f"{name}.html").as_uri())
        for fault in (BULLETS, WIDE, INDENTED, HIDDEN):
            assert page.evaluate(fault) == 0, (name, fault)
        assert unreadable(page) == [], name
    page.goto((built / "index.html").as_uri())
    marker = "() => getComputedStyle(document.querySelector('.postlist-style-disc > li')).listStyleType"
    assert page.evaluate(marker) == "disc"
    context.close()


def unreadable(page: Page) -> list[str]:
    """The quiet texts of ours whose colour is too near that of their ground; links have their theme's colour."""
    if not page.locator(QUIET_PARTS).count():
        return []
    found = Axe().run(page, QUIET_PARTS, {"runOnly": ["color-contrast"]}).response["violations"]
    return [node["html"] for one in found for node in one["nodes"] if node["html"].startswith(QUIET)]
