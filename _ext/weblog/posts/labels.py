"""What conf.py says about the weblog as a whole: its labels, their kinds and full names, which feeds there are.

Owns: the full names behind short ones, where the page of a label stands, the plan of the feeds. Must not: know posts
beyond their labels. In: checked settings. Out: `CatalogSettings`, which the catalog is built with.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

from weblog.posts.model import Feed, Label, slug
from weblog.posts.published_site import language_tag, site_language
from weblog.posts.tags_file import TagsFile
from weblog.posts.words import later

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import datetime

    from weblog.posts.model import Post, PostData

LABEL_KINDS = {
    "tags": ("tag", later("Tags"), later("Posts tagged {name}")),
    "author": ("author", later("Authors"), later("Posts by {name}")),
    "category": ("category", later("Categories"), later("Posts in {name}")),
    "location": ("location", later("Locations"), later("Posts from {name}")),
    "language": ("language", later("Languages"), later("Posts in {name}")),
}
"""ablog's catalogs: name -> folder below the weblog's path, title of the overview, title of one collection."""

TALK_LABEL_KINDS = {"event": (later("Events"), "{name}"), "speaker": (later("Speakers"), later("Talks by {name}"))}
"""The labels that a post's talks give it: title of all of them, title of one collection."""

PATH_CHARACTERS = "/#!$&'()*+,;=:@"
"""What may stand in a tag URI as it is (RFC 4151, section 2.1), beside letters, digits and -._~."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Combination:
    """What conf.py asks for in `weblog_feeds`: a feed of posts with all `tags` (or any) and with none of `without`."""

    name: str  # its part of the address
    title: str
    tags: tuple[str, ...]
    any: bool
    without: tuple[str, ...]
    language: str  # "" for all
    event: str  # the id of an event; "" for all posts
    full_text: bool
    path: str  # where the feed stands, from the site's root
    id: str = ""  # by which readers know the feed; "" for one of ours
    length: int | None = None  # how many entries it has; None for as many as others


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedPlan:
    """Which feeds there are, by ablog's settings and ours."""

    authority: str  # who coins ids: "domain,date"
    address_of: Callable[[str], str] | None = None  # gives a page's whole address, where that is an entry's id
    file_name: str  # the name of a feed's file, without its ending
    archives: bool  # True if years, tags, ... have one, too, and not the weblog alone
    full_text: bool
    summaries: tuple[str, ...]  # patterns of the pages whose feeds hold summaries all the same
    combinations: tuple[Combination, ...]
    main: Combination | None = None  # what conf.py says of the weblog's own feed

    @property
    def told(self) -> tuple[Combination, ...]:
        """All feeds that conf.py says something of."""
        return (*self.combinations, *([self.main] if self.main else []))

    def feed_beside(self, pagename: str, /) -> Feed:
        """The feed beside a page."""
        is_short = any(fnmatchcase(pagename, pattern) for pattern in self.summaries)
        return Feed(path=f"{pagename}/{self.file_name}.xml", full_text=self.full_text and not is_short)


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogSettings:
    """What conf.py says about the weblog: ablog's settings as the catalog needs them."""

    path: str
    title: str
    locale: str
    full_names: Mapping[str, Mapping[str, tuple[str, str | None]]]  # kind -> short name -> (full name, address)
    default_labels: Mapping[str, list[str]]  # kind -> labels of a post that has none
    feed_plan: FeedPlan | None  # None where there is no address to link to
    title_lists: tuple[str, ...] = ()  # patterns of the pages whose lists hold titles alone
    name_lists: tuple[str, ...] = ()  # patterns of the overviews that hold names alone
    tags_file: TagsFile = field(default_factory=TagsFile)  # which spellings are one tag
    with_excerpts: int | None = None  # how many posts of a list show their first words; None for all
    old_ids: tuple[str, datetime] | None = None  # the form of entries' ids, and the moment before which posts have them

    def has_titles_alone(self, pagename: str, /) -> bool:
        """True for a page whose list of posts shows no first words."""
        return any(fnmatchcase(pagename, pattern) for pattern in self.title_lists)

    def has_names_alone(self, pagename: str, /) -> bool:
        """True for a page of all tags, years, ... that shows none of their posts."""
        return any(fnmatchcase(pagename, pattern) for pattern in self.name_lists)

    def label(self, kind: str, short: str, /) -> Label:
        """The label that a name stands for."""
        full = self.full_name(kind, short)
        url = dict(self.full_names.get(kind, {}).values()).get(full)
        return Label(kind=kind, name=full, slug=slug(full), url=url)

    def other_language(self, post: Post, /) -> str:
        """The tag of the language that a post says it is written in, where that isn't the site's; else ""."""
        shorts = {full: short for short, (full, _) in self.full_names.get("language", {}).items()}
        tag = language_tag(next((label.name for label in post.labels_of("language")), ""), shorts)
        return "" if tag == site_language(self.locale) else tag

    def label_names(self, post: PostData, kind: str, /) -> list[str]:
        """The names, short or full, of a post's labels of one kind; of a post without any those that conf.py gives."""
        return post[kind] or self.default_labels.get(kind, [])  # type: ignore[literal-required]

    def ablog_references(self, posts: Iterable[PostData], /) -> dict[str, Label]:
        """The labels that ablog's references to the posts' labels mean: "tag-two-words" -> the tag "two words"."""
        labels = {(kind, short) for post in posts for kind in LABEL_KINDS for short in self.label_names(post, kind)}
        found = (self.label(kind, short) for kind, short in sorted(labels))
        return {f"{LABEL_KINDS[label.kind][0]}-{label.slug}": label for label in found}

    def fits(self, post: Post, wanted: Combination, /) -> bool:
        """True for a post that a combined feed has."""
        names = {kind: {label.name for label in post.labels_of(kind)} for kind in ("tags", "language")}
        tags = [name in names["tags"] for name in self.tags_file.main_names(wanted.tags)]
        return (
            (not tags or (any if wanted.any else all)(tags))
            and names["tags"].isdisjoint(self.tags_file.main_names(wanted.without))
            and (not wanted.event or any(label.slug == wanted.event for label in post.labels_of("event")))
            and (not wanted.language or self.full_name("language", wanted.language) in names["language"])
        )

    def id_of(self, pagename: str, section: str = "", date: datetime | None = None, /) -> str:
        """The id of the entry that was published as a page or a section of it: the same as ablog's, or a tag URI.

        A post with a date before that of `old_ids` has the id that these say.
        """
        anchor, plan = f"#{section}" if section else "", self.feed_plan
        if self.old_ids and date and date < self.old_ids[1]:
            form, day = self.old_ids[0], f"{date:%Y-%m-%d}"
            return form.replace("{date}", day).replace("{page}", quote(pagename, safe=PATH_CHARACTERS)) + anchor
        if plan and plan.address_of:
            return f"{plan.address_of(pagename)}{anchor}"
        return tag_uri(plan.authority, f"{pagename}{anchor}") if plan else f"{pagename}{anchor}"

    def full_name(self, kind: str, short: str, /) -> str:
        """The full name that conf.py gives for a short one, or tags.yml for a tag's spelling; or the name itself."""
        if kind == "tags":
            return self.tags_file.main_name(short)
        return self.full_names.get(kind, {}).get(short, (short, None))[0]


def tag_uri(authority: str, path: str, /) -> str:
    """An id that outlives the address which it is made of (RFC 4151)."""
    return f"tag:{authority}:/{quote(path, safe=PATH_CHARACTERS)}"


def host(base: str, /) -> str:
    """The host of an address."""
    return urlsplit(base).hostname or "localhost"


def overview_pagename(path: str, kind: str, /) -> str:
    """The page of all tags, authors, ..., below the weblog's path."""
    return f"{path}/{LABEL_KINDS[kind][0]}"


def label_pagename(path: str, kind: str, slug: str, /) -> str:
    """The page of one tag, author, ..., below that of all of them."""
    return f"{overview_pagename(path, kind)}/{slug}"
