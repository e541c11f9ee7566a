"""Synthetic weblogs as the source folders of each tool.

Owns: how a post is written down for a tool, and the command that builds it. Must not: measure. In: `SyntheticPost`s and
a folder. Out: a `Tool` with what the benchmark needs to build, edit and add a post.
"""

from __future__ import annotations

import shutil
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from .posts import SyntheticPost

PROJECT = Path(__file__).parent.parent
SPHINX = [sys.executable, "-m", "sphinx", "-q", "-b", "html"]
INDEX = """\
Weblog
======

Words.

.. postlist:: 10
   :excerpts:

.. toctree::
   :hidden:

   about
   events
   feeds
"""
BARE_CONF = """\
project = html_title = "Bare"
extensions = ["myst_parser"]
source_suffix = {".rst": "restructuredtext", ".md": "markdown"}
html_theme = "sphinx_book_theme"
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tool:
    """One tool's copy of a weblog. `write` writes one post's file and gives its path."""

    name: str
    folder: Path
    command: Sequence[str]
    output: Path
    write: Callable[[SyntheticPost], Path]


def ours(posts: list[SyntheticPost], folder: Path, jobs: str = "1") -> Tool:
    """The weblog as this project builds it, with its own conf.py, templates and pages."""
    folder.mkdir(parents=True)
    shutil.copy(PROJECT / "conf.py", folder)
    for name in ("_ext", "_templates", "_static"):
        shutil.copytree(PROJECT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "index.rst").write_text(INDEX)
    for name in ("about", "events"):
        (folder / f"{name}.md").write_text(f"# {name.capitalize()}\n\nWords.\n")
    (folder / "feeds.md").write_text("# Feeds\n\n```{feeds}\n```\n")

    def write(post: SyntheticPost) -> Path:
        head = f"```{{post}} {post.date:%Y-%m-%d %H:%M}\n:tags: {', '.join(post.tags)}\n```\n\n# {post.title}\n\n"
        links = [f"[](/posts/{posts[number].path}.md)" for number in post.links]
        return _put(folder / "posts" / f"{post.path}.md", head + _linked(post, links))

    return _made(
        Tool(
            name=f"ours -j {jobs}",
            folder=folder,
            command=[*SPHINX, "-j", jobs, "-d", "_build/doctrees", ".", "_build/html"],
            output=folder / "_build" / "html",
            write=write,
        ),
        posts,
    )


def bare(posts: list[SyntheticPost], folder: Path, jobs: str = "1") -> Tool:
    """The same posts under Sphinx, MyST and the theme, with no weblog at all."""
    folder.mkdir(parents=True)
    (folder / "conf.py").write_text(BARE_CONF)
    (folder / "index.rst").write_text("Bare\n====\n\nWords.\n")

    def write(post: SyntheticPost) -> Path:
        links = [f"[](/posts/{posts[number].path}.md)" for number in post.links]
        return _put(
            folder / "posts" / f"{post.path}.md", f"---\norphan: true\n---\n# {post.title}\n\n" + _linked(post, links)
        )

    return _made(
        Tool(
            name=f"bare Sphinx -j {jobs}",
            folder=folder,
            command=[*SPHINX, "-j", jobs, "-d", "_build/doctrees", ".", "_build/html"],
            output=folder / "_build" / "html",
            write=write,
        ),
        posts,
    )


def _linked(post: SyntheticPost, links: list[str]) -> str:
    body = post.body
    for place, link in enumerate(links):
        body = body.replace(f"{{{{{place}}}}}", link)
    return body


def _put(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def _made(tool: Tool, posts: list[SyntheticPost]) -> Tool:
    for post in posts:
        tool.write(post)
    return tool
