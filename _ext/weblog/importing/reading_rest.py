"""Posts in reStructuredText: what the readers of all such weblogs share.

Owns: how a file becomes lines, and a post. Must not: know where a kind of weblog writes tags or dates. In: paths. Out:
lines, titles, names.
"""

from __future__ import annotations

import os
import re
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from docutils import nodes

from weblog.importing import doctrees
from weblog.importing.model import Note
from weblog.posts.dates import parse_date
from weblog.posts.metadata import unique_names

ENDINGS = (".txt", ".rst")
UTC_ZONE, WEST = ZoneInfo("UTC"), ZoneInfo("Etc/GMT+5")
"""Two zones: what is the same moment in both tells its offset."""
LARGEST = 5_000_000
"""Bytes of a file that may be a post."""
DAY = re.compile(r"(?:^|/)(?P<year>\d{4})/(?P<month>\d{1,2})/(?P<day>\d{1,2})/(?P<name>[^/]+)$")


def files_below(folder: Path, endings: tuple[str, ...] = ENDINGS, /) -> list[str]:
    """The files of a folder that may be posts, relative to it, in order; not those behind links, nor hidden ones."""
    found = []
    for path, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith((".", "_")) and name != "node_modules"]
        below = Path(path).relative_to(folder).as_posix()
        files = (name for name in names if name.endswith(endings) and Path(path, name).is_file())
        found += [name if below == "." else f"{below}/{name}" for name in files]
    return sorted(found)


def lines_of(folder: Path, path: str, /) -> list[str] | Note:
    """The lines of a file, or why it can't be read."""
    file = folder / path
    try:
        if file.stat().st_size > LARGEST:
            return Note(file=path, line=1, message="the file is too large for a post: it is left out")
        raw = file.read_bytes()
    except OSError as error:
        return Note(file=path, line=1, message=f"the file can't be read: {error.strerror}")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        message = "the file isn't UTF-8, so it is left out: save it as UTF-8, and import it then"
        return Note(file=path, line=line, message=message)
    return text.replace("\r\n", "\n").replace("\r", "\n").expandtabs(8).split("\n")


def title_text(markup: str, /) -> str:
    """The text of a title as it is written."""
    if not re.search(r"[\\*`|_]", markup):
        return markup
    found = doctrees.rest(f"{markup}\n{'=' * (2 * len(markup) + 4)}\n")
    return next((node.astext() for node in found.findall(nodes.title)), markup)


def moment_of(text: str, /) -> datetime | None:
    """The moment that a text tells: aware if it tells an offset, else by the clock of whoever wrote it."""
    written = re.sub(r"\s*(?:UTC|GMT)?\s*([+-]\d\d:?\d\d)$", r"\1", text.strip())
    written = re.sub(r"\s*(?:UTC|GMT|Z)$", "+00:00", written)
    found, other = (parse_date(written, zone) for zone in (UTC_ZONE, WEST))
    if not isinstance(found, datetime) or not isinstance(other, datetime):
        return None
    return found if found == other else found.replace(tzinfo=None)


def names_in(text: str, /, *, or_spaces: bool = False) -> tuple[str, ...]:
    """Names with commas or semicolons between them, or only spaces where a weblog allows that."""
    parts = re.split(r"[,;]", text) if not or_spaces or re.search(r"[,;]", text) else text.split()
    return tuple(unique_names(parts))
