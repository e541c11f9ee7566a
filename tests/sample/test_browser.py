"""The sample in a real browser: how it looks, loads, reads aloud, and is searched."""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from ..browsing import WIDTHS, Visit, assert_accessible

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, BrowserContext

pytestmark = pytest.mark.browser
POST = "posts/2021/05/20/can-a-bridge-keep-time.html"
LONG_POST = "posts/2020/09/30/lock-keepers-meetup.html"
RICH = [POST, "posts/2021/02/11/kite-evening.html", "statistics.html"]
"""Between them they have all that a page may have: code, tables, pictures, remarks, talks, sections, bars."""
OTHERS = [
    *("index.html", LONG_POST, "posts/2020/11/03/a-pump-and-its-token.html", "weblog/tag/harbours.html", "weblog.html"),
    *("weblog/archive.html", "weblog/tag.html", "about.html", "feeds.html", "events.html", "talks.html"),
    "events/harbour-days-2021.html",
    *("speakers/ines-da-costa.html", "search.html", "search.html?q=bridge", "404.html"),
    *("search.html?q=gates+level+kite", f"{LONG_POST}?highlight=gaug+pressure"),
]
LOOKS = [(name, width, scheme) for name in RICH for width in WIDTHS for scheme in ("light", "dark")]
LOOKS += [(name, width, scheme) for name in OTHERS for width, scheme in zip(WIDTHS, ("dark", "light"), strict=True)]
"""What is shown where hangs on the width, colours on the scheme; what shows code or remarks is looked at in each."""


@pytest.fixture
def visit(browser: Browser) -> Iterator[Visit]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    yield Visit(context.new_page())
    context.close()


@pytest.mark.parametrize(("name", "width", "scheme"), LOOKS)
def test_a_page_is_accessible_quiet_and_fits(
    context: BrowserContext, served: str, name: str, width: int, scheme: str
) -> None:
    assert_accessible(context, served, name, width, scheme)


def test_a_first_visit_to_a_post_moves_little(visit: Visit, served: str, html: Path) -> None:
    """At most 200 KiB, counted as a server that compresses would send it."""
    visit.page.goto(served + LONG_POST)
    visit.page.wait_for_load_state("networkidle")
    paths = {urlsplit(url).path.lstrip("/") for url in visit.requests}
    sizes = {path: len(gzip.compress((html / path).read_bytes(), 6)) for path in paths}
    assert sum(sizes.values()) <= 200 * 1024, sizes
    assert not [
        path
        for path in paths
        if "index.js" in path or "searchindex" in path or "fontawesome" in path or path.endswith(".woff2")
    ]


def test_the_search_index_waits_for_a_search(visit: Visit, served: str) -> None:
    visit.page.goto(served + "search.html")
    visit.page.wait_for_load_state("networkidle")
    assert not [url for url in visit.requests if "search-index" in url or "searchindex" in url]


@pytest.mark.parametrize(
    ("words", "title"),
    [
        ("Joris Brug", "can a bridge keep time"),  # a speaker
        ("Schlickverwaltungsbeschluss", "Dredging without regrets"),  # a word of the body
        ("harbours lind", "Dredging without regrets"),  # a tag
        ("locks pushgate", "Lock keepers’ meetup"),
        ("kites barnacle", "The wind above a town"),  # a talk among others on a page
        ("bilge token", "A pump and its token"),
    ],
)
def test_search_finds_posts(visit: Visit, served: str, words: str, title: str) -> None:
    visit.page.goto(served + "index.html")
    visit.page.fill("form[role=search] input", words)
    visit.page.press("form[role=search] input", "Enter")
    visit.page.locator("#weblog-search li a", has_text=title).first.click()
    visit.page.locator("article :is(h1, h2)", has_text=title).wait_for()


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
    page.click("article >> text=locks")
    page.click("article >> text=Lock keepers’ meetup (NL)")
    page.locator("article h1", has_text="Lock keepers’ meetup").wait_for()
    assert not page.is_visible("#colour-mode")
    context.close()


def test_the_site_works_from_the_disk(visit: Visit, html: Path) -> None:
    visit.page.goto((html / POST).as_uri())
    visit.page.click("article .post-tags a")
    visit.page.locator("h1", has_text="Posts tagged harbours").wait_for()
    visit.page.fill("form[role=search] input", "vault")
    visit.page.press("form[role=search] input", "Enter")
    visit.page.wait_for_selector("#weblog-search li a")
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
        seen.page.wait_for_url(f"{served}some/where/weblog/archive.html")  # who leaves too early breaks off requests
        seen.page.click("article >> text=May 2021")
        seen.page.wait_for_url(f"{served}some/where/weblog/2021/05.html")
        assert seen.told == []
        context.close()
    finally:
        link.unlink()
        link.parent.rmdir()


