"""The files of the weblog as a whole: feeds, calendars, exports, the sitemap, and the bodies that feeds are made of.

Owns: which of these files there are, and what each is made of. Must not: choose posts, render pages, write into the
output. In: the catalog, the programme, pages' HTML. Out: `File`s for the engine.
"""

from __future__ import annotations

import json
import os
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from sphinx.util import isurl

from sphinx_rebuild import File
from sphinx_rebuild.digests import digest, digest_of_bytes
from sphinx_rebuild.files import Writer, write_if_different
from weblog.feeds import entry_content, formats, sitemap
from weblog.feeds.icons import icons_beside
from weblog.feeds.opml import opml
from weblog.feeds.own_files import JSON, NO_JEKYLL, OPML, SITEMAP, TALKS_FILE
from weblog.feeds.root_files import root_files
from weblog.posts import excerpt
from weblog.posts.ablog_values import whole_address
from weblog.posts.config import Subtype, warn
from weblog.posts.labels import tag_uri
from weblog.posts.links import REDIRECT
from weblog.talks import exports
from weblog.talks.model import EVENTS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sphinx.config import Config

    from sphinx_rebuild import BuildView, Page
    from weblog.posts.catalog import Catalog
    from weblog.posts.labels import FeedPlan
    from weblog.posts.model import Collection, Post
    from weblog.posts.published_site import PublishedSite
    from weblog.talks.programme import Programme

SITEMAP_EXTENSION = "sphinx_sitemap"
"""Another extension, which makes a sitemap by the site's own settings: then it is the one."""


