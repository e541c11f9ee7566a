"""What {event}, {talk} and {speaker} show in their places: a few details, as nodes, so that every builder shows them.

Owns: the words of a talk's line, an event's and a speaker's details; the names of microformats on a page. Must not:
decide anything. In: a doctree, and the programme. Out: the doctree with the details.

https://microformats.org/wiki/h-entry, /h-event, /h-card.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes
from sphinx.errors import NoUri

from weblog.posts.byline import Time, heading_of, show_date
from weblog.posts.links import has_page
from weblog.talks.directives import EventNode, Placeholder, SpeakerNode, TalkNode
from weblog.talks.model import TALK_KINDS
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


class _Line:
    """Sentences with links, for one document."""

    def __init__(self, app: Sphinx, docname: str) -> None:
        self.app = app
        self.docname = docname

    def of_talk(self, talk: Talk) -> nodes.paragraph:
        """What kind of talk it was, by whom, at which event, and where its slides are."""
        words: list[nodes.Node] = []
        speakers = self.enumerated([self.link(link_to_speaker(found), "h-card") for found in talk.speakers])
        by = [nodes.Text(" by "), *speakers] if speakers else []
        event = [self.link(link_to_event(talk.event), "h-event")] if talk.event else []
        if event and not talk.section:
            words += [nodes.Text("One of my summaries of the talks at "), *event]
            if by or talk.kind != "talk":
                words += [nodes.Text(f": {TALK_KINDS[talk.kind]}"), *by]
        else:
            words += [nodes.Text(TALK_KINDS[talk.kind].capitalize()), *by]
            words += [nodes.Text(" at "), *event] if event else []
        if talk.start:
            shown = f"{talk.start:%H:%M}"
            if not talk.event or not talk.event.first or talk.event.first != talk.event.last:
                shown = f"{show_date(talk.start, self.app.config)}, {shown}"
            words += [nodes.Text(", "), Time(shown, shown, datetime=talk.start.isoformat())]
        words += [] if talk.materials else [nodes.Text(".")]
        for name, address in talk.materials.items():
            words += [nodes.Text(" · "), self.outside(name.capitalize(), address)]
        return nodes.paragraph("", "", *words, classes=["talk-line"])

    def of_event(self, event: Event) -> list[nodes.Node]:
        """When and where it was, and its own site."""
        parts: list[list[nodes.Node]] = []
        if event.first and event.last:
            parts.append([self.day(event.first, "dt-start")])
            if event.last != event.first:
                parts[0] += [nodes.Text(" to "), self.day(event.last, "dt-end")]
        if event.place:
            parts.append([nodes.inline(event.place, event.place, classes=["p-location"])])
        if event.url:
            parts.append([self.outside("website", event.url, "u-url")])
        if event.other_names:
            parts.append([nodes.Text(f"also known as {', '.join(event.other_names)}")])
        return _details_line(parts)

    def of_speaker(self, speaker: Speaker) -> list[nodes.Node]:
        """Where else to find them, and under which names."""
        parts: list[list[nodes.Node]] = [[self.outside(text, url, "u-url")] for text, url in speaker.links]
        if speaker.other_names:
            names = self.enumerated([nodes.inline(name, name, classes=["p-nickname"]) for name in speaker.other_names])
            parts.append([nodes.Text("also known as "), *names])
        return _details_line(parts)

    def day(self, day: date, kind: str) -> Time:
        """A day, as readers see it."""
        shown = show_date(day, self.app.config)
        return Time(shown, shown, datetime=day.isoformat(), classes=[kind])

    def link(self, target: Link, kind: str) -> nodes.Node:
        """A link to another page; its text alone where the builder has no page for it."""
        if not has_page(self.app.builder, self.app.env, target.pagename):
            return nodes.Text(target.text)
        try:
            address = self.app.builder.get_relative_uri(self.docname, target.pagename)
        except NoUri:
            return nodes.Text(target.text)
        return nodes.reference("", target.text, internal=True, refuri=address, classes=[kind])

    def outside(self, text: str, address: str, *classes: str) -> nodes.reference:
        """A link to another site."""
        return nodes.reference("", text, refuri=address, classes=list(classes))

    def enumerated(self, found: Sequence[nodes.Node]) -> list[nodes.Node]:
        """Several as in a sentence: "A", "A and B", "A, B and C"."""
        words: list[nodes.Node] = []
        for position, node in enumerate(found):
            words += [nodes.Text(", " if position < len(found) - 1 else " and ")] if position else []
            words.append(node)
        return words


def _details_line(parts: Iterable[Sequence[nodes.Node]]) -> list[nodes.Node]:
    line = nodes.paragraph("", "", classes=["facts"])
    for part in parts:
        line += [nodes.Text(" · "), *part] if line.children else part
    return [line] if line.children else []
