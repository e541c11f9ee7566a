"""IMAGES=1 fetches images and nothing else; MARKDOWN=1 makes Markdown of reStructuredText where nothing is lost."""

from __future__ import annotations

import sys
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

import pytest

from weblog.importing import images, rest_to_markdown
from weblog.posts.mistake import MistakeError

from ..sites import Site
from .moving import DATA, files_of, moved_in

if TYPE_CHECKING:
    from collections.abc import Iterator

PICTURE = (DATA / "nikola/images/bridge.png").read_bytes()
CONVERTER = Path(sys.prefix) / "moving/bin/python"


class Host(BaseHTTPRequestHandler):
    """A host that has a picture, and other things under the names of pictures."""

    def __init__(self, asked: list[str], *arguments: object) -> None:
        self.asked = asked
        super().__init__(*arguments)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        """Answers."""
        self.asked.append(self.path)
        kind, content = ("text/html", b"<p>no") if "page" in self.path else ("image/png", PICTURE)
        self.send_response(302 if "elsewhere" in self.path else 200)
        if "elsewhere" in self.path:
            self.send_header("Location", "file:///etc/hostname")
        self.send_header("Content-Type", kind)
        self.end_headers()
        self.wfile.write(content * (400_000 if "large" in self.path else 1))

    def log_message(self, *arguments: object) -> None:
        """Says nothing."""


@pytest.fixture
def host() -> Iterator[tuple[str, list[str]]]:
    """The address of a host, and what it was asked for."""
    asked: list[str] = []
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Host, asked))
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", asked
    server.shutdown()
    server.server_close()


def a_feed(folder: Path, address: str) -> Path:
    names = ("one.png", "page.png", "elsewhere.png", "a/one.png")
    body = "".join(f"&lt;p&gt;&lt;img src='{address}/{name}' alt='x'&gt;&lt;/p&gt;" for name in names)
    frame = f"&lt;iframe src='{address}/frame'&gt;&lt;/iframe&gt;"
    file = folder / "feed.xml"
    file.write_text(
        "<rss><channel><item><title>Pictures</title><pubDate>01 Jun 2020 10:00:00 GMT</pubDate>"
        f"<description>{body}{frame}</description></item></channel></rss>"
    )
    return file


def test_nothing_is_fetched_unless_the_author_says_so(tmp_path: Path, host: tuple[str, list[str]]) -> None:
    site, (address, asked) = Site.from_root(tmp_path), host
    moved_in(site, a_feed(tmp_path, address))
    assert asked == []
    assert f"![x]({address}/one.png)" in files_of(site)["posts/2020/06/01/pictures.md"]


def test_images_are_fetched_and_put_beside_the_post(tmp_path: Path, host: tuple[str, list[str]]) -> None:
    site, (address, asked) = Site.from_root(tmp_path), host
    told = moved_in(site, a_feed(tmp_path, address), images=True)
    assert sorted(asked) == ["/a/one.png", "/elsewhere.png", "/one.png", "/page.png"]
    folder = site.source / "posts/2020/06/01"
    assert (folder / "one.png").read_bytes() == (folder / "one-2.png").read_bytes() == PICTURE
    assert sorted(path.name for path in folder.iterdir()) == ["one-2.png", "one.png", "pictures.md"]
    text = files_of(site)["posts/2020/06/01/pictures.md"]
    assert "![x](one.png)" in text
    assert "![x](one-2.png)" in text
    beside = 'feed.xml:1: the image "posts/2020/06/01'
    assert f"{beside}/page.png\" can't be had: it is text/html" in told
    assert any(line.startswith(f"{beside}/elsewhere.png\" can't be had: ") for line in told)
    asked.clear()
    again = moved_in(site, a_feed(tmp_path, address), images=True)
    assert (asked, again[-1]) == ([], "0 posts imported; 1 were there already, and are left alone")


def test_an_image_that_is_too_large_is_left(host: tuple[str, list[str]]) -> None:
    with pytest.raises(images.ImageError, match="too large"):
        images.fetch(f"{host[0]}/large.png")


