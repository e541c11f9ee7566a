"""What holds on every page, whatever it is about."""

from __future__ import annotations

import json
import re
import zlib
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from lxml import etree

from ..parsing import texts

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bs4 import BeautifulSoup

LOADED = "link[rel=stylesheet], link[rel=icon], link[rel=preload], script[src], img, iframe, source"


def test_the_front_page_all_posts_and_what_every_site_has_are_there(
    pages: dict[str, BeautifulSoup], settings: Mapping[str, Any]
) -> None:
    path = settings["blog_path"]
    assert {"index", "search", "404", path, f"{path}/archive", f"{path}/tag"} <= set(pages)


def test_every_link_within_the_site_leads_somewhere(html: Path, pages: dict[str, BeautifulSoup]) -> None:
    checked = 0
    for name, page in pages.items():
        for element in page.select("[href], [src]"):
            address = urlsplit(str(element.get("href") or element.get("src")))
            if address.scheme or address.netloc or not (address.path or address.fragment) or name == "404":
                continue
            target = (html / name).parent / unquote(address.path) if address.path else html / f"{name}.html"
            assert target.is_file(), f"{name}: {element}"
            there = pages.get(target.resolve().relative_to(html.resolve()).with_suffix("").as_posix())
            if address.fragment and target.suffix == ".html" and there:
                assert there.find(id=unquote(address.fragment)), f"{name}: {element}"
            checked += 1
    assert checked > 10 * len(pages), "styles, scripts and the way home"


def test_a_page_that_is_not_found_leads_home_from_wherever_it_was_looked_for(
    html: Path, pages: dict[str, BeautifulSoup], base: str
) -> None:
    root = urlsplit(base).path or "/"
    head = pages["404"].select_one("base")
    for element in pages["404"].select("link[href], a[href], [src]"):
        address = str(element.get("href") or element.get("src"))
        if not urlsplit(address).scheme and not urlsplit(address).netloc:
            path = urlsplit(urljoin(str(head["href"]) if head else root, address)).path
            assert path.startswith(root), element
            assert (html / unquote(path.removeprefix(root))).exists(), element


def test_no_page_asks_another_host(html: Path, pages: dict[str, BeautifulSoup]) -> None:
    sheets = set()
    for name, page in pages.items():
        loaded = page.select(LOADED)
        addresses = [str(element.get("href") or element.get("src")) for element in loaded]
        assert not [address for address in addresses if urlsplit(address).netloc], name
        if name != "404":
            styles = (str(link["href"]) for link in page.select("link[rel=stylesheet]"))
            sheets |= {((html / name).parent / urlsplit(style).path).resolve() for style in styles}
    assert sheets
    for sheet in sheets:
        assert not re.search(r"url\([\"']?(https?:)?//", sheet.read_text(encoding="utf-8")), sheet


def test_no_page_has_inline_scripts(pages: dict[str, BeautifulSoup], settings: Mapping[str, Any]) -> None:
    if not {*settings["extensions"]} <= {"myst_parser", "weblog"}:
        pytest.skip("an extension of the owner's choice may bring scripts along, and those that they need")
    for name, page in pages.items():
        scripts = page.select("script:not([type='application/ld+json'])")  # which is data
        assert not [script for script in scripts if not script.get("src")], name


def test_each_page_has_a_title_a_heading_its_language_and_no_id_twice(
    pages: dict[str, BeautifulSoup], settings: Mapping[str, Any]
) -> None:
    for name, page in pages.items():
        assert page.select("h1"), name
        assert page.title, name
        assert page.title.get_text(strip=True), name
        ids = [element["id"] for element in page.select("[id]")]
        assert len(ids) == len(set(ids)), name
        assert page.html
        assert page.html["lang"] == settings["language"], name


def test_the_sidebar_is_the_same_on_every_page(pages: dict[str, BeautifulSoup], settings: Mapping[str, Any]) -> None:
    (shown,) = {tuple(texts(page, ".weblog-navigation li")) for page in pages.values()}
    assert len(shown) == len(settings.get("weblog_navigation", ()))


