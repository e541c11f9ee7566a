"""Builds the catalog once a build, and says what is written again.

Owns: the catalog, the facts of every page with their digests, the record of the build. Must not: know how a page
looks, or ablog's objects. In: the environment after reading. Out: which documents and generated pages are written, the
feeds and other files of the whole weblog, and the removal of what has no source any more.
"""

from __future__ import annotations

from html import escape
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from sphinx.builders.html import StandaloneHTMLBuilder

from . import ablog_bridge, excerpt, feeds, pages, problems, record, references, sitemap
from .catalog import KINDS, Clash, build
from .config import Subtype, warn
from .pages import FeedQuery, Link, Page, Query

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Any

    from sphinx.application import Sphinx

    from .catalog import Catalog
    from .config import Settings
    from .model import Post, PostData

LIBRARIES = ("Sphinx", "docutils")
PATHS = {"templates_path", "html_static_path", "matched_blog_posts"}
"""Settings that hold places on this machine, or names of files, and no content."""


def posts_in(env: Any, /) -> dict[str, list[PostData]]:
    """The environment's posts: document -> its posts, in the order of the page."""
    if not hasattr(env, "weblog_posts"):
        env.weblog_posts = {}
    stored: dict[str, list[PostData]] = env.weblog_posts
    return stored


def lists_in(env: Any, /) -> dict[str, list[Query | FeedQuery]]:
    """The environment's lists: document -> what they ask for, in the order of the page."""
    if not hasattr(env, "weblog_lists"):
        env.weblog_lists = {}
    stored: dict[str, list[Query | FeedQuery]] = env.weblog_lists
    return stored


