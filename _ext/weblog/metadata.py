"""What an author typed, turned into values or into problems.

Owns: how a date, a list of names and the {post} directive at the top of a file are read. Must not: know Sphinx or
docutils, read files, look at the clock. In: text and the weblog's time zone. Out: values, or `Problem`s that say what
is wrong and what would be right.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from dateutil.parser import ParserError
from dateutil.parser import parse as parse_any_date

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from zoneinfo import ZoneInfo

FOLDER_DATE = re.compile(r"(?:^|/)(\d{4})/(\d{1,2})/(\d{1,2})/[^/]+$")
FENCE = re.compile(r"^ {0,3}(?P<fence>`{3,}|~{3,}|:{3,})\s*(?P<info>[^`]*?)\s*$")
POST_INFO = re.compile(r"^\{post\}\s*(?P<argument>.*)$")
POST_RST = re.compile(r"^\.\. post::[ \t]*(?P<argument>.*)$", re.MULTILINE)
FRONT_MATTER = re.compile(r"\A---[ \t]*\n(?P<body>.*?)^(?:---|\.\.\.)[ \t]*$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Problem:
    """One mistake: what is wrong and what would be right."""

    message: str


def parse_date(text: str, zone: ZoneInfo, /) -> datetime | Problem:
    """The moment that a written date stands for; a date without a time is midnight in the weblog's time zone.

    ISO 8601 first; then whatever names a day, a month and a year in English ("25 June 2020"), as ablog allows.
    """
    written = text.strip()
    problem = Problem(f'"{written}" is not a date; write it as 2020-06-25, or 2020-06-25 14:30 with a time of day')
    try:
        moment = datetime.fromisoformat(written)
    except ValueError:
        # dateutil fills what is missing from a default day: two defaults that give two dates show that it did.
        try:
            moment, other = (parse_any_date(written, default=datetime(year, 1, year - 1998)) for year in (1999, 2000))
        except (ParserError, OverflowError, TypeError, ValueError):
            return problem
        if moment != other or not re.search(r"\d{4}", written):
            return problem
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=zone)
    try:
        return moment.astimezone(zone)
    except OverflowError:
        return problem


def folder_date(docname: str, zone: ZoneInfo, /) -> datetime | None:
    """The day that the folders of a post tell: posts/2020/06/25/slug is of 25 June 2020."""
    match = FOLDER_DATE.search(docname)
    if not match:
        return None
    try:
        return datetime(int(match[1]), int(match[2]), int(match[3]), tzinfo=zone)
    except ValueError:
        return None


def post_date(written: str | None, docname: str, zone: ZoneInfo, /) -> tuple[datetime | None, Problem | None]:
    """A post's moment, from its directive or else its folder, and what is wrong about it; (None, None) for a draft."""
    from_folder = folder_date(docname, zone)
    if not written or not written.strip():
        return from_folder, None
    parsed = parse_date(written, zone)
    if isinstance(parsed, Problem):
        return from_folder, parsed
    if from_folder and parsed.date() != from_folder.date():
        said, told = parsed.date().isoformat(), from_folder.date().isoformat()
        folder = docname.rpartition("/")[0]
        return parsed, Problem(
            f"the post is dated {said}, but its folder {folder} says {told}: "
            f"move it to {re.sub(r'[0-9]+/[0-9]+/[0-9]+$', said.replace('-', '/'), folder)}, or correct the date"
        )
    return parsed, None


def names(values: Iterable[str], /) -> list[str]:
    """Names as they were listed, in their order, without empty ones and repetitions."""
    cleaned = (" ".join(value.split()) for value in values)
    return list(dict.fromkeys(value for value in cleaned if value))


def post_argument(text: str, suffix: str, /, *, by_pattern: bool = False) -> str | None:
    """The argument of a source file's {post} directive ("" if it has none); None if the file is no post.

    Reads the top level of the file alone, without a parser, so that a draft can be told before Sphinx reads it.
    Front matter with `blogpost` makes a post too, as in ablog; so does any where `by_pattern` (blog_post_pattern).
    """
    if front := FRONT_MATTER.match(text):
        fields = {
            key.strip(): value.strip().strip("\"'")
            for key, colon, value in (line.partition(":") for line in front["body"].splitlines())
            if colon
        }
        if by_pattern or "blogpost" in fields:
            return fields.get("date", "")
    if suffix == ".rst":
        directive = POST_RST.search(text)
        return directive["argument"].strip() if directive else None
    for info in _top_level_fences(text):
        if directive := POST_INFO.match(info):
            return directive["argument"].strip()
    return None


def _top_level_fences(text: str) -> Iterator[str]:
    """What stands behind the opening of each fence that isn't inside another one (CommonMark 0.31, section 4.5)."""
    open_fence = ""
    for line in text.splitlines():
        match = FENCE.match(line)
        if not match:
            continue
        fence = match["fence"]
        if not open_fence:
            open_fence = fence
            yield match["info"]
        elif fence[0] == open_fence[0] and len(fence) >= len(open_fence) and not match["info"]:
            open_fence = ""