def test_the_sitemap_has_every_page_that_readers_look_for(
    html: Path, pages: dict[str, BeautifulSoup], base: str
) -> None:
    tree = etree.parse(html / "sitemap.xml") if base else None
    found = [unquote(str(element.text)) for element in tree.iter("{*}loc")] if tree else []
    expected = [f"{base}{name}.html" for name in pages if name not in ("404", "index", "search", "genindex")] + [base]
    assert sorted(found) == (sorted(expected) if base else [])


def test_browsers_that_know_no_svg_have_a_picture(
    html: Path, pages: dict[str, BeautifulSoup], base: str, settings: Mapping[str, Any]
) -> None:
    """Older ones take the first; others, since it says that it is of one size, the second."""
    if settings.get("html_favicon") != "_static/favicon.svg" or not (html / "_static/favicon.ico").is_file():
        pytest.skip("the owner has a picture of their own")
    for name, page in pages.items():
        found = [(str(link["href"]).rpartition("/")[2], link.get("type")) for link in page.select("link[rel=icon]")]
        assert found == [("favicon.ico", None), ("favicon.svg", "image/svg+xml")], name
    ico = (html / "_static/favicon.ico").read_bytes()
    assert [ico[6 + 16 * number] for number in range(ico[4])] == [16, 32, 48]
    is_at_root = bool(base) and urlsplit(base).path == "/"
    assert not is_at_root or ((html / "robots.txt").is_file() and (html / "favicon.ico").is_file())
    assert (html / "_static/favicon-180.png").read_bytes()[16:24] == 2 * (180).to_bytes(4, "big")


def test_it_can_be_put_on_any_server(html: Path, settings: Mapping[str, Any]) -> None:
    """GitHub leaves out `_static` unless it is told not to; `npx serve` drops a question from the search's address."""
    assert (html / ".nojekyll").read_bytes() == b""
    if "deploy/serve.json" in settings.get("html_extra_path", ()):
        assert json.loads((html / "serve.json").read_bytes()) == {"cleanUrls": False}
    assert not [folder for folder in html.rglob("*") if folder.is_dir() and not any(folder.iterdir())]


def test_a_link_to_a_file_says_what_it_is(pages: dict[str, BeautifulSoup]) -> None:
    found = {
        Path(urlsplit(str(link["href"])).path).suffix: link.get("type")
        for page in pages.values()
        for link in page.select("a[href]")
        if not urlsplit(str(link["href"])).netloc
    }
    expected = {
        ".html": None,
        ".xml": "application/atom+xml",
        ".opml": "text/x-opml",
        ".ics": "text/calendar",
    }
    assert {ending: found[ending] for ending in expected if ending in found}.items() <= expected.items()
    assert ".xml" in found


def test_styles_and_scripts_have_addresses_that_change_with_them(html: Path, pages: dict[str, BeautifulSoup]) -> None:
    """So that a server may say that they never change."""
    for name, page in pages.items():
        for element in page.select("link[rel=stylesheet], script[src*='?']") if name != "404" else ():
            address = urlsplit(str(element.get("href") or element.get("src")))
            checksum = zlib.crc32(((html / name).parent / address.path).read_bytes().replace(b"\r", b""))
            assert address.query == f"v={checksum:08x}", element


def test_nothing_but_the_site_is_published(html: Path) -> None:
    """Neither notes of the build nor code nor what an author keeps beside the posts."""
    assert not [file for file in html.rglob("*") if file.suffix in (".py", ".pyc", ".pickle", ".doctree", ".new")]
    assert not list(html.rglob("record.json"))
    assert not {
        "README.html",
        "CONTRIBUTING.html",
        "CHANGELOG.html",
        "_ext",
        "_templates",
        "tests",
        "bench",
    }.intersection(path.name for path in html.iterdir())
