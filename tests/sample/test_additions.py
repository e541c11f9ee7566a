"""The sample with what its owner might add: other extensions, scripts, a logo, places elsewhere, another language."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from ..browsing import Visit, serving
from ..checkout import build
from ..parsing import pages_of, texts
from .conftest import copy_sample

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from bs4 import BeautifulSoup
    from playwright.sync_api import Browser

POST = "posts/2021/05/20/can-a-bridge-keep-time"
SETTINGS = """
extensions += ["sphinx_copybutton", "sphinx_sitemap"]
sitemap_url_scheme = "{link}"
html_js_files += [(None, {"body": "window.saidInline = true"})]
html_logo = "_static/favicon.svg"
weblog_navigation += [("Mastodon", "https://mastodon.example/@mira")]
language = "nl"
"""


@pytest.fixture(scope="module")
def html(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What was built, without a page about the author."""
    source = tmp_path_factory.mktemp("additions") / "source"
    copy_sample(source)
    (source / "about.md").unlink()
    front = source / "index.rst"
    front.write_text(front.read_text(encoding="utf-8").replace("   about\n", ""), encoding="utf-8")
    conf = source / "conf.py"
    settings = conf.read_text(encoding="utf-8").replace('weblog_navigation = ["about", ', "weblog_navigation = [")
    conf.write_text(settings + SETTINGS, encoding="utf-8")
    build(source, source.parent / "html")
    return source.parent / "html"


@pytest.fixture(scope="module")
def pages(html: Path) -> dict[str, BeautifulSoup]:
    return pages_of(html)


@pytest.fixture(scope="module")
def served(html: Path) -> Iterator[str]:
    with serving(html) as address:
        yield address


def test_no_link_leads_to_a_page_that_is_not_there(pages: dict[str, BeautifulSoup], html: Path) -> None:
    for name, page in pages.items():
        for link in page.select("footer a:not([href='#']), link[rel=author]"):
            assert (html / name).parent.joinpath(str(link["href"])).exists(), (name, link)


def test_a_logo_stands_for_the_name_which_is_still_read_aloud(pages: dict[str, BeautifulSoup]) -> None:
    (logo,) = pages[POST].select(".weblog-name img")
    assert str(logo["src"]).endswith("_static/favicon.svg")
    assert logo["alt"]


def test_the_navigation_leads_elsewhere_too(pages: dict[str, BeautifulSoup]) -> None:
    for name in ("index", "404"):
        assert pages[name].select('a[href="https://mastodon.example/@mira"]'), name


def test_the_words_are_in_the_sites_language(pages: dict[str, BeautifulSoup]) -> None:
    assert texts(pages["weblog/tag"], "h1") == ["Trefwoorden"]
    assert texts(pages["index"], ".search-form button") == ["Zoeken"]
    assert "minuten leestijd" in pages[POST].get_text() or "minuut leestijd" in pages[POST].get_text()


def test_there_is_one_sitemap_with_one_address_a_page(html: Path) -> None:
    found = re.findall(r"<loc>([^<]+)</loc>", (html / "sitemap.xml").read_text(encoding="utf-8"))
    assert f"https://notes.example/{POST}.html" in found
    assert len(found) == len({*found})


@pytest.mark.browser
def test_scripts_of_other_extensions_and_those_without_a_file_run(browser: Browser, served: str) -> None:
    visit = Visit(browser.new_page())
    visit.page.goto(f"{served}{POST}.html")
    visit.page.wait_for_selector("button.copybtn", state="attached")
    assert visit.page.evaluate("window.saidInline")
    assert visit.page.evaluate("DOCUMENTATION_OPTIONS.LANGUAGE") == "nl"
    assert visit.told == []
    visit.page.goto(f"{served}search.html?q=brug")
    visit.page.wait_for_load_state("networkidle")
    assert visit.told == []
    visit.page.wait_for_selector("#weblog-search li a")
    assert visit.page.inner_text(".search-count").startswith("Gevonden: ")
    visit.page.close()
