"""What the weblog does at each of Sphinx's events.

Owns: the order of things, as handlers named after Sphinx's events. Must not: decide anything; each handler unpacks
Sphinx's arguments and calls a module that doesn't know them. In: Sphinx's events. Out: a weblog.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.jinja2glue import SphinxFileSystemLoader
from sphinx.util import logging

from sphinx_rebuild import __version__, contribute
from sphinx_rebuild.page_builders import makes_book, makes_pages
from sphinx_rebuild.summary import some_of
from weblog.posts import ablog_bridge, book_settings, byline, config, drafts, links, reader_modes, site_words
from weblog.posts.byline import Time
from weblog.posts.excerpt_nodes import ExcerptBlock, depart_block, visit_block
from weblog.posts.words import say
from weblog.site import (
    contribution,
    documents,
    hooks,
    lists,
    mathematics,
    moved_posts,
    parts,
    preparation,
    project_name,
    references,
    scripts,
    silenced,
    styles,
)
from weblog.talks import details
from weblog.talks.domain import TalksDomain

if TYPE_CHECKING:
    from sphinx import addnodes
    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment
    from sphinx.util.typing import ExtensionMetadata

    from weblog.posts.config import Settings

logger = logging.getLogger(__name__)

ENV_VERSION = 17
"""To be raised whenever the shape of what is kept in the environment changes: Sphinx then reads everything again."""


class Handlers:
    """The handlers of one application, and what they hand on to each other."""

    settings: Settings
    weblog: contribution.Weblog

    def on_config_inited(self, app: Sphinx, settings: Config) -> None:
        """Checks the settings, and starts ablog afresh."""
        self.settings = config.check(settings)
        preparation.prepare(app, settings)
        mathematics.register(app)
        ablog_bridge.new_build(self.settings.now)
        silenced.silence_replaced()

    def on_contributors(self, app: Sphinx) -> contribution.Weblog:
        """Makes the weblog's part of this build."""
        self.weblog = contribution.Weblog(self.settings, styles.take_over(app))
        return self.weblog

    def on_builder_inited(self, app: Sphinx) -> None:
        """Gives the templates their functions, and ablog's and ours behind the site's own."""
        if environment := getattr(getattr(app.builder, "templates", None), "environment", None):
            for folder in (ablog_bridge.TEMPLATES, preparation.TEMPLATES):  # ours for "!weblog/...", too
                app.builder.templates.loaders.append(SphinxFileSystemLoader(folder))
            environment.globals.update(parts.functions(lambda moment, form: byline.show_date(moment, app.config, form)))
        if makes_book(app.builder):
            app.add_css_file(preparation.BOOK_SHEET)

    def on_env_get_outdated(
        self, app: Sphinx, env: BuildEnvironment, added: set[str], changed: set[str], removed: set[str]
    ) -> list[str]:
        """Says which posts are held back; has it noted which have moved."""
        self.weblog.note_documents(added, removed)
        if held := drafts.held_back_in(env):
            logger.info("held back: %s", some_of([f"{docname} ({why})" for docname, why in held.items()]))
        return []

    def on_doctree_read(self, app: Sphinx, doctree: nodes.document) -> None:
        """Takes a document's posts, lists and references, and puts the byline below each post's title."""
        documents.note(app, doctree, self.weblog)

    def on_missing_reference(
        self, app: Sphinx, env: BuildEnvironment, node: addnodes.pending_xref, content: nodes.Element
    ) -> nodes.Element | None:
        """Links to pages that have no source; keeps the words alone where a published site has no page."""
        if not self.settings.show_drafts and links.is_to_drafts(node):
            return content if node.get("refexplicit") else nodes.inline("", say("Drafts"))
        return links.resolve(app, node, content)

    def on_warn_missing_reference(self, app: Sphinx, domain: object, node: addnodes.pending_xref) -> bool:
        """Says what a broken reference may have meant."""
        return references.warn_unresolved(app.env, self.weblog.posts, node)

    def on_doctree_resolved(self, app: Sphinx, doctree: nodes.document, docname: str) -> None:
        """Writes the details of talks, and the lists."""
        is_book = not makes_pages(app.builder)  # which may have several documents in one
        if is_book or self.weblog.talks.has_document(docname):
            details.replace_placeholders(app, doctree, docname, self.weblog.programme)
        if (is_book or docname in self.weblog.lists) and lists.has_lists(doctree):  # not in an excerpt of such a one
            lists.replace_placeholders(app, doctree, docname, self.weblog.whole)
        if docname in self.weblog.posts:
            self.weblog.mark_language(doctree, docname)

    def on_html_page_context(
        self, app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None
    ) -> str | None:
        """Has a document at the address of a list written by the site's own template for it, as with ablog."""
        if makes_book(app.builder):
            self.weblog.dress_page_of_book(pagename, context)
        is_own = "shown" in (context.get("weblog", {}).get("list") or {})
        return self.weblog.whole.lists[pagename].template if is_own else None

    def on_html_page_context_at_last(
        self, app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None
    ) -> None:
        """Describes a page to those who find or share it, unless somebody has."""
        from weblog.site import page_context  # a build that has nothing to do goes without

        context["metatags"] = page_context.described(context, pagename, doctree)

    def on_write_started(self, app: Sphinx, builder: Builder) -> None:
        """Has a site's own hooks find the posts where ablog keeps them."""
        hooks.show(app.env, lambda: self.weblog.whole.ablog_posts)

    def on_build_finished(self, app: Sphinx, exception: Exception | None) -> None:
        """Takes them out again, after all hooks; says which posts have moved without telling it."""
        hooks.hide(app.env)
        if exception is None and isinstance(app.builder, StandaloneHTMLBuilder) and makes_pages(app.builder):
            for line in moved_posts.messages(app.env, self.weblog.posts, partial(_empty_address, app.builder)):
                logger.info("%s", line)


