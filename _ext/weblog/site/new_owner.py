"""A clone of a weblog becomes somebody's own: what came with it goes, and the settings that say whose it is are theirs.

Owns: what is thrown away and what is set. Must not: ask anybody, know the time. In: the folder of a clone, in which
`.sample` names the posts, events and speakers that came with it. Out: the same folder without them.
"""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from weblog.posts.mistake import MistakeError
from weblog.posts.model import slug

if TYPE_CHECKING:
    from pathlib import Path

SAMPLE = ".sample"
FOLDERS = ("posts", "events", "speakers")
ABOUT = "# About\n\nThis weblog is written by {author}.\n"


def take_over(folder: Path, /, *, name: str, author: str, address: str, year: int) -> None:
    """Makes a clone the weblog of an author, at an address on the web that is theirs since a year.

    :raises MistakeError: before anything is changed, if the folder holds somebody's posts or a value makes no sense.
    """
    sample = folder / SAMPLE
    if not sample.is_file():
        raise MistakeError(f"this weblog is somebody's already: it has no {SAMPLE}, which names what came with a clone")
    came_along = {*sample.read_text(encoding="utf-8").splitlines()}
    for path in files_of(folder):
        if path not in came_along:
            raise MistakeError(f"{path} didn't come with this clone: move it elsewhere, or change the settings by hand")
    parts = urlsplit(address)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise MistakeError(f'"{address}" is no whole address; write it like https://weblog.example.org/')
    conf = (folder / "conf.py").read_text(encoding="utf-8")
    for setting, value in {
        "project": repr(name),
        "author": repr(author),
        "blog_baseurl": repr(address.rstrip("/") + "/"),
        "blog_authors": f"{{{slug(author)!r}: (author, None)}}",
        "blog_default_author": repr(slug(author)),
        "weblog_feed_authority": repr(f"{parts.hostname},{year}"),
        "weblog_feeds": "{}",
    }.items():
        conf = _with(conf, setting, value)
    for part in FOLDERS:
        shutil.rmtree(folder / part, ignore_errors=True)
        (folder / part).mkdir()
    (folder / "conf.py").write_text(conf, encoding="utf-8")
    (folder / "about.md").write_text(ABOUT.format(author=author), encoding="utf-8")
    front = folder / "index.rst"
    front.write_text(_without_words(front.read_text(encoding="utf-8")), encoding="utf-8")
    sample.unlink()


def files_of(folder: Path, /) -> list[str]:
    """The paths of all posts, events and speakers, in order."""
    found = (file for part in FOLDERS for file in (folder / part).rglob("*") if file.is_file())
    return sorted(file.relative_to(folder).as_posix() for file in found if not file.name.startswith("."))


def _with(conf: str, setting: str, value: str) -> str:
    """The text of conf.py with another value; what stands behind it in its line stays."""
    values = r"\{[^\n]*\}|\{(?:\n|[^\n]*[^}\n]\n).*?^\}|[^#\n]*?"
    line = re.compile(rf"^{setting} = (?:{values})(?=[ ]*(?:#[^\n]*)?$)", re.MULTILINE | re.DOTALL)
    changed, count = line.subn(lambda _: f"{setting} = {value}", conf)
    if count != 1:
        raise MistakeError(f'conf.py has no line that begins with "{setting} = ": set it there to {value}')
    return changed


def _without_words(front: str) -> str:
    """The front page without what its author has said between the title and the posts."""
    title, under, rest = front.partition(".. postlist::")
    return f"{title.partition(chr(10) * 2)[0]}\n\nSummaries of talks.\n\n{under}{rest}" if under else front