def test_no_file_outside_of_the_source_is_taken(tmp_path: Path) -> None:
    secret = tmp_path / "secret.png"
    secret.write_bytes(PICTURE)
    old = tmp_path / "old"
    (old / "2020/06/25").mkdir(parents=True)
    (old / "2020/06/25/link.png").symlink_to(secret)
    (old / "2020/06/25/a.txt").write_text(
        f"A\n=\n\n.. tags:: x\n\n.. image:: ../../../../secret.png\n\n.. image:: {secret}\n\n.. image:: link.png\n\n"
        ".. image:: notes.txt\n\n.. include:: ../../../../secret.txt\n"
    )
    (old / "2020/06/25/notes.txt").write_text("B\n=\n\nWords.\n")
    site = Site.from_root(tmp_path / "new")
    told = moved_in(site, old)
    assert len([line for line in told if "stays away" in line]) == 4
    assert any('"include" names a file: put that beside the post' in line for line in told)
    assert not [*site.source.rglob("*.png")]


# Markdown


@pytest.mark.skipif(not CONVERTER.exists(), reason="make test installs rst-to-myst beside the libraries")
def test_restructuredtext_becomes_markdown_where_nothing_is_lost(tmp_path: Path) -> None:
    site = Site.from_root(tmp_path)
    told = moved_in(site, "sphinx", markdown=str(CONVERTER))
    found = files_of(site)
    assert [name for name in found if name.endswith(".md")] == [
        "posts/2019/12/31/strings.md",
        "posts/2020/06/25/zeppelins.md",
        "posts/2020/06/27/one-more.md",
        "posts/2020/06/27/two-more.md",
    ]
    assert found["posts/2019/12/31/strings.md"] == (
        "```{post} 2019-12-31 00:02\n:tags: kites\n:was: weblog/2019/12/31/strings\n```\n\n"
        "# Strings, and what they're made of\n\nCotton. Nylon. [Hope], mostly.\n\n[hope]: https://hope.example.org/\n"
    )
    balloons, kites = (
        f"source/weblog/2020/06/25/{name}.txt:1: it stays reStructuredText" for name in ("balloons", "kites")
    )
    assert f"{balloons}: it has substitutions" in told
    assert f"{kites}: it has links to pages that are no posts" in told
    assert site.build().warnings == []


def test_a_python_that_cannot_convert_is_told(tmp_path: Path) -> None:
    site = Site.from_root(tmp_path)
    with pytest.raises(MistakeError, match=r"can't make Markdown: .*It needs rst-to-myst"):
        moved_in(site, "sphinx", markdown=sys.executable)
    assert files_of(site) == {}


@pytest.mark.parametrize(
    ("old", "made", "reason"),
    [
        ("T\n=\n\nWords.\n", ["# T\n\nWords.\n", ""], ""),
        ("T\n=\n\nWords.\n", ["# T\n\nWord.\n", ""], 'it would lose 1 word ("Words")'),
        ("T\n=\n\n`x <https://x.example>`_\n", ["# T\n\nx\n", ""], 'it would lose 1 link ("https://x.example")'),
        ("T\n=\n\n::\n\n  a\n  b\n", ["# T\n\n```\na b\n```\n", ""], 'it would lose 2 lines of code ("a", "b")'),
        ("T\n=\n\n.. image:: x.png\n", ["# T\n\nx.png\n", ""], "it would lose 1 image"),
        (
            "T\n=\n\n| a\n",
            ["# T\n\na\n", "no visit method for: line"],
            "lines or options that Markdown has no signs for",
        ),
        ("T\n=\n\n{{ x }}\n", ["# T\n\n{{ x }}\n", ""], "braces that would be a substitution"),
        ("T\n=\n\n`T`_\n", ["# T\n\n[T]\n", ""], "it refers to its own parts"),
        (".. _a:\n\nT\n=\n\nx\n", ["(a)=\n# T\n\nx\n", ""], "something stands above its title"),
        ("T\n=\n\nx\n", None, "it can't be read"),
    ],
)
def test_what_would_be_lost_stays_as_it_was(old: str, made: list[str] | None, reason: str) -> None:
    from weblog.importing import doctrees
    from weblog.importing.bodies import NewBody

    from .test_hostile import DESK, KNOWN, post_of

    body = NewBody(text=old, form="rest", numbers={})
    place = post_of("T", "rest", has_heading=True)
    with doctrees.reading(KNOWN):
        found = rest_to_markdown._checked(place, body, made, DESK)
    assert (found.form, [note.message for note in found.notes if reason not in note.message]) == (
        "rest" if reason else "markdown",
        [],
    )
    assert bool(found.notes) == bool(reason)