def _empty_address(builder: StandaloneHTMLBuilder, docname: str) -> str:
    """A page's address, or "" where the output has something."""
    return "" if Path(builder.get_outfilename(docname)).exists() else builder.get_target_uri(docname)


def setup(app: Sphinx) -> ExtensionMetadata:
    """Makes a weblog of a Sphinx site."""
    app.setup_extension("sphinx_rebuild")
    app.setup_extension("sphinx_speedups")
    app.setup_extension("ablog")
    app.extensions["ablog"].parallel_read_safe = True  # it isn't, for it never merges its posts; ours are merged
    for listener in [listener for listeners in app.events.listeners.values() for listener in listeners]:
        if listener.handler in ablog_bridge.REPLACED | references.REPLACED:
            app.disconnect(listener.id)
    config.register(app)
    book_settings.register(app)
    app.add_node(site_words.SiteWords, html=(site_words.visit, site_words.depart))
    app.add_node(byline.Byline, html=(site_words.visit, site_words.depart))
    app.add_node(Time, html=(byline.visit_time, byline.depart_time))
    app.add_node(ExcerptBlock, html=(visit_block, depart_block))
    app.add_node(lists.RenderedList, html=(lists.visit_rendered_list, lists.depart_rendered_list))
    app.add_node(reader_modes.Footnotes, html=(reader_modes.visit_footnotes, reader_modes.depart_footnotes))
    app.add_node(reader_modes.Footnote, html=(reader_modes.visit_footnote, reader_modes.depart_footnote))
    app.add_node(reader_modes.BackLink, html=(reader_modes.visit_back_link, reader_modes.depart_back_link))
    app.add_directive("post", ablog_bridge.PostDirective, override=True)
    ablog_bridge.replace_transform(app)
    app.add_directive("postlist", ablog_bridge.PostListDirective, override=True)
    app.add_domain(TalksDomain)
    app.add_directive("feeds", lists.FeedsDirective)
    app.add_directive("statistics", lists.StatisticsDirective)
    app.add_transform(project_name.ProjectName)
    app.add_transform(references.FilesOfImages)
    app.add_transform(scripts.NoScripts)
    app.add_post_transform(references.BrokenLinks)
    handlers = Handlers()
    contribute(app, handlers.on_contributors)
    app.connect("config-inited", handlers.on_config_inited)
    app.connect("builder-inited", handlers.on_builder_inited)
    app.connect("env-get-outdated", handlers.on_env_get_outdated)
    app.connect("doctree-read", handlers.on_doctree_read)
    app.connect("missing-reference", handlers.on_missing_reference, priority=400)  # before ablog
    app.connect("warn-missing-reference", handlers.on_warn_missing_reference)
    app.connect("doctree-resolved", handlers.on_doctree_resolved)
    app.connect("html-page-context", handlers.on_html_page_context)
    app.connect("html-page-context", handlers.on_html_page_context_at_last, priority=900)
    app.connect("write-started", handlers.on_write_started)
    app.connect("build-finished", handlers.on_build_finished, priority=999)
    return {"version": __version__, "env_version": ENV_VERSION, "parallel_read_safe": True, "parallel_write_safe": True}
