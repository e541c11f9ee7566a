"""The build of a weblog, from top to bottom.

Owns: the order of things, as handlers named after Sphinx's events. Must not: decide anything; each handler unpacks
Sphinx's arguments and calls a module that doesn't know them. In: Sphinx's events. Out: a weblog.
"""

from __future__ import annotations

import atexit
import gc
from pathlib import Path
from typing import TYPE_CHECKING

from jinja2 import FileSystemBytecodeCache
from sphinx.jinja2glue import SphinxFileSystemLoader
from sphinx.util import logging

from . import (
    ablog_bridge,
    ablog_settings,
    builder,
    byline,
    config,
    definitions,
    economies,
    labels,
    lists,
    parts,
    problems,
    quotes,
    references,
    sources,
    stock,
    talk_nodes,
    talk_reading,
    workers,
)
from .byline import Time
from .domain import TalksDomain
from .incremental import Incremental
from .parcels import Parcels
from .store import Store

if TYPE_CHECKING:
    from collections.abc import Sequence, Set
    from typing import Any

    from docutils import nodes
    from sphinx import addnodes
    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment
    from sphinx.util.typing import ExtensionMetadata

    from .config import Settings

logger = logging.getLogger(__name__)

__version__ = "0.1.0"
ENV_VERSION = 9
"""To be raised whenever the shape of what `store` keeps changes: Sphinx then reads everything again."""
GARBAGE = 20_000
"""New objects until Python looks for garbage: those of a few posts. With its own number it looks during each post."""
SHORT_LIVED = 2_000_000
"""The same where several processes share the work: those of some thousand posts, which is more than a process reads.

A document waits for its writer, and is no garbage before; a process that is about to end needs no tidying.
"""
KEPT = 1500
"""Documents that stay in memory, 0.1 MB each, between being read and being written. Sphinx has no limit."""
TEMPLATES = Path(__file__).parent / "templates"


