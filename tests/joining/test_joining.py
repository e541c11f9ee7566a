"""Each site is built by stock ablog and with one extension more: no address, feed, entry or warning is lost."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest

from .published import Published, publish
from .sites import SITES

if TYPE_CHECKING:
    from pathlib import Path

DRAFTS = {"blog/drafts.html", "blog/drafts/index.html"}
"""A page of drafts that all readers can open."""


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


def test_nothing_is_told_that_was_not(both: tuple[Published, Published]) -> None:
    stock, ours = both
    assert not ours.messages - stock.messages


def test_each_document_says_what_it_said(both: tuple[Published, Published]) -> None:
    """Lists are pages of ablog's, whose words differ; see docs/from-ablog.md."""
    stock, ours = both
    neighbours = {"Previous", "Next"}  # they are called older and newer
    for path in stock.words:
        if path.startswith("posts/"):
            assert (stock.words[path] - ours.words[path]).keys() <= neighbours, path
