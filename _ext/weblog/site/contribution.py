"""What the weblog tells the engine: the one contributor of posts, talks, feeds and the pages made of them.

Owns: what one build knows of the weblog between its events. Must not: decide what is written (the engine does), know
how a page looks. In: the engine's questions. Out: facts, pages, files.

Most of the weblog is imported when first needed: a build that has nothing to do goes without.
"""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, cast

from sphinx_rebuild import Contributor
from weblog.feeds.own_files import AT_TOP, SIGNATURES
from weblog.posts import ablog_settings, drafts, reader_modes, site_words, tags_file
from weblog.posts.byline import show_date, words_of
from weblog.posts.words import span
from weblog.site import duplicates, moved_posts, search
from weblog.site.preparation import COMMANDS, LISTS_SHEET
from weblog.site.search import own_file
from weblog.talks import details, queries

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from datetime import datetime

    from docutils import nodes

    from sphinx_rebuild import BuildView, Chapter, Duplicate, File, Page
    from weblog.feeds.files import FeedFiles
    from weblog.posts.config import Settings
    from weblog.posts.links import Link
    from weblog.posts.model import PostData
    from weblog.posts.published_site import PublishedSite
    from weblog.posts.tags_file import TagsFile
    from weblog.site.book import Book
    from weblog.site.whole import Whole
    from weblog.talks.domain import TalksDomain
    from weblog.talks.programme import Programme

POSTS, LISTS, REFERENCES, OVERVIEWS = "posts", "lists", "references", "overviews"


