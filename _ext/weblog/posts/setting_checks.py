"""What is wrong with the values of settings.

Owns: one check for each kind of value. Must not: know which setting has it. In: values of the right type. Out:
sentences, "" where nothing is wrong.
"""

from __future__ import annotations

import re
from datetime import datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from babel import Locale, UnknownLocaleError, localedata

from weblog.posts.addresses import meant

if TYPE_CHECKING:
    from collections.abc import Iterator


def check_zone(name: str, /) -> str:
    """What is wrong with the name of a time zone."""
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return f'"{name}" is not a time zone; take a name like "Europe/Amsterdam" or "UTC"'
    return ""


def check_moment(text: str, /) -> str:
    """What is wrong with a moment."""
    try:
        datetime.fromisoformat(text or "2020-06-25")
    except ValueError:
        return f'"{text}" is not a moment; write it like "2020-06-25 14:30"'
    return ""


def check_number(value: int | None, /) -> str:
    """What is wrong with a number of things."""
    return f"{value!r} is no number of posts; write one like 10" if isinstance(value, bool) or (value or 0) < 0 else ""


def check_navigation(entries: list[Any], /) -> str:
    """What is wrong with the entries of the sidebar's list."""
    wrong = [repr(entry) for entry in entries if not _is_in_navigation(entry)]
    hosts = [(entry[0], whole) for entry in entries if isinstance(entry, tuple) and (whole := meant(str(entry[-1])))]
    right = (
        'page names without an ending, like "about" or "weblog/tag", or a text and an address, like '
        f"{hosts[0] if hosts else ('Mastodon', 'https://mastodon.example/@ada')}"
    )
    return f"{', '.join(wrong)}: write {right}" if wrong else ""


def _is_in_navigation(entry: object) -> bool:
    if isinstance(entry, str):
        return not entry.endswith(".html")
    if not isinstance(entry, (tuple, list)) or len(entry) != 2 or not all(isinstance(part, str) for part in entry):
        return False
    return bool(re.fullmatch(r"(https?://|mailto:)\S+", entry[1]))


AUTHORITY = re.compile(r"([a-z0-9._-]+@)?[a-z0-9-]+(\.[a-z0-9-]+)*,\d{4}(-\d\d(-\d\d)?)?")
"""A tag URI's authority (RFC 4151, section 2.1): a domain or address that one had on a date, and that date."""


def check_authority(text: str, /) -> str:
    """What is wrong with who coins the ids of feeds."""
    if text and not AUTHORITY.fullmatch(text):
        return f'"{text}" is no domain and date; write it like "weblog.example.org,2026"'
    return ""


FEED_KEYS: dict[str, type] = {
    "title": str,
    "tags": list,
    "any": bool,
    "without": list,
    "language": str,
    "event": str,
    "summary": bool,
    "path": str,
    "id": str,
    "length": int,
}
IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}]+")
"""What the id of a feed or an entry looks like (RFC 4287, section 4.2.6)."""
FEED_PATH = re.compile(r"(?!sitemap\.xml$)[\w-][\w.-]*(/[\w-][\w.-]*)*\.xml")


def check_feeds(feeds: dict[Any, Any], /) -> str:
    """What is wrong with combinations of tags."""
    for name, wanted in feeds.items():
        if not isinstance(name, str) or not re.fullmatch(r"[a-z0-9][a-z0-9_.-]*", name):
            return f"{name!r} becomes part of an address: take small letters, digits and hyphens"
        if not isinstance(wanted, dict) or not wanted.keys() <= FEED_KEYS.keys():
            return f'"{name}" can say {", ".join(FEED_KEYS)}, each at most once'
        for key, value in wanted.items():
            kind = FEED_KEYS[key]
            if not isinstance(value, kind) or (
                isinstance(value, list) and not all(isinstance(tag, str) for tag in value)
            ):
                return f'"{name}": "{key}" must be a {"list of tags" if kind is list else kind.__name__}'
        if message := _check_feed(wanted):
            return f'"{name}": {message}'
    paths = [wanted["path"] for wanted in feeds.values() if "path" in wanted]
    for path in paths:
        if paths.count(path) > 1:
            return f'two of them have the path "{path}"; each needs its own'
    return ""


