"""All posts of one build, grouped and ordered: what every list, archive, feed and neighbour is taken from.

Owns: which posts are published, which collections exist and where their pages stand. Must not: know Sphinx, read files.
In: `PostData` of every document, what conf.py says of the weblog. Out: a `Catalog`, and the clashes found.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache, cached_property
from itertools import chain
from typing import TYPE_CHECKING, Any

from babel.dates import format_date

from weblog.posts.labels import LABEL_KINDS, TALK_LABEL_KINDS, label_pagename
from weblog.posts.model import Collection, Feed, Label, Post, is_published, order_key
from weblog.posts.words import say

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Mapping, Sequence

    from weblog.posts.labels import CatalogSettings
    from weblog.posts.model import PostData


@dataclass(frozen=True, slots=True, kw_only=True)
class Clash:
    """Two names of one kind that would share a page, and the posts that use each."""

    kind: str
    first: str
    second: str
    slug: str
    post: PostData  # the one that uses `second`
    other: PostData


@dataclass(frozen=True, slots=True, kw_only=True)
class SameId:
    """Two posts that would be one entry for feed readers."""

    id: str
    post: PostData  # the one that gets another id for the time being
    other: PostData


class Catalog:
    """The posts of one build. Every tuple of posts is newest first; collections are in the order of their names."""

    def __init__(
        self,
        posts: Iterable[Post],
        settings: CatalogSettings,
        /,
        *,
        now: datetime,
        show_drafts: bool = False,
        same_ids: Iterable[SameId] = (),
    ) -> None:
        self.settings = settings
        self.same_ids = tuple(same_ids)
        ordered = sorted(posts, key=order_key, reverse=True)
        self.posts = tuple(post for post in ordered if is_published(post.date, now))
        self.drafts = tuple(post for post in ordered if not is_published(post.date, now))
        self.visible = tuple(ordered) if show_drafts else self.posts
        """The posts that readers of this build see."""
        self._positions = {(post.docname, post.section): position for position, post in enumerate(self.posts)}
        self.cards: dict[tuple[str, ...], dict[tuple[str, str], Any]] = defaultdict(dict)
        """What `pages` made of posts, by the kinds of labels that it shows, so that it is made once."""
        self._by_document: dict[str, list[Post]] = defaultdict(list)
        for post in ordered:
            self._by_document[post.docname].append(post)

    def in_document(self, docname: str, /) -> tuple[Post, ...]:
        """The posts of one document: none, one, or several sections."""
        return tuple(self._by_document.get(docname, ()))

    @cached_property
    def moments(self) -> tuple[float, ...]:
        """When each of the posts was published, in seconds."""
        return tuple(post.date.timestamp() if post.date else 0.0 for post in self.posts)

    def position(self, post: Post, /) -> int | None:
        """The position of a published post among all, the newest first."""
        return self._positions.get((post.docname, post.section))

    def neighbours(self, post: Post, /) -> tuple[Post | None, Post | None]:
        """The older and the newer post; None at either end and for a draft."""
        position = self.position(post)
        if position is None:
            return None, None
        older = self.posts[position + 1] if position + 1 < len(self.posts) else None
        return older, self.posts[position - 1] if position else None

    @cached_property
    def everything(self) -> Collection:
        """The weblog itself, all of its posts."""
        label = Label(kind="blog", name=self.settings.title, slug=self.settings.path)
        return Collection(
            label=label,
            title=self.settings.title,
            pagename=self.settings.path,
            posts=self.posts,
            feed=self.settings.feed_plan.feed_beside(self.settings.path) if self.settings.feed_plan else None,
        )

    @cached_property
    def years(self) -> tuple[Collection, ...]:
        """A collection for each year that has posts, the newest year first."""
        return self._periods("year", "%Y", "yyyy")

    @cached_property
    def months(self) -> tuple[Collection, ...]:
        """A collection for each month that has posts, the newest first; their slugs are "2020/06"."""
        return self._periods("month", "%Y/%m", "LLLL yyyy")

    def months_of(self, year: Collection, /) -> tuple[Collection, ...]:
        """The months of one year, the newest first."""
        return tuple(month for month in self.months if month.label.slug.startswith(f"{year.label.slug}/"))

    @cached_property
    def labelled(self) -> Mapping[str, tuple[Collection, ...]]:
        """Kind -> its collections that have posts, by name; the kinds in the order of `LABEL_KINDS`."""
        collections: dict[str, list[Collection]] = {kind: [] for kind in LABEL_KINDS}
        for label, posts in self._by_label(LABEL_KINDS).items():
            pagename = label_pagename(self.settings.path, label.kind, label.slug)
            collection = Collection(
                label=label,
                title=say(LABEL_KINDS[label.kind][2], name=label.name),
                pagename=pagename,
                posts=tuple(posts),
                feed=self._feed(pagename),
            )
            collections[label.kind].append(self._with_tags_file(collection) if label.kind == "tags" else collection)
        return {
            kind: tuple(sorted(found, key=lambda collection: (collection.label.name.casefold(), collection.label.name)))
            for kind, found in collections.items()
        }

    def _with_tags_file(self, tag: Collection) -> Collection:
        """A tag with what tags.yml says of it."""
        found, name = self.settings.tags_file, tag.label.name
        pages = (label_pagename(self.settings.path, "tags", other) for other in found.other_slugs(name))
        return replace(tag, description=found.description(name), other_pagenames=tuple(pages))

    @cached_property
    def by_talk_label(self) -> Mapping[str, tuple[Collection, ...]]:
        """The collections of events and speakers, by kind: the posts with their talks."""
        grouped = self._by_label(TALK_LABEL_KINDS)
        collections: dict[str, list[Collection]] = {kind: [] for kind in TALK_LABEL_KINDS}
        for label, posts in sorted(grouped.items(), key=lambda item: (item[0].name.casefold(), item[0].slug)):
            title = say(TALK_LABEL_KINDS[label.kind][1], name=label.name)
            feed = self._feed(f"{label.kind}s/{label.slug}")  # wherever the author puts the page
            collections[label.kind].append(
                Collection(label=label, title=title, pagename=label.pagename, posts=tuple(posts), feed=feed)
            )
        return {kind: tuple(found) for kind, found in collections.items()}

    def _by_label(self, kinds: Container[str]) -> dict[Label, list[Post]]:
        grouped: dict[Label, list[Post]] = defaultdict(list)
        for post in self.visible:
            for label in (label for label in post.labels if label.kind in kinds):
                grouped[label].append(post)
        return grouped

    @property
    def collections(self) -> tuple[Collection, ...]:
        """Every collection, the weblog itself first."""
        labelled = chain(*self.labelled.values(), *self.by_talk_label.values())
        return (self.everything, *self.years, *self.months, *labelled, *self.combinations)

    @property
    def feeds(self) -> tuple[tuple[str, tuple[Collection, ...]], ...]:
        """The collections that have a feed, in groups with titles: the weblog, combinations, years, tags, ..."""
        named = [(say("Everything"), (self.everything,)), (say("Combinations"), self.combinations)]
        named += [(say("Years"), self.years)]
        named += [(say(LABEL_KINDS[kind][1]), collections) for kind, collections in self.labelled.items()]
        named += [(say(TALK_LABEL_KINDS[kind][0]), collections) for kind, collections in self.by_talk_label.items()]
        groups = ((title, tuple(found for found in collections if found.feed)) for title, collections in named)
        return tuple(group for group in groups if group[1])

    @cached_property
    def combinations(self) -> tuple[Collection, ...]:
        """The feeds that conf.py asks for, in its order; their page is the weblog's."""
        plan = self.settings.feed_plan
        return tuple(
            Collection(
                label=Label(kind="combination", name=wanted.name, slug=wanted.name),
                title=wanted.title,
                pagename=self.settings.path,
                posts=tuple(post for post in self.posts if self.settings.fits(post, wanted)),
                feed=Feed(path=wanted.path, full_text=wanted.full_text),
            )
            for wanted in (plan.combinations if plan else ())
        )

    def _feed(self, pagename: str) -> Feed | None:
        plan = self.settings.feed_plan
        return plan.feed_beside(pagename) if plan and plan.archives else None

    def _periods(self, kind: str, key: str, title: str) -> tuple[Collection, ...]:
        grouped: dict[str, list[Post]] = defaultdict(list)
        for post in self.posts:
            if post.date:
                grouped[post.date.strftime(key)].append(post)
        return tuple(
            Collection(
                label=Label(kind=kind, name=name, slug=name),
                title=format_date(posts[0].date, title, locale=self.settings.locale),
                pagename=f"{self.settings.path}/{name}",
                posts=tuple(posts),
                feed=self._feed(f"{self.settings.path}/{name}") if kind == "year" else None,
            )
            for name, posts in sorted(grouped.items(), reverse=True)
        )