def test_print_shows_the_text_alone(visit: Visit, served: str) -> None:
    visit.page.goto(served + POST)
    visit.page.emulate_media(media="print")
    assert visit.page.is_visible("article h1")
    assert visit.page.is_visible(".post-author")
    assert not visit.page.is_visible(".weblog-navigation")
    assert not visit.page.is_visible(".neighbours")


def test_names_that_stand_elsewhere_on_a_page_are_not_shown_again(visit: Visit, served: str) -> None:
    visit.page.goto(served + POST)
    assert visit.page.is_visible("footer >> text=Written by")
    assert not visit.page.is_visible(".post-author")
    visit.page.goto(served + "index.html")
    for width in WIDTHS:
        visit.page.set_viewport_size({"width": width, "height": 844})
        assert visit.page.is_visible(".weblog-name")
        assert visit.page.locator("h1").bounding_box()["width"] <= 1  # type: ignore[index]
        assert visit.page.get_by_role("heading", level=1).count() == 1


@pytest.mark.parametrize(("name", "is_centred"), [("statistics.html", True), (LONG_POST, False)])
def test_a_text_without_sections_beside_it_stands_in_the_middle(
    visit: Visit, served: str, name: str, is_centred: bool
) -> None:
    visit.page.set_viewport_size({"width": 1280, "height": 844})
    visit.page.goto(served + name)
    main, text, end = (visit.page.locator(one).bounding_box() for one in ("main", "article", "footer p"))
    assert main
    assert text
    assert end
    left, right = text["x"] - main["x"], main["x"] + main["width"] - text["x"] - text["width"]
    assert (abs(left - right) < 2) is is_centred
    assert end["x"] == pytest.approx(visit.page.locator("h1").bounding_box()["x"], abs=1)  # type: ignore[index]


def test_the_keyboard_reaches_the_text_first(visit: Visit, served: str) -> None:
    visit.page.goto(served + POST)
    visit.page.keyboard.press("Tab")
    assert visit.page.evaluate("document.activeElement.textContent").strip() == "Skip to main content"
    visit.page.keyboard.press("Enter")
    visit.page.wait_for_url("**#main-content")


def test_on_a_phone_a_posts_first_words_come_soon_and_its_sections_are_there(
    browser: Browser, served: str, html: Path
) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 844})
    for file in sorted((html / "posts").rglob("*.html")):
        page.goto(served + file.relative_to(html).as_posix())
        if not page.locator(".e-content").count():
            continue  # a redirect
        first = page.locator(".e-content p").first.bounding_box()
        assert first is not None
        assert first["y"] <= 300, file
    page.goto(served + POST)
    page.click("details.page-sections summary")
    assert page.is_visible("details.page-sections ul ul a")
    page.click(".to-search")
    page.wait_for_url(f"{served}search.html")
    page.close()


def test_without_javascript_a_night_is_dark(browser: Browser, served: str) -> None:
    context = browser.new_context(java_script_enabled=False, color_scheme="dark")
    page = context.new_page()
    page.goto(served + POST)
    for part in ("body", "article a", "article h1"):
        shades = page.locator(part).first.evaluate("part => getComputedStyle(part).color").strip("rgb()").split(",")
        assert min(int(shade) for shade in shades) > 90, part
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(18, 18, 18)"
    context.close()


def test_on_paper_code_is_whole_and_links_say_where_they_lead(visit: Visit, served: str) -> None:
    visit.page.goto(served + POST)
    visit.page.emulate_media(media="print")
    visit.page.evaluate(
        "document.querySelector('.e-content').innerHTML +="
        " `<pre>${'x'.repeat(300)}</pre><a href='https://x.example/'>x</a>`"
    )
    fits = "document.querySelector('.e-content > pre').scrollWidth <= document.querySelector('.e-content').clientWidth"
    assert visit.page.evaluate(fits)
    shown = "getComputedStyle(document.querySelector('.e-content > a'), '::after').content"
    assert "https://x.example/" in visit.page.evaluate(shown)


def test_the_sign_that_links_to_a_heading_is_for_the_eye_alone(context: BrowserContext, served: str) -> None:
    page = context.new_page()
    page.goto(f"{served}posts/2020/09/30/lock-keepers-meetup.html")
    page.hover("article h1")
    links = page.get_by_role("link", name="Link to this heading", exact=True, include_hidden=True)
    assert links.count() == page.locator("article .headerlink").count() > 3
    assert page.locator("article h1").inner_text() == page.locator("article h1 .p-name").inner_text()
    assert "#" in page.locator("h2 .headerlink").first.evaluate("link => getComputedStyle(link, '::before').content")
    page.close()
