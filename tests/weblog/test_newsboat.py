"""A real feed reader, newsboat, follows a weblog's feeds over HTTP while the weblog changes."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import threading
from contextlib import closing
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from .sites import Site

pytestmark = pytest.mark.newsboat
FEEDS = ("blog/atom.xml", "blog/tag/a/atom.xml", "blog/2020/atom.xml")
NOTHING: list[list[str]] = [[]] * 4


class Handler(SimpleHTTPRequestHandler):
    def send_header(self, keyword: str, value: str) -> None:
        """Leaves out the time of a file, by whole seconds: here it may change twice within one."""
        if keyword != "Last-Modified":
            super().send_header(keyword, value)

    def log_message(self, *args: object) -> None:
        """Says nothing."""


class Reader:
    """Somebody who follows some feeds of a weblog with newsboat."""

    def __init__(self, folder: Path, site: Site, address: str) -> None:
        self.folder, self.site, self.address = folder, site, address
        folder.mkdir()
        (folder / "config").write_text("")
        for number, feeds in enumerate([*([feed] for feed in FEEDS), FEEDS]):
            (folder / f"urls-{number}").write_text("".join(f"{address}{feed}\n" for feed in feeds))

    def new(self) -> list[list[str]]:
        """Builds, and looks at each feed alone and at all together; gives the titles that newsboat takes for new.

        In newsboat entries with one id are one, whichever feed they are in.
        """
        assert self.site.build(blog_baseurl=self.address).status == 0
        return [self._reload(number) for number in range(len(FEEDS) + 1)]

    def _reload(self, number: int) -> list[str]:
        files = ["-u", f"urls-{number}", "-c", f"cache-{number}.db", "-C", "config"]
        home = {**os.environ, "HOME": str(self.folder), "LC_ALL": "C.UTF-8"}
        subprocess.run(["newsboat", *files, "-x", "reload"], cwd=self.folder, env=home, check=True, capture_output=True)
        with closing(sqlite3.connect(self.folder / f"cache-{number}.db")) as cache:
            found = cache.execute("SELECT title FROM rss_item WHERE unread ORDER BY title").fetchall()
            cache.execute("UPDATE rss_item SET unread = 0")
            cache.commit()
        return [title for (title,) in found]


@pytest.fixture
def reader(site: Site, tmp_path: Path) -> Iterator[Reader]:
    if not shutil.which("newsboat"):
        pytest.fail(
            "newsboat isn't installed (Debian: apt install newsboat); "
            "or go without these tests, pytest -m 'not newsboat'"
        )
    site.out.mkdir()
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=str(site.out))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield Reader(tmp_path / "reader", site, f"http://127.0.0.1:{server.server_port}/")
        server.shutdown()


def test_a_feed_reader_sees_each_post_once_and_nothing_else_as_new(site: Site, reader: Reader) -> None:
    site.post("2020/06/01/a", "A \\<b> & é", "", ":tags: a")
    site.post("2020/06/02/b", "B", "", ":tags: b")
    site.write("about.md", "---\norphan: true\n---\n\n# About\n\nWords.\n")
    both = ["A <b> & é", "B"]
    assert reader.new() == [both, ["A <b> & é"], both, both]
    assert reader.new() == NOTHING, "a build without a change"
    site.write("about.md", "---\norphan: true\n---\n\n# About me\n\nOther words.\n")
    assert reader.new() == NOTHING, "another page"
    site.post("2020/06/01/a", "A better title", "", ":tags: a", body="Other words.")
    assert reader.new() == NOTHING, "another title, other words"
    (site.source / "posts/2020/06/01/a.md").unlink()
    site.post("2020/06/03/c", "A better title", "", ":tags: a", ":was: posts/2020/06/01/a")
    assert reader.new() == NOTHING, "another file, another day"
    site.post("2020/06/04/d", "D", "", ":tags: b")
    assert reader.new() == [["D"], [], ["D"], ["D"]], "a post of another tag"
    site.post("2020/06/05/draft", "Not yet", "2999-01-01", ":tags: a")
    (site.source / "posts/2020/06/05/draft.md").rename(site.source / "posts/later.md")
    assert reader.new() == NOTHING, "a scheduled post"
    (site.source / "posts/2020/06/04/d.md").unlink()
    assert reader.new() == NOTHING, "a post that is gone"


def test_a_long_feed_shows_no_old_post_as_new_when_others_go(site: Site, reader: Reader) -> None:
    for number in range(1, 26):
        site.post(f"2020/05/{number:02}/post", f"Post {number:02}", "", ":tags: a")
    assert [len(titles) for titles in reader.new()] == [20, 20, 20, 20]
    site.post("2020/06/01/post", "Post 26", "", ":tags: a")
    assert reader.new() == [["Post 26"]] * 4
