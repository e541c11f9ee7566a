"""What lists of events, talks and speakers ask for, and what they show: values.

Owns: the queries of the list directives, and the rows, cards and groups that answer them. Must not: know Sphinx, choose
anything. In: events, talks and speakers. Out: plain values of exactly what is shown.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sphinx_rebuild.digests import Digested
from weblog.posts.links import Link

if TYPE_CHECKING:
    from datetime import date, datetime

    from weblog.talks.model import Event, Speaker, Talk
    from weblog.talks.programme import Programme

ORDERS = ("newest", "oldest", "title")
"""How a list of talks can be ordered; one of an event is oldest first without being asked, others newest."""


@dataclass(frozen=True, kw_only=True, repr=False)
class TalkRow(Digested):
    """A talk as lists show it."""

    link: Link
    speakers: tuple[Link, ...]
    event: Link | None
    day: date | None
    start: datetime | None
    kind: str
    materials: tuple[tuple[str, str], ...]  # "slides" -> address
    unpublished_as: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EventCard:
    """An event as overviews show it."""

    link: Link
    first: date | None
    last: date | None
    place: str
    talks: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TalkGroup:
    """Part of an overview under a heading of its own: a year's events or talks, an event's talks, a letter's speakers.

    It has no heading where `title` is "".
    """

    title: str
    anchor: str = ""  # the id of its heading
    event: EventCard | None = None  # whose talks these are
    groups: tuple[TalkGroup, ...] = ()  # the parts of a year
    events: tuple[EventCard, ...] = ()
    rows: tuple[TalkRow, ...] = ()
    show: tuple[str, ...] = ()  # what of each row is new to the reader: day, start, speakers, event
    speakers: tuple[Link, ...] = ()

    @property
    def texts(self) -> list[str]:
        """The titles and names in it."""
        return [link.text for link in self.links]

    @property
    def links(self) -> tuple[Link, ...]:
        """The titles and names in it, and where they lead, where no more than that can be shown."""
        within = (link for group in self.groups for link in group.links)
        return (*within, *(card.link for card in self.events), *(row.link for row in self.rows), *self.speakers)

    @property
    def lines(self) -> int:
        """How many events, talks and speakers it lists."""
        return len(self.links)


@dataclass(frozen=True, slots=True, kw_only=True)
class TalkQuery:
    """What a {talks} directive asks for: the talks that fit all of it; by year and event where it asks for nothing."""

    event: str = ""
    speaker: str = ""
    tag: str = ""
    kind: str = ""
    year: int | None = None
    limit: int | None = None
    order: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EventQuery:
    """What an {events} directive asks for: all events by year, or those of a series."""

    series: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeakerQuery:
    """What a {speakers} directive asks for: all speakers from A to Z, or those of an event."""

    event: str = ""


def link_to_event(event: Event, /) -> Link:
    """A link to an event's page, with its title."""
    return Link(text=event.title, pagename=event.docname)


def link_to_speaker(speaker: Speaker, /) -> Link:
    """A link to a speaker's page, with their name."""
    return Link(text=speaker.name, pagename=speaker.pagename)


def link_to_talk(talk: Talk, /) -> Link:
    """A link to where a talk is summarised, with its title."""
    return Link(text=talk.title, pagename=talk.docname, anchor=talk.anchor)


def links_by_name(programme: Programme, /) -> dict[str, dict[str, Link]]:
    """Kind -> each name by which something can be referred to -> the link to it."""
    return {
        "event": {name: link_to_event(event) for name, event in programme.events_by_id.items()},
        "talk": {name: link_to_talk(talk) for name, talk in programme.talks_by_name.items()},
        "speaker": {name: link_to_speaker(speaker) for name, speaker in programme.speakers_by_name.items()},
    }