def build_catalog(
    stored: Iterable[PostData],
    settings: CatalogSettings,
    /,
    *,
    now: datetime,
    show_drafts: bool = False,
    talk_labels: Mapping[tuple[str, str], Sequence[Label]] | None = None,
) -> tuple[Catalog, list[Clash]]:
    """The catalog of all stored posts, and the names that clash (of which the first in the alphabet keeps the page).

    With `show_drafts` tags and the like have their drafts and scheduled posts, too. `talk_labels` are the events and
    speakers of a post, by document and section.
    """
    data = sorted(stored, key=lambda post: (post["docname"], post["section"]))
    label = cache(settings.label)
    labels = [[label(kind, name) for kind in LABEL_KINDS for name in settings.label_names(post, kind)] for post in data]
    users: dict[tuple[str, str], dict[str, PostData]] = defaultdict(dict)
    for post, found in zip(data, labels, strict=True):
        for used_label in found:
            users[used_label.kind, used_label.slug].setdefault(used_label.name, post)
    clashes = []
    kept: dict[tuple[str, str], str] = {}
    for (kind, shared), used in users.items():
        first, *others = sorted(used)
        kept[kind, shared] = first
        clashes += [
            Clash(kind=kind, first=first, second=other, slug=shared, post=used[other], other=used[first])
            for other in others
        ]
    owners: dict[str, PostData] = {}
    same_ids = []
    posts = []
    for post, found in zip(data, labels, strict=True):
        identity = _identity(post, settings)
        other = owners.setdefault(identity, post)
        if other is not post:
            same_ids.append(SameId(id=identity, post=post, other=other))
            identity = f"{settings.id_of(post['docname'], post['section'])};2"
        talks = talk_labels.get((post["docname"], post["section"]), ()) if talk_labels else ()
        posts.append(_post(post, found, kept, identity, talks))
    return Catalog(posts, settings, now=now, show_drafts=show_drafts, same_ids=same_ids), clashes


def _identity(post: PostData, settings: CatalogSettings) -> str:
    """What tells a post from all others for ever: the id that it brought along, or one made of its first address."""
    pagename, section = post["docname"], post["section"]
    if post["was"]:
        pagename, _, section = post["was"][0].partition("#")
    return post["feed_id"] or settings.id_of(pagename.rstrip("/"), section, post["date"])  # no folder's slash


def _post(
    data: PostData,
    found: list[Label],
    kept: Mapping[tuple[str, str], str],
    identity: str,
    talk_labels: Sequence[Label],
) -> Post:
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
        labels=tuple(dict.fromkeys([*labels, *talk_labels])),
        redirects=tuple(data["redirects"]),
        id=identity,
        excerpt=tuple(data["excerpt"]["blocks"]),
        summary=data["excerpt"]["text"],
        minutes=data["minutes"],
        canonical_link=str(data["options"].get("canonical_link") or ""),
        external_link=str(data["options"].get("external_link") or ""),
        nocomments=bool(data["options"].get("nocomments")),
    )
