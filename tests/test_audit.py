"""`make audit`: what it looks at, and what it finds without tools from elsewhere."""

from __future__ import annotations

import gzip
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING
from urllib.request import Request, urlopen

import pytest

from . import audit
from .parsing import pages_of

if TYPE_CHECKING:
    from pathlib import Path

HEAD = '<!DOCTYPE html><html lang="en"><head><title>a</title><link rel="stylesheet" href="{}style.css"></head>'
FILES = {
    "index.html": HEAD.format("") + '<body><a href="weblog/tag/a.html#b">A</a><a href="weblog/tag/a.html#gone">B</a>',
    "weblog/tag/a.html": HEAD.format("../../") + '<body><p id="b">b</p><a href="../../gone.html">C</a>',
    "weblog/tag/b.html": HEAD.format("../../") + '<body><a href="https://example.org/">D</a><p>' + "longer " * 99,
    "style.css": "p { color: red }" * 99,
}


@pytest.fixture
def html(tmp_path: Path) -> Path:
    for path, text in FILES.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text)
    return tmp_path


def test_links_to_no_page_and_to_no_place_in_one_are_told(html: Path) -> None:
    assert audit.broken(html, pages_of(html)) == ["index: weblog/tag/a.html#gone", "weblog/tag/a: ../../gone.html"]


def test_the_longest_page_of_each_kind_is_looked_at_with_what_it_loads(html: Path) -> None:
    pages = pages_of(html)
    assert audit.of_each_kind(pages, "weblog") == {"front page": "index", "tag": "weblog/tag/b"}
    sizes = [len(gzip.compress(FILES[path].encode(), mtime=0)) for path in ("index.html", "style.css")]
    assert audit.weight(html, "index", pages["index"]) == sum(sizes)


def test_of_two_icons_a_browser_loads_the_one_that_is_drawn(html: Path) -> None:
    icons = '<link rel="icon" href="icon.ico"><link rel="icon" href="icon.svg">'
    (html / "index.html").write_text(FILES["index.html"].replace("</head>", f"{icons}</head>"))
    (html / "icon.ico").write_bytes(b"o" * 999)
    (html / "icon.svg").write_text("<svg/>")
    sizes = [
        len(gzip.compress((html / path).read_bytes(), mtime=0)) for path in ("index.html", "style.css", "icon.svg")
    ]
    assert audit.weight(html, "index", pages_of(html)["index"]) == sum(sizes)


def test_pages_are_sent_compressed_as_where_they_are_published(html: Path) -> None:
    with audit.serving(html) as address, urlopen(Request(f"{address}style.css?v=1")) as answer:
        assert answer.headers["Content-Encoding"] == "gzip"
        assert gzip.decompress(answer.read()).decode() == FILES["style.css"]


@pytest.mark.browser
def test_without_tools_from_elsewhere_the_table_has_what_is_there(html: Path, tmp_path: Path) -> None:
    with ThreadPoolExecutor(1) as pool:  # where no other test's browser is at work
        rows, mistakes = pool.submit(audit.table, html, "weblog", tmp_path / "nothing").result()
    assert [row[0] for row in rows] == ["page", "front page", "tag"]
    assert rows[0] == ["page", "kB", "axe"]
    assert len(mistakes) == 2
