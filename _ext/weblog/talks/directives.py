"""The directives {event}, {talk} and {speaker}, and the lists {events}, {talks} and {speakers}.

Owns: their options, the nodes that stand in their places. Must not: read the options (`reading` does), render
anything. In: what an author typed. Out: nodes.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.util.docutils import SphinxDirective

from weblog.posts.directive_text import warn_of_text
from weblog.talks.model import MATERIALS, TALK_KINDS
from weblog.talks.queries import ORDERS, EventQuery, SpeakerQuery, TalkQuery

if TYPE_CHECKING:
    from docutils.parsers.rst import Directive


class Placeholder(nodes.General, nodes.Element):
    """A place for something that is known when all documents are read."""


class TalkNode(Placeholder):
    """The place of a {talk}; `options` are what the author typed, `section` is set when the document is read."""


class EventNode(Placeholder):
    """The place of an {event}."""


class SpeakerNode(Placeholder):
    """The place of a {speaker}."""


class ListNode(Placeholder):
    """The place of a list; `query` is what it asks for."""


class _Described(SphinxDirective):
    """A directive that becomes a node with its options as they were typed."""

    has_content = True  # which is told: docutils would say no more than that it isn't permitted
    node: ClassVar[type[nodes.Element]]
    text_belongs: ClassVar[str] = "words stand below it"

    def run(self) -> list[nodes.Node]:
        """Marks the place."""
        warn_of_text(self, self.text_belongs)
        node = self.node(options=dict(self.options), argument=" ".join(self.arguments))
        self.set_source_info(node)
        return [node]


class EventDirective(_Described):
    """Says that a page is about an event."""

    node = EventNode
    text_belongs = "words stand below it, and the event's id is its file's name"
    option_spec: ClassVar = dict.fromkeys(("dates", "place", "url", "series", "other-names"), directives.unchanged)


class TalkDirective(_Described):
    """Says that a page, or the section that it stands in, is about a talk; its argument is the talk's id."""

    node = TalkNode
    optional_arguments = 1
    option_spec: ClassVar = dict.fromkeys(
        ("event", "speaker", "title", "start", "kind", *MATERIALS), directives.unchanged
    )

    def run(self) -> list[nodes.Node]:
        """Marks the place. In Markdown the quotes around an option are gone: a name that stood in them stays whole."""
        name = self.options.get("speaker", "")
        written = re.compile(r"^\s*:?speaker:\s*([\"']).*\1\s*$", re.MULTILINE)
        if name and '"' not in name and written.search(self.block_text):
            self.options["speaker"] = f'"{name}"'
        return super().run()


class SpeakerDirective(_Described):
    """Says that a page is about a speaker."""

    node = SpeakerNode
    option_spec: ClassVar = dict.fromkeys(("other-names", "links", "family-name"), directives.unchanged)


def _one_line(text: str) -> str:
    return " ".join(directives.unchanged_required(text).split())


class TalksDirective(SphinxDirective):
    """A list of talks."""

    option_spec: ClassVar = {
        **dict.fromkeys(("event", "speaker", "tag"), _one_line),
        "kind": lambda text: directives.choice(text, tuple(TALK_KINDS)),
        "year": directives.nonnegative_int,
        "limit": directives.positive_int,
        "order": lambda text: directives.choice(text, ORDERS),
    }

    def run(self) -> list[nodes.Node]:
        """Marks the place; the list is known when all documents are read."""
        return _list_node(self, TalkQuery(**self.options))


class EventsDirective(SphinxDirective):
    """A list of events."""

    option_spec: ClassVar = {"series": _one_line}

    def run(self) -> list[nodes.Node]:
        """Marks the place."""
        return _list_node(self, EventQuery(**self.options))


class SpeakersDirective(SphinxDirective):
    """A list of speakers."""

    option_spec: ClassVar = {"event": _one_line}

    def run(self) -> list[nodes.Node]:
        """Marks the place."""
        return _list_node(self, SpeakerQuery(**self.options))


DIRECTIVES: dict[str, type[Directive]] = {
    "event": EventDirective,
    "talk": TalkDirective,
    "speaker": SpeakerDirective,
    "events": EventsDirective,
    "talks": TalksDirective,
    "speakers": SpeakersDirective,
}


def _list_node(directive: SphinxDirective, query: TalkQuery | EventQuery | SpeakerQuery) -> list[nodes.Node]:
    node = ListNode(query=query)
    directive.set_source_info(node)
    return [node]
