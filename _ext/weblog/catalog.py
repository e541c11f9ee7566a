"""All posts of one build, grouped and ordered: what every list, archive, feed and neighbour is taken from.

Owns: which posts are published, which collections exist and where their pages stand. Must not: know Sphinx, read files.
In: `PostData` of every document, conf.py's names of authors and the like. Out: a `Catalog`, and the clashes found.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any

from babel.dates import format_date

from .model import Collection, Label, Post, newest_first, reading_minutes, slug

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from .model import PostData

KINDS = {
    "tags": ("tag", "Tags", "Posts tagged {}"),
    "author": ("author", "Authors", "Posts by {}"),
    "category": ("category", "Categories", "Posts in {}"),
    "location": ("location", "Locations", "Posts from {}"),
    "language": ("language", "Languages", "Posts in {}"),
}
"""ablog's catalogs: name -> folder below the weblog's path, title of the overview, title of one collection."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """What conf.py says about the weblog: ablog's settings as the catalog needs them."""

    path: str
    title: str
    locale: str
    known: Mapping[str, Mapping[str, tuple[str, str | None]]]  # kind -> short name -> (full name, address)
    defaults: Mapping[str, list[str]]  # kind -> labels of a post that has none
    feeds: int  # 0 for none (there is no address to link to), 1 for the weblog's alone, 2 for every collection's

    def label(self, kind: str, short: str, /) -> Label:
        """The label that a name stands for."""
        full = self.full(kind, short)
        url = dict(self.known.get(kind, {}).values()).get(full)
        return Label(kind=kind, name=full, slug=slug(full), url=url)

    def full(self, kind: str, short: str, /) -> str:
        """The full name that conf.py gives for a short one, or the name itself."""
        return self.known.get(kind, {}).get(short, (short, None))[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Clash:
    """Two names of one kind that would share a page, and the posts that use each."""

    kind: str
    first: str
    second: str
    slug: str
    post: PostData  # the one that uses `second`
    other: PostData


class Catalog:
    """The posts of one build. Every tuple of posts is newest first; collections are in the order of their names."""

    def __init__(self, posts: Iterable[Post], names: Names, /, *, now: datetime) -> None:
        self.names = names
        ordered = sorted(posts, key=newest_first)
        moment = now.timestamp()
        self.posts = tuple(post for post in ordered if post.date and post.date.timestamp() <= moment)
        self.drafts = tuple(post for post in ordered if not post.date or post.date.timestamp() > moment)
        self._places = {(post.docname, post.section): place for place, post in enumerate(self.posts)}
        self.cards: dict[bool, dict[tuple[str, str], Any]] = {False: {}, True: {}}
        """What `pages` made of posts, with and without excerpts, so that it is made once."""
        self._by_document: dict[str, list[Post]] = defaultdict(list)
        for post in ordered:
            self._by_document[post.docname].append(post)

    def in_document(self, docname: str, /) -> tuple[Post, ...]:
        """The posts of one document: none, one, or several sections."""
        return tuple(self._by_document.get(docname, ()))

    def neighbours(self, post: Post, /) -> tuple[Post | None, Post | None]:
        """The older and the newer post; None at either end and for a draft."""
        place = self._places.get((post.docname, post.section))
        if place is None:
            return None, None
        older = self.posts[place + 1] if place + 1 < len(self.posts) else None
        return older, self.posts[place - 1] if place else None

    @cached_property
    def everything(self) -> Collection:
        """The weblog itself, all of its posts."""
        label = Label(kind="blog", name=self.names.title, slug=self.names.path)
        return Collection(
            label=label,
            title=self.names.title,
            pagename=self.names.path,
            posts=self.posts,
            has_feed=self.names.feeds > 0,
        )

    @cached_property
    def years(self) -> tuple[Collection, ...]:
        """A collection for each year that has posts, the newest year first."""
        return self._periods("year", "%Y", "yyyy", has_feed=True)

    @cached_property
    def months(self) -> tuple[Collection, ...]:
        """A collection for each month that has posts, the newest first; their slugs are "2020/06"."""
        return self._periods("month", "%Y/%m", "LLLL yyyy", has_feed=False)

    def months_of(self, year: Collection, /) -> tuple[Collection, ...]:
        """The months of one year, the newest first."""
        return tuple(month for month in self.months if month.label.slug.startswith(f"{year.label.slug}/"))

    @cached_property
    def labelled(self) -> Mapping[str, tuple[Collection, ...]]:
        """Kind -> its collections that have posts, by name; the kinds in the order of `KINDS`."""
        grouped: dict[Label, list[Post]] = defaultdict(list)
        for post in self.posts:
            for label in post.labels:
                grouped[label].append(post)
        collections: dict[str, list[Collection]] = {kind: [] for kind in KINDS}
        for label, posts in grouped.items():
            pagename = label_pagename(self.names.path, label.kind, label.slug)
            title = KINDS[label.kind][2].format(label.name)
            has_feed = self.names.feeds > 1
            collections[label.kind].append(
                Collection(label=label, title=title, pagename=pagename, posts=tuple(posts), has_feed=has_feed)
            )
        return {
            kind: tuple(sorted(found, key=lambda collection: (collection.label.name.casefold(), collection.label.name)))
            for kind, found in collections.items()
        }

    @property
    def collections(self) -> tuple[Collection, ...]:
        """Every collection, the weblog itself first."""
        labelled = tuple(collection for found in self.labelled.values() for collection in found)
        return (self.everything, *self.years, *self.months, *labelled)

    def _periods(self, kind: str, key: str, title: str, *, has_feed: bool) -> tuple[Collection, ...]:
        grouped: dict[str, list[Post]] = defaultdict(list)
        for post in self.posts:
            if post.date:
                grouped[post.date.strftime(key)].append(post)
        return tuple(
            Collection(
                label=Label(kind=kind, name=name, slug=name),
                title=format_date(posts[0].date, title, locale=self.names.locale),
                pagename=f"{self.names.path}/{name}",
                posts=tuple(posts),
                has_feed=has_feed and self.names.feeds > 1,
            )
            for name, posts in sorted(grouped.items(), reverse=True)
        )


def build(stored: Iterable[PostData], names: Names, /, *, now: datetime) -> tuple[Catalog, list[Clash]]:
    """The catalog of all stored posts, and the names that clash (of which the first in the alphabet keeps the page)."""
    data = sorted(stored, key=lambda post: (post["docname"], post["section"]))
    made = cache(names.label)
    labels = [[made(kind, short) for kind in KINDS for short in _labels(post, kind, names)] for post in data]
    users: dict[tuple[str, str], dict[str, PostData]] = defaultdict(dict)
    for post, found in zip(data, labels, strict=True):
        for label in found:
            users[label.kind, label.slug].setdefault(label.name, post)
    clashes = []
    kept: dict[tuple[str, str], str] = {}
    for (kind, shared), used in users.items():
        first, *others = sorted(used)
        kept[kind, shared] = first
        clashes += [
            Clash(kind=kind, first=first, second=other, slug=shared, post=used[other], other=used[first])
            for other in others
        ]
    posts = [_post(post, found, kept) for post, found in zip(data, labels, strict=True)]
    return Catalog(posts, names, now=now), clashes


def label_pagename(path: str, kind: str, slug: str, /) -> str:
    """The page of one tag, author, ..., below the weblog's path."""
    return f"{path}/{KINDS[kind][0]}/{slug}"


def _labels(post: PostData, kind: str, names: Names) -> list[str]:
    """The labels of one kind that a post has, or that conf.py gives to a post without any."""
    return post[kind] or names.defaults.get(kind, [])  # type: ignore[literal-required]


def _post(data: PostData, found: list[Label], kept: Mapping[tuple[str, str], str]) -> Post:
    labels = [
        label if label.name == (name := kept[label.kind, label.slug]) else replace(label, name=name) for label in found
    ]
    moments = [data["date"], *data["updates"]] if data["date"] else data["updates"]
    return Post(
        docname=data["docname"],
        section=data["section"],
        line=data["line"],
        title=data["title"],
        date=data["date"],
        updated=max(moments, key=datetime.timestamp, default=None),
        labels=tuple(dict.fromkeys(labels)),
        redirects=tuple(data["redirects"]),
        excerpt=data["excerpt"]["html"],
        summary=data["excerpt"]["text"],
        minutes=reading_minutes(data["words"]),
        canonical_link=str(data["options"].get("canonical_link") or ""),
        external_link=str(data["options"].get("external_link") or ""),
    )
