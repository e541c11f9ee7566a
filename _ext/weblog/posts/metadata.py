"""What an author typed, turned into values or into problems.

Owns: how a date, a list of names and the {post} directive at the top of a file are read. Must not: know Sphinx or
docutils, read files, look at the clock. In: text and the weblog's time zone. Out: values, or `Problem`s that say what
is wrong and what would be right.
"""

from __future__ import annotations

import json
import posixpath
import re
import warnings
from dataclasses import dataclass
from datetime import datetime
from difflib import get_close_matches
from typing import TYPE_CHECKING

import yaml
from dateutil.parser import ParserError, UnknownTimezoneWarning
from dateutil.parser import parse as parse_any_date

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from zoneinfo import ZoneInfo

FOLDER_DATE = re.compile(r"(?:^|(?<=/))\d{4}/\d{1,2}/\d{1,2}(?=/)")
FENCE = re.compile(r"^(?P<before>[\s>]*(?:[-*+]|\d+[.)])?\s*)(?P<fence>`{3,}|~{3,}|:{3,})\s*(?P<info>.*?)\s*$")
POST_INFO = re.compile(r"^\{post\}\s*(?P<argument>.*)$", re.IGNORECASE)
POST_RST = re.compile(
    r"^\.\.[ \t]+post[ \t]*::[ \t]*(?:\n[ \t]+)?(?P<argument>[^:\s].*)?$", re.MULTILINE | re.IGNORECASE
)
FRONT_MATTER = re.compile(r"\A---[ \t]*\n(?P<body>.*?)^(?:---|\.\.\.)[ \t]*$", re.MULTILINE | re.DOTALL)
COMMENT = re.compile(r"^ {0,3}<!--")
FIELD = re.compile(r"^:(?P<name>[^\s:][^:]*):(?:[ \t]+(?P<value>.*))?$")
COMMENT_RST = re.compile(r"^\.\.(?:[ \t]+(?!.*::)|$)")
"""A comment or a target, which may stand above the fields."""
OF_KERNELS = {"kernelspec", "language_info", "source_map"}
"""The metadata of a notebook that isn't its author's."""
DEFAULTS = (datetime(1999, 1, 1), datetime(2000, 2, 20))
"""Two days of which year, month, day and day of the week differ."""

RST = "restructuredtext"
NULL = {"", "null", "Null", "NULL", "~"}
"""How YAML writes that there is nothing."""
NO = {"false", "no", "off", "0", "null", "~"}
"""How YAML writes false, and what else stands for it."""
BIBLIOGRAPHIC = {"author": "author", "authors": "authors", "date": "date"}
"""Fields that docutils knows however they are capitalised; in other languages by other names."""
NUMBERS_ALONE = re.compile(r"\s*(?P<left>\d{1,2})[/.-](?P<right>\d{1,2})[/.-](?P<year>\d{4})\b")
"""A date that begins with the day or with the month, as its writer is used to."""
NAMED_PARTS = re.compile(r"%-?[aAbBpcxX]")
"""Parts of a date's format that hang on the machine's locale."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One mistake: what is wrong and what would be right."""

    message: str


def parse_date(text: str, zone: ZoneInfo, /, form: str = "") -> datetime | Problem:
    """The moment that a written date stands for; a date without a time is midnight in the weblog's time zone.

    ISO 8601 first; then the weblog's own `form` (post_date_format) where it is one of numbers; then whatever names a
    day, a month and a year in English ("25 June 2020"), as ablog allows.
    """
    written = text.strip()
    problem = Problem(f'"{written}" is not a date; write it as 2020-06-25, or 2020-06-25 14:30 with a time of day')
    moment = _parse_iso(written) or _parse_by_form(written, form) or _parse_words(written)
    if moment is None:
        return problem
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=zone)
    try:
        return moment.astimezone(zone)
    except (OverflowError, ValueError):
        return problem


def _parse_iso(written: str) -> datetime | None:
    try:
        return datetime.fromisoformat(written)
    except ValueError:
        return None


def _parse_by_form(written: str, form: str) -> datetime | None:
    plain = form.replace("%-", "%")
    if NAMED_PARTS.search(form) or not all(part in plain for part in ("%d", "%m", "%Y")):
        return None
    try:
        return datetime.strptime(written, plain)
    except (ValueError, re.error):
        return None


