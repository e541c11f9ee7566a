"""What an author typed about events, talks and speakers, turned into values or problems.

Owns: how the options of {event}, {talk} and {speaker} and the heading of a talk are read. Must not: know Sphinx or
docutils. In: text. Out: values, or `Problem`s that say what is wrong and what would be right.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time
from typing import TYPE_CHECKING

from weblog.posts.addresses import WEB, way_out
from weblog.posts.dates import Problem, parse_date
from weblog.posts.metadata import did_you_mean, unique_names
from weblog.talks.names import KINDS, SUFFIX, as_typed

if TYPE_CHECKING:
    from collections.abc import Iterable
    from zoneinfo import ZoneInfo

DASH = re.compile(r"\s+(?:-{1,3}|[\N{EN DASH}\N{EM DASH}])\s+|\s*[\N{EM DASH}\N{HORIZONTAL BAR}]{2}\s*")
"""What stands between a title and its speakers."""
SPAN = re.compile(r"\s+(?:to|until|till|[-\N{EN DASH}\N{EM DASH}])\s+|\s*(?:,|\band\b|&)\s*(?=\d{4}-)", re.IGNORECASE)
"""What stands between the first and the last day of an event."""
EITHER = re.compile(r"(?P<one>0?[1-9]|1[0-2])([/.-])(?P<other>0?[1-9]|1[0-2])\2\d{4}")
"""A day and a month in numbers, of which either may be the month."""
IN_SHORT = re.compile(
    r"(?P<before>\D*)(?P<first>\d{1,2})\s*(?:[-/&,\N{EN DASH}]|and)\s*(?P<last>\d{1,2})(?P<after>\D.*)"
)
"""Two days of one month: "25-27 June 2020", of which a reader of dates would take one for a year."""
AND = "(?:and|&|[+]|en|und|et|och|og|ve|és|и|\u0456|та|και|و|和|與|与|及|및)"
"""The word between the last two names, where it is no name itself."""
COMMAS = "\N{IDEOGRAPHIC COMMA};\N{FULLWIDTH COMMA}\N{FULLWIDTH SEMICOLON}"
PEOPLE = re.compile(
    rf"\s*,(?!\s*{SUFFIX.pattern}\s*(?:$|,|\s{AND}\s))\s*(?:{AND}\s+)?|\s+{AND}\s+|\s*[{COMMAS}]\s*", re.IGNORECASE
)
PEOPLE_OF_TWO_NAMES = re.compile(r"(?P<one>\S+\s+\S.*?)\s+(?:y|e|i|a|ja)\s+(?P<other>\S+\s+\S.*)")
"""Words that stand within names, too ("Ortega y Gasset"): between two names of several words they part them."""
PEOPLE_WITHOUT_SPACES = r"(?P<one>[\u3400-\u9fff]{2,4})[和與与及](?P<other>[\u3400-\u9fff]{2,4})"
"""Compiled when there is such a name: so many signs take 2 ms."""
QUOTED = re.compile('["\u201c\u201e]([^"\u201c\u201d]+)["\u201c\u201d]')
PEOPLE_AT_END = re.compile(rf"(?:{PEOPLE.pattern})$", re.IGNORECASE)
CLOCK = re.compile(r"(?P<hour>\d{1,2})[:.](?P<minute>\d\d)$")
TIME = re.compile(r"(?<![\d.])\d{1,2}[:.]\d\d(?![\d.])|\d\s*(?:[ap]m\b|h)|\dT\d", re.IGNORECASE)
LINK = re.compile(rf"(?:(?P<text>[^<>]*?)\s*<(?P<marked>{WEB.pattern})>|(?P<bare>{WEB.pattern}))")
WRITE_WHOLE = 'write it whole, "https://..."'
WRITE_DATES = 'write "2020-06-25", or "2020-06-25 to 2020-06-27" for several days'


def read_dates(text: str, zone: ZoneInfo, /) -> tuple[date, date] | Problem | None:
    """The first and the last day that `:dates:` tells; None if it tells nothing."""
    if not text.strip():
        return None
    days = []
    parts = SPAN.split(text.strip())
    if re.search(r"[^\W\d_]{3}", text) and (match := IN_SHORT.fullmatch(text.strip())):
        parts = [f"{match['before']}{day}{match['after']}" for day in (match["first"], match["last"])]
    elif len(parts) == 2 and (year := re.search(r"\b\d{4}$", parts[1])) and not re.search(r"\d{4}", parts[0]):
        parts[0] += f" {year[0]}"
    for part in parts:
        moment = parse_date(part, zone)
        either = EITHER.fullmatch(part.strip())
        is_unclear = len(re.findall(r"\d{4}", part)) > 1 or (either and int(either["one"]) != int(either["other"]))
        if isinstance(moment, Problem) or moment.date() == date.max or is_unclear:
            place = "" if re.search(r"\d", text) else f'; if it is a place, write ":place: {text.strip()}"'
            return Problem(f'":dates: {text.strip()}" can\'t be read as days: {WRITE_DATES}{place}')
        days.append(moment.date())
    if len(days) > 2:
        return Problem(f'":dates: {text.strip()}" names more than a first and a last day: {WRITE_DATES}')
    if days[-1] < days[0]:
        return Problem(f'":dates: {text.strip()}" ends before it begins: {WRITE_DATES}')
    return days[0], days[-1]


def read_place(text: str, zone: ZoneInfo, /) -> str | Problem:
    """Where an event takes place."""
    written = " ".join(text.split())
    if re.search(r"\d{4}", written) and not isinstance(parse_date(written, zone), Problem):
        return Problem(
            f'":place: {written}" is a date; write it as ":dates: {written}", and as place a town or "online"'
        )
    return written


def read_start(text: str, zone: ZoneInfo, /) -> tuple[date | None, time | None] | Problem:
    """The day and the time that `:start:` tells; a time alone is of the event's day."""
    written = text.strip()
    if not written:
        return None, None
    if match := CLOCK.match(written):
        try:
            return None, time(int(match["hour"]), int(match["minute"]))
        except ValueError:
            moment: datetime | Problem = Problem("")
    else:
        moment = parse_date(written, zone)
    if isinstance(moment, Problem):
        return Problem(
            f'":start: {written}" is no time: write "14:30", or "2020-06-25 14:30" where an event has more days'
        )
    return moment.date(), moment.time() if TIME.search(written) else None