class Build:
    """One application's build: the handlers, and what they hand on to each other."""

    settings: Settings
    weblog: Incremental
    talks: TalksDomain
    jobs: int  # how many processes may be at work

    def __init__(self, app: Sphinx) -> None:
        self.problems = problems.watch(app)

    def on_config_inited(self, app: Sphinx, settings: Config) -> None:
        """Checks the settings, and starts ablog afresh."""
        self.settings = config.check(settings)
        economies.of_messages(app.verbosity)
        economies.of_options()
        economies.of_markdown()
        economies.of_directives()
        economies.of_translations(settings, Path(app.srcdir))
        ablog_bridge.new_build(self.settings.now)
        definitions.note_in(app)  # now, for all extensions are there
        settings.skip_injecting_base_ablog_templates = True  # its page.html would go before the theme's
        settings.templates_path = [*settings.templates_path, str(TEMPLATES)]
        # Our own message says which file may be meant.
        settings.suppress_warnings = [*settings.suppress_warnings, "image.not_readable"]
        gc.disable()  # until the environment is unpickled, which would set it off time and again

    def on_builder_inited(self, app: Sphinx) -> None:
        """Opens the record of this build; gives the templates their functions, and a place for their compiled form."""
        self.weblog, self.jobs = Incremental(app, self.settings), app.parallel
        self.talks = stock.domain_of(app)
        self.talks.programme_of_build = lambda: self.weblog.programme
        if not isinstance(app.env.tocs, Parcels):
            app.env.tocs = Parcels(app.env.tocs)  # type: ignore[assignment]  # Sphinx says dict, and takes a mapping
        # What was just unpickled stays: to walk through it again and again costs a fifth of a rebuild.
        gc.freeze()
        self.threshold = gc.get_threshold()
        gc.set_threshold(SHORT_LIVED if self.jobs > 1 else GARBAGE)
        gc.enable()
        if isinstance(app.builder, builder.LeavesAlone):
            app.builder.weblog, app.builder.problems = self.weblog, self.problems
        if environment := getattr(getattr(app.builder, "templates", None), "environment", None):
            compiled = self.weblog.folder / "templates"
            compiled.mkdir(exist_ok=True)
            for folder in (
                ablog_bridge.TEMPLATES,
                str(TEMPLATES),
            ):  # ours for "!weblog/...", too
                app.builder.templates.loaders.append(SphinxFileSystemLoader(folder))
            economies.of_templates(environment)
            economies.of_theme(app)
            economies.of_addresses()
            environment.bytecode_cache = FileSystemBytecodeCache(str(compiled))
            environment.globals.update(parts.functions(lambda moment: byline.show_date(moment, app.config)))

    def on_env_get_outdated(
        self, app: Sphinx, env: BuildEnvironment, added: set[str], changed: set[str], removed: set[str]
    ) -> Sequence[str]:
        """Keeps unpublished posts from Sphinx, and has read again what Sphinx thinks to be up to date."""
        found = sources.files(env)
        changed.update(self.weblog.remarked(), self.weblog.to_read(found))
        Store(env).held[:] = held = sources.hold_back(env, added, changed, removed, self.settings)
        doubles = sources.warn_doubles(env, found, in_folders=app.builder.name == "dirhtml")
        sources.keep_from(env, doubles, added, changed, removed)
        if held:
            logger.info("held back, as drafts or scheduled: %s", ", ".join(held))
        return sources.naming(env, Store(env).quotes, removed)

    def on_env_before_read_docs(self, app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
        """Forgets all that will be read before any of it is, as Sphinx does when it reads in parallel."""
        if self.jobs > 1 and len(docnames) < workers.ENOUGH:
            app.is_parallel_allowed("read")  # tells of extensions that aren't safe, as it does for many documents
            app.parallel = 1
        self.weblog.read.update(docnames)
        for docname in docnames:
            Store(env).purge(docname)
            env.clear_doc(docname)

    def on_env_purge_doc(self, app: Sphinx, env: BuildEnvironment, docname: str) -> None:
        """Forgets what a document said."""
        Store(env).purge(docname)

    def on_doctree_read(self, app: Sphinx, doctree: nodes.document) -> None:
        """Takes a document's posts, lists and references, and puts the byline below each post's title."""
        docname, store = app.env.current_document.docname, Store(app.env)
        if len(app.env._write_doc_doctree_cache) > KEPT:
            app.env._write_doc_doctree_cache.popitem()  # the last one; it is read from its file when it is written
        references.warn_missing_images(doctree, Path(app.srcdir))
        if places := talk_reading.places_in(doctree):
            self.talks.note(docname, doctree, places, self.settings.zone)
        if queries := lists.asked_for(doctree, places):
            store.lists[docname] = queries
        if quoted := quotes.of(doctree):
            store.quotes[docname] = quoted
        if targets := labels.of(doctree, docname, app.env):
            store.targets[docname] = targets
        if found := store.definitions.get(docname):
            text = Path(app.env.doc2path(docname)).read_text(encoding="utf-8-sig")
            store.definitions[docname] = definitions.located(found, text)
        if not ablog_bridge.is_post(doctree):
            return
        if app.config.post_auto_orphan:
            app.env.metadata[docname]["orphan"] = True
        if posts := ablog_bridge.posts_of(doctree, docname, app.config, self.settings.zone):
            store.posts[docname] = posts
        names = ablog_settings.names_of(app.config)
        for post in posts:
            post["mark"] = sources.mark(post["date"], self.settings)
            if post["mark"] and not post["options"]["is_misdated"] and not self.settings.show_drafts:
                sources.warn_unpublished(post)
            byline.add(doctree, post, names, app.config)

    def on_env_merge_info(
        self, app: Sphinx, env: BuildEnvironment, docnames: Set[str], other: BuildEnvironment
    ) -> None:
        """Takes over what another process has read."""
        Store(env).merge(docnames, Store(other))

    def on_env_get_updated(self, app: Sphinx, env: BuildEnvironment) -> list[str]:
        """Builds the catalog, and names the documents that show something new."""
        app.parallel = self.jobs
        return self.weblog.take_stock()

    def on_missing_reference(
        self, app: Sphinx, env: BuildEnvironment, node: addnodes.pending_xref, content: nodes.Element
    ) -> nodes.reference | None:
        """Links to pages that have no source."""
        return references.resolve(app, node, content)

    def on_warn_missing_reference(self, app: Sphinx, domain: object, node: addnodes.pending_xref) -> bool:
        """Says what a broken reference may have meant."""
        return references.warn_unresolved(app.env, Store(app.env).posts, Store(app.env).held, node)

    def on_doctree_resolved(self, app: Sphinx, doctree: nodes.document, docname: str) -> None:
        """Writes facts about talks, and the lists."""
        app.env._pickled_doctree_cache.clear()  # in which Sphinx keeps each document that it wrote
        is_book = not self.weblog.html  # which may have several documents in one
        if is_book or self.talks.has(docname):
            talk_nodes.replace(app, doctree, docname, self.weblog.programme)
        if (is_book or docname in Store(app.env).lists) and lists.are_in(doctree):  # not in an excerpt of such a one
            lists.replace(app, doctree, docname, self.weblog.stock)

    def on_html_page_context(
        self, app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None
    ) -> None:
        """Hands a page its facts."""
        if self.weblog.html:
            context.update(self.weblog.context(pagename, context))

    def on_build_finished(self, app: Sphinx, exception: Exception | None) -> None:
        """Removes leftovers, and tells the next build about this one."""
        try:
            if exception is None:
                self.weblog.finish(self.problems.paths)
        finally:
            gc.freeze()  # so that all is old when it is let go of: all that is new would be looked through at once
            gc.unfreeze()
            gc.set_threshold(*self.threshold)


def setup(app: Sphinx) -> ExtensionMetadata:
    """Makes a weblog of a Sphinx site."""
    app.setup_extension("ablog")
    app.extensions["ablog"].parallel_read_safe = True  # it isn't, for it never merges its posts; ours are merged
    for listener in [listener for listeners in app.events.listeners.values() for listener in listeners]:
        if listener.handler in ablog_bridge.REPLACED | references.REPLACED:
            app.disconnect(listener.id)
    problems.silence_sphinx()
    config.register(app)
    app.add_node(Time, html=(byline.visit_time, byline.depart_time))
    app.add_node(lists.Rendered, html=(lists.visit_rendered, lists.depart_rendered))
    app.add_directive("post", ablog_bridge.PostDirective, override=True)
    app.add_directive("postlist", ablog_bridge.PostListDirective, override=True)
    app.add_domain(TalksDomain)
    app.add_directive("feeds", lists.FeedsDirective)
    app.add_post_transform(references.BrokenLinks)
    app.add_builder(builder.WeblogHTMLBuilder, override=True)
    app.add_builder(builder.WeblogDirectoryHTMLBuilder, override=True)
    # At the very end Python would look for garbage in the whole environment, only to leave then.
    atexit.unregister(gc.freeze)
    atexit.register(gc.freeze)
    build = Build(app)
    app.connect("config-inited", build.on_config_inited)
    app.connect("builder-inited", build.on_builder_inited)
    app.connect("env-get-outdated", build.on_env_get_outdated)
    app.connect("env-before-read-docs", build.on_env_before_read_docs)
    app.connect("env-purge-doc", build.on_env_purge_doc)
    app.connect("doctree-read", build.on_doctree_read)
    app.connect("env-merge-info", build.on_env_merge_info)
    app.connect("env-get-updated", build.on_env_get_updated)
    app.connect("missing-reference", build.on_missing_reference)
    app.connect("warn-missing-reference", build.on_warn_missing_reference)
    app.connect("doctree-resolved", build.on_doctree_resolved)
    app.connect("html-page-context", build.on_html_page_context, priority=400)  # before the theme renders its parts
    app.connect("build-finished", build.on_build_finished)
    return {"version": __version__, "env_version": ENV_VERSION, "parallel_read_safe": True, "parallel_write_safe": True}