class Incremental:
    """What one build knows between its events."""

    catalog: Catalog
    pages: dict[str, Page]
    """Page name -> generated page."""
    navigation: tuple[Link, ...]

    def __init__(self, app: Sphinx, settings: Settings, /) -> None:
        self.app = app
        self.html = app.builder if isinstance(app.builder, StandaloneHTMLBuilder) else None
        self.settings = settings
        self.record_path = Path(app.doctreedir, f"weblog-{app.builder.name}.json")
        self.bodies = Path(app.doctreedir, "weblog-bodies")
        self.last = record.load(self.record_path)
        self.now = record.empty_record()
        record.save(self.record_path, self.now)

    def to_read(self) -> list[str]:
        """The documents that are read though Sphinx thinks them up to date: those with problems, or all if in doubt."""
        if self.last is None:
            return sorted(self.app.env.found_docs)
        return [name for name in self.last["problems"] if name in self.app.env.found_docs]

    def take_stock(self) -> list[str]:
        """Builds the catalog and all facts; gives the documents to write again."""
        app, env = self.app, self.app.env
        stored = [self._filled(post) for posts in posts_in(env).values() for post in posts]
        self.catalog, clashes = build(stored, ablog_bridge.names_of(app.config), now=self.settings.now)
        for clash in clashes:
            _warn_clash(clash)
        ablog_bridge.register(app, stored, self.catalog, self.settings.zone)
        self.pages = self._without_clashes(pages.generated(self.catalog, drafts=self.settings.show_drafts))
        self.navigation = self._navigation()
        common = self._digest_of_surroundings()
        for name in sorted(env.found_docs):
            self.now["pages"][name] = record.digest(common, self.document_facts(name))
        for name, page in self.pages.items():
            self.now["pages"][name] = record.digest(common, page)
        return [name for name in self.outdated if name in env.found_docs]

    @property
    def outdated(self) -> list[str]:
        """The pages whose facts aren't those of the last build."""
        return record.outdated(self.now["pages"], self.last["pages"] if self.last else {})

    def document_facts(self, docname: str, /) -> Mapping[str, object]:
        """What a document's page shows beyond its own source."""
        return pages.of_document(self.catalog, docname, lists_in(self.app.env).get(docname, ()))

    def context(self, pagename: str, context: Mapping[str, Any], /) -> dict[str, Any]:
        """What the templates need on every page, beside Sphinx's own context."""
        posts = self.catalog.in_document(pagename)
        own = context.get("feed")
        weblog_feed = pages.feed_of(self.catalog.everything)
        weblog = {
            "navigation": self.navigation,
            "feeds": tuple(dict.fromkeys(feed for feed in (own, weblog_feed) if feed)),
            "description": posts[0].summary if posts else "",
            "base": urlsplit(self.app.config.blog_baseurl).path.rstrip("/") + "/" if pagename == "404" else "",
            **self.document_facts(pagename),
        }
        head = self.app.builder.templates.render("weblog/head.html", {**context, "weblog": weblog})
        return {"weblog": weblog, "metatags": context.get("metatags", "") + head}

    def generated_pages(self) -> Iterator[tuple[str, dict[str, Any], str]]:
        """The generated pages to write, as Sphinx wants them: changed ones, and those whose file is gone."""
        changed = set(self.outdated)
        for name, page in self.pages.items():
            if name in changed or not self._output(name).is_file():
                yield name, {"title": escape(page.title), **page.facts}, page.template

    def keep_body(self, docname: str, body: str, /) -> None:
        """Keeps the HTML of a post for the feeds, in a file, since pages are written by several processes."""
        record.write_if_different(self._body_path(docname), body.encode())

    def finish(self, paths_with_problems: set[str], /) -> None:
        """Writes what belongs to the weblog as a whole, removes what is left of former pages, closes the record."""
        writer = record.Writer(Path(self.app.outdir))
        if self.html and self.app.config.blog_baseurl:
            settings = self._feed_settings()
            for collection in self.catalog.collections:
                if collection.has_feed:
                    xml = feeds.atom(collection, settings, self._body, self.app.builder.get_target_uri)
                    writer.write(f"{collection.pagename}/atom.xml", xml)
            writer.write("sitemap.xml", sitemap.sitemap(settings.base, self._public_addresses()))
        last = self.last or self.now
        gone = [name for name in last["pages"] if name not in self.now["pages"]]
        writer.remove(self._output(name).relative_to(writer.outdir).as_posix() for name in gone)
        writer.remove(path for path in last["files"] if path not in writer.paths)
        for name in gone:
            self._body_path(name).unlink(missing_ok=True)
        self.now["files"] = sorted(writer.paths)
        self.now["problems"] = problems.documents(self.app, paths_with_problems)
        self.now["finished"] = True
        record.save(self.record_path, self.now)

    def _filled(self, post: PostData) -> PostData:
        if not post["excerpt"]["quotes"]:
            return post
        html, text = excerpt.fill(post["excerpt"], post["docname"], self.app.builder, self.app.env)
        return {**post, "excerpt": {"html": html, "text": text, "quotes": []}}

    def _without_clashes(self, found: Iterator[Page]) -> dict[str, Page]:
        """The pages by name. An author's own document takes the place of a list; a redirect takes nobody's."""
        taken: dict[str, Page] = {}
        for page in found:
            other = taken.get(page.pagename)
            is_document = page.pagename in self.app.env.found_docs
            if page.owner and (other or is_document):
                whose = (
                    (f"another post, {other.owner}" if other.owner else "a list of posts")
                    if other
                    else "the page of that name"
                )
                warn(
                    Subtype.ADDRESS,
                    f'the old address "{page.pagename}" is taken by {whose}; take it out of :redirect: or move that',
                    location=(page.owner, page.line),
                )
            elif not is_document:
                taken[page.pagename] = page
        return taken

    def _navigation(self) -> tuple[Link, ...]:
        """The sidebar's links, with the titles of their pages."""
        links = []
        for name in self.app.config.weblog_navigation:
            if name in self.pages:
                links.append(Link(text=self.pages[name].title, pagename=name))
            elif name in self.app.env.titles:
                links.append(Link(text=self.app.env.titles[name].astext(), pagename=name))
            else:
                known = [*self.pages, *self.app.env.found_docs]
                message = (
                    f'conf.py: weblog_navigation names "{name}", which is no page{references.nearest(name, known)}'
                )
                warn(Subtype.REFERENCE, message, location=None)
        return tuple(links)

    def _digest_of_surroundings(self) -> str:
        """A digest of what every page depends on: templates, static files, settings, navigation, code, libraries."""
        app, config = self.app, self.app.config
        folders = [Path(app.confdir, name) for name in (*config.templates_path, *config.html_static_path)]
        values = [value for value in config.filter({"html", "env"}) if value.name not in PATHS]
        return record.digest(
            record.digest_of_files([Path(__file__).parent, *folders]),
            sorted((value.name, record.plain(value.value)) for value in values),
            sorted((name, extension.version) for name, extension in app.extensions.items()),
            [version(name) for name in LIBRARIES],
            self.navigation,
        )

    def _feed_settings(self) -> feeds.FeedSettings:
        config = self.app.config
        base = config.blog_baseurl.rstrip("/") + "/"
        return feeds.FeedSettings(
            base=base,
            title=config.blog_title,
            subtitle=config.blog_feed_subtitle or "",
            language=config.language or "en",
            authority=config.weblog_feed_authority or f"{feeds.host(base)},2000",
            tag_path=f"{config.blog_path}/{KINDS['tags'][0]}",
            length=config.blog_feed_length or feeds.USUAL_LENGTH,
            full_text=config.blog_feed_fulltext,
            titles_only=bool(config.blog_feed_titles),
        )

    def _output(self, pagename: str) -> Path:
        """The file of a page."""
        return Path(self.html.get_output_path(pagename)) if self.html else Path(self.app.outdir, pagename)

    def _body(self, post: Post) -> str:
        return self._body_path(post.docname).read_text(encoding="utf-8")

    def _body_path(self, docname: str) -> Path:
        return self.bodies / f"{docname}.html"

    def _public_addresses(self) -> list[str]:
        """The addresses for search engines: every page but redirects and "not found"."""
        listed = [name for name, page in self.pages.items() if not page.owner and name != "404"]
        return sorted(map(self.app.builder.get_target_uri, [*self.app.env.found_docs, *listed]))


def _warn_clash(clash: Clash) -> None:
    kind = KINDS[clash.kind][0]
    warn(
        Subtype.ADDRESS,
        f'the {kind} "{clash.second}" and the {kind} "{clash.first}" (in {clash.other["docname"]}) would share the '
        f'page "{clash.slug}": write both in one way, or choose names that differ in more than case and punctuation',
        location=(clash.post["docname"], clash.post["line"]),
    )
