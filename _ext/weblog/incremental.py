"""Builds the catalog once a build, and says what is written again.

Owns: the catalog, the facts of every page with their digests, the record of the build. Must not: know how a page
looks, or ablog's objects. In: the environment after reading. Out: which documents are read and written again, and which
generated pages; `outputs` writes the rest.
"""

from __future__ import annotations

import os
from functools import cached_property
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from . import (
    ablog_settings,
    contributions,
    outputs,
    page_context,
    problems,
    record,
    sources,
    stock,
    surroundings,
)
from .builder import LeavesAlone
from .store import Store

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Any

    from sphinx.application import Sphinx
    from sphinx.util.parallel import ParallelTasks

    from .catalog import Catalog
    from .config import Settings
    from .programme import Programme
    from .stock import Stock
    from .structured_data import Site


class Incremental:
    """What one build knows between its events."""

    def __init__(self, app: Sphinx, settings: Settings, /) -> None:
        self.app = app
        self.html = app.builder if isinstance(app.builder, LeavesAlone) else None
        """The builder, if it makes a page for each document; None for a single page, a book or a text."""
        self.settings = settings
        self.folder = Path(app.doctreedir, f"weblog-{app.builder.name}")
        self.record_path = self.folder / "record.json"
        self.now = record.empty_record()
        self.now["code"] = surroundings.code()
        self.now["outdir"] = str(app.outdir)
        last = record.load(self.record_path)
        is_same_place = last is not None and last["outdir"] == self.now["outdir"]
        self.last = last if last and is_same_place else record.empty_record()
        self.outputs = outputs.Outputs(app, self.html, self.folder, self.last, self.now)
        has_index = not self.html or Path(app.outdir, self.html.searchindex_filename).is_file()
        is_same_code = self.last["code"] == self.now["code"]
        self.is_trusted = is_same_place and self.last["finished"] and is_same_code and has_index
        """Whether what the last build left can be built upon. A search index is made of all documents."""
        has_former_build = self.html is not None and Path(app.outdir, ".buildinfo").is_file()
        if not self.last["finished"] if is_same_place else has_former_build:
            self.outputs.start_over()
        self._facts: dict[str, Mapping[str, object]] = {}
        self.incomplete: set[str] = set()
        """The documents that are written even if others alone were asked for, since feeds want their texts."""
        self.read: set[str] = set()
        """The documents that were read in this build."""
        self.written: set[str] = set()
        """The documents that were written in this build."""
        record.save(self.record_path, {**self.last, "outdir": self.now["outdir"], "finished": False})

    # Reading

    def to_read(self, files: Mapping[str, Mapping[str, str]], /) -> list[str]:
        """The documents that are read though Sphinx may think them up to date.

        Those with problems; those of whose `files` (or files that they include) any isn't the one of the last build,
        even if its time is older (a copy, a restored version); all if in doubt.
        """
        env, last = self.app.env, self.last["sources"]
        changed = set(self.last["problems"])
        for name in env.found_docs:
            included = [os.path.join(env.srcdir, path) for path in env.dependencies.get(name, ())]  # noqa: PTH118
            for file, state in (*files[name].items(), *((file, record.state_of_file(file)) for file in included)):
                if state:
                    self.now["sources"][file] = state
                if last.get(file, state) != state:
                    changed.add(name)
        return sorted(env.found_docs if not self.is_trusted else changed & env.found_docs)

    def remarked(self) -> set[str]:
        """The documents with posts that were read as scheduled and are published now, or the other way round."""
        env = self.app.env
        return {
            name
            for name, posts in Store(env).posts.items()
            if name in env.found_docs
            and any(sources.mark(post["date"], self.settings) != post["mark"] for post in posts)
        }

    def take_stock(self) -> list[str]:
        """Builds the catalog and all facts; gives the documents to write again.

        Where nothing was read, nothing is gone and nothing else changed, the last record is this one's.
        """
        self.now["common"] = surroundings.digest(self.app, self.now["code"])
        self.now["changes"] = Store(self.app.env).changes
        if self.now["changes"] == self.last["changes"] and self._is_unchanged and self.outputs.are_complete():
            for field in ("pages", "contributions", "inventory", "feeds", "bodies", "files", "static", "copied"):
                self.now[field] = self.last[field]
            return []
        self.now["contributions"] = contributions.of_all(self.app.env)
        is_whole = self.last["changes"] >= 0  # all pages that had to be written were
        if is_whole and self.only_texts_changed:
            self.now["pages"] = dict(self.last["pages"])
        else:
            self._digest_pages()
        self.incomplete = {post.docname for post in self.catalog.posts if self.outputs.lacks_body(post)}
        self.incomplete |= self.outputs.documents_lacking_files()
        return sorted(self.incomplete.union(self.outdated) & self.app.env.found_docs)

    def _digest_pages(self) -> None:
        env, store = self.app.env, Store(self.app.env)
        quotations = self.stock.quotations
        around = record.digest(self.now["common"], self.stock.navigation)
        for name in sorted(env.found_docs):
            self.now["pages"][name] = record.digest(
                around,
                self.document_facts(name),
                quotations.values(name, store.quotes.get(name, ())),
                quotations.place(name),
                self.outputs.images_of(name),
            )
        for name, page in self.stock.pages.items():
            self.now["pages"][name] = record.digest(around, page)
        for name in self.additional_pages:
            self.now["pages"].setdefault(name, around)

    @cached_property
    def programme(self) -> Programme:
        """Events, talks and speakers, put together when anybody first asks: references are resolved with them."""
        return stock.programme_of(self.app, self.settings)

    @cached_property
    def stock(self) -> Stock:
        """The catalog and the pages, made when they are first asked for."""
        self.outputs.name_images()
        return stock.take(self.app, self.settings, self.programme)

    @cached_property
    def site(self) -> Site:
        """What all pages say of the weblog."""
        return ablog_settings.site_of(self.app.config, self.app.builder.get_target_uri)

    @property
    def catalog(self) -> Catalog:
        """The posts of this build."""
        return self.stock.catalog

    # Writing

    @property
    def outdated(self) -> list[str]:
        """The pages whose facts aren't those of the last build."""
        return record.outdated(self.now["pages"], self.last["pages"] if self.is_trusted else {})

    @property
    def has_stock(self) -> bool:
        """Whether anybody had to know what the weblog consists of."""
        return "stock" in self.__dict__

    @property
    def only_texts_changed(self) -> bool:
        """Whether each document gives to other pages what it gave in the last build, and no setting changed."""
        return self._is_unchanged and self.now["contributions"] == self.last["contributions"]

    @property
    def has_current_static_files(self) -> bool:
        """Whether the static files are those of the last build."""
        return self._is_unchanged and self.outputs.has_static_files()

    @property
    def additional_pages(self) -> tuple[str, ...]:
        """The search page and pages of conf.py, which show of the weblog what is around every page."""
        return ("search", *self.app.config.html_additional_pages) if self.html else ()

    @property
    def has_current_additional_pages(self) -> bool:
        """Whether these are those of the last build."""
        names = self.additional_pages
        is_same = self._is_unchanged and not set(names).intersection(self.outdated)
        return is_same and all(self.outputs.file_of(name).is_file() for name in names)

    def has_objects(self, objects: object, /) -> bool:
        """Whether the last build had these very objects, which objects.inv and the search index name."""
        self.now["inventory"] = record.digest(self.now["common"], objects)
        return self.is_trusted and self.last["inventory"] == self.now["inventory"]

    @property
    def _is_unchanged(self) -> bool:
        return self.is_trusted and self.last["common"] == self.now["common"]

    def document_facts(self, docname: str, /) -> Mapping[str, object]:
        """What a document's page shows of the weblog beyond its own source: put together for its digest, then shown."""
        if docname not in self._facts:
            asked = Store(self.app.env).lists.get(docname, ())
            neighbours = self.app.config.post_show_prev_next
            self._facts[docname] = self.stock.facts_of(docname, asked, neighbours=neighbours)
        return self._facts[docname]

    def context(self, pagename: str, context: Mapping[str, Any], /) -> dict[str, Any]:
        """What the templates need on every page, beside Sphinx's own context; a post's body is kept for the feeds."""
        if self.app.config.blog_baseurl:
            for post in self.catalog.in_document(pagename):
                self.outputs.keep_body(post, context.get("body", ""))
        return page_context.given(self.app, self.site, self.stock, self.document_facts(pagename), pagename, context)

    def generated_pages(self) -> Iterator[tuple[str, dict[str, Any], str]]:
        """The generated pages to write, with context and template: changed ones, and those whose file is gone."""
        changed, refresh = set(self.outdated), self.app.config.post_redirect_refresh
        if not self.has_stock:
            return
        for name, page in self.stock.pages.items():
            if name in changed or not self.outputs.has_page(name):
                yield name, {"title": escape(page.title), "refresh": refresh, **page.facts}, page.template

    def start_feeds(self) -> ParallelTasks:
        """Starts to write what belongs to the weblog as a whole. Gives what is under way."""
        self.outputs.only_texts_changed = self.only_texts_changed
        return self.outputs.start(self.site, self.catalog, self.programme, self.stock.pages)

    def finish(self, paths_with_problems: set[str], /) -> None:
        """Removes what is left of former pages, and closes the record."""
        if self.has_stock:
            self.outputs.remove_leftovers(self.catalog)
            to_write = self.app.env.found_docs & self.read.union(self.outdated)
            for name in to_write - self.written if self.html else ():
                del self.now["pages"][name]  # other pages alone were asked for, so that it is still to be written
                self.now["changes"] = -1
        self.now["problems"] = problems.documents(self.app, paths_with_problems)
        self.now["finished"] = True
        record.save(self.record_path, self.now)
