"""What a {postlist} shows.

Owns: which posts that are. Must not: know how they look. In: what the directive asks for, the catalog. Out: posts, or
cards of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from weblog.posts.labels import LABEL_KINDS
from weblog.site import cards

if TYPE_CHECKING:
    from weblog.posts.catalog import Catalog
    from weblog.posts.model import Post
    from weblog.posts.queries import PostQuery
    from weblog.site.cards import PostCard


def answer(catalog: Catalog, query: PostQuery, docname: str, /) -> object:
    """What a list on a page shows; whole posts where ablog writes it, which may show anything of them."""
    return (posts_asked_for if query.has_format else cards_asked_for)(catalog, query, besides=docname)


def posts_asked_for(catalog: Catalog, query: PostQuery, /, *, besides: str) -> tuple[Post, ...]:
    """The posts that a {postlist} on the page `besides` shows: never that page itself."""
    wanted = [(kind, catalog.settings.full_name(kind, name)) for kind, name in query.labels]
    found = [
        post
        for post in catalog.posts
        if post.docname != besides
        and all(any(label.kind == kind and label.name == name for label in post.labels) for kind, name in wanted)
    ][: query.length]
    if query.oldest_first:
        found.reverse()
    return tuple(found)


def cards_asked_for(catalog: Catalog, query: PostQuery, /, *, besides: str) -> tuple[PostCard, ...]:
    """The posts that a {postlist} on the page `besides` shows, as cards."""
    return cards.cards_of(
        catalog, posts_asked_for(catalog, query, besides=besides), cards.IN_PAGES if query.excerpts else cards.TITLES
    )


def unknown_labels(catalog: Catalog, query: PostQuery, /) -> list[tuple[str, str, list[str]]]:
    """The labels that a {postlist} asks for and no post has: kind, name, and the names that there are."""
    known = {kind: [found.label.name for found in collections] for kind, collections in catalog.labelled.items()}
    return [
        (LABEL_KINDS[kind][0], name, known[kind])
        for kind, name in query.labels
        if catalog.settings.full_name(kind, name) not in known[kind]
    ]
