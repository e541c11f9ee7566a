"""Each site is built by stock ablog and with one extension more: no address, feed, entry or warning is lost."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest

from .published import Published, publish
from .sites import SITES

if TYPE_CHECKING:
    from pathlib import Path

DRAFTS = {"blog/drafts.html", "blog/drafts/index.html"}
"""A page of drafts that all readers can open."""
LIST = re.compile(r"blog(/(archive|(author|category|language|location|tag)(/[^/]+)?|\d{4}))?(/index)?\.html")
"""The address of a page that ablog makes, other than those of drafts and of old addresses."""
GOES: dict[str, set[str]] = {
    "headings say in other words what a page is": {"All", "Posts", "Posted", "in", "by", "from", "tagged"},
    "labels stand in one line, and their kinds aren't named": {"Author", "Category", "Tag", "Tags", "Update"},
    "'Read more ...' is 'Read on'": {"more"},
    "messages of docutils stood among first words": {
        *("Document", "headings", "start", "at", "H2", "not", "H1", "myst", "header"),
        *("Duplicate", "implicit", "target", "name", "tuesday"),
    },
}
"""Why words of lists go -> which."""
TITLES = {"All Posts": {"All posts", "Blog"}, "All posts": {"Archive"}}
"""ablog's titles of lists -> ours, or that of the document which stands there; years are "Posts of 2020", too."""


@pytest.fixture(scope="module", params=SITES)
def both(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Published, Published]:
    """What stock ablog publishes of a site, and what the weblog does."""
    site, folder = SITES[request.param], tmp_path_factory.mktemp(request.param)
    source: Path = folder / "source"
    for path, text in site.files.items():
        file = source / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    with ThreadPoolExecutor() as threads:  # each waits for a process of its own
        stock = threads.submit(publish, source, folder / "stock", builder=site.builder)
        ours = threads.submit(publish, source, folder / "ours", builder=site.builder, extension="weblog")
        return stock.result(), ours.result()


def test_both_are_built(both: tuple[Published, Published]) -> None:
    stock, ours = both
    assert (stock.status, ours.status) == (0, 0)
    assert stock.titles


def test_each_address_is_there(both: tuple[Published, Published]) -> None:
    stock, ours = both
    assert stock.titles.keys() - ours.titles.keys() <= DRAFTS
    assert stock.files <= ours.files


def test_each_feed_has_the_entries_that_it_had(both: tuple[Published, Published]) -> None:
    stock, ours = both
    for path, entries in stock.feeds.items():
        assert {name: entry.title for name, entry in ours.feeds[path].items()} == {
            name: entry.title for name, entry in entries.items()
        }
        assert {name: entry.link for name, entry in ours.feeds[path].items()} == {
            name: entry.link for name, entry in entries.items()
        }
        assert [*ours.feeds[path]] == [*entries], "in the same order"


def test_nothing_is_told_that_was_not(both: tuple[Published, Published]) -> None:
    stock, ours = both
    assert not ours.messages - stock.messages


def test_each_document_says_what_it_said(both: tuple[Published, Published]) -> None:
    stock, ours = both
    neighbours = {"Previous", "Next"}  # they are called older and newer
    for path in stock.words:
        if path.startswith("posts/"):
            assert (stock.words[path] - ours.words[path]).keys() <= neighbours, path


def test_each_list_says_what_it_said(both: tuple[Published, Published]) -> None:
    stock, ours = both
    lists = [path for path in stock.words if LIST.fullmatch(path)]
    assert len(lists) > 2
    for path in lists:
        assert (stock.words[path] - ours.words[path]).keys() <= set().union(*GOES.values()), path


def test_each_list_has_its_title(both: tuple[Published, Published]) -> None:
    stock, ours = both
    for path, title in stock.titles.items():
        if LIST.fullmatch(path):
            name, dash, site = title.partition(" — ")
            names = {name, *TITLES.get(name, ()), name.replace("Posted in 2", "Posts of 2")}
            assert ours.titles[path] in {f"{name}{dash}{site}" for name in names}, path
