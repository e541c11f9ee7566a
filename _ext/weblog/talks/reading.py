"""What a document says of events, talks and speakers, taken from the placeholders of its directives.

Owns: where {event}, {talk} and {speaker} may stand, and what their headings mean. Must not: know other documents,
render anything. In: a doctree. Out: its `EventData`, `TalkData` and `SpeakerData`, and warnings.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from docutils import nodes

from weblog.posts import excerpt
from weblog.posts.byline import heading_of, words_of
from weblog.posts.config import Subtype, warn
from weblog.posts.dates import Problem
from weblog.posts.model import NUMBERED, slug
from weblog.talks import options as options_typed
from weblog.talks.directives import EventNode, Placeholder, SpeakerNode, TalkNode
from weblog.talks.model import MATERIALS, EventData, SpeakerData, TalkData
from weblog.talks.options import split_names

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import date, time
    from zoneinfo import ZoneInfo

V = TypeVar("V")


def placeholders_in(doctree: nodes.document, /) -> list[Placeholder]:
    """All placeholders of a document, from top to bottom, in one walk: few documents have any."""
    return list(doctree.findall(Placeholder))


def events_of(
    doctree: nodes.document, docname: str, placeholders: Iterable[Placeholder], zone: ZoneInfo, /
) -> list[EventData]:
    """The event that a document is about; a list of none or one. `placeholders` are all that it has."""
    found = []
    for node, title in _subjects(doctree, placeholders, EventNode, "event"):
        options = node["options"]
        dates = _read_or_warn(node, None, options_typed.read_dates, options.get("dates", ""), zone)
        found.append(
            EventData(
                docname=docname,
                top=_top(doctree),
                line=node.line or 1,
                title=title,
                first=dates[0] if dates else None,
                last=dates[1] if dates else None,
                place=_read_or_warn(node, "", options_typed.read_place, options.get("place", ""), zone),
                url=_read_or_warn(node, "", options_typed.read_address, "url", options.get("url", "")),
                series=" ".join(options.get("series", "").split()),
                other_names=split_names(options.get("other-names", "")),
            )
        )
    return found


def speakers_of(doctree: nodes.document, docname: str, placeholders: Iterable[Placeholder], /) -> list[SpeakerData]:
    """The speaker whom a document is about; a list of none or one. `placeholders` are all that it has."""
    found = []
    for node, title in _subjects(doctree, placeholders, SpeakerNode, "speaker"):
        options = node["options"]
        links, problem = options_typed.read_links(options.get("links", ""))
        if problem:
            warn(Subtype.OPTION, problem.message, location=node)
        found.append(
            SpeakerData(
                docname=docname,
                top=_top(doctree),
                line=node.line or 1,
                name=title,
                other_names=split_names(options.get("other-names", "")),
                links=links,
                family_name=" ".join(options.get("family-name", "").split()),
            )
        )
    return found


def talks_of(
    doctree: nodes.document, docname: str, placeholders: Iterable[Placeholder], zone: ZoneInfo, /
) -> list[TalkData]:
    """The talks of a document; warns of placeholders that can't work where they are, and removes them."""
    found: dict[str, TalkData] = {}
    first = next(iter(doctree.findall(nodes.section)), None)
    for node in placeholders:
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
        node["section"] = own = "" if section is first else _lasting_id(section, doctree)
        if own in found:
            there = found[own]["line"]
            _misplaced(node, f"this section has a {{talk}} already, in line {there}: give each its own heading")
        elif not (words := words_of(heading, nodes.image)) and not node["options"].get("title", "").strip():
            warn(Subtype.TITLE, 'the talk has no title: write it in the heading above, or as ":title:"', location=node)
            section.remove(node)
        else:
            found[own] = _talk(node, words, docname, zone)
    return list(found.values())


def _talk(node: TalkNode, heading: str, docname: str, zone: ZoneInfo) -> TalkData:
    options = node["options"]
    nothing: tuple[date | None, time | None] = (None, None)
    day, moment = _read_or_warn(node, nothing, options_typed.read_start, options.get("start", ""), zone)
    materials = {
        name: _read_or_warn(node, "", options_typed.read_address, name, options.get(name, "")) for name in MATERIALS
    }
    return TalkData(
        docname=docname,
        top=node.parent["ids"][0],
        section=node["section"],
        sections=[section["ids"][0] for section in _sections_around(node)],
        line=node.line or 1,
        id=node["argument"],
        heading=heading,
        title=" ".join(options.get("title", "").split()),
        speakers=options_typed.split_people(options.get("speaker", "")) or None,
        event=options.get("event", "").strip(),
        day=day,
        time=moment,
        kind=_read_or_warn(node, "talk", options_typed.read_kind, options.get("kind", "")),
        materials={name: address for name, address in materials.items() if address},
        excerpt=excerpt.take(excerpt.paragraphs(node.parent, 1)) if node["section"] else None,
    )


def _subjects(
    doctree: nodes.document, placeholders: Iterable[Placeholder], kind: type[Placeholder], name: str
) -> Iterator[tuple[Placeholder, str]]:
    """The one node that says what a page is about, with the page's title; others are told and taken out."""
    found = [node for node in placeholders if isinstance(node, (EventNode, SpeakerNode))]
    if not found or not isinstance(found[0], kind):
        return
    for node in found[1:]:
        _misplaced(node, "this page is about an event or a speaker already: give each of them a file of its own")
    first = found[0]
    heading = heading_of(doctree)
    title = words_of(heading, nodes.image) if heading else ""
    if not isinstance(first.parent, (nodes.section, nodes.document)):
        _misplaced(first, f"{{{name}}} can't stand inside another directive or a list: put it below the page's title")
    elif not title:
        what = "its name" if name == "speaker" else "its title"
        warn(Subtype.TITLE, f'the {name} has no title: {what} is the page\'s heading, "# ..."', location=first)
        first.parent.remove(first)
    else:
        yield first, title


def _lasting_id(section: nodes.Element, doctree: nodes.document) -> str:
    """The id of a section; where docutils has numbered it, knowing no letter of the heading, from its words."""
    found = str(section["ids"][0])
    heading = heading_of(section)
    if not NUMBERED.fullmatch(found) or heading is None:
        return found
    own = slug(words_of(heading, nodes.image))
    if own not in doctree.ids:
        doctree.ids[own] = section
        section["ids"].append(own)
    return own if own in section["ids"] else found


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


def _read_or_warn(node: nodes.Element, otherwise: V, read: Callable[..., V | Problem | None], *typed: Any) -> V:
    """Reads what was typed; where that is wrong it warns and gives `otherwise`."""
    value = read(*typed)
    if isinstance(value, Problem):
        kind = Subtype.DATE if read in (options_typed.read_dates, options_typed.read_start) else Subtype.OPTION
        warn(kind, value.message, location=node)
        return otherwise
    return otherwise if value is None else value
