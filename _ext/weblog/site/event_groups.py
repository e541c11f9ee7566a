"""A list of posts in which those about one event stand together, as the front page has it.

Owns: which posts those are, and what is shown of each. Must not: choose the posts (`pages` does). In: posts in order,
the programme. Out: groups of cards.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING

from weblog.site import cards, pages, post_lists
from weblog.talks.queries import link_to_speaker

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from weblog.posts.catalog import Catalog
    from weblog.posts.links import Link
    from weblog.posts.model import Post
    from weblog.posts.queries import PostQuery
    from weblog.site.cards import PostCard
    from weblog.talks.model import Talk
    from weblog.talks.pages import TalkPages
    from weblog.talks.programme import PostKey, Programme
    from weblog.talks.queries import EventCard


@dataclass(frozen=True, slots=True, kw_only=True)
class PostLine:
    """A post below its event's name: its one talk's title and speakers, or the post's own title."""

    card: PostCard
    speakers: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class EventGroup:
    """Posts about one event, the first of them with its first words; or other posts, as `cards`."""

    event: EventCard | None = None
    lines: tuple[PostLine, ...] = ()
    cards: tuple[PostCard, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupedList:
    """The whole list, and where the posts are that it has no room for."""

    groups: tuple[EventGroup, ...]
    all_posts: Link | None

    @property
    def cards(self) -> tuple[tuple[PostCard, ...], ...]:
        """All posts, in parts."""
        return tuple((*group.cards, *(line.card for line in group.lines)) for group in self.groups)


def grouped_list(catalog: Catalog, talk_pages: TalkPages, query: PostQuery, /, *, besides: str) -> GroupedList:
    """The posts that a {postlist} on the page `besides` shows, an event's at the place of the first of them."""
    posts = post_lists.posts_asked_for(catalog, query, besides=besides)
    together: dict[str, list[Post]] = {}
    for post in posts:
        together.setdefault(_event_of(post) or f"{post.docname}#{post.section}", []).append(post)
    talks = _talks_by_post(talk_pages.programme)
    groups = []
    for are_of_event, found in groupby(together.values(), key=lambda of_one: len(of_one) > 1):
        if are_of_event:
            groups += [_group(catalog, talk_pages, of_one, talks) for of_one in found]
        else:
            groups.append(EventGroup(cards=cards.cards_of(catalog, [post for (post,) in found], cards.IN_PAGES)))
    has_more = len(posts) < len(catalog.posts) and not query.labels
    return GroupedList(
        groups=tuple(groups), all_posts=pages.link_to_collection(catalog.everything) if has_more else None
    )


def _event_of(post: Post) -> str:
    """The id of the one event that a post is about; "" where there is none, or several."""
    event = cards.only_event_of(post)
    return event.slug if event else ""


def _talks_by_post(programme: Programme) -> Mapping[PostKey, list[Talk]]:
    found: dict[PostKey, list[Talk]] = {}
    for talk in programme.talks:
        if key := programme.posts.get(talk.id):
            found.setdefault(key, []).append(talk)
    return found


def _group(
    catalog: Catalog, talk_pages: TalkPages, posts: Sequence[Post], talks: Mapping[PostKey, list[Talk]]
) -> EventGroup:
    found = (*cards.cards_of(catalog, posts[:1], cards.IN_PAGES), *cards.cards_of(catalog, posts[1:], cards.TITLES))
    lines = []
    for post, card in zip(posts, found, strict=True):
        match talks.get((post.docname, post.section)):
            case [talk]:
                own = replace(card, link=replace(card.link, text=talk.title))
                lines.append(PostLine(card=own, speakers=tuple(map(link_to_speaker, talk.speakers))))
            case _:
                lines.append(PostLine(card=card))
    event = talk_pages.programme.events_by_id[_event_of(posts[0])]
    return EventGroup(event=talk_pages.card(event), lines=tuple(lines))
