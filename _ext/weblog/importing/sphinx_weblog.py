"""A weblog made of Sphinx and a script: `weblog/2020/06/25/name.txt`, whose folder is its day, with `.. tags::` in it.

Owns: which files of such a folder are posts, their days, their order, their addresses. Must not: write. In: the folder.
Out: old posts, oldest first.

`index.txt` in each folder and `tags/*.txt` are made by the script, and are no posts.
"""

from __future__ import annotations

from datetime import datetime
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from weblog.importing import reading_rest, rest_text
from weblog.importing.model import Kind, Note, OldPost

if TYPE_CHECKING:
    from collections.abc import Iterator

SETTINGS = """\
weblog_entry_ids = ("http://HOST/{page}.html", "DAY")  # if that was their form, http or https
weblog_redirects = {
    "PATH/index": "LISTS",
    "PATH/tags/index": "LISTS/tag",
    "PATH/tags/{tag}": "LISTS/tag/{tag}",
    "PATH/{year}/index": "LISTS/{year}",
    "PATH/{year}/{month}/index": "LISTS/{year}/{month}",
    "PATH/{year}/{month}/{day}/index": "LISTS/{year}/{month}",
}
# A feed keeps its readers: weblog_feeds["python"] = {"tags": [...], "any": True, "path": "PATH/pythonfeed.xml",
#     "id": "...", "length": 10}, with the <id> that it had"""


def site_of(folder: Path, /) -> Path:
    """The folder that addresses are relative to: that of conf.py, which may be above or in `source`."""
    for found in (folder, folder / "source", folder / "docs/source", folder / "docs", *folder.resolve().parents[:2]):
        if (found / "conf.py").is_file():
            return found
    return folder


def posts_below(folder: Path, /) -> list[str]:
    """The files that are posts by their folders, by day and name."""
    days = ((path, reading_rest.DAY.search(path)) for path in reading_rest.files_below(folder))
    found = [(path, day) for path, day in days if day and Path(path).stem != "index"]
    return [path for path, day in sorted(found, key=lambda it: (*map(int, it[1].groups()[:3]), it[0]))]


def fits(folder: Path, /) -> bool:
    """True for a folder with such posts."""
    return folder.is_dir() and bool(posts_below(folder))


def day_of(path: str, /) -> datetime | None:
    """The day that a post's folders tell."""
    found = reading_rest.DAY.search(path)
    try:
        return datetime(*map(int, found.groups()[:3])) if found else None  # type: ignore[arg-type]
    except ValueError:
        return None


def address_of(folder: Path, path: str, /) -> str:
    """The old address of a file's page, from the site's first page, without ending."""
    site = site_of(folder).resolve()
    file = (folder.resolve() / path).with_suffix("")
    return file.relative_to(site).as_posix() if file.is_relative_to(site) else Path(path).with_suffix("").as_posix()


def read(folder: Path, /) -> Iterator[OldPost | Note]:
    """The posts of a folder. Those of one day have a minute each, in the order of their names."""
    for day, group in groupby(posts_below(folder), key=day_of):
        paths = list(group)
        for number, path in enumerate(paths, start=1):
            if day is None:
                yield Note(file=path, line=1, message="its folder is no day: it is left out")
            else:
                moment = day.replace(hour=number // 60, minute=number % 60) if len(paths) > 1 else day
                yield _post(folder, path, moment)


def _post(folder: Path, path: str, moment: datetime) -> OldPost | Note:
    lines = reading_rest.lines_of(folder, path)
    if isinstance(lines, Note):
        return lines
    heading = rest_text.heading_of(lines)
    body, found = rest_text.without_directives(lines, ("tags",))
    first = next((line.strip() for line in lines if line.strip()), "")
    written = " ".join(part for tags in found[:1] for part in (tags.argument, tags.content) if part)
    return OldPost(
        title=reading_rest.title_text(heading.text if heading else first),
        moment=moment,
        body="\n".join(body),
        form="rest",
        file=path,
        name=Path(path).stem,
        has_heading=heading is not None,
        tags=reading_rest.names_in(written, or_spaces=True),
        address=address_of(folder, path),
        folder=(folder / path).parent,
    )


KIND = Kind(
    name="sphinx",
    what="a weblog of Sphinx, in folders YYYY/MM/DD",
    fits=fits,
    read=read,
    settings=SETTINGS,
)
