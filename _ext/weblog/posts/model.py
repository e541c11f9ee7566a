"""The values that the weblog is made of, and the rules that need nothing but the values.

Owns: what a post and a collection are, how they are ordered, how a name becomes a part of an address, and which
moment a local date is. Must not: know Sphinx, docutils, ablog, files or the clock.
In: strings and dates that `metadata` has checked. Out: frozen values that `catalog`, `feeds` and the templates read.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime, time
from functools import cache
from typing import TYPE_CHECKING, Any, TypedDict

if TYPE_CHECKING:
    from datetime import date

LONGEST_SLUG = 120
"""Bytes; a file's name may have 255 on most disks."""

SPELLED = {"+": " plus ", "#": " sharp "}
"""Characters that tell names apart (C, C++, C#), so that an address keeps them as words."""


class Excerpt(TypedDict):
    """A post's first words: as blocks of HTML, each with the name of its element, and as text on one line.

    Both have a number between two U+FFFC for what isn't known yet of `references`: addresses, and titles of other
    pages. What is kept of a reference are the attributes of its node.
    """

    blocks: list[tuple[str, str]]
    text: str
    references: list[dict[str, Any]]


Picture = tuple[str, str]
"""A file below the source folder, or a whole address; what is to be seen, in words."""

NUMBERED = re.compile(r"id\d+")
"""What docutils calls a section whose heading has no letters for an id, or those of another one."""
OTHER_SIGN = re.compile(r"[^\w\s-]")
ACCENT = re.compile("[\u0300-\u036f]")
"""The marks that Latin, Greek and Cyrillic letters may have."""
SIGNS = "[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
"""What is written without spaces between words: Chinese characters and kana. Compiled for a text that may have them:
so many signs take 2 ms.
"""
KANA = "[\u3040-\u30ff]"
"""The signs of Japanese alone."""


class PostData(TypedDict):
    """One post as the environment stores it: plain values, so that it can be pickled, merged and compared."""

    docname: str
    section: str  # the id of the section that is the post; "" where the whole page is
    line: int  # of the {post} directive, for messages
    title: str
    date: datetime | None  # aware; None for a draft
    unpublished_as: str  # "Draft" or "Scheduled" when it was read, "" for a published post
    updates: list[datetime]  # one for each {update}, aware, in the order of the page
    tags: list[str]
    tags_as_written: list[str]  # before tags.yml made one name of several
    author: list[str]
    category: list[str]
    location: list[str]
    language: list[str]
    was: list[str]  # the addresses that it had, oldest first: page names or "folder/", perhaps with "#section"
    redirects: list[str]  # addresses that lead to it, those among them, as page names
    feed_id: str  # the id that it brought along from elsewhere; "" for one of ours
    excerpt: Excerpt
    picture: Picture | None  # what stands for it in lists
    minutes: int  # to read it
    event: str  # the event of its talks that name none; "" for none
    options: dict[str, object]  # ablog's other options, by its names


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """What groups posts: a tag, an author, an event, ... `kind` is ablog's name for the group ("tags"), or ours."""

    kind: str
    name: str
    slug: str
    url: str | None = None  # the address that conf.py gives for an author or location
    pagename: str = ""  # the page of an event or a speaker; a tag's and the like follows from kind and slug


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """One published (or, in a preview, unpublished) post."""

    docname: str
    section: str
    line: int
    title: str
    date: datetime | None
    updated: datetime | None
    labels: tuple[Label, ...]
    redirects: tuple[str, ...]
    id: str  # by which feed readers know it for ever
    excerpt: tuple[
        tuple[str, str], ...
    ]  # blocks of HTML: element, content; U+FFFC before addresses from the site's root
    summary: str
    minutes: int
    canonical_link: str
    external_link: str
    nocomments: bool

    @property
    def anchor(self) -> str:
        """What follows the page's address: "#section", or nothing where the whole page is the post."""
        return f"#{self.section}" if self.section else ""

    def labels_of(self, kind: str, /) -> tuple[Label, ...]:
        """The post's labels of one kind, in the author's order."""
        return tuple(label for label in self.labels if label.kind == kind)

    @property
    def tags(self) -> tuple[Label, ...]:
        """The post's tags, in the author's order."""
        return self.labels_of("tags")


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """Where a collection's feed stands, from the site's root, and whether it holds whole texts or summaries."""

    path: str
    full_text: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Collection:
    """A set of posts that has a page and perhaps a feed.

    `posts` are newest first. `pagename` is the page's address without its ending.
    """

    label: Label
    title: str
    pagename: str
    posts: tuple[Post, ...]
    feed: Feed | None
    description: str = ""  # of a tag, what tags.yml says it is about
    other_pagenames: tuple[str, ...] = ()  # addresses that lead to its page, each of which has its feed, too


