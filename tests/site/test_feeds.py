"""What holds for every feed, whatever is in it; one real feed reader reads them all."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
from contextlib import closing
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import feedparser
import pytest
from bs4 import BeautifulSoup
from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


@pytest.fixture(scope="session")
def feeds(html: Path) -> dict[str, Any]:
    """Path -> feed as a feed reader takes it."""
    files = [file for file in sorted(html.rglob("*.xml")) if not {"sitemap.xml", "_static"} & set(file.parts)]
    return {file.relative_to(html).as_posix(): feedparser.parse(file.read_bytes()) for file in files}


def test_feeds_are_well_formed_and_of_the_form_of_atom(
    html: Path, feeds: dict[str, Any], base: str, settings: Mapping[str, Any], grammar: etree.RelaxNG
) -> None:
    assert (f"{settings['blog_path']}/atom.xml" in feeds) == bool(base)
    for path, feed in feeds.items():
        assert not feed.bozo, path
        assert grammar.validate(etree.parse(html / path)), (path, grammar.error_log)


def test_entries_have_ids_of_their_own_and_lead_to_pages(html: Path, feeds: dict[str, Any], base: str) -> None:
    for path, feed in feeds.items():
        ids = [feed.feed.id, *(entry.id for entry in feed.entries)]
        assert len(ids) == len(set(ids)), path
        for entry in feed.entries:
            if entry.link.startswith(base):  # others are of posts that stand elsewhere
                assert (html / urlsplit(entry.link.removeprefix(base)).path).is_file(), (path, entry.link)


def test_entries_hold_nothing_that_works_on_a_page_alone(feeds: dict[str, Any]) -> None:
    for path, feed in feeds.items():
        for entry in feed.entries:
            content = BeautifulSoup(entry.content[0].value if entry.get("content") else "", "lxml")
            assert not content.select(".headerlink, [id], script, h1, .post-byline"), path
            assert all(urlsplit(str(link["href"])).scheme for link in content.select("a[href]")), path


def test_each_page_announces_feeds_that_are_there_the_weblogs_last(
    html: Path, pages: dict[str, BeautifulSoup], base: str, settings: Mapping[str, Any]
) -> None:
    for name, page in pages.items():
        announced = [str(link["href"]) for link in page.select("link[type='application/atom+xml']")]
        assert bool(announced) == bool(base), name
        if base and name != "404":
            found = [((html / name).parent / feed).resolve() for feed in announced]
            assert all(feed.is_file() for feed in found), name
            assert found[-1] == (html / settings["blog_path"] / "atom.xml").resolve(), name


def test_the_menu_of_feeds_for_readers_names_the_weblogs_and_the_tags(
    html: Path, feeds: dict[str, Any], base: str, settings: Mapping[str, Any]
) -> None:
    if base:
        path = settings["blog_path"]
        followed = {name for name in feeds if name == f"{path}/atom.xml" or name.startswith(f"{path}/tag/")}
        lines = list(etree.parse(html / "feeds.opml").getroot().iter("outline"))
        assert {f"{base}{name}" for name in followed} == {line.get("xmlUrl") for line in lines} - {None}


def test_feeds_lead_home_and_have_a_picture(
    html: Path, feeds: dict[str, Any], base: str, settings: Mapping[str, Any]
) -> None:
    for name, feed in feeds.items():
        icon = feed.feed.get("icon", "")
        assert bool(icon) == bool(settings.get("html_favicon")), name
        assert not icon or (html / icon.removeprefix(base)).is_file(), name
    if base:
        path = settings["blog_path"]
        whole = [name for name in feeds if name == f"{path}/atom.xml" or name.startswith(f"{path}/feeds/")]
        assert {feeds[name].feed.link for name in whole} == {base}
        assert json.loads((html / "feed.json").read_bytes())["home_page_url"] == base


@pytest.mark.newsboat
def test_a_feed_reader_shows_each_entry(served: str, feeds: dict[str, Any], base: str, tmp_path: Path) -> None:
    if not base:
        pytest.skip("the weblog has no address yet, and so no feed")
    if not shutil.which("newsboat"):
        pytest.fail(
            "newsboat isn't installed (Debian: apt install newsboat); "
            "or go without these tests, pytest -m 'not newsboat'"
        )
    (tmp_path / "config").write_text("")
    (tmp_path / "urls").write_text("".join(f"{served}{path}\n" for path in feeds))
    command = ["newsboat", "-u", "urls", "-c", "cache.db", "-C", "config", "-x", "reload"]
    home = {**os.environ, "HOME": str(tmp_path), "LC_ALL": "C.UTF-8"}
    subprocess.run(command, cwd=tmp_path, env=home, check=True, capture_output=True)
    with closing(sqlite3.connect(tmp_path / "cache.db")) as cache:
        found = {guid for (guid,) in cache.execute("SELECT guid FROM rss_item")}
    assert found == {entry.id for feed in feeds.values() for entry in feed.entries}
