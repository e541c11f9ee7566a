"""Posts of Tinkerer: `2020/06/25/name.rst`, with `.. author::`, `.. categories::`, `.. tags::` at the end.

Owns: what these say. Must not: write. In: the folder of conf.py. Out: old posts, oldest first, then drafts.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from weblog.importing import reading_rest, rest_text, sphinx_weblog
from weblog.importing.model import Kind, Note, OldPost

if TYPE_CHECKING:
    from collections.abc import Iterator

DIRECTIVES = ("author", "categories", "tags", "comments")
MARK = re.compile(r"^\.\. (?:categories|comments|more)::", re.MULTILINE)
NOBODY = {"default", "none", ""}
DRAFTS = re.compile(r"(?:^|/)drafts/[^/]+$")
SETTINGS = """\
weblog_entry_ids = ("http://HOST/{page}.html", "DAY")  # `website` as it was, and then the page
weblog_redirects = {"tags/{tag}": "LISTS/tag/{tag}", "categories/{category}": "LISTS/category/{category}"}"""


def fits(folder: Path, /) -> bool:
    """True for a folder with such posts."""
    return folder.is_dir() and any(
        MARK.search("\n".join(lines)) if isinstance(lines := reading_rest.lines_of(folder, path), list) else False
        for path in _paths(folder)
    )


def _paths(folder: Path) -> list[str]:
    drafts = [path for path in reading_rest.files_below(folder) if DRAFTS.search(path)]
    return [*sphinx_weblog.posts_below(folder), *drafts]


def read(folder: Path, /) -> Iterator[OldPost | Note]:
    """The posts of a folder."""
    for path in _paths(folder):
        lines = reading_rest.lines_of(folder, path)
        yield lines if isinstance(lines, Note) else _post(folder, path, lines)


def _post(folder: Path, path: str, lines: list[str]) -> OldPost:
    body, found = rest_text.without_directives(lines, DIRECTIVES)
    told = {directive.name: directive.argument for directive in reversed(found)}
    heading = rest_text.heading_of(body)
    names = {
        name: tuple(it for it in reading_rest.names_in(told.get(name, "")) if it.lower() not in NOBODY)
        for name in ("author", "categories", "tags")
    }
    is_draft = bool(DRAFTS.search(path))
    return OldPost(
        title=reading_rest.title_text(heading.text) if heading else "",
        moment=sphinx_weblog.day_of(path),
        body="\n".join(body),
        form="rest",
        file=path,
        name=Path(path).stem,
        has_heading=heading is not None,
        is_draft=is_draft,
        tags=names["tags"],
        authors=tuple(re.sub(r"\s*<[^>]*>", "", name) for name in names["author"]),  # no addresses of mail
        category=names["categories"],
        address="" if is_draft else sphinx_weblog.address_of(folder, path),
        folder=(folder / path).parent,
    )


KIND = Kind(name="tinkerer", what="a weblog of Tinkerer", fits=fits, read=read, settings=SETTINGS)
