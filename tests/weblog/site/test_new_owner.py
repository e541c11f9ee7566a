"""A clone becomes somebody's own, unless it is already."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from weblog.posts.mistake import MistakeError
from weblog.site.new_owner import files_of, take_over

from ...checkout import ENVIRONMENT

if TYPE_CHECKING:
    from pathlib import Path

CONF = """\
project = "Our notes"  # the name
author = "Them"
copyright = author
blog_title = project
blog_baseurl = "https://weblog.example.org/"
blog_authors = {"them": (author, "https://them.example/")}
blog_default_author = "them"
weblog_feed_authority = "weblog.example.org,2026"  # never change it
weblog_feeds = {  # some tags
    "planet": {"title": "Planet", "tags": ["a"], "any": True},
}
weblog_navigation = ["about"]
"""
MINE = """\
project = "Ada's notes"  # the name
author = 'Ada Example'
copyright = author
blog_title = project
blog_baseurl = 'https://ada.example/notes/'
blog_authors = {'ada-example': (author, None)}
blog_default_author = 'ada-example'
weblog_feed_authority = 'ada.example,2027'  # never change it
weblog_feeds = {}
weblog_navigation = ["about"]
"""
VALUES = {"name": "Ada's notes", "author": "Ada Example", "address": "https://ada.example/notes"}


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    files = {
        "conf.py": CONF,
        "index.rst": "=========\n|project|\n=========\n\nAbout them.\n\n.. postlist:: 10\n\n.. toctree::\n\n   about\n",
        "about.md": "# About\n\nThem.\n",
        "posts/2020/01/01/a.md": "A",
        "events/b.md": "B",
        "speakers/c.md": "C",
        ".sample": "events/b.md\nposts/2020/01/01/a.md\nspeakers/c.md\n",
    }
    for path, text in files.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    return tmp_path


def test_what_came_along_goes_and_the_settings_are_the_authors(clone: Path) -> None:
    take_over(clone, **VALUES, year=2027)
    assert (clone / "conf.py").read_text(encoding="utf-8") == MINE
    assert files_of(clone) == []
    front = (clone / "index.rst").read_text(encoding="utf-8")
    assert front == (
        "=========\n|project|\n=========\n\nSummaries of talks.\n\n.. postlist:: 10\n\n.. toctree::\n\n   about\n"
    )
    assert "Ada Example" in (clone / "about.md").read_text(encoding="utf-8")
    with pytest.raises(MistakeError, match="somebody's already"):
        take_over(clone, **VALUES, year=2027)


@pytest.mark.parametrize(
    ("file", "text", "message"),
    [
        ("posts/2020/01/02/mine.md", "Mine", "posts/2020/01/02/mine.md didn't come with this clone"),
        ("events/mine.md", "Mine", "events/mine.md didn't come with this clone"),
        ("conf.py", CONF.replace("project =", "title ="), 'conf.py has no line that begins with "project = "'),
    ],
)
def test_where_something_of_somebodys_is_nothing_changes(clone: Path, file: str, text: str, message: str) -> None:
    (clone / file).parent.mkdir(parents=True, exist_ok=True)
    (clone / file).write_text(text, encoding="utf-8")
    before = {path: path.read_bytes() for path in clone.rglob("*") if path.is_file()}
    with pytest.raises(MistakeError, match=message):
        take_over(clone, **VALUES, year=2027)
    assert {path: path.read_bytes() for path in clone.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize("address", ["ada.example", "ftp://ada.example/", "https:///notes"])
def test_an_address_that_is_none_is_told(clone: Path, address: str) -> None:
    with pytest.raises(MistakeError, match="no whole address"):
        take_over(clone, name="Ada's notes", author="Ada", address=address, year=2027)


def test_without_a_terminal_what_is_missing_is_told(clone: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "weblog", "mine", "--name", "Ada's notes"],
        cwd=clone,
        env=ENVIRONMENT,
        capture_output=True,
        text=True,
        check=False,
        stdin=subprocess.DEVNULL,
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "say the author and the address: make mine NAME=... AUTHOR=... ADDRESS=https://...\n"