class FeedFiles:
    """The files of one build."""

    def __init__(self, build: BuildView, /) -> None:
        self.build = build
        self.app = build.app
        self.folder = build.folder / "bodies"
        self.states_path = build.folder / "bodies.json"
        self.states: dict[str, tuple[int, int, str]] = {}
        """Post -> time (ns) and size of its kept body, and its digest."""
        self.entries: dict[str, str] = {}
        self.icons = icons_beside(self.app.config, Path(self.app.confdir))

    @cached_property
    def _last_states(self) -> dict[str, tuple[int, int, str]]:
        """The `states` that the last build left."""
        try:
            found = json.loads(self.states_path.read_bytes())
        except (OSError, ValueError):
            return {}
        return {name: (time, size, known) for name, (time, size, known) in found.items()}

    # The bodies of posts

    def lacks_body(self, post: Post, /) -> bool:
        """True if the feeds would miss the HTML of a post."""
        are_wanted = bool(self.build.makes_pages and self.app.config.blog_baseurl)
        return are_wanted and not os.path.isfile(self._body_path(post))  # noqa: PTH113 - for each post

    def keep_body(self, post: Post, html: str, heading: str, /) -> None:
        """Keeps a page's HTML as the feeds want it, in a file, since pages are written by several processes.

        `heading` is the page's, if it isn't the post's title.
        """
        base = whole_address(self.app.config.blog_baseurl)
        address = base + self.app.builder.get_target_uri(post.docname)
        content = entry_content.content(
            html, address, post.section, [title for title in (post.title, heading) if title]
        )
        write_if_different(Path(self._body_path(post)), content.encode("utf-8", "surrogatepass"))

    def tidy(self, catalog: Catalog, /) -> None:
        """Removes the bodies of posts that are gone."""
        wanted = {_post_name(post) for post in (*catalog.posts, *catalog.drafts)}
        gone = self._last_states.keys() - wanted
        Writer(self.folder).remove(f"{name}.html" for name in gone)
        states = {name: state for name, state in {**self._last_states, **self.states}.items() if name in wanted}
        write_if_different(self.states_path, json.dumps(states).encode())

    # The files

    def all_files(
        self, site: PublishedSite, catalog: Catalog, programme: Programme, pages: Mapping[str, Page], /
    ) -> Iterator[File]:
        """All files of the weblog as a whole, each with the digest of what it is made of."""
        if not self.build.makes_pages:
            return
        yield File(path=NO_JEKYLL, digest="", make=bytes)
        if not catalog.settings.feed_plan:
            return
        settings = self._feed_settings(site, catalog.settings.feed_plan)
        source = formats.FeedSource(
            settings=settings,
            body_of=self._body,
            excerpt_of=partial(self._excerpt, settings.base),
            address_of=self.app.builder.get_target_uri,
            language_of=site.language_of,
        )
        common = digest(settings, self.build.inputs())
        taken: set[str] = set()
        for collection in catalog.collections:
            if collection.feed and collection.feed.path not in taken:
                taken.add(collection.feed.path)
                yield from self._feeds(collection, source, common, catalog.settings.feed_plan.file_name)
        content_digest = self._feed_digest(JSON, catalog.everything, settings, common)
        yield File(path=JSON, digest=content_digest, make=partial(formats.json_feed, catalog.everything, source, JSON))
        site_digest = digest(common, self.build.shared())  # all that names and addresses are made of
        yield File(path=OPML, digest=site_digest, make=partial(opml, catalog.feeds, source))
        if SITEMAP_EXTENSION not in self.app.extensions:
            days = _days_of_changes(catalog)
            make = partial(self._sitemap, site, pages, days)
            yield File(path=SITEMAP, digest=digest(site_digest, days), make=make)
        yield from root_files(self.build, site.base, self._sitemap_path(), self.icons)
        if programme.has_content:
            yield File(path=TALKS_FILE, digest=site_digest, make=partial(exports.talks_json, programme, site))
        yield from self._calendars(site, programme, catalog.settings.feed_plan)

    def _calendars(self, site: PublishedSite, programme: Programme, plan: FeedPlan) -> Iterator[File]:
        """A calendar file for each event that has dates."""
        is_loaded = False
        for event in programme.events:
            if event.first:
                path = f"{EVENTS}/{event.id}.ics"
                identity = tag_uri(plan.authority, f"{EVENTS}/{event.id}")
                address = site.url(event.docname)
                content_digest = digest(self.build.inputs(), event)
                if not is_loaded and not self.build.is_current(path, content_digest):
                    exports.load_icalendar()  # now, for several processes are about to need it
                    is_loaded = True
                yield File(path=path, digest=content_digest, make=partial(exports.calendar, event, identity, address))

    def _feeds(self, collection: Collection, source: formats.FeedSource, common: str, main: str) -> Iterator[File]:
        """The feed of a collection, and others beside it that conf.py has templates for."""
        wanted: Mapping[str, Mapping[str, str]] = self.app.config.blog_feed_templates
        own = collection.feed.path if collection.feed else ""
        is_combination = collection.label.kind == "combination"
        for root, templates in wanted.items():
            if is_combination and root != main:
                continue
            path = own if is_combination else f"{own.removesuffix(f'{main}.xml')}{root}.xml"
            content_digest = self._feed_digest(path, collection, source.settings, common, templates)
            make = partial(self._atom, collection, source, path, templates)
            yield File(path=path, digest=content_digest, make=make)
            for page in collection.other_pagenames if collection.feed else ():  # no reader follows a page that leads on
                yield File(path=f"{page}/{root}.xml", digest=content_digest, make=make)

    def _atom(
        self, collection: Collection, source: formats.FeedSource, path: str, templates: Mapping[str, str]
    ) -> bytes:
        try:
            return formats.atom(collection, source, path, templates)
        except formats.FeedTemplateError as error:
            warn(Subtype.OPTION, f"conf.py: blog_feed_templates, for {path}: {error}", location=None)
            return formats.atom(collection, source, path, {})

    def _feed_digest(
        self, path: str, collection: Collection, settings: formats.FeedSettings, /, *common: object
    ) -> str:
        """The digest of all that is in a feed: the last one, if nothing changed but the texts of other posts."""
        posts = settings.newest(collection)
        last = self.build.last_digest_of_file(path)
        if last and self.build.has_same_shared_data() and not any(map(self._has_new_body, posts)):
            return last
        entries = [self._entry_digest(post) for post in posts]
        about = (collection.label, collection.title, collection.feed, collection.description)
        return digest(common, *about, entries)

    def _entry_digest(self, post: Post) -> str:
        """The digest of what a post gives to each of the feeds that it is in."""
        name = _post_name(post)
        if name not in self.entries:
            self.entries[name] = digest(post, self._body_digest(post))
        return self.entries[name]

    def _has_new_body(self, post: Post) -> bool:
        last = self._last_states.get(_post_name(post))
        return not last or last[2] != self._body_digest(post)

    def _body_digest(self, post: Post) -> str:
        """The digest of a kept body; the noted one, while the file has the time and size that it had then."""
        name = _post_name(post)
        if name not in self.states:
            path = self._body_path(post)
            status = os.stat(path)  # noqa: PTH116 - of each post
            last = self._last_states.get(name)
            if last and (status.st_mtime_ns, status.st_size) == (last[0], last[1]):
                self.states[name] = last
            else:
                found = digest_of_bytes(Path(path).read_bytes())
                self.states[name] = (status.st_mtime_ns, status.st_size, found)
        return self.states[name][2]

    def _body(self, post: Post) -> str:
        return Path(self._body_path(post)).read_text(encoding="utf-8", errors="surrogatepass")

    def _excerpt(self, base: str, post: Post) -> str:
        """A post's first words, as ablog gives feeds that hold no whole texts."""
        html = excerpt.as_html(post.excerpt, base)
        return entry_content.content(html, base + self.app.builder.get_target_uri(post.docname), "", ())

    def _body_path(self, post: Post) -> str:
        return f"{self.folder}/{_post_name(post)}.html"

    def _feed_settings(self, site: PublishedSite, plan: FeedPlan) -> formats.FeedSettings:
        config, square = self.app.config, self.icons.square
        return formats.FeedSettings(
            base=site.base,
            title=site.title,
            subtitle=config.blog_feed_subtitle or "",
            language=site.language,
            author=site.author,
            authority="" if plan.address_of else plan.authority,
            known_ids=(_id_with_ablog(plan, config) if plan.address_of else {})
            | {feed.path: feed.id for feed in plan.told if feed.id},
            lengths={feed.path: feed.length for feed in plan.told if feed.length},
            path=config.blog_path,
            languages=dict(site.languages),
            length=config.blog_feed_length or None,
            titles_only=bool(config.blog_feed_titles),
            icon=f"{site.base}{quote(square)}" if square else self._address_of_static(site, config.html_favicon),
            logo=self._address_of_static(site, config.html_logo),
        )

    def _address_of_static(self, site: PublishedSite, written: str | None) -> str:
        """The whole address of a picture that conf.py names, by a file, which is copied, or by its address."""
        if not written or isurl(written):
            return written or ""
        return f"{site.base}_static/{quote(Path(written).name)}"

    def _sitemap_path(self) -> str:
        """Where the site's sitemap is; "" where the extension that is to make it has no address to make it of."""
        config = self.app.config
        if SITEMAP_EXTENSION not in self.app.extensions:
            return SITEMAP
        return str(config.sitemap_filename) if config.site_url or config.html_baseurl else ""

    def _sitemap(self, site: PublishedSite, pages: Mapping[str, Page], days: Mapping[str, str]) -> bytes:
        """The pages for search engines: all but redirects and "not found"."""
        documents = self.build.env.found_docs
        names = {*documents, *(name for name, page in pages.items() if page.template != REDIRECT)} - {"404"}
        addresses = ((site.url(name).removeprefix(site.base), days.get(name, "")) for name in names)
        return sitemap.sitemap(site.base, sorted(addresses))


def _days_of_changes(catalog: Catalog) -> dict[str, str]:
    """Document -> the day of the last change that its posts tell."""
    found: dict[str, str] = {}
    for post in catalog.posts:
        if moment := post.updated or post.date:
            found[post.docname] = max(found.get(post.docname, ""), f"{moment:%Y-%m-%d}")
    return found


def _id_with_ablog(plan: FeedPlan, config: Config) -> dict[str, str]:
    return {plan.feed_beside(config.blog_path).path: config.blog_baseurl}


def _post_name(post: Post) -> str:
    return f"{post.docname}{post.anchor}"
