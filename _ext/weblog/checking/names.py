"""Tags that nobody has planned, events that may be one, posts among the drafts that are none.

Owns: what is said of the names that posts and events have. Must not: know Sphinx, read files. In: what the environment
holds, `tags.yml`. Out: findings.
"""

from __future__ import annotations

import re
from itertools import combinations
from typing import TYPE_CHECKING

from weblog.checking.finding import Finding, Subject
from weblog.posts.metadata import did_you_mean
from weblog.posts.tags_file import NAME as TAGS_FILE
from weblog.talks.names import fold, nearness_keys

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from weblog.posts.model import PostData
    from weblog.posts.tags_file import TagsFile
    from weblog.talks.model import EventData

    PathOf = Callable[[str], str]
    """Document -> its file, as seen from the source."""

DRAFTS = "drafts"
"""The folder in which posts wait for their date."""
NUMBER = re.compile(r"\d+")


def unknown_tags(posts: Iterable[PostData], tags: TagsFile, place_of: PathOf, /) -> Iterator[Finding]:
    """The tags that tags.yml doesn't know; each is told at its first post."""
    told = set()
    for post in posts:
        for tag in post["tags"] if tags.tags else ():
            if tag not in tags.tags and tag not in told:
                told.add(tag)
                names = {name for known in tags.tags.values() for name in (known.name, *known.other_names)}
                near = did_you_mean(tag, names, f"; add it, or take one of its {len(tags.tags)}")
                message = f'the tag "{tag}" isn\'t in {TAGS_FILE}{near}'
                yield Finding(subject=Subject.TAGS, place=place_of(post["docname"]), line=post["line"], message=message)


def dated_drafts(posts: Iterable[PostData], place_of: PathOf, /) -> Iterator[Finding]:
    """The posts that are published from the folder of drafts, at an address that will have its name for ever."""
    for post in posts:
        folders = post["docname"].split("/")[:-1]
        if DRAFTS in folders and post["date"]:
            day = f"{post['date']:%Y/%m/%d}"
            message = (
                f'this post has a date, so that it is published, below "{"/".join(folders)}": move it to a folder like '
                f"posts/{day}, or take the date out"
            )
            yield Finding(
                subject=Subject.TEXTS,
                place=place_of(post["docname"]),
                line=post["line"],
                message=message,
                is_mistake=True,
            )


def near_events(events: Sequence[EventData], place_of: PathOf, /) -> Iterator[Finding]:
    """Events, and series of them, whose names differ in one letter or an accent; numbers are years, and count.

    Of two with one name and other days each is an event of its own, for meetups have one name for ever.
    """
    for one, other in _near([(event["title"], event) for event in events]):
        if fold(one["title"]) != fold(other["title"]) or _may_be_at_once(one, other):
            yield _near_event(
                other,
                f'the event "{other["title"]}" is nearly "{one["title"]}" ({place_of(one["docname"])})'
                f": if they are one, put the two files together; if not, give one a name of its own",
                place_of,
            )
    series: dict[str, EventData] = {}
    for event in events:
        if event["series"]:
            series.setdefault(event["series"].casefold(), event)
    for one, other in _near([(event["series"], event) for event in series.values()]):
        yield _near_event(
            other,
            f'the series "{other["series"]}" is nearly "{one["series"]}" ({place_of(one["docname"])}): '
            "write it in one way if it is one",
            place_of,
        )


def _near_event(event: EventData, message: str, place_of: PathOf) -> Finding:
    return Finding(subject=Subject.NAMES, place=place_of(event["docname"]), line=event["line"], message=message)


def _near(named: Iterable[tuple[str, EventData]]) -> Iterator[tuple[EventData, EventData]]:
    """Pairs whose names are nearly one, each once, in the order in which they come."""
    alike: dict[object, list[EventData]] = {}
    for name, event in named:
        numbers = tuple(NUMBER.findall(name))
        for key in nearness_keys(fold(NUMBER.sub(" ", name))):
            alike.setdefault((key, numbers), []).append(event)
    pairs = {
        (one["docname"], other["docname"]): (one, other)
        for found in alike.values()
        for one, other in combinations(found, 2)
    }
    yield from pairs.values()


def _may_be_at_once(one: EventData, other: EventData) -> bool:
    return not (one["first"] and other["first"]) or one["first"] == other["first"]
