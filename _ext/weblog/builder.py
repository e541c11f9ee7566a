"""HTML builders that leave alone what didn't change.

Owns: how a page, the inventory, the static files and the search index reach the disk. Must not: decide which pages are
outdated (`incremental` does), share out work (`workers` does). In: Sphinx's calls. Out: files, each whole or not at
all, untouched where they'd be the same.

They take the names of Sphinx's own builders, so that nobody has to ask for them.
"""

from __future__ import annotations

import gc
import io
import os
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx.builders.dirhtml import DirectoryHTMLBuilder
from sphinx.builders.html import INVENTORY_FILENAME
from sphinx.util import logging
from sphinx.util.display import progress_message
from sphinx.util.inventory import InventoryFile

from . import surroundings, talk_nodes, workers
from .record import digest, plain, replace_if_different, write_if_different
from .search_index import SearchIndex
from .talk_pages import SPEAKER

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Set

    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.builders.html._build_info import BuildInfo

    from .incremental import Incremental
    from .problems import ProblemHandler

logger = logging.getLogger(__name__)

STYLES = "overwrite_pygments_css"
"""The PyData theme's handler that writes pygments.css once more, after all pages that hold the file's checksum."""


class LeavesAlone(workers.SharesOut):
    """What both builders have in common."""

    weblog: Incremental
    problems: ProblemHandler
    """Both are set by the extension when the builder is there."""

    def init(self) -> None:
        """Starts with no tags."""
        super().init()
        self.asset_tags: dict[tuple[str, object], str] = {}

    def prepare_writing(self, docnames: Set[str]) -> None:
        """Keeps docutils from looking for its own style sheet, three times a document, which Sphinx never shows."""
        super().prepare_writing(docnames)
        for settings in (self.docsettings, self._settings):
            settings.stylesheet_path = []

    def write_documents(self, docnames: Set[str]) -> None:
        """Writes the documents, and those whose texts the feeds miss; takes note of them."""
        docnames = docnames | self.weblog.incomplete
        self.weblog.written.update(docnames)
        super().write_documents(docnames)

    def write_doc(self, docname: str, doctree: nodes.document) -> None:
        """Writes a document, in which machines find posts, events and speakers."""
        self.attach()
        if os.getpid() != self.first_process:
            gc.disable()  # what this process made is gone when it has written its few documents
        talk_nodes.mark(doctree, docname, self.weblog.catalog, self.weblog.programme)
        super().write_doc(docname, doctree)

    indexer: SearchIndex

    def load_indexer(self, docnames: Set[str]) -> None:
        """Opens the search index, unless there is nothing to change in it."""
        language = self.config.html_search_language or self.config.language
        self.indexer = SearchIndex(self.env, language, self.config.html_search_options, self.config.html_search_scorer)
        self.has_new_words = bool(docnames) or not self.weblog.only_texts_changed
        if self.has_new_words and not docnames >= self.env.found_docs:  # of all of them there will be a new one
            super().load_indexer(docnames)

    @cached_property
    def has_same_objects(self) -> bool:
        """Whether the domains have the very objects that they had in the last build."""
        objects = [(domain.name, sorted(domain.get_objects())) for domain in self.env.domains.sorted()]
        return self.weblog.has_objects(objects)

    def dump_search_index(self) -> None:
        """Writes the search index, if it changed."""
        if self.indexer is None or not self.has_new_words:
            return
        with progress_message(f"dumping search index in {self.indexer.label()}"):
            speakers = [page for page in self.weblog.stock.pages.values() if page.template == SPEAKER]
            titles = {page.pagename: page.title for page in speakers}
            self.indexer.feed_titles(titles, self.env.all_docs)
            self.indexer.has_same_objects = self.has_same_objects
            text = io.StringIO()
            self.indexer.dump(text, self.indexer_format)
            write_if_different(Path(self.outdir, self.searchindex_filename), text.getvalue().encode())

    def dump_inventory(self) -> None:
        """Writes objects.inv, if it changed."""
        target = Path(self.outdir, INVENTORY_FILENAME)
        if not self.weblog.has_stock or (self.has_same_objects and target.is_file()):
            return
        beside = target.with_name(f"{target.name}.new")
        InventoryFile.dump(beside, self.env, self)
        replace_if_different(beside, target)

    def create_build_info(self) -> BuildInfo:
        """Sphinx's note on the settings, without those that hold places on this machine: it is part of the output."""
        found = super().create_build_info()
        settings = [setting for setting in self.config.filter({"html"}) if setting.name not in surroundings.PATHS]
        found.config_hash = digest(sorted((setting.name, plain(setting.value)) for setting in settings))
        return found

    def write_buildinfo(self) -> None:
        """Writes that note, if it changed, and removes the former one, which Sphinx has put aside."""
        target = Path(self.outdir, ".buildinfo")
        target.with_name(".buildinfo.bak").unlink(missing_ok=True)
        beside = target.with_name(".buildinfo.new")
        self.build_info.dump(beside)
        replace_if_different(beside, target)

    def copy_static_files(self) -> None:
        """Copies static files if any is new, with the theme's styles in their final form before a page names them."""
        if not self.weblog.has_current_static_files:
            self.weblog.outputs.remove_former_static_files()
            super().copy_static_files()
            _write_styles(self.weblog.app)
        _disconnect_styles(self.weblog.app)

    def gen_additional_pages(self) -> None:
        """Writes the search page and the like, if what every page depends on changed."""
        if not self.weblog.has_current_additional_pages:
            super().gen_additional_pages()

    def copy_assets(self) -> None:
        """Copies what pages are shown with, and starts on the generated pages, which wait for no document.

        Sphinx writes them last. Here they are written while it resolves the first documents, which it does alone. The
        first one is written at once, so that no process has to load the templates again.
        """
        super().copy_assets()
        pages = list(self.weblog.generated_pages())
        self._write_pages(pages[:1])
        self.under_way.append(workers.start(self.weblog.app, pages[1:], self._write_pages))

    def handle_finish(self) -> None:
        """Starts on the feeds, and writes the search index and the inventory."""
        if self.weblog.has_stock:
            self.under_way.append(self.weblog.start_feeds())
        super().handle_finish()

    def _write_pages(self, pages: Iterable[tuple[str, dict[str, Any], str]]) -> None:
        for pagename, context, template in pages:
            self.handle_page(pagename, context, template)

    def update_page_context(self, pagename: str, templatename: str, ctx: dict[str, Any], event_arg: Any) -> None:
        """Has the tag of a style or a script made once for all pages of a depth.

        Sphinx looks for the file behind it on each page, which takes longer than the talks of a speaker.
        """
        for name in ("css_tag", "js_tag"):
            ctx[name] = partial(self._tag, ctx["content_root"], ctx[name])

    def _tag(self, root: str, make: Callable[[object], str], file: object) -> str:
        if (root, file) not in self.asset_tags:
            self.asset_tags[root, file] = make(file)
        return self.asset_tags[root, file]

    def handle_page(
        self,
        pagename: str,
        addctx: dict[str, Any],
        templatename: str = "page.html",
        *,
        outfilename: Path | None = None,
        event_arg: Any = None,
    ) -> None:
        """Writes a page whole. Sphinx compares the times of a document's file and page, so that page is always new."""
        target = Path(outfilename or self.get_output_path(pagename))
        if self.config.weblog_keep_good_pages and self.problems.has(pagename) and self._has_good_page(pagename, target):
            return
        beside = target.with_name(f"{target.name}.new")
        super().handle_page(pagename, addctx, templatename, outfilename=beside, event_arg=event_arg)
        if pagename in self.env.found_docs:
            beside.replace(target)
        else:
            replace_if_different(beside, target)

    def _has_good_page(self, pagename: str, page: Path) -> bool:
        """Whether a page is there, with all that feeds take from it."""
        posts = self.weblog.catalog.in_document(pagename)
        return page.exists() and not any(map(self.weblog.outputs.lacks_body, posts))


class WeblogHTMLBuilder(LeavesAlone):
    """Takes the place of "html"."""

    name = "html"


class WeblogDirectoryHTMLBuilder(LeavesAlone, DirectoryHTMLBuilder):
    """Takes the place of "dirhtml"."""

    name = "dirhtml"


def _write_styles(app: Sphinx) -> None:
    for listener in list(app.events.listeners["build-finished"]):
        if getattr(listener.handler, "__name__", "") == STYLES:
            listener.handler(app, None)


def _disconnect_styles(app: Sphinx) -> None:
    for listener in list(app.events.listeners["build-finished"]):
        if getattr(listener.handler, "__name__", "") == STYLES:
            app.disconnect(listener.id)
