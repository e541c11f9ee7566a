"""Posts as lists show them: cards with first words, lines with titles.

Owns: what a list shows of a post; which posts of a long list have first words. Must not: choose the posts, render
anything. In: posts in order, the catalog. Out: plain values of exactly what is shown.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sphinx_rebuild.digests import Digested
from weblog.posts.labels import label_pagename
from weblog.posts.links import Link, link_to_post
from weblog.posts.long_lists import anchor_of, by_year, title_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from weblog.posts.catalog import Catalog
    from weblog.posts.model import Label, Post

KINDS = {
    "author": "p-author h-card",
    "location": "p-location",
    "language": "",
    "category": "p-category",
    "tags": "p-category",
}
"""The labels that a card may show, in ablog's order, and the class of each."""
TITLES: tuple[str, ...] = ()
IN_PAGES: tuple[str, ...] = ("tags",)
IN_COLLECTIONS = tuple(KINDS)
"""The labels that cards show in lists of titles, on an author's own pages, on those of collections."""
OLDER = ("event",)
"""What the lines of older posts show below those with first words."""
POSTS = "posts"
"""What the anchors of lists of posts begin with."""


@dataclass(frozen=True, kw_only=True, repr=False)
class PostCard(Digested):
    """A post as lists show it. `external` is the address that the title leads to instead of the post's page.

    `labels` go with the class that tells machines what they are. `authors` are names, where no label shows them.
    """

    link: Link
    external: str
    date: datetime | None
    language: str = ""  # its tag; "" for the site's
    updated: datetime | None = None
    labels: tuple[tuple[str, tuple[Link, ...]], ...] = ()
    event: Link | None = None  # the one that it is about, where a line shows that
    excerpt: tuple[tuple[str, str], ...] = ()  # as in `Post`; empty in lists without excerpts
    authors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class OlderPosts:
    """The posts of one year below those with first words; `title` is "" where all of them are of that year."""

    title: str
    anchor: str  # the id of its heading
    rows: tuple[PostCard, ...]

    @property
    def lines(self) -> int:
        """How many posts it lists."""
        return len(self.rows)


def cards_of(catalog: Catalog, posts: Iterable[Post], kinds: tuple[str, ...] = TITLES, /) -> tuple[PostCard, ...]:
    """Posts as cards. Each is made once: a post stands in its year, its month, each of its tags, ..."""
    made: dict[tuple[str, str], PostCard] = catalog.cards[kinds]
    cards = []
    for post in posts:
        key = (post.docname, post.section)
        if key not in made:
            made[key] = _card(catalog.settings.path, post, kinds, catalog.settings.other_language(post))
        cards.append(made[key])
    return tuple(cards)


def parts_of(
    catalog: Catalog, posts: Sequence[Post], kinds: tuple[str, ...], shown: int = 0, /
) -> tuple[tuple[PostCard, ...], tuple[PostCard, ...]]:
    """The posts of a list as cards and, once `weblog_list_excerpts` of them have first words, as lines.

    `shown` have theirs on the page already. Titles alone are cards without first words.
    """
    limit = catalog.settings.with_excerpts
    if limit is None or kinds == TITLES:
        return cards_of(catalog, posts, kinds), ()
    room = max(limit - shown, 0)
    return cards_of(catalog, posts[:room], kinds), cards_of(catalog, posts[room:], OLDER)


def older_by_year(rows: Sequence[PostCard], /) -> tuple[OlderPosts, ...]:
    """The lines of older posts below their years."""
    years = list(by_year(rows, lambda row: row.date))
    return tuple(
        OlderPosts(title=title_of(year) if len(years) > 1 else "", anchor=anchor_of(POSTS, year), rows=found)
        for year, found in years
    )


def _card(path: str, post: Post, kinds: tuple[str, ...], language: str) -> PostCard:
    by_kind = [(KINDS[kind], post.labels_of(kind)) for kind in kinds if kind in KINDS]
    return PostCard(
        link=link_to_post(post),
        external=post.external_link,
        date=post.date,
        language=language,
        updated=post.updated if kinds == IN_COLLECTIONS and post.updated != post.date else None,
        labels=tuple(
            (
                microformat,
                tuple(Link(text=it.name, pagename=label_pagename(path, it.kind, it.slug)) for it in labels),
            )
            for microformat, labels in by_kind
            if labels
        ),
        event=_link_to_event(post) if kinds == OLDER else None,
        excerpt=post.excerpt if kinds not in (TITLES, OLDER) else (),
        authors=() if "author" in kinds else tuple(label.name for label in post.labels_of("author")),
    )


def only_event_of(post: Post, /) -> Label | None:
    """The event that a post is about; None where there is none, or several."""
    events = set(post.labels_of("event"))
    return events.pop() if len(events) == 1 else None


def _link_to_event(post: Post) -> Link | None:
    """The event of a post, unless its title begins with that."""
    event = only_event_of(post)
    return Link(text=event.name, pagename=event.pagename) if event and not post.title.startswith(event.name) else None
