"""What {event}, {talk} and {speaker} show in their places: a few details, as nodes, so that every builder shows them.

Owns: the words of a talk's line, an event's and a speaker's details; the names of microformats on a page. Must not:
decide anything. In: a doctree, and the programme. Out: the doctree with the details.

https://microformats.org/wiki/h-entry, /h-event, /h-card.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes

from weblog.posts.byline import Time, heading_of, show_date
from weblog.posts.links import address_from
from weblog.posts.site_words import SiteWords
from weblog.posts.words import filled, listed, listed_parts, say, span_of_parts
from weblog.talks.directives import EventNode, Placeholder, SpeakerNode, TalkNode
from weblog.talks.model import MATERIALS, TALK_KINDS
from weblog.talks.queries import link_to_event, link_to_speaker

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from sphinx.application import Sphinx

    from weblog.posts.catalog import Catalog
    from weblog.posts.links import Link
    from weblog.talks.model import Event, Speaker, Talk
    from weblog.talks.programme import Programme


ABOVE_THE_WORDS = {"post-byline", "talk-line", "facts"}
"""The classes of what stands between a heading and the author's words."""


def replace_placeholders(app: Sphinx, doctree: nodes.document, docname: str, programme: Programme, /) -> None:
    """Puts details in place of a document's directives, and of those that a book has put into it."""
    line = _Line(app, docname)
    for node, name in list(_placeholders_in(doctree, docname)):
        if isinstance(node, TalkNode):
            talks = {talk.section: talk for talk in programme.by_document.get(name, ())}
            talk = talks.get(node.get("section", ""))
            node.replace_self(line.of_talk(talk) if talk else [])
        elif isinstance(node, EventNode):
            event = programme.events_by_document.get(name)
            node.replace_self(line.of_event(event) if event else [])
        elif isinstance(node, SpeakerNode):
            speaker = programme.speakers_by_document.get(name)
            node.replace_self(line.of_speaker(speaker) if speaker else [])


def _placeholders_in(part: nodes.Element, docname: str) -> Iterator[tuple[Placeholder, str]]:
    """The placeholders, and the document of each; within texts, which are most of a document, there is none."""
    for node in part.children:
        if isinstance(node, Placeholder):
            yield node, docname
        elif isinstance(node, nodes.Element) and not isinstance(node, nodes.TextElement):
            yield from _placeholders_in(node, node["docname"] if isinstance(node, addnodes.start_of_file) else docname)


def add_microformats(doctree: nodes.document, docname: str, catalog: Catalog, programme: Programme, /) -> None:
    """Says for machines what a page or a section is (a post, an event, a speaker), its name and its content."""
    for post in catalog.in_document(docname):
        _add_microformat(doctree, "h-entry", post.section, content="e-content")
    if docname in programme.events_by_document:
        _add_microformat(doctree, "h-event", "", content="e-content")
    elif docname in programme.speakers_by_document:
        _add_microformat(doctree, "h-card", "", content="p-note")


def _add_microformat(doctree: nodes.document, kind: str, section: str, *, content: str) -> None:
    sections = doctree.findall(nodes.section)
    found = next((node for node in sections if not section or section in node["ids"]), None)
    heading = heading_of(found) if found is not None else None
    if found is None or heading is None:
        return
    found["classes"].append(kind)
    name = nodes.inline("", "", *heading.children, classes=["p-name"])
    heading.children = []
    heading += name
    start = found.index(heading) + 1
    for node in found[start:]:
        if not isinstance(node, nodes.paragraph) or ABOVE_THE_WORDS.isdisjoint(node["classes"]):
            break
        start += 1
    text = found[start:]
    if text:
        del found[start:]
        found += nodes.compound("", *text, classes=[content])


def shorten_heading(doctree: nodes.document, docname: str, programme: Programme, /) -> None:
    """Leaves the words of a talk alone in its page's heading: event and speakers stand in the line below."""
    talk = programme.talk_of_page(docname)
    heading = heading_of(doctree)
    if talk is None or heading is None:
        return
    first = _place_of(talk.heading, heading.astext())
    if first is None:
        return  # words that are made while the page is written
    last = first + len(talk.heading)
    end = 0
    for node in list(heading.findall(nodes.Text)):
        start, end = end, end + len(node)
        text = node[max(first - start, 0) : max(last - start, 0)]
        if start <= first < end and not isinstance(node.parent, nodes.literal):
            text = talk.heading[0] + text[1:]  # which may have become the first word of a title
        if not isinstance(node.parent, nodes.footnote_reference):
            node.parent.replace(node, nodes.Text(text) if text else [])


