"""Posts of a site with ablog: a `{post}`, or fields at the top of the file, in reStructuredText or Markdown.

Owns: where such posts tell date, tags and the like. Must not: write. In: the folder of conf.py. Out: old posts, by the
paths of their files.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from weblog.importing import reading_rest, rest_text, sphinx_weblog
from weblog.importing.model import Kind, Note, OldPost
from weblog.posts import metadata
from weblog.posts.post_options import OPTIONS, flag, names

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime

ENDINGS = (".rst", ".md", ".txt")
FENCE = re.compile(
    r"^(?P<fence>`{3,}|:{3,})\{post\}[ ]*(?P<argument>.*)\n(?P<inner>(?:.*\n)*?)(?P=fence)[ ]*$\n?", re.MULTILINE
)
FRONT = re.compile(r"\A---[ ]*\n.*?^(?:---|\.\.\.)[ ]*\n", re.MULTILINE | re.DOTALL)
DATED = re.compile(r"(?P<year>\d{4})[-_](?P<month>\d\d)[-_](?P<day>\d\d)[-_](?P<name>.+)")
"""A file's name that begins with a day."""
LISTS = {"tags", "author", "category"}
SETTINGS = """\
weblog_entry_ids = ("https://HOST/{page}.html", "DAY")  # blog_baseurl as it was, and then the page
weblog_redirects = {"BLOG/tag/{tag}": "LISTS/tag/{tag}", "BLOG/{year}": "LISTS/{year}"}  # BLOG: blog_path as it was"""


def fits(folder: Path, /) -> bool:
    """True for a folder in which files are posts by what is in them."""
    return folder.is_dir() and any(isinstance(found, OldPost) for found in read(folder))


def read(folder: Path, /) -> Iterator[OldPost | Note]:
    """The posts of a site."""
    for path in reading_rest.files_below(folder, ENDINGS):
        lines = reading_rest.lines_of(folder, path)
        if isinstance(lines, Note):
            yield lines
        elif found := (_markdown if path.endswith(".md") else _rest)(folder, path, lines):
            yield found


def _rest(folder: Path, path: str, lines: list[str]) -> OldPost | Note | None:
    body, found = rest_text.without_directives(lines, ("post",))
    if len(found) > 1:
        return Note(file=path, line=found[1].first + 1, message="the file holds several posts: take it over by hand")
    heading = rest_text.heading_of(body)
    options = dict(found[0].options) if found else {}
    date = found[0].argument if found else ""
    fields: Mapping[str, str] = {}
    for place in (0, heading.end if heading else 0):
        more, end = rest_text.fields_at(body, place)
        if more and (found or {"blogpost", "date", "tags"} & more.keys()):
            fields = {**fields, **more}
            body[place:end] = [rest_text.GONE if line.strip() else line for line in body[place:end]]
    if not found and not ({"blogpost", "date"} & fields.keys() or ("tags" in fields and DATED.match(Path(path).name))):
        return None
    if not found:
        options, date = dict(fields), fields.get("date", "")
    title = options.pop("title", "") or (reading_rest.title_text(heading.text) if heading else "")
    lead = found[0].content if found else ""
    return _post(folder, path, date, options, title, "\n".join(body), has_heading=bool(heading), lead=_dedented(lead))


def _markdown(folder: Path, path: str, lines: list[str]) -> OldPost | Note | None:
    text = "\n".join(lines)
    found = [*FENCE.finditer(text)]
    if len(found) > 1:
        line = text.count("\n", 0, found[1].start()) + 1
        return Note(file=path, line=line, message="the file holds several posts: take it over by hand")
    fields = metadata.fields_of(text, "markdown") or {}
    if not found and not metadata.is_post(fields, by_pattern=False):
        return None
    front = FRONT.match(text)
    body, date, lead, options = text, "", "", {}
    if found:
        inner = found[0]["inner"].split("\n")
        written = [rest_text.FIELD.match(line) for line in inner]
        options = {it["name"]: (it["value"] or "").strip("\"' ") for it in written if it}
        lead = "\n".join(line for line, it in zip(inner, written, strict=True) if not it).strip("\n")
        date, body = found[0]["argument"].strip(), text[: found[0].start()] + text[found[0].end() :]
    elif front:
        options = {name: _as_text(value) for name, value in fields.items()}
        date, body = metadata.written_date(fields.get("date")), text[front.end() :]
    heading = re.match(r"\s*#[ ]+(?P<title>.+?)[ #]*(?:\n|$)", body)
    title = options.pop("title", "") or (_without_marks(heading["title"]) if heading else "")
    return _post(folder, path, date, options, title, body, has_heading=heading is not None, lead=lead)


def _without_marks(heading: str) -> str:
    """The words of a heading, nearly: for a file's name, and to tell a talk."""
    return re.sub(r"\\(?=\W)|[*`]|!?\[|\]\([^)]*\)|\{\w+\}(?=`)", "", heading)


def _post(
    folder: Path, path: str, date: str, options: dict[str, str], title: str, body: str, *, has_heading: bool, lead: str
) -> OldPost:
    dated = DATED.match(Path(path).stem)
    moment: datetime | None = reading_rest.moment_of(date) if date else sphinx_weblog.day_of(path)
    if not moment and not date and dated:
        moment = reading_rest.moment_of("-".join(dated.group("year", "month", "day")))
    lists = {name: _names(options.get(name, "")) for name in LISTS}
    rest = {
        name: value or ("true" if OPTIONS[name] is flag else "")
        for name, value in options.items()
        if name in OPTIONS and name not in {*LISTS, "date", "blogpost"}
    }
    stem = Path(path).stem if Path(path).stem != "index" else Path(path).parent.name
    return OldPost(
        title=title,
        moment=moment,
        body=body,
        form="markdown" if path.endswith(".md") else "rest",
        file=path,
        name=stem,
        has_heading=has_heading,
        is_draft=moment is None or options.get("status", "").lower() == "draft",
        tags=lists["tags"],
        authors=lists["author"],
        category=lists["category"],
        address=sphinx_weblog.address_of(folder, path),
        folder=(folder / path).parent,
        options=rest,
        lead=lead,
    )


def _names(text: str) -> tuple[str, ...]:
    found = names(text)
    return tuple(found) if isinstance(found, list) else ()


def _as_text(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(str(part.get("name", "")) if isinstance(part, dict) else str(part) for part in value)
    return value if isinstance(value, str) else ""


def _dedented(text: str) -> str:
    lines = text.split("\n")
    margin = min((len(line) - len(line.lstrip()) for line in lines if line.strip()), default=0)
    return "\n".join(line[margin:] for line in lines)


KIND = Kind(name="ablog", what="a site with ablog", fits=fits, read=read, settings=SETTINGS)