def _check_feed(wanted: dict[str, Any]) -> str:
    """What is wrong with the address, the id or the length of a feed."""
    path, identity, length = wanted.get("path", "x.xml"), wanted.get("id", "x:x"), wanted.get("length", 1)
    if not FEED_PATH.fullmatch(path):
        return f'"path" is a file\'s, from the site\'s first page, like "weblog/pythonfeed.xml", not "{path}"'
    if not IRI.fullmatch(identity):
        return f'"id" is copied whole from the feed that readers know, "urn:..." or "https://...", not "{identity}"'
    if isinstance(length, bool) or length < 1:
        return f'"length" is a number of posts, like 10, not {length!r}'
    return ""


def check_entry_ids(written: tuple[Any, ...], /) -> str:
    """What is wrong with the form of entries' ids, and the day before which posts have them."""
    right = 'write ("https://example.org/{page}.html", "2027-01-01")'
    if not written:
        return ""
    if len(written) != 2 or not all(isinstance(part, str) for part in written):
        return f"{written!r} is no form and day; {right}"
    form, day = written
    if "{page}" not in form or not IRI.fullmatch(form.replace("{page}", "x").replace("{date}", "2020-06-25")):
        return f'"{form}" makes no id of a "{{page}}"; {right}'
    try:
        datetime.strptime(day, "%Y-%m-%d")
    except ValueError:
        return f'"{day}" is no day; {right}'
    return ""


PLACES = ("year", "month", "day", "tag", "category", "author")
"""What may stand in braces in an old address: what posts have of their date, and their labels."""


def check_redirects(redirects: dict[Any, Any], /) -> str:
    """What is wrong with old addresses of lists, and the pages that they lead to."""
    for old, new in redirects.items():
        if not isinstance(old, str) or not isinstance(new, str):
            return f"{old!r}: {new!r}: both are page names, as texts"
        for name in (old, new):
            plain = re.sub(rf"\{{({'|'.join(PLACES)})\}}", "x", name)
            if not re.fullmatch(r"[^\s:?#\\{}/.][^\s:?#\\{}]*", plain) or "//" in plain or "/." in plain:
                places = ", ".join(f"{{{place}}}" for place in PLACES)
                return f'"{name}" is no page name, like "weblog/tags/{{tag}}" (in braces there may be {places})'
            if name.endswith((".html", "/")):
                return f'"{name}": write the page name, "{name.removesuffix(".html")}{"index" * name.endswith("/")}"'
        found = [set(re.findall(r"\{(\w+)\}", name)) for name in (old, new)]
        if not found[1] <= found[0]:
            return f'"{old}" doesn\'t tell the {{{min(found[1] - found[0])}}} of "{new}"'
    return ""


def check_patterns(patterns: list[Any], /) -> str:
    """What is wrong with patterns of page names."""
    wrong = [repr(pattern) for pattern in patterns if not isinstance(pattern, str)]
    return f'{", ".join(wrong)}: write page names like "weblog/2020" or "weblog/tag/*"' if wrong else ""


def check_language(language: object, /) -> Iterator[str]:
    """What is wrong with Sphinx's setting, which dates can't be told in then."""
    if not isinstance(language, str | None):
        yield f'language must be a str, not {type(language).__name__}; write it like "nl" or "pt_BR"'
        return
    try:
        Locale.parse(language or "en")
    except (ValueError, UnknownLocaleError):
        likely = (language or "").replace("-", "_")
        hint = f'; did you mean "{likely}"?' if localedata.exists(likely) and likely != language else ""
        yield f'language: "{language}" is no language of Babel\'s; write it like "nl" or "pt_BR"{hint}'