def _place_of(words: str, text: str) -> int | None:
    """Where words begin in a text, however capitals are used."""
    lowered = text.lower()
    if len(lowered) == len(text):  # a pattern for each talk would take longer to compile than to look for
        place = lowered.find(words.lower())
        return None if place < 0 else place
    found = re.search(re.escape(words), text, re.IGNORECASE)
    return found and found.start()


class _Line:
    """Sentences with links, for one document."""

    def __init__(self, app: Sphinx, docname: str) -> None:
        self.app = app
        self.docname = docname

    def of_talk(self, talk: Talk) -> nodes.paragraph:
        """What kind of talk it was, by whom, at which event, and where its slides are."""
        words = self.sentence(talk)
        if talk.start:
            shown = f"{talk.start:%H:%M}"
            if not talk.event or not talk.event.first or talk.event.first != talk.event.last:
                shown = f"{show_date(talk.start, self.app.config)}, {shown}"
            words += [nodes.Text(", "), Time(shown, shown, datetime=talk.start.isoformat())]
        words += [] if talk.materials else [nodes.Text(".")]
        for name, address in talk.materials.items():
            words += [nodes.Text(" · "), self.outside(say(MATERIALS[name]), address)]
        return SiteWords("", "", *words, classes=["talk-line"])

    def sentence(self, talk: Talk) -> list[nodes.Node]:
        """What it was, by whom and where; a page about one talk of an event says that there are more."""
        values = {
            "kind": [say(TALK_KINDS[talk.kind][0])],
            "speakers": listed_parts([self.link(link_to_speaker(found), "h-card") for found in talk.speakers]),
            "event": [self.link(link_to_event(talk.event), "h-event")] if talk.event else [],
        }
        match (bool(talk.event), not talk.section, bool(talk.speakers)):
            case True, True, True:
                parts = filled("One of my summaries of the talks at {event}: {kind} by {speakers}", **values)
            case True, True, False if talk.kind != "talk":
                parts = filled("One of my summaries of the talks at {event}: {kind}", **values)
            case True, True, False:
                parts = filled("One of my summaries of the talks at {event}", **values)
            case True, False, True:
                parts = filled("{kind} by {speakers} at {event}", **values)
            case True, False, False:
                parts = filled("{kind} at {event}", **values)
            case False, _, True:
                parts = filled("{kind} by {speakers}", **values)
            case _:
                parts = values["kind"]
        if isinstance(parts[0], str):
            parts[0] = parts[0][:1].upper() + parts[0][1:]
        return _as_nodes(parts)

    def of_event(self, event: Event) -> list[nodes.Node]:
        """When and where it was, and its own site."""
        parts: list[list[nodes.Node]] = []
        if event.first and event.last:
            days = [self.day(event.first, "dt-start")]
            if event.last != event.first:
                days.append(self.day(event.last, "dt-end"))
            parts.append(_as_nodes(span_of_parts(days)))
        if event.place:
            parts.append([nodes.inline(event.place, event.place, classes=["p-location"])])
        if event.url:
            parts.append([self.outside(say("website"), event.url, "u-url")])
        if event.other_names:
            parts.append([nodes.Text(say("also known as {names}", names=listed(event.other_names)))])
        return _details_line(parts)

    def of_speaker(self, speaker: Speaker) -> list[nodes.Node]:
        """Where else to find them, and under which names."""
        parts: list[list[nodes.Node]] = [[self.outside(text, url, "u-url")] for text, url in speaker.links]
        if speaker.other_names:
            names = [nodes.inline(name, name, classes=["p-nickname"]) for name in speaker.other_names]
            parts.append(_as_nodes(filled("also known as {names}", names=listed_parts(names))))
        return _details_line(parts)

    def day(self, day: date, kind: str) -> Time:
        """A day, as readers see it."""
        shown = show_date(day, self.app.config)
        return Time(shown, shown, datetime=day.isoformat(), classes=[kind])

    def link(self, target: Link, kind: str) -> nodes.Node:
        """A link to another page; its text alone where the builder has no page for it."""
        address = address_from(self.app.builder, self.app.env, self.docname, target)
        if not address:
            return nodes.Text(target.text)
        return nodes.reference("", target.text, internal=True, refuri=address, classes=[kind])

    def outside(self, text: str, address: str, *classes: str) -> nodes.reference:
        """A link to another site."""
        return nodes.reference("", text, refuri=address, classes=list(classes))


def _as_nodes(parts: Iterable[str | nodes.Node]) -> list[nodes.Node]:
    return [nodes.Text(part) if isinstance(part, str) else part for part in parts]


def _details_line(parts: Iterable[Sequence[nodes.Node]]) -> list[nodes.Node]:
    line = SiteWords("", "", classes=["facts"])
    for part in parts:
        line += [nodes.Text(" · "), *part] if line.children else part
    return [line] if line.children else []
