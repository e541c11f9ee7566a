"""Talks told from the titles of posts: "Sample Conference 2020: keeping secrets - Ada Example".

Owns: which titles tell one, and which event it is of. Must not: write. In: places, the weblog's own events. Out:
{talk}s by page name, files of new events.
"""

from __future__ import annotations

import re
from collections import defaultdict
from datetime import timedelta
from typing import TYPE_CHECKING

from weblog.posts.model import slug
from weblog.site import new_files
from weblog.talks.options import DASH, split_people

if TYPE_CHECKING:
    from collections.abc import Iterable

    from weblog.importing.moves import Place
    from weblog.site.sources import Sources

TITLE = re.compile(r"(?P<event>[^:]{3,70}?):\s+(?P<rest>\S.+)")
NAME = re.compile(r"(?:[\w.'’-]+ )*[^\W\d_a-z][\w.'’-]*(?: [\w.'’-]+){0,4}")
"""A person's: words of which one begins with a capital."""
APART = timedelta(days=10)
"""Two posts about one event are at most that long after each other."""


def told(found: Iterable[Place], sources: Sources, /) -> tuple[dict[str, str], dict[str, str]]:
    """Page name -> the id of the event of its talk; the files of events that aren't there yet."""
    by_name: dict[str, list[Place]] = defaultdict(list)
    for place in found:
        if place.post.moment and (event := event_of(place.post.title)):
            by_name[event].append(place)
    events: dict[str, str] = {}
    files: dict[str, str] = {}
    for name, talks in by_name.items():
        if known := sources.event(name):
            events |= {place.docname: known.id for place in talks}
            continue
        groups = list(_groups(talks))
        for group in groups:
            first, last = _days(group)
            is_one = len(groups) == 1
            identity = slug(name if is_one else f"{name} {first[:7]}")
            title = name if is_one else f"{name}, {first[:7]}"
            dates = first if first == last else f"{first} to {last}"
            events |= {place.docname: identity for place in group}
            options = {"dates": dates, "other-names": "" if is_one else name}
            text = f"# {new_files.escaped(title)}\n\n{new_files.directive(f'{sources.prefix}event', options)}"
            files[f"events/{identity}.md"] = text
    return events, files


def event_of(title: str, /) -> str:
    """The event that a title names before a talk and its speakers; "" if it names none."""
    match = TITLE.fullmatch(title)
    if not match:
        return ""
    parts = DASH.split(match["rest"])
    people = split_people(parts[-1]) if len(parts) > 1 else []
    return match["event"].strip() if people and all(NAME.fullmatch(name) for name in people) else ""


def _groups(talks: list[Place]) -> Iterable[list[Place]]:
    """The posts about one event, of those about events of one name."""
    group: list[Place] = []
    for place in sorted(talks, key=_moment):
        if group and _moment(place) - _moment(group[-1]) > APART.total_seconds():
            yield group
            group = []
        group.append(place)
    yield group


def _moment(place: Place) -> float:
    moment = place.post.moment
    return moment.replace(tzinfo=None).toordinal() * 86400.0 if moment else 0.0


def _days(group: list[Place]) -> tuple[str, str]:
    days = sorted(f"{place.post.moment:%Y-%m-%d}" for place in group)
    return days[0], days[-1]