def _parse_words(written: str) -> datetime | None:
    """dateutil fills what is missing from a default day: two defaults that give two dates show that it did."""
    if not re.search(r"\d{4}", written):
        return None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", UnknownTimezoneWarning)
            found = {parse_any_date(written, default=default, tzinfos=_zone_by_offset) for default in DEFAULTS}
    except (ParserError, UnknownTimezoneWarning, OverflowError, TypeError, ValueError):
        return None
    # A number of two digits may have been taken for the year, as in "25-27 June 2020".
    return found.pop() if len(found) == 1 and all(f"{moment.year:04}" in written for moment in found) else None


def _two_readings(written: str, form: str) -> tuple[str, str] | None:
    """The two days that numbers may mean whose first one may be the day or the month; None where that is clear."""
    match = NUMBERS_ALONE.match(written)
    if match is None or _parse_by_form(written.strip(), form):
        return None
    left, right, year = int(match["left"]), int(match["right"]), match["year"]
    if left == right or not (1 <= left <= 12 and 1 <= right <= 12):
        return None
    return f"{year}-{left:02}-{right:02}", f"{year}-{right:02}-{left:02}"


def _zone_by_offset(name: str | None, offset: int | None) -> int | None:
    """The offset of a written zone, in seconds. A name alone ("EST") would mean what it means on this machine."""
    if offset is None and name not in (None, "UTC", "GMT", "Z"):
        raise ValueError(f"{name} is a name without an offset")
    return offset or 0 if name else offset


def folder_date(docname: str, zone: ZoneInfo, /) -> datetime | Problem | None:
    """The day that the folders of a post tell: posts/2020/06/25/slug is of 25 June 2020."""
    dates = list(FOLDER_DATE.finditer(docname))
    if not dates:
        return None
    year, month, day = map(int, dates[-1][0].split("/"))
    try:
        return datetime(year, month, day, tzinfo=zone)
    except ValueError:
        return Problem(f"the folder {dates[-1][0]} is no date; name it by year, month and day, as in 2020/06/25")


def post_date(
    written: str | None, docname: str, zone: ZoneInfo, /, form: str = ""
) -> tuple[datetime | None, Problem | None]:
    """A post's moment, from its directive or else its folder, and what is wrong about it; (None, None) for a draft."""
    told = folder_date(docname, zone)
    from_folder = told if isinstance(told, datetime) else None
    if not written or not written.strip():
        return (None, told) if isinstance(told, Problem) else (told, None)
    parsed = parse_date(written, zone, form)
    if isinstance(parsed, Problem):
        return from_folder, parsed
    if found := _two_readings(written, form):
        first, second = found
        return parsed, Problem(
            f'"{written.strip()}" may be {first} or {second}: write it as one of these, or say which in '
            'post_date_format, like "%d/%m/%Y"'
        )
    if from_folder and parsed.date() != from_folder.date():
        *_, match = FOLDER_DATE.finditer(docname)
        folder, there = docname[: match.end()], f"{docname[: match.start()]}{parsed:%Y/%m/%d}"
        return parsed, Problem(
            f"the post is dated {parsed:%Y-%m-%d}, but its folder {folder} says {from_folder:%Y-%m-%d}: "
            f"move it to {there}, or correct the date"
        )
    return parsed, None


def unique_names(values: Iterable[str], /) -> list[str]:
    """Names as they were listed, in their order, without empty ones and repetitions."""
    cleaned = (" ".join(value.split()) for value in values)
    return list(dict.fromkeys(value for value in cleaned if value))


def post_arguments(
    text: str, /, *, kind: str, by_pattern: bool = False, names: Mapping[str, str] = BIBLIOGRAPHIC
) -> list[str]:
    """The arguments of a source file's {post} directives, "" for one that has none; empty if the file is no post.

    Reads the top level of the file alone, without a parser, so that a draft can be told before Sphinx reads it.
    Front matter with `blogpost` makes a post too, as in ablog; so does any where `by_pattern` (blog_post_pattern).
    `kind` is Sphinx's name for what the file is written in; `names` are the names of fields that docutils knows.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if kind == RST:
        found = [*POST_RST.finditer(text)]
    else:
        found = [match for info in _top_level_fences(text) if (match := POST_INFO.match(info))]
    fields = fields_of(text, kind, names)
    if not found and fields is not None and is_post(fields, by_pattern=by_pattern):
        return [written_date(fields.get("date"))]
    return [(directive["argument"] or "").strip() for directive in found]


def written_date(value: object, /) -> str:
    """The date in a file's fields, as it is written there; "" for none."""
    if value is None or (isinstance(value, str) and value.strip() in NULL):
        return ""
    return value.strip() if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def is_post(fields: Mapping[str, object], /, *, by_pattern: bool) -> bool:
    """True for the fields of a file that is a post by them (`blogpost: true`), or by blog_post_pattern."""
    if str(fields.get("blogpost", "")).strip().lower() in NO:
        return False
    return by_pattern or "blogpost" in fields


