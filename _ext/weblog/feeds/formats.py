"""Feeds as bytes: Atom for every collection, JSON Feed for the weblog.

Owns: what stands in a feed and its entries. Must not: know Sphinx, read or write files, look at the clock. In: a
collection, and what `entry_content` made of its pages. Out: RFC 4287 XML, JSON Feed 1.1.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import cache
from types import SimpleNamespace
from typing import TYPE_CHECKING, TypeVar
from urllib.parse import quote, urljoin

from jinja2 import Template
from lxml import etree

from weblog.feeds.entry_content import NOT_XML
from weblog.posts.labels import label_pagename, tag_uri

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from lxml.etree import _Element

    from weblog.posts.model import Collection, Post

T = TypeVar("T")
ATOM = "http://www.w3.org/2005/Atom"
END = b"</feed>\n"
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedSettings:
    """What conf.py says about all feeds, in plain values that have a digest. `base` ends with a slash."""

    base: str
    title: str
    subtitle: str
    language: str
    author: str  # of the feed, for entries that have none (RFC 4287, section 4.1.1)
    authority: str  # who coins the ids of feeds; "" where they are addresses
    known_ids: Mapping[str, str]  # path -> the id that a feed has with ablog, and keeps
    path: str  # the weblog's, below the site: "weblog"
    languages: Mapping[str, str]  # full name -> short name
    length: int | None  # of a feed; None for all posts
    lengths: Mapping[str, int]  # path -> of a feed that is to have another length
    titles_only: bool
    icon: str = ""  # the whole address of a small square picture (html_favicon)
    logo: str = ""  # and of a larger one (html_logo)

    def newest(self, found: Collection, /) -> Sequence[Post]:
        """The posts of a collection that are in its feed."""
        return found.posts[: self.lengths.get(found.feed.path, self.length) if found.feed else None]


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedSource:
    """Where feeds take what they show. What was made is kept, for a post is in the feeds of its tags, its year, ..."""

    settings: FeedSettings
    body_of: Callable[[Post], str]  # gives a post's content
    excerpt_of: Callable[[Post], str]  # the content where a feed holds no whole texts
    address_of: Callable[[str], str]  # gives a page's address, from the site's root
    language_of: Callable[[Post], str]  # gives the tag of a post's language; "" for the feed's
    entries: dict[tuple[str, str, bool], Entry] = field(default_factory=dict)
    entry_as_xml: Callable[[Entry], bytes] = field(default_factory=lambda: cache(_entry_as_xml))

    def url(self, pagename: str, /) -> str:
        """A page's whole address."""
        return f"{self.settings.base}{self.address_of(pagename)}"

    @property
    def title(self) -> str:
        """The weblog's title."""
        return _xml_text(self.settings.title)

    def home_of(self, collection: Collection, /) -> str:
        """The whole address of what a feed is of: the site's front page for the weblog's, and for combinations."""
        is_whole = collection.label.kind in ("blog", "combination")
        return self.settings.base if is_whole else self.url(collection.pagename)

    def file_url(self, path: str, /) -> str:
        """A file's whole address."""
        return f"{self.settings.base}{quote(path)}"

    def id_of(self, path: str, /) -> str:
        """A feed's own id."""
        authority, known = self.settings.authority, self.settings.known_ids.get(path)
        return _xml_text(known or (tag_uri(authority, path) if authority else self.file_url(path)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A post as a feed shows it; texts can be written in XML. `content` is HTML, "" where the feed has none."""

    id: str
    url: str
    title: str
    published: datetime
    updated: datetime
    authors: tuple[tuple[str, str], ...]  # name and address, which may be empty
    tags: tuple[tuple[str, str], ...]  # name and the address of its page
    language: str  # "" for the feed's
    summary: str
    content: str


class FeedTemplateError(Exception):
    """A template of conf.py that can't be filled in."""


def atom(collection: Collection, source: FeedSource, path: str, templates: Mapping[str, str], /) -> bytes:
    """The feed of a collection: its newest posts, newest first.

    `path` is where the feed stands, `templates` are ablog's: "title", "summary" or "content" -> a Jinja template.

    :raises FeedTemplateError: if one of these can't be filled in.
    """
    settings = source.settings
    found = [_by_templates(entry, post, templates) for post, entry in _entries(collection, source)]
    (feed := _feed_element()).set(LANGUAGE, settings.language)
    _add(feed, "id", source.id_of(path))
    _add(feed, "title", title_of(collection, settings))
    _add(feed, "updated", max((entry.updated for entry in found), key=datetime.timestamp, default=NEVER).isoformat())
    _add(_add(feed, "author"), "name", _xml_text(settings.author))
    _add(feed, "link", href=source.home_of(collection), rel="alternate", type="text/html")
    _add(feed, "link", href=source.file_url(path), rel="self", type="application/atom+xml")
    _add(feed, "generator", "weblog")
    subtitle = collection.description or settings.subtitle
    for name, text in (("subtitle", subtitle), ("icon", settings.icon), ("logo", settings.logo)):
        if text:
            _add(feed, name, _xml_text(text))
    head = etree.tostring(feed, xml_declaration=True, encoding="UTF-8", pretty_print=True).removesuffix(END)
    return b"".join([head, *map(source.entry_as_xml, found), END])


def _feed_element() -> _Element:
    return etree.Element(f"{{{ATOM}}}feed", nsmap={None: ATOM})  # type: ignore[dict-item]  # the default namespace


def _entry_as_xml(value: Entry) -> bytes:
    """An entry as it stands in a feed."""
    entry = _add(feed := _feed_element(), "entry")
    if value.language:
        entry.set(LANGUAGE, value.language)
    _add(entry, "id", value.id)
    _add(entry, "title", value.title)
    _add(entry, "updated", value.updated.isoformat())
    for name, address in value.authors:
        author = _add(entry, "author")
        _add(author, "name", name)
        if address:
            is_email = "@" in address and "//" not in address
            _add(author, "email" if is_email else "uri", address.removeprefix("mailto:"))
    if value.content:
        _add(entry, "content", value.content, type="html")
    _add(entry, "link", href=value.url)
    if value.summary:
        _add(entry, "summary", value.summary)
    for tag, page in value.tags:
        _add(entry, "category", term=tag.replace(" ", ""), label=tag, scheme=page)
    _add(entry, "published", value.published.isoformat())
    return etree.tostring(feed, encoding="UTF-8", pretty_print=True).partition(b"\n")[2].removesuffix(END)


def _add(parent: _Element, name: str, text: str | None = None, **attributes: str) -> _Element:
    element = etree.SubElement(parent, f"{{{ATOM}}}{name}", attributes)
    element.text = text
    return element


def json_feed(collection: Collection, source: FeedSource, path: str, /) -> bytes:
    """The same as JSON Feed 1.1 (jsonfeed.org/version/1.1)."""
    settings = source.settings
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": title_of(collection, settings),
        "home_page_url": source.home_of(collection),
        "feed_url": source.file_url(path),
        "description": _xml_text(settings.subtitle),
        "icon": _xml_text(settings.logo),
        "favicon": _xml_text(settings.icon),
        "language": settings.language,
        "authors": [{"name": _xml_text(settings.author)}],
    }
    found = {**_non_empty(feed), "items": [_non_empty(_item(entry)) for _, entry in _entries(collection, source)]}
    return json.dumps(found, ensure_ascii=False, indent=1).encode()


def title_of(collection: Collection, settings: FeedSettings, /) -> str:
    """The title of a collection's feed, which a reader shows among those of other sites; with ablog's words."""
    whose = "" if collection.label.kind == "blog" else f"{settings.title} - "
    return _xml_text(f"{whose}{'Posted in ' if collection.label.kind == 'year' else ''}{collection.title}")


NEVER = datetime(1970, 1, 1, tzinfo=UTC)  # a feed without entries needs it, too (RFC 4287, section 4.1.1)


def _entries(collection: Collection, source: FeedSource) -> Iterator[tuple[Post, Entry]]:
    is_whole = collection.feed is not None and collection.feed.full_text
    for post in source.settings.newest(collection):
        if not post.date:
            continue  # a draft in a preview
        key = (post.docname, post.section, is_whole)
        if key not in source.entries:
            source.entries[key] = _entry(post, post.date, source, is_whole=is_whole)
        yield post, source.entries[key]


def _entry(post: Post, published: datetime, source: FeedSource, *, is_whole: bool) -> Entry:
    settings = source.settings
    title = _xml_text(post.title) or post.docname
    return Entry(
        id=_xml_text(post.id),
        url=_entry_url(post, source),
        title=title,
        published=_writable(published),
        updated=_writable(post.updated or published),
        authors=tuple((_xml_text(author.name), _xml_text(author.url or "")) for author in post.labels_of("author")),
        tags=tuple(
            (_xml_text(tag.name), source.url(label_pagename(settings.path, "tags", tag.slug))) for tag in post.tags
        ),
        language=source.language_of(post),
        summary="" if settings.titles_only else _xml_text(post.summary) or title,
        content="" if settings.titles_only else _xml_text((source.body_of if is_whole else source.excerpt_of)(post)),
    )


def _entry_url(post: Post, source: FeedSource) -> str:
    """Where an entry leads: to the address elsewhere that its author gave, or the post's page or section."""
    if post.external_link:
        return _xml_text(urljoin(source.settings.base, post.external_link))
    return source.url(post.docname) + post.anchor


def _writable(moment: datetime) -> datetime:
    """A moment whose offset RFC 3339 can write; before the days of time zones they had seconds."""
    offset = moment.utcoffset()
    return moment.astimezone(UTC) if offset and offset.total_seconds() % 60 else moment


def _by_templates(entry: Entry, post: Post, templates: Mapping[str, str]) -> Entry:
    """An entry with its title, summary or content as ablog's `blog_feed_templates` say.

    :raises FeedTemplateError: if one of them can't be filled in.
    """
    if not templates:
        return entry
    as_ablog_has_it = SimpleNamespace(
        docname=post.docname,
        section=post.section,
        title=entry.title,
        date=entry.published,
        update=entry.updated,
        published=True,
        external_link=post.external_link,
        tags=post.tags,
        **{kind: post.labels_of(kind) for kind in ("author", "category", "location", "language")},
    )
    given = {"title": entry.title, "summary": entry.summary, "content": entry.content, "post_url": entry.url}
    made = {}
    for name, text in templates.items():
        try:
            made[name] = _xml_text(Template(text).render(given, post=as_ablog_has_it))
        except Exception as error:  # a template may do anything
            raise FeedTemplateError(f'"{name}": {error}') from error
    return replace(
        entry,
        title=made.get("title", "").strip() or entry.title,
        summary=made.get("summary", entry.summary),
        content=made.get("content", entry.content),
    )


def _item(entry: Entry) -> dict[str, object]:
    return {
        "id": entry.id,
        "url": entry.url,
        "title": entry.title,
        "content_html": entry.content,
        "content_text": "" if entry.content else entry.summary or entry.title,
        "summary": entry.summary,
        "date_published": entry.published.isoformat(),
        "date_modified": entry.updated.isoformat(),
        "authors": [_non_empty({"name": name, "url": address}) for name, address in entry.authors],
        "tags": [name for name, _ in entry.tags],
        "language": entry.language,
    }


def _non_empty(values: dict[str, T]) -> dict[str, T]:
    return {name: value for name, value in values.items() if value}


def _xml_text(value: str) -> str:
    return NOT_XML.sub("", value)
