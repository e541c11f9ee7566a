"""What a talk, an event and a speaker are: the values, and how they are ordered.

Owns: the shapes that the environment stores and the values that are made of them. Must not: know Sphinx, docutils,
which talks there are. In: what `options` has read. Out: frozen values that `programme` puts together.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from math import inf
from typing import TYPE_CHECKING, TypedDict

from sphinx_rebuild.digests import Digested
from weblog.posts.words import later
from weblog.talks.names import fold

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from weblog.posts.model import Excerpt

TALK_KINDS = {
    "talk": (later("a talk"), later("talk")),
    "keynote": (later("a keynote"), later("keynote")),
    "lightning": (later("a lightning talk"), later("lightning talk")),
    "tutorial": (later("a tutorial"), later("tutorial")),
    "panel": (later("a panel"), later("panel")),
}
"""The kinds of talk, those of `names`, and how a sentence and a list call them."""
MATERIALS = {"slides": later("Slides"), "video": later("Video"), "code": later("Code")}
"""What a talk can have an address of, beside its summary, and how readers know it."""

ID_ON_GENERATED_PAGES = "speaker"
"""The id of what a generated page has on top."""
EVENTS, SPEAKERS, TALKS = "events", "speakers", "talks"
"""The overviews' page names; a speaker without a page of the author's has one below the second of them."""


class EventData(TypedDict):
    """One {event} as the environment stores it."""

    docname: str
    top: str  # the id of the page's first section
    line: int
    title: str
    first: date | None
    last: date | None  # the same as `first` where the event has one day
    place: str
    url: str
    series: str
    other_names: list[str]


class TalkData(TypedDict):
    """One {talk} as the environment stores it; what is told by headings and by the event is found out later."""

    docname: str
    top: str  # the id of its own section, whether that is the page or not
    section: str  # the id of its own section; "" where that is the page
    sections: list[str]  # the ids of the sections around it, its own first
    line: int
    id: str  # "" for one that goes by its page's or section's name
    heading: str
    title: str  # "" where the heading tells it
    speakers: list[str] | None  # None where the heading tells them
    event: str  # "" for none
    day: date | None
    time: time | None
    kind: str
    materials: dict[str, str]  # of MATERIALS -> address
    excerpt: Excerpt | None  # its first words; None where the page is its section, and its post has them


class SpeakerData(TypedDict):
    """One {speaker} as the environment stores it."""

    docname: str
    top: str
    line: int
    name: str
    other_names: list[str]
    links: list[tuple[str, str]]  # text and address
    family_name: str  # "" where it is the name's last word


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """A conference or a meetup. Its id is its file's name."""

    id: str
    docname: str
    top: str  # the id of the page's first section
    line: int
    title: str
    first: date | None
    last: date | None
    place: str
    url: str
    series: str
    other_names: tuple[str, ...]

    @property
    def is_online(self) -> bool:
        """True for an event that took place nowhere."""
        return self.place.casefold() == "online"


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """A person who gave a talk, under one name. `pagename` is a page of the author's or a generated one."""

    name: str
    slug: str
    pagename: str
    docname: str  # of the author's page; "" where there is none
    top: str
    line: int
    other_names: tuple[str, ...]
    links: tuple[tuple[str, str], ...]
    family_name: str

    @property
    def letter(self) -> str:
        """The letter of the alphabet under which the speaker is found; "#" for what isn't a letter."""
        first = fold(self.family_name)[:1].upper()
        return first if first.isalpha() else "#"

    @property
    def sort_key(self) -> tuple[str, str, str]:
        """A sort key: by family name, what isn't a letter last."""
        return (self.letter if self.letter != "#" else "\U0010ffff", fold(self.family_name), fold(self.name))


@dataclass(frozen=True, kw_only=True, repr=False)
class Talk(Digested):
    """One talk at one event, as it is summarised in a page or a section of it."""

    id: str  # unique
    docname: str
    section: str  # "" where it is the page's subject
    top: str
    line: int
    title: str
    heading: str  # that above it, without the event and the speakers; the title, unless an option tells that
    speakers: tuple[Speaker, ...]
    event: Event | None
    start: datetime | None  # aware
    day: date | None
    published: datetime | None  # the moment of its post
    kind: str
    materials: Mapping[str, str]
    unpublished_as: str  # "Draft" or "Scheduled" in a preview

    @property
    def anchor(self) -> str:
        """What follows the page's address."""
        return f"#{self.section}" if self.section else ""

    @property
    def sort_key(self) -> tuple[date, float, float, str, int]:
        """A sort key: by day, start, post and line. What isn't known comes last.

        A talk without a start stands where its post would, if that is of the same day and tells a time.
        """
        post = self.published
        published = post.timestamp() if post else inf
        is_told = post is not None and post.date() == self.day and post.time() != time.min
        start = self.start.timestamp() if self.start else published if is_told else inf
        return (self.day or date.max, start, published, self.docname, self.line)
