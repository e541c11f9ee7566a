"""Which pages the weblog adds to a site, and what each shows: its facts.

Owns: the generated pages (lists, archives, overviews, redirects, "not found") and the facts of documents. Must not:
know Sphinx, render anything. In: a `Catalog`. Out: `Page`s, whose facts are plain values of exactly what the page
shows, so that equal facts mean an equal page.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from sphinx_rebuild.contributor import LaterFacts, Page
from sphinx_rebuild.files import fits
from weblog.posts.labels import LABEL_KINDS, label_pagename, overview_pagename
from weblog.posts.links import REDIRECT, Link, link_to_feed, link_to_post
from weblog.posts.long_lists import anchor_of
from weblog.posts.model import slug_of_ablog
from weblog.posts.words import say
from weblog.site.cards import IN_COLLECTIONS, POSTS, TITLES, PostCard, cards_of, older_by_year, parts_of

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence

    from weblog.posts.catalog import Catalog
    from weblog.posts.model import Collection


LIST = "weblog/list.html"
"""The template of the pages that are lists of posts or of their labels."""
NOT_FOUND = "weblog/404.html"
"""That of the page for what isn't there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PostGroup:
    """Part of a list under a heading of its own, such as a year; `rows` are posts without their first words."""

    heading: Link
    anchor: str = ""  # the id of the heading
    cards: tuple[PostCard, ...] = ()
    rows: tuple[PostCard, ...] = ()
    links: tuple[Link, ...] = ()

    @property
    def title(self) -> str:
        """What the heading says."""
        return self.heading.text

    @property
    def lines(self) -> int:
        """How many posts and months it lists."""
        return len(self.cards) + len(self.rows) + len(self.links)


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedLine:
    """A feed as the list of feeds shows it: the number of posts that it draws from, whether it holds whole texts."""

    link: Link
    posts: int
    full_text: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedGroup:
    """Part of the list of feeds under a heading of its own."""

    title: str
    anchor: str  # the id of the heading
    feeds: tuple[FeedLine, ...]

    @property
    def lines(self) -> int:
        """How many feeds it lists."""
        return len(self.feeds)


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """The pages of the collections beside one: of the times before and after, or of names in their order."""

    before: Link | None
    after: Link | None
    by_time: bool


def generated(catalog: Catalog, /, *, drafts: bool) -> Iterator[Page]:
    """Every page that the weblog adds, in a fixed order. `drafts`: whether there is a page that lists them."""
    path = catalog.settings.path
    yield _grouped_page(catalog, catalog.everything, catalog.years, say("All posts"))
    archive = f"{path}/archive"
    yield _list_page(archive, "archive.html", say("Archive"), partial(_archive, catalog, archive))
    for year, around in _with_neighbours(catalog.years):
        title = say("Posts of {time}", time=year.title)
        way = (Link(text=say("All posts"), pagename=path), Link(text=year.title, pagename=year.pagename))
        yield _grouped_page(catalog, year, catalog.months_of(year), title, way=way, around=around)
    for month, around in _with_neighbours(catalog.months):
        yield _collection_page(catalog, month, say("Posts of {time}", time=month.title), around)
    for kind, collections in catalog.labelled.items():
        if collections or kind == "tags":
            name = overview_pagename(path, kind)
            title = say(LABEL_KINDS[kind][1])
            yield _list_page(name, "labels.html", title, partial(_labels, catalog, name, kind, collections))
        for collection, around in _with_neighbours(collections):
            yield _collection_page(catalog, collection, collection.title, around)
    yield from _other_addresses(catalog)
    if drafts:
        name = f"{path}/drafts"
        yield _list_page(name, "collection.html", say("Drafts"), partial(_drafts, catalog, name))
    for post in (*catalog.posts, *(catalog.drafts if drafts else ())):
        for address in post.redirects:
            page = _redirect(address, post.title, link_to_post(post))
            yield replace(page, owner=post.docname, line=post.line)
    facts = {"is_shown_anywhere": True}
    yield Page(pagename="404", template=NOT_FOUND, title=say("Page not found"), facts=facts)


def _other_addresses(catalog: Catalog) -> Iterator[Page]:
    """Redirects to the pages of labels; not from another label's page.

    They lead from the addresses of a tag's other spellings, and from where ablog would have put it, "c" for "C++".
    """
    labelled = [found for collections in catalog.labelled.values() for found in collections]
    taken = {found.pagename for found in labelled}
    for collection in labelled:
        label = collection.label
        of_ablog = label_pagename(catalog.settings.path, label.kind, slug_of_ablog(label.name))
        for address in (*collection.other_pagenames, of_ablog):
            if address not in taken and not address.endswith("/") and fits(address):
                taken.add(address)
                target = Link(text=collection.title, pagename=collection.pagename)
                yield _redirect(address, collection.title, target)


def neighbours_of(
    catalog: Catalog, docname: str, /, *, neighbours: bool, besides: Container[str] = ()
) -> dict[str, object]:
    """What a document shows beyond its own source of the posts around it: its `neighbours` in time.

    Not those in documents that its page shows already (`besides`).
    """
    posts = catalog.in_document(docname)
    older, newer = catalog.neighbours(posts[0]) if len(posts) == 1 and neighbours else (None, None)
    return {
        "older": link_to_post(older) if older and older.docname not in besides else None,
        "newer": link_to_post(newer) if newer and newer.docname not in besides else None,
    }


