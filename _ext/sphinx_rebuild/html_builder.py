"""How an HTML builder leaves alone what didn't change.

Owns: what hangs on the builder's instance for writing: how a page, the inventory, the static files and the search index
reach the disk. Must not: decide which pages are outdated (`plan` does), share out work (`processes` does). In: calls by
Sphinx. Out: files, each whole or not at all, untouched where they'd be the same.

The builder's class stays what it is, so that extensions which ask for it, or for its name, find what they know; and so
do builders that others have derived from Sphinx's.
"""

from __future__ import annotations

import io
import os
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx.builders.html import INVENTORY_FILENAME
from sphinx.util import logging
from sphinx.util.display import progress_message
from sphinx.util.inventory import InventoryFile

from . import build_info, search_languages, static_files
from .digests import digest, digest_of_bytes, setting_as_text
from .files import replace_if_different, write_if_different
from .messages import PAGE, STEP
from .other_pages import OtherPages
from .places import places_of
from .record import mark_of
from .search_index import SearchIndex
from .writing import DocumentWriting

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Set

    from docutils import nodes
    from sphinx.builders.html import StandaloneHTMLBuilder
    from sphinx.builders.html._build_info import BuildInfo

    from .contributor import File, Page
    from .foreign_files import ForeignFiles
    from .plan import Plan
    from .session import Session

logger = logging.getLogger(__name__)

REPLACED = (
    *("get_outdated_docs", "prepare_writing", "write_documents", "write_doc", "load_indexer", "dump_search_index"),
    *("dump_inventory", "create_build_info", "write_buildinfo", "copy_assets", "copy_static_files", "copy_extra_files"),
    *("handle_finish", "finish", "handle_page", "update_page_context"),
)
"""The builder's methods in whose place ours stand."""