@cache
def slug(name: str, /) -> str:
    """The part of an address that stands for a name: lower case, words joined by "-"; never empty.

    The same as ablog's for names of Latin letters and digits, so that addresses stay; but "C", "C++" and "C#" differ,
    other scripts keep the marks that tell their words apart and are composed as people type them, a name without any
    letter (an emoji) gets its Unicode names, and "index", which would be its folder's page, one more word.
    """
    text = unicodedata.normalize("NFKD", "".join(SPELLED.get(character, character) for character in name))
    text = OTHER_SIGN.sub(lambda found: found[0] if _is_mark_of_word(found[0]) else "", text.lower())
    text = re.sub(r"[-\s]+", "-", unicodedata.normalize("NFC", text)).strip("-")
    if not re.search(r"\w", text):
        words = " ".join(unicodedata.name(sign, f"u{ord(sign):x}") for sign in name if not sign.isspace())
        text = re.sub(r"[^a-z0-9]+", "-", words.lower()).strip("-") or "unnamed"
    if text == "index":
        return "index-itself"
    if len(text.encode()) > LONGEST_SLUG:
        from hashlib import blake2b  # seldom needed, and slow to import: an author waits for a new file

        kept = text.encode()[: LONGEST_SLUG - 9].decode(errors="ignore").rstrip("-")
        text = f"{kept}-{blake2b(name.encode(), digest_size=4).hexdigest()}"
    return text


def slug_of_ablog(name: str, /) -> str:
    """What ablog makes of a name in its place."""
    text = re.sub(r"[^\w\s-]", "", unicodedata.normalize("NFKD", name)).strip().lower()
    return re.sub(r"[-\s]+", "-", text)


def _is_mark_of_word(sign: str) -> bool:
    """True for vowel signs and the like of scripts that can't do without; accents of Latin letters may go."""
    return unicodedata.category(sign) in ("Mn", "Mc") and not ACCENT.match(sign)


def short_name(docname: str, /) -> str:
    """The name by which a document goes: its file's, or its folder's where the file is called index."""
    return docname.removesuffix("/index").rpartition("/")[2]


def for_machines(moment: date, /) -> str:
    """A moment as machines read it; where no time of day is told, the day alone.

    Midnight here is the day before in other zones, by which programs would date the post.
    """
    has_time = isinstance(moment, datetime) and moment.time() != time()
    return moment.isoformat() if has_time else moment.isoformat()[:10]


def is_published(date: datetime | None, now: datetime, /) -> bool:
    """True for a post with this date, if that isn't still to come; without a date it is a draft."""
    return date is not None and date.timestamp() <= now.timestamp()


def order_key(post: Post, /) -> tuple[bool, float, str, str, str]:
    """A sort key, to be reversed: drafts, then the newest; posts of one moment by title from Z to A, as with ablog.

    Then by address, so that the order never hangs on chance.
    """
    return (post.date is None, post.date.timestamp() if post.date else 0.0, post.title, post.docname, post.section)


def reading_minutes(text: str, /) -> int:
    """Whole minutes, at least one.

    238 words a minute: Brysbaert 2019, doi.org/10.1016/j.jml.2019.104047; where there are no spaces 255 signs, or 357
    with kana among them: Trauzettel-Klosinski and Dietz 2012, doi.org/10.1167/iovs.11-8284.
    """
    rest, signs = (text, 0) if text.isascii() else re.subn(SIGNS, " ", text)
    signs_a_minute = 357 if signs and re.search(KANA, text) else 255
    return max(1, round(len(rest.split()) / 238 + signs / signs_a_minute))
