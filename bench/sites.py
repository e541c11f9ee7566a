"""Synthetic weblogs as the source folders of Sphinx: ours, with and without talks, stock ablog, no weblog at all.

Owns: how a post is written down for a tool, and the command that builds it. Must not: measure. In: all
`SyntheticPost`s that there will be, and a folder. Out: a `Tool` with what the benchmark needs to add posts and build.
"""

from __future__ import annotations

import shutil
import sys
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from .posts import SyntheticPost

PROJECT = Path(__file__).parent.parent
SUFFIXES = 'source_suffix = {".rst": "restructuredtext", ".md": "markdown"}\n'
LIST = "\n.. postlist:: 10\n   :excerpts:\n"
INDEX = "Weblog\n======\n\nWords.\n"
TREE = "\n.. toctree::\n   :hidden:\n\n   about\n   events\n   talks\n   speakers\n   feeds\n   statistics\n"
BARE = {
    "conf.py": f"""\
project = html_title = "Bare"
extensions = ["myst_parser"]
html_theme = "sphinx_book_theme"
{SUFFIXES}""",
    "index.rst": INDEX,
}
STOCK = {
    "conf.py": f"""\
project = html_title = blog_title = "Stock"
extensions = ["myst_parser", "ablog"]
html_theme = "sphinx_book_theme"
blog_baseurl = "https://weblog.example.org/"
blog_feed_fulltext = True
{SUFFIXES}""",
    "index.rst": INDEX + LIST,
}
OURS = {
    "index.rst": INDEX + LIST + TREE,
    "about.md": "# About\n\nWords.\n",
    "events.md": "# Events\n\n```{events}\n```\n",
    "talks.md": "# Talks\n\n```{talks}\n```\n",
    "speakers.md": "# Speakers\n\n```{speakers}\n```\n",
    "feeds.md": "# Feeds\n\n```{feeds}\n```\n",
    "statistics.md": "# Statistics\n\n```{statistics}\n```\n",
}
EVENT = """\
# The event {number}

```{{event}}
:dates: {day}
:place: Amsterdam
:series: series {series}
```

A few words about this event, where it was held and what it was about.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tool:
    """One tool's copy of a weblog. `write` writes one post's file and gives its path."""

    name: str
    folder: Path
    command: Sequence[str]
    output: Path
    write: Callable[[SyntheticPost], Path]
    state: Sequence[str] = ()  # what it keeps from one build to the next, beside the output

    def start_over(self) -> None:
        """Makes the next build a first one."""
        for path in (self.output, *(self.folder / name for name in self.state)):
            if path.is_dir():
                shutil.rmtree(path)
            else:
                path.unlink(missing_ok=True)


def elsewhere(tool: Tool, folder: Path) -> Tool:
    """The same weblog in a fresh clone, with what a build server's cache has kept of the last build: without times.

    No module of ours is compiled there, as in any clone: its first build compiles them.
    """
    shutil.rmtree(folder, ignore_errors=True)
    leave_out = shutil.ignore_patterns("__pycache__")
    shutil.copytree(tool.folder, folder, ignore=leave_out, copy_function=shutil.copyfile)
    return replace(tool, folder=folder, output=folder / tool.output.relative_to(tool.folder))


def ours(posts: Sequence[SyntheticPost], folder: Path, jobs: str = "1") -> Tool:
    """The weblog as this project builds it, with its own conf.py, templates and pages; with events and speakers."""
    tool = without_talks(posts, folder, jobs)

    def write(post: SyntheticPost) -> Path:
        day = f"{posts[post.event * 10 // 3].date:%Y-%m-%d}"
        name = f"event-{post.event:04}"
        event = folder / "events" / f"{name}.md"
        if not event.exists():  # or a word more in a post would be a change of its event, too
            put(event, EVENT.format(number=post.event, series=post.event % 40, day=day))
        path = tool.write(post)
        title, talk = f"# {post.title}\n", f"\n```{{talk}}\n:event: {name}\n```\n"
        heading = f"# {post.title} - {' and '.join(post.speakers)}\n"
        return put(path, path.read_text(encoding="utf-8").replace(title, f"{heading}{talk}", 1))

    return replace(tool, name=f"ours -j {jobs}", write=write)


def without_talks(posts: Sequence[SyntheticPost], folder: Path, jobs: str = "1") -> Tool:
    """The same without events, talks and speakers."""
    settings = (PROJECT / "conf.py").read_text(encoding="utf-8")
    put(folder / "conf.py", f"{settings}weblog_feeds = {{}}\n")  # they name tags that the made-up posts haven't
    for name in ("_ext", "_templates", "_static"):
        shutil.copytree(PROJECT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    put(folder / "deploy/serve.json", "{}")  # or what conf.py says of it would be a mistake
    built = ("build", "--jobs", jobs, ".", "_build/html", "_build/doctrees")
    command = [str(shutil.which("env")), "PYTHONPATH=_ext", sys.executable, "-m", "weblog", *built]  # as make html does
    return replace(_sphinx("no talks", folder, OURS, posts, jobs, as_post), command=command)


def stock(posts: Sequence[SyntheticPost], folder: Path, jobs: str = "1") -> Tool:
    """The same posts under ablog as it comes, with the theme."""
    return _sphinx("stock ablog", folder, STOCK, posts, jobs, as_post)


def bare(posts: Sequence[SyntheticPost], folder: Path, jobs: str = "1") -> Tool:
    """The same posts under Sphinx, MyST and the theme, with no weblog at all."""
    return _sphinx("bare Sphinx", folder, BARE, posts, jobs, lambda post: "---\norphan: true\n---\n\n")


def as_post(post: SyntheticPost, /) -> str:
    """The {post} directive."""
    return f"```{{post}} {post.date:%Y-%m-%d %H:%M}\n:tags: {', '.join(post.tags)}\n```\n\n"


def _sphinx(
    name: str,
    folder: Path,
    files: Mapping[str, str],
    posts: Sequence[SyntheticPost],
    jobs: str,
    head: Callable[[SyntheticPost], str],
) -> Tool:
    for path, text in files.items():
        put(folder / path, text)

    def write(post: SyntheticPost) -> Path:
        links = [f"[](/posts/{posts[number].path}.md)" for number in post.links]
        return put(folder / "posts" / f"{post.path}.md", f"{head(post)}# {post.title}\n\n{linked(post, links)}")

    sphinx = [sys.executable, "-m", "sphinx", "-q", "-b", "html", "-j", jobs, "-d", "_build/doctrees"]
    command, output = [*sphinx, ".", "_build/html"], folder / "_build" / "html"
    return Tool(name=f"{name} -j {jobs}", folder=folder, command=command, output=output, write=write, state=["_build"])


def linked(post: SyntheticPost, links: Sequence[str], /) -> str:
    """A post's body with its links in the form of a tool."""
    body = post.body
    for place, link in enumerate(links):
        body = body.replace(f"{{{{{place}}}}}", link)
    return body


def put(path: Path, text: str, /) -> Path:
    """Writes a file, in a folder that may have to be made."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path
