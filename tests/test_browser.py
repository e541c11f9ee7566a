"""The real weblog in a real browser: how it looks, loads, reads aloud, and is searched."""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser
POST = "posts/2020/06/25/can-you-keep-a-secret.html"
LONG_POST = "posts/2019/10/02/kubernetes-meetup.html"
PAGES = [
    *("index.html", POST, LONG_POST, "weblog/tag/devopsdays.html", "weblog/archive.html", "weblog.html"),
    *("weblog/tag.html", "about.html", "feeds.html", "events.html", "search.html", "search.html?q=secret", "404.html"),
]
WIDTHS = [390, 1280]


class Visit:
    """A page as somebody sees it, with all that it asked for and said."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.requests: list[str] = []
        self.told: list[str] = []
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("requestfailed", lambda request: self.told.append(f"failed: {request.url}"))
        page.on("console", lambda message: self.told.append(message.text))
        page.on("pageerror", lambda error: self.told.append(str(error)))


@pytest.fixture
def visit(browser: Browser) -> Iterator[Visit]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    yield Visit(context.new_page())
    context.close()


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_page_is_accessible_quiet_and_fits(browser: Browser, served: str, name: str, width: int, scheme: str) -> None:
    context = browser.new_context(
        viewport={"width": width, "height": 844},
        color_scheme="dark" if scheme == "dark" else "light",
    )
    seen = Visit(context.new_page())
    seen.page.goto(served + name)
    if "?q=" in name:
        seen.page.wait_for_selector("#search-results li")
    seen.page.wait_for_load_state("networkidle")
    assert seen.told == []
    assert [url for url in seen.requests if not url.startswith(served)] == []
    assert seen.page.evaluate("document.documentElement.scrollWidth") <= width
    assert seen.page.evaluate("document.documentElement.dataset.theme") == scheme
    violations = Axe().run(seen.page).response["violations"]
    context.close()
    told = [f"{found['id']}: {node['html'][:200]}" for found in violations for node in found["nodes"]]
    assert told == []


def test_a_first_visit_to_a_post_moves_little(visit: Visit, served: str, html: Path) -> None:
    """At most 200 KiB, counted as a server that compresses would send it."""
    visit.page.goto(served + LONG_POST)
    visit.page.wait_for_load_state("networkidle")
    paths = {urlsplit(url).path.lstrip("/") for url in visit.requests}
    sizes = {path: len(gzip.compress((html / path).read_bytes(), 6)) for path in paths}
    assert sum(sizes.values()) <= 200 * 1024, sizes
    assert not [path for path in paths if "searchindex" in path or "fontawesome" in path or path.endswith(".woff2")]


def test_the_search_index_waits_for_a_search(visit: Visit, served: str) -> None:
    visit.page.goto(served + "search.html")
    visit.page.wait_for_load_state("networkidle")
    assert not [url for url in visit.requests if "searchindex" in url]


@pytest.mark.parametrize(
    ("words", "title"),
    [
        ("Sarah Polan", "can you keep a secret"),  # a speaker
        ("Eisenbahnscheinbewegung", "Five ways to screw up"),  # a word of the body
        ("devopsdays herpen", "Five ways to screw up"),  # a tag
        ("kubernetes pushgateway", "October Kubernetes meetup"),
        ("django nltk", "Rotterdam python meetup"),
        ("jenkins token", "Github basic auth deprecation"),
    ],
)
def test_search_finds_posts(visit: Visit, served: str, words: str, title: str) -> None:
    visit.page.goto(served + "index.html")
    visit.page.fill("form[role=search] input", words)
    visit.page.press("form[role=search] input", "Enter")
    visit.page.locator("#search-results li a", has_text=title).first.click()  # waits for it: hits come one by one
    visit.page.locator("article h1", has_text=title).wait_for()


def test_the_colour_switch_is_remembered(visit: Visit, served: str) -> None:
    visit.page.goto(served + "index.html")
    for mode in ("light", "dark"):
        visit.page.click("#colour-mode")
        assert visit.page.inner_text("#colour-mode") == f"Colours: {mode}"
        assert visit.page.evaluate("document.documentElement.dataset.theme") == mode
    visit.page.goto(served + POST)
    assert visit.page.evaluate("document.documentElement.dataset.theme") == "dark"
    visit.page.click("#colour-mode")
    assert visit.page.inner_text("#colour-mode") == "Colours: auto"


@pytest.mark.parametrize("width", WIDTHS)
def test_the_site_works_without_javascript(browser: Browser, served: str, width: int) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": width, "height": 844})
    page = context.new_page()
    page.goto(served + POST)
    page.click(".weblog-navigation >> text=Tags")
    page.click("article >> text=kubernetes")
    page.click("article >> text=October Kubernetes meetup (NL)")
    page.locator("article h1", has_text="October Kubernetes meetup").wait_for()
    assert not page.is_visible("#colour-mode")
    context.close()


def test_the_site_works_from_the_disk(visit: Visit, html: Path) -> None:
    visit.page.goto((html / POST).as_uri())
    visit.page.click("article .post-tags a")
    visit.page.locator("h1", has_text="Posts tagged devopsdays").wait_for()
    visit.page.fill("form[role=search] input", "vault")
    visit.page.press("form[role=search] input", "Enter")
    visit.page.wait_for_selector("#search-results li a")
    assert visit.told == []


def test_a_sub_path_is_no_obstacle(browser: Browser, served: str, html: Path) -> None:
    """The same files, one folder down."""
    link = html / "some" / "where"
    link.parent.mkdir()
    link.symlink_to(html)
    try:
        context = browser.new_context()
        seen = Visit(context.new_page())
        seen.page.goto(f"{served}some/where/index.html")
        seen.page.click(".weblog-navigation >> text=Archive")
        seen.page.click("article >> text=June 2020")
        seen.page.wait_for_url(f"{served}some/where/weblog/2020/06.html")
        assert seen.told == []
        context.close()
    finally:
        link.unlink()
        link.parent.rmdir()


def test_print_shows_the_text_alone(visit: Visit, served: str) -> None:
    visit.page.goto(served + POST)
    visit.page.emulate_media(media="print")
    assert visit.page.is_visible("article h1")
    assert not visit.page.is_visible(".weblog-navigation")
    assert not visit.page.is_visible(".neighbours")


def test_the_keyboard_reaches_the_text_first(visit: Visit, served: str) -> None:
    visit.page.goto(served + POST)
    visit.page.keyboard.press("Tab")
    assert visit.page.evaluate("document.activeElement.textContent").strip() == "Skip to main content"
    visit.page.keyboard.press("Enter")
    visit.page.wait_for_url("**#main-content")