def feeds(catalog: Catalog, /) -> tuple[FeedGroup, ...]:
    """All feeds, with what each holds: a group for the weblog, the combinations, the years, the tags, ..."""
    return tuple(
        FeedGroup(
            title=title,
            anchor=anchor_of("feeds", collections[0].label.kind),
            feeds=tuple(
                FeedLine(
                    link=Link(text=found.title, pagename=found.feed.path),
                    posts=len(found.posts),
                    full_text=found.feed.full_text,
                )
                for found in collections
                if found.feed
            ),
        )
        for title, collections in catalog.feeds
    )


def _redirect(pagename: str, title: str, target: Link) -> Page:
    return Page(pagename=pagename, template=REDIRECT, title=title, facts={"target": target})


def _list_page(pagename: str, template: str, title: str, make: Callable[[], Mapping[str, object]]) -> Page:
    """A page whose list a template of its own writes, for a document at its address shows the list, too."""
    facts = LaterFacts(lambda: {"list": f"weblog/{template}", **make()})
    return Page(pagename=pagename, template=LIST, title=title, facts=facts)


def _look_on(catalog: Catalog, pagename: str) -> tuple[str, tuple[str, ...]]:
    """How posts are listed on the page of a collection: the template, and the labels that they show."""
    if catalog.settings.has_titles_alone(pagename):
        return "weblog/rows.html", TITLES
    return "weblog/cards.html", IN_COLLECTIONS


def _with_neighbours(collections: Sequence[Collection]) -> Iterator[tuple[Collection, Around]]:
    """Collections with those before and after them: of times, which are listed the newest first, the older before."""
    names = [replace(link_to_collection(found), count=None) for found in collections]
    for found, left, right in zip(collections, [None, *names], [*names[1:], None], strict=False):
        by_time = found.label.kind in ("year", "month")
        before, after = (right, left) if by_time else (left, right)
        yield found, Around(before=before, after=after, by_time=by_time)


def _grouped_page(
    catalog: Catalog, whole: Collection, parts: Iterable[Collection], title: str, **facts: object
) -> Page:
    """The page of all posts by year, of a year's by month."""
    make = partial(_grouped, catalog, whole, parts, facts)
    return _list_page(whole.pagename, "posts.html", title, make)


def _grouped(
    catalog: Catalog, whole: Collection, parts: Iterable[Collection], facts: Mapping[str, object]
) -> Mapping[str, object]:
    part, kinds = _look_on(catalog, whole.pagename)
    groups, shown = [], 0
    for found in parts:
        cards, rows = parts_of(catalog, found.posts, kinds, shown)
        shown += len(cards)
        anchor = anchor_of(POSTS, found.label.slug)
        groups.append(PostGroup(heading=link_to_collection(found), anchor=anchor, cards=cards, rows=rows))
    return {"part": part, "groups": tuple(groups), "feed": link_to_feed(whole), **facts}


def _archive(catalog: Catalog, pagename: str) -> Mapping[str, object]:
    all_posts = link_to_collection(catalog.everything)
    return {"groups": _overview(catalog, pagename, catalog.years), "all_posts": all_posts}


def _labels(catalog: Catalog, pagename: str, kind: str, collections: Iterable[Collection]) -> Mapping[str, object]:
    return {"groups": _overview(catalog, pagename, collections), "kind": kind}


def _drafts(catalog: Catalog, pagename: str) -> Mapping[str, object]:
    part, kinds = _look_on(catalog, pagename)
    cards = cards_of(catalog, catalog.drafts, kinds)
    return {"part": part, "size": len(cards), "cards": cards, "older": (), "url": None, "feed": None}


def _overview(catalog: Catalog, pagename: str, collections: Iterable[Collection]) -> tuple[PostGroup, ...]:
    """Years with their months, or labels of one kind; each with the titles of its posts, unless the page has none."""
    names_alone = catalog.settings.has_names_alone(pagename)
    groups = []
    for found in collections:
        is_year = found.label.kind == "year"
        groups.append(
            PostGroup(
                heading=link_to_collection(found),
                anchor=anchor_of(POSTS, found.label.slug) if is_year else "",
                cards=() if names_alone else cards_of(catalog, found.posts),
                links=tuple(map(link_to_collection, catalog.months_of(found))) if is_year else (),
            )
        )
    return tuple(groups)


def _collection_page(catalog: Catalog, collection: Collection, title: str, around: Around) -> Page:
    make = partial(_collection, catalog, collection, around)
    return _list_page(collection.pagename, "collection.html", title, make)


def _collection(catalog: Catalog, collection: Collection, around: Around) -> Mapping[str, object]:
    if overview := LABEL_KINDS.get(collection.label.kind):
        above = Link(text=say(overview[1]), pagename=overview_pagename(catalog.settings.path, collection.label.kind))
    else:
        above = Link(text=collection.label.slug[:4], pagename=collection.pagename.rpartition("/")[0])  # a month's year
    way = (above, Link(text=collection.title, pagename=collection.pagename))
    part, kinds = _look_on(catalog, collection.pagename)
    cards, rows = parts_of(catalog, collection.posts, kinds)
    return {
        "part": part,
        "around": around,
        "size": len(collection.posts),
        "cards": cards,
        "older": older_by_year(rows),
        "url": collection.label.url,
        "feed": link_to_feed(collection),
        "way": way,
        "about": collection.description,
    }


def link_to_collection(collection: Collection, /) -> Link:
    """A link to the page of a collection, with the number of its posts."""
    text = collection.title if collection.label.kind in ("year", "month") else collection.label.name
    return Link(text=text, pagename=collection.pagename, count=len(collection.posts))
