"""Feeds as those get them who follow them: each can be read, and its entries lead somewhere.

Owns: what is asked of an Atom feed or of JSON Feed. Must not: know how ours are made; other extensions make some, too.
In: a feed's bytes. Out: plain values that can be kept, and findings.
"""

from __future__ import annotations

import json
from collections import Counter
from datetime import datetime
from typing import TYPE_CHECKING, Any, TypedDict

from lxml import etree

from weblog.checking.finding import Finding, Subject

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Set

    from lxml.etree import _Element

    from weblog.checking.pages import PageFacts, Place

ATOM = "{http://www.w3.org/2005/Atom}"
MARKS = (b"<feed", b"<rss")
"""What tells a feed from another XML file."""
ENDINGS = (".xml", ".atom", ".rss", "feed.json")
"""Those of files that may be feeds."""
HEAD = 1024
"""Bytes in which the mark stands."""
TEXTS = ("title", "subtitle", "summary", "content")
"""The elements in which marks of HTML have to be escaped, unless they say "xhtml" (RFC 4287, section 3.1)."""


class FeedFacts(TypedDict):
    """What is kept of a feed."""

    problems: list[tuple[int, str]]  # line, sentence
    entries: list[tuple[int, str, str]]  # line, target as `PageFacts` has it or "", moment or ""


def is_feed(path: str, head: bytes, /) -> bool:
    """True for a file that feed readers are to read."""
    return path.endswith(ENDINGS) and (path.endswith(".json") or any(mark in head for mark in MARKS))


def read(content: bytes, path: str, place: Place, /) -> FeedFacts:
    """What a feed has, and what is wrong with it by itself."""
    return _json(content, place) if path.endswith(".json") else _atom(content, place)


def check(
    where: str, facts: FeedFacts, pages: Mapping[str, PageFacts], files: Set[str], now: datetime, /
) -> Iterator[Finding]:
    """The findings in one feed, which stands at `where`."""
    found = list(facts["problems"])
    for line, target, moment in facts["entries"]:
        path, _, fragment = target.partition("#")
        if path and (path not in files or (fragment and fragment not in pages.get(path, {"ids": [fragment]})["ids"])):
            found.append((line, f'an entry leads to "{target}", which there isn\'t'))
        if moment and _moment(moment, now) > now:
            found.append((line, f"an entry is of {moment}, which is still to come"))
    for line, message in found:
        yield Finding(subject=Subject.FEEDS, place=where, line=line, message=message, is_mistake=True)


def _moment(written: str, otherwise: datetime) -> datetime:
    moment = datetime.fromisoformat(written)
    return moment if moment.tzinfo else moment.replace(tzinfo=otherwise.tzinfo)


def _atom(content: bytes, place: Place) -> FeedFacts:
    try:
        feed = etree.fromstring(content, parser=etree.XMLParser(resolve_entities=False, huge_tree=True))
    except etree.XMLSyntaxError as error:
        return FeedFacts(problems=[(error.lineno or 1, f"this is no XML: {error.msg}")], entries=[])
    facts = FeedFacts(problems=[], entries=[])
    if feed.tag != f"{ATOM}feed":
        return facts  # RSS, which none of ours is
    for element in (feed, *feed.iterfind(f"{ATOM}entry")):
        what = "the feed" if element is feed else "an entry"
        for name in ("id", "title", "updated"):
            if not (element.findtext(f"{ATOM}{name}") or "").strip():
                facts["problems"].append((_line(element), f"{what} has no {name}"))
        for name in TEXTS:
            text = element.find(f"{ATOM}{name}")
            if text is not None and len(text) and text.get("type") != "xhtml":
                facts["problems"].append((_line(text), f"{what}'s {name} has elements that aren't escaped"))
        if element is not feed:
            link = element.find(f"{ATOM}link")
            target = place.resolve(link.get("href", ""), "index.html") if link is not None else ""
            facts["entries"].append((_line(element), target, _read_moment(element, facts)))
    ids = [(_line(entry), (entry.findtext(f"{ATOM}id") or "").strip()) for entry in feed.iterfind(f"{ATOM}entry")]
    facts["problems"] += _repeated(ids)
    return facts


def _read_moment(entry: _Element, facts: FeedFacts) -> str:
    """The later of an entry's moments; a mistake is noted."""
    found = []
    for name in ("updated", "published"):
        written = (entry.findtext(f"{ATOM}{name}") or "").strip()
        try:
            found += [datetime.fromisoformat(written).isoformat()] if written else []
        except ValueError:
            facts["problems"].append((_line(entry), f'"{written}" is no moment'))
    return max(found, default="")


def _json(content: bytes, place: Place) -> FeedFacts:
    try:
        feed: Any = json.loads(content)
        items = [(1, str(item["id"])) for item in feed["items"]]
        entries = [(1, place.resolve(str(item.get("url", "")), "index.html"), "") for item in feed["items"]]
    except (ValueError, LookupError, TypeError, AttributeError) as error:
        return FeedFacts(problems=[(1, f"this is no JSON Feed: {error!r}")], entries=[])
    return FeedFacts(problems=_repeated(items), entries=entries)


def _repeated(ids: list[tuple[int, str]]) -> list[tuple[int, str]]:
    counts = Counter(name for _, name in ids)
    lines = {name: line for line, name in reversed(ids)}
    return [(lines[name], f'{count} entries have the id "{name}"') for name, count in counts.items() if count > 1]


def _line(element: _Element) -> int:
    line: Any = element.sourceline
    return int(line or 1)
