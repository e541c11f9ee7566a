"""Posts of Nikola: `.. title:`, `.. slug:`, `.. date:` at the top, or in a file beside it, or front matter in YAML.

Owns: where such posts tell what, and their addresses by Nikola's conf.py, which isn't run. Must not: write. In: the
folder of conf.py, or that of posts. Out: old posts, by the paths of their files.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from weblog.importing import reading_rest, rest_text
from weblog.importing.model import Kind, Note, OldPost
from weblog.importing.moves import BY_NAME
from weblog.posts import metadata
from weblog.posts.mistake import MistakeError
from weblog.posts.model import slug
from weblog.site.sources import Sources

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

FORMS = {".rst": "rest", ".txt": "rest", ".md": "markdown", ".html": "html"}
LINE = re.compile(r"\.\. (?P<name>[a-z_]+):(?!:)[ \t]*(?P<value>.*)$")
MARK = re.compile(r"^\.\. (?:slug|date):[ \t]*\S", re.MULTILINE)
FRONT = re.compile(r"\A---[ ]*\n.*?^---[ ]*\n", re.MULTILINE | re.DOTALL)
META = ("title", "slug", "date", "tags", "link", "description")
"""What the lines of an old `.meta` file are."""
SETTINGS = """\
weblog_entry_ids = ("https://HOST/{page}/", "DAY")  # SITE_URL as it was; without PRETTY_URLS "{page}.html"
weblog_redirects = {"categories/{tag}/index": "LISTS/tag/{tag}"}"""


def fits(folder: Path, /) -> bool:
    """True for a folder with such posts."""
    if not folder.is_dir():
        return False
    found = (reading_rest.lines_of(folder, path) for path in reading_rest.files_below(folder, tuple(FORMS)))
    return any(MARK.search("\n".join(lines[:20])) for lines in found if isinstance(lines, list))


def read(folder: Path, /) -> Iterator[OldPost | Note]:
    """The posts of a site; of its pages, and of files that tell nothing, none."""
    pretty, places = _settings(folder)
    for path in reading_rest.files_below(folder, tuple(FORMS)):
        lines = reading_rest.lines_of(folder, path)
        if isinstance(lines, Note):
            yield lines
            continue
        told, end = _told(folder, path, lines)
        is_below = not places or any(path.startswith(f"{place}/") for place in places)
        if is_below and {"title", "date"} <= told.keys() and told.get("type", "text") != "page":
            yield _post(folder, path, lines, told, end, pretty=pretty, places=places)


def _settings(folder: Path) -> tuple[bool, Mapping[str, str]]:
    """Whether pages are folders, and the folders of posts with those of their pages."""
    try:
        site = Sources(folder)
        posts = site.setting("POSTS", ())
        pretty = site.setting("PRETTY_URLS", True)
    except MistakeError:
        return True, {}
    pairs = [entry[:2] for entry in posts if isinstance(entry, tuple)] if isinstance(posts, tuple) else []
    return bool(pretty), {str(pattern).rpartition("/*")[0]: str(target).strip("/") for pattern, target in pairs}


def _told(folder: Path, path: str, lines: list[str]) -> tuple[dict[str, str], int]:
    """What a file tells of itself, and the number of the first line of its body, from 0 on."""
    told: dict[str, str] = {}
    number = 0
    if front := FRONT.match("\n".join(lines)):
        found = metadata.fields_of("\n".join(lines), "markdown") or {}
        told = {str(name): _as_text(value) for name, value in found.items()}
        number = front[0].count("\n")
    for line in lines[number:]:
        if match := LINE.match(line.strip()):
            told[match["name"]] = match["value"].strip()
        elif line.strip() and line.strip() not in ("<!--", "-->"):
            break
        number += 1
    beside = (folder / path).with_suffix(".meta")
    if not told and beside.is_file():
        meta = reading_rest.lines_of(folder, Path(path).with_suffix(".meta").as_posix())
        if isinstance(meta, list):
            own = [LINE.match(line) for line in meta]
            told = {it["name"]: it["value"].strip() for it in own if it} or dict(zip(META, meta, strict=False))
            number = 0
    return told, number


def _as_text(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else value if isinstance(value, str) else ""


def _post(
    folder: Path,
    path: str,
    lines: list[str],
    told: dict[str, str],
    end: int,
    *,
    pretty: bool,
    places: Mapping[str, str],
) -> OldPost:
    tags = reading_rest.names_in(told.get("tags", ""))
    is_hidden = told.get("status", "") in ("draft", "private") or {"draft", "private"} & {*tags}
    name = told.get("slug") or slug(told["title"])
    place = max((it for it in places if path.startswith(f"{it}/")), key=len, default="")
    within = Path(path).parent.relative_to(place).as_posix() if place else Path(path).parent.as_posix()
    folders = [part for part in (places.get(place, ""), within) if part not in ("", ".")]
    moment = reading_rest.moment_of(told["date"])
    return OldPost(
        title=told["title"],
        moment=moment,
        updated=reading_rest.moment_of(told.get("updated", "")),
        body="\n".join([*[rest_text.GONE] * end, *lines[end:]])
        if FORMS[Path(path).suffix] == "rest"
        else "\n".join(lines[end:]),
        form=FORMS[Path(path).suffix],  # type: ignore[arg-type]
        file=path,
        line=1 if FORMS[Path(path).suffix] == "rest" else end + 1,
        name=name,
        is_draft=bool(is_hidden) or moment is None,
        tags=tuple(tag for tag in tags if tag not in ("draft", "private", "mathjax")),
        authors=reading_rest.names_in(told.get("author", "")),
        category=reading_rest.names_in(told.get("category", "")),
        address="/".join([*folders, name]) + ("/" if pretty else ""),
        names=(f"{BY_NAME}slug/{name}", f"{BY_NAME}filename/{path}"),
        entry_id=told.get("guid", ""),
        folder=(folder / path).parent,
    )


KIND = Kind(name="nikola", what="a weblog of Nikola", fits=fits, read=read, settings=SETTINGS)
