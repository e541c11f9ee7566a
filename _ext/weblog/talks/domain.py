"""The Sphinx domain `talks`: events, talks and speakers as things that can be referred to.

Owns: what is stored of them, by document; roles, the inventory, the search's objects. Must not: decide who spoke
where (`programme` does). In: what `reading` has found. Out: links, and objects for the search and other sites.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, cast

from docutils import nodes
from sphinx.domains import Domain, ObjType
from sphinx.errors import NoUri
from sphinx.roles import XRefRole
from sphinx.util.nodes import make_refnode

from weblog.posts.links import has_page
from weblog.talks.directives import DIRECTIVES, EventNode, SpeakerNode
from weblog.talks.names import as_typed
from weblog.talks.reading import events_of, speakers_of, talks_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
    from zoneinfo import ZoneInfo

    from docutils.nodes import Element, Node
    from sphinx.addnodes import pending_xref
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment

    from weblog.posts.links import Link
    from weblog.talks.directives import Placeholder
    from weblog.talks.model import EventData, SpeakerData, TalkData
    from weblog.talks.programme import Programme

HIDDEN = -1
"""An object that can be referred to, but isn't a hit of its own in the search."""


class TalksDomain(Domain):
    """Events, talks and speakers."""

    name = "talks"
    label = "Talks"
    object_types: ClassVar = {
        "event": ObjType("event", "event"),
        "talk": ObjType("talk", "talk"),
        "speaker": ObjType("speaker", "speaker"),
    }
    roles: ClassVar = {
        kind: XRefRole(innernodeclass=nodes.inline, warn_dangling=True) for kind in ("event", "talk", "speaker")
    }
    directives: ClassVar = DIRECTIVES
    initial_data: ClassVar = {"events": {}, "talks": {}, "speakers": {}}  # each by document, a list
    data_version = 2
    programme_of_build: Callable[[], Programme]
    """What the build makes of the data when all is read; set by the extension."""
    links_of_build: Callable[[], Mapping[str, Mapping[str, Link]]]
    """Kind -> name -> link, of all of it; set by the extension."""

    def get_type_name(self, type: ObjType, primary: bool = False) -> str:  # noqa: A002 - Sphinx's name
        """What the search calls a kind of thing."""
        return str(type.lname)

    # What is stored

    @property
    def events(self) -> dict[str, list[EventData]]:
        """The events, by document."""
        return cast("dict[str, list[EventData]]", self.data["events"])

    @property
    def talks(self) -> dict[str, list[TalkData]]:
        """The talks, by document."""
        return cast("dict[str, list[TalkData]]", self.data["talks"])

    @property
    def speakers(self) -> dict[str, list[SpeakerData]]:
        """The speakers that have a page of the author's, by document."""
        return cast("dict[str, list[SpeakerData]]", self.data["speakers"])

    def note(
        self, docname: str, doctree: nodes.document, placeholders: Sequence[Placeholder], zone: ZoneInfo, /
    ) -> None:
        """Takes what a document says; `placeholders` are all that it has."""
        if any(isinstance(placeholder, (EventNode, SpeakerNode)) for placeholder in placeholders):
            self.env.metadata[docname]["orphan"] = True  # lists lead to it
        if events := events_of(doctree, docname, placeholders, zone):
            self.events[docname] = events
        if talks := talks_of(doctree, docname, placeholders, zone):
            self.talks[docname] = talks
        if speakers := speakers_of(doctree, docname, placeholders):
            self.speakers[docname] = speakers

    def has_document(self, docname: str, /) -> bool:
        """True for a document that says anything of events, talks or speakers."""
        return any(docname in by_document for by_document in self._tables())

    def clear_doc(self, docname: str) -> None:
        """Forgets what a document said."""
        for by_document in self._tables():
            by_document.pop(docname, None)

    def merge_domaindata(self, docnames: Set[str], otherdata: dict[str, Any]) -> None:
        """Takes over what another process has read."""
        for kind in self.initial_data:
            self.data[kind].update((name, found) for name, found in otherdata[kind].items() if name in docnames)

    def _tables(self) -> Iterable[dict[str, Any]]:
        return (self.data[kind] for kind in self.initial_data)

    # What can be referred to

    def find(self, kind: str, target: str, /) -> Link | None:
        """Where an event (by id), a talk (by id or place) or a speaker (by any of their names) is, and its title."""
        name = target.removeprefix("/") if kind == "talk" else target
        if kind == "speaker":
            name = as_typed(" ".join(target.split()))
        return self.links_by_name(kind).get(name)

    def links_by_name(self, kind: str, /) -> Mapping[str, Link]:
        """All names by which something of a kind can be referred to, and where that is."""
        return self.links_of_build().get(kind, {})

    def resolve_xref(
        self,
        env: BuildEnvironment,
        fromdocname: str,
        builder: Builder,
        typ: str,
        target: str,
        node: pending_xref,
        contnode: Element,
    ) -> nodes.reference | None:
        """The link that a role becomes; its text is the title or name, unless the author gave another."""
        found = self.find(typ, target)
        if not found:
            return None
        content: Node = contnode
        if not node.get("refexplicit"):
            content = nodes.inline(found.text, found.text, classes=["xref", f"talks-{typ}"])
        if not has_page(builder, env, found.pagename):
            return nodes.inline("", "", content)  # type: ignore[return-value]  # Sphinx takes any element
        try:
            return make_refnode(builder, fromdocname, found.pagename, found.anchor.removeprefix("#"), content)
        except NoUri:  # a book without that document
            return nodes.inline("", "", content)  # type: ignore[return-value]

    def resolve_any_xref(
        self,
        env: BuildEnvironment,
        fromdocname: str,
        builder: Builder,
        target: str,
        node: pending_xref,
        contnode: Element,
    ) -> list[tuple[str, nodes.reference]]:
        """The links that `any` may mean."""
        found = []
        for kind in self.object_types:
            link = self.resolve_xref(env, fromdocname, builder, kind, target, node, contnode)
            if link is not None:
                found.append((f"talks:{kind}", link))
        return found

    def get_objects(self) -> Iterator[tuple[str, str, str, str, str, int]]:
        """Everything that can be referred to: name, title, kind, page, anchor, priority in the search."""
        programme = self.programme_of_build()
        for event in programme.events:
            yield event.id, event.title, "event", event.docname, event.top, 1
        ids = {talk.id for talk in programme.talks}
        for name, talk in sorted(programme.talks_by_name.items()):
            yield name, talk.title, "talk", talk.docname, talk.top, 1 if name in ids else HIDDEN
        for name, speaker in sorted(programme.speakers_by_name.items()):
            is_own = name == as_typed(speaker.name)
            yield name, speaker.name, "speaker", speaker.pagename, speaker.top, 1 if is_own else HIDDEN
            if is_own and name != speaker.name:  # other sites know no two ways to write it
                yield speaker.name, speaker.name, "speaker", speaker.pagename, speaker.top, HIDDEN
