"""What a build publishes, as readers and programs meet it: pages, their titles and words, feeds, messages.

In: a folder with a site's sources. Out: `Published`, which two builds can be compared by.
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import feedparser
from bs4 import BeautifulSoup

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

COLOURS = re.compile(r"\x1b\[[0-9;]*m")
UNSEEN = "head, script, style, template, noscript, dialog"
EXTENSIONS = Path(__file__).parent.parent.parent / "_ext"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An entry of a feed, as a reader keeps it."""

    title: str
    link: str
    published: str
    updated: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """All that a build has published and told."""

    status: int
    messages: Counter[str]
    titles: Mapping[str, str]
    """Address of a page below the site -> its title."""
    words: Mapping[str, Counter[str]]
    """Address of a page -> what can be read on it."""
    feeds: Mapping[str, Mapping[str, Entry]]
    """Address of a feed -> id of an entry -> the entry."""
    files: frozenset[str]
    """Everything else that is there."""


def publish(source: Path, out: Path, *, builder: str, extension: str = "") -> Published:
    """Builds a site in a process of its own; with one extension more if one is named."""
    run = "from sphinx.cmd.build import main; sys.exit(main(sys.argv[1:]))"
    code = f"import sys; sys.path.insert(0, {str(EXTENSIONS)!r}); {run}"
    command = [sys.executable, "-W", "ignore", "-c", code, "-q", "-b", builder, "-d", f"{out}.doctrees"]
    if extension:
        command += ["-D", f"extensions={_extensions(source)},{extension}"]
    done = subprocess.run(
        [*command, str(source), str(out)], capture_output=True, check=False, text=True, cwd=out.parent
    )
    told = COLOURS.sub("", done.stderr).replace(f"{source}/", "").replace(f"{out}/", "")
    return read(out, done.returncode, told)


def _extensions(source: Path) -> str:
    settings: dict[str, object] = {"__file__": str(source / "conf.py")}
    exec((source / "conf.py").read_text(encoding="utf-8"), settings)
    found = settings["extensions"]
    assert isinstance(found, list)
    return ",".join(found)


def read(out: Path, status: int, told: str) -> Published:
    """What there is in an output folder."""
    pages = {path: BeautifulSoup((out / path).read_bytes(), "lxml") for path in _below(out, ".html")}
    return Published(
        status=status,
        messages=Counter(line for line in told.splitlines() if line.strip()),
        titles={path: " ".join(page.title.get_text().split()) if page.title else "" for path, page in pages.items()},
        words={path: _words(page) for path, page in pages.items()},
        feeds={path: _entries(out / path) for path in _below(out, "atom.xml")},
        files=frozenset(path for path in _below(out, "") if not path.endswith((".html", "atom.xml"))),
    )


def _below(out: Path, ending: str) -> Iterator[str]:
    for file in sorted(out.rglob(f"*{ending}")):
        path = file.relative_to(out).as_posix()
        if file.is_file() and not path.startswith(("_static/", "_sources/")):
            yield path


def _words(page: BeautifulSoup) -> Counter[str]:
    for unseen in page.select(UNSEEN):
        unseen.decompose()
    return Counter(re.findall(r"[^\W_]+", page.get_text(" ")))


def _entries(file: Path) -> dict[str, Entry]:
    found = {}
    for entry in feedparser.parse(file.read_bytes()).entries:
        found[entry.get("id", "")] = Entry(
            title=entry.get("title", ""),
            link=entry.get("link", ""),
            published=entry.get("published", ""),
            updated=entry.get("updated", ""),
        )
    return found
