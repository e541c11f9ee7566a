"""Atom feeds as bytes.

Owns: what stands in a feed and its entries. Must not: know Sphinx,
read or write files, look at the clock. In: a collection and, for each post, the HTML of its page. Out: RFC 4287 XML.

An entry's id is a tag URI (RFC 4151) of the weblog's authority and the post's address, so that it stays when the site
moves to another host; `updated` moves only with an {update}.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from urllib.parse import quote, urljoin, urlsplit

from feedgen.feed import FeedGenerator

from .entry_content import NOT_XML

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from .model import Collection, Post

USUAL_LENGTH = 20
"""How many entries a feed holds where conf.py doesn't say."""

PATH_CHARACTERS = "/#!$&'()*+,;=:@"
"""What may stand in a tag URI as it is (RFC 4151, section 2.1), beside letters, digits and -._~."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedSettings:
    """What conf.py says about feeds. `base` ends with a slash."""

    base: str
    title: str
    subtitle: str
    language: str
    author: str  # of the feed, for entries that have none (RFC 4287, section 4.1.1)
    authority: str
    tag_path: str  # the tags' folder: "weblog/tag"
    length: int
    full_text: bool
    titles_only: bool


def atom(
    collection: Collection,
    settings: FeedSettings,
    body_of: Callable[[Post], str],
    address_of: Callable[[str], str],
    /,
) -> bytes:
    """The feed of a collection: its newest posts, newest first.

    `body_of` gives the `content` of a post, `address_of` a page's address relative to the site's root.
    """
    base = settings.base
    feed = FeedGenerator()
    feed.id(_tag_uri(settings.authority, f"{collection.pagename}/atom.xml"))
    whole = collection.label.kind == "blog"
    feed.title(_text(collection.title if whole else f"{settings.title}: {collection.title}"))
    if settings.subtitle:
        feed.subtitle(_text(settings.subtitle))
    feed.link(href=urljoin(base, address_of(collection.pagename)), rel="alternate", type="text/html")
    feed.link(href=urljoin(base, f"{collection.pagename}/atom.xml"), rel="self", type="application/atom+xml")
    feed.language(settings.language)
    feed.author(name=_text(settings.author))
    feed.generator("weblog")
    posts = collection.posts[: settings.length]
    feed.updated(max((post.updated or _NEVER for post in posts), default=_NEVER))
    for post in posts:
        entry = feed.add_entry(order="append")
        address = urljoin(base, address_of(post.docname)) + post.anchor
        entry.id(_tag_uri(settings.authority, f"{post.docname}{post.anchor}"))
        entry.title(_text(post.title) or post.docname)
        entry.link(href=_text(post.external_link) or address, rel="alternate", type="text/html")
        entry.published(post.date)
        entry.updated(post.updated)
        for author in post.of("author"):
            entry.author(_known({"name": _text(author.name), "uri": _text(author.url or "")}))
        for tag in post.tags:
            entry.category(term=_text(tag.name), scheme=urljoin(base, address_of(f"{settings.tag_path}/{tag.slug}")))
        if settings.titles_only:
            continue
        if post.summary:
            entry.summary(_text(post.summary))
        if settings.full_text:
            entry.content(_text(body_of(post)), type="html")
    xml: bytes = feed.atom_str(pretty=True)
    return xml


def host(base: str, /) -> str:
    """The host of an address."""
    return urlsplit(base).hostname or "localhost"


_NEVER = datetime(1970, 1, 1, tzinfo=UTC)
"""The `updated` of a feed without entries, which RFC 4287, section 4.1.1, asks for all the same."""


def _known(values: Mapping[str, str | None]) -> dict[str, str]:
    return {name: value for name, value in values.items() if value}


def _text(value: str) -> str:
    return NOT_XML.sub("", value)


def _tag_uri(authority: str, path: str) -> str:
    return f"tag:{authority}:/{quote(path, safe=PATH_CHARACTERS)}"