def fields_of(text: str, kind: str, names: Mapping[str, str] = BIBLIOGRAPHIC, /) -> dict[str, object] | None:
    """The fields at the top of a source file, single values as text; None where there are none that can be read."""
    if text.lstrip().startswith("{") and kind != RST:
        text = notebook_as_markdown(text)
    found = _field_list(text) if kind == RST else _front_matter(text)
    if found is None:
        return None
    fields = {names.get(name.lower(), name): value for name, value in found.items()}
    if isinstance(written := fields.get("authors"), str) and ";" in written:  # as docutils separates them
        fields["authors"] = [name.strip() for name in written.split(";")]
    return {"author": fields["authors"], **fields} if "authors" in fields else fields


def notebook_as_markdown(text: str, /) -> str:
    """A Jupyter notebook's text, with its metadata as front matter; "" if the file is none."""
    try:
        notebook = json.loads(text)
        fields = {name: value for name, value in notebook["metadata"].items() if name not in OF_KERNELS}
        cells = ["".join(cell["source"]) for cell in notebook["cells"] if cell["cell_type"] == "markdown"]
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return ""  # whoever reads notebooks tells what is wrong with it
    head = [f"---\n{json.dumps(fields)}\n---"] if fields else []
    return "\n\n".join([*head, *cells])


def _front_matter(text: str) -> dict[str, object] | None:
    match = FRONT_MATTER.match(text)
    try:
        # All scalars as text: a date that can't be is told where it is looked at, not here.
        fields = yaml.load(match["body"], Loader=yaml.BaseLoader) if match else None
    except (yaml.YAMLError, ValueError, RecursionError):
        return None  # MyST tells what is wrong with it
    return {str(name): value for name, value in fields.items()} if isinstance(fields, dict) else None


def _field_list(text: str) -> dict[str, object] | None:
    """The fields at the very top of a reStructuredText file."""
    fields: dict[str, str] = {}
    name = ""
    for line in text.splitlines():
        if field := FIELD.match(line):
            name = field["name"]
            fields[name] = (field["value"] or "").strip()
        elif name and line[:1].isspace():
            fields[name] = f"{fields[name]} {line.strip()}".strip()
        elif line.strip() and (name or not (line[0].isspace() or COMMENT_RST.match(line))):
            break
    return {**fields} or None


def _top_level_fences(text: str) -> Iterator[str]:
    """What stands behind the opening of each fence that isn't inside another one (CommonMark 0.31, section 4.5)."""
    open_fence, in_comment = "", False
    for line in text.splitlines():
        if not open_fence and (in_comment or COMMENT.match(line)):
            in_comment = "-->" not in line
            continue
        match = FENCE.match(line)
        if not match or ("`" in match["fence"] and "`" in match["info"]):
            continue
        fence = match["fence"]
        if not open_fence:
            open_fence = fence
            if not match["before"].strip() and len(match["before"]) < 4:
                yield match["info"]
        elif fence[0] == open_fence[0] and len(fence) >= len(open_fence) and not match["info"]:
            open_fence = ""


def did_you_mean(name: str, known: Iterable[str], otherwise: str = "") -> str:
    """The end of a message: "; did you mean ...?", or `otherwise` where nothing is near.

    What a path's last part is like counts first: people misspell a name, or look in the wrong folder.
    """
    by_base = {posixpath.basename(candidate): candidate for candidate in sorted(known)}
    near = [by_base[base] for base in get_close_matches(posixpath.basename(name), sorted(by_base), n=1)]
    near = near or get_close_matches(name, sorted(known), n=1, cutoff=0.8)
    return f'; did you mean "{near[0]}"?' if near else otherwise
