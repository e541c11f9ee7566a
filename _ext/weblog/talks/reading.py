"""What a document says of events, talks and speakers, taken from the places of its directives.

Owns: where {event}, {talk} and {speaker} may stand, and what their headings mean. Must not: know other documents,
render anything. In: a doctree. Out: its `EventData`, `TalkData` and `SpeakerData`, and warnings.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from docutils import nodes

from weblog.posts.byline import heading_of, words_of
from weblog.posts.config import Subtype, warn
from weblog.posts.metadata import Problem
from weblog.talks import options as options_typed
from weblog.talks.directives import EventNode, Place, SpeakerNode, TalkNode
from weblog.talks.model import MATERIALS, EventData, SpeakerData, TalkData
from weblog.talks.options import listed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import date, time
    from zoneinfo import ZoneInfo

V = TypeVar("V")


def places_in(doctree: nodes.document, /) -> list[Place]:
    """All places of a document, from top to bottom, in one walk: few documents have any."""
    return list(doctree.findall(Place))


def events_of(doctree: nodes.document, docname: str, places: Iterable[Place], zone: ZoneInfo, /) -> list[EventData]:
    """The event that a document is about; a list of none or one. `places` are all that it has."""
    found = []
    for node, title in _subjects(doctree, places, EventNode, "event"):
        options = node["options"]
        dates = _told(node, None, options_typed.event_dates, options.get("dates", ""), zone)
        found.append(
            EventData(
                docname=docname,
                top=_top(doctree),
                line=node.line or 1,
                title=title,
                first=dates[0] if dates else None,
                last=dates[1] if dates else None,
                place=_told(node, "", options_typed.place, options.get("place", ""), zone),
                url=_told(node, "", options_typed.address, "url", options.get("url", "")),
                series=" ".join(options.get("series", "").split()),
                other_names=listed(options.get("other-names", "")),
            )
        )
    return found


def speakers_of(doctree: nodes.document, docname: str, places: Iterable[Place], /) -> list[SpeakerData]:
    """The speaker whom a document is about; a list of none or one. `places` are all that it has."""
    found = []
    for node, title in _subjects(doctree, places, SpeakerNode, "speaker"):
        options = node["options"]
        links, problem = options_typed.links(options.get("links", ""))
        if problem:
            warn(Subtype.OPTION, problem.message, location=node)
        found.append(
            SpeakerData(
                docname=docname,
                top=_top(doctree),
                line=node.line or 1,
                name=title,
                other_names=listed(options.get("other-names", "")),
                links=links,
                family_name=" ".join(options.get("family-name", "").split()),
            )
        )
    return found


def talks_of(doctree: nodes.document, docname: str, places: Iterable[Place], zone: ZoneInfo, /) -> list[TalkData]:
    """The talks of a document; nodes that stand where they can't work are gone afterwards. `places` are all it has."""
    found: dict[str, TalkData] = {}
    first = next(iter(doctree.findall(nodes.section)), None)
    for node in places:
        if not isinstance(node, TalkNode):
            continue
        section = node.parent
        heading = heading_of(section) if isinstance(section, nodes.section) else None
        if heading is None:
            _misplaced(
                node,
                "a {talk} says that the section it stands in is about a talk, but this one stands in none, or inside "
                "another directive or a list: put it below the talk's heading",
            )
            continue
        node["section"] = own = "" if section is first else section["ids"][0]
        if own in found:
            there = found[own]["line"]
            _misplaced(node, f"this section has a {{talk}} already, in line {there}: give each its own heading")
        elif not (words := words_of(heading, nodes.image, nodes.raw)) and not node["options"].get("title", "").strip():
            warn(Subtype.TITLE, 'the talk has no title: write it in the heading above, or as ":title:"', location=node)
            section.remove(node)
        else:
            found[own] = _talk(node, words, docname, zone)
    return list(found.values())


def _talk(node: TalkNode, heading: str, docname: str, zone: ZoneInfo) -> TalkData:
    options = node["options"]
    nothing: tuple[date | None, time | None] = (None, None)
    day, moment = _told(node, nothing, options_typed.start, options.get("start", ""), zone)
    materials = {name: _told(node, "", options_typed.address, name, options.get(name, "")) for name in MATERIALS}
    return TalkData(
        docname=docname,
        top=node.parent["ids"][0],
        section=node["section"],
        sections=[section["ids"][0] for section in _sections_around(node)],
        line=node.line or 1,
        id=node["argument"],
        heading=heading,
        title=" ".join(options.get("title", "").split()),
        speakers=options_typed.people(options.get("speaker", "")) or None,
        event=options.get("event", "").strip(),
        day=day,
        time=moment,
        kind=_told(node, "talk", options_typed.kind, options.get("kind", "")),
        materials={name: address for name, address in materials.items() if address},
    )


def _subjects(
    doctree: nodes.document, places: Iterable[Place], kind: type[Place], name: str
) -> Iterator[tuple[Place, str]]:
    """The one node that says what a page is about, with the page's title; others are told and taken out."""
    found = [node for node in places if isinstance(node, (EventNode, SpeakerNode))]
    if not found or not isinstance(found[0], kind):
        return
    for node in found[1:]:
        _misplaced(node, "this page is about an event or a speaker already: give each of them a file of its own")
    first = found[0]
    heading = heading_of(doctree)
    title = words_of(heading, nodes.image, nodes.raw) if heading else ""
    if not isinstance(first.parent, (nodes.section, nodes.document)):
        _misplaced(first, f"{{{name}}} can't stand inside another directive or a list: put it below the page's title")
    elif not title:
        what = "its name" if name == "speaker" else "its title"
        warn(Subtype.TITLE, f'the {name} has no title: {what} is the page\'s heading, "# ..."', location=first)
        first.parent.remove(first)
    else:
        yield first, title


def _top(doctree: nodes.document) -> str:
    """The id of the first section."""
    return next((str(section["ids"][0]) for section in doctree.findall(nodes.section)), "")


def _sections_around(node: nodes.Element) -> Iterator[nodes.section]:
    parent = node.parent
    while isinstance(parent, nodes.section):
        yield parent
        parent = parent.parent


def _misplaced(node: nodes.Element, message: str) -> None:
    warn(Subtype.PLACE, message, location=node)
    node.parent.remove(node)


def _told(node: nodes.Element, otherwise: V, read: Callable[..., V | Problem | None], *typed: Any) -> V:
    """A value as it is read; what is wrong with it is told, and `otherwise` taken."""
    value = read(*typed)
    if isinstance(value, Problem):
        kind = Subtype.DATE if read in (options_typed.event_dates, options_typed.start) else Subtype.OPTION
        warn(kind, value.message, location=node)
        return otherwise
    return otherwise if value is None else value
