"""Rebuilds what changed, and leaves the bytes of a clean build: for any Sphinx site.

Owns: the order of things, as handlers named after Sphinx's events. Must not: decide anything; each handler unpacks
Sphinx's arguments and calls a module that doesn't know them. In: Sphinx's events. Out: a site that is up to date.

`extensions = ["sphinx_rebuild"]` is all that a site needs. Extensions whose pages hang on more than their own sources
tell the engine by `contribute`.
"""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING

from . import book_checks, messages, record
from .build import Build
from .build_view import BuildView
from .circles import leave_out_circles
from .contributor import Chapter, Contributor, Duplicate, File, LaterFacts, Page, contribute
from .corrections import note_summarised_modules, tell_of_files_once
from .documents import note_linked_documents
from .environment_data import EnvironmentData
from .former_files import snapshot
from .locking import Lock
from .places import SourcesOfHere, environment_of_elsewhere
from .session import FOLDER
from .settings import PristineSettings

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence, Set
    from typing import Any

    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment
    from sphinx.util.typing import ExtensionMetadata

__all__ = ["BuildView", "Chapter", "Contributor", "Duplicate", "File", "LaterFacts", "Page", "contribute"]
__version__ = "0.1.0"
"""The version of the whole package, in which the engine is one of several parts."""
FIRST, LAST = 0, 10_000
"""Priorities of handlers that come before and after those of other extensions."""


class Handlers:
    """The handlers of one application, and what they hand on to each other."""

    build: Build
    before: Mapping[str, str] | None
    settings: PristineSettings

    def __init__(self, app: Sphinx) -> None:
        self.app = app
        self.begun = time.time_ns()  # to be compared with files' times, and shown nowhere
        self.message_log = messages.watch(app)
        tell_of_files_once()

    def load_existing_env(self, load: Callable[[Path], BuildEnvironment], /) -> Callable[[Path], BuildEnvironment]:
        """Has Sphinx take an environment of elsewhere for one of here."""

        def load_existing_env(filename: Path) -> BuildEnvironment:
            with environment_of_elsewhere(self.app):
                return load(filename)

        return load_existing_env

    def post_init_env(self, original: Callable[[], None], /) -> Callable[[], None]:
        """Has Sphinx look for documents before a first build as it does in each."""

        def post_init_env() -> None:
            leave_out_circles(self.app.project)
            original()

        return post_init_env

    def on_first_config_inited(self, app: Sphinx, config: Config) -> None:
        """Waits for another build in the same folder; looks at the output before any extension writes into it."""
        self.lock = Lock(Path(app.doctreedir, FOLDER))
        self.lock.acquire()
        is_known = record.are_in_place(Path(app.doctreedir, FOLDER), Path(app.outdir))
        self.before = None if is_known else snapshot(Path(app.outdir))

    def on_last_config_inited(self, app: Sphinx, config: Config) -> None:
        """Remembers the settings as the author made them."""
        self.settings = PristineSettings(config)

    def on_builder_inited(self, app: Sphinx) -> None:
        """Opens the record of this build."""
        self.build = Build(app, self.message_log, self.before, self.settings.values, self.lock, self.begun)

    def on_env_get_outdated(
        self, app: Sphinx, env: BuildEnvironment, added: set[str], changed: set[str], removed: set[str]
    ) -> Sequence[str]:
        """Has read what Sphinx thinks to be up to date, and kept from it what it isn't to see."""
        return sorted(self.build.reading.outdated(added, changed, removed))

    def on_env_before_read_docs(self, app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
        """Completes what will be read, and forgets it."""
        self.build.reading.begin(docnames)

    def on_env_purge_doc(self, app: Sphinx, env: BuildEnvironment, docname: str) -> None:
        """Forgets what a document said."""
        EnvironmentData(env).purge(docname)

    def on_doctree_read(self, app: Sphinx, doctree: nodes.document) -> None:
        """Notes which names and links a document has."""
        docname = app.env.current_document.docname
        self.build.session.definitions.note_names(docname, doctree)
        note_linked_documents(self.build.session.env_data, docname, doctree)
        note_summarised_modules(app.env, doctree)

    def on_env_merge_info(
        self, app: Sphinx, env: BuildEnvironment, docnames: Set[str], other: BuildEnvironment
    ) -> None:
        """Takes over what another process has read."""
        EnvironmentData(env).merge(docnames, EnvironmentData(other))

    def on_env_get_updated(self, app: Sphinx, env: BuildEnvironment) -> list[str]:
        """Names the documents whose pages show something new; Sphinx pickles the environment next."""
        found = self.build.all_read()
        self.settings.put_into(env)
        return found

    def on_env_check_consistency(self, app: Sphinx, env: BuildEnvironment) -> None:
        """Notes that Sphinx has checked the consistency."""
        self.build.consistency_checked()

    def on_write_started(self, app: Sphinx, builder: Builder) -> None:
        """Ends what Sphinx does between reading and writing."""
        self.settings.take_out_of(app.env)
        self.build.begin_writing()

    def on_html_page_context(
        self, app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None
    ) -> None:
        """Has contributors hand a page what they have for it."""
        if self.build.html:
            for contributor in self.build.session.contributors:
                context.update(contributor.page_context(pagename, context))

    def on_first_build_finished(self, app: Sphinx, exception: Exception | None) -> None:
        """Tells extensions that list all pages of those which were left alone."""
        if exception is None:
            self.build.list_unwritten_pages()

    def on_build_finished(self, app: Sphinx, exception: Exception | None) -> None:
        """Removes leftovers, and tells the next build about this one."""
        try:
            if exception is None:
                self.build.finish()
        finally:
            self.build.close()


def setup(app: Sphinx) -> ExtensionMetadata:
    """Has a site rebuilt by what changed."""
    handlers = Handlers(app)
    book_checks.take_over_checks(app)
    app._load_existing_env = handlers.load_existing_env(app._load_existing_env)  # type: ignore[method-assign,assignment]
    app._post_init_env = handlers.post_init_env(app._post_init_env)  # type: ignore[method-assign]
    app.add_post_transform(SourcesOfHere)
    app.connect("config-inited", handlers.on_first_config_inited, priority=FIRST)
    app.connect("config-inited", handlers.on_last_config_inited, priority=LAST)
    app.connect("builder-inited", handlers.on_builder_inited)
    app.connect("env-get-outdated", handlers.on_env_get_outdated)
    app.connect("env-before-read-docs", handlers.on_env_before_read_docs)
    app.connect("env-purge-doc", handlers.on_env_purge_doc)
    app.connect("doctree-read", handlers.on_doctree_read)
    app.connect("env-merge-info", handlers.on_env_merge_info)
    app.connect("env-get-updated", handlers.on_env_get_updated, priority=LAST)
    app.connect("env-check-consistency", handlers.on_env_check_consistency)
    app.connect("write-started", handlers.on_write_started, priority=FIRST)
    app.connect("html-page-context", handlers.on_html_page_context, priority=400)  # before a theme renders its parts
    app.connect("build-finished", handlers.on_first_build_finished, priority=FIRST)
    app.connect("build-finished", handlers.on_build_finished, priority=LAST)
    return {"version": __version__, "parallel_read_safe": True, "parallel_write_safe": True}