class HTMLWriting:
    """The writing of one build. Its methods take the place of the builder's, on that builder alone."""

    indexer: SearchIndex

    def __init__(
        self, builder: StandaloneHTMLBuilder, session: Session, plan: Plan, foreign_files: ForeignFiles, /
    ) -> None:
        self.builder = builder
        self.session, self.plan, self.env = session, plan, session.env
        self.foreign_files = foreign_files
        self.outdir = Path(builder.outdir)
        self.original: dict[str, Callable[..., Any]] = {name: getattr(builder, name) for name in REPLACED}
        self.writing = DocumentWriting(builder, session)
        self.static = static_files.StaticFiles(self.outdir, session.last["static"], session.begun)
        self.tags = static_files.AssetTags(session.now["checksums"])
        self.others = OtherPages(builder, session, plan)
        self.written: set[str] = set()
        """All pages that were made in this build, by whichever process."""
        for name in REPLACED:
            setattr(builder, name, getattr(self, name))
        builder.build_info = self.create_build_info()

    # What Sphinx asks before it reads

    def get_outdated_docs(self) -> Iterator[str]:
        """Nothing: Sphinx compares times; what is outdated is found when all is read, by content."""
        if self.builder.search and not any(contributor.has_search() for contributor in self.session.contributors):
            search_languages.warn_of_lacking(self.builder.config.html_search_language or self.builder.config.language)
        return iter(())

    def create_build_info(self) -> BuildInfo:
        """Sphinx's note on the settings, without those that hold places on this machine: it is part of the output."""
        builder = self.builder
        found: BuildInfo = self.original["create_build_info"]()
        session = self.session
        settings = [
            setting for setting in builder.config.filter({"html"}) if setting.name not in session.settings_left_out
        ]
        values = [(setting.name, session.settings.get(setting.name, setting.value)) for setting in settings]
        neutral = places_of(session.app).neutral
        found.config_hash = digest(sorted((name, setting_as_text(value, neutral)) for name, value in values))
        return found

    # Documents

    def prepare_writing(self, docnames: Set[str]) -> None:
        """Prepares what all pages share, and has looks noted from here on."""
        builder = self.builder
        builder.copysource = builder.copysource and builder.config.html_copy_source  # Sphinx makes a folder for nothing
        self.plan.gather_or_repeat(is_anything_written=bool(docnames))
        self.original["prepare_writing"](docnames - self.plan.as_they_were)
        for settings in (builder.docsettings, builder._settings):
            settings.stylesheet_path = []  # docutils would look for its own, three times a document, never to show it
        if environment := getattr(builder.templates, "environment", None):
            environment.auto_reload = False  # Jinja would look at the file of each template that each page includes
        builder.relations = self.session.lookups.recorder.table(("relations",), builder.relations)
        self.session.lookups.install()

    def write_documents(self, docnames: Set[str]) -> None:
        """Writes the documents, and those whose texts other files miss; takes note of them."""
        docnames = (docnames | self.plan.lacking_output) - self.plan.as_they_were
        self.session.written.update(docnames)
        self.written.update(docnames)
        self.writing.write_documents(docnames)

    def write_doc(self, docname: str, doctree: nodes.document) -> None:
        """Writes a document, which contributors have changed for machines."""
        for contributor in self.session.contributors:
            contributor.before_html(docname, doctree)
        self.original["write_doc"](docname, doctree)

    def handle_page(
        self,
        pagename: str,
        addctx: dict[str, Any],
        templatename: str = "page.html",
        *,
        outfilename: Path | None = None,
        event_arg: Any = None,
    ) -> None:
        """Writes a page, if it is another one by now: whole, beside its place, and then into it."""
        target = Path(outfilename or self.builder.get_output_path(pagename))
        if self.plan.keeps_page(pagename, target):
            return
        if self.others.is_as_it_was(pagename, (templatename, addctx), target):
            return
        if event_arg is not None and any(found.is_written_over(pagename) for found in self.session.contributors):
            addctx, event_arg = {**addctx, "metatags": ""}, None
        self.written.add(pagename)
        beside = target.with_name(f"{target.name}.new")
        with self.session.message_log.during(PAGE, pagename), self.session.lookups.recorder.for_page(pagename):
            self.original["handle_page"](pagename, addctx, templatename, outfilename=beside, event_arg=event_arg)
        if beside.exists():
            self.session.contents[self._path_of(target)] = digest_of_bytes(beside.read_bytes())
        if replace_if_different(beside, target):
            self.session.written_pages.add(pagename)

    def _path_of(self, target: Path) -> str:
        return os.path.relpath(target, self.outdir).replace(os.sep, "/")

    def update_page_context(self, pagename: str, templatename: str, ctx: dict[str, Any], event_arg: Any) -> None:
        """Has the tag of a style or a script made once for all pages of a depth."""
        self.original["update_page_context"](pagename, templatename, ctx, event_arg)
        for name in ("css_tag", "js_tag"):
            ctx[name] = partial(self.tags.tag, ctx["content_root"], ctx[name])

    # The search index and the inventory

    def load_indexer(self, docnames: Set[str]) -> None:
        """Opens the search index, unless there is nothing to change in it."""
        builder, config = self.builder, self.builder.config
        language = config.html_search_language or config.language
        builder.indexer = self.indexer = SearchIndex(
            self.env, language, config.html_search_options, config.html_search_scorer
        )
        self.has_new_words = bool(docnames) or not self.plan.skipping.has_same_shared_data
        if self.has_new_words and not docnames >= self.env.found_docs:  # of all of them there will be a new one
            self.original["load_indexer"](docnames)

    def dump_search_index(self) -> None:
        """Writes the search index, if it changed."""
        if self.builder.indexer is None or not self.has_new_words:
            return
        with progress_message(f"dumping search index in {self.indexer.label()}"):
            titles = {page.pagename: page.title for page in self.plan.pages.values() if page.is_searched}
            self.indexer.feed_titles(titles, self.env.all_docs)
            self.indexer.has_same_objects = self.plan.has_same_objects
            text = io.StringIO()
            self.indexer.dump(text, self.builder.indexer_format)
            write_if_different(self.outdir / self.builder.searchindex_filename, text.getvalue().encode())

    def dump_inventory(self) -> None:
        """Writes objects.inv, if it changed."""
        target = self.outdir / INVENTORY_FILENAME
        self.session.now["inventory"] = self.plan.inventory
        if target.is_file() and self.plan.has_same_objects:
            return
        beside = target.with_name(f"{target.name}.new")
        InventoryFile.dump(beside, self.env, self.builder)
        replace_if_different(beside, target)

    def write_buildinfo(self) -> None:
        """Nothing: the note on the settings is written when all that it tells of is known."""

    # Files beside the pages

    def copy_assets(self) -> None:
        """Copies what pages are shown with, and starts on the generated pages, which wait for no document.

        Sphinx writes such pages last. Here they are written while it resolves the first documents, which it does alone.
        The first one is written at once, so that no process has to load the templates again.
        """
        self.original["copy_assets"]()
        pages = list(self.plan.generated_pages())
        self.written.update(page.pagename for page in pages)
        self.session.processes.start(pages[:1], self._write_pages, self.session.take_notes)
        self.session.processes.start(pages[1:], self._write_pages, self.session.take_notes)

    def copy_static_files(self) -> None:
        """Copies static files if any is new, in their final form before a page names them."""
        if not (self.plan.skipping.has_same_inputs and self.static.are_there()):
            with self.session.step("static files"):
                self.static.copy_anew(self._copy_static_files)
                self.session.now["checksums"].clear()
        else:
            self.session.repeat(STEP, "static files")

    def _copy_static_files(self) -> None:
        self.original["copy_static_files"]()
        for contributor in self.session.contributors:
            contributor.static_files_copied()

    def copy_extra_files(self) -> None:
        """Copies the files of html_extra_path, but for those that would take the place of a page."""
        session = self.session
        found = static_files.extra_files(session.app)
        now = static_files.copy_extra_files(session.app, self.outdir, found, self.plan.addresses() if found else {})
        static_files.remove_former(self.outdir, session.last["extra"], now)
        session.now["extra"] = now

    # The end

    def handle_finish(self) -> None:
        """Starts on the generated files, and writes the search index and the inventory."""
        self.session.processes.start(self.plan.generated_files(), self._make_files, self.session.take_notes)
        self.original["handle_finish"]()

    def _make_files(self, wanted: Iterable[File]) -> Mapping[str, Any]:
        found = {}
        for file in wanted:
            content = file.make()
            found[file.path] = digest_of_bytes(content)
            write_if_different(self.outdir / file.path, content)
        return {"contents": found}

    def finish(self) -> None:
        """Does what Sphinx does last, and waits for all that is under way."""
        self.foreign_files.documents_written()
        with self.session.processes.ending_all_on_error():
            self.session.repeat_for_unwritten()
            self.original["finish"]()
            self.session.processes.join()

    def _write_pages(self, pages: Iterable[Page]) -> Mapping[str, Any]:
        self.session.begin_notes()
        variables: dict[str, object] = {}
        for contributor in self.session.contributors:
            variables |= contributor.page_variables()
        for page in pages:
            self.builder.handle_page(
                page.pagename, {"title": page.title_as_html, **variables, **page.facts}, page.template
            )
        return self.session.notes()

    def close_record(self) -> None:
        """Notes the static files as they are when all is done, and leaves the record's mark on the output."""
        now, outputs = self.session.now, self.plan.outputs
        now["static"] = self.static.states()
        collected = (name for names in now["collected"].values() for name in names)
        current = {*map(outputs.path_of, (*now["pages"], *collected)), *now["files"]}
        found = {**self.session.last["contents"], **self.session.contents}
        now["contents"] = {path: found[path] for path in sorted(current & found.keys())}
        now["mark"] = mark_of(now)
        build_info.write(self.outdir, self.builder.build_info, now["mark"])