def read_kind(text: str, /) -> str | Problem:
    """Which of the kinds of talk it is."""
    written = text.strip().casefold() or "talk"
    if written in KINDS:
        return written
    return Problem(f'":kind: {text.strip()}" is none of {", ".join(KINDS)}{did_you_mean(written, KINDS)}')


def read_address(option: str, text: str, /) -> str | Problem:
    """A whole address on the web; "" for none."""
    written = text.strip()
    if not written or WEB.fullmatch(written):
        return written
    return Problem(f'":{option}: {written}" is no address: {way_out(written, WRITE_WHOLE)}')


def read_links(text: str, /) -> tuple[list[tuple[str, str]], Problem | None]:
    """Addresses, one a line or with commas between them, each perhaps with a text: "Weblog <https://...>"."""
    found = []
    for part in re.split(r"\s*(?:\n|,\s+)\s*", text.strip().rstrip(",")):
        match = LINK.fullmatch(part)
        if match:
            url = match["marked"] or match["bare"]
            found.append((match["text"] or re.sub(r"^https?://(?:www\.)?|/$", "", url), url))
        elif part:
            typed = re.search(r"<([^<>]*)>$", part)
            instead = way_out(typed[1] if typed else part, 'write "https://..." or "Weblog <https://...>"')
            return found, Problem(f'":links: {part}" is no address: {instead}')
    return found, None


def split_people(text: str, /) -> list[str]:
    """Names with commas or "and" between them, in any language whose word for it is no part of names.

    A name in quotes stays whole. Quotes within a name, as around a nickname, are part of it.
    """
    parts: list[str] = []
    for piece in _outside_quotes(text.strip()):
        if quoted := QUOTED.fullmatch(piece):
            parts.append(quoted[1])
            continue
        for part in PEOPLE.split(piece):
            pair = PEOPLE_OF_TWO_NAMES.fullmatch(part)
            if not pair and not part.isascii():
                pair = re.fullmatch(PEOPLE_WITHOUT_SPACES, part)
            parts += [pair["one"], pair["other"]] if pair else [part]
    return unique_names(parts)


def _outside_quotes(text: str) -> list[str]:
    """A text in pieces: names in quotes that have nothing but a comma or "and" beside them, and what lies between."""
    pieces, begin = [], 0
    for quoted in QUOTED.finditer(text):
        before, after = text[begin : quoted.start()], text[quoted.end() :]
        if (not before.strip() or PEOPLE_AT_END.search(before)) and (not after.strip() or PEOPLE.match(after)):
            pieces += [PEOPLE_AT_END.sub("", before), quoted[0]]
            parting = PEOPLE.match(after)
            begin = quoted.end() + (parting.end() if parting else 0)
    return [piece for piece in (*pieces, text[begin:]) if piece.strip()]


def split_names(text: str, /) -> list[str]:
    """Names with commas or semicolons between them, or one a line."""
    return unique_names(re.split(r"[,;\n]", text))


def split_heading(
    heading: str, event_names: Iterable[str], told: list[str] | None, own_title: str = "", /
) -> tuple[str, list[str]]:
    """The title and the speakers that a talk's heading tells: "Event: the title - Ada Example and Bo Sample".

    `event_names` are all that the event goes by. `told` are speakers that an option names; then what follows the last
    dash belongs to the title, unless it is they. So it does where an option tells that very title, `own_title`.
    """
    title, speakers = " ".join(heading.split()), told or []
    dashes = list(DASH.finditer(title))
    if dashes and not (
        DASH.search(own_title) and re.search(rf"(?:^|\s){re.escape(as_typed(own_title))}$", as_typed(title))
    ):
        after = split_people(title[dashes[-1].end() :])
        if told is None or set(map(as_typed, after)) <= set(map(as_typed, told)):
            speakers = told if told is not None else after
            title = title[: dashes[-1].start()]
    for name in sorted(event_names, key=len, reverse=True):
        rest = _after(name, title).lstrip()
        if rest.startswith(":") and rest[1:].strip():
            title = rest[1:].strip()
            if title.split()[0].islower():
                title = title[0].upper() + title[1:]
            break
    return title, speakers


def _after(name: str, title: str) -> str:
    """What follows a name at the beginning of a title; nothing if it isn't there."""
    typed, wanted = as_typed(title), as_typed(name)
    if typed[: len(wanted)].casefold() != wanted.casefold():
        return ""
    if typed == title:
        return title[len(wanted) :]
    return next((title[end:] for end in range(len(title) + 1) if len(as_typed(title[:end])) >= len(wanted)), "")
