"""One build, from the moment when the builder is there to its end.

Owns: the order in which the parts of the engine work; what contributors see; the closing of the record. Must not: know
how documents are read or pages written. In: Sphinx's events, as `__init__` hands them on. Out: a site that is up to
date, and a record for the next build.
"""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx.util import logging

from . import corrections, former_files, record, static_files, summary
from .build_view import BuildView
from .foreign_files import ForeignFiles
from .html_builder import HTMLWriting
from .messages import READ, STEP
from .outputs import Outputs
from .page_builders import makes_book, makes_pages
from .plan import Plan
from .reading import Reading
from .session import Session
from .skipping import Skipping

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sphinx.application import Sphinx

    from .contributor import Contributor
    from .locking import Lock
    from .messages import MessageLog

logger = logging.getLogger(__name__)

CONSISTENCY = "consistency"


class Build:
    """One build."""

    def __init__(
        self,
        app: Sphinx,
        message_log: MessageLog,
        before: Mapping[str, str] | None,
        settings: Mapping[str, object],
        lock: Lock,
        begun: int,
        /,
    ) -> None:
        """`before`: the output folder's files before any extension wrote into it, None if not looked at; `settings`: of
        conf.py, as its author made them; `begun`: when the build began (ns).
        """
        self.session = session = Session(app, message_log, settings, begun)
        self.lock = lock
        builder: Any = app.builder
        self.outputs = Outputs(app, builder if makes_pages(builder) else None)
        self.skipping = self._skipping()
        self.plan = Plan(session, self.outputs, self.skipping)
        self.removed_pages: list[str] = []
        self.foreign_files = ForeignFiles(self.outputs, session.last, session.now)
        self.reading = Reading(app.builder, session, self.skipping)
        self.html = HTMLWriting(builder, session, self.plan, self.foreign_files) if makes_pages(builder) else None
        if makes_book(builder):
            from .book_builder import BookWriting  # any other builder goes without

            BookWriting(builder, session)
        state = record.state_of(session.folder)
        has_died = state["outdir"] == session.place and not state["finished"]
        has_former_build = self.html is not None and (session.outdir / ".buildinfo").is_file()
        if has_died or (has_former_build and not session.is_same_place):
            self._start_over(before)
        record.begin(session.folder, session.place)
        for contributor in session.contributors:
            contributor.begin(self._view_of(contributor))

    def _skipping(self) -> Skipping:
        session, outputs, last = self.session, self.outputs, self.session.last
        index = session.outdir / (outputs.html.searchindex_filename if outputs.html else "")
        return Skipping(
            last=last,
            now=session.now,
            is_same_place=session.is_same_place,
            has_index=index.exists(),
            has_all_files=lambda: outputs.has_all_beside_documents(last),
        )

    def _start_over(self, before: Mapping[str, str] | None) -> None:
        """Removes whatever a build makes: nobody knows what of the last one is whole or still wanted."""
        app, contributors = self.session.app, self.session.contributors
        own = [Path(folder) for folder in (app.srcdir, app.confdir, app.doctreedir)]
        signatures: dict[str, Sequence[bytes]] = {}
        for contributor in contributors:
            signatures |= contributor.signatures
        names = [name for contributor in contributors for name in contributor.files_at_top]
        former_files.remove_all(self.session.outdir, own, before, signatures, names)

    # What a contributor sees

    def _view_of(self, contributor: Contributor) -> BuildView:
        session, last = self.session, self.session.last
        return BuildView(
            app=session.app,
            env=session.env,
            makes_pages=self.html is not None,
            outdir=session.outdir,
            folder=session.folder,
            sources=lambda: session.now["sources"].keys(),
            table=lambda name: session.env_data.table(contributor.name, name),
            watch=lambda name, table: session.lookups.watch(("contributor", contributor.name, name), table),
            inputs=lambda: session.now["inputs"],
            shared=lambda: session.now["shared"],
            has_same_shared_data=lambda: self.skipping.has_same_shared_data,
            last_digest_of_file=lambda path: last["files"].get(path, ""),
            is_current=lambda path, digest: self.outputs.is_current(path, digest, last),
        )

    # Between reading and writing

    def all_read(self) -> list[str]:
        """Names the documents to write again; Sphinx pickles the environment next, and checks its consistency."""
        found = self.plan.make()
        self.session.message_log.work = (STEP, CONSISTENCY)
        self.is_consistency_told = False
        return found

    def consistency_checked(self) -> None:
        """Takes note that Sphinx has checked it, which it does if it has read anything."""
        self.is_consistency_told = True

    def begin_writing(self) -> None:
        """Has the consistency checked if anything changed, told again if not."""
        if not self.is_consistency_told and self.plan.has_gathered:
            self.session.env.check_consistency()
        elif not self.is_consistency_told:
            self.session.repeat(STEP, CONSISTENCY)
        self.session.message_log.work = None
        if self.plan.has_gathered:  # before anybody makes something else of their names
            self.removed_pages = self.outputs.remove_former_pages(self.session.last, self.session.now)
        if self.html and not self.skipping.has_same_for_others:
            self.foreign_files.begin(has_same_settings=self.skipping.has_same_settings)
        if self.html:
            self.session.env.files_to_rebuild = {}  # Sphinx's guess at the pages that show a document; pickled before

    # The end

    def list_unwritten_pages(self) -> None:
        """Has extensions that gather pages as they are written gather the others."""
        if self.html:
            now = self.session.now
            unwritten = {*now["pages"], *_pages(now["collected"])} - self.html.written
            corrections.gather_unwritten_pages(self.session.app, unwritten)

    def finish(self) -> None:
        """Removes what is left of former pages, and closes the record."""
        session, now = self.session, self.session.now
        if self.plan.has_gathered:
            now["copied"] = self.outputs.copied()
            self.outputs.remove_former_files(session.last, now)
            for contributor in session.contributors:
                contributor.tidy()
            for name in self.plan.to_write() - session.written if self.html else ():
                del now["pages"][name]  # other pages alone were asked for, so that it is still to be written
                now["changes"] = -1
        session.lookups.uninstall()
        if self.html:
            self.html.close_record()
            pages = {*now["pages"], *_pages(now["collected"])}
            if self.plan.has_gathered:
                session.lookups.save(pages, is_same=self.skipping.has_same_shared_data)
            self.foreign_files.finish(pages)
        for (kind, name), told in session.message_log.found.items():
            if kind != READ:
                now["messages"].setdefault(kind, {})[name] = [list(message) for message in told]
        now["finished"] = True
        record.save(session.folder, session.place, now)
        for line in summary.of_pages(session.written_pages, self.removed_pages) if self.html else ():
            logger.info("%s", line)

    def close(self) -> None:
        """Lets go of the environment and the folder, whether the build went well or not."""
        self.session.lookups.uninstall()
        self.foreign_files.close()
        shutil.rmtree(self.session.outdir / static_files.ASIDE, ignore_errors=True)
        self.lock.release()


def _pages(collected: Mapping[str, Iterable[str]]) -> set[str]:
    return {name for names in collected.values() for name in names}
