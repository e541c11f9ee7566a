"""What else there is for the reader of a post: other talks of its event and speakers, back-links, related posts.

Owns: which of them a post's page shows. Must not: know Sphinx, render anything. In: `TalkPages`, a `Catalog`, who
refers to whom. Out: plain values of exactly what is shown.

Each list is a window around the post: the nearest in time. So a new post changes the pages of its neighbours in each
list, and not all that have a tag or a speaker in common with it.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from weblog.posts.links import Link, link_to_post
from weblog.talks.queries import TalkRow, link_to_event, link_to_speaker

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Mapping, Sequence

    from weblog.posts.catalog import Catalog
    from weblog.posts.model import Post
    from weblog.talks.model import Speaker, Talk
    from weblog.talks.pages import TalkPages

BESIDE = 3
"""Talks on either side that are shown of an event or a speaker."""
NEAR = 8
"""Posts on either side, of each tag, among which related ones are looked for."""
RELATED = 3
"""Related posts that are shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherTalks:
    """Other talks of an event or a speaker, in order of time; `before` are those before the page's own."""

    all_talks: Link  # where all of them are
    before: tuple[TalkRow, ...]
    after: tuple[TalkRow, ...]


def talks_in(others: Mapping[str, Any], /) -> set[str]:
    """The documents of the talks that are shown as others."""
    found = (*others.get("at_events", ()), *others.get("by_speakers", ()))
    return {row.link.pagename for talks in found for row in (*talks.before, *talks.after)}


class Related:
    """Finds what else there is for the readers of each post of one build."""

    def __init__(self, talk_pages: TalkPages, catalog: Catalog, referrers: Mapping[str, Sequence[str]], /) -> None:
        """`referrers`: document -> the documents that refer to it."""
        self.pages = talk_pages
        self.programme = talk_pages.programme
        self.catalog = catalog
        self.referrers = referrers

    def facts_of(self, docname: str, /) -> Mapping[str, object]:
        """What else there is for the reader of one document; nothing for those of other pages."""
        posts = self.catalog.in_document(docname)
        talks = self.programme.by_document.get(docname, ())
        if not posts:
            return {}
        events = {talk.event.id: talk.event for talk in talks if talk.event}
        speakers = {speaker.slug: speaker for talk in talks for speaker in talk.speakers}
        at_events = [
            others
            for event in events.values()
            if (others := self._others(link_to_event(event), self.programme.by_event[event.id], docname))
        ]
        shown = {name for event in events for name in self._documents_of[event]}
        by_speakers = [
            others
            for speaker in speakers.values()
            if (others := self._others(link_to_speaker(speaker), self._elsewhere(speaker, events, docname), docname))
        ]
        shown |= {row.link.pagename for others in by_speakers for row in (*others.before, *others.after)}
        referring = self._referring(docname)
        shown |= {link.pagename for link in referring}
        if len(posts) == 1:
            shown |= {post.docname for post in self.catalog.neighbours(posts[0]) if post}
        found = {
            "at_events": tuple(at_events),
            "by_speakers": tuple(by_speakers),
            "referring": referring,
            "related": self._related(posts[0], shown) if len(posts) == 1 else (),
        }
        return found if any(found.values()) else {}

    def _elsewhere(self, speaker: Speaker, events: Container[str], docname: str) -> list[Talk]:
        """The talks of a speaker that aren't at the events of a page, but for its own."""
        talks = self.programme.by_speaker[speaker.slug]
        return [talk for talk in talks if talk.docname == docname or not talk.event or talk.event.id not in events]

    def _others(self, all_talks: Link, talks: Sequence[Talk], docname: str) -> OtherTalks | None:
        positions = [position for position, talk in enumerate(talks) if talk.docname == docname]
        before = talks[: positions[0]][-BESIDE:]
        after = [talk for talk in talks[positions[0] :] if talk.docname != docname][:BESIDE]
        if not before and not after:
            return None
        return OtherTalks(
            all_talks=all_talks, before=tuple(map(self.pages.row, before)), after=tuple(map(self.pages.row, after))
        )

    def _referring(self, docname: str) -> tuple[Link, ...]:
        """The posts that refer to a document, the newest first."""
        found = [post for name in self.referrers.get(docname, ()) for post in self.catalog.in_document(name)[:1]]
        return tuple(
            link_to_post(post) for post in sorted(found, key=lambda post: self._positions.get(post.docname, 0))
        )

    @cached_property
    def _documents_of(self) -> Mapping[str, set[str]]:
        """Event id -> the documents of its talks."""
        return {event: {talk.docname for talk in talks} for event, talks in self.programme.by_event.items()}

    @cached_property
    def _positions(self) -> Mapping[str, int]:
        """Document -> the position of its first post among all, drafts first."""
        ordered = [*self.catalog.drafts, *self.catalog.posts]
        return {post.docname: position for position, post in reversed(list(enumerate(ordered)))}

    @cached_property
    def _posts_by_tag(self) -> tuple[Mapping[str, list[int]], Mapping[tuple[str, int], int]]:
        """Tag -> the positions of its posts among all, the newest first; and tag and post -> the position there."""
        posts: dict[str, list[int]] = defaultdict(list)
        positions: dict[tuple[str, int], int] = {}
        for number, post in enumerate(self.catalog.posts):
            for tag in post.tags:
                positions[tag.slug, number] = len(posts[tag.slug])
                posts[tag.slug].append(number)
        return posts, positions

    def _related(self, post: Post, shown: Iterable[str]) -> tuple[Link, ...]:
        """The posts near in time that have the most tags in common with this one, of them the nearest."""
        tagged, positions = self._posts_by_tag
        number = self.catalog.position(post)
        if number is None:
            return ()
        common: dict[int, int] = {}
        for tag in post.tags:
            position = positions[tag.slug, number]
            for other in tagged[tag.slug][max(0, position - NEAR) : position + NEAR + 1]:
                common[other] = common.get(other, 0) + 1
        posts, left_out = self.catalog.posts, {post.docname, *shown}
        moments = self.catalog.moments
        best = sorted(
            (other for other in common if posts[other].docname not in left_out),
            key=lambda other: (-common[other], abs(moments[other] - moments[number]), posts[other].docname),
        )
        return tuple(link_to_post(posts[other]) for other in best[:RELATED])