class Weblog(Contributor):
    """The weblog in one build."""

    name = "weblog"
    tables = (POSTS, LISTS, REFERENCES, OVERVIEWS)
    signatures = MappingProxyType({**SIGNATURES, **own_file.SIGNATURES})
    settings_left_out = frozenset({"matched_blog_posts"})
    code_left_out = COMMANDS
    files_at_top = AT_TOP

    def __init__(self, settings: Settings, finish_styles: Callable[[], None], /) -> None:
        """`finish_styles` gives the theme's style sheets their final form."""
        self.settings = settings
        self.static_files_copied = finish_styles  # type: ignore[method-assign]
        self._added: frozenset[str] = frozenset()
        self._facts: dict[str, Mapping[str, object]] = {}

    def begin(self, site: BuildView, /) -> None:
        """Takes the site; has references to talks resolved by what all documents say of them."""
        super().begin(site)
        self.posts, self.lists, self.references, self.overviews = (site.table(name) for name in self.tables)
        self.talks.programme_of_build = lambda: self.programme
        self.talks.links_of_build = lambda: self.links
        self.search = search.Search(site)

    @property
    def talks(self) -> TalksDomain:
        """The domain of events, talks and speakers."""
        return cast("TalksDomain", self.site.env.domains["talks"])

    # Reading

    def hold_back(self, docnames: Iterable[str], /) -> list[str]:
        """Keeps drafts, scheduled posts, and what can't have a page, from Sphinx."""
        env = self.site.env
        held = drafts.hold_back(env, docnames, self.settings)
        in_folders = self.site.app.builder.name == "dirhtml"
        rivals = drafts.warn_rival_files(env, self.site.sources(), in_folders=in_folders, besides=held)
        return [*held, *rivals]

    def reread(self) -> Iterable[str]:
        """The documents with posts that were read as scheduled and are published now, or the other way round.

        And those with tags that tags.yml calls by other names by now.
        """
        return [name for name, posts in self.posts.items() if any(map(self._is_another_one_now, posts))]

    def _is_another_one_now(self, post: PostData) -> bool:
        is_published = drafts.unpublished_as(post["date"], self.settings) == post["unpublished_as"]
        return not is_published or self.tags_file.main_names(post["tags_as_written"]) != post["tags"]

    def note_documents(self, added: Iterable[str], removed: Iterable[str], /) -> None:
        """Notes which documents are new in this build, and what was in those that are gone."""
        self._added = frozenset(added)
        moved_posts.note_gone(self.site.env, self.posts, removed)

    # When all is read

    def all_read(self) -> None:
        """Builds the catalog, and all that is made of it."""
        moved_posts.note_places(self.site.env, self.posts, self._added)
        self.whole  # noqa: B018 - made now, and once

    @cached_property
    def tags_file(self) -> TagsFile:
        """What the author says of tags, in a file beside conf.py."""
        return tags_file.beside_conf_py(Path(self.site.app.confdir))

    def besides_documents(self) -> object:
        """The tags as the author's file has them."""
        return self.tags_file

    @cached_property
    def programme(self) -> Programme:
        """Events, talks and speakers, put together when first asked for: references are resolved with them."""
        from weblog.talks import programme

        domain = self.talks
        return programme.build_programme(
            (data for found in domain.events.values() for data in found),
            (data for found in domain.talks.values() for data in found),
            (data for found in domain.speakers.values() for data in found),
            self.posts,
            zone=self.settings.zone,
            show_drafts=self.settings.show_drafts,
        )

    @cached_property
    def links(self) -> Mapping[str, Mapping[str, Link]]:
        """Kind -> name -> link to an event, talk or speaker; looks are noted."""
        return {kind: self.site.watch(kind, links) for kind, links in queries.links_by_name(self.programme).items()}

    @cached_property
    def feed_files(self) -> FeedFiles:
        """Feeds, calendars and the like, and the bodies that feeds are made of."""
        from weblog.feeds.files import FeedFiles

        return FeedFiles(self.site)

    @cached_property
    def whole(self) -> Whole:
        """All that the weblog consists of."""
        from weblog.site import whole

        return whole.assemble(
            *(self.site.app, self.settings, self.posts, self.references, self.programme, self.tags_file),
            self.site.watch,
            is_told=self.site.has_same_shared_data(),
        )

    def mark_language(self, doctree: nodes.document, docname: str, /) -> None:
        """Has the site's words on the page of a post say their language, where the post is in another."""
        settings = ablog_settings.catalog_settings(self.site.app.config)
        site_words.mark(doctree, self.posts[docname], self.published_site, settings)

    @cached_property
    def published_site(self) -> PublishedSite:
        """The site as it will be published."""
        return ablog_settings.published_site(self.site.app.config, self.site.app.builder.get_target_uri)

    def facts(self, docname: str, /) -> Mapping[str, object]:
        """What a document's page shows of the weblog beyond its own source: put together for its digest, then shown."""
        if docname not in self._facts:
            neighbours = self.site.app.config.post_show_prev_next
            self._facts[docname] = self.whole.facts_of(docname, self.lists.get(docname, ()), neighbours=neighbours)
        return self._facts[docname]

    def on_every_page(self) -> object:
        """What stands on every page: the navigation, and the pictures in its head."""
        return self.whole.navigation, self.feed_files.icons.ico, self.feed_files.icons.square

    def lacking_output(self) -> set[str]:
        """The documents with posts of which the feeds would miss the HTML, and those whose words the search hasn't."""
        without_body = {post.docname for post in self.whole.catalog.posts if self.feed_files.lacks_body(post)}
        return without_body | self.search.lacking()

    def pages(self) -> Mapping[str, Page]:
        """Lists, archives, speakers' pages, redirects, "not found"."""
        return self.whole.pages

    def page_variables(self) -> Mapping[str, object]:
        """How long a redirect waits, in seconds."""
        return {"refresh": self.site.app.config.post_redirect_refresh}

    def warn_duplicate(self, duplicate: Duplicate, /) -> bool:
        """Tells of a label, a term or the like that several documents have."""
        return duplicates.warn_of(duplicate, self.site.env)

    # Writing

    def has_search(self) -> bool:
        """True if the site shows the weblog's own search page."""
        return self.search.is_wanted

    def before_html(self, docname: str, doctree: nodes.document, /) -> None:
        """Keeps a page's words for the search; shortens a talk's heading; says for machines what there is."""
        self.search.keep_words(docname, doctree, self.whole)
        details.shorten_heading(doctree, docname, self.programme)
        details.add_microformats(doctree, docname, self.whole.catalog, self.programme)
        if self.whole.catalog.in_document(docname):
            reader_modes.prepare(doctree)

    def is_written_over(self, docname: str, /) -> bool:
        """True for a document at the address of a list that a template of the site's own writes, as with ablog."""
        return "shown" in (self.facts(docname).get("list") or {})  # type: ignore[operator]

    def page_context(self, pagename: str, context: Mapping[str, Any], /) -> Mapping[str, Any]:
        """What the templates need on every page; a post's body is kept for the feeds."""
        from weblog.site import page_context

        if posts := self.whole.catalog.in_document(pagename):
            context = {**context, "body": reader_modes.with_languages(context.get("body", ""))}
        if self.site.app.config.blog_baseurl:
            talk = self.programme.talk_of_page(pagename)
            for post in posts:
                self.feed_files.keep_body(post, context["body"], talk.heading if talk else "")
        return page_context.variables_for(
            self.site.app,
            self.published_site,
            self.whole,
            self.facts(pagename),
            pagename,
            {**context, "weblog_icons": self.feed_files.icons},
        )

    def keeps_good_pages(self) -> bool:
        """True in a preview."""
        return bool(self.site.app.config.weblog_keep_good_pages)

    def is_slow(self, docname: str, /) -> bool:
        """True for a document with a list."""
        return docname in self.lists

    def files(self) -> Iterable[File]:
        """Feeds, calendars, the sitemap, ..., the index of the search page."""
        yield from self.search.files(self.whole)
        yield from self.feed_files.all_files(self.published_site, self.whole.catalog, self.programme, self.whole.pages)

    # As a book

    @cached_property
    def book(self) -> Book:
        """What a book has of the weblog."""
        from weblog.site.book import Book

        config, env = self.site.app.config, self.site.env
        days = [post.date for post in reversed(self.whole.catalog.posts) if post.date]
        shown = list(dict.fromkeys(show_date(day, config) for day in (*days[:1], *days[-1:])))
        facts = {
            "book_title": config.epub_title,
            "description": config.epub_description if config.epub_description != "unknown" else "",
            "author": config.epub_author,
            "span": span(*shown) if len(shown) > 1 else "".join(shown),
            "address": self.published_site.base if config.blog_baseurl else "",
        }
        documents = env.found_docs - self.left_out_of_book()
        return Book(self.whole.catalog, self.programme, documents, lambda docname: words_of(env.titles[docname]), facts)

    def left_out_of_book(self) -> frozenset[str]:
        """Pages that lead around a site."""
        from weblog.site.book import NOT_FOUND

        return frozenset({*self.overviews, *NOT_FOUND})

    def book_pages(self) -> Iterable[Page]:
        """Its title, its years, its speakers."""
        return self.book.pages()

    def book_contents(self, chapters: Sequence[Chapter], /) -> Sequence[Chapter]:
        """Events and posts by year, after what the site has in its own table of contents."""
        return tuple(self.book.contents(chapters))

    def book_moment(self) -> datetime:
        """When a post was last changed."""
        return self.book.moment

    def dress_page_of_book(self, pagename: str, context: dict[str, Any], /) -> None:
        """Has a page say its language, where that isn't the site's; takes the site's style sheet from it."""
        from weblog.site import page_context

        posts = self.whole.catalog.in_document(pagename)
        context["body"] = page_context.in_its_language(context.get("body", ""), self.published_site, posts)
        sheets = context.get("css_files", ())
        context["css_files"] = [sheet for sheet in sheets if not _name_of(sheet).endswith(LISTS_SHEET)]

    def tidy(self) -> None:
        """Removes the bodies and the words of what is gone."""
        self.feed_files.tidy(self.whole.catalog)
        self.search.tidy()


def _name_of(sheet: object) -> str:
    """The path of a style sheet, as Sphinx has it: an object, or the path itself."""
    return str(getattr(sheet, "filename", sheet))
