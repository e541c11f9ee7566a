"""Dates as authors write them, and as their folders tell them.

Owns: how a written date becomes a moment, and what is wrong with it. Must not: know the machine's zone or locale. In:
texts, the weblog's time zone and its form of dates. Out: aware moments, or a `Problem`.
"""

from __future__ import annotations

import re
import warnings
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

FOLDER_DATE = re.compile(r"(?:^|(?<=/))\d{4}/\d{1,2}/\d{1,2}(?=/)")
DEFAULTS = (datetime(1999, 1, 1), datetime(2000, 2, 20))
"""Two days of which year, month, day and day of the week differ."""
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
    # Here, since it takes as long to import as all that the author's commands need, which write ISO 8601.
    from dateutil.parser import ParserError, UnknownTimezoneWarning
    from dateutil.parser import parse as parse_any_date

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
